// Measures name matching on tables of one's own:
//
//   names_measure pairs PAIRS.tsv [THRESHOLD]       schema, name1, name2, 1|0: precision, recall, F1; errors on stdout
//   names_measure rank QUERIES.tsv INDEX.tsv        id, schema, name in both: is the right id first, and how high; at
//                 [INNOCENTS.tsv]                    which score 1 % and 0.1 % of the innocents (schema, name) are
//                 flagged
//
// Every query is compared with every name of the index: this measures the comparison, not the finding of candidates.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "names/compare.h"

namespace {

using maktab::names::Comparer;
using maktab::names::NameKind;
using maktab::names::PreparedView;

using Row = std::vector<std::string>;

std::vector<Row> ReadTable(const std::string& path) {
  std::vector<Row> rows;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    Row& row = rows.emplace_back();
    for (std::size_t at = 0; at <= line.size();) {
      const std::size_t end = std::min(line.find('\t', at), line.size());
      row.push_back(line.substr(at, end - at));
      at = end + 1;
    }
  }
  return rows;
}

NameKind KindOf(std::string_view schema) {
  if (schema == "Person") return NameKind::kPerson;
  return schema == "Vessel" || schema == "Airplane" || schema == "Vehicle" ? NameKind::kObject
                                                                           : NameKind::kOrganisation;
}

struct Counts {
  int true_positive = 0;
  int false_positive = 0;
  int false_negative = 0;
  int true_negative = 0;

  void Add(bool expected, bool found) {
    ++(expected ? (found ? true_positive : false_negative) : (found ? false_positive : true_negative));
  }
  void Print(const char* label) const {
    const double precision = true_positive / std::max(1.0, double(true_positive + false_positive));
    const double recall = true_positive / std::max(1.0, double(true_positive + false_negative));
    const double f1 = 2 * precision * recall / std::max(1e-9, precision + recall);
    std::fprintf(stderr, "%-8s tp %d fp %d fn %d tn %d  precision %.3f recall %.3f F1 %.3f\n", label, true_positive,
                 false_positive, false_negative, true_negative, precision, recall, f1);
  }
};

int MeasurePairs(const std::string& path, double threshold) {
  Counts all;
  std::map<std::string, Counts> by_schema;
  for (const Row& row : ReadTable(path)) {
    if (row.size() < 4) continue;
    const double score = maktab::names::CompareNames(row[1], row[2], KindOf(row[0]));
    const bool expected = row[3] == "1";
    const bool found = score >= threshold;
    all.Add(expected, found);
    by_schema[row[0]].Add(expected, found);
    if (expected != found) {
      std::printf("%s\t%.4f\t%s\t%s\t%s\n", expected ? "missed" : "wrong", score, row[0].c_str(), row[1].c_str(),
                  row[2].c_str());
    }
  }
  all.Print("all");
  for (const auto& [schema, counts] : by_schema) counts.Print(schema.c_str());
  return 0;
}

struct Indexed {
  std::string id;
  std::string bytes;
};

struct Best {
  double score = 0;  // of the best wrong one
  double right_score = 0;
  bool right_first = false;
};

Best Search(Comparer& comparer, const std::vector<Indexed>& index, const std::string& right) {
  Best best;
  for (const Indexed& entry : index) {
    const double score = comparer.Score(PreparedView(entry.bytes));
    double& side = entry.id == right ? best.right_score : best.score;
    side = std::max(side, score);
  }
  best.right_first = best.right_score > best.score;  // a tie is not first
  return best;
}

double Quantile(std::vector<double> values, double share) {
  if (values.empty()) return 1;
  std::sort(values.begin(), values.end(), std::greater<>());
  return values[std::min(values.size() - 1, static_cast<std::size_t>(share * double(values.size())))];
}

int MeasureRank(const std::string& queries_path, const std::string& index_path, const std::string& innocents_path) {
  std::vector<Indexed> index;
  for (const Row& row : ReadTable(index_path)) {
    if (row.size() < 3) continue;
    Indexed& entry = index.emplace_back();
    entry.id = row[0];
    maktab::names::PrepareName(row[2], KindOf(row[1]), entry.bytes);
  }
  Comparer comparer;
  std::size_t asked = 0;
  std::size_t first = 0;
  std::vector<double> right_scores;
  const std::clock_t start = std::clock();
  for (const Row& row : ReadTable(queries_path)) {
    if (row.size() < 3) continue;
    comparer.SetQuery(row[2], KindOf(row[1]));
    const Best best = Search(comparer, index, row[0]);
    ++asked;
    first += best.right_first ? 1U : 0U;
    right_scores.push_back(best.right_score);
    if (!best.right_first || best.right_score < 0.7) {
      std::printf("%s\t%.4f\tbest %.4f\t%s\n", best.right_first ? "low" : "notfirst", best.right_score, best.score,
                  row[2].c_str());
    }
  }
  const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;  // of this thread alone
  const auto share = [&](double threshold) {
    const auto count =
        std::count_if(right_scores.begin(), right_scores.end(), [&](double s) { return s >= threshold; });
    return double(count) / std::max(1.0, double(asked));
  };
  std::fprintf(stderr, "queries %zu, names %zu: right first %.4f; found at 0.70 %.4f; %.3f us a comparison\n", asked,
               index.size(), double(first) / std::max(1.0, double(asked)), share(0.70),
               seconds * 1e6 / std::max(1.0, double(asked * index.size())));
  if (innocents_path.empty()) return 0;
  std::vector<double> flagged;
  for (const Row& row : ReadTable(innocents_path)) {
    if (row.size() < 2) continue;
    comparer.SetQuery(row[1], KindOf(row[0]));
    flagged.push_back(Search(comparer, index, "").score);
    if (flagged.back() >= 0.7) std::printf("flagged\t%.4f\t%s\n", flagged.back(), row[1].c_str());
  }
  const double at1 = Quantile(flagged, 0.01);
  const double at01 = Quantile(flagged, 0.001);
  const auto over = std::count_if(flagged.begin(), flagged.end(), [](double s) { return s >= 0.70; });
  std::fprintf(stderr, "innocents %zu: flagged at 0.70 %.4f; found at 1 %% (%.3f) %.4f, at 0.1 %% (%.3f) %.4f\n",
               flagged.size(), double(over) / double(flagged.size()), at1, share(at1), at01, share(at01));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  if (args.size() >= 2 && args[0] == "pairs") {
    return MeasurePairs(args[1], args.size() > 2 ? std::strtod(args[2].c_str(), nullptr) : 0.70);
  }
  if (args.size() >= 3 && args[0] == "rank") return MeasureRank(args[1], args[2], args.size() > 3 ? args[3] : "");
  std::fprintf(stderr, "names_measure pairs PAIRS.tsv [THRESHOLD] | rank QUERIES.tsv INDEX.tsv [INNOCENTS.tsv]\n");
  return 2;
}
