// What follows from an entry, decided within its transaction (docs/adr/0012-alerts.md).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/entry.h"
#include "store/records.h"

namespace maktab::store {

// The transaction of an entry that was just applied: records as they are with it, and nobody else writing. Only on the
// writer's thread, only while Consequences runs.
class Transaction {
 public:
  virtual ~Transaction() = default;

  // Of the entry that all this follows from; those that were written with it come right behind it.
  virtual std::int64_t FirstSeq() const = 0;
  // All records, whoever may see them.
  virtual std::optional<Record> Find(const std::string& id) = 0;
  virtual std::optional<Record> FindByNumber(const std::string& number) = 0;
  // Records of a register whose field `field` names this value, in the order in which they were made.
  virtual std::vector<Record> Naming(const std::string& register_id, const std::string& field,
                                     const std::string& value) = 0;
  virtual std::vector<Deadline> Deadlines(const std::string& record) = 0;
  // The next number of a series; REQUIRES: a record with it is appended.
  virtual std::int64_t NextSerial(const std::string& series) = 0;
  // One more entry, applied at once. Errors: as Store::Append.
  virtual base::Status Append(const EntryDraft& draft) = 0;
};

// With an error nothing is written, the entry itself neither. May be called twice, the first time undone. Throws what
// the database throws.
using Consequences = std::function<base::Status(Transaction&)>;

}  // namespace maktab::store
