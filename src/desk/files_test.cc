// Files of records: how they come in, how an action attaches them, and who may open them.
#include "desk/files.h"

#include <gtest/gtest.h>

#include <fstream>

#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;

class Files : public ::testing::Test {
 protected:
  base::Result<Upload> Send(const std::string& bytes, const std::string& name, const std::string& who = "u1",
                            Role role = Role::kOfficer) {
    return bureau.files->TakeBytes(TestBureau::Who(role, who), bytes, name);
  }
  static std::string CodeOf(const base::Result<Upload>& upload) { return upload.ok() ? "ok" : upload.error().code; }

  static std::string Attached(const Upload& upload) { return R"({"attachments":[{"upload":")" + upload.id + R"("}]})"; }
  base::Result<store::Record> Act(const std::string& action, const std::string& values, const std::string& who = "u1") {
    const auto document = base::JsonDocument::Parse(values);
    ActionRequest request;
    request.values = document->root();
    auto done = bureau.records->Act(TestBureau::Who(Role::kOfficer, who), record.id, action, record.version, request);
    if (done.ok()) record = *done;
    return done;
  }
  void Begin() {
    const auto document = base::JsonDocument::Parse(
        R"({"direction":"outgoing","channel":"interpol","partner":"ES","subject_matter":"drugs","priority":"routine",)"
        R"("summary":"Identity of Zorvan Tadrak"})");
    ActionRequest request;
    request.values = document->root();
    const auto created = bureau.records->Create(TestBureau::Who(Role::kOfficer), "requests", request);
    ASSERT_TRUE(created.ok()) << created.error().code;
    record = *created;
  }
  std::size_t FilesOnDisk() const {
    std::size_t count = 0;
    for (const auto& at : std::filesystem::recursive_directory_iterator(bureau.folder / "files")) {
      count += at.is_regular_file() && at.path().filename().string().size() == 64 ? 1 : 0;
    }
    return count;
  }

  TestBureau bureau;
  store::Record record;
  const std::string kPdf = "%PDF-1.4\nmade up\n%%EOF\n";
};

TEST_F(Files, WhatIsNotTakenIsRefusedWithOneReason) {
  EXPECT_EQ(CodeOf(Send(kPdf, "scan.pdf")), "ok");
  EXPECT_EQ(CodeOf(Send("", "scan.pdf")), "file.empty");
  EXPECT_EQ(CodeOf(Send("MZ\x90" + std::string(200, '\0'), "tool.exe")), "file.type_forbidden");
  EXPECT_EQ(CodeOf(Send("MZ\x90" + std::string(200, '\0'), "scan.pdf")), "file.type_differs");
  EXPECT_EQ(CodeOf(Send("<!DOCTYPE html><html></html>", "note.txt")), "file.type_differs");
  EXPECT_EQ(CodeOf(Send(kPdf, "../scan.pdf")), "file.name_path");
  EXPECT_EQ(CodeOf(Send(kPdf, "scan\u202Efdp.pdf")), "file.name_hidden");
  EXPECT_EQ(CodeOf(Send(kPdf, "scan.pdf", "a1", Role::kAuditor)), "access.denied");
}

TEST_F(Files, AnActionAttachesThemAndTheLedgerNamesTheirHash) {
  Begin();
  const auto upload = Send(kPdf, "رسالة.pdf");
  ASSERT_TRUE(upload.ok());
  EXPECT_EQ(FilesOnDisk(), 0U) << "waits until an action attaches it";
  ASSERT_TRUE(Act("attach", Attached(*upload)).ok());
  EXPECT_EQ(FilesOnDisk(), 1U);
  EXPECT_NE(record.content.find(upload->sha256), std::string::npos);
  const auto files = bureau.store->RecordFiles(record.id);
  ASSERT_TRUE(files.ok());
  ASSERT_EQ(files->size(), 1U);
  EXPECT_EQ(files->front().name, "رسالة.pdf");
  EXPECT_EQ(files->front().type, "application/pdf");
  EXPECT_EQ(files->front().field, "attachments");
  EXPECT_FALSE(bureau.files->Find(TestBureau::Who(Role::kOfficer), upload->id).has_value()) << "it has been used";
  // Found by its name.
  store::RecordFilter filter;
  const auto found = bureau.records->List(TestBureau::Who(Role::kOfficer), filter, "رسالة");
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->total, 1);
}

TEST_F(Files, TheSameBytesLieOnceAndAFileThatIsKeptStays) {
  Begin();
  const auto first = Send(kPdf, "one.pdf"), second = Send(kPdf, "two.pdf"), third = Send(kPdf + "more", "three.pdf");
  ASSERT_TRUE(Act("attach", Attached(*first)).ok());
  const std::string kept =
      R"({"attachments":[{"sha256":")" + first->sha256 + R"("},{"upload":")" + third->id + R"("}]})";
  ASSERT_TRUE(Act("attach", kept).ok());
  EXPECT_NE(record.content.find("one.pdf"), std::string::npos);
  EXPECT_NE(record.content.find("three.pdf"), std::string::npos);
  ASSERT_TRUE(Act("attach", Attached(*second)).ok());
  EXPECT_EQ(FilesOnDisk(), 2U);
  // What is no longer attached is still there for who reads the past.
  EXPECT_EQ(bureau.store->RecordFiles(record.id)->size(), 2U);
}

TEST_F(Files, NobodyAttachesWhatIsNotHis) {
  Begin();
  const auto his = Send(kPdf, "his.pdf", "u2");
  EXPECT_EQ(Act("attach", Attached(*his)).error().code, "file.gone");
  // A hash that somebody has seen elsewhere opens nothing.
  ASSERT_TRUE(Act("attach", Attached(*his), "u2").ok());
  const store::Record with = record;
  Begin();
  const std::string by_hash = R"({"attachments":[{"sha256":")" + his->sha256 + R"("}]})";
  EXPECT_EQ(Act("attach", by_hash).error().code, "file.unknown");
  const auto opened = bureau.files->Open(TestBureau::Who(Role::kOfficer), record.id, his->sha256, "");
  EXPECT_EQ(opened.error().code, "file.unknown");
  EXPECT_TRUE(bureau.files->Open(TestBureau::Who(Role::kOfficer), with.id, his->sha256, "").ok());
}

TEST_F(Files, AnActionThatFailsLeavesTheFileWaiting) {
  Begin();
  const auto upload = Send(kPdf, "scan.pdf");
  store::Record stale = record;
  ASSERT_TRUE(Act("attach", Attached(*Send(kPdf + "x", "other.pdf"))).ok());
  std::swap(stale, record);
  EXPECT_EQ(Act("attach", Attached(*upload)).error().code, "store.record_changed");
  std::swap(stale, record);
  EXPECT_TRUE(Act("attach", Attached(*upload)).ok());
}

TEST_F(Files, EachOpeningIsALookOnRecord) {
  Begin();
  const auto upload = Send(kPdf, "scan.pdf");
  ASSERT_TRUE(Act("attach", Attached(*upload)).ok());
  const auto opened = bureau.files->Open(TestBureau::Who(Role::kOfficer, "u7"), record.id, upload->sha256, "");
  ASSERT_TRUE(opened.ok());
  std::ifstream in(opened->path, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), kPdf);
  const auto looks = bureau.Entries("file.opened");
  ASSERT_EQ(looks.size(), 1U) << "P10";
  EXPECT_EQ(looks[0].actor.id, "u7");
  EXPECT_EQ(looks[0].subject, record.id);
  EXPECT_NE(looks[0].body.find(upload->sha256), std::string::npos);
  EXPECT_EQ(bureau.files->Open(TestBureau::Who(Role::kChecker), record.id, upload->sha256, "").error().code,
            "access.denied");
}

TEST_F(Files, AFileThatWasChangedIsNotGivenAndVerifySaysSo) {
  Begin();
  const auto upload = Send(kPdf, "scan.pdf");
  ASSERT_TRUE(Act("attach", Attached(*upload)).ok());
  store::StoreOptions options;
  options.data_dir = bureau.folder;
  store::VerifyOptions how;
  how.public_key = bureau.store->PublicKey();
  auto report = store::Store::Verify(options, how);
  ASSERT_TRUE(report.ok());
  EXPECT_TRUE(report->ok);
  EXPECT_EQ(report->files, 1);
  std::ofstream(bureau.store->Files().PathOf(upload->sha256), std::ios::binary) << "%PDF-1.4\nmade uq\n%%EOF\n";
  EXPECT_EQ(bureau.files->Open(TestBureau::Who(Role::kOfficer), record.id, upload->sha256, "").error().code,
            "file.damaged");
  report = store::Store::Verify(options, how);
  ASSERT_TRUE(report.ok());
  ASSERT_FALSE(report->ok) << "P3";
  EXPECT_EQ(report->first_wrong->kind, "file");
  EXPECT_EQ(report->first_wrong->what, "hash");
  // A backup does not carry it away as if all were well.
  EXPECT_EQ(bureau.store->Backup(bureau.folder / "b.gz").error().code, "store.file_damaged");
}

TEST_F(Files, ABackupCarriesThem) {
  Begin();
  const std::string large = kPdf + std::string(3'000'000, 'x');
  const auto upload = Send(large, "large.pdf");
  ASSERT_TRUE(upload.ok());
  ASSERT_TRUE(Act("attach", Attached(*upload)).ok());
  ASSERT_TRUE(bureau.store->Backup(bureau.folder / "b.gz").ok());
  store::StoreOptions options;
  options.data_dir = bureau.folder / "restored";
  const auto restored = store::Store::Restore(options, bureau.folder / "b.gz");
  ASSERT_TRUE(restored.ok()) << restored.error().code << " " << restored.error().log;
  EXPECT_EQ(store::FileShelf(options.data_dir).WrongWith({upload->sha256, std::int64_t(large.size())}), "");
}

TEST_F(Files, WhatNobodyAttachesGoesAfterADay) {
  const auto upload = Send(kPdf, "scan.pdf");
  bureau.clock.Advance(std::int64_t{25} * 3'600 * base::kMicrosPerSecond);
  ASSERT_TRUE(Send(kPdf, "another.pdf").ok());
  EXPECT_FALSE(bureau.files->Find(TestBureau::Who(Role::kOfficer), upload->id).has_value());
}

}  // namespace
}  // namespace maktab::desk
