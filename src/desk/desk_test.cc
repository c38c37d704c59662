#include <gtest/gtest.h>

#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;

constexpr char kTwo[] = R"({"id":"p1","schema":"Person","properties":{"name":["Zorvan Tadrak"],"birthDate":["1970"]}})"
                        "\n"
                        R"({"id":"p2","schema":"Person","properties":{"name":["Milka Ostrand"]}})"
                        "\n";

template <typename T>
std::string CodeOf(const T& result) {
  return result.ok() ? "ok" : std::string(result.error().code);
}

TEST(Judgements, APairStaysQuietUntilTheEntryChanges) {
  TestBureau bureau;
  bureau.Import("x", kTwo);
  const CheckAnswer answer = bureau.Ask("Zorvan Tadrak");
  ASSERT_EQ(answer.hits.size(), 1U);
  EXPECT_FALSE(answer.hits[0].quiet);
  const auto officer = TestBureau::Who(Role::kOfficer);
  EXPECT_EQ(CodeOf(bureau.judgements->Judge(officer, {answer.seq, "x", "p1", ""})), "judgement.reason_missing");
  EXPECT_EQ(CodeOf(bureau.judgements->Judge(officer, {answer.seq, "x", "p2", "b"})), "judgement.no_such_hit");
  EXPECT_EQ(CodeOf(bureau.judgements->Judge(TestBureau::Who(Role::kChecker), {answer.seq, "x", "p1", "b"})),
            "access.denied");
  ASSERT_TRUE(bureau.judgements->Judge(officer, {answer.seq, "x", "p1", "another father"}).ok());
  EXPECT_TRUE(bureau.Ask("Zorvan Tadrak").hits.at(0).quiet);
  EXPECT_TRUE(bureau.Ask("  zorvan  TADRAK ").hits.at(0).quiet) << "the same question";
  std::string changed = kTwo;
  changed.replace(changed.find("1970"), 4, "1971");
  bureau.Import("x", changed);
  EXPECT_FALSE(bureau.Ask("Zorvan Tadrak").hits.at(0).quiet);
}

TEST(Judgements, CanBeTakenBack) {
  TestBureau bureau;
  bureau.Import("x", kTwo);
  const auto officer = TestBureau::Who(Role::kOfficer);
  const auto id = bureau.judgements->Judge(officer, {bureau.Ask("Zorvan Tadrak").seq, "x", "p1", "another"});
  ASSERT_TRUE(id.ok());
  EXPECT_EQ(CodeOf(bureau.judgements->Withdraw(officer, *id, "")), "judgement.reason_missing");
  EXPECT_EQ(CodeOf(bureau.judgements->Withdraw(officer, "none", "b")), "store.judgement_unknown");
  ASSERT_TRUE(bureau.judgements->Withdraw(officer, *id, "it was he").ok());
  EXPECT_FALSE(bureau.Ask("Zorvan Tadrak").hits.at(0).quiet);
}

TEST(Recheck, AsksPastChecksOfWhatIsNew) {
  TestBureau bureau;
  bureau.Import("x", kTwo);
  const CheckAnswer before = bureau.Ask("Ferun Dalgat");
  ASSERT_TRUE(before.hits.empty());
  std::string more = kTwo;
  more += R"({"id":"p3","schema":"Person","properties":{"name":["Ferun Dalgat"]}})";
  EXPECT_EQ(bureau.Import("x", more).new_hits, 1U);
  const auto found = bureau.Entries("hit.found_later");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.at(0).subject, CheckId(before.seq));
  EXPECT_EQ(bureau.Import("x", more).new_hits, 0U) << "what is not new is not found again";
}

TEST(Recheck, TellsWhoAskedSeveralTimesOnce) {
  TestBureau bureau;
  bureau.Ask("Ferun Dalgat");
  const CheckAnswer newest = bureau.Ask("FERUN dalgat");
  ASSERT_TRUE(
      bureau.checks->CheckAndWait(TestBureau::Who(Role::kChecker, "u2"), TestBureau::Asking("Ferun Dalgat")).ok());
  EXPECT_EQ(bureau.Import("x", R"({"id":"p3","schema":"Person","properties":{"name":["Ferun Dalgat"]}})").new_hits, 2U);
  EXPECT_EQ(bureau.Entries("hit.found_later").front().subject, CheckId(newest.seq));
}

TEST(Recheck, LeavesOutWhatWasAskedTooLongAgo) {
  TestBureau bureau;
  bureau.Ask("Ferun Dalgat");
  bureau.clock.Advance((bureau.parts->settings.recheck_days + 1) * base::kMicrosPerDay);
  EXPECT_EQ(bureau.Import("x", R"({"id":"p3","schema":"Person","properties":{"name":["Ferun Dalgat"]}})").new_hits, 0U);
}

TEST(Import, IsRefusedWholeAndChangesNothing) {
  TestBureau bureau;
  bureau.Import("x", kTwo);
  ImportRequest request;
  request.format = lists::Format::kFtm;
  request.dataset = "x";
  request.files = {bureau.folder / "none"};
  EXPECT_EQ(CodeOf(bureau.importer->Run(TestBureau::Who(Role::kOfficer), request, {})), "access.denied");
  EXPECT_NE(CodeOf(bureau.importer->Run(ShellPrincipal(), request, {})), "ok");
  request.dataset = "Bad Name";
  EXPECT_EQ(CodeOf(bureau.importer->Run(ShellPrincipal(), request, {})), "import.bad_dataset");
  EXPECT_EQ(bureau.Ask("Zorvan Tadrak").hits.size(), 1U);
  EXPECT_EQ(CodeOf(bureau.importer->EndList(ShellPrincipal(), "x", "")), "list.reason_missing");
  ASSERT_TRUE(bureau.importer->EndList(ShellPrincipal(), "x", "withdrawn").ok());
  EXPECT_TRUE(bureau.Ask("Zorvan Tadrak").hits.empty());
}

TEST(History, ShowsOwnChecksAndAllToWhoMaySeeThem) {
  TestBureau bureau;
  bureau.Ask("Zorvan Tadrak");
  const auto mine = bureau.history->List(TestBureau::Who(Role::kChecker, "u1"), {});
  ASSERT_TRUE(mine.ok());
  EXPECT_EQ(mine->items.size(), 1U);
  EXPECT_EQ(mine->items[0].summary, "Zorvan Tadrak");
  EXPECT_TRUE(bureau.history->List(TestBureau::Who(Role::kChecker, "u2"), {})->items.empty());
  EXPECT_EQ(bureau.history->List(TestBureau::Who(Role::kAuditor, "u3"), {})->items.size(), 1U);
  const std::int64_t entries = *bureau.store->EntryCount();
  const std::int64_t seq = mine->items[0].seq;
  EXPECT_EQ(CodeOf(bureau.history->Open(TestBureau::Who(Role::kChecker, "u2"), seq)), "check.unknown");
  ASSERT_TRUE(bureau.history->Open(TestBureau::Who(Role::kAuditor, "u3"), seq).ok());
  EXPECT_GT(*bureau.store->EntryCount(), entries) << "looking at another's check is on record (P10)";
}

UserChange Closing() {
  UserChange change;
  change.closed = true;
  return change;
}

TEST(People, NamesAreNamesAndOfOnePersonEach) {
  TestBureau bureau;
  const auto code = [&](const std::string& name) {
    return CodeOf(
        bureau.people->AddUser(ShellPrincipal(), {name, Role::kOfficer, crypto::Password("a long made-up one")}));
  };
  for (const char* name : {".,;", "../../etc/passwd", "-x", "a/b", "a\\b", "<b>", "@home", " . "}) {
    EXPECT_EQ(code(name), "user.bad_signs") << name;
  }
  EXPECT_EQ(code("  "), "user.bad_name");
  for (const char* name : {"Chief", "amal.made-up@example", "Amal O'Madeup", "آمال بنموحى", "Élise 2", "José_1"}) {
    EXPECT_EQ(code(name), "ok") << name;
  }
  for (const char* name : {"chief", "CHIEF", " Chief ", "élise 2", "E\u0301lise 2"}) {
    EXPECT_EQ(code(name), "user.name_taken") << name;
  }
}

TEST(People, TheFirstAdministratorComesByTheLinkOnce) {
  TestBureau bureau;
  ASSERT_TRUE(*bureau.people->SetupNeeded());
  const std::string token = bureau.people->IssueSetupToken();
  const auto user = [](const std::string& password) {
    return NewUser{"Admin Madeup", Role::kAdministrator, crypto::Password(password)};
  };
  EXPECT_EQ(CodeOf(bureau.people->Setup("wrong", user("a long made-up one"), "")), "setup.used");
  EXPECT_EQ(CodeOf(bureau.people->Setup(token, user("short"), "")), "user.weak_password");
  const auto signed_in = bureau.people->Setup(token, user("a long made-up one"), "");
  ASSERT_TRUE(signed_in.ok());
  EXPECT_EQ(CodeOf(bureau.people->Setup(token, user("a long made-up one"), "")), "setup.used");
  EXPECT_EQ(bureau.people->FindSession(signed_in->token)->who.name, "Admin Madeup");
  const std::string id = signed_in->who.id;
  EXPECT_EQ(CodeOf(bureau.people->ChangeUser(ShellPrincipal(), id, Closing())), "user.last_administrator");
  bureau.clock.Advance(std::int64_t(bureau.parts->settings.session_hours + 1) * 3600 * base::kMicrosPerSecond);
  EXPECT_EQ(CodeOf(bureau.people->FindSession(signed_in->token)), "session.expired");
}

TEST(People, AWrongPasswordAndAClosedUserAreToldTheSame) {
  TestBureau bureau;
  const auto right = [] { return crypto::Password("a long made-up one"); };
  const auto id = bureau.people->AddUser(ShellPrincipal(), {"Checker Madeup", Role::kChecker, right()});
  ASSERT_TRUE(id.ok());
  EXPECT_EQ(CodeOf(bureau.people->AddUser(ShellPrincipal(), {"Checker Madeup", Role::kChecker, right()})),
            "user.name_taken");
  EXPECT_EQ(CodeOf(bureau.people->SignIn("Checker Madeup", crypto::Password("another long one"), "")), "session.wrong");
  EXPECT_EQ(CodeOf(bureau.people->SignIn("Nobody", right(), "")), "session.wrong");
  const auto session = bureau.people->SignIn("Checker Madeup", right(), "");
  ASSERT_TRUE(session.ok());
  ASSERT_TRUE(bureau.people->ChangeUser(ShellPrincipal(), *id, Closing()).ok());
  EXPECT_EQ(CodeOf(bureau.people->SignIn("Checker Madeup", right(), "")), "session.wrong");
  EXPECT_EQ(CodeOf(bureau.people->FindSession(session->token)), "session.expired") << "closing ends what is open";
}

TEST(People, AKeyActsUntilItEnds) {
  TestBureau bureau;
  const auto key = bureau.people->AddKey(ShellPrincipal(), "made-up system", Role::kChecker);
  ASSERT_TRUE(key.ok());
  EXPECT_EQ(bureau.people->FindKey(key->key)->role, Role::kChecker);
  EXPECT_EQ(CodeOf(bureau.people->FindKey(key->key + "x")), "key.unknown");
  ASSERT_TRUE(bureau.people->EndKey(ShellPrincipal(), key->id).ok());
  EXPECT_EQ(CodeOf(bureau.people->FindKey(key->key)), "key.unknown");
}

TEST(LineSplitter, CutsLinesHoweverTheBytesCome) {
  const std::string text = "one\r\ntwo\n\nthree";
  for (std::size_t step = 1; step <= text.size(); ++step) {
    LineSplitter splitter;
    std::string seen, buffer;
    const auto take = [&](const std::vector<BulkLine>& lines) {
      for (const BulkLine& line : lines) seen += std::string(line.text) + "|";
    };
    for (std::size_t at = 0; at < text.size(); at += step) take(splitter.Feed(text.substr(at, step), buffer));
    take(splitter.End(buffer));
    EXPECT_EQ(seen, "one|two||three|") << step;
  }
}

TEST(LineSplitter, PassesOverALineThatIsTooLong) {
  LineSplitter splitter;
  std::size_t too_long = 0, whole = 0;
  std::string buffer;
  const auto take = [&](const std::vector<BulkLine>& lines) {
    for (const BulkLine& line : lines) line.too_long ? ++too_long : ++whole;
  };
  const std::string piece(100'000, 'x');
  for (int i = 0; i < 30; ++i) take(splitter.Feed(piece, buffer));
  take(splitter.Feed("\nnext\n", buffer));
  take(splitter.End(buffer));
  EXPECT_EQ(too_long, 1U);
  EXPECT_EQ(whole, 1U);
}

}  // namespace
}  // namespace maktab::desk
