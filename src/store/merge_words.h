// Puts SQLite's index of words in order, a little at a time: what comes in stands in pages of its own until they are
// merged. By itself SQLite would do that each time that sixty-four pages are full, hundreds of pages at once: with
// 200,000 records whoever acted waited 50 to 80 ms for that each two seconds. PostgreSQL does without. Internal to the
// store; throws what the database throws.
#pragma once

#include "store/sql.h"

namespace maktab::store {

constexpr int kMergedWithARecord = 8;  // more than a record brings
constexpr int kMergedAll = 1'000'000;

// Writes at most about so many pages anew (of 4 KB), where there is need.
void MergeWords(Connection& connection, int pages);

}  // namespace maktab::store
