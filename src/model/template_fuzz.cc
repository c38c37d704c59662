// Any text as a template of a letter: what is filled in never comes from anywhere but the text and the values.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/assert.h"
#include "model/letter.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  maktab::model::Template::Problem problem;
  const auto parsed = maktab::model::Template::Parse(text, problem);
  if (!parsed) return 0;
  std::size_t places = 0;
  for (const auto& piece : parsed->pieces()) places += piece.place.empty() ? 0 : 1;
  const std::string empty = parsed->Fill([](const std::string&) { return std::string(); });
  const std::string full = parsed->Fill([](const std::string&) { return std::string("v"); });
  MAKTAB_ASSERT(empty.size() <= size + 1);
  MAKTAB_ASSERT(full.size() <= size + places + 1);
  return 0;
}
