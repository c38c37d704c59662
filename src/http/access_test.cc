// P7: what is restricted is invisible to those it is restricted from, in every answer of every route. And what else
// clients see of who may see and do what.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "http/test_api.h"

namespace maktab::http {
namespace {

using model::Role;
using testing::HasSubstr;
using testing::Not;

constexpr char kPassword[] = "a long made-up one";

base::JsonDocument Json(const std::string& text) {
  auto document = base::JsonDocument::Parse(text);
  EXPECT_TRUE(document.ok()) << text;
  return std::move(document).value();
}

std::string TextIn(const std::string& body, std::string_view key) {
  return std::string(Json(body).root()[key].string().value_or(""));
}

std::string Array(const std::set<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "\"" : ",\"") + text + "\"";
  return "[" + out + "]";
}

struct Person {
  std::string id, headers;
  Role role = Role::kOfficer;
  std::string unit, country, deputy;
};

struct Made {
  std::string id, number, marker, unit, officer, parent;
  std::set<std::string> units, users, countries;
};

// A bureau with people who have signed in, and records that they may or may not see.
class Bureau : public ::testing::Test {
 protected:
  Person SignIn(const std::string& name, Role role, const std::string& unit = "", const std::string& country = "") {
    desk::NewUser user{name, role, crypto::Password(kPassword)};
    user.unit = unit;
    user.country = country;
    const auto id = api.people().AddUser(desk::ShellPrincipal(), std::move(user));
    const auto session = api.people().SignIn(name, crypto::Password(kPassword), "test");
    EXPECT_TRUE(id.ok() && session.ok());
    return {*id,     "Cookie: maktab_session=" + session->token + "\r\nX-Maktab-CSRF: " + session->csrf + "\r\n",
            role,    unit,
            country, ""};
  }
  TestApi::Answer Act(const Person& who, const std::string& id, const std::string& action, int version,
                      const std::string& values) {
    return api.Send("POST", "/api/v1/records/" + id + "/actions/" + action,
                    "{\"reason\":\"made up\",\"values\":" + values + "}",
                    who.headers + "If-Match: \"" + std::to_string(version) + "\"\r\n");
  }
  // A request with the marker in all that it holds, accepted and assigned, or joined to another.
  Made Make(const Person& who, const std::string& marker, const std::string& unit, const std::string& officer,
            const std::string& parent = "") {
    const auto answer = api.Send(
        "POST", "/api/v1/registers/requests/records",
        R"({"values":{"direction":"incoming","channel":"interpol","partner":"ES","subject_matter":"drugs",)"
        R"("priority":"routine","received_at":"2026-05-28T10:00:00Z","summary":")" +
            marker + R"(","facts":"D)" + marker + R"(","sender_reference":")" + marker + R"(","persons":[{"name":"N)" +
            marker + R"("},{"name":"V)" + marker + R"(","role":"victim"}],"vehicles":[{"plate":")" + marker +
            R"("}],"documents":[{"number":")" + marker + R"("}]}})",
        who.headers);
    EXPECT_EQ(answer.status, 201) << answer.body;
    Made made{TextIn(answer.body, "id"), TextIn(answer.body, "number"), marker, "", "", parent, {}, {}, {}};
    if (!parent.empty()) {
      EXPECT_EQ(Act(who, made.id, "join", 1, R"({"parent":")" + parent + "\"}").status, 200);
      return made;
    }
    EXPECT_EQ(Act(who, made.id, "accept", 1, R"({"intake":["requester"]})").status, 200);
    made.unit = unit;
    made.officer = officer;
    const auto assigned =
        Act(who, made.id, "assign", 2,
            R"({"unit":")" + unit + "\"" + (officer.empty() ? "" : R"(,"officer":")" + officer + "\"") + "}");
    EXPECT_EQ(assigned.status, 200) << assigned.body;
    return made;
  }
  void Restrict(const Person& who, const Made& made) {
    const auto answer =
        Act(who, made.id, "restrict", made.parent.empty() ? 3 : 2,
            "{\"restricted_units\":" + Array(made.units) + ",\"restricted_users\":" + Array(made.users) +
                ",\"withheld_from\":" + Array(made.countries) + "}");
    ASSERT_EQ(answer.status, 200) << answer.body;
  }

  TestApi api;
};

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
      const std::string marker =
          "zq" + std::to_string(100'000 + random() % 900'000) + "x" + std::to_string(made.size() + fresh.size());
      const bool joined = i == 3;
      fresh.push_back(Make(maker, marker, Any<std::string>({"central_bureau", "pursuits"}),
                           Any(ids) == maker.id ? "" : Any(ids), joined ? fresh.front().number : ""));
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

  void NothingIn(const TestApi::Answer& answer, const Person& who, const std::string& asked) {
    std::string whole = answer.body;
    for (const auto& [name, value] : answer.headers) whole += "\n" + value;
    for (const Made& one : made) {
      if (Sees(who, one)) continue;
      for (const std::string& word : {one.id, one.number, one.marker}) {
        ASSERT_EQ(whole.find(word), std::string::npos) << asked << " tells of a hidden record: " << whole;
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
    const std::string headers = who.headers + "If-Match: \"3\"\r\n";
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
    const auto counted = Json(Get(who, "/api/v1/registers/requests/states").body);
    EXPECT_EQ(counted.root()["states"]["in_progress"].integer().value_or(0), states["in_progress"]);
    EXPECT_EQ(counted.root()["states"]["linked"].integer().value_or(0), states["linked"]);
    EXPECT_EQ(Json(Get(who, "/api/v1/deadlines?limit=1000").body).root()["total"].integer(), clocks);
    EXPECT_EQ(Json(Get(who, "/api/v1/records?order=due").body).root()["total"].integer(), clocks);
  }
  void AboutHidden(const Person& who, const Made& one) {
    for (const std::string& query : {"q=" + one.marker, "q=N" + one.marker, "q=V" + one.marker, "q=" + one.number,
                                     "q=" + one.number.substr(one.number.rfind('/') + 1), "filter=parent:" + one.number,
                                     "filter=officer:" + one.officer, "officer=" + one.officer, "unit=" + one.unit,
                                     std::string("filter=restricted_units:central_bureau"),
                                     std::string("state=in_progress&order=registered"), std::string("used=1&late=1")}) {
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
  }
  // The other way round: what he sees is there.
  void AboutSeen(const Person& who, const Made& one) {
    const auto answer = Get(who, "/api/v1/records/" + one.id);
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr(one.marker));
    EXPECT_THAT(answer.body, Not(HasSubstr("V" + one.marker))) << "victims are masked";
    const auto found = Json(Get(who, "/api/v1/records?q=" + one.marker).body);
    EXPECT_EQ(found.root()["total"].integer(), 1);
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

// What has nothing to do with records: lists, checks of lists, people, keys, the program itself.
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
  const auto again = api.people().SignIn("Made Up Four", crypto::Password(kPassword), "test");
  const std::string later = "Cookie: maktab_session=" + again->token + "\r\n";
  EXPECT_EQ(api.Get("/api/v1/records/" + secret.id, later).status, 404) << "for a day only";
}

TEST_F(Bureau, MaskedPersonsAreShownWithAReason) {
  const Person officer = SignIn("Made Up One", Role::kOfficer, "central_bureau");
  const Person auditor = SignIn("Made Up Two", Role::kAuditor);
  const Made made = Make(officer, "zqperson", "central_bureau", officer.id);
  EXPECT_THAT(api.Get("/api/v1/records/" + made.id, officer.headers).body, Not(HasSubstr("Vzqperson")));
  EXPECT_THAT(api.Get("/api/v1/records", officer.headers).body, Not(HasSubstr("Vzqperson")));
  const auto count = [&](const Person& who, const std::string& words) {
    return Json(api.Get("/api/v1/records?q=" + words, who.headers).body).root()["total"].integer();
  };
  EXPECT_EQ(count(auditor, "Nzqperson"), 1);
  EXPECT_EQ(count(auditor, "Vzqperson"), 0) << "what he may not unmask he does not find";
  EXPECT_EQ(count(officer, "Vzqperson"), 1);
  const std::string path = "/api/v1/records/" + made.id + "/unmask";
  EXPECT_EQ(api.Send("POST", path, R"({"fields":["persons"],"reason":"r"})", auditor.headers).status, 403);
  EXPECT_EQ(api.Send("POST", path, R"({"fields":["persons"]})", officer.headers).status, 422) << "a reason is needed";
  EXPECT_EQ(api.Send("POST", path, R"({"fields":["summary"],"reason":"r"})", officer.headers).status, 422);
  const auto shown = api.Send("POST", path, R"({"fields":["persons"],"reason":"hearing"})", officer.headers);
  EXPECT_EQ(shown.status, 200);
  EXPECT_THAT(shown.body, HasSubstr("Vzqperson"));
  // A form sends the masked row back as it got it: nothing of it is lost, and its role can't be changed by that.
  EXPECT_EQ(Act(officer, made.id, "amend", 3, R"({"persons":[{"name":"Other"},{"masked":"0"}]})").status, 422)
      << "what is not masked has no place of that kind";
  EXPECT_EQ(Act(officer, made.id, "amend", 3, R"({"persons":[{"name":"Other"},{"masked":"1","role":"other"}]})").status,
            200);
  const auto kept = api.Send("POST", path, R"({"fields":["persons"],"reason":"hearing"})", officer.headers);
  EXPECT_THAT(kept.body, HasSubstr(R"({"name":"Vzqperson","role":"victim"})"));
  EXPECT_THAT(kept.body, HasSubstr("Other"));
}

TEST_F(Bureau, ADeputyActsForAnother) {
  const Person absent = SignIn("Made Up One", Role::kSupervisor, "central_bureau");
  const Person deputy = SignIn("Made Up Two", Role::kSupervisor, "pursuits");
  Made made = Make(absent, "zqcase", "central_bureau", absent.id);
  made.users = {absent.id};
  Restrict(absent, made);
  EXPECT_EQ(api.Get("/api/v1/records/" + made.id, deputy.headers).status, 404);
  const auto set = [&](const std::string& who, const std::string& from, const std::string& until) {
    return api.Send("PUT", "/api/v1/users/me/deputy",
                    R"({"deputy":")" + who + R"(","from":")" + from + R"(","until":")" + until + "\"}", absent.headers);
  };
  EXPECT_EQ(set(absent.id, "2026-05-01T00:00:00Z", "2026-07-01T00:00:00Z").status, 422) << "not oneself";
  EXPECT_EQ(set(deputy.id, "2026-07-01T00:00:00Z", "2026-05-01T00:00:00Z").status, 422);
  EXPECT_EQ(set(deputy.id, "2026-05-01T00:00:00Z", "2026-07-01T00:00:00Z").status, 204);
  EXPECT_THAT(api.Get("/api/v1/session", deputy.headers).body, HasSubstr("Made Up One"));
  EXPECT_EQ(api.Get("/api/v1/records/" + made.id, deputy.headers).status, 200);
  EXPECT_THAT(api.Get("/api/v1/records?officer=me", deputy.headers).body, HasSubstr(made.id));
  const std::string draft = R"({"reply_language":"en","reply_text":"Made up"})";
  const auto drafted = Act(deputy, made.id, "draft_reply", 4, draft);
  ASSERT_EQ(drafted.status, 200) << drafted.body;
  const auto view = api.Get("/api/v1/records/" + made.id, absent.headers);
  EXPECT_THAT(view.body, HasSubstr(R"("who":"Made Up Two","for":"Made Up One")"));
  EXPECT_EQ(Act(deputy, made.id, "approve", 5, "{}").status, 409) << "his own draft, by delegation";
  EXPECT_EQ(Act(absent, made.id, "approve", 5, "{}").status, 200) << "another person";
  EXPECT_EQ(api.Send("DELETE", "/api/v1/users/me/deputy", "", absent.headers).status, 204);
  EXPECT_EQ(api.Get("/api/v1/records/" + made.id, deputy.headers).status, 404);
}

}  // namespace
}  // namespace maktab::http
