// tests/names/cases.tsv: made-up names, each pair with the phenomenon that it tests. At the usual threshold of 0.70 a
// pair must be found, or not, whichever of the two is asked about. What fails today is listed there with its reason,
// and must leave the list when it no longer fails. docs/benchmark-names.md tells of them.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "names/compare.h"

namespace maktab::names {
namespace {

constexpr float kThreshold = 0.70F;

struct Case {
  std::string phenomenon;
  std::string schema;
  std::string a;
  std::string b;
  bool same = false;
  std::string known_failure;  // why it fails today; empty if it must not
};

NameKind KindOf(const std::string& schema) {
  if (schema == "Person") return NameKind::kPerson;
  return schema == "Vessel" || schema == "Airplane" ? NameKind::kObject : NameKind::kOrganisation;
}

std::vector<Case> ReadCases() {
  std::vector<Case> cases;
  std::ifstream file(MAKTAB_SOURCE_DIR "/tests/names/cases.tsv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<std::string> cells(1);
    for (const char c : line) {
      if (c == '\t') {
        cells.emplace_back();
      } else {
        cells.back().push_back(c);
      }
    }
    if (cells.size() != 6 || (cells[4] != "match" && cells[4] != "no")) {
      ADD_FAILURE() << "not a case: " << line;
      continue;
    }
    cases.push_back({cells[0], cells[1], cells[2], cells[3], cells[4] == "match", cells[5]});
  }
  return cases;
}

TEST(MadeUpNames, AreFoundOrNot) {
  const std::vector<Case> cases = ReadCases();
  EXPECT_GE(cases.size(), 300U);
  for (const Case& c : cases) {
    const NameKind kind = KindOf(c.schema);
    const float there = CompareNames(c.a, c.b, kind);
    const float back = CompareNames(c.b, c.a, kind);
    EXPECT_NEAR(there, back, 1e-4) << c.phenomenon << ": " << c.a << " | " << c.b;
    const bool right = (there >= kThreshold) == c.same && (back >= kThreshold) == c.same;
    EXPECT_EQ(right, c.known_failure.empty())
        << c.phenomenon << ": " << c.a << " | " << c.b << " " << there << " is expected to "
        << (c.same ? "match" : "differ") << (c.known_failure.empty() ? "" : ", and is listed as a known failure");
  }
}

TEST(MadeUpNames, StandOnceInTheList) {
  std::set<std::string> seen;
  for (const Case& c : ReadCases()) EXPECT_TRUE(seen.insert(c.schema + '\t' + c.a + '\t' + c.b).second) << c.a;
}

}  // namespace
}  // namespace maktab::names
