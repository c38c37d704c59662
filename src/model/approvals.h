// What one person wrote and another approved goes out as it was approved (P6): the definition of a register can't let
// anybody change it in between. Internal to the module.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/register.h"

namespace maktab::model {

struct WrongDefinition {
  int line = 1;
  std::string what;
};

// The first way in which somebody could change alone what was approved with four eyes: between the draft and the
// approval (and then approve it himself), or between the approval and what it was given for (a letter, or what is done
// from a state marked `approved`). nullopt: there is none.
std::optional<WrongDefinition> WrongApproval(const Register& in, const std::vector<Letter>& letters);

}  // namespace maktab::model
