// One INTERPOL notice: what its JSON says, as a draft.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "lists/intake.h"

namespace maktab::lists {

// "red", "yellow" or "un", from its links, else from members that only one of them has; empty if neither tells.
std::string_view NoticeColour(const base::JsonRef& notice);
// The colour in an address of the service ("…/notices/v1/red/2021-75051"); empty if there is none.
std::string_view ColourInAddress(std::string_view address);
// "2021-75051" and "2021/75051" alike as "2021/75051".
std::string NoticeId(std::string_view text);
// Some member is there that list entries do not have.
bool IsDetail(const base::JsonRef& notice);
model::Schema NoticeSchema(const base::JsonRef& notice);

// Adds all that the notice says; called for the detail first and then for the list entry, whose values fill gaps.
void AddNotice(Draft& draft, const base::JsonRef& notice, std::string_view colour);

}  // namespace maktab::lists
