// Sessions of clients that know nothing of Maktab: one of yente, one of INTERPOL's public notices.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.h"
#include "http/test_api.h"
#include "http/yente_shape.h"

namespace maktab::http {
namespace {

using testing::HasSubstr;

constexpr char kPersons[] =
    R"({"id":"p-1","schema":"Person","properties":{"name":["Zorvan Tadrak"],"birthDate":["1975-03-12"],"nationality":["ma"]}})"
    "\n"
    R"({"id":"o1","schema":"Organization","properties":{"name":["Lamp Circle Foundation"],"country":["ma"]}})"
    "\n";

base::JsonDocument Json(const std::string& text) {
  auto document = base::JsonDocument::Parse(text);
  EXPECT_TRUE(document.ok()) << text;
  return std::move(document).value();
}

std::string Text(const base::JsonRef& json) {
  return std::string(json.string().value_or("(absent)"));
}

TEST(Yente, MatchesSeveralQueriesInOneCall) {
  TestApi api;
  api.ImportFtm("made-up", kPersons);
  const std::string key = api.KeyHeader(model::Role::kOfficer);
  const auto answer =
      api.Send("POST", "/match/default?limit=5&threshold=0.7&algorithm=logic-v2",
               R"({"queries":{"a":{"schema":"Person","properties":{"name":"Zorvan Tadrak","birthDate":["1975"]}},)"
               R"("b":{"schema":"Company","properties":{"name":["Nobody Likethis Ltd"]}}}})",
               "Content-Type: application/json\r\n" + key);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.headers.at("x-batch-size"), "2");
  const base::JsonDocument body = Json(answer.body);
  const base::JsonRef found = body.root()["responses"]["a"];
  EXPECT_EQ(found["status"].integer(), 200);
  EXPECT_EQ(found["total"]["value"].integer(), 1);
  EXPECT_EQ(Text(found["total"]["relation"]), "eq");
  EXPECT_EQ(Text(found["query"]["schema"]), "Person");
  const base::JsonRef result = found["results"].elements().at(0);
  EXPECT_EQ(Text(result["id"]), "made-up-p-1");
  EXPECT_EQ(Text(result["caption"]), "Zorvan Tadrak");
  EXPECT_EQ(result["properties"]["nationality"].strings(), std::vector<std::string>{"ma"});
  EXPECT_EQ(result["datasets"].strings(), std::vector<std::string>{"made-up"});
  EXPECT_EQ(result["match"].boolean(), true);
  EXPECT_GT(result["score"].number().value_or(0), 0.7);
  EXPECT_FALSE(result["features"].members().empty());
  EXPECT_TRUE(result["target"].boolean().value_or(false));
  for (const char* time : {"first_seen", "last_seen", "last_change"}) EXPECT_TRUE(result[time].is_string()) << time;
  EXPECT_TRUE(body.root()["responses"]["b"]["results"].elements().empty());
  EXPECT_EQ(body.root()["limit"].integer(), 5);
  EXPECT_TRUE(body.root()["matcher"].is_object());
}

TEST(Yente, RefusesTooManyQueriesAtOnce) {
  TestApi api;
  const std::string key = api.KeyHeader(model::Role::kOfficer);
  std::string queries;
  for (int i = 0; i < 10'000; ++i) {
    queries +=
        (i == 0 ? "" : ",") + ("\"q" + std::to_string(i)) + R"(":{"schema":"Person","properties":{"name":["A"]}})";
  }
  const auto many = api.Send("POST", "/match/default", "{\"queries\":{" + queries + "}}", key);
  EXPECT_EQ(many.status, 400);
  EXPECT_THAT(many.body, HasSubstr("http.too_many_queries"));
  EXPECT_EQ(api.Send("POST", "/match/default", R"({"queries":{}})", key).status, 400);
  EXPECT_EQ(api.Send("POST", "/match/default", R"({"other":1})", key).status, 400);
  const std::string ghost = R"({"queries":{"a":{"schema":"Ghost","properties":{"name":["A"]}}}})";
  EXPECT_EQ(api.Send("POST", "/match/default", ghost, key).status, 400);
  const std::string good = R"({"queries":{"a":{"schema":"Person","properties":{"name":["A"]}}}})";
  EXPECT_EQ(api.Send("POST", "/match/none", good, key).status, 404);
  EXPECT_EQ(api.Send("POST", "/match/default", good).status, 401);
}

TEST(Yente, SearchesAndOpensWhatItFound) {
  TestApi api;
  api.ImportFtm("made-up", kPersons);
  const std::string key = api.KeyHeader(model::Role::kOfficer);
  const base::JsonDocument found = Json(api.Get("/search/default?q=Lamp+Circle+Foundation&limit=5", key).body);
  EXPECT_EQ(found.root()["limit"].integer(), 5);
  EXPECT_EQ(found.root()["offset"].integer(), 0);
  EXPECT_EQ(found.root()["total"]["value"].integer(), 1);
  const base::JsonRef first = found.root()["results"].elements().at(0);
  EXPECT_EQ(Text(first["id"]), "made-up-o1");
  EXPECT_EQ(Text(found.root()["facets"]["datasets"]["values"].elements().at(0)["name"]), "made-up");
  const base::JsonDocument entity = Json(api.Get("/entities/made-up-o1", key).body);
  EXPECT_EQ(Text(entity.root()["caption"]), "Lamp Circle Foundation");
  EXPECT_EQ(api.Get("/entities/made-up-none", key).status, 404);
  EXPECT_EQ(api.Get("/entities/none", key).status, 404);
  EXPECT_TRUE(Json(api.Get("/search/default?q=Lamp+Circle+Foundation&countries=fr", key).body)
                  .root()["results"]
                  .elements()
                  .empty());
  EXPECT_EQ(api.Get("/search/default?q=a&limit=9999", key).status, 400);
}

TEST(Yente, TellsItsDatasets) {
  TestApi api;
  api.ImportFtm("made-up", kPersons);
  const std::string key = api.KeyHeader(model::Role::kChecker);
  const base::JsonDocument catalog = Json(api.Get("/catalog", key).body);
  EXPECT_EQ(catalog.root()["current"].strings(), (std::vector<std::string>{"default", "made-up"}));
  const base::JsonRef list = catalog.root()["datasets"].elements().at(1);
  EXPECT_EQ(Text(list["name"]), "made-up");
  EXPECT_TRUE(list["version"].is_string());
  EXPECT_EQ(catalog.root()["index_stale"].boolean(), false);
  const base::JsonDocument algorithms = Json(api.Get("/algorithms", key).body);
  EXPECT_EQ(Text(algorithms.root()["default"]), "maktab");
  EXPECT_EQ(api.Get("/catalog").status, 401);
}

TEST(YenteId, IsReadWithTheListsThatThereAre) {
  screening::ListInfo un;
  un.dataset = "un";
  screening::ListInfo un_sc;
  un_sc.dataset = "un-sc";
  EXPECT_EQ(YenteId("un-sc", "1"), "un-sc-1");
  const std::vector<std::pair<std::string, std::string>> wanted = {{"un-sc", "1"}, {"un", "sc-1"}};
  EXPECT_EQ(ReadYenteId("un-sc-1", {un, un_sc}), wanted);
  EXPECT_TRUE(ReadYenteId("eu-1", {un, un_sc}).empty());
}

constexpr char kNotices[] =
    R"({"arrest_warrants":[{"issuing_country_id":"MA","charge":"Made-up charge","charge_translation":null},)"
    R"({"issuing_country_id":"ES","charge":"Cargo inventado","charge_translation":null}],"weight":70,"forename":"ZORVAN MEL",)"
    R"("date_of_birth":"1965/03/12","entity_id":"2031/900001","nationalities":["MA"],"sex_id":"M","name":"TADRAK",)"
    R"("_links":{"self":{"href":"https://example.org/notices/v1/red/2031-900001"}}})"
    "\n"
    R"({"forename":"OLA","name":"LAMPER","date_of_birth":"1975","entity_id":"2031/900002","nationalities":["FR","914"],)"
    R"("sex_id":"F","arrest_warrants":[{"issuing_country_id":"ES","charge":"Estafa inventada","charge_translation":null}],)"
    R"("_links":{"self":{"href":"https://example.org/notices/v1/red/2031-900002"}}})"
    "\n"
    R"({"birth_name":"OLDLAMP","entity_id":"2031/800001","nationalities":["DE"],"name":"NEWLAMP","forename":"MIRA",)"
    R"("father_name":"OLDLAMP","date_of_birth":"2009/11/05","sex_id":"F",)"
    R"("_links":{"self":{"href":"https://example.org/notices/v1/yellow/2031-800001"}}})"
    "\n"
    R"({"entity_id":"2031/700001","name":"LAMP FOUNDATION","un_reference":"EXe.007","un_resolution":1267,)"
    R"("_links":{"self":{"href":"https://example.org/notices/v1/un/entities/2031-700001"}}})"
    "\n";

class NoticesTest : public testing::Test {
 protected:
  NoticesTest() { api_.ImportInterpol("interpol", kNotices); }
  base::JsonDocument Ask(const std::string& target) {
    const auto answer = api_.Get(target, key_);
    EXPECT_EQ(answer.status, 200) << target << " " << answer.body;
    return Json(answer.body);
  }
  std::int64_t Total(const std::string& query) {
    return Ask("/notices/v1/" + query).root()["total"].integer().value_or(-1);
  }
  TestApi api_;
  const std::string key_ = api_.KeyHeader(model::Role::kOfficer);
};

TEST_F(NoticesTest, ListsPages) {
  const base::JsonDocument page = Ask("/notices/v1/red?resultPerPage=1&page=1");
  EXPECT_EQ(page.root()["total"].integer(), 2);
  EXPECT_EQ(page.root()["query"]["page"].integer(), 1);
  EXPECT_EQ(page.root()["query"]["resultPerPage"].integer(), 1);
  const auto notices = page.root()["_embedded"]["notices"].elements();
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(Text(notices[0]["entity_id"]), "2031/900001");
  EXPECT_EQ(Text(notices[0]["forename"]), "ZORVAN MEL");
  EXPECT_EQ(Text(notices[0]["date_of_birth"]), "1965/03/12");
  EXPECT_EQ(Text(notices[0]["_links"]["self"]["href"]), "http://localhost/notices/v1/red/2031-900001");
  const std::string next = Text(page.root()["_links"]["next"]["href"]);
  const base::JsonDocument second = Ask(next.substr(std::string("http://localhost").size()));
  EXPECT_EQ(Text(second.root()["_embedded"]["notices"].elements().at(0)["entity_id"]), "2031/900002");
  EXPECT_FALSE(second.root()["_links"]["next"].present());
  EXPECT_THAT(Text(second.root()["_links"]["last"]["href"]), HasSubstr("page=2"));
}

TEST_F(NoticesTest, FindsByEveryParameter) {
  EXPECT_EQ(Total("red?name=tad"), 1);
  EXPECT_EQ(Total("red?name=%5EAD"), 0);
  EXPECT_EQ(Total("red?name=%5ETAD"), 1);
  EXPECT_EQ(Total("red?forename=ola"), 1);
  EXPECT_EQ(Total("red?nationality=MA"), 1);
  EXPECT_EQ(Total("red?nationality=914"), 1);
  EXPECT_EQ(Total("red?sexId=F"), 1);
  EXPECT_EQ(Total("red?arrestWarrantCountryId=ES"), 2);
  EXPECT_EQ(Total("red?arrestWarrantCountryId=MA"), 1);
  EXPECT_EQ(Total("red?freeText=inventada"), 1);
  EXPECT_EQ(Total("red?ageMin=55"), 1);
  EXPECT_EQ(Total("red?ageMin=0&ageMax=55"), 1);
  EXPECT_EQ(Total("yellow"), 1);
  EXPECT_EQ(Total("un?unReference=EXe.007"), 1);
  EXPECT_EQ(Total("un?unResolution=1267"), 1);
  EXPECT_EQ(Total("un?unResolution=1988"), 0);
}

TEST_F(NoticesTest, GivesDetailsAsTheyCame) {
  const base::JsonDocument red = Ask("/notices/v1/red/2031-900001");
  EXPECT_EQ(red.root()["arrest_warrants"].elements().size(), 2U);
  EXPECT_EQ(red.root()["weight"].integer(), 70);
  EXPECT_EQ(Text(red.root()["_links"]["images"]["href"]), "http://localhost/notices/v1/red/2031-900001/images");
  const base::JsonDocument images = Ask("/notices/v1/red/2031-900001/images");
  EXPECT_TRUE(images.root()["_embedded"]["images"].is_array());
  EXPECT_EQ(Text(images.root()["_links"]["notice"]["href"]), "http://localhost/notices/v1/red/2031-900001");
  EXPECT_EQ(Text(Ask("/notices/v1/yellow/2031-800001").root()["father_name"]), "OLDLAMP");
  EXPECT_EQ(Text(Ask("/notices/v1/un/entities/2031-700001").root()["un_reference"]), "EXe.007");
  EXPECT_EQ(api_.Get("/notices/v1/red/2031-800001", key_).status, 404);  // it is yellow
  EXPECT_EQ(api_.Get("/notices/v1/red").status, 401);
}

TEST_F(NoticesTest, FollowTheListAndAreLogged) {
  api_.ImportInterpol("interpol", std::string(kNotices).substr(0, std::string(kNotices).find('\n') + 1));
  EXPECT_EQ(Total("red"), 1);
  EXPECT_EQ(Total("yellow"), 0);
  EXPECT_EQ(api_.Get("/notices/v1/red/2031-900002", key_).status, 404);
  store::EntryFilter filter;
  filter.kinds = {"notice.listed"};
  const auto looks = api_.store().Entries(filter, store::Viewer::Program());
  ASSERT_TRUE(looks.ok());
  EXPECT_EQ(looks->size(), 2U);
}

}  // namespace
}  // namespace maktab::http
