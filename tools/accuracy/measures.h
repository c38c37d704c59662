// One function a measure. Each asks the same code as the program and writes one line a case; tools/accuracy.py makes
// figures, intervals and curves of them.
#pragma once

#include <string>

namespace maktab::accuracy {

struct Paths {
  std::string data;  // ../shared/data
  std::string out;   // a folder for the tables
};

// Comparison alone, as `maktab compare`.
void MeasureLabelledPairs(const Paths& paths);
void MeasureDraws(const Paths& paths);     // 1,000 Arabic forms against 1,000 Latin names
void MeasureVariants(const Paths& paths);  // spellings of one name, and random pairs

// Whole checks, as `maktab check`, against the list of the United Nations.
void MeasureArabicQueries(const Paths& paths);
void MeasureAliases(const Paths& paths);
void MeasureInnocents(const Paths& paths);

}  // namespace maktab::accuracy
