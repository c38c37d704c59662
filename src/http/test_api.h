// A whole bureau in a temporary folder, with its HTTP side, for tests that speak to it as clients do.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.h"
#include "desk/follow.h"
#include "desk/recheck.h"
#include "http/service.h"
#include "http/test_client.h"

namespace maktab::http {

class TestApi {
 public:
  TestApi();
  ~TestApi();
  TestApi(const TestApi&) = delete;
  TestApi& operator=(const TestApi&) = delete;

  // Imports lines of FollowTheMoney entities as the list `dataset`, as the shell does.
  void ImportFtm(const std::string& dataset, const std::string& lines);
  void ImportInterpol(const std::string& dataset, const std::string& lines);

  // The first administrator, by the one-time link; headers that act for him in a browser.
  std::string AdministratorHeaders();
  // "Authorization: Bearer mk_…\r\n" of a new key.
  std::string KeyHeader(model::Role role);

  using Answer = TestClient::Answer;
  Answer Get(const std::string& target, const std::string& headers = {});
  Answer Send(const std::string& method, const std::string& target, const std::string& body,
              const std::string& headers = {});

  Service& service() { return *service_; }
  std::uint16_t port() const { return service_->port(); }
  desk::People& people() { return *people_; }
  store::Store& store() { return *store_; }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  void Import(lists::Format format, const std::string& dataset, const std::string& text);

  const std::filesystem::path folder_;
  base::SystemClock clock_;
  desk::Events events_;
  screening::Engine engine_;
  std::unique_ptr<model::Words> words_;
  std::unique_ptr<model::Purposes> purposes_;
  std::unique_ptr<identifiers::Tables> tables_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<desk::Parts> parts_;
  std::unique_ptr<desk::Judgements> judgements_;
  std::unique_ptr<desk::CheckDesk> checks_;
  std::unique_ptr<desk::History> history_;
  std::unique_ptr<desk::ListsDesk> lists_;
  std::unique_ptr<desk::People> people_;
  std::unique_ptr<desk::Care> care_;
  std::unique_ptr<desk::Recheck> recheck_;
  std::unique_ptr<desk::ListFollower> follower_;
  std::unique_ptr<desk::Importer> importer_;
  std::unique_ptr<desk::ImportJobs> imports_;
  std::unique_ptr<Service> service_;
};

}  // namespace maktab::http
