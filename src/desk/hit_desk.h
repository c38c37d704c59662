// Hits of checks become records of the register that keeps them, in the transaction that writes the check
// (docs/adr/0015-hits.md): there is no instant at which somebody was told of a hit that nobody must deal with.
#pragma once

#include <string>
#include <vector>

#include "desk/answer.h"
#include "desk/clocks.h"
#include "desk/parts.h"
#include "model/principal.h"
#include "store/transaction.h"

namespace maktab::desk {

struct Followed;
class WhatFollows;

// A hit that the definitions want kept, on its way.
struct HitFound {
  std::string how;          // a choice of the field: "check", "cross_check", "bulk", "retro"
  std::int64_t check = -1;  // seq of the entry of the check; -1: written with it,
  std::int64_t behind = 0;  // so many entries behind the first of the transaction
  std::string asker_id, asker, asker_unit;
  bool person = false;  // the asker is a user
  std::string purpose, place, query_key;
  model::Entity query;
  screening::Hit hit;
  std::size_t place_in_answer = 0;
  std::string record;   // whose row was asked; empty: somebody asked
  bool masked = false;  // the row is not for whoever sees the record
  // Of the record that was made, or goes on. Empty: none, because the alert had ended.
  std::string id, number;
};

// Immutable; any thread.
class HitDesk {
 public:
  explicit HitDesk(const Parts& parts) : parts_(parts), clocks_(parts.registers, parts.settings) {}

  // Which hits of an answer are kept. An answer without any costs nothing. `always`: whatever the purpose. Errors:
  // store.*.
  base::Result<std::vector<HitFound>> Wanted(const model::Principal& who, const CheckAnswer& answer,
                                             std::string_view how, bool always = false) const;
  // Those of the checks that come with an action on a record of this register.
  base::Result<std::vector<HitFound>> WantedOfRecord(const model::Principal& who, const model::Register& in,
                                                     const std::string& record,
                                                     const std::vector<store::EntryDraft>& checks) const;
  // What of a check of a record is for everybody who may see the hit: nothing where its row is masked.
  void Belongs(HitFound& found, const model::Register& in, const std::string& record, const CheckAnswer& answer) const;
  // In the transaction: makes the records, or finds those that go on. May be called twice, the first time undone.
  base::Status Open(store::Transaction& transaction, std::vector<HitFound>& found,
                    std::vector<Followed>& followed) const;

 private:
  base::Status OpenOne(store::Transaction& transaction, WhatFollows& what, HitFound& found) const;

  const Parts& parts_;
  const Clocks clocks_;
};

}  // namespace maktab::desk
