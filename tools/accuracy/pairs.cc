#include <algorithm>
#include <cstdio>
#include <fstream>
#include <random>
#include <set>

#include "measures.h"
#include "model/schema.h"
#include "names/compare.h"
#include "names/held_out.h"
#include "screening/row.h"
#include "tables.h"

namespace maktab::accuracy {
namespace {

using names::Comparer;
using names::NameKind;
using names::PreparedView;

constexpr unsigned kDraws = 10;
constexpr std::size_t kDrawn = 1000;

// The score of `maktab compare`: of the kinds that a schema may be, the best.
float Compare(std::string_view schema, const std::string& a, const std::string& b) {
  float best = 0;
  for (const NameKind kind : screening::KindsOf(model::ParseSchema(schema).value_or(model::Schema::kPerson))) {
    best = std::max(best, names::CompareNames(a, b, kind));
  }
  return best;
}

struct Spelling {
  std::string arabic;
  std::string latin;
  double count = 0;
  bool held_out = false;
};

std::vector<Spelling> ReadSpellings(const std::string& path) {
  std::vector<Spelling> spellings;
  for (const Row& row : ReadTsv(path).rows) {
    if (row.size() < 2) continue;
    std::string_view rest = row[1];
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      const std::string_view part = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::size_t colon = part.rfind(':');
      if (colon == std::string_view::npos) continue;
      const double count = std::atof(std::string(part.substr(colon + 1)).c_str());
      spellings.push_back({row[0], std::string(part.substr(0, colon)), count, names::IsHeldOut(row[0])});
    }
  }
  return spellings;
}

}  // namespace

void MeasureLabelledPairs(const Paths& paths) {
  const Table table = ReadCsv(paths.data + "/match/labelled_pairs.csv");
  std::ofstream out(paths.out + "/labelled_pairs.tsv");
  out << "schema\tquality\texpected\tscore\thalf\tname1\tname2\tcategory\n";
  for (const Row& row : table.rows) {
    const std::string a(table.Get(row, "name1"));
    const std::string b(table.Get(row, "name2"));
    char score[32];
    std::snprintf(score, sizeof score, "%.6f", double(Compare(table.Get(row, "schema"), a, b)));
    out << table.Get(row, "schema") << '\t' << table.Get(row, "quality") << '\t'
        << (table.Get(row, "is_match") == "true") << '\t' << score << '\t' << TenthOf(std::min(a, b)) % 2 << '\t'
        << Field(a) << '\t' << Field(b) << '\t' << Field(table.Get(row, "notes")) << '\n';
  }
}

// Rows that were never learned from, each Arabic form and each Latin name once a draw.
void MeasureDraws(const Paths& paths) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const Row& row : ReadTsv(paths.data + "/names/ar_latin_pairs.tsv").rows) {
    if (row.size() >= 2 && names::IsHeldOut(row[0])) pairs.emplace_back(row[0], row[1]);
  }
  std::ofstream out(paths.out + "/draws.tsv");
  out << "draw\tfirst\tscore\tarabic\tlatin\tbest\tbest_score\n";
  Comparer comparer;
  for (unsigned draw = 0; draw < kDraws; ++draw) {
    std::mt19937 random(draw + 1);
    std::shuffle(pairs.begin(), pairs.end(), random);
    std::set<std::string> seen;
    std::vector<std::pair<std::string, std::string>> drawn;
    std::vector<std::string> prepared;
    for (const auto& pair : pairs) {
      if (drawn.size() == kDrawn) break;
      if (!seen.insert(pair.first).second || !seen.insert(pair.second).second) continue;
      drawn.push_back(pair);
      names::PrepareName(pair.second, NameKind::kPerson, prepared.emplace_back());
    }
    for (std::size_t i = 0; i < drawn.size(); ++i) {
      comparer.SetQuery(drawn[i].first, NameKind::kPerson);
      const float right = comparer.Score(PreparedView(prepared[i]));
      float best = -1;
      std::size_t best_at = 0;
      for (std::size_t k = 0; k < drawn.size(); ++k) {
        const float score = comparer.Score(PreparedView(prepared[k]));
        if (k == i || score <= best) continue;
        best = score;
        best_at = k;
      }
      // Two Latin names that are the same in their normal form are the same answer.
      const bool same = prepared[best_at] == prepared[i];
      out << draw << '\t' << (right > best || (same && right >= best && right > 0)) << '\t' << right << '\t'
          << drawn[i].first << '\t' << drawn[i].second << '\t' << drawn[best_at].second << '\t' << best << '\n';
    }
  }
}

void MeasureVariants(const Paths& paths) {
  const std::vector<Spelling> spellings = ReadSpellings(paths.data + "/names/ar_latin_variants.tsv");
  std::ofstream out(paths.out + "/variants.tsv");
  out << "held_out\tcount\tscore\tlatin_score\tarabic\tlatin\n";
  std::string usual;
  std::string_view of;
  for (const Spelling& spelling : spellings) {
    if (spelling.arabic != of) usual = spelling.latin;
    of = spelling.arabic;
    // A row begins with the spelling that is met most.
    const float latin = spelling.latin == usual ? 1 : names::CompareNames(usual, spelling.latin, NameKind::kPerson);
    out << spelling.held_out << '\t' << spelling.count << '\t'
        << names::CompareNames(spelling.arabic, spelling.latin, NameKind::kPerson) << '\t' << latin << '\t'
        << spelling.arabic << '\t' << spelling.latin << '\n';
  }
  std::mt19937 random(7);
  std::ofstream pairs(paths.out + "/random_pairs.tsv");
  pairs << "score\tlatin_score\tarabic\tlatin\n";
  for (std::size_t i = 0; i < 200'000; ++i) {
    const Spelling& a = spellings[random() % spellings.size()];
    const Spelling& b = spellings[random() % spellings.size()];
    if (a.arabic == b.arabic) continue;
    pairs << names::CompareNames(a.arabic, b.latin, NameKind::kPerson) << '\t'
          << names::CompareNames(a.latin, b.latin, NameKind::kPerson) << '\t' << a.arabic << '\t' << b.latin << '\n';
  }
}

}  // namespace maktab::accuracy
