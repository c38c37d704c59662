// What checks cost. Names are made up by default; MAKTAB_BENCH_GIVEN and MAKTAB_BENCH_FAMILY may name files of lines
// "name,weight" whose frequencies are used instead. MAKTAB_BENCH_PERSONS (1,000,000) and MAKTAB_BENCH_KEYS
// (125,000,000) set the sizes. Figures are counters, for --benchmark_format=json.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <random>
#include <span>
#include <thread>

#include "base/hash.h"
#include "screening/checker.h"
#include "screening/engine.h"
#include "screening/exact_table.h"

namespace maktab::screening {
namespace {

using BenchClock = std::chrono::steady_clock;

double SecondsSince(BenchClock::time_point start) {
  return std::chrono::duration<double>(BenchClock::now() - start).count();
}

std::uint64_t Setting(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

// Of the whole process, in MiB.
double ResidentMemory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmRSS:", 0) == 0) return double(std::strtoull(line.c_str() + 6, nullptr, 10)) / 1024;
  }
  return 0;
}

// Words with weights, drawn by weight.
class WordPool {
 public:
  WordPool(const char* variable, std::size_t made_up, double exponent, unsigned seed) {
    if (const char* path = std::getenv(variable); path != nullptr) {
      std::ifstream in(path);
      for (std::string line; std::getline(in, line);) {
        const std::size_t comma = line.rfind(',');
        if (comma == std::string::npos || comma == 0) continue;
        Add(line.substr(0, comma), std::strtod(line.c_str() + comma + 1, nullptr));
      }
    }
    for (std::size_t i = 0; words_.empty() || (sums_.size() < made_up && std::getenv(variable) == nullptr); ++i) {
      Add(MakeUp(seed + unsigned(i)), 1 / std::pow(double(i + 1), exponent));
    }
  }
  const std::string& Draw(std::mt19937_64& random) const {
    const double at = std::uniform_real_distribution<double>(0, sums_.back())(random);
    return words_[std::size_t(std::upper_bound(sums_.begin(), sums_.end() - 1, at) - sums_.begin())];
  }

 private:
  void Add(std::string word, double weight) {
    sums_.push_back((sums_.empty() ? 0 : sums_.back()) + weight);
    words_.push_back(std::move(word));
  }
  static std::string MakeUp(unsigned seed) {
    static constexpr std::array<const char*, 18> kOnsets = {"b", "d", "f", "g", "h", "j",  "k",  "l",  "m",
                                                            "n", "r", "s", "t", "z", "gh", "kh", "sh", "w"};
    static constexpr std::array<const char*, 5> kVowels = {"a", "i", "ou", "e", "aa"};
    std::uint64_t state = base::MixBits(seed + 1);
    std::string word;
    for (std::uint64_t left = 2 + state % 2; left > 0; --left) {
      state = base::MixBits(state + 77);
      word += kOnsets[state % kOnsets.size()];
      word += kVowels[(state >> 20U) % kVowels.size()];
      if (state >> 40U & 1U) word += kOnsets[(state >> 50U) % kOnsets.size()];
    }
    return word;
  }

  std::vector<std::string> words_;
  std::vector<double> sums_;
};

class People {
 public:
  std::string Name(std::mt19937_64& random) const {
    std::string name = given_.Draw(random);
    if (random() % 2 == 0) name += " " + given_.Draw(random);
    name += " " + family_.Draw(random);
    if (random() % 4 == 0) name += " " + family_.Draw(random);
    return name;
  }
  // Two and a half names, birth date, nationality, sex, and a passport for every third.
  model::Entity Person(std::uint64_t number) const {
    std::mt19937_64 random(number);
    model::Entity person;
    person.id = "P" + std::to_string(number);
    person.caption = Name(random);
    person.Add(model::kPropName, person.caption);
    person.Add(model::kPropAlias, Name(random));
    if (random() % 2 == 0) person.Add(model::kPropWeakAlias, Name(random));
    person.Add(model::kPropBirthDate, std::to_string(1940 + random() % 65) + "-0" + std::to_string(1 + random() % 9));
    person.Add(model::kPropNationality, std::array{"ma", "fr", "es", "tn", "dz"}[random() % 5]);
    person.Add(model::kPropGender, random() % 2 == 0 ? "male" : "female");
    if (random() % 3 == 0)
      person.Add(model::kPropPassportNumber, "XB" + std::to_string(1'000'000 + random() % 9'000'000));
    return person;
  }
  // The letter at this byte, of whatever script, is typed as its neighbour is.
  static void MistypeLetter(std::string& name, std::size_t at) {
    const auto inside = [&](std::size_t i) { return i < name.size() && (name[i] & 0xc0) == 0x80; };
    while (inside(at)) --at;
    std::size_t next = at + 1;
    while (inside(next)) ++next;
    if (next == name.size()) return;
    std::size_t end = next + 1;
    while (inside(end)) ++end;
    name.replace(at, next - at, name.substr(next, end - next));
  }
  // Half of them on the list, one letter of every fourth of these wrong; half not.
  model::Entity Question(std::uint64_t number, std::uint64_t persons) const {
    std::mt19937_64 random(number * 31 + 7);
    model::Entity example;
    std::string name = Name(random);
    if (number % 2 == 0) name = Person(random() % persons).caption;
    if (number % 8 == 0) MistypeLetter(name, random() % name.size());
    example.Add(model::kPropName, name);
    if (number % 3 == 0) example.Add(model::kPropBirthDate, std::to_string(1940 + random() % 65));
    return example;
  }

 private:
  WordPool given_ = WordPool("MAKTAB_BENCH_GIVEN", 3000, 0.9, 1);
  WordPool family_ = WordPool("MAKTAB_BENCH_FAMILY", 60'000, 0.7, 1'000'000);
};

std::uint64_t PersonCount() {
  return Setting("MAKTAB_BENCH_PERSONS", 1'000'000);
}

// One engine for all benchmarks of persons.
struct World {
  World() {
    const auto start = BenchClock::now();
    const auto all = [&](const std::function<void(Change&&)>& take) -> base::Result<std::vector<ListInfo>> {
      for (std::uint64_t next = 0; next < PersonCount(); ++next) {
        model::Entity person = people.Person(next);
        take({.dataset = "made-up", .entity_id = person.id, .entity = person});
      }
      return std::vector<ListInfo>();
    };
    if (!engine.ApplyStep(all).ok()) std::abort();
    build_seconds = SecondsSince(start);
    if (Setting("MAKTAB_BENCH_KNOW_WORDS", 1) != 0) engine.GetToKnowWords([] { return false; });
    know_words_seconds = SecondsSince(start) - build_seconds;
    for (std::uint64_t i = 0; i < 4096; ++i) questions.push_back(people.Question(i, PersonCount()));
  }
  People people;
  Engine engine;
  std::vector<model::Entity> questions;
  double build_seconds = 0;
  double know_words_seconds = 0;
};

World& TheWorld() {
  static World world;
  return world;
}

// One table for all runs of its benchmark.
struct KeyWorld {
  KeyWorld() : keys(std::uint32_t(Setting("MAKTAB_BENCH_KEYS", 125'000'000))) {
    std::vector<ExactEntry> entries(keys);
    for (std::uint32_t i = 0; i < keys; ++i) entries[i] = {base::MixBits(std::uint64_t(i) + 1), i};
    const auto start = BenchClock::now();
    table = ExactTable::Build(entries);
    build_seconds = SecondsSince(start);
  }
  std::uint32_t keys;
  ExactTable table;
  double build_seconds = 0;
};

void ExactTableLookUp(benchmark::State& state) {
  static const KeyWorld world;
  const std::uint32_t keys = world.keys;
  const ExactTable& table = world.table;
  // Every tenth question is there. So many that none is still in a cache when it comes again.
  constexpr std::size_t kQuestions = 4 << 20;
  constexpr std::size_t kBatch = 4096;
  std::vector<std::uint64_t> hashes(kQuestions);
  std::mt19937_64 random(5);
  for (std::uint64_t& hash : hashes) {
    const std::uint64_t draw = random();
    hash = base::MixBits(draw % 10 == 0 ? 1 + (draw >> 8U) % keys : draw | 1ULL << 63U);
  }
  std::vector<std::uint32_t> found(kBatch);
  std::uint64_t hits = 0;
  std::size_t next = 0;
  for (auto _ : state) {
    table.References(std::span(hashes).subspan(next, kBatch), found);
    next = (next + kBatch) % kQuestions;
    for (const std::uint32_t reference : found) hits += reference != ExactTable::kNone ? 1 : 0;
  }
  benchmark::DoNotOptimize(hits);
  state.SetItemsProcessed(state.iterations() * kBatch);
  state.counters["keys"] = keys;
  state.counters["bytes_per_key"] = double(table.bytes()) / keys;
  state.counters["build_seconds"] = world.build_seconds;
  state.counters["hit_share"] = double(hits) / double(state.iterations() * kBatch);
}
BENCHMARK(ExactTableLookUp)->Unit(benchmark::kMicrosecond)->MinTime(3);

void PaperWithoutHit(benchmark::State& state) {
  World& world = TheWorld();
  std::vector<model::Entity> examples(1024);
  for (std::size_t i = 0; i < examples.size(); ++i) {
    examples[i].schema = model::Schema::kPassport;
    examples[i].Add(model::kPropNumber, "QQ " + std::to_string(1'000'000 + i * 7919));
  }
  Checker checker;
  std::vector<Answer> answers;
  const auto snapshot = world.engine.Current();
  for (auto _ : state) checker.CheckMany(*snapshot, examples, {}, answers);
  state.SetItemsProcessed(state.iterations() * std::int64_t(examples.size()));
}
BENCHMARK(PaperWithoutHit)->Unit(benchmark::kMicrosecond)->MinTime(2);

// What the desk asks with where nothing else is said: what is below the threshold is not shown.
CheckOptions DeskOptions() {
  CheckOptions options;
  options.cutoff = options.threshold;
  return options;
}

// With everything from a score of so many hundredths on.
void NameCheckLatency(benchmark::State& state) {
  World& world = TheWorld();
  CheckOptions options;
  options.cutoff = float(state.range(0)) / 100;
  Checker checker;
  std::vector<double> micros;
  std::size_t next = 0;
  double considered = 0;
  double hits = 0;
  const auto snapshot = world.engine.Current();
  for (auto _ : state) {
    const auto start = BenchClock::now();
    const Answer answer = checker.Check(*snapshot, world.questions[next++ % world.questions.size()], options);
    micros.push_back(SecondsSince(start) * 1e6);
    considered += double(answer.considered);
    hits += double(answer.hits.size());
  }
  std::sort(micros.begin(), micros.end());
  state.SetItemsProcessed(state.iterations());
  state.counters["p50_us"] = micros[micros.size() / 2];
  state.counters["p99_us"] = micros[micros.size() * 99 / 100];
  state.counters["max_us"] = micros.back();
  state.counters["considered"] = considered / double(micros.size());
  state.counters["hits"] = hits / double(micros.size());
  state.counters["persons"] = double(PersonCount());
  state.counters["build_seconds"] = world.build_seconds;
  state.counters["know_words_seconds"] = world.know_words_seconds;
  state.counters["snapshot_mib"] = double(snapshot->bytes()) / (1 << 20);
  state.counters["process_mib"] = ResidentMemory();
}
BENCHMARK(NameCheckLatency)->Arg(70)->Arg(50)->Unit(benchmark::kMicrosecond)->MinTime(5);

void NameChecksOnThreads(benchmark::State& state) {
  World& world = TheWorld();
  const auto threads = std::size_t(state.range(0));
  constexpr std::size_t kEach = 1000;
  for (auto _ : state) {
    std::vector<std::thread> workers;
    for (std::size_t i = 0; i < threads; ++i) {
      workers.emplace_back([&world, i] {
        Checker checker;
        for (std::size_t k = 0; k < kEach; ++k) {
          const auto snapshot = world.engine.Current();
          benchmark::DoNotOptimize(
              checker.Check(*snapshot, world.questions[(i * 1777 + k) % world.questions.size()], DeskOptions()));
        }
      });
    }
    for (std::thread& worker : workers) worker.join();
  }
  state.SetItemsProcessed(state.iterations() * std::int64_t(kEach * threads));
}
BENCHMARK(NameChecksOnThreads)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

// A long file on one thread: each question is asked once, and words that came before are known.
void NameChecksInBulk(benchmark::State& state) {
  World& world = TheWorld();
  std::vector<model::Entity> questions(std::size_t(state.range(0)));
  for (std::size_t i = 0; i < questions.size(); ++i) {
    questions[i] = world.people.Question(world.questions.size() + i, PersonCount());
  }
  Checker checker;
  const auto snapshot = world.engine.Current();
  double last_tenth = 0;
  for (auto _ : state) {
    const std::size_t late = questions.size() - questions.size() / 10;
    auto start = BenchClock::now();
    for (std::size_t i = 0; i < questions.size(); ++i) {
      if (i == late) start = BenchClock::now();
      benchmark::DoNotOptimize(checker.Check(*snapshot, questions[i], DeskOptions()));
    }
    last_tenth = double(questions.size() - late) / SecondsSince(start);
  }
  state.SetItemsProcessed(state.iterations() * std::int64_t(questions.size()));
  state.counters["last_tenth_per_second"] = last_tenth;
}
BENCHMARK(NameChecksInBulk)->Arg(40'000)->Unit(benchmark::kMillisecond)->Iterations(1);

void ApplyOne(benchmark::State& state) {
  World& world = TheWorld();
  std::uint64_t next = 0;
  double longest = 0;
  for (auto _ : state) {
    std::vector<Change> changes(1);
    changes[0] = {.dataset = "made-up",
                  .entity_id = "N" + std::to_string(next),
                  .entity = world.people.Person(2'000'000'000 + next)};
    ++next;
    const auto start = BenchClock::now();
    if (!world.engine.Apply(std::move(changes), {}).ok()) std::abort();
    longest = std::max(longest, SecondsSince(start));
  }
  state.counters["longest_ms"] = longest * 1e3;
  state.counters["segments"] = double(world.engine.Current()->segments().size());
}
BENCHMARK(ApplyOne)->Unit(benchmark::kMillisecond)->Iterations(2000);

void EndOne(benchmark::State& state) {
  World& world = TheWorld();
  std::uint64_t next = 0;
  for (auto _ : state) {
    std::vector<Change> changes(1);
    changes[0] = {.dataset = "made-up", .ended = true, .entity_id = "P" + std::to_string(next++ * 37), .entity = {}};
    if (!world.engine.Apply(std::move(changes), {}).ok()) std::abort();
  }
}
BENCHMARK(EndOne)->Unit(benchmark::kMillisecond)->Iterations(500);

void SaveAndLoad(benchmark::State& state) {
  World& world = TheWorld();
  const std::filesystem::path path = std::filesystem::temp_directory_path() / "maktab-bench-snapshot";
  double save = 0;
  double load = 0;
  for (auto _ : state) {
    auto start = BenchClock::now();
    if (!world.engine.Save(path).ok()) std::abort();
    save = SecondsSince(start);
    start = BenchClock::now();
    Engine loaded;
    if (!loaded.Load(path).ok()) std::abort();
    Checker checker;
    benchmark::DoNotOptimize(checker.Check(*loaded.Current(), world.questions[0], {}));
    load = SecondsSince(start);
  }
  state.counters["save_seconds"] = save;
  state.counters["load_to_first_answer_seconds"] = load;
  state.counters["file_mib"] = double(std::filesystem::file_size(path)) / (1 << 20);
  std::filesystem::remove(path);
}
BENCHMARK(SaveAndLoad)->Unit(benchmark::kMillisecond)->Iterations(1);

void CompactAll(benchmark::State& state) {
  World& world = TheWorld();
  for (auto _ : state) {
    if (!world.engine.Compact().ok()) std::abort();
  }
  state.counters["process_mib"] = ResidentMemory();
}
BENCHMARK(CompactAll)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace maktab::screening
