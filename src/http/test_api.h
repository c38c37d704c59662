// A whole bureau in a temporary folder, with its HTTP side, for tests that speak to it as clients do.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "desk/test_bureau.h"
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
  desk::People& people() { return *bureau_.people; }
  base::ManualClock& clock() { return bureau_.clock; }
  desk::TestBureau& bureau() { return bureau_; }
  store::Store& store() { return *bureau_.store; }
  const std::filesystem::path& folder() const { return bureau_.folder; }

 private:
  void Import(lists::Format format, const std::string& dataset, const std::string& text);

  desk::TestBureau bureau_;
  desk::ListsDesk lists_{*bureau_.parts};
  desk::Care care_;
  desk::ImportJobs imports_{*bureau_.importer, bureau_.events, bureau_.clock};
  std::unique_ptr<Service> service_;
};

}  // namespace maktab::http
