// How entries change JSON objects that projections keep.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"

namespace maktab::store {

// The members of an object with those of `changes` in their place, sorted; an empty or null change ("null", "\"\"",
// "[]") takes its member away.
std::string MergeMembers(std::string_view object, const base::JsonRef& changes);

}  // namespace maktab::store
