// Importing a list: compares with what is in force and stages what differs. Internal to the store.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "store/files.h"
#include "store/lists.h"
#include "store/pool.h"
#include "store/writer.h"

namespace maktab::store {

// The parts of the store that an import works with; they outlive it.
struct ImportTools {
  Writer& writer;
  Pool& pool;
};

// Takes over the claim to the list's next number, clears what an unfinished import left and reads what is in force.
base::Result<std::unique_ptr<Import>> StartImport(const ImportTools& tools, const std::string& dataset, FileLock lock);

}  // namespace maktab::store
