// P7: what is restricted is invisible to those it is restricted from, in every answer of every route.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "http/access_fixture.h"

namespace maktab::http {
namespace {

using model::Role;
using testing::HasSubstr;
using testing::Not;

// Everything that is asked, and what may be seen, worked out apart from the program.
class P7 : public Bureau {
 protected:
  void MeetPeople() {
    people = {SignIn("Made Up One", Role::kOfficer, "central_bureau"),
              SignIn("Made Up Two", Role::kOfficer, "pursuits"),
              SignIn("Made Up Three", Role::kOfficer, "", "ES"),
              SignIn("Made Up Four", Role::kSupervisor, "central_bureau"),
              SignIn("Made Up Five", Role::kSupervisor, "pursuits"),
              SignIn("Made Up Six", Role::kAuditor),
              SignIn("Made Up Seven", Role::kAdministrator)};
  }
  template <typename T>
  T Any(const std::vector<T>& of) {
    return of[random() % of.size()];
  }
  // Letters alone, as names have them, and no two alike.
  std::string AnyWord() {
    std::string word = "zq";
    for (int i = 0; i < 10; ++i) word += char('a' + random() % 26);
    return word;
  }
  std::set<std::string> Some(const std::vector<std::string>& of) {
    std::set<std::string> some;
    for (std::size_t i = random() % 3; i > 0; --i) some.insert(Any(of));
    return some;
  }

  void Move() {
    for (Person& person : people) {
      person.unit = Any<std::string>({"", "central_bureau", "pursuits", "vehicles"});
      person.country = Any<std::string>({"", "", "", "ES", "FR"});
      desk::UserChange change;
      change.unit = person.unit;
      change.country = person.country;
      ASSERT_TRUE(api.people().ChangeUser(desk::ShellPrincipal(), person.id, std::move(change)).ok());
      const std::string path = "/api/v1/users/me/deputy";
      if (!person.deputy.empty()) {
        EXPECT_EQ(api.Send("DELETE", path, "", person.headers).status, 204);
      }
      person.deputy.clear();
      if (random() % 3 != 0) continue;
      const Person& deputy = Any(people);
      if (deputy.id == person.id || deputy.role == Role::kAuditor) continue;
      person.deputy = deputy.id;
      EXPECT_EQ(
          api.Send("PUT", path,
                   R"({"deputy":")" + deputy.id + R"(","from":"2026-01-01T00:00:00Z","until":"2026-12-31T00:00:00Z"})",
                   person.headers)
              .status,
          204);
    }
  }
  void MakeSome() {
    const Person& maker = people.back();
    std::vector<std::string> ids;
    for (const Person& person : people) ids.push_back(person.id);
    std::vector<Made> fresh;
    for (int i = 0; i < 4; ++i) {
      const std::string marker = AnyWord();
      const bool joined = i == 3;
      // Some speak of a person who is known already, some bring a file.
      const std::string known = random() % 3 == 0 ? AnyFileFor(maker, fresh) : "";
      const std::string more = random() % 2 == 0 ? Attached(maker, marker) : "";
      fresh.push_back(Make(maker, marker, Any<std::string>({"central_bureau", "pursuits"}),
                           Any(ids) == maker.id ? "" : Any(ids), joined ? fresh.front().number : "", known, more));
    }
    const std::string from = AnyFileFor(maker, fresh), into = AnyFileFor(maker, fresh);
    if (!from.empty()) {
      api.Send("POST", "/api/v1/subjects/" + from + "/merge", R"({"into":")" + into + R"(","reason":"made up"})",
               maker.headers);
    }
    for (Made& one : fresh) {
      one.units = Some({"central_bureau", "pursuits", "vehicles"});
      one.users = Some(ids);
      one.countries = Some({"ES", "FR"});
      if (random() % 4 == 0) continue;
      Restrict(maker, one);
      restricted.insert(one.id);
    }
    for (Made& one : fresh) {
      if (!restricted.contains(one.id)) one.units = one.users = one.countries = {};
    }
    made.insert(made.end(), fresh.begin(), fresh.end());
  }

  static bool SeatSees(const Person& person, const Made& one) {
    const bool named = one.users.contains(person.id) || one.officer == person.id;
    const bool unit = !person.unit.empty() && one.units.contains(person.unit);
    const bool head = person.role == Role::kSupervisor && !person.unit.empty() && person.unit == one.unit;
    return (named || unit || head) && !one.countries.contains(person.country);
  }
  bool Sees(const Person& person, const Made& one) const {
    if (one.countries.contains(person.country)) return false;
    if (one.units.empty() && one.users.empty()) return true;
    for (const Person& other : people) {
      if ((other.id == person.id || other.deputy == person.id) && SeatSees(other, one)) return true;
    }
    return false;
  }

  // Whether a record that he sees speaks of it, openly or so that he may be shown it.
  bool SeesFile(const Person& person, const std::string& file) const {
    return std::any_of(made.begin(), made.end(), [&](const Made& one) {
      const bool masked = one.masked_files.contains(file) && person.role != Role::kAuditor;
      return (one.files.contains(file) || masked) && Sees(person, one);
    });
  }
  // The file of a person whom the maker may pick.
  std::string AnyFileFor(const Person& maker, const std::vector<Made>& fresh) {
    std::vector<std::string> files;
    for (const auto* all : std::initializer_list<const std::vector<Made>*>{&made, &fresh}) {
      for (const Made& one : *all) {
        if (Sees(maker, one)) files.push_back(one.person);
      }
    }
    return files.empty() ? "" : Any(files);
  }

  void NothingIn(const TestApi::Answer& answer, const Person& who, const std::string& asked) {
    std::string whole = answer.body;
    for (const auto& [name, value] : answer.headers) whole += "\n" + value;
    for (const Made& one : made) {
      if (Sees(who, one)) continue;
      for (const std::string& word : {one.id, one.number, one.marker}) {
        ASSERT_EQ(whole.find(word), std::string::npos) << asked << " tells of a hidden record: " << whole;
      }
      for (const auto* files : {&one.files, &one.masked_files}) {
        for (const std::string& file : *files) {
          if (SeesFile(who, file)) continue;
          ASSERT_EQ(whole.find(file), std::string::npos) << asked << " tells of a hidden file: " << whole;
        }
      }
    }
  }
  TestApi::Answer Get(const Person& who, const std::string& target) {
    const auto answer = api.Get(target, who.headers);
    NothingIn(answer, who, target);
    return answer;
  }
  // A hidden record and none answer alike.
  void Alike(const Person& who, const std::string& method, const std::string& path, const std::string& id,
             const std::string& body) {
    const std::string headers = who.headers + "If-Match: \"3\"\r\nContent-Type: application/json\r\n";
    const auto ask = [&](const std::string& record) {
      std::string target = path;
      target.replace(target.find("{id}"), 4, record);
      return method == "GET" ? api.Get(target, headers) : api.Send(method, target, body, headers);
    };
    const auto hidden = ask(id);
    const auto none = ask("00000000000000000000");
    EXPECT_EQ(hidden.status, none.status) << path;
    EXPECT_EQ(hidden.body, none.body) << path;
  }
  void Counts(const Person& who) {
    std::int64_t all = 0, clocks = 0;
    std::map<std::string, std::int64_t> states;
    for (const Made& one : made) {
      if (!Sees(who, one)) continue;
      ++all;
      ++states[one.parent.empty() ? "in_progress" : "linked"];
      clocks += one.parent.empty() ? 1 : 0;
    }
    const auto list = Json(Get(who, "/api/v1/records?limit=1000").body);
    EXPECT_EQ(list.root()["total"].integer(), all);
    EXPECT_EQ(std::int64_t(list.root()["items"].elements().size()), all);
    const auto saved = Get(who, "/api/v1/registers/requests/export?form=csv");
    for (const auto& [name, value] : saved.headers) {
      const bool counts = name == "X-Maktab-Records" || name == "x-maktab-records";
      EXPECT_TRUE(!counts || value == std::to_string(all)) << value;
    }
    const auto counted = Json(Get(who, "/api/v1/registers/requests/states").body);
    EXPECT_EQ(counted.root()["states"]["in_progress"].integer().value_or(0), states["in_progress"]);
    EXPECT_EQ(counted.root()["states"]["linked"].integer().value_or(0), states["linked"]);
    EXPECT_EQ(Json(Get(who, "/api/v1/deadlines?limit=1000").body).root()["total"].integer(), clocks);
    EXPECT_EQ(Json(Get(who, "/api/v1/records?order=due").body).root()["total"].integer(), clocks);
  }
  void AboutHidden(const Person& who, const Made& one) {
    for (const std::string& query :
         {"q=" + one.marker, "q=N" + one.marker, "q=" + (kVictim + one.marker), "q=" + one.number,
          "q=" + one.number.substr(one.number.rfind('/') + 1), "filter=parent:" + one.number,
          "filter=officer:" + one.officer, "officer=" + one.officer, "unit=" + one.unit,
          std::string("filter=restricted_units:central_bureau"), std::string("state=in_progress&order=registered"),
          std::string("used=1&late=1")}) {
      Get(who, "/api/v1/records?" + query);
    }
    const auto behind = Json(Get(who, "/api/v1/records?filter=parent:" + one.number).body);
    EXPECT_EQ(behind.root()["total"].integer(), 0) << "what is joined to it does not tell of it";
    Alike(who, "GET", "/api/v1/records/{id}", one.id, "");
    for (const char* action : {"amend", "restrict", "lift", "nothing"}) {
      Alike(who, "POST", std::string("/api/v1/records/{id}/actions/") + action, one.id,
            R"({"reason":"r","values":{}})");
    }
    Alike(who, "POST", "/api/v1/records/{id}/unmask", one.id, R"({"fields":["persons"],"reason":"r"})");
    Alike(who, "GET", "/api/v1/records/{id}/checks", one.id, "");
    Alike(who, "GET", "/api/v1/records/{id}/letter.pdf", one.id, "");
    const std::string hash = one.attachment.empty() ? std::string(64, '0') : one.attachment;
    Alike(who, "GET", "/api/v1/records/{id}/files/" + hash, one.id, "");
    for (const std::string& query : {"q=N" + one.marker, "q=" + (kVictim + one.marker),
                                     "kind=vehicle&plate=" + one.marker, "kind=document&number=" + one.marker}) {
      Get(who, "/api/v1/subjects?" + query);
    }
    const auto likely = api.Send("POST", "/api/v1/registers/requests/duplicates",
                                 R"({"values":)" + Holds(one.marker) + "}", who.headers);
    NothingIn(likely, who, "duplicates");
    for (const auto* files : {&one.files, &one.masked_files}) {
      for (const std::string& file : *files) {
        if (!SeesFile(who, file) && random() % 3 == 0) AboutHiddenFile(who, file);
      }
    }
    AboutHiddenEntries(who, one);
  }
  void AboutHiddenFile(const Person& who, const std::string& file) {
    Alike(who, "GET", "/api/v1/subjects/{id}", file, "");
    Alike(who, "POST", "/api/v1/subjects/{id}/unmask", file, R"({"reason":"r"})");
    Alike(who, "POST", "/api/v1/subjects/{id}/changes", file, R"({"reason":"r","values":{"note":"n"}})");
    Alike(who, "POST", "/api/v1/subjects/{id}/merge", file, R"({"reason":"r","into":"00000000000000000000"})");
    Alike(who, "POST", "/api/v1/subjects/{id}/unmerge", file, R"({"reason":"r"})");
    Alike(who, "POST", "/api/v1/subjects/{id}/apart", file, R"({"reason":"r","other":"00000000000000000000"})");
  }
  // Checks that were made for it, and proofs of what was done to it.
  void AboutHiddenEntries(const Person& who, const Made& one) {
    store::EntryFilter filter;
    filter.subject = one.id;
    const auto entries = api.store().Entries(filter, store::Viewer::Program());
    ASSERT_TRUE(entries.ok());
    for (const store::Entry& entry : *entries) {
      const std::string seq = std::to_string(entry.seq);
      const int proof = api.Get("/api/v1/ledger/entries/" + seq + "/proof?reason=r", who.headers).status;
      const bool may = who.role == Role::kAuditor || who.role == Role::kAdministrator;
      EXPECT_EQ(proof, may ? 404 : 403) << entry.kind;
      if (entry.kind != "record.checked") continue;
      EXPECT_EQ(api.Get("/api/v1/checks/chk_" + seq, who.headers).status, 404);
      if (who.role == Role::kAuditor) continue;
      EXPECT_EQ(api.Send("POST", "/api/v1/checks/chk_" + seq + "/judgements",
                         R"({"dataset":"d","entity_id":"e","verdict":"same","reason":"r"})", who.headers)
                    .status,
                404);
    }
  }
  // The other way round: what he sees is there.
  void AboutSeen(const Person& who, const Made& one) {
    const auto answer = Get(who, "/api/v1/records/" + one.id);
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr(one.marker));
    EXPECT_THAT(answer.body, Not(HasSubstr(kVictim + one.marker))) << "victims are masked";
    const auto found = Json(Get(who, "/api/v1/records?q=" + one.marker).body);
    EXPECT_EQ(found.root()["total"].integer(), 1);
    const auto checks = Get(who, "/api/v1/records/" + one.id + "/checks");
    EXPECT_EQ(checks.status, 200);
    EXPECT_THAT(checks.body, Not(HasSubstr(kVictim + one.marker)));
    EXPECT_EQ(Get(who, "/api/v1/records/" + one.id + "/letter.pdf").status, 200);
    if (!one.attachment.empty()) {
      EXPECT_EQ(Get(who, "/api/v1/records/" + one.id + "/files/" + one.attachment).status, 200);
    }
    EXPECT_THAT(Get(who, "/api/v1/subjects?q=N" + one.marker).body, HasSubstr(one.marker));
    for (const std::string& file : one.files) {
      const auto opened = Get(who, "/api/v1/subjects/" + file);
      EXPECT_EQ(opened.status, 200);
      EXPECT_THAT(opened.body, HasSubstr(one.marker));
    }
    for (const std::string& file : one.masked_files) {
      const auto masked = Get(who, "/api/v1/subjects/" + file);
      EXPECT_EQ(masked.status, who.role == Role::kAuditor ? 404 : 200);
      EXPECT_THAT(masked.body, Not(HasSubstr(kVictim + one.marker)));
    }
  }

  std::mt19937 random{7};
  std::vector<Person> people;
  std::vector<Made> made;
  std::set<std::string> restricted;
};

// Routes that are not called here by themselves, and why; a route that is neither here nor called fails the test.
const std::map<std::string, std::string>& KnownRoutes() {
  static const std::map<std::string, std::string> kRoutes = {
      {"GET /api/v1/records/{id}", "AboutHidden"},
      {"POST /api/v1/records/{id}/actions/{action}", "AboutHidden"},
      {"POST /api/v1/records/{id}/unmask", "AboutHidden"},
      {"GET /api/v1/registers/{register}/states", "Counts"},
      {"GET /api/v1/records/{id}/checks", "AboutHidden"},
      {"GET /api/v1/records/{id}/letter.pdf", "AboutHidden"},
      {"GET /api/v1/records/{id}/files/{sha256}", "AboutHidden"},
      {"POST /api/v1/registers/{register}/duplicates", "AboutHidden"},
      {"POST /api/v1/registers/{register}/intake", "AMessageOfAHiddenRecordIsTakenAsNew"},
      {"POST /api/v1/registers/{register}/import", "tells that a number is taken, and no more"},
      {"GET /api/v1/registers/{register}/export", "Counts"},
      {"GET /api/v1/registers/{register}/views", "filters as people named them"},
      {"POST /api/v1/registers/{register}/views", "tells what was sent"},
      {"PUT /api/v1/views/{id}", "tells what was sent"},
      {"DELETE /api/v1/views/{id}", "answers nothing"},
      {"POST /api/v1/uploads", "tells of the file that was sent"},
      {"GET /api/v1/subjects/{id}", "AboutHiddenFile"},
      {"POST /api/v1/subjects/{id}/unmask", "AboutHiddenFile"},
      {"POST /api/v1/subjects/{id}/changes", "AboutHiddenFile"},
      {"POST /api/v1/subjects/{id}/merge", "AboutHiddenFile"},
      {"POST /api/v1/subjects/{id}/unmerge", "AboutHiddenFile"},
      {"POST /api/v1/subjects/{id}/apart", "AboutHiddenFile"},
      {"GET /api/v1/ledger/entries/{n}/proof", "AboutHiddenEntries"},
      {"GET /api/v1/checks/{id}", "AboutHiddenEntries"},
      {"POST /api/v1/checks/{id}/judgements", "AboutHiddenEntries"},
      {"POST /api/v1/registers/{register}/records", "OneCannotLinkToWhatOneDoesNotSee"},
      {"GET /api/v1/events", "EventsTellOfWhatOneSees"},
      {"POST /api/v1/break-glass", "TheGlassIsBrokenBeforeWitnesses"},
      {"POST /api/v1/break-glass/{id}/acknowledge", "TheGlassIsBrokenBeforeWitnesses"},
      {"GET /api/v1/users/{id}/deputy", "names and times of people"},
      {"PUT /api/v1/users/{id}/deputy", "answers nothing"},
      {"DELETE /api/v1/users/{id}/deputy", "answers nothing"},
  };
  return kRoutes;
}

// What has nothing to do with records: lists, questions to lists, people, keys, the program itself.
bool IsAboutOthers(const std::string& pattern) {
  for (const char* start :
       {"/api/v1/checks", "/api/v1/lists", "/api/v1/imports", "/api/v1/identify", "/api/v1/entities", "/api/v1/keys",
        "/api/v1/users", "/api/v1/session", "/api/v1/setup", "/api/v1/judgements", "/match", "/entities", "/search",
        "/notices", "/api/v1/new-hits", "/api/v1/hits", "/catalog", "/algorithms"}) {
    if (pattern.starts_with(start)) return true;
  }
  return false;
}

TEST_F(P7, WhatIsRestrictedIsInNoAnswerOfAnyRoute) {
  MeetPeople();
  std::vector<std::string> plain;
  for (const auto& route : api.service().router().routes()) {
    const std::string name = std::string(MethodName(route->method)) + " " + route->pattern;
    const bool simple = route->method == Method::kGet && route->pattern.find('{') == std::string::npos;
    if (KnownRoutes().contains(name)) continue;
    if (simple) plain.push_back(route->pattern);
    EXPECT_TRUE(simple || IsAboutOthers(route->pattern))
        << name << " is not covered: say what it answers about records";
  }
  std::size_t hidden = 0, seen = 0;
  for (int round = 0; round < 6; ++round) {
    Move();
    MakeSome();
    for (const Person& who : people) {
      for (const std::string& pattern : plain) Get(who, pattern);
      Get(who, "/api/v1/ledger?limit=1000");
      Get(who, "/api/v1/checks?limit=200");
      Get(who, "/api/v1/subject-proposals?files=1000");
      Counts(who);
      for (const Made& one : made) {
        if (one.parent.empty() && made.size() > 8 && random() % 4 != 0) continue;
        Sees(who, one) ? (++seen, AboutSeen(who, one)) : (++hidden, AboutHidden(who, one));
      }
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_GT(hidden, 30U);
  EXPECT_GT(seen, 30U);
}

TEST_F(P7, OneCannotLinkToWhatOneDoesNotSee) {
  MeetPeople();
  Made secret = Make(people[6], "zqsecret", "vehicles", "");
  secret.units = {"vehicles"};
  Restrict(people[6], secret);
  const auto fresh = api.Send("POST", "/api/v1/registers/requests/records",
                              R"({"values":{"direction":"outgoing","channel":"other","partner":"FR",)"
                              R"("subject_matter":"fraud","priority":"routine","summary":"Made up"}})",
                              people[0].headers);
  ASSERT_EQ(fresh.status, 201) << fresh.body;
  const std::string id = TextIn(fresh.body, "id");
  const auto join = [&](const std::string& number) {
    auto answer = Act(people[0], id, "join", 1, R"({"parent":")" + number + "\"}");
    const std::size_t at = answer.body.find(number);
    EXPECT_NE(at, std::string::npos) << "says what was typed";
    for (std::size_t i = at; i != std::string::npos; i = answer.body.find(number))
      answer.body.replace(i, number.size(), "#");
    return std::to_string(answer.status) + answer.body;
  };
  std::string none = secret.number;
  none.replace(none.size() - 6, 6, "999999");
  EXPECT_EQ(join(secret.number), join(none));
  EXPECT_THAT(join(none), HasSubstr("Continues in")) << "the label, not the id";
}

TEST_F(P7, EventsTellOfWhatOneSees) {
  MeetPeople();
  Made secret = Make(people[6], "zqsecret", "vehicles", "");
  secret.units = {"vehicles", "pursuits"};
  Restrict(people[6], secret);
  TestClient stream(api.port());
  ASSERT_TRUE(stream.Send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n" + people[0].headers + "\r\n"));
  stream.ReadUntil(": open");
  EXPECT_EQ(Act(people[1], secret.id, "restrict", 4, R"({"restricted_units":["pursuits"]})").status, 200);
  const Made open = Make(people[6], "zqopen", "vehicles", "");
  const std::string told = stream.ReadUntil("\"action\":\"assign\"");
  EXPECT_THAT(told, HasSubstr(open.id));
  EXPECT_THAT(told, HasSubstr(R"("who":"Made Up Seven")"));
  EXPECT_THAT(told, Not(HasSubstr(secret.id)));
}

// An answer that was given is not given again to whom the record was taken from meanwhile.
TEST_F(P7, ARepeatedRequestTellsNothingThatIsRestrictedMeanwhile) {
  MeetPeople();
  const std::string body = R"({"values":{"direction":"outgoing","channel":"other","partner":"FR",)"
                           R"("subject_matter":"fraud","priority":"routine","summary":"zqsecret"}})";
  const std::string headers = people[0].headers + "Idempotency-Key: k1\r\n";
  const auto first = api.Send("POST", "/api/v1/registers/requests/records", body, headers);
  ASSERT_EQ(first.status, 201);
  EXPECT_EQ(api.Send("POST", "/api/v1/registers/requests/records", body, headers).body, first.body);
  const std::string id = TextIn(first.body, "id");
  ASSERT_EQ(Act(people[6], id, "restrict", 1, R"({"restricted_units":["vehicles"]})").status, 200);
  const auto again = api.Send("POST", "/api/v1/registers/requests/records", body, headers);
  EXPECT_EQ(again.status, 404);
  EXPECT_THAT(again.body, Not(HasSubstr("zqsecret")));
}

TEST_F(P7, TheGlassIsBrokenBeforeWitnesses) {
  MeetPeople();
  Made secret = Make(people[6], "zqsecret", "vehicles", "");
  secret.units = {"vehicles"};
  secret.countries = {"ES"};
  Restrict(people[6], secret);
  const auto break_it = [&](const Person& who, const std::string& number, const std::string& reason) {
    return api.Send("POST", "/api/v1/break-glass", R"({"number":")" + number + R"(","reason":")" + reason + "\"}",
                    who.headers);
  };
  EXPECT_EQ(break_it(people[0], secret.number, "an emergency").status, 403) << "officers may not";
  EXPECT_EQ(break_it(people[3], secret.number, "").status, 422) << "not without a reason";
  EXPECT_EQ(break_it(people[3], "XX/2026/REQ-interpol/999999", "an emergency").status, 404);
  const auto broken = break_it(people[3], secret.number, "an emergency");
  ASSERT_EQ(broken.status, 201) << broken.body;
  EXPECT_EQ(api.Get("/api/v1/records/" + secret.id, people[3].headers).status, 200);
  EXPECT_EQ(break_it(people[3], secret.number, "again").status, 200) << "he sees it already";
  // Another supervisor is told who, when and why, and nothing of the record.
  const auto list = api.Get("/api/v1/break-glass?open=1", people[4].headers);
  ASSERT_EQ(list.status, 200);
  const auto document = Json(list.body);
  const auto items = document.root()["items"].elements();
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0]["who"].string(), "Made Up Four");
  EXPECT_EQ(items[0]["reason"].string(), "an emergency");
  EXPECT_THAT(list.body, Not(HasSubstr(secret.id)));
  EXPECT_THAT(list.body, Not(HasSubstr(secret.number)));
  const std::string seen =
      "/api/v1/break-glass/" + std::to_string(items[0]["id"].integer().value_or(0)) + "/acknowledge";
  EXPECT_EQ(api.Send("POST", seen, R"({"note":"it was needed"})", people[3].headers).status, 409) << "not his own";
  EXPECT_EQ(api.Send("POST", seen, R"({"note":"it was needed"})", people[4].headers).status, 204);
  EXPECT_EQ(api.Send("POST", seen, "{}", people[4].headers).status, 404) << "once";
  EXPECT_THAT(api.Get("/api/v1/break-glass?open=1", people[4].headers).body, Not(HasSubstr("an emergency")));
  // What is withheld from one's country is not opened by this either.
  const Person abroad = SignIn("Made Up Eight", Role::kSupervisor, "vehicles", "ES");
  EXPECT_EQ(break_it(abroad, secret.number, "an emergency").status, 404);
  api.clock().Advance(25 * 3'600 * base::kMicrosPerSecond);
  const auto again = api.people().SignIn("Made Up Four", crypto::Password(kMadeUpPassword), "test");
  const std::string later = "Cookie: maktab_session=" + again->token + "\r\n";
  EXPECT_EQ(api.Get("/api/v1/records/" + secret.id, later).status, 404) << "for a day only";
}

// What must be unique is so among what one sees; a refusal would tell of the other.
TEST_F(P7, AMessageOfAHiddenRecordIsTakenAsNew) {
  MeetPeople();
  Made secret = Make(people[6], "zqsecret", "vehicles", "", "", "", R"(,"message_id":"one@madeup")");
  const std::string message =
      "From: <desk@ncb-madeup.es>\r\nMessage-ID: <one@madeup>\r\nDate: Sun, 24 May 2026 10:00:00 +0200\r\n"
      "Subject: Made up\r\n\r\nNombre: Nzqsecret\r\n";
  const auto take = [&](const std::string& how) {
    return Upload(people[0], "/api/v1/registers/requests/intake" + how, "in.eml", message);
  };
  EXPECT_THAT(take("?dry_run=1").body, HasSubstr(secret.number)) << "it is there already";
  secret.units = {"vehicles"};
  Restrict(people[6], secret);
  made = {secret};
  const auto dry = take("?dry_run=1");
  EXPECT_EQ(dry.status, 200);
  EXPECT_THAT(dry.body, HasSubstr(R"("problem":null)"));
  EXPECT_THAT(dry.body, Not(HasSubstr(secret.number)));
  const auto taken = take("");
  EXPECT_THAT(taken.body, HasSubstr(R"("problem":null)"));
  EXPECT_THAT(taken.body, Not(HasSubstr(secret.number)));
  EXPECT_THAT(take("").body, HasSubstr("intake.known")) << "his own is there now";
}

TEST_F(P7, OneCannotPickWhomOneDoesNotSee) {
  MeetPeople();
  Made secret = Make(people[6], "zqsecret", "vehicles", "");
  secret.units = {"vehicles"};
  Restrict(people[6], secret);
  const auto pick = [&](const std::string& file) {
    auto answer = api.Send("POST", "/api/v1/registers/requests/records",
                           R"({"apart_reason":"made up","values":)" + Holds("zqother", file) + "}", people[0].headers);
    for (std::size_t i = answer.body.find(file); i != std::string::npos; i = answer.body.find(file)) {
      answer.body.replace(i, file.size(), "#");
    }
    return std::to_string(answer.status) + answer.body;
  };
  for (const auto* files : {&secret.files, &secret.masked_files}) {
    for (const std::string& file : *files) EXPECT_EQ(pick(file), pick("00000000000000000000"));
  }
}

// A file of two records says to whom one of them is hidden what the other says, also where it was asked about before.
TEST_F(P7, AFileSaysWhatTheRecordsSayThatOneSees) {
  MeetPeople();
  api.ImportFtm("wanted", R"({"id":"w1","schema":"Person","properties":{"name":["Nzqsecret"]}})"
                          "\n");
  Made secret = Make(people[6], "zqsecret", "vehicles", "");
  const Made open = Make(people[6], "zqopen", "vehicles", "", "", secret.person);
  EXPECT_THAT(api.Get("/api/v1/records/" + open.id + "/checks", people[0].headers).body, HasSubstr("Nzqsecret"));
  secret.units = {"vehicles"};
  Restrict(people[6], secret);
  made = {secret, open};
  const auto file = Get(people[0], "/api/v1/subjects/" + secret.person);
  EXPECT_EQ(file.status, 200);
  EXPECT_THAT(file.body, HasSubstr("Nzqopen"));
  const auto checks = Get(people[0], "/api/v1/records/" + open.id + "/checks");
  EXPECT_THAT(checks.body, HasSubstr(R"("withheld":true)"));
  EXPECT_THAT(checks.body, Not(HasSubstr("w1")));
  Get(people[0], "/api/v1/subjects?q=Nzqsecret");
  Get(people[3], "/api/v1/checks?limit=200");
  // What is registered from now on asks only what is kept from nobody, whoever registers it.
  Made later = Make(people[6], "zqlater", "vehicles", "", "", secret.person);
  made.push_back(later);
  EXPECT_THAT(Get(people[0], "/api/v1/records/" + later.id + "/checks").body, HasSubstr("Nzqlater"));
}

TEST_F(P7, ALaterHitIsToldToWhomSeesTheRecord) {
  MeetPeople();
  Made secret = Make(people[6], "zqsecret", "vehicles", people[1].id);
  secret.users = {people[1].id};
  Restrict(people[6], secret);
  made = {secret};
  TestClient stream(api.port());
  ASSERT_TRUE(stream.Send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n" + people[4].headers + "\r\n"));
  stream.ReadUntil(": open");
  api.ImportFtm("wanted", R"({"id":"w1","schema":"Person","properties":{"name":["Nzqsecret"]}})"
                          "\n"
                          R"({"id":"w2","schema":"Person","properties":{"name":["Vaqilorazqsecret"]}})"
                          "\n");
  const auto told = api.Get("/api/v1/new-hits", people[1].headers);
  EXPECT_THAT(told.body, HasSubstr("Nzqsecret"));
  EXPECT_THAT(told.body, HasSubstr(R"("masked":true)")) << "that there is one on the victim";
  EXPECT_THAT(told.body, Not(HasSubstr("Vaqilorazqsecret")));
  EXPECT_THAT(told.body, Not(HasSubstr("w2")));
  for (const Person& who : people) {
    if (who.id == people[1].id) continue;
    EXPECT_THAT(Get(who, "/api/v1/new-hits").body, HasSubstr(R"("items":[])"));
  }
  const Made open = Make(people[6], "zqopen", "vehicles", "");
  EXPECT_THAT(stream.ReadUntil(open.id), Not(HasSubstr("newhit")));
}

}  // namespace
}  // namespace maktab::http
