#include "http/test_api.h"

#include <fstream>

#include "base/assert.h"
#include "base/json.h"
#include "crypto/random.h"

namespace maktab::http {

namespace {

std::string Cookie(const std::string& set_cookie) {
  return set_cookie.substr(0, set_cookie.find(';'));
}

template <typename T>
std::unique_ptr<T> Taken(base::Result<T> result) {
  MAKTAB_ASSERT(result.ok());
  return std::make_unique<T>(std::move(result).value());
}

}  // namespace

TestApi::TestApi() : folder_(std::filesystem::temp_directory_path() / ("maktab_http_" + crypto::RandomToken(6))) {
  const model::Definitions definitions;
  words_ = Taken(model::Words::Load(definitions));
  purposes_ = Taken(model::Purposes::Load(definitions));
  tables_ = Taken(identifiers::Tables::Load(definitions.Text("plates.toml"), definitions.Text("wmi.toml"),
                                            definitions.Text("mrz_states.toml")));
  store::StoreOptions options;
  options.data_dir = folder_;
  options.bureau = "XX";
  auto store = store::Store::Open(options, clock_);
  MAKTAB_ASSERT(store.ok());
  store_ = std::move(store).value();
  parts_ = std::make_unique<desk::Parts>(
      desk::Parts{*store_, engine_, *words_, *purposes_, *tables_, clock_, folder_, desk::Settings()});
  judgements_ = std::make_unique<desk::Judgements>(*parts_);
  checks_ = std::make_unique<desk::CheckDesk>(*parts_, *judgements_);
  history_ = std::make_unique<desk::History>(*parts_);
  lists_ = std::make_unique<desk::ListsDesk>(*parts_);
  people_ = std::make_unique<desk::People>(*parts_);
  care_ = std::make_unique<desk::Care>(*parts_, options);
  recheck_ = std::make_unique<desk::Recheck>(*parts_, *judgements_, events_);
  follower_ = std::make_unique<desk::ListFollower>(*parts_);
  importer_ = std::make_unique<desk::Importer>(*parts_, *follower_, *recheck_, events_);
  imports_ = std::make_unique<desk::ImportJobs>(*importer_, events_, clock_);
  MAKTAB_ASSERT(judgements_->Load().ok());
  MAKTAB_ASSERT(follower_->Start().ok());
  ServiceOptions service;
  service.server.port = 0;
  service.version = "0.0-test";
  service.upload_folder = folder_ / "uploads";
  service.anonymous = {.per_second = 0, .burst = 1};
  service_ = std::make_unique<Service>(
      Desks{*parts_, *judgements_, *checks_, *history_, *lists_, *people_, *importer_, *imports_, *care_, events_},
      std::move(service));
  MAKTAB_ASSERT(service_->Start().ok());
}

TestApi::~TestApi() {
  service_.reset();
  imports_.reset();
  follower_->Stop();
  store_.reset();
  std::filesystem::remove_all(folder_);
}

void TestApi::Import(lists::Format format, const std::string& dataset, const std::string& text) {
  const std::filesystem::path file = folder_ / "list.tmp";
  std::ofstream(file) << text;
  desk::ImportRequest request;
  request.format = format;
  request.dataset = dataset;
  request.files = {file};
  const auto report = importer_->Run(desk::ShellPrincipal(), request, {});
  MAKTAB_ASSERT(report.ok());
}

void TestApi::ImportFtm(const std::string& dataset, const std::string& lines) {
  Import(lists::Format::kFtm, dataset, lines);
}

void TestApi::ImportInterpol(const std::string& dataset, const std::string& lines) {
  Import(lists::Format::kInterpol, dataset, lines);
}

std::string TestApi::AdministratorHeaders() {
  const std::string token = people_->IssueSetupToken();
  const Answer answer = Send("POST", "/api/v1/setup",
                             "{\"token\":\"" + token + R"(","name":"Admin Madeup","password":"a long made-up one"})");
  MAKTAB_ASSERT(answer.status == 201);
  const auto body = base::JsonDocument::Parse(answer.body);
  return "Cookie: " + Cookie(answer.headers.at("set-cookie")) +
         "\r\nX-Maktab-CSRF: " + std::string(*body->root()["csrf"].string()) + "\r\n";
}

std::string TestApi::KeyHeader(model::Role role) {
  const auto key = people_->AddKey(desk::ShellPrincipal(), "made-up system", role);
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
