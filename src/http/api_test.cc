#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "base/json.h"
#include "desk/question.h"
#include "http/bulk_stream.h"
#include "http/openapi.h"
#include "http/spool.h"
#include "http/test_api.h"

namespace maktab::http {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kPersons[] =
    R"({"id":"p1","schema":"Person","properties":{"name":["Zorvan Tadrak"],"birthDate":["1975-03-12"],"nationality":["ma"]}})"
    "\n"
    R"({"id":"p2","schema":"Person","properties":{"name":["Mira Newlamp"],"birthDate":["1980"]}})"
    "\n";

base::JsonDocument Json(const std::string& text) {
  auto document = base::JsonDocument::Parse(text);
  EXPECT_TRUE(document.ok()) << text;
  return std::move(document).value();
}

std::string Text(const base::JsonRef& json) {
  return std::string(json.string().value_or("(absent)"));
}

std::string LowerName(Method method) {
  std::string name(MethodName(method));
  for (char& letter : name) letter = static_cast<char>(std::tolower(letter));
  return name;
}

TEST(OpenApi, DescribesEveryRouteAndNothingElse) {
  TestApi api;
  const base::JsonDocument document = Json(std::string(OpenApiDocument()));
  EXPECT_EQ(Text(document.root()["openapi"]), "3.1.0");
  std::set<std::string> described;
  for (const auto& [path, methods] : document.root()["paths"].members()) {
    for (const auto& [method, operation] : methods.members())
      described.insert(std::string(method) + " " + std::string(path));
  }
  std::set<std::string> served;
  for (const auto& route : api.service().router().routes()) {
    const base::JsonRef operation = document.root()["paths"][route->pattern][LowerName(route->method)];
    served.insert(LowerName(route->method) + " " + route->pattern);
    ASSERT_TRUE(operation.present()) << route->pattern;
    EXPECT_EQ(operation["requestBody"].present(), route->body != BodyKind::kNone) << route->pattern;
    const bool open = operation["security"].is_array() && operation["security"].elements().empty();
    EXPECT_FALSE(open && route->access == Access::kSignedIn) << route->pattern;
  }
  EXPECT_EQ(described, served);
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

TEST(OpenApi, ItsReferencesAndExamplesHold) {
  const base::JsonDocument document = Json(std::string(OpenApiDocument()));
  CheckReferences(document.root(), document.root());
  const auto example = [&](std::string_view path, std::string_view type) {
    return document.root()["paths"][path]["post"]["requestBody"]["content"][type]["example"];
  };
  EXPECT_TRUE(desk::ReadCheckRequest(example("/api/v1/checks", "application/json")).ok());
  EXPECT_TRUE(desk::ReadCheckRequest(example("/api/v1/checks/bulk", "application/x-ndjson")).ok());
  const base::JsonRef queries = example("/match/{dataset}", "application/json")["queries"];
  EXPECT_EQ(queries.members().size(), 1U);
  for (const auto& [name, query] : queries.members()) EXPECT_TRUE(desk::ReadCheckRequest(query).ok());
}

TEST(Api, SetsUpTheFirstAdministratorOnce) {
  TestApi api;
  EXPECT_TRUE(*Json(api.Get("/api/v1/session").body).root()["setup_needed"].boolean());
  EXPECT_EQ(api.Send("POST", "/api/v1/setup", R"({"token":"guess","name":"A","password":"0123456789"})").status, 410);
  const std::string admin = api.AdministratorHeaders();
  const base::JsonDocument session = Json(api.Get("/api/v1/session", admin).body);
  EXPECT_TRUE(*session.root()["signed_in"].boolean());
  EXPECT_FALSE(*session.root()["setup_needed"].boolean());
  EXPECT_EQ(Text(session.root()["user"]["name"]), "Admin Madeup");
  EXPECT_EQ(Text(session.root()["user"]["role"]), "administrator");
  EXPECT_EQ(session.root()["languages"].strings(), (std::vector<std::string>{"ar", "en", "fr", "es"}));
}

TEST(Api, SignsInAndOut) {
  TestApi api;
  const std::string admin = api.AdministratorHeaders();
  EXPECT_EQ(
      api.Send("POST", "/api/v1/users", R"({"name":"Post Madeup","role":"checker","password":"0123456789"})", admin)
          .status,
      201);
  const auto wrong = api.Send("POST", "/api/v1/session", R"({"name":"Post Madeup","password":"wrong"})");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_THAT(wrong.body, HasSubstr("session.wrong"));
  const auto signed_in = api.Send("POST", "/api/v1/session", R"({"name":"Post Madeup","password":"0123456789"})");
  ASSERT_EQ(signed_in.status, 200);
  const std::string set = signed_in.headers.at("set-cookie");
  EXPECT_THAT(set, HasSubstr("HttpOnly; SameSite=Strict"));
  const std::string cookie = "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
  EXPECT_EQ(api.Get("/api/v1/purposes", cookie).status, 200);
  EXPECT_EQ(api.Get("/api/v1/users", cookie).status, 403);
  EXPECT_EQ(api.Send("DELETE", "/api/v1/session", "", cookie).status, 403);  // no CSRF token
  const std::string csrf = Text(Json(signed_in.body).root()["csrf"]);
  EXPECT_EQ(api.Send("DELETE", "/api/v1/session", "", cookie + "X-Maktab-CSRF: " + csrf + "\r\n").status, 204);
  EXPECT_EQ(api.Get("/api/v1/purposes", cookie).status, 401);
}

TEST(Api, AnEndedKeyIsRefusedAtOnce) {
  TestApi api;
  const std::string admin = api.AdministratorHeaders();
  const auto made = api.Send("POST", "/api/v1/keys", R"({"name":"border","role":"checker"})", admin);
  ASSERT_EQ(made.status, 201);
  const std::string id = Text(Json(made.body).root()["id"]);
  const std::string key = "Authorization: ApiKey " + Text(Json(made.body).root()["key"]) + "\r\n";
  EXPECT_EQ(api.Get("/api/v1/purposes", key).status, 200);
  EXPECT_EQ(api.Send("DELETE", "/api/v1/keys/" + id, "", admin).status, 204);
  EXPECT_EQ(api.Get("/api/v1/purposes", key).status, 401);
}

TEST(Api, AnswersACheckAndKeepsIt) {
  TestApi api;
  api.ImportFtm("made-up", kPersons);
  const std::string key = api.KeyHeader(model::Role::kOfficer);
  const auto answer =
      api.Send("POST", "/api/v1/checks", R"({"text":"Zorvan Tadrak","purpose":"border_check","reference":"lane 4"})",
               key + "Accept-Language: fr\r\n");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const base::JsonDocument body = Json(answer.body);
  const auto results = body.root()["results"].elements();
  ASSERT_FALSE(results.empty());
  EXPECT_EQ(Text(results[0]["id"]), "p1");
  EXPECT_EQ(Text(results[0]["dataset"]), "made-up");
  EXPECT_FALSE(results[0]["reasons"].elements().empty());
  const std::string id = Text(body.root()["id"]);
  const base::JsonDocument kept = Json(api.Get("/api/v1/checks/" + id, key).body);
  EXPECT_EQ(Text(kept.root()["results"].elements().at(0)["id"]), "p1");
  const base::JsonDocument history = Json(api.Get("/api/v1/checks", key).body);
  EXPECT_EQ(Text(history.root()["items"].elements().at(0)["id"]), id);
  EXPECT_EQ(Text(history.root()["items"].elements().at(0)["reference"]), "lane 4");
  EXPECT_THAT(api.Get("/metrics", api.KeyHeader(model::Role::kAuditor)).body, HasSubstr("maktab_checks_total 1"));
}

TEST(Api, SaysWhatIsWrongWithACheck) {
  TestApi api;
  const std::string key = api.KeyHeader(model::Role::kChecker);
  const auto code = [&](const std::string& body) {
    return Text(Json(api.Send("POST", "/api/v1/checks", body, key).body).root()["code"]);
  };
  EXPECT_EQ(code("not json"), "json.invalid");
  EXPECT_EQ(code("[]"), "http.bad_parameter");
  EXPECT_EQ(code("{}"), "check.nothing_asked");
  EXPECT_EQ(code(R"({"text":" "})"), "check.nothing_asked");
  EXPECT_EQ(code(R"({"text":"a","purpose":"none"})"), "purpose.unknown");
  EXPECT_EQ(code(R"({"text":"a","datasets":["none"]})"), "list.unknown");
  EXPECT_EQ(code(R"({"schema":"Ghost","properties":{"name":["a"]}})"), "entity.unknown_schema");
  EXPECT_EQ(code("{\"text\":\"" + std::string(20'000, 'x') + "\"}"), "check.too_long");
  EXPECT_EQ(code("{\"text\":\"" + std::string(2'000'000, 'x') + "\"}"), "http.body_too_large");
}

TEST(Api, JudgesAHitAndTakesItBack) {
  TestApi api;
  api.ImportFtm("made-up", kPersons);
  const std::string key = api.KeyHeader(model::Role::kOfficer);
  const std::string question = R"({"text":"Zorvan Tadrak"})";
  const auto quiet = [&] {
    const base::JsonDocument body = Json(api.Send("POST", "/api/v1/checks", question, key).body);
    return body.root()["results"].elements().at(0)["quiet"].boolean().value_or(false);
  };
  const std::string id = Text(Json(api.Send("POST", "/api/v1/checks", question, key).body).root()["id"]);
  const std::string judged = R"({"dataset":"made-up","entity_id":"p1","verdict":"not_same","reason":"another"})";
  const auto judgement = api.Send("POST", "/api/v1/checks/" + id + "/judgements", judged, key);
  ASSERT_EQ(judgement.status, 201) << judgement.body;
  EXPECT_TRUE(quiet());
  const std::string path = "/api/v1/judgements/" + Text(Json(judgement.body).root()["id"]);
  EXPECT_EQ(api.Send("DELETE", path, R"({"reason":"wrong card"})", key).status, 204);
  EXPECT_FALSE(quiet());
}

std::string Form(const std::string& file) {
  return "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.json\"\r\n\r\n" + file +
         "\r\n--B--\r\n";
}
constexpr char kFormType[] = "Content-Type: multipart/form-data; boundary=B\r\n";

// Follows the events of an import to its end; gives the last event.
std::string Follow(TestApi& api, const std::string& id, const std::string& headers) {
  TestClient client(api.port());
  client.Send("GET /api/v1/imports/" + id + "/events HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
  const auto answer = client.Read();
  EXPECT_TRUE(answer.has_value() && answer->whole);
  EXPECT_EQ(answer->headers.at("content-type"), "text/event-stream");
  return answer->body.substr(answer->body.rfind("event: "));
}

TEST(Api, ImportsAListAndShowsWhatChanged) {
  TestApi api;
  const std::string key = api.KeyHeader(model::Role::kSupervisor);
  const std::string target = "/api/v1/imports?format=ftm&dataset=made-up&title=Made-up%20list";
  const auto import = [&](const std::string& file) {
    const auto accepted = api.Send("POST", target, Form(file), key + kFormType);
    EXPECT_EQ(accepted.status, 202) << accepted.body;
    return Follow(api, Text(Json(accepted.body).root()["id"]), key);
  };
  const std::string first = import(kPersons);
  EXPECT_THAT(first, HasSubstr("event: done"));
  EXPECT_THAT(first, HasSubstr("\"added\":2"));
  const std::string second =
      import(R"({"id":"p1","schema":"Person","properties":{"name":["Zorvan Tadrak"],"nationality":["fr"]}})");
  EXPECT_THAT(second, HasSubstr("\"changed\":1,\"ended\":1"));
  const base::JsonDocument list = Json(api.Get("/api/v1/lists/made-up", key).body);
  EXPECT_EQ(Text(list.root()["title"]), "Made-up list");
  EXPECT_EQ(list.root()["count"].integer(), 1);
  EXPECT_EQ(list.root()["imports"].elements().size(), 2U);
  const base::JsonDocument changes = Json(api.Get("/api/v1/lists/made-up/imports/2/changes", key).body);
  EXPECT_EQ(changes.root()["items"].elements().size(), 2U);
  const base::JsonDocument entity = Json(api.Get("/api/v1/entities/made-up/p1", key).body);
  EXPECT_EQ(entity.root()["properties"]["nationality"].strings(), std::vector<std::string>{"fr"});
  const base::JsonDocument lists = Json(api.Get("/api/v1/lists", key).body);
  EXPECT_EQ(lists.root()["lists"].elements().at(0)["last"]["ended"].integer(), 1);
  EXPECT_TRUE(std::filesystem::is_empty(api.folder() / "uploads"));
  EXPECT_EQ(api.Send("DELETE", "/api/v1/lists/made-up", R"({"reason":"replaced"})", key).status, 204);
  const auto gone = api.Send("POST", "/api/v1/checks", R"({"text":"Zorvan Tadrak"})", key);
  EXPECT_TRUE(Json(gone.body).root()["results"].elements().empty());
}

TEST(Api, LeavesNothingOfAnUploadThatWasCut) {
  TestApi api;
  const std::string key = api.KeyHeader(model::Role::kSupervisor);
  const std::string target = "/api/v1/imports?format=ftm&dataset=made-up";
  const std::string half = Form(kPersons).substr(0, 150);
  const auto cut = api.Send("POST", target, half, key + kFormType);
  EXPECT_EQ(cut.status, 400);
  EXPECT_THAT(cut.body, HasSubstr("http.upload_cut"));
  TestClient client(api.port());
  client.Send("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n" + key + kFormType + "\r\n" +
              half);
  client.FinishSending();
  EXPECT_THAT(client.Read()->body, HasSubstr("http.cut"));
  EXPECT_TRUE(std::filesystem::is_empty(api.folder() / "uploads"));
  EXPECT_EQ(Json(api.Get("/api/v1/imports", key).body).root()["items"].elements().size(), 0U);
  EXPECT_EQ(api.Send("POST", target, "x", key).status, 415);
  EXPECT_EQ(api.Send("POST", "/api/v1/imports?format=doc&dataset=a", Form(""), key + kFormType).status, 400);
}

std::string BulkRequest(const std::string& key, const std::string& lines) {
  return "POST /api/v1/checks/bulk?limit=3 HTTP/1.1\r\nHost: localhost\r\n" + key +
         "Content-Length: " + std::to_string(lines.size()) + "\r\n\r\n" + lines;
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

TEST(Api, AnswersManyQuestionsInTheirOrder) {
  TestApi api;
  api.ImportFtm("made-up", kPersons);
  const std::string key = api.KeyHeader(model::Role::kChecker);
  std::string lines;
  for (int i = 0; i < 3000; ++i) {
    const char* name = i % 2 == 0 ? "Zorvan Tadrak" : "Nobody Likethis";
    lines += "{\"id\":\"q" + std::to_string(i) + R"(","schema":"Person","properties":{"name":[")" + name + "\"]}}\n";
    if (i == 10) lines += "not json\n\n" + std::string(2'000'000, 'x') + "\r\n";
  }
  lines.pop_back();  // the last line needs no end
  TestClient client(api.port());
  // All is sent before anything is read, as browsers do.
  client.Send(BulkRequest(key, lines));
  const auto answer = client.Read();
  ASSERT_TRUE(answer && answer->whole);
  const std::vector<std::string> answers = LinesOf(answer->body);
  ASSERT_EQ(answers.size(), 3002U);
  EXPECT_THAT(answers[11], HasSubstr("json.invalid"));
  EXPECT_THAT(answers[12], HasSubstr("bulk.line_too_long"));
  for (int i = 0; i < 3000; ++i) {
    const std::string& line = answers[std::size_t(i > 10 ? i + 2 : i)];
    ASSERT_THAT(line, HasSubstr("\"id\":\"q" + std::to_string(i) + "\""));
    EXPECT_EQ(line.find("\"id\":\"p1\"") != std::string::npos, i % 2 == 0) << line;
  }
  const base::JsonDocument history = Json(api.Get("/api/v1/checks", key).body);
  EXPECT_EQ(history.root()["items"].elements().at(0)["lines"].integer(), 3002);
}

TEST(Api, AnswersABulkLineBeforeTheNextIsSent) {
  TestApi api;
  const std::string key = api.KeyHeader(model::Role::kChecker);
  TestClient client(api.port());
  client.Send("POST /api/v1/checks/bulk HTTP/1.1\r\nHost: localhost\r\n" + key + "Transfer-Encoding: chunked\r\n\r\n");
  const auto ask = [&](const std::string& id) {
    const std::string line = "{\"id\":\"" + id + R"(","text":"Zorvan Tadrak"})" + "\n";
    std::array<char, 16> size{};
    std::snprintf(size.data(), size.size(), "%zx", line.size());
    client.Send(std::string(size.data()) + "\r\n" + line + "\r\n");
    return client.ReadUntil("list_versions");
  };
  EXPECT_THAT(ask("first"), HasSubstr("\"id\":\"first\""));
  EXPECT_THAT(ask("second"), HasSubstr("\"id\":\"second\""));
  client.Send("0\r\n\r\n");
  EXPECT_THAT(client.ReadUntil("0\r\n\r\n"), HasSubstr("0\r\n\r\n"));
}

TEST(Api, ABulkRunThatBreaksOffIsOnRecord) {
  TestApi api;
  const std::string key = api.KeyHeader(model::Role::kChecker);
  TestClient client(api.port());
  client.Send("POST /api/v1/checks/bulk HTTP/1.1\r\nHost: localhost\r\n" + key + "Content-Length: 1000\r\n\r\n" +
              "{\"text\":\"Zorvan Tadrak\"}\n{\"te");
  client.FinishSending();
  const auto answer = client.Read();
  EXPECT_FALSE(answer->whole);
  const auto entries = api.store().Entries(
      {.kinds = {"check.bulk"}, .actor_id = {}, .subject = {}, .before_seq = {}, .since = {}, .limit = 10},
      store::Viewer::Program());
  ASSERT_TRUE(entries.ok());
  ASSERT_EQ(entries->size(), 1U);
  EXPECT_THAT(entries->front().body, HasSubstr("\"complete\":false"));
}

TEST(Api, TellsOfNewHitsOnlyToWhomMaySeeThem) {
  TestApi api;
  const std::string asker = api.KeyHeader(model::Role::kOfficer);
  const std::string other = api.KeyHeader(model::Role::kOfficer);
  EXPECT_EQ(api.Send("POST", "/api/v1/checks", R"({"text":"Zorvan Tadrak"})", asker).status, 200);
  const auto listen = [&](TestClient& client, const std::string& key) {
    client.Send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n" + key + "\r\n");
    client.ReadUntil(": open");
  };
  TestClient to_asker(api.port());
  TestClient to_other(api.port());
  listen(to_asker, asker);
  listen(to_other, other);
  api.ImportFtm("made-up", kPersons);
  EXPECT_THAT(to_asker.ReadUntil("event: newhit"), HasSubstr("event: list"));
  to_other.ReadUntil("event: list");
  const base::JsonDocument own = Json(api.Get("/api/v1/new-hits", asker).body);
  EXPECT_EQ(Text(own.root()["items"].elements().at(0)["entity_id"]), "p1");
  EXPECT_TRUE(Json(api.Get("/api/v1/new-hits", other).body).root()["items"].elements().empty());
  // Stopping ends the streams; what the other was told until then holds no hit of somebody else's.
  api.service().Stop();
  EXPECT_THAT(to_other.ReadUntil("never sent"), Not(HasSubstr("newhit")));
}

TEST(Api, ShowsTheLedgerToAuditorsOnly) {
  TestApi api;
  const std::string auditor = api.KeyHeader(model::Role::kAuditor);
  EXPECT_EQ(api.Get("/api/v1/ledger", api.KeyHeader(model::Role::kSupervisor)).status, 403);
  EXPECT_EQ(api.Get("/metrics").status, 401);
  EXPECT_EQ(api.Get("/metrics", api.KeyHeader(model::Role::kChecker)).status, 403);
  const base::JsonDocument page = Json(api.Get("/api/v1/ledger?limit=1", auditor).body);
  EXPECT_EQ(Text(page.root()["items"].elements().at(0)["kind"]), "key.created");
  EXPECT_TRUE(page.root()["next"].integer().has_value());
  const base::JsonDocument verdict = Json(api.Get("/api/v1/ledger/verify", auditor).body);
  EXPECT_TRUE(*verdict.root()["ok"].boolean());
  EXPECT_TRUE(verdict.root()["first_wrong"].is_null());
  EXPECT_THAT(api.Get("/api/v1/ledger/checkpoint", auditor).body, HasSubstr("maktab/XX\n"));
  EXPECT_EQ(api.Get("/healthz").body, R"({"status":"ok"})");
  EXPECT_EQ(api.Get("/readyz").status, 200);
}

TEST(Spool, GivesBackWhatItWasGivenThroughMemoryAndFile) {
  Spool spool(std::filesystem::temp_directory_path(), 1000, 3000);
  std::string given;
  std::string taken;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 100; ++i) {
      const std::string piece = std::to_string(round * 1000 + i) + std::string(std::size_t(i), 'x');
      given += piece;
      ASSERT_TRUE(spool.Push(piece).ok());
      if (i % 7 == 0 && round < 2) taken += *spool.Pop();
    }
    if (round == 0) {
      while (!spool.empty()) taken += *spool.Pop();
    }
  }
  EXPECT_TRUE(spool.full());
  while (!spool.empty()) taken += *spool.Pop();
  EXPECT_EQ(taken, given);
  EXPECT_FALSE(Spool("/nowhere", 1, 1).Push("more than a byte").ok());
}

TEST(LineBlocks, AreWholeLinesHoweverTheBytesCome) {
  const std::string text = "one\ntwo\r\n\n" + std::string(desk::kMaxBulkLineBytes + 500, 'x') + "\nlast";
  for (const std::size_t step : {std::size_t(1), std::size_t(5), std::size_t(4096), text.size()}) {
    LineBlocks blocks;
    std::string joined;
    for (std::size_t at = 0; at < text.size(); at += step) {
      const std::string block = blocks.Feed(std::string_view(text).substr(at, step));
      EXPECT_TRUE(block.empty() || block.ends_with('\n'));
      joined += block;
    }
    joined += blocks.End();
    const std::vector<std::string> lines = LinesOf(joined);
    ASSERT_EQ(lines.size(), 5U);
    EXPECT_EQ(lines[1], "two\r");
    EXPECT_GT(lines[3].size(), desk::kMaxBulkLineBytes);
    EXPECT_EQ(lines[4], "last");
  }
}

}  // namespace
}  // namespace maktab::http
