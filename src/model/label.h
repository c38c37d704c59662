// What people read as the name of something that a definition defines.
#pragma once

#include <array>
#include <string>

#include "model/language.h"

namespace maktab::model {

using Label = std::array<std::string, kLanguages.size()>;  // by Language; all four are there

}  // namespace maktab::model
