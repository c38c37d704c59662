// P7: what is restricted is invisible to those it is restricted from, in every answer of every route.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "http/p7_fixture.h"

namespace maktab::http {
namespace {

using model::Role;
using testing::HasSubstr;
using testing::Not;

// Routes that are not called here by themselves, and why; a route that is neither here nor called fails the test.
const std::map<std::string, std::string>& KnownRoutes() {
  static const std::map<std::string, std::string> kRoutes = {
      {"GET /api/v1/records/{id}", "AboutHidden"},
      {"POST /api/v1/records/{id}/actions/{action}", "AboutHidden"},
      {"POST /api/v1/records/{id}/unmask", "AboutHidden"},
      {"GET /api/v1/registers/{register}/states", "Counts"},
      {"GET /api/v1/records/{id}/checks", "AboutHidden"},
      {"GET /api/v1/records/{id}/instruments", "AboutHidden"},
      {"GET /api/v1/records/{id}/letter.pdf", "AboutHidden"},
      {"GET /api/v1/records/{id}/files/{sha256}", "AboutHidden"},
      {"POST /api/v1/registers/{register}/duplicates", "AboutHidden"},
      {"POST /api/v1/registers/{register}/intake", "AMessageOfAHiddenRecordIsTakenAsNew"},
      {"POST /api/v1/registers/{register}/import", "tells that a number is taken, and no more"},
      {"GET /api/v1/registers/{register}/export", "Counts"},
      {"GET /api/v1/deadlines/export", "Counts"},
      {"GET /api/v1/registers/{register}/views", "filters as people named them"},
      {"POST /api/v1/registers/{register}/views", "tells what was sent"},
      {"PUT /api/v1/views/{id}", "tells what was sent"},
      {"DELETE /api/v1/views/{id}", "answers nothing"},
      {"POST /api/v1/uploads", "tells of the file that was sent"},
      {"GET /api/v1/subjects/{id}", "AboutHiddenFile"},
      {"GET /api/v1/subjects/{id}/position", "AboutHiddenFile, AboutSeen"},
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
      {"POST /api/v1/front-line", "HitDeskTest.WhatIsHiddenFromTheAskerIsNothing"},
      {"GET /api/v1/front-line/{hit}", "HitDeskTest.WhatIsHiddenFromTheAskerIsNothing"},
      {"POST /api/v1/break-glass", "TheGlassIsBrokenBeforeWitnesses"},
      {"POST /api/v1/break-glass/{id}/acknowledge", "TheGlassIsBrokenBeforeWitnesses"},
      {"POST /api/v1/notifications/read", "answers nothing"},
      {"POST /api/v1/registers/{register}/actions/{action}", "AboutHidden"},
      {"GET /api/v1/registers/{register}/openapi.json", "what the definition says"},
      {"PATCH /api/v1/webhooks/{id}", "answers nothing"},
      {"POST /api/v1/webhooks", "answers with its id and secret"},
      {"DELETE /api/v1/webhooks/{id}", "answers nothing"},
      {"POST /api/v1/webhooks/{id}/ping", "tells of no record"},
      {"GET /api/v1/webhooks/{id}/deliveries", "Webhooks"},
      {"POST /api/v1/webhooks/{id}/deliveries/{delivery}/send-again", "Webhooks"},
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
  const auto webhook = api.Send("POST", "/api/v1/webhooks",
                                R"({"url":"https://receiver.example/",)"
                                R"("kinds":["record.created","record.acted","hit.found_later"]})",
                                people.back().headers);
  ASSERT_EQ(webhook.status, 201) << webhook.body;
  std::size_t hidden = 0, seen = 0;
  for (int round = 0; round < 6; ++round) {
    Move();
    MakeSome();
    Webhooks(TextIn(webhook.body, "id"));
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
