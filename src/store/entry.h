// Entries of the ledger: what happened, by whom, for which purpose. Never changed, never removed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "model/principal.h"

namespace maktab::store {

// What is to be written. All text is UTF-8 without NUL. Kinds and their bodies: docs/formats/ledger.md.
struct EntryDraft {
  std::string kind;        // "check.asked", "list.imported"…
  model::Principal actor;  // who did it
  std::string purpose;     // code of a purpose; empty where none is asked (sign-in)
  std::string subject;     // what it is about (a dataset, a user's id…); may be empty; found by EntryFilter::subject
  std::string body;        // a compact JSON object
};

// Who and why, where the store writes the rest of the draft.
struct EntryContext {
  model::Principal actor;
  std::string purpose;
};

struct Entry {
  std::int64_t seq = 0;  // 0, 1, 2… without gaps
  base::Instant at;      // what the clock said when it was written; order is by seq
  std::string kind;
  model::Principal actor;
  std::string purpose;
  std::string subject;
  std::string body;
};

// Given once the entry is durable.
struct Receipt {
  std::int64_t seq = 0;
  base::Instant at;
};

// All conditions that are set must hold. Newest first.
struct EntryFilter {
  std::vector<std::string> kinds;          // any of these; empty: all
  std::string actor_id;                    // empty: anyone
  std::string subject;                     // empty: any
  std::optional<std::int64_t> before_seq;  // cursor: the seq of the last entry of the page before
  std::optional<base::Instant> since;      // not earlier than
  int limit = 100;                         // 1–10,000
};

}  // namespace maktab::store
