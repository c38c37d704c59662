// What clients see of who may see and do what: masks, deputies.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "http/access_fixture.h"

namespace maktab::http {
namespace {

using model::Role;
using testing::HasSubstr;
using testing::Not;

TEST_F(Bureau, MaskedPersonsAreShownWithAReason) {
  const Person officer = SignIn("Made Up One", Role::kOfficer, "central_bureau");
  const Person auditor = SignIn("Made Up Two", Role::kAuditor);
  const Made made = Make(officer, "zqperson", "central_bureau", officer.id);
  EXPECT_THAT(api.Get("/api/v1/records/" + made.id, officer.headers).body, Not(HasSubstr("Vaqilorazqperson")));
  EXPECT_THAT(api.Get("/api/v1/records", officer.headers).body, Not(HasSubstr("Vaqilorazqperson")));
  const auto count = [&](const Person& who, const std::string& words) {
    return Json(api.Get("/api/v1/records?q=" + words, who.headers).body).root()["total"].integer();
  };
  EXPECT_EQ(count(auditor, "Nzqperson"), 1);
  EXPECT_EQ(count(auditor, "Vaqilorazqperson"), 0) << "what he may not unmask he does not find";
  EXPECT_EQ(count(officer, "Vaqilorazqperson"), 1);
  const std::string path = "/api/v1/records/" + made.id + "/unmask";
  EXPECT_EQ(api.Send("POST", path, R"({"fields":["persons"],"reason":"r"})", auditor.headers).status, 403);
  EXPECT_EQ(api.Send("POST", path, R"({"fields":["persons"]})", officer.headers).status, 422) << "a reason is needed";
  EXPECT_EQ(api.Send("POST", path, R"({"fields":["summary"],"reason":"r"})", officer.headers).status, 422);
  const auto shown = api.Send("POST", path, R"({"fields":["persons"],"reason":"hearing"})", officer.headers);
  EXPECT_EQ(shown.status, 200);
  EXPECT_THAT(shown.body, HasSubstr("Vaqilorazqperson"));
  // A form sends the masked row back as it got it: nothing of it is lost, and its role can't be changed by that.
  EXPECT_EQ(Act(officer, made.id, "amend", 3, R"({"persons":[{"name":"Other"},{"masked":"0"}]})").status, 422)
      << "what is not masked has no place of that kind";
  EXPECT_EQ(Act(officer, made.id, "amend", 3, R"({"persons":[{"name":"Other"},{"masked":"1","role":"other"}]})").status,
            200);
  const auto kept = api.Send("POST", path, R"({"fields":["persons"],"reason":"hearing"})", officer.headers);
  EXPECT_THAT(kept.body, HasSubstr(R"("name":"Vaqilorazqperson","role":"victim")"));
  EXPECT_THAT(kept.body, HasSubstr("Other"));
}

TEST_F(Bureau, WhoIsMaskedIsMaskedInHisFileToo) {
  const Person officer = SignIn("Made Up One", Role::kOfficer, "central_bureau");
  const Person auditor = SignIn("Made Up Two", Role::kAuditor);
  const Made made = Make(officer, "zqperson", "central_bureau", officer.id);
  const std::string victim = *made.masked_files.begin(), path = "/api/v1/subjects/" + victim;
  const auto get = [&](const std::string& target, const Person& who) { return api.Get(target, who.headers).body; };
  const auto found = Json(get("/api/v1/subjects?q=Vaqilorazqperson", officer));
  ASSERT_EQ(found.root()["items"].elements().size(), 1U) << "who may unmask him finds him";
  EXPECT_EQ(found.root()["items"].elements()[0]["file"]["id"].string(), victim);
  EXPECT_EQ(found.root()["items"].elements()[0]["reasons"].elements().size(), 0U) << "they say his name";
  EXPECT_THAT(get("/api/v1/subjects?q=Vaqilorazqperson", officer), Not(HasSubstr("Vaqilorazqperson")));
  EXPECT_THAT(get("/api/v1/subjects?q=Vaqilorazqperson", auditor), HasSubstr(R"("items":[])"));
  EXPECT_THAT(get(path, officer), HasSubstr(R"("masked":true)"));
  EXPECT_THAT(get(path, officer), HasSubstr(made.number)) << "which record it is known from";
  EXPECT_THAT(get(path, officer), Not(HasSubstr("Vaqilorazqperson")));
  EXPECT_EQ(api.Get(path, auditor.headers).status, 404);
  EXPECT_EQ(api.Send("POST", path + "/unmask", "{}", officer.headers).status, 422) << "a reason is needed";
  EXPECT_EQ(api.Send("POST", path + "/unmask", R"({"reason":"r"})", auditor.headers).status, 404);
  EXPECT_THAT(api.Send("POST", path + "/unmask", R"({"reason":"hearing"})", officer.headers).body,
              HasSubstr("Vaqilorazqperson"));
  // The file of a suspect does not say that he is a victim elsewhere.
  const auto suspect =
      api.Send("POST", "/api/v1/registers/requests/records",
               R"({"apart_reason":"made up","values":{"direction":"outgoing","channel":"other","partner":"FR",)"
               R"("subject_matter":"fraud","priority":"routine","summary":"made up","persons":[{"name":"Zorvan",)"
               R"("role":"suspect","subject":")" +
                   victim + R"("}]}})",
               officer.headers);
  ASSERT_EQ(suspect.status, 201) << suspect.body;
  const std::string file = get(path, officer);
  EXPECT_THAT(file, HasSubstr("Zorvan"));
  EXPECT_THAT(file, HasSubstr(R"("masked":false)"));
  EXPECT_THAT(file, Not(HasSubstr(made.number)));
  EXPECT_THAT(file, Not(HasSubstr("Vaqilorazqperson")));
  EXPECT_THAT(api.Send("POST", path + "/unmask", R"({"reason":"hearing"})", officer.headers).body,
              HasSubstr(made.number));
}

TEST_F(Bureau, WhatAMaskedPersonHitsIsShownWithAReason) {
  api.ImportFtm("wanted", R"({"id":"w1","schema":"Person","properties":{"name":["Vaqilorazqperson"]}})"
                          "\n");
  const Person officer = SignIn("Made Up One", Role::kOfficer, "central_bureau");
  const Person auditor = SignIn("Made Up Two", Role::kAuditor);
  const Person administrator = SignIn("Made Up Three", Role::kAdministrator);
  const Made made = Make(officer, "zqperson", "central_bureau", officer.id);
  for (const Person& who : {officer, auditor, administrator}) {
    EXPECT_THAT(api.Get("/api/v1/records/" + made.id + "/checks", who.headers).body,
                Not(HasSubstr("Vaqilorazqperson")));
    EXPECT_THAT(api.Get("/api/v1/checks", who.headers).body, Not(HasSubstr("Vaqilorazqperson")));
  }
  EXPECT_THAT(api.Get("/api/v1/records/" + made.id + "/checks", officer.headers).body,
              HasSubstr(R"("withheld":true,"hits":1)"));
  const auto shown = api.Send("POST", "/api/v1/records/" + made.id + "/unmask",
                              R"({"fields":["persons"],"reason":"hearing"})", officer.headers);
  EXPECT_THAT(shown.body, HasSubstr("\"w1\""));
  // A proof gives all of an entry away.
  const auto prove = [&](const Person& who, const std::string& kind, const std::string& why) {
    store::EntryFilter filter;
    filter.kinds = {kind};
    filter.subject = made.id;
    const auto entries = api.store().Entries(filter, store::Viewer::Program());
    std::set<int> statuses;
    for (const store::Entry& entry : *entries) {
      const std::string path = "/api/v1/ledger/entries/" + std::to_string(entry.seq) + "/proof" + why;
      statuses.insert(api.Get(path, who.headers).status);
    }
    return statuses;
  };
  EXPECT_EQ(prove(administrator, "record.created", ""), std::set<int>{422});
  EXPECT_EQ(prove(administrator, "record.created", "?reason=court"), std::set<int>{200});
  EXPECT_EQ(prove(auditor, "record.created", "?reason=court"), std::set<int>{404});
  EXPECT_EQ(prove(administrator, "record.checked", ""), (std::set<int>{200, 422})) << "of those who are not masked";
  EXPECT_EQ(prove(auditor, "record.checked", ""), (std::set<int>{200, 404}));
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
