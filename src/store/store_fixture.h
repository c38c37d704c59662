// What the store's tests share: a database of each kind, a data folder, drafts. For tests only.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "crypto/encoding.h"
#include "crypto/random.h"
#include "store/sql.h"
#include "store/store.h"

namespace maktab::store {

inline constexpr const char* kPostgresVariable = "MAKTAB_TEST_POSTGRES";

// PostgreSQL only where the variable names one; Postgres.IsThereWhenRequired fails where it must be there and is not.
inline std::vector<std::string> Backends() {
  std::vector<std::string> backends = {"sqlite"};
  if (std::getenv(kPostgresVariable) != nullptr) backends.emplace_back("postgresql");
  return backends;
}

// Those of them that are reached through a connection.
inline std::vector<std::string> Servers() {
  const std::vector<std::string> backends = Backends();
  return {backends.begin() + 1, backends.end()};
}

#define MAKTAB_ON_ALL_BACKENDS(suite) \
  INSTANTIATE_TEST_SUITE_P(, suite, ::testing::ValuesIn(Backends()), [](const auto& backend) { return backend.param; })

// A database of its own with a data folder of its own; both go with it.
class Ground {
 public:
  explicit Ground(const std::string& backend) : name_("maktab_test_" + crypto::ToHex(crypto::RandomBytes(6))) {
    folder_ = std::filesystem::temp_directory_path() / name_;
    std::filesystem::create_directories(folder_);
    if (backend == "sqlite") return;
    Server().Run("create database " + name_);
    url_ = UrlOf(name_);
  }
  ~Ground() {
    if (!url_.empty()) Server().Run("drop database " + name_ + " with (force)");
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Ground(const Ground&) = delete;
  Ground& operator=(const Ground&) = delete;

  const std::filesystem::path& folder() const { return folder_; }
  bool postgres() const { return !url_.empty(); }
  StoreOptions Options(const std::string& data = "data") const { return {url_, folder_ / data, "test", false}; }
  std::unique_ptr<Connection> Connect() const {
    return std::make_unique<Connection>(Location::Of(url_, folder_ / "data").value());
  }
  // A second data folder with the same database and key, as a second machine would have.
  StoreOptions Elsewhere() const {
    const auto there = folder_ / "elsewhere";
    std::filesystem::create_directories(there);
    std::filesystem::copy(folder_ / "data" / "keys", there / "keys");
    if (!postgres()) std::filesystem::create_symlink(folder_ / "data" / "maktab.db", there / "maktab.db");
    return Options("elsewhere");
  }
  // Ends all connections of PostgreSQL to this database, from its side.
  void CutConnections() const {
    Server().Number("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = :name", name_);
  }

 private:
  static std::string UrlOf(const std::string& database) {
    const std::string url = std::getenv(kPostgresVariable);
    const std::size_t query = std::min(url.find('?'), url.size());
    const std::size_t slash = url.rfind('/', query);
    return url.substr(0, slash + 1) + database + url.substr(query);
  }
  static Connection Server() { return Connection(Location{true, std::getenv(kPostgresVariable), false}); }

  const std::string name_;
  std::filesystem::path folder_;
  std::string url_;
};

class OnEachBackend : public ::testing::TestWithParam<std::string> {
 protected:
  std::unique_ptr<Store> Open(const StoreOptions& options) {
    auto store = Store::Open(options, clock_);
    if (store.ok()) return std::move(store).value();
    ADD_FAILURE() << store.error().code << ": " << store.error().log;
    return nullptr;
  }
  std::unique_ptr<Store> Open() { return Open(ground_.Options()); }
  VerifyReport Verify(const std::string& public_key, const std::string& kept = "") {
    const auto report = Store::Verify(ground_.Options(), {public_key, kept, {}});
    if (report.ok()) return *report;
    ADD_FAILURE() << report.error().code << ": " << report.error().log;
    return {};
  }

  Ground ground_{GetParam()};
  base::ManualClock clock_{base::Instant{1'795'000'000'000'000}};
};

inline model::Principal Officer() {
  return {"u1", "Officer Made-Up", model::Role::kOfficer, model::Principal::Kind::kPerson};
}

inline EntryDraft Draft(std::string kind, std::string body, std::string subject = "") {
  return {std::move(kind), Officer(), "border", std::move(subject), std::move(body)};
}

inline EntryDraft UserCreated(const std::string& id, const std::string& name, const std::string& role = "officer") {
  return Draft("user.created", R"({"id":")" + id + R"(","name":")" + name + R"(","role":")" + role + R"("})", id);
}

inline std::string CodeOf(const auto& result) {
  return result.ok() ? "" : result.error().code;
}

// A made-up person of a list.
inline model::Entity Person(int number, const std::string& note = "") {
  model::Entity entity;
  entity.id = "p-" + std::to_string(number);
  entity.schema = model::Schema::kPerson;
  entity.caption = "Madeup Personne " + std::to_string(number);
  entity.Add(model::kPropName, entity.caption);
  entity.Add(model::kPropName, "شخص مختلق " + std::to_string(number));
  entity.Add(model::kPropBirthDate, std::to_string(1950 + number % 50));
  if (!note.empty()) entity.Add("position", note);
  return entity;
}

inline ImportMeta Meta(const std::string& version = "1") {
  return {"ftm", "A made-up list", "Nobody", "2026-11-01", version, 0};
}

inline EntryContext Who() {
  return {Officer(), "lists"};
}

// Imports these persons as the whole of the list.
inline base::Result<ImportResult> ImportAll(Store& store, const std::string& dataset,
                                            const std::vector<model::Entity>& entities) {
  MAKTAB_ASSIGN(const std::unique_ptr<Import> import, store.BeginImport(dataset));
  for (const model::Entity& entity : entities) MAKTAB_TRY(import->Put(entity));
  return import->Finish(Meta(), Who());
}

}  // namespace maktab::store
