// Whose eyes a question about records is answered for (P7). Everything of the store that answers about records asks for
// one; what it does not see, it is told nothing of.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"

namespace maktab::store {

struct Viewer {
  // One whose rights on records count here: the person himself, and each whose deputy he is just now.
  struct Seat {
    std::string id, unit, country;     // the last two may be empty
    std::vector<std::string> sees;     // registers of which he sees what is restricted to units and users
    std::vector<std::string> heads;    // registers of which he sees what is assigned to his unit
    std::vector<std::string> guarded;  // registers of which he may search the words that are not for all
  };

  std::vector<Seat> seats;  // his own first; empty: sees only what is restricted from nobody
  base::Instant now;        // a broken glass counts until then
  bool all = false;         // the program itself; never a person

  // For what no person reads: the check of definitions at the start, tests.
  static Viewer Program() { return {{}, {}, true}; }
};

}  // namespace maktab::store
