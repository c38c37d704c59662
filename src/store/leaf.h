// The byte-exact text of an entry that goes into the Merkle tree, and of the rows of an import that its entry vouches
// for (docs/formats/ledger.md). Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "store/entry.h"

namespace maktab::store {

// "<length>:<bytes>," as netstrings do: any bytes, one reading.
void AppendNetstring(std::string& out, std::string_view bytes);
void AppendNetstring(std::string& out, std::int64_t number);  // in decimal

// The parts of an entry as its columns hold them.
struct EntryColumns {
  long long seq = 0;
  long long at = 0;
  std::string kind;
  std::string actor_id;
  std::string actor_name;
  std::string actor_role;
  std::string actor_kind;
  std::string purpose;
  std::string subject;
  std::string body;
};

EntryColumns ToColumns(const EntryDraft& draft, const Receipt& receipt);
Entry FromColumns(EntryColumns&& columns);

// Replaces what `out` holds.
void WriteLeaf(const EntryColumns& columns, std::string& out);

struct ListRow {
  long long row = 0;
  std::string op;
  std::string entity_id;
  std::string digest;
  std::string schema;
  std::string caption;
  std::string body;
};

// Replaces what `out` holds.
void WriteListRow(const ListRow& row, std::string& out);

// "person", "system", "shell".
std::string_view ActorKindName(model::Principal::Kind kind);

}  // namespace maktab::store
