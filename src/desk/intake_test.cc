// Messages that come as files become requests.
#include "desk/intake.h"

#include <gtest/gtest.h>

#include <fstream>

#include "desk/mail_words.h"
#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;

class Intake : public ::testing::Test {
 protected:
  static std::string Message(const std::string& id, const std::string& from = "rabat@ncb-madeup.es") {
    return "From: <" + from + ">\r\nMessage-ID: <" + id +
           ">\r\nDate: Sun, 24 May 2026 10:00:00 +0200\r\nSubject: Identidad de Zorvan Tadrak\r\n"
           "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
           "Content-Type: text/plain; charset=utf-8\r\n\r\nNuestra referencia: ES-77/2026\r\n"
           "Se solicita la identidad de las personas que han sido detenidas en el puerto por la policía.\r\n"
           "Nombre: Zorvan Tadrak\r\nFecha de nacimiento: 07/03/1975\r\n--b\r\n"
           "Content-Type: application/pdf; name=scan.pdf\r\nContent-Disposition: attachment; filename=scan.pdf\r\n\r\n"
           "%PDF-1.4\r\n--b\r\nContent-Type: application/octet-stream; name=tool.exe\r\n"
           "Content-Disposition: attachment; filename=tool.exe\r\n\r\nMZ\r\n--b--\r\n";
  }
  base::Result<std::vector<IntakeResult>> Run(const std::string& bytes, bool dry_run = false,
                                              std::map<int, IntakeChange> changes = {},
                                              const std::string& name = "in.eml") {
    const std::filesystem::path path = bureau.folder / "in.tmp";
    std::ofstream(path, std::ios::binary) << bytes;
    IntakeRequest request;
    request.register_id = "requests";
    request.files = {{path, name}};
    request.dry_run = dry_run;
    request.changes = std::move(changes);
    return desk.Run(TestBureau::Who(Role::kOfficer), request);
  }

  TestBureau bureau;
  IntakeDesk desk{*bureau.parts, *bureau.files, *bureau.records};
};

TEST_F(Intake, AMessageBecomesARequestOnce) {
  const auto dry = Run(Message("one@madeup"), true);
  ASSERT_TRUE(dry.ok());
  ASSERT_EQ(dry->size(), 1U);
  EXPECT_FALSE(dry->front().error.has_value()) << dry->front().error->code;
  EXPECT_FALSE(dry->front().record.has_value()) << "nothing is made yet";
  EXPECT_EQ(bureau.Entries("record.created").size(), 0U);
  const auto run = Run(Message("one@madeup"));
  ASSERT_TRUE(run.ok());
  const IntakeResult& made = run->front();
  ASSERT_TRUE(made.record.has_value()) << made.error->code << made.error->params[0].second;
  EXPECT_EQ(made.record->state, "registered");
  EXPECT_EQ(made.record->partner, "ES");
  EXPECT_EQ(made.record->caption, "Identidad de Zorvan Tadrak");
  EXPECT_EQ(made.language, model::Language::kSpanish);
  const Values values = ReadContent(made.record->content);
  EXPECT_EQ(values.at("sender_reference"), "\"ES-77/2026\"");
  EXPECT_EQ(values.at("channel"), "\"interpol\"");
  EXPECT_EQ(values.at("received_at"), "\"2026-05-24T08:00:00.000000Z\"");
  EXPECT_EQ(TextsOf(values.at("persons")), (std::vector<std::string>{"1975-03-07", "Zorvan Tadrak"}));
  EXPECT_EQ(bureau.store->RecordFiles(made.record->id)->size(), 2U) << "the scan, and the message itself";
  ASSERT_EQ(made.left_out.size(), 1U);
  EXPECT_EQ(made.left_out[0].first, "tool.exe");
  EXPECT_EQ(made.left_out[0].second.code, "file.type_forbidden");
  const auto again = Run(Message("one@madeup"));
  EXPECT_EQ(again->front().error->code, "intake.known");
  EXPECT_EQ(again->front().known, made.record->number);
  EXPECT_EQ(bureau.Entries("record.created").size(), 1U);
}

TEST_F(Intake, TheStoreItselfRefusesTheSameMessageTwice) {
  const auto document = base::JsonDocument::Parse(
      R"({"direction":"outgoing","channel":"interpol","partner":"ES","subject_matter":"drugs","priority":"routine",)"
      R"("summary":"x","message_id":"same@madeup"})");
  ActionRequest request;
  request.values = document->root();
  ASSERT_TRUE(bureau.records->Create(TestBureau::Who(Role::kOfficer), "requests", request).ok());
  EXPECT_EQ(bureau.records->Create(TestBureau::Who(Role::kOfficer), "requests", request).error().code,
            "store.record_doubled");
}

TEST_F(Intake, AnOfficerDecidesWhatIsUnknown) {
  const auto unknown = Run(Message("two@madeup", "x@example.org"));
  EXPECT_EQ(unknown->front().error->code, "record.required");
  std::map<int, IntakeChange> changes;
  changes[1].values["partner"] = "\"FR\"";
  const auto decided = Run(Message("two@madeup", "x@example.org"), false, changes);
  ASSERT_TRUE(decided->front().record.has_value());
  EXPECT_EQ(decided->front().record->partner, "FR");
}

TEST_F(Intake, OneBadMessageDoesNotHoldUpTheOthers) {
  const std::string box = "From a Sun\n" + Message("one@madeup") + "\nFrom b Sun\nnothing\n\nFrom c Sun\n" +
                          Message("two@madeup") + "\nFrom d Sun\n" + Message("three@madeup");
  std::map<int, IntakeChange> changes;
  changes[3].apart_reason = "another made-up matter";
  changes[4].skip = true;
  const auto run = Run(box, false, changes, "in.MBOX");
  ASSERT_TRUE(run.ok());
  ASSERT_EQ(run->size(), 4U);
  EXPECT_TRUE((*run)[0].record.has_value());
  EXPECT_EQ((*run)[1].error->code, "mail.no_message");
  EXPECT_TRUE((*run)[2].record.has_value());
  EXPECT_TRUE((*run)[3].skipped);
  EXPECT_FALSE((*run)[3].record.has_value());
  EXPECT_EQ(Run("x", false, {}, "in.zip").error().code, "intake.kind");
}

TEST_F(Intake, AMessageThatLooksLikeARequestWantsAReason) {
  const auto first = Run(Message("one@madeup"));
  ASSERT_TRUE(first->front().record.has_value());
  const auto dry = Run(Message("two@madeup"), true);
  ASSERT_TRUE(dry->front().error.has_value());
  EXPECT_EQ(dry->front().error->code, "record.may_be_there") << "the same reference of the same partner";
  EXPECT_EQ(Run(Message("two@madeup"))->front().error->code, "record.may_be_there");
  std::map<int, IntakeChange> changes;
  changes[1].apart_reason = "a second question";
  EXPECT_FALSE(Run(Message("two@madeup"), true, changes)->front().error.has_value());
  const auto made = Run(Message("two@madeup"), false, changes);
  ASSERT_TRUE(made->front().record.has_value());
  const auto entries = bureau.Entries("record.created");
  EXPECT_NE(entries.front().body.find("a second question"), std::string::npos);
}

TEST_F(Intake, WordsOfAMessage) {
  const MailWords words =
      FindWords(bureau.registers->intake(),
                "Name: A Madeup\nDOB: 1975-03-07\nname: B Madeup\nBorn: 31.02.1980\nName: A Madeup\n"
                "الاسم الكامل: زرفان تدراك\nتاريخ الازدياد: 1970\nRef: X-1\nRef: X-2\nAddress: none");
  ASSERT_EQ(words.persons.size(), 3U);
  EXPECT_EQ(words.persons[0].birth_date, "1975-03-07");
  EXPECT_EQ(words.persons[1].birth_date, "") << "no such day";
  EXPECT_EQ(words.persons[2].name, "زرفان تدراك");
  EXPECT_EQ(words.persons[2].birth_date, "1970");
  EXPECT_EQ(words.reference, "X-1");
}

}  // namespace
}  // namespace maktab::desk
