#include "store/store.h"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <future>
#include <iterator>
#include <map>
#include <set>
#include <thread>

#include "store/checkpoint.h"
#include "store/migrate.h"
#include "store/store_fixture.h"
#include "store/writer.h"

namespace maktab::store {
namespace {

using ::testing::ElementsAre;

// The storage tests must not pass for want of a database to run on.
TEST(Postgres, IsThereWhenRequired) {
  if (std::getenv("MAKTAB_REQUIRE_POSTGRES") == nullptr) return;
  EXPECT_NE(std::getenv(kPostgresVariable), nullptr) << "set " << kPostgresVariable << " to a libpq URL";
}

std::int64_t SeqOf(const Entry& entry) {
  return entry.seq;
}

class StoreTest : public OnEachBackend {};
MAKTAB_ON_ALL_BACKENDS(StoreTest);

TEST_P(StoreTest, KeepsEntriesInOrderAsTheyWere) {
  const auto store = Open();
  clock_.Set(base::Instant{1'795'292'347'000'001});
  const auto first = store->AppendAndWait(Draft("check.asked", R"({"text":"محمد"})", "x"));
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->seq, 0);
  EXPECT_EQ(first->at.micros, 1'795'292'347'000'001);
  EXPECT_EQ(store->AppendAndWait(Draft("entity.seen", "{}"))->seq, 1);
  const auto entry = store->FindEntry(0, Viewer::Program());
  ASSERT_TRUE(entry.ok() && entry->has_value());
  EXPECT_EQ((*entry)->kind, "check.asked");
  EXPECT_EQ((*entry)->actor.name, "Officer Made-Up");
  EXPECT_EQ((*entry)->actor.role, model::Role::kOfficer);
  EXPECT_EQ((*entry)->purpose, "border");
  EXPECT_EQ((*entry)->subject, "x");
  EXPECT_EQ((*entry)->body, R"({"text":"محمد"})");
  EXPECT_EQ((*entry)->at, first->at);
  EXPECT_FALSE(store->FindEntry(2, Viewer::Program())->has_value());
  EXPECT_EQ(*store->EntryCount(), 2);
}

// What the program does by itself: a transaction without an entry of somebody's.
TEST_P(StoreTest, DecidesAllOrNothing) {
  const auto store = Open();
  ASSERT_TRUE(store->Decide([](Transaction&) { return base::Status(); }).ok());
  EXPECT_EQ(*store->EntryCount(), 0) << "nothing was decided";
  const auto two = [](Transaction& transaction) -> base::Status {
    MAKTAB_TRY(transaction.Append(Draft("entity.seen", "{}")));
    return transaction.Append(Draft("entity.seen", "{}"));
  };
  ASSERT_TRUE(store->Decide(two).ok());
  EXPECT_EQ(*store->EntryCount(), 2);
  const auto failed = store->Decide([&](Transaction& transaction) -> base::Status {
    MAKTAB_TRY(two(transaction));
    return base::Err("test.failed");
  });
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().code, "test.failed");
  EXPECT_EQ(*store->EntryCount(), 2);
}

TEST_P(StoreTest, FiltersEntriesNewestFirst) {
  const auto store = Open();
  for (int i = 0; i < 12; ++i) {
    clock_.Advance(base::kMicrosPerSecond);
    EntryDraft draft = Draft(i % 3 == 0   ? "check.bulk"
                             : i % 3 == 1 ? "check.asked"
                                          : "session.opened",
                             "{}", i % 2 == 0 ? "even" : "");
    draft.actor.id = i < 6 ? "early" : "late";
    ASSERT_TRUE(store->AppendAndWait(draft).ok());
  }
  const auto seqs = [&](const EntryFilter& filter) {
    std::vector<std::int64_t> found;
    const auto entries = store->Entries(filter, Viewer::Program());
    EXPECT_TRUE(entries.ok());
    if (entries.ok()) std::transform(entries->begin(), entries->end(), std::back_inserter(found), &SeqOf);
    return found;
  };
  EntryFilter filter;
  filter.limit = 3;
  EXPECT_THAT(seqs(filter), ElementsAre(11, 10, 9));
  filter.before_seq = 9;
  EXPECT_THAT(seqs(filter), ElementsAre(8, 7, 6));
  filter.kinds = {"check.asked", "check.bulk"};
  EXPECT_THAT(seqs(filter), ElementsAre(7, 6, 4));
  filter.actor_id = "early";
  EXPECT_THAT(seqs(filter), ElementsAre(4, 3, 1));
  filter.subject = "even";
  EXPECT_THAT(seqs(filter), ElementsAre(4, 0));
  filter.since = base::Instant{clock_.Now().micros - 9 * base::kMicrosPerSecond};
  EXPECT_THAT(seqs(filter), ElementsAre(4));
  EXPECT_THAT(seqs({{"no.such"}, "", "", {}, {}, 5}), ElementsAre());
}

TEST_P(StoreTest, FindsWhatWasWrittenSinceThenAlsoWhereTheClockWasSetBack) {
  const auto store = Open();
  const auto write = [&] { ASSERT_TRUE(store->AppendAndWait(Draft("check.asked", "{}")).ok()); };
  const auto since = [&](base::Instant from) {
    EntryFilter filter;
    filter.kinds = {"check.asked"};
    filter.since = from;
    const auto entries = store->Entries(filter, Viewer::Program());
    MAKTAB_ASSERT(entries.ok());
    std::vector<std::int64_t> found;
    std::transform(entries->begin(), entries->end(), std::back_inserter(found), &SeqOf);
    return found;
  };
  EXPECT_THAT(since(clock_.Now()), ElementsAre()) << "nothing is written";
  for (int i = 0; i < 5; ++i) {
    write();
    clock_.Advance(base::kMicrosPerDay);
  }
  const base::Instant noon = clock_.Now();
  write();
  clock_.Advance(-3'600 * base::kMicrosPerSecond);
  write();
  clock_.Advance(2 * 3'600 * base::kMicrosPerSecond);
  write();
  EXPECT_THAT(since(noon), ElementsAre(7, 5));
  EXPECT_THAT(since({noon.micros - base::kMicrosPerDay}), ElementsAre(7, 6, 5, 4));
  EXPECT_THAT(since({noon.micros - 100 * base::kMicrosPerDay}), ElementsAre(7, 6, 5, 4, 3, 2, 1, 0));
  EXPECT_THAT(since({noon.micros + 100 * base::kMicrosPerDay}), ElementsAre());
}

TEST_P(StoreTest, RefusesTextThatCannotBeKept) {
  const auto store = Open();
  for (const std::string& body : {std::string("[]"), std::string("{"), std::string(), std::string("{\"a\":\"\xff\"}"),
                                  std::string("{\"a\":\"\0\"}", 9)}) {
    EXPECT_EQ(CodeOf(store->AppendAndWait(Draft("check.asked", body))), "store.bad_entry") << body;
  }
  EXPECT_EQ(CodeOf(store->AppendAndWait(Draft("", "{}"))), "store.bad_entry");
  EXPECT_EQ(CodeOf(store->AppendAndWait(Draft("check.asked", "{}", "\xc3"))), "store.bad_entry");
  // Valid JSON whose text the databases would not keep alike.
  EXPECT_EQ(CodeOf(store->AppendAndWait(UserCreated("u1", "a\\u0000b"))), "store.bad_entry");
  EXPECT_EQ(*store->EntryCount(), 0);
}

TEST_P(StoreTest, OneFailingJobOfAGroupSpoilsNobodyElse) {
  const auto store = Open();
  // The first job holds the writer until all others wait, so that they become one group.
  std::promise<void> all_waiting;
  store->Append(Draft("check.asked", "{}"), [gate = all_waiting.get_future().share()](const auto&) { gate.wait(); });
  std::vector<std::promise<base::Result<Receipt>>> outcomes(9);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const bool bad = i == 3 || i == 7;
    EntryDraft draft = bad ? UserCreated("u1", "taken") : Draft("check.asked", R"({"n":)" + std::to_string(i) + "}");
    if (i == 0) draft = UserCreated("u0", "taken");
    // The credential of a job that fails must not stay either.
    std::vector<Extra> extras;
    if (bad) extras.emplace_back(SetCredential{"u1", "password", "x"});
    store->AppendWith(draft, extras, [&outcomes, i](auto result) { outcomes[i].set_value(std::move(result)); });
  }
  all_waiting.set_value();
  std::int64_t seq = 1;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const auto outcome = outcomes[i].get_future().get();
    if (i == 3 || i == 7) {
      EXPECT_EQ(CodeOf(outcome), "store.user_exists");
    } else {
      ASSERT_TRUE(outcome.ok()) << outcome.error().log;
      EXPECT_EQ(outcome->seq, seq++);
    }
  }
  EXPECT_EQ(*store->EntryCount(), 8);
  EXPECT_EQ(store->Users()->size(), 1U);
  EXPECT_FALSE(store->FindCredential("u1", "password")->has_value());
  EXPECT_TRUE(Verify(store->PublicKey()).ok);
}

TEST_P(StoreTest, TwoProcessesNeverForkTheTree) {
  const auto first = Open();
  const auto second = Open(ground_.Elsewhere());
  constexpr int kEach = 60;
  std::vector<std::thread> threads;
  std::atomic<int> refused = 0;
  for (Store* store : {first.get(), second.get(), first.get(), second.get()}) {
    threads.emplace_back([store, &refused] {
      for (int i = 0; i < kEach; ++i) refused += store->AppendAndWait(Draft("check.asked", "{}")).ok() ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(refused, 0);
  EXPECT_EQ(*first->EntryCount(), 4 * kEach);
  const VerifyReport report = Verify(first->PublicKey());
  EXPECT_TRUE(report.ok);
  EXPECT_EQ(report.entries, 4 * kEach);
}

TEST_P(StoreTest, KeepsUsersKeysAndSessions) {
  const auto store = Open();
  ASSERT_TRUE(
      store->AppendAndWait(UserCreated("u1", "amal", "supervisor"), {SetCredential{"u1", "password", "$h1"}}).ok());
  ASSERT_TRUE(store->AppendAndWait(UserCreated("u2", "badr")).ok());
  EXPECT_EQ(CodeOf(store->AppendAndWait(UserCreated("u3", "amal"))), "store.user_exists");
  EXPECT_EQ(CodeOf(store->AppendAndWait(UserCreated("u3", "x", "king"))), "store.bad_entry");
  EXPECT_EQ(store->FindUserByName("amal")->value().id, "u1");
  EXPECT_EQ(store->FindUser("u1")->value().role, model::Role::kSupervisor);
  EXPECT_EQ(store->FindCredential("u1", "password")->value(), "$h1");
  ASSERT_TRUE(store
                  ->AppendAndWait(Draft("user.changed", R"({"id":"u1","role":"auditor"})"),
                                  {SetCredential{"u1", "password", "$h2"}})
                  .ok());
  EXPECT_EQ(store->FindUser("u1")->value().role, model::Role::kAuditor);
  EXPECT_EQ(store->FindCredential("u1", "password")->value(), "$h2");
  EXPECT_EQ(CodeOf(store->AppendAndWait(Draft("user.changed", R"({"id":"u9","role":"auditor"})"))),
            "store.user_unknown");

  const base::Instant now = clock_.Now();
  const Session session{"hash1", "u1", "csrf1", now, base::Instant{now.micros + base::kMicrosPerDay}};
  ASSERT_TRUE(store->AppendAndWait(Draft("session.opened", "{}"), {OpenSession{session}}).ok());
  EXPECT_EQ(store->FindSession("hash1", now)->value().user.name, "amal");
  EXPECT_EQ(store->FindSession("hash1", now)->value().session.csrf, "csrf1");
  EXPECT_FALSE(store->FindSession("hash1", session.expires_at)->has_value());
  EXPECT_FALSE(store->FindSession("hash2", now)->has_value());
  ASSERT_TRUE(store->AppendAndWait(Draft("user.changed", R"({"id":"u1","state":"disabled"})")).ok());
  EXPECT_FALSE(store->FindSession("hash1", now)->has_value());
  EXPECT_FALSE(store->FindUser("u1")->value().active);

  ASSERT_TRUE(store
                  ->AppendAndWait(Draft("key.created", R"({"id":"k1","name":"Gate","role":"checker"})"),
                                  {SetCredential{"k1", "key", "secret-hash"}})
                  .ok());
  EXPECT_EQ(store->FindKeyByHash("secret-hash")->value().name, "Gate");
  ASSERT_TRUE(store->AppendAndWait(Draft("key.ended", R"({"id":"k1"})")).ok());
  EXPECT_FALSE(store->FindKeyByHash("secret-hash")->has_value());
  EXPECT_EQ(CodeOf(store->AppendAndWait(Draft("key.ended", R"({"id":"k1"})"))), "store.key_unknown");
  EXPECT_FALSE(store->Keys()->front().active);
}

TEST_P(StoreTest, ALinkWorksOnce) {
  const auto store = Open();
  ASSERT_TRUE(store->AppendAndWait(Draft("setup.offered", "{}"), {SetCredential{"setup", "link", "h"}}).ok());
  const Extra take = TakeCredential{"setup", "link", "h"};
  EXPECT_TRUE(store->AppendAndWait(UserCreated("u1", "first"), {take}).ok());
  EXPECT_EQ(CodeOf(store->AppendAndWait(UserCreated("u2", "second"), {take})), "store.credential_gone");
  EXPECT_EQ(store->Users()->size(), 1U);
}

TEST_P(StoreTest, KeepsJudgementsAndNewHits) {
  const auto store = Open();
  const std::string judged = R"({"id":"j1","query_key":"q","dataset":"un","entity_id":"6","entity_hash":"ab",)"
                             R"("verdict":"different","reason":"age"})";
  ASSERT_TRUE(store->AppendAndWait(Draft("hit.judged", judged)).ok());
  EXPECT_EQ(CodeOf(store->AppendAndWait(Draft("hit.judged", judged))), "store.judgement_exists");
  EXPECT_EQ(store->Judgements()->at(0).by_name, "Officer Made-Up");
  EXPECT_FALSE(store->Judgements()->at(0).withdrawn);
  EXPECT_TRUE(store->Judgements(0)->empty());
  ASSERT_TRUE(store->AppendAndWait(Draft("hit.judgement_withdrawn", R"({"id":"j1","reason":"wrong"})")).ok());
  EXPECT_TRUE(store->Judgements(0)->at(0).withdrawn);
  EXPECT_EQ(CodeOf(store->AppendAndWait(Draft("hit.judgement_withdrawn", R"({"id":"j1"})"))),
            "store.judgement_unknown");
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(store->AppendAndWait(Draft("hit.found_later", R"({"dataset":"un","entity_id":"6"})")).ok());
  }
  const auto page = store->NewHits(std::nullopt, 2).value();
  ASSERT_EQ(page.size(), 2U);
  EXPECT_EQ(page[0].entity_id, "6");
  EXPECT_EQ(store->NewHits(page[1].seq, 2)->size(), 1U);
}

TEST_P(StoreTest, RefusesANewerSchemaAndChangesNothing) {
  Open();
  ground_.Connect()->Run("update schema_version set number = :number", SchemaOfProgram() + 1);
  const auto refused = Store::Open(ground_.Options(), clock_);
  EXPECT_EQ(CodeOf(refused), "store.newer");
  EXPECT_EQ(refused.error().params[0].second, std::to_string(SchemaOfProgram() + 1));
  EXPECT_EQ(CodeOf(Store::Verify(ground_.Options(), {})), "store.newer");
  EXPECT_EQ(SchemaOf(*ground_.Connect()), SchemaOfProgram() + 1);
}

TEST_P(StoreTest, NeedsItsOwnKey) {
  const std::string key = Open()->PublicKey();
  EXPECT_TRUE(key.starts_with("maktab/test+"));
  const auto file = ground_.folder() / "data" / "keys" / "ledger.key";
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::filesystem::rename(file, ground_.folder() / "kept.key");
  EXPECT_EQ(CodeOf(Store::Open(ground_.Options(), clock_)), "store.key_missing");
  std::ofstream(file) << NoteSigner{"maktab/test", crypto::SigningKey::Generate()}.Text() << "\n";
  EXPECT_EQ(CodeOf(Store::Open(ground_.Options(), clock_)), "store.key_wrong");
  std::ofstream(file) << "nonsense\n";
  EXPECT_EQ(CodeOf(Store::Open(ground_.Options(), clock_)), "store.bad_key");
  std::filesystem::rename(ground_.folder() / "kept.key", file);
  EXPECT_EQ(Open()->PublicKey(), key);
}

TEST_P(StoreTest, ReadOnlyReadsAndDoesNotWrite) {
  StoreOptions reading = ground_.Options();
  reading.read_only = true;
  EXPECT_NE(CodeOf(Store::Open(reading, clock_)), "");  // nothing there yet, and nothing is made
  {
    const auto store = Open();
    ASSERT_TRUE(store->AppendAndWait(Draft("check.asked", "{}")).ok());
  }
  const auto store = Open(reading);
  EXPECT_EQ(*store->EntryCount(), 1);
  EXPECT_EQ(CodeOf(store->AppendAndWait(Draft("check.asked", "{}"))), "store.read_only");
  EXPECT_EQ(CodeOf(store->Rebuild()), "store.read_only");
  EXPECT_EQ(CodeOf(store->BeginImport("un")), "store.read_only");
}

TEST_P(StoreTest, RefusesBadNames) {
  StoreOptions options = ground_.Options();
  options.bureau = "a bureau";
  EXPECT_EQ(CodeOf(Store::Open(options, clock_)), "store.bad_bureau");
  options = ground_.Options();
  options.url = "mysql://x";
  EXPECT_EQ(CodeOf(Store::Open(options, clock_)), "store.bad_url");
  const auto store = Open();
  for (const char* name : {"", "../x", "a b", ".."}) {
    EXPECT_EQ(CodeOf(store->BeginImport(name)), "store.bad_dataset") << name;
  }
}

// Returns when all are acknowledged.
void AppendMany(Store& store, int count) {
  std::promise<void> done;
  for (int i = 0; i < count; ++i) {
    store.Append(Draft("check.asked", "{}"), [&done, last = i == count - 1](const auto& result) {
      EXPECT_TRUE(result.ok());
      if (last) done.set_value();
    });
  }
  done.get_future().wait();
}

TEST_P(StoreTest, SignsEveryAcknowledgedEntryAndKeepsCheckpoints) {
  std::string key;
  {
    const auto store = Open();
    key = store->PublicKey();
    const auto verifier = NoteVerifier::Parse(key).value();
    EXPECT_EQ(OpenCheckpoint(verifier, *store->Checkpoint())->size, 0);
    // What is written together keeps one checkpoint, however many multiples of 1,024 it passes; how much that is
    // depends on the machine. So no part here passes two, and the last passes none.
    AppendMany(*store, 1500);
    AppendMany(*store, 600);
    AppendMany(*store, 400);
    EXPECT_EQ(OpenCheckpoint(verifier, *store->Checkpoint())->size, 2500);
  }
  // One for each of the two multiples, and one at closing.
  const VerifyReport report = Verify(key);
  EXPECT_TRUE(report.ok);
  EXPECT_EQ(report.checkpoints, 3);
}

TEST_P(StoreTest, HealthSaysWhatIsThere) {
  const auto store = Open();
  ASSERT_TRUE(store->AppendAndWait(Draft("check.asked", "{}")).ok());
  const Health health = store->CheckHealth().value();
  EXPECT_EQ(health.backend, GetParam());
  EXPECT_FALSE(health.backend_version.empty());
  EXPECT_EQ(health.schema_version, SchemaOfProgram());
  EXPECT_GT(health.database_bytes, 0);
  EXPECT_GT(health.free_bytes, 0);
  EXPECT_EQ(health.entries, 1);
  EXPECT_EQ(health.ledger_name, "maktab/test");
  EXPECT_TRUE(health.writer_ok);
  EXPECT_EQ(health.waiting, 0);
}

// A default SQLite file system that is full when told so.
class FullDisk {
 public:
  FullDisk() {
    real_ = sqlite3_vfs_find(nullptr);
    vfs_ = *real_;
    vfs_.zName = "maktab-full-disk";
    vfs_.xOpen = Open;
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FullDisk() {
    sqlite3_vfs_register(real_, 1);
    sqlite3_vfs_unregister(&vfs_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  static inline std::atomic<bool> full = false;

 private:
  static int Open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    const int result = real_->xOpen(real_, name, file, flags, out_flags);
    if (file->pMethods == nullptr) return result;
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    const sqlite3_io_methods* methods = file->pMethods;
    auto [at, fresh] = methods_.try_emplace(methods, *methods);
    if (fresh) {
      write_ = methods->xWrite;
      at->second.xWrite = Write;
    }
    file->pMethods = &at->second;
    return result;
  }
  static int Write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    return full ? SQLITE_FULL : write_(file, bytes, count, offset);
  }
  static inline sqlite3_vfs* real_ = nullptr;
  static inline int (*write_)(sqlite3_file*, const void*, int, sqlite3_int64) = nullptr;
  static inline std::map<const sqlite3_io_methods*, sqlite3_io_methods> methods_;
  sqlite3_vfs vfs_{};
};

TEST_P(StoreTest, AFullDiskLosesNothingAndPasses) {
  const FullDisk disk;
  const auto store = Open();
  ASSERT_TRUE(store->AppendAndWait(Draft("check.asked", "{}")).ok());
  const auto fill = [&] {
    FullDisk::full = true;
    if (!ground_.postgres()) return;
    const auto connection = ground_.Connect();
    connection->Run(
        "create function no_room() returns trigger language plpgsql as "
        "$$ begin raise exception 'no room' using errcode = '53100'; end $$");
    connection->Run("create trigger no_room before insert on entry execute function no_room()");
  };
  const auto make_room = [&] {
    FullDisk::full = false;
    if (ground_.postgres()) ground_.Connect()->Run("drop function no_room cascade");
  };
  fill();
  EXPECT_EQ(CodeOf(store->AppendAndWait(UserCreated("u1", "amal"), {SetCredential{"u1", "password", "x"}})),
            "store.disk_full");
  EXPECT_EQ(store->CheckHealth()->writer_error, "store.disk_full");
  make_room();
  EXPECT_EQ(*store->EntryCount(), 1);
  EXPECT_TRUE(store->Users()->empty());
  EXPECT_FALSE(store->FindCredential("u1", "password")->has_value());
  EXPECT_EQ(store->AppendAndWait(UserCreated("u1", "amal"))->seq, 1);
  EXPECT_TRUE(store->CheckHealth()->writer_ok);
  EXPECT_TRUE(Verify(store->PublicKey()).ok);
}

// SQLite has no connection to lose.
class ServerTest : public OnEachBackend {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ServerTest);
INSTANTIATE_TEST_SUITE_P(, ServerTest, ::testing::ValuesIn(Servers()), [](const auto& server) { return server.param; });

TEST_P(ServerTest, ALostConnectionIsMadeAgain) {
  const auto store = Open();
  ASSERT_TRUE(store->AppendAndWait(Draft("check.asked", "{}")).ok());
  EXPECT_EQ(*store->EntryCount(), 1);
  ground_.CutConnections();
  // What meets the cut is told so; what comes after it finds a new connection.
  EXPECT_EQ(CodeOf(store->AppendAndWait(Draft("check.asked", "{}"))), "store.unavailable");
  EXPECT_EQ(store->AppendAndWait(Draft("check.asked", "{}"))->seq, 1);
  EXPECT_EQ(CodeOf(store->EntryCount()), "store.unavailable");
  EXPECT_EQ(*store->EntryCount(), 2);
  EXPECT_TRUE(Verify(store->PublicKey()).ok);
}

TEST(Bulk, InsertsAnyNumberOfRows) {
  for (const std::string& backend : Backends()) {
    const Ground ground(backend);
    std::filesystem::create_directories(ground.folder() / "data");
    const auto connection = ground.Connect();
    connection->Run("create table many (n bigint not null, t text not null)");
    std::int64_t expected = 0;
    for (const int rows : {0, 1, 3, 4, 5, 63, 64, 65, 200}) {
      BulkInsert insert(*connection, "insert into many (n, t) values ", "nt");
      for (int i = 0; i < rows; ++i) insert.Number(i).Text(std::to_string(i));
      insert.Flush();
      insert.Flush();
      expected += rows;
      EXPECT_EQ(connection->Number("select count(*) from many"), expected) << backend << " " << rows;
    }
    EXPECT_EQ(connection->Number("select count(*) from many where t <> cast(n as text)"), 0);
  }
}

TEST(Storable, KeepsTextAndReplacesTheRest) {
  EXPECT_TRUE(IsStorable("محمد"));
  EXPECT_EQ(Storable("محمد"), "محمد");
  EXPECT_EQ(Storable(std::string_view("a\0b\xff", 4)),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
}

}  // namespace
}  // namespace maktab::store
