// Asks the comparison and the index every case of the data, and writes what came out, one line a case:
//
//   names_accuracy DATA_DIR OUT_DIR [measure...]     all measures if none is named
//
// tools/accuracy.py (./dev accuracy) makes figures of it. The tables hold rows of the data: they stay in build/.
#include <array>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "measures.h"

namespace {

struct Measure {
  const char* name;
  void (*run)(const maktab::accuracy::Paths&);
};
constexpr std::array kMeasures = std::to_array<Measure>({
    {"pairs", maktab::accuracy::MeasureLabelledPairs},
    {"draws", maktab::accuracy::MeasureDraws},
    {"variants", maktab::accuracy::MeasureVariants},
    {"arabic", maktab::accuracy::MeasureArabicQueries},
    {"aliases", maktab::accuracy::MeasureAliases},
    {"innocents", maktab::accuracy::MeasureInnocents},
});

bool Asked(const char* name, int argc, char** argv) {
  for (int i = 3; i < argc; ++i) {
    if (std::strcmp(argv[i], name) == 0) return true;
  }
  return argc == 3;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "names_accuracy DATA_DIR OUT_DIR [measure...]\n");
    return 2;
  }
  std::filesystem::create_directories(argv[2]);
  for (const Measure& measure : kMeasures) {
    if (!Asked(measure.name, argc, argv)) continue;
    std::fprintf(stderr, "measuring %s\n", measure.name);
    measure.run({argv[1], argv[2]});
  }
  return 0;
}
