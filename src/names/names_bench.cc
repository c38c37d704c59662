// What preparing, keying and comparing names costs, on made-up names.
#include <benchmark/benchmark.h>

#include <array>
#include <string>
#include <vector>

#include "names/compare.h"
#include "names/keys.h"

namespace maktab::names {
namespace {

constexpr std::array kGiven = {"Mohamed", "محمد",  "Tarik", "طارق",  "Soufiane", "Zouhair", "Abderrahim", "عبد الرحيم",
                               "Naima",   "Зоран", "Boris", "Cheng", "Youssef",  "يوسف",    "Noureddine"};
constexpr std::array kFamily = {"Zerrouki",    "El Ouardi", "الوردي",    "Ben Ziri",  "Khattabi",
                                "الخطابي",     "Zerkano",   "Шустров",   "Ouriaghli", "Bouziane",
                                "al-Mansouri", "المنصوري",  "Cherkaoui", "Belmonti"};

std::vector<std::string> MadeUpNames() {
  std::vector<std::string> names;
  for (const char* given : kGiven) {
    for (const char* second : kGiven) {
      for (const char* family : kFamily) names.push_back(std::string(given) + " " + second + " " + family);
    }
  }
  return names;
}

void PrepareNames(benchmark::State& state) {
  const std::vector<std::string> names = MadeUpNames();
  std::string bytes;
  std::size_t i = 0;
  for (auto _ : state) {
    bytes.clear();
    PrepareName(names[i++ % names.size()], NameKind::kPerson, bytes);
    benchmark::DoNotOptimize(bytes.data());
  }
}
BENCHMARK(PrepareNames);

void Keys(benchmark::State& state) {
  std::vector<std::string> prepared;
  for (const std::string& name : MadeUpNames()) PrepareName(name, NameKind::kPerson, prepared.emplace_back());
  std::vector<NameKey> keys;
  std::size_t i = 0;
  for (auto _ : state) {
    keys.clear();
    const PreparedView name(prepared[i++ % prepared.size()]);
    TokenView token;
    for (std::size_t at = name.begin(); name.Next(at, token);) AppendWordKeys(token, NameKind::kPerson, keys);
    benchmark::DoNotOptimize(keys.data());
  }
}
BENCHMARK(Keys);

// One query against many candidates, as the index asks: most of their words were met before.
void ScoreKnownWords(benchmark::State& state) {
  std::vector<std::string> prepared;
  for (const std::string& name : MadeUpNames()) PrepareName(name, NameKind::kPerson, prepared.emplace_back());
  Comparer comparer;
  comparer.SetQuery("طارق سفيان الوردي", NameKind::kPerson);
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(comparer.Score(PreparedView(prepared[i++ % prepared.size()])));
}
BENCHMARK(ScoreKnownWords);

// Every comparison is the first of its query.
void ScoreNewQuery(benchmark::State& state) {
  std::vector<std::string> prepared;
  for (const std::string& name : MadeUpNames()) PrepareName(name, NameKind::kPerson, prepared.emplace_back());
  Comparer comparer;
  std::size_t i = 0;
  for (auto _ : state) {
    comparer.SetQuery(PreparedView(prepared[i % prepared.size()]));
    benchmark::DoNotOptimize(comparer.Score(PreparedView(prepared[(i * 7 + 3) % prepared.size()])));
    ++i;
  }
}
BENCHMARK(ScoreNewQuery);

}  // namespace
}  // namespace maktab::names
