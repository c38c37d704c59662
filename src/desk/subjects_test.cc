// One file per person or vehicle across all records (issue: subjects; domain.md sections 5.5, 12.1, rules R-29, R-30).
#include "desk/subjects.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <set>

#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;

const model::Principal kOfficer = TestBureau::Who(Role::kOfficer);

std::string Quoted(const std::string& text) {
  std::string out;
  base::AppendJsonString(out, text);
  return out;
}

class Subjects : public ::testing::Test {
 protected:
  static std::string Request(const std::string& persons, const std::string& more = {}) {
    return R"({"direction":"incoming","channel":"interpol","partner":"ES","subject_matter":"drugs","priority":"routine",)"
           R"("received_at":"2026-05-01T00:00:00Z","summary":"Made up","persons":)" +
           persons + more + "}";
  }
  base::Result<store::Record> Register(const std::string& values) {
    const auto document = base::JsonDocument::Parse(values);
    ActionRequest request;
    request.values = document->root();
    request.apart_reason = apart_reason;
    auto record = bureau.records->Create(kOfficer, "requests", request);
    EXPECT_TRUE(bureau.subject_index->CatchUp().ok());
    return record;
  }
  store::Record MustRegister(const std::string& values) {
    auto record = Register(values);
    EXPECT_TRUE(record.ok()) << (record.ok() ? "" : record.error().code);
    return record.ok() ? *record : store::Record();
  }
  base::Result<store::Record> Amend(const store::Record& record, const std::string& values) {
    const auto document = base::JsonDocument::Parse(values);
    ActionRequest request;
    request.values = document->root();
    request.reason = "a reason";
    auto done = bureau.records->Act(kOfficer, record.id, "amend", record.version, request);
    EXPECT_TRUE(bureau.subject_index->CatchUp().ok());
    return done;
  }
  // The file of the first row of a field.
  static std::string FileOf(const store::Record& record, const std::string& field = "persons") {
    const Values values = ReadContent(record.content);
    const auto rows = values.find(field);
    return rows == values.end() ? "" : SubjectOf(RowsOf(rows->second).front());
  }
  SubjectView View(const std::string& id) {
    EXPECT_TRUE(bureau.subject_index->CatchUp().ok());
    auto view = bureau.subjects->Open(kOfficer, id);
    EXPECT_TRUE(view.ok()) << view.error().code;
    return std::move(view).value();
  }
  base::Status Change(const std::string& id, std::int64_t version, const std::string& values) {
    const auto document = base::JsonDocument::Parse(values);
    return bureau.subjects->Change(kOfficer, id, version, document->root(), "a reason");
  }
  static std::vector<std::string> Texts(const std::vector<SaidValue>& values) {
    std::vector<std::string> texts;
    for (const SaidValue& value : values) texts.push_back(value.text);
    return texts;
  }
  static std::string CodeOf(const base::Status& status) { return status.ok() ? "ok" : status.error().code; }
  std::vector<LikelyFile> Find(const std::string& text) {
    EXPECT_TRUE(bureau.subject_index->CatchUp().ok());
    SubjectQuestion question;
    question.text = text;
    auto found = bureau.subjects->Find(kOfficer, question);
    EXPECT_TRUE(found.ok());
    return std::move(found).value();
  }

  TestBureau bureau;
  std::string apart_reason = "another matter";
  const std::string kPerson = R"([{"name":"زرفان تدراك","birth_date":"1970","nationality":"MA"}])";
};

TEST_F(Subjects, ARequestMakesAFileAndTheNextOneMayBePickedForIt) {
  const store::Record first = MustRegister(Request(kPerson));
  const std::string file = FileOf(first);
  ASSERT_FALSE(file.empty());
  const auto found = Find("Zarfan Tadrak");
  ASSERT_EQ(found.size(), 1U) << "written in Arabic, looked for in Latin letters";
  EXPECT_EQ(found[0].file.id(), file);
  EXPECT_FALSE(found[0].reasons.empty());
  EXPECT_EQ(Find("p-000001").front().file.id(), file);
  const store::Record second =
      MustRegister(Request(R"([{"name":"Zorvan Tadrak","document":"QQ700800","subject":)" + Quoted(file) + "}]"));
  EXPECT_EQ(FileOf(second), file);
  const SubjectView view = View(file);
  EXPECT_EQ(SubjectNumber("person", view.file.head().serial), "P-000001");
  EXPECT_EQ(Texts(view.file.identity.names), (std::vector<std::string>{"زرفان تدراك", "Zorvan Tadrak"}));
  EXPECT_EQ(Texts(view.file.identity.papers), std::vector<std::string>{"QQ700800"});
  EXPECT_EQ(CaptionOf(view.file.identity), "زرفان تدراك");
  ASSERT_EQ(view.records.size(), 2U);
  EXPECT_EQ(view.timeline.size(), 2U);
  EXPECT_EQ(bureau.Entries("subject.opened").size(), 1U) << "P10";
  EXPECT_FALSE(bureau.Entries("subject.searched").empty()) << "P10";
}

TEST_F(Subjects, NothingIsMergedSilently) {
  const std::string one = FileOf(MustRegister(Request(kPerson)));
  const std::string two = FileOf(MustRegister(Request(kPerson)));
  EXPECT_NE(one, two);
  const SubjectView view = View(two);
  ASSERT_EQ(view.duplicates.size(), 1U);
  EXPECT_EQ(view.duplicates[0].file.id(), one);
  EXPECT_GE(view.duplicates[0].score, 0.7F);
}

TEST_F(Subjects, CorrectingARecordKeepsItsFilesAndTakesAwayWhatItNoLongerSays) {
  store::Record record = MustRegister(Request(kPerson));
  const std::string file = FileOf(record);
  // A client that knows nothing of files sends the same row.
  record = *Amend(record,
                  R"({"summary":"Other","persons":[{"name":"زرفان تدراك","birth_date":"1970","nationality":"MA"}]})");
  EXPECT_EQ(FileOf(record), file);
  record = *Amend(record, R"({"persons":[{"name":"Zorvan Tadrak","subject":)" + Quoted(file) + "}]}");
  EXPECT_EQ(Texts(View(file).file.identity.names), std::vector<std::string>{"Zorvan Tadrak"});
  record = *Amend(record, R"({"persons":[]})");
  EXPECT_TRUE(View(file).file.identity.names.empty());
  EXPECT_TRUE(Find("Zorvan Tadrak").empty());
}

TEST_F(Subjects, AFileThatIsNotThereOrOfAnotherKindIsRefused) {
  const std::int64_t before = *bureau.store->EntryCount();
  const auto refused = [&](const std::string& rows, const std::string& more = {}) {
    const auto done = Register(Request(rows, more));
    return done.ok() ? std::string("ok") : done.error().code;
  };
  EXPECT_EQ(refused(R"([{"name":"A Madeup","subject":"nobody"}])"), "record.bad_value");
  EXPECT_EQ(*bureau.store->EntryCount(), before);
  const std::string car =
      FileOf(MustRegister(Request("[]", R"(,"vehicles":[{"plate":"12345-A-6","country":"MA"}])")), "vehicles");
  EXPECT_EQ(refused(R"([{"name":"A Madeup","subject":)" + Quoted(car) + "}]"), "record.bad_value");
  const SubjectView view = View(car);
  EXPECT_EQ(view.file.identity.kind, "vehicle");
  EXPECT_EQ(CaptionOf(view.file.identity), "12345-A-6");
}

TEST_F(Subjects, WhatIsWrittenOnAFileIsAnEntryWithOldAndNewValues) {
  const std::string file = FileOf(MustRegister(Request(kPerson)));
  EXPECT_EQ(CodeOf(Change(file, 1, R"({"names":[{"text":"Abou Fictif","kind":"weakAlias"}],"gender":"male"})")), "ok");
  EXPECT_EQ(CodeOf(Change(file, 1, R"({"gender":"female"})")), "store.subject_changed");
  EXPECT_EQ(CodeOf(Change(file, 2, R"({"gender":"female","birth_date":"1970-13"})")), "subject.bad_value");
  EXPECT_EQ(CodeOf(Change(file, 2, R"({"vin":"X"})")), "subject.unknown_field");
  EXPECT_EQ(CodeOf(Change(file, 2, R"({"gender":"female"})")), "ok");
  const SubjectView view = View(file);
  EXPECT_EQ(Texts(view.file.identity.names), (std::vector<std::string>{"Abou Fictif", "زرفان تدراك"}));
  ASSERT_EQ(view.timeline.front().kind, "subject.changed");
  EXPECT_EQ(view.timeline.front().before.at("gender"), "\"male\"");
  EXPECT_EQ(view.timeline.front().after.at("gender"), "\"female\"");
  EXPECT_EQ(Find("Abou Fictif").size(), 1U);
  const auto denied = base::JsonDocument::Parse("{}");
  EXPECT_EQ(CodeOf(bureau.subjects->Change(TestBureau::Who(Role::kAuditor), file, 3, denied->root(), "r")),
            "access.denied");
}

TEST_F(Subjects, AMergeIsUndoneWithoutATrace) {
  const std::string one = FileOf(MustRegister(Request(R"([{"name":"Zorvan Tadrak","birth_date":"1970"}])")));
  const std::string two = FileOf(MustRegister(Request(R"([{"name":"Zorvan Tadrak","nationality":"ES"}])")));
  EXPECT_EQ(CodeOf(bureau.subjects->Merge(kOfficer, two, one, "")), "record.reason_missing");
  EXPECT_EQ(CodeOf(bureau.subjects->Merge(kOfficer, two, two, "r")), "store.subject_merged");
  EXPECT_EQ(CodeOf(bureau.subjects->Merge(kOfficer, two, one, "the same passport")), "ok");
  EXPECT_EQ(CodeOf(bureau.subjects->Merge(kOfficer, one, two, "r")), "store.subject_merged") << "no circle";
  SubjectView view = View(two);
  EXPECT_EQ(view.file.id(), one) << "who opens either sees both";
  EXPECT_EQ(view.records.size(), 2U);
  EXPECT_TRUE(view.duplicates.empty());
  EXPECT_EQ(Texts(view.file.identity.nationalities), std::vector<std::string>{"ES"});
  EXPECT_EQ(Find("Zorvan Tadrak").size(), 1U) << "one file in the index";
  // Written meanwhile: on the file that is named, and a request for which the second was picked.
  EXPECT_EQ(CodeOf(Change(two, 2, R"({"note":"Tall"})")), "ok");
  const store::Record third = MustRegister(Request(R"([{"name":"Z. Tadrak","subject":)" + Quoted(two) + "}]"));
  EXPECT_EQ(FileOf(third), one) << "what is picked while merged goes to the file at the top";
  EXPECT_EQ(CodeOf(bureau.subjects->Unmerge(kOfficer, two, "another fingerprint")), "ok");
  EXPECT_EQ(CodeOf(bureau.subjects->Unmerge(kOfficer, two, "again")), "store.subject_not_merged");
  view = View(two);
  EXPECT_EQ(view.file.id(), two);
  EXPECT_EQ(view.records.size(), 1U);
  EXPECT_EQ(Texts(view.file.identity.notes), std::vector<std::string>{"Tall"}) << "it stays where it was written";
  EXPECT_EQ(View(one).records.size(), 2U);
  EXPECT_TRUE(Texts(View(one).file.identity.notes).empty());
  EXPECT_EQ(View(one).timeline.size(), 2U);
}

TEST_F(Subjects, WhatIsSaidNotToBeTheSameIsNotProposedUntilItChanges) {
  const std::string one = FileOf(MustRegister(Request(kPerson)));
  const std::string two = FileOf(MustRegister(Request(kPerson)));
  ASSERT_EQ(bureau.subjects->Proposals(kOfficer, {}, 100)->items.size(), 1U);
  EXPECT_EQ(CodeOf(bureau.subjects->SayApart(kOfficer, two, one, "brothers")), "ok");
  EXPECT_TRUE(View(one).duplicates.empty());
  EXPECT_TRUE(View(two).duplicates.empty());
  EXPECT_TRUE(bureau.subjects->Proposals(kOfficer, {}, 100)->items.empty());
  ASSERT_EQ(View(one).apart.size(), 1U);
  EXPECT_TRUE(View(one).apart[0].stands);
  EXPECT_EQ(CodeOf(Change(one, 1, R"({"note":"Nothing that tells him apart"})")), "ok");
  EXPECT_TRUE(View(one).duplicates.empty()) << "a remark is no reason to ask again";
  EXPECT_EQ(CodeOf(Change(one, 2, R"({"papers":[{"number":"QQ700800","country":"MA"}]})")), "ok");
  EXPECT_EQ(View(one).duplicates.size(), 1U);
  EXPECT_EQ(View(two).duplicates.size(), 1U);
  EXPECT_FALSE(View(one).apart[0].stands);
}

TEST_F(Subjects, EveryIncomingRequestIsAskedOfListsAndFiles) {
  bureau.Import("wanted",
                R"({"id":"w1","schema":"Person","properties":{"name":["Zorvan Tadrak"],"birthDate":["1970"]}})"
                "\n");
  const std::string before = FileOf(MustRegister(Request(R"([{"name":"Zorvan Tadrak","birth_date":"1970"}])")));
  const store::Record record =
      MustRegister(Request(R"([{"name":"Zorvan Tadrak","birth_date":"1970"},{"name":"Nobody Atall"}])"));
  const auto entries = bureau.Entries("record.checked");
  ASSERT_EQ(entries.size(), 3U) << "one for each person, in the transaction of the request";
  EXPECT_EQ(entries[0].subject, record.id);
  EXPECT_EQ(entries[0].actor.id, "u1");
  EXPECT_FALSE(entries[0].purpose.empty()) << "R-10";
  auto checks = bureau.cross_check->Of(kOfficer, record.id);
  ASSERT_TRUE(checks.ok());
  ASSERT_EQ(checks->size(), 2U);
  const auto& hit = checks->at(0).answer.hits.empty() ? checks->at(1) : checks->at(0);
  ASSERT_EQ(hit.answer.hits.size(), 1U);
  EXPECT_EQ(hit.answer.hits[0].hit.entity_id, "w1");
  ASSERT_EQ(hit.own.size(), 1U);
  EXPECT_EQ(hit.own[0].file.id(), before);
  // Judged from the record, shown there.
  ASSERT_TRUE(bureau.judgements->Judge(kOfficer, {hit.answer.seq, "wanted", "w1", "the same photograph", true}).ok());
  checks = bureau.cross_check->Of(kOfficer, record.id);
  const auto& judged = checks->at(0).answer.hits.empty() ? checks->at(1) : checks->at(0);
  EXPECT_EQ(judged.answer.hits[0].verdict, "same");
  EXPECT_FALSE(judged.answer.hits[0].quiet);
  // An ordinary check, as at the border, never meets what records say.
  EXPECT_EQ(bureau.Ask("Nobody Atall").hits.size(), 0U);
}

TEST_F(Subjects, WhatChangesIsAskedAgainAndOutgoingRequestsAreNot) {
  store::Record record = MustRegister(Request(R"([{"name":"Zorvan Tadrak"}])"));
  const std::string file = FileOf(record);
  ASSERT_EQ(bureau.Entries("record.checked").size(), 1U);
  record = *Amend(record, R"({"summary":"Other"})");
  EXPECT_EQ(bureau.Entries("record.checked").size(), 1U);
  record =
      *Amend(record, R"({"persons":[{"name":"Zorvan Tadrak","birth_date":"1970","subject":)" + Quoted(file) + "}]}");
  EXPECT_EQ(bureau.Entries("record.checked").size(), 2U);
  EXPECT_EQ(bureau.cross_check->Of(kOfficer, record.id)->size(), 1U) << "the last one of each person";
  std::string outgoing = Request(R"([{"name":"Zorvan Tadrak"}])");
  outgoing.replace(outgoing.find("incoming"), 8, "outgoing");
  record = MustRegister(outgoing);
  EXPECT_EQ(bureau.Entries("record.checked").size(), 2U);
  record = *Amend(record, R"({"direction":"incoming"})");
  EXPECT_EQ(bureau.Entries("record.checked").size(), 3U);
}

TEST_F(Subjects, TheOfficerOfARequestIsToldOfALaterHit) {
  const auto user = bureau.store->AppendAndWait(
      {"user.created", ShellPrincipal(), {}, "u7", R"({"id":"u7","name":"Desk Madeup","role":"officer"})"});
  ASSERT_TRUE(user.ok());
  store::Record record = MustRegister(Request(R"([{"name":"Zorvan Tadrak"}])"));
  const auto act = [&](const std::string& action, const std::string& values) {
    const auto document = base::JsonDocument::Parse(values);
    ActionRequest request;
    request.values = document->root();
    auto done = bureau.records->Act(kOfficer, record.id, action, record.version, request);
    ASSERT_TRUE(done.ok()) << action;
    record = *done;
  };
  act("accept", R"({"intake":["requester","member","international","dual_criminality","article_3","link","reason"]})");
  act("assign", R"({"unit":"central_bureau","officer":"u7"})");
  // Later than ordinary checks are asked again for.
  bureau.clock.Advance(100 * base::kMicrosPerDay);
  const ImportReport report =
      bureau.Import("wanted", R"({"id":"w1","schema":"Person","properties":{"name":["Zorvan Tadrak"]}})"
                              "\n");
  EXPECT_EQ(report.new_hits, 1U);
  const auto told = NewHits(*bureau.parts, TestBureau::Who(Role::kOfficer, "u7"), {}, 10);
  ASSERT_EQ(told->size(), 1U);
  EXPECT_NE(told->front().body.find(record.number), std::string::npos);
  EXPECT_TRUE(NewHits(*bureau.parts, TestBureau::Who(Role::kOfficer, "u8"), {}, 10)->empty());
}

TEST_F(Subjects, WhatMayBeThereAlreadyIsSaidBeforeItIsRegistered) {
  apart_reason.clear();
  const auto reference = [](const std::string& text) { return R"(,"sender_reference":")" + text + "\""; };
  const store::Record first = MustRegister(Request(kPerson, reference("MAD/12-b")));
  const auto code = [&](const std::string& values) {
    const auto done = Register(values);
    return done.ok() ? std::string("ok") : done.error().code + " " + done.error().params[0].second;
  };
  const std::int64_t before = *bureau.store->EntryCount();
  EXPECT_EQ(code(Request("[]", reference("mad 12B"))), "record.may_be_there " + first.number);
  EXPECT_EQ(code(Request(R"([{"name":"Zarfan Tadrak","birth_date":"1970"}])")), "record.may_be_there " + first.number);
  EXPECT_EQ(*bureau.store->EntryCount(), before);
  std::string other = Request(R"([{"name":"Zarfan Tadrak","birth_date":"1970"}])");
  other.replace(other.find("drugs"), 5, "fraud");
  EXPECT_EQ(code(other), "ok") << "another matter";
  EXPECT_EQ(code(Request("[]", reference("MAD/13"))), "ok");
  const auto asked = base::JsonDocument::Parse(Request("[]", reference("MAD/12-B")));
  const auto likely = bureau.records->Duplicates(kOfficer, "requests", asked->root());
  ASSERT_EQ(likely->size(), 1U);
  EXPECT_EQ(likely->front().why.front()->id, "reference");
  bureau.clock.Advance(181 * base::kMicrosPerDay);
  EXPECT_EQ(code(Request(kPerson)), "ok") << "beyond the window of the rule";
  EXPECT_EQ(code(Request("[]", reference("MAD/12-b"))), "record.may_be_there " + first.number);
  apart_reason = "They count anew each year";
  EXPECT_EQ(code(Request("[]", reference("MAD/12-b"))), "ok");
  const auto kept = bureau.Entries("record.created").front().body;
  EXPECT_NE(kept.find("They count anew each year"), std::string::npos);
  EXPECT_NE(kept.find(first.id), std::string::npos);
}

// The obvious way to keep files: each has its own values and rows, and a parent.
struct Oracle {
  struct File {
    std::map<std::string, std::string> values;
    std::string into;
  };
  std::map<std::string, File> files;
  std::map<std::string, std::vector<std::string>> records;  // record → files of its rows

  std::string Top(std::string id) const {
    while (!files.at(id).into.empty()) id = files.at(id).into;
    return id;
  }
  std::set<std::string> Group(const std::string& id) const {
    std::set<std::string> group;
    for (const auto& [other, file] : files) {
      if (Top(other) == Top(id)) group.insert(other);
    }
    return group;
  }
};

class SubjectsAsTheOracle : public Subjects {
 protected:
  std::string AnyFile() {
    auto at = oracle.files.begin();
    std::advance(at, *rc::gen::inRange<int>(0, int(oracle.files.size())));
    return at->first;
  }

  void NewRecord() {
    std::string row = R"({"name":"Person )" + std::to_string(*rc::gen::inRange(0, 5)) + "\"";
    if (!oracle.files.empty() && *rc::gen::inRange(0, 2) == 0) row += R"(,"subject":)" + Quoted(AnyFile());
    const bool picked = row.find("subject") != std::string::npos;
    const std::string given = picked ? row.substr(row.rfind(':') + 2, 20) : "";
    const store::Record record = MustRegister(Request("[" + row + "}]"));
    const std::string file = FileOf(record);
    if (picked) RC_ASSERT(file == oracle.Top(given));
    oracle.files[file];
    oracle.records[record.id] = {file};
    records[record.id] = record;
  }
  void AmendRecord() {
    auto at = records.begin();
    std::advance(at, *rc::gen::inRange<int>(0, int(records.size())));
    const std::string to = AnyFile();
    const bool held = oracle.records[at->first] == std::vector<std::string>{to};
    const auto done = Amend(at->second, R"({"persons":[{"name":"Other )" + std::to_string(at->second.version) +
                                            R"(","subject":)" + Quoted(to) + "}]}");
    RC_ASSERT(done.ok());
    at->second = *done;
    oracle.records[at->first] = {held ? to : oracle.Top(to)};
  }
  void ChangeFile() {
    const std::string id = AnyFile();
    const std::string note = "Note " + std::to_string(*rc::gen::inRange(0, 3));
    const auto file = bureau.store->FindSubject(id);
    RC_ASSERT(Change(id, (*file)->version, R"({"note":)" + Quoted(note) + "}").ok());
    oracle.files[id].values["note"] = note;
  }
  void MergeFiles() {
    const std::string from = AnyFile(), into = AnyFile();
    const bool may = oracle.files[from].into.empty() && oracle.Top(into) != from;
    RC_ASSERT(bureau.subjects->Merge(kOfficer, from, into, "r").ok() == may);
    if (may) oracle.files[from].into = into;
  }
  void UnmergeFile() {
    const std::string id = AnyFile();
    const bool may = !oracle.files[id].into.empty();
    RC_ASSERT(bureau.subjects->Unmerge(kOfficer, id, "r").ok() == may);
    oracle.files[id].into.clear();
  }

  void Compare() {
    for (const auto& [id, held] : oracle.files) {
      const auto view = bureau.subjects->Open(kOfficer, id);
      RC_ASSERT(view.ok());
      RC_ASSERT(view->file.id() == oracle.Top(id));
      std::set<std::string> members, shown, expected, notes, said;
      for (const store::Subject& file : view->file.group.members) members.insert(file.id);
      RC_ASSERT(members == oracle.Group(id));
      for (const store::Record& record : view->records) shown.insert(record.id);
      for (const auto& [record, files] : oracle.records) {
        for (const std::string& file : files) {
          if (members.contains(file)) expected.insert(record);
        }
      }
      RC_ASSERT(shown == expected);
      for (const std::string& member : members) {
        const auto note = oracle.files[member].values.find("note");
        if (note != oracle.files[member].values.end()) notes.insert(note->second);
      }
      for (const SaidValue& value : view->file.identity.notes) said.insert(value.text);
      RC_ASSERT(said == notes);
    }
  }
  // What the index holds: one entry for each top, with the names that its records say.
  void CompareIndex() {
    RC_ASSERT(bureau.subject_index->CatchUp().ok());
    std::set<std::string> tops;
    for (const auto& [record, files] : oracle.records) {
      for (const std::string& file : files) tops.insert(oracle.Top(file));
    }
    RC_ASSERT(bureau.subject_index->Current()->entity_count() == before + tops.size());
  }

  Oracle oracle;
  std::map<std::string, store::Record> records;
  std::uint64_t before = 0;  // files of earlier rounds in the index
};

TEST_F(SubjectsAsTheOracle, AfterAnySequenceAndAfterAReplay) {
  EXPECT_TRUE(rc::check("files are those of the oracle", [&] {
    oracle = {};
    records.clear();
    RC_ASSERT(bureau.subject_index->CatchUp().ok());
    before = bureau.subject_index->Current()->entity_count();
    const int steps = *rc::gen::inRange(1, 12);
    for (int i = 0; i < steps; ++i) {
      const int what = oracle.files.empty() ? 0 : *rc::gen::inRange(0, 8);
      if (what <= 1) NewRecord();
      if (what == 2) AmendRecord();
      if (what == 3) ChangeFile();
      if (what == 4 || what == 5 || what == 6) MergeFiles();
      if (what == 7) UnmergeFile();
    }
    Compare();
    CompareIndex();
    if (*rc::gen::inRange(0, 5) != 0) return;
    RC_ASSERT(bureau.store->Rebuild().ok());
    Compare();  // P2
  }));
}

}  // namespace
}  // namespace maktab::desk
