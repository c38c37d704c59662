// Runs a fuzzer where libFuzzer is not at hand: on inputs that are the same each time, of bytes, of text with what
// parsers look for, and of letters of several scripts.
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int kInputs = 3000;
constexpr std::size_t kMostParts = 200;
constexpr std::array<std::string_view, 40> kParts = {
    "{",  "}",     "[",     "]",    "\"",       ":",  ",",    "<",  ">",   "&amp;", "/", "=",    "\n", "\r\n",
    ";",  "\t",    "name",  "--",   "P<",       "20", "-02-", "29", "1.5", "\\u00", "0", "%PDF", "a",  "Ben ",
    "El", " محمد", " عبد ", "الله", "\xd9\xb4", "Шу", "李 ",  "ß",  "é",   "#",     " ", "\0"};

std::string Made(std::mt19937_64& random) {
  std::string input;
  const std::uint64_t kind = random() % 3;
  for (std::size_t left = random() % kMostParts; left > 0; --left) {
    if (kind == 0 || (kind == 1 && random() % 8 == 0)) {
      input += static_cast<char>(random());
    } else {
      input += kParts[random() % kParts.size()];
    }
  }
  return input;
}

}  // namespace

int main() {
  std::mt19937_64 random(1);
  for (int i = 0; i < kInputs; ++i) {
    const std::string input = Made(random);
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
  }
  return 0;
}
