// The store's costs (design.md section 6): durable entries a second with 64 concurrent appenders, verify entries a
// second, import rows a second, on each database. PostgreSQL where MAKTAB_TEST_POSTGRES names one.
#include <benchmark/benchmark.h>

#include <atomic>
#include <thread>

#include "store/store_fixture.h"

namespace maktab::store {
namespace {

constexpr int kAppenders = 64;
constexpr int kPersons = 100'000;

// About the size of a check as it is asked at a border.
const char* const kBody =
    R"({"query":{"schema":"Person","properties":{"name":["Madeup Personne"],"birthDate":["1975"],)"
    R"("nationality":["ma"]}},)"
    R"("results":[],"lists":{"un":12,"ofac":7},"micros":412})";

std::unique_ptr<Store> OpenOrStop(const StoreOptions& options, base::Clock& clock) {
  auto store = Store::Open(options, clock);
  MAKTAB_ASSERT(store.ok());
  return std::move(store).value();
}

void AppendMany(Store& store, int each) {
  std::vector<std::thread> threads;
  for (int i = 0; i < kAppenders; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < each; ++n) MAKTAB_ASSERT(store.AppendAndWait(Draft("check.asked", kBody)).ok());
    });
  }
  for (std::thread& thread : threads) thread.join();
}

void BM_DurableAppends(benchmark::State& state, const std::string& backend) {
  const Ground ground(backend);
  base::SystemClock clock;
  const auto store = OpenOrStop(ground.Options(), clock);
  constexpr int kEach = 500;
  for (auto _ : state) AppendMany(*store, kEach);
  state.SetItemsProcessed(state.iterations() * kAppenders * kEach);
}

void BM_Verify(benchmark::State& state, const std::string& backend) {
  const Ground ground(backend);
  base::SystemClock clock;
  std::string key;
  constexpr std::int64_t kEntries = 300'000;
  {
    const auto store = OpenOrStop(ground.Options(), clock);
    key = store->PublicKey();
    std::atomic<std::int64_t> done = 0;
    for (std::int64_t i = 0; i < kEntries; ++i) {
      store->Append(Draft("check.asked", kBody), [&](const auto&) { ++done; });
    }
    while (done < kEntries) std::this_thread::yield();
  }
  for (auto _ : state) {
    const auto report = Store::Verify(ground.Options(), {key, "", {}});
    MAKTAB_ASSERT(report.ok() && report->ok && report->entries == kEntries);
  }
  state.SetItemsProcessed(state.iterations() * kEntries);
}

void BM_FirstImport(benchmark::State& state, const std::string& backend) {
  base::SystemClock clock;
  std::vector<model::Entity> persons;
  for (int i = 0; i < kPersons; ++i) persons.push_back(Person(i));
  for (auto _ : state) {
    state.PauseTiming();
    const Ground ground(backend);
    auto store = OpenOrStop(ground.Options(), clock);
    state.ResumeTiming();
    MAKTAB_ASSERT(ImportAll(*store, "un", persons).ok());
    state.PauseTiming();
    store.reset();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * kPersons);
}

void BM_SameImportAgain(benchmark::State& state, const std::string& backend) {
  const Ground ground(backend);
  base::SystemClock clock;
  const auto store = OpenOrStop(ground.Options(), clock);
  std::vector<model::Entity> persons;
  for (int i = 0; i < kPersons; ++i) persons.push_back(Person(i));
  MAKTAB_ASSERT(ImportAll(*store, "un", persons).ok());
  for (auto _ : state) MAKTAB_ASSERT(ImportAll(*store, "un", persons)->unchanged == kPersons);
  state.SetItemsProcessed(state.iterations() * kPersons);
}

void BM_ReadEverythingInForce(benchmark::State& state, const std::string& backend) {
  const Ground ground(backend);
  base::SystemClock clock;
  const auto store = OpenOrStop(ground.Options(), clock);
  std::vector<model::Entity> persons;
  for (int i = 0; i < kPersons; ++i) persons.push_back(Person(i));
  MAKTAB_ASSERT(ImportAll(*store, "un", persons).ok());
  persons[0] = Person(0, "changed");
  MAKTAB_ASSERT(ImportAll(*store, "un", persons).ok());
  for (auto _ : state) {
    std::int64_t bytes = 0;
    MAKTAB_ASSERT(store
                      ->ReadChanges({},
                                    [&](ListChange&& change) {
                                      bytes += std::int64_t(change.body.size());
                                      return base::Status();
                                    })
                      .ok());
    benchmark::DoNotOptimize(bytes);
  }
  state.SetItemsProcessed(state.iterations() * kPersons);
}

void Register() {
  using Body = void (*)(benchmark::State&, const std::string&);
  const std::pair<const char*, Body> bodies[] = {{"DurableAppends64", BM_DurableAppends},
                                                 {"Verify", BM_Verify},
                                                 {"FirstImport100k", BM_FirstImport},
                                                 {"SameImportAgain100k", BM_SameImportAgain},
                                                 {"ReadEverythingInForce100k", BM_ReadEverythingInForce}};
  for (const auto& [name, body] : bodies) {
    for (const std::string& backend : Backends()) {
      benchmark::RegisterBenchmark((std::string(name) + "/" + backend).c_str(), body, backend)
          ->UseRealTime()
          ->Unit(benchmark::kMillisecond);
    }
  }
}

const bool kRegistered = (Register(), true);

}  // namespace
}  // namespace maktab::store
