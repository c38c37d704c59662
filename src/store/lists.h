// Lists as versions: each import of a dataset has a number (1, 2, 3…) and holds only what it added, changed or ended.
// An import counts once its list.imported entry is durable, and not before: it is all or nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "model/entity.h"
#include "store/entry.h"

namespace maktab::store {

// Lists whose names begin so are what the records of a register say ("records.bulletins"): its actions change them.
inline constexpr std::string_view kRecordLists = "records.";

// What an import says of the list as a whole, as the publisher writes it.
struct ImportMeta {
  std::string format;     // "un", "ofac", "ftm", "interpol", "csv"
  std::string title;      // shown with answers
  std::string publisher;  // may be empty
  std::string list_date;  // the list's own date, ISO 8601; may be empty
  std::string version;    // the list's own version; may be empty
  std::int64_t skipped = 0;
};

struct ImportResult {
  std::string dataset;
  std::int64_t number = 0;
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t ended = 0;
  std::int64_t unchanged = 0;
  std::int64_t skipped = 0;
  double seconds = 0;
  Receipt receipt;
};

struct ListState {
  std::string dataset;
  bool active = true;         // false: the list has been ended, nothing in it counts
  std::int64_t number = 0;    // of the last import (or end)
  std::int64_t floor = 0;     // of the last end, 0 if there was none: nothing up to it counts
  ImportMeta meta;            // of the last import
  std::int64_t entities = 0;  // in force
  base::Instant imported_at;
  base::Instant ended_at;  // 0 while active
};

struct ListImport {
  ImportResult result;
  ImportMeta meta;
  bool list_ended = false;  // this number is the end of the list, not an import
  std::string reason;       // why it was ended
  std::string by_name;
};

enum class ChangeKind : std::uint8_t { kAdded, kChanged, kEnded, kListEnded };

// One line of what an import did.
struct ImportChange {
  std::int64_t row = 0;  // cursor
  ChangeKind kind = ChangeKind::kAdded;
  std::string entity_id;
  std::string schema;
  std::string caption;
};

// What someone who follows the lists must do next. kListEnded: forget the whole dataset (entity_id, body empty).
// kEnded: forget the entity, which may be unknown. kAdded and kChanged: it is now as `body` says.
struct ListChange {
  std::string dataset;
  ChangeKind kind = ChangeKind::kAdded;
  std::int64_t number = 0;
  std::string entity_id;
  std::string digest;  // hex: changes when the entity changes
  std::string body;    // model::WriteEntity's JSON
};

constexpr std::int64_t kNewestImport = std::numeric_limits<std::int64_t>::max();

struct StoredEntity {
  std::string dataset;
  model::Entity entity;  // as it was last, if it has ended
  std::string digest;
  bool in_force = true;
  base::Instant first_seen;
  base::Instant last_changed;
  base::Instant ended_at;  // 0 while in force
};

// One import on its way. One thread at a time. Destroyed without Finish, it is abandoned.
class Import {
 public:
  virtual ~Import() = default;

  // Errors: store.doubled_id (this id was put already), store.bad_entity_id (longer than 512 bytes or not text): the
  // import may go on without it. What the writer met (store.disk_full, store.unavailable): every later call gives the
  // same error and nothing will have been imported.
  virtual base::Status Put(const model::Entity& entity) = 0;
  // What was not Put is ended. On success the import is in force and durable. REQUIRES: called once.
  // Errors: store.list_changed (another import or an end of this list came between).
  virtual base::Result<ImportResult> Finish(const ImportMeta& meta, const EntryContext& who) = 0;
  // Nothing will have been imported.
  virtual void Abandon() = 0;
};

}  // namespace maktab::store
