// Codes of issuing states and nationalities in the machine-readable zone: ISO 3166-1 alpha-3 (from ICU) and the codes
// that ICAO Doc 9303 part 3, section 5 adds (definitions/mrz_states.toml).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace maktab::identifiers {

struct State {
  std::string code;                  // as in the zone without fillers: "MAR", "D", "GBN", "XXA"
  std::string alpha2;                // ISO 3166-1 alpha-2 in upper case ("XK" for Kosovo); empty if there is none
  std::array<std::string, 4> names;  // Arabic, English, French, Spanish
  bool arabic_script = false;        // its zones may carry ICAO's transliteration of Arabic script
};

// Immutable after Load; any thread may read.
class StateTable {
 public:
  // Error: definitions.wrong (file, line, what).
  static base::Result<StateTable> Load(std::string_view toml);

  // The state of a code of one to three letters, fillers taken away; nullptr if there is none.
  const State* Find(std::string_view code) const;
  const std::vector<State>& states() const { return states_; }

 private:
  void Add(State state);
  std::vector<State> states_;
  std::vector<std::uint16_t> index_;  // by packed code: 1 + position in states_, 0 for none
};

}  // namespace maktab::identifiers
