// A page of entries with what each says by itself, as verify looks at it. Internal to the store.
#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <vector>

#include "crypto/digest.h"
#include "store/leaf.h"
#include "store/sql.h"

namespace maktab::store {

struct VerifyPage {
  struct Row {
    EntryColumns entry;
    crypto::Digest hash;  // of its leaf
    bool sound = false;   // it is the one that is stored beside it
    bool files = false;   // it may speak of files
    bool alerts = false;  // it may give rows to a list
  };
  std::vector<Row> rows;
  std::size_t count = 0;       // of rows, that are of this page
  std::exception_ptr problem;  // what ended the reading before its time; what was read until then is there
  std::string leaf;            // scratch
};

// The entries with from <= seq < to. Throws what the database throws; what was read until then is in the page.
void ReadVerifyPage(Connection& connection, std::int64_t from, std::int64_t to, VerifyPage& page);

}  // namespace maktab::store
