// What an entry of the ledger says to a reader who is given all of it.
#pragma once

#include "base/result.h"
#include "desk/sight.h"
#include "store/entry.h"

namespace maktab::desk {

// REQUIRES: the store gave him the entry. kNone: it says something that is not for him; kMasked: something that is
// masked, and he may be shown that with a reason.
base::Result<Sight> SightOf(const Parts& parts, const Reader& reader, const store::Entry& entry);

}  // namespace maktab::desk
