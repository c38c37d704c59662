// Which rows of tables of spellings the learning never sees, so that they can be measured with.
#pragma once

#include <string_view>

namespace maktab::names {

// A tenth of all Arabic forms, by their normal form: a name is held out however it is written and in whichever table.
bool IsHeldOut(std::string_view arabic);

}  // namespace maktab::names
