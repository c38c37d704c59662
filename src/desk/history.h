// Who asked what and why, and the answers as they were given. Looking is itself logged (P10).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/answer.h"
#include "desk/parts.h"
#include "model/principal.h"

namespace maktab::desk {

struct HistoryFilter {
  std::optional<std::int64_t> before;  // entries older than this one
  std::size_t limit = 50;              // at most 200
  std::string who_id;                  // only this person's; empty = all that the reader may see
};

struct HistoryItem {
  std::int64_t seq = 0;
  base::Instant at;
  std::string who_id, who, purpose, reference;
  std::string summary;  // what was asked, as it may be shown in a list
  std::string schema;   // empty for a bulk run
  bool bulk = false;
  std::uint64_t lines = 0;  // of a bulk run
  std::uint64_t hits = 0;
  float best_score = 0;
};

struct HistoryPage {
  std::vector<HistoryItem> items;    // newest first
  std::optional<std::int64_t> next;  // pass as `before` for the next page
};

class History {
 public:
  explicit History(const Parts& parts) : parts_(parts) {}

  // Own checks, or everybody's with the right to see them. Errors: access.denied.
  base::Result<HistoryPage> List(const model::Principal& who, HistoryFilter filter) const;
  // One answer as it was given; logged if it is another person's. Errors: check.unknown, access.denied.
  base::Result<CheckAnswer> Open(const model::Principal& who, std::int64_t seq) const;

 private:
  const Parts& parts_;
};

}  // namespace maktab::desk
