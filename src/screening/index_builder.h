// The inverted index of sound keys of a segment whose names are there.
#pragma once

#include "base/result.h"
#include "screening/segment.h"

namespace maktab::screening {

// Fills keys, key_postings and postings. Needs about 4 bytes a key of a name beside the index itself.
// Error: screening.too_large (2^32 postings or more).
base::Status BuildIndex(SegmentParts& parts);

}  // namespace maktab::screening
