#include "http/test_api.h"

#include <fstream>

#include "base/assert.h"
#include "base/json.h"

namespace maktab::http {

namespace {

std::string Cookie(const std::string& set_cookie) {
  return set_cookie.substr(0, set_cookie.find(';'));
}

store::StoreOptions StoreOptionsOf(const desk::TestBureau& bureau) {
  store::StoreOptions options;
  options.data_dir = bureau.folder;
  options.bureau = "XX";
  return options;
}

}  // namespace

TestApi::TestApi() : care_(*bureau_.parts, StoreOptionsOf(bureau_)) {
  MAKTAB_ASSERT(bureau_.judgements->Load().ok());
  MAKTAB_ASSERT(bureau_.follower->Start().ok());
  ServiceOptions service;
  service.server.port = 0;
  service.version = "0.0-test";
  service.upload_folder = bureau_.folder / "uploads";
  service.anonymous = {.per_second = 0, .burst = 1};
  service_ = std::make_unique<Service>(
      Desks{*bureau_.parts, *bureau_.judgements, *bureau_.checks, *bureau_.history, *bureau_.files, *bureau_.records,
            *bureau_.subjects, *bureau_.cross_check, *bureau_.deputies, *bureau_.glass, *bureau_.notifications,
            *bureau_.webhooks, lists_, *bureau_.people, *bureau_.importer, imports_, care_, bureau_.events},
      std::move(service));
  MAKTAB_ASSERT(service_->Start().ok());
}

TestApi::~TestApi() {
  service_.reset();
}

void TestApi::Import(lists::Format format, const std::string& dataset, const std::string& text) {
  const std::filesystem::path file = bureau_.folder / "list.tmp";
  std::ofstream(file) << text;
  desk::ImportRequest request;
  request.format = format;
  request.dataset = dataset;
  request.files = {file};
  const auto report = bureau_.importer->Run(desk::ShellPrincipal(), request, {});
  MAKTAB_ASSERT(report.ok());
}

void TestApi::ImportFtm(const std::string& dataset, const std::string& lines) {
  Import(lists::Format::kFtm, dataset, lines);
}

void TestApi::ImportInterpol(const std::string& dataset, const std::string& lines) {
  Import(lists::Format::kInterpol, dataset, lines);
}

std::string TestApi::AdministratorHeaders() {
  const std::string token = bureau_.people->IssueSetupToken();
  const Answer answer = Send("POST", "/api/v1/setup",
                             "{\"token\":\"" + token + R"(","name":"Admin Madeup","password":"a long made-up one"})");
  MAKTAB_ASSERT(answer.status == 201);
  const auto body = base::JsonDocument::Parse(answer.body);
  return "Cookie: " + Cookie(answer.headers.at("set-cookie")) +
         "\r\nX-Maktab-CSRF: " + std::string(*body->root()["csrf"].string()) + "\r\n";
}

std::string TestApi::KeyHeader(model::Role role) {
  const auto key = bureau_.people->AddKey(desk::ShellPrincipal(), "made-up system", role);
  MAKTAB_ASSERT(key.ok());
  return "Authorization: Bearer " + key->key + "\r\n";
}

TestApi::Answer TestApi::Get(const std::string& target, const std::string& headers) {
  return TestClient(port()).Ask("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
}

TestApi::Answer TestApi::Send(const std::string& method, const std::string& target, const std::string& body,
                              const std::string& headers) {
  return TestClient(port()).Ask(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                                std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body);
}

}  // namespace maktab::http
