#include <gmock/gmock.h>
#include <zlib.h>

#include <fstream>
#include <iterator>

#include "store/backup_format.h"
#include "store/store_fixture.h"

namespace maktab::store {
namespace {

std::string ReadGzip(const std::filesystem::path& file) {
  gzFile gzip = gzopen(file.c_str(), "rb");
  std::string text;
  char buffer[8192];
  for (int count = gzread(gzip, buffer, sizeof buffer); count > 0; count = gzread(gzip, buffer, sizeof buffer)) {
    text.append(buffer, std::size_t(count));
  }
  gzclose(gzip);
  return text;
}

void WriteGzip(const std::filesystem::path& file, const std::string& text) {
  gzFile gzip = gzopen(file.c_str(), "wb1");
  gzwrite(gzip, text.data(), unsigned(text.size()));
  gzclose(gzip);
}

class BackupTest : public OnEachBackend {
 protected:
  void Fill(Store& store) {
    ASSERT_TRUE(store.AppendAndWait(UserCreated("u1", "amal"), {SetCredential{"u1", "password", "$h"}}).ok());
    std::vector<model::Entity> persons;
    for (int i = 0; i < 40; ++i) persons.push_back(Person(i));
    ASSERT_TRUE(ImportAll(store, "un", persons).ok());
    persons.pop_back();
    ASSERT_TRUE(ImportAll(store, "un", persons).ok());
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(store.AppendAndWait(Draft("check.asked", R"({"a":"ب\n\"x\""})")).ok());
  }
  std::filesystem::path File(const std::string& name = "b.gz") const { return ground_.folder() / name; }
};
MAKTAB_ON_ALL_BACKENDS(BackupTest);

// From each database to each: also the way from SQLite to PostgreSQL.
TEST_P(BackupTest, RestoresIntoEveryDatabase) {
  const auto store = Open();
  Fill(*store);
  // Rows of an unfinished import are not part of it.
  const auto unfinished = store->BeginImport("un").value();
  for (int i = 0; i < 600; ++i) ASSERT_TRUE(unfinished->Put(Person(5000 + i)).ok());
  std::int64_t last_progress = 0;
  const auto made = store->Backup(File(), [&](std::int64_t done, std::int64_t) { last_progress = done; });
  ASSERT_TRUE(made.ok()) << made.error().code << made.error().log;
  EXPECT_EQ(made->entries, 103);
  EXPECT_EQ(last_progress, made->rows);
  EXPECT_EQ(std::filesystem::status(File()).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  for (const std::string& backend : Backends()) {
    const Ground other(backend);
    const auto restored = Store::Restore(other.Options(), File());
    ASSERT_TRUE(restored.ok()) << restored.error().code << restored.error().log;
    EXPECT_EQ(restored->entries, 103);
    EXPECT_EQ(restored->rows, made->rows);
    const auto again = Open(other.Options());
    EXPECT_EQ(again->PublicKey(), store->PublicKey());
    EXPECT_EQ(*again->Checkpoint(), *store->Checkpoint());
    EXPECT_EQ(again->FindCredential("u1", "password")->value(), "$h");
    EXPECT_EQ(again->FindUserByName("amal")->value().created_at, store->FindUserByName("amal")->value().created_at);
    EXPECT_EQ(again->Lists()->at(0).entities, 39);
    EXPECT_FALSE(again->FindEntity("un", "p-39")->value().in_force);
    EXPECT_FALSE(again->FindEntity("un", "p-5000")->has_value());
    EXPECT_EQ(again->FindEntry(102)->value().body, R"({"a":"ب\n\"x\""})");
    // And it goes on from there.
    EXPECT_EQ(again->AppendAndWait(Draft("check.asked", "{}"))->seq, 103);
    EXPECT_EQ(CodeOf(Store::Restore(other.Options(), File())), "store.not_empty");
  }
}

TEST_P(BackupTest, OneMomentWhileTheStoreGoesOn) {
  const auto store = Open();
  Fill(*store);
  std::int64_t appended = 0;
  const auto made = store->Backup(File(), [&](std::int64_t, std::int64_t) {
    appended += store->AppendAndWait(Draft("check.asked", "{}")).ok() ? 1 : 0;
  });
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made->entries, 103);
  EXPECT_GT(appended, 0);
}

TEST_P(BackupTest, OverwritesNothing) {
  const auto store = Open();
  std::ofstream(File()) << "precious";
  EXPECT_EQ(CodeOf(store->Backup(File())), "store.backup_exists");
  EXPECT_EQ(CodeOf(store->Backup(ground_.folder() / "no" / "such" / "folder.gz")), "store.backup_write");
  EXPECT_EQ(std::filesystem::file_size(File()), 8U);
}

TEST_P(BackupTest, ADamagedBackupRestoresNothing) {
  const auto store = Open();
  Fill(*store);
  ASSERT_TRUE(store->Backup(File()).ok());
  const std::string text = ReadGzip(File());
  const Ground other(GetParam());
  const auto attempt = [&](const std::string& changed) {
    WriteGzip(File("bad.gz"), changed);
    const auto result = Store::Restore(other.Options(), File("bad.gz"));
    EXPECT_FALSE(result.ok());
    EXPECT_FALSE(std::filesystem::exists(other.folder() / "data" / "keys" / "ledger.key"));
    return CodeOf(result);
  };
  EXPECT_EQ(attempt(""), "store.backup_wrong");
  EXPECT_EQ(attempt(text.substr(0, text.size() / 2)), "store.backup_wrong");
  EXPECT_EQ(attempt(text.substr(0, text.rfind('\n', text.size() - 2) + 1)), "store.backup_wrong");
  EXPECT_EQ(attempt(text + "{}\n"), "store.backup_wrong");
  std::string changed = text;
  changed.replace(changed.find("amal"), 4, "amel");
  EXPECT_EQ(attempt(changed), "store.backup_wrong");
  changed = text;
  changed.replace(changed.find("\"maktab_backup\":2"), 17, "\"maktab_backup\":3");
  EXPECT_EQ(attempt(changed), "store.backup_newer");
  // The file itself cut off.
  std::filesystem::copy_file(File(), File("cut.gz"));
  std::filesystem::resize_file(File("cut.gz"), std::filesystem::file_size(File()) / 2);
  EXPECT_EQ(CodeOf(Store::Restore(other.Options(), File("cut.gz"))), "store.backup_wrong");
  EXPECT_EQ(CodeOf(Store::Restore(other.Options(), File("absent.gz"))), "store.backup_read");
  EXPECT_TRUE(Store::Restore(other.Options(), File()).ok());
}

// A forger can make the fingerprint right, but not the ledger.
TEST_P(BackupTest, AForgedBackupDoesNotVerify) {
  const auto store = Open();
  Fill(*store);
  ASSERT_TRUE(store->Backup(File()).ok());
  std::string text = ReadGzip(File());
  text.replace(text.find("amal"), 4, "amel");
  const std::size_t end = text.rfind('\n', text.size() - 2) + 1;
  const std::string fingerprint = crypto::ToHex(crypto::Sha256Of(text.substr(0, end)));
  const std::size_t at = text.find("\"sha256\":\"", end) + 10;
  text.replace(at, fingerprint.size(), fingerprint);
  WriteGzip(File("forged.gz"), text);
  const Ground other(GetParam());
  const auto result = Store::Restore(other.Options(), File("forged.gz"));
  EXPECT_EQ(CodeOf(result), "store.backup_unverified");
  EXPECT_EQ(result.error().params[0].second, "head");
  EXPECT_TRUE(Store::Restore(other.Options(), File()).ok());
}

TEST(BackupFormat, BoundsWhatItReads) {
  const std::string line(1U << 20U, 'x');
  std::int64_t served = 0;
  const auto result = ReadBackup(
      [&](char* buffer, std::size_t size) {
        const std::size_t count = std::min(size, line.size());
        std::copy_n(line.data(), count, buffer);
        served += std::int64_t(count);
        return std::int64_t(count);
      },
      {[](const BackupHeader&) { return base::Status(); },
       [](const BackupTable&, std::vector<BackupCell>&&) { return base::Status(); }});
  EXPECT_EQ(CodeOf(result), "store.backup_wrong");
  EXPECT_LT(served, std::int64_t{66} << 20U);
}

}  // namespace
}  // namespace maktab::store
