// Routes about records that stand beside the page of one: acting on many, what concerns the reader, a register
// described.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "http/access_fixture.h"

namespace maktab::http {
namespace {

using model::Role;
using testing::HasSubstr;
using testing::Not;

class RecordRoutes : public Bureau {
 protected:
  std::string Register(const Person& who) {
    const auto made = api.Send("POST", "/api/v1/registers/requests/records",
                               R"({"apart_reason":"made up","values":)" + Holds("zqone") + "}", who.headers);
    EXPECT_EQ(made.status, 201) << made.body;
    return TextIn(made.body, "id");
  }
  const Person officer = SignIn("Made Up One", Role::kOfficer, "pursuits");
  const Person head = SignIn("Made Up Four", Role::kSupervisor, "pursuits");
};

TEST_F(RecordRoutes, AnActionOnManySaysWhatBecameOfEach) {
  const std::string one = Register(officer), two = Register(officer);
  const std::string path = "/api/v1/registers/requests/actions/accept";
  const std::string body = std::string(R"({"values":)") + kWholeIntake + R"(,"records":[{"id":")" + one +
                           R"(","version":1},{"id":")" + two + R"(","version":7}]})";
  const std::string headers = officer.headers + "Idempotency-Key: k1\r\n";
  const auto answer = api.Send("POST", path, body, headers);
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto document = Json(answer.body);
  EXPECT_EQ(document.root()["done"].integer(), 1);
  const auto items = document.root()["items"].elements();
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0]["record"]["state"].string(), "accepted");
  EXPECT_EQ(items[1]["done"].boolean(), false);
  EXPECT_EQ(items[1]["code"].string(), "store.record_changed");
  EXPECT_NE(items[1]["problem"].string(), "");
  EXPECT_EQ(api.Send("POST", path, body, headers).body, answer.body) << "asked again, it is the same answer";
  EXPECT_EQ(api.Send("POST", path, R"({"records":[]})", officer.headers).status, 422);
  EXPECT_EQ(api.Send("POST", path, R"({"records":[{"id":"x"}]})", officer.headers).status, 400);
  EXPECT_EQ(api.Send("POST", "/api/v1/registers/nothing/actions/accept", body, officer.headers).status, 404);
  EXPECT_EQ(api.Send("POST", path, body, api.KeyHeader(Role::kChecker)).status, 403);
}

// The program was killed before it could answer: what it remembers is in the ledger.
TEST_F(RecordRoutes, AnActionAskedForAgainIsDoneOnce) {
  const std::string id = Register(officer);
  const std::string body = std::string(R"({"values":)") + kWholeIntake + "}";
  const std::string path = "/api/v1/records/" + id + "/actions/accept";
  const auto ask = [&](const std::string& key) {
    const auto system = officer.headers + "If-Match: \"1\"\r\nIdempotency-Key: " + key + "\r\n";
    return api.Send("POST", path, body, system);
  };
  EXPECT_EQ(ask("k1").status, 200);
  EXPECT_EQ(ask("k2").status, 412) << "another one comes too late";
  store::EntryFilter filter;
  filter.kinds = {"record.acted"};
  const auto entries = api.store().Entries(filter, store::Viewer::Program());
  ASSERT_EQ(entries->size(), 1U);
  EXPECT_THAT(entries->front().body, HasSubstr(R"("once":")"));
}

TEST_F(RecordRoutes, WhatConcernsOneIsListedAndRead) {
  const Made record = Make(head, "zqone", "pursuits", officer.id);
  const auto list = [&](const std::string& query) {
    return Json(api.Get("/api/v1/notifications" + query, officer.headers).body);
  };
  const auto first = list("?lang=es");
  EXPECT_EQ(first.root()["unread"].integer(), 1);
  EXPECT_TRUE(first.root()["next_at"].is_string());
  const base::JsonRef item = first.root()["items"].elements()[0];
  EXPECT_EQ(item["kind"].string(), "told");
  EXPECT_EQ(item["record"].string(), record.id);
  EXPECT_EQ(item["action"].string(), "assign");
  EXPECT_EQ(item["label"].string(), "Asignar");
  EXPECT_EQ(item["who"].string(), "Made Up Four");
  const std::string path = "/api/v1/notifications/read";
  EXPECT_EQ(api.Send("POST", path, "{}", officer.headers).status, 400);
  EXPECT_EQ(
      api.Send("POST", path, R"({"marks":[")" + std::string(*item["mark"].string()) + "\"]}", officer.headers).status,
      204);
  EXPECT_EQ(list("").root()["unread"].integer(), 0);
  EXPECT_EQ(list("").root()["total"].integer(), 1);
  EXPECT_EQ(list("?unread=1").root()["total"].integer(), 0);
  EXPECT_EQ(api.Send("POST", path, R"({"all":true})", officer.headers).status, 204);
  EXPECT_EQ(api.Get("/api/v1/notifications", api.KeyHeader(Role::kChecker)).status, 403);
}

void CheckReferences(const base::JsonRef& json, const base::JsonRef& root) {
  if (const auto reference = json["$ref"].string()) {
    base::JsonRef target = root;
    std::string path(reference->substr(2));
    for (std::size_t at = 0; at < path.size();) {
      const std::size_t end = std::min(path.find('/', at), path.size());
      target = target[path.substr(at, end - at)];
      at = end + 1;
    }
    EXPECT_TRUE(target.present()) << *reference;
  }
  for (const auto& [key, value] : json.members()) CheckReferences(value, root);
  for (const base::JsonRef& value : json.elements()) CheckReferences(value, root);
}

TEST_F(RecordRoutes, ARegisterIsDescribedByItsDefinition) {
  const auto answer = api.Get("/api/v1/registers/requests/openapi.json?lang=fr", officer.headers);
  ASSERT_EQ(answer.status, 200);
  const auto document = Json(answer.body);
  const base::JsonRef root = document.root();
  EXPECT_EQ(root["openapi"].string(), "3.1.0");
  CheckReferences(root, root);
  const model::Register& in = *api.bureau().registers->Find("requests");
  EXPECT_EQ(root["paths"].members().size(), in.actions.size()) << "an operation for each action";
  const base::JsonRef values = root["components"]["schemas"]["Values"]["properties"];
  EXPECT_EQ(values.members().size(), in.fields.size());
  EXPECT_THAT(values["direction"]["enum"].strings(), testing::IsSupersetOf({"incoming", "outgoing"}));
  EXPECT_EQ(values["partner"]["title"].string(), in.FindField("partner")->label[std::size_t(model::Language::kFrench)]);
  const base::JsonRef create = root["paths"]["/api/v1/registers/requests/records"]["post"];
  const base::JsonRef sent = create["requestBody"]["content"]["application/json"]["schema"]["properties"]["values"];
  EXPECT_EQ(sent["required"].strings(), in.Creation().required);
  EXPECT_EQ(sent["additionalProperties"].boolean(), false);
  EXPECT_EQ(sent["properties"].members().size(), in.Creation().fields.size());
  EXPECT_THAT(create["responses"]["409"]["description"].string().value_or(""), HasSubstr("record.may_be_there"));
  const base::JsonRef approve = root["paths"]["/api/v1/records/{id}/actions/approve"]["post"];
  EXPECT_THAT(approve["x-four-eyes"].strings(), testing::ElementsAre("draft_reply"));
  EXPECT_THAT(approve["x-may"].strings(), testing::ElementsAre("supervisor", "administrator"));
  std::set<std::string> codes;
  for (const auto& [status, response] : approve["responses"].members()) {
    for (const base::JsonRef& part : response["content"]["application/problem+json"]["schema"]["allOf"].elements()) {
      for (const std::string& code : part["properties"]["code"]["enum"].strings()) {
        codes.insert(std::string(status) + " " + code);
      }
    }
  }
  EXPECT_THAT(codes, testing::IsSupersetOf({"404 record.unknown", "409 action.four_eyes", "409 action.not_now",
                                            "412 store.record_changed", "403 access.denied"}));
  EXPECT_EQ(api.Get("/api/v1/registers/nothing/openapi.json", officer.headers).status, 404);
  EXPECT_EQ(api.Get("/api/v1/registers/requests/openapi.json", api.KeyHeader(Role::kChecker)).status, 403);
}

}  // namespace
}  // namespace maktab::http
