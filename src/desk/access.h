// The question at the head of every action: may he? And whose eyes he looks at records with (P7).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "desk/parts.h"
#include "model/principal.h"
#include "model/register.h"

namespace maktab::desk {

// Error: access.denied (params: right).
base::Status Require(const model::Principal& who, model::Right right);

// Who reads and acts on records: himself, and each whose deputy he is just now. Whatever asks the store about records
// begins with this.
struct Reader {
  std::vector<store::Seat> seats;  // his own first; never empty
  store::Viewer viewer;

  const store::Seat& own() const { return seats.front(); }
  bool HasRole(const std::vector<model::Role>& roles) const;
};

// As the store has him at this moment: a right that was withdrawn counts no more. Whoever is no user and no key (the
// administrator at the shell) has his role alone.
base::Result<Reader> ReaderOf(const Parts& parts, const model::Principal& who);

// Of the value of a field as a whole; rows of it may be masked all the same.
bool MayRead(const model::Field& field, const Reader& reader);
bool MayWrite(const model::Field& field, const Reader& reader);
// Nothing of it is kept from the reader for good: he may read it, and show what is masked.
bool MayUnmask(const model::Field& field, const Reader& reader);
// Part of it is masked by default, or all.
bool HasMasks(const model::Field& field);

// The record as the store has it, if the reader sees it: what shows something of it masks first (desk/redact.h). Error:
// record.unknown, for one that is hidden as for one that is not there.
base::Result<store::Record> RecordFor(const Parts& parts, const Reader& reader, const std::string& id);

// The purpose that was given, or the default one. Error: purpose.unknown.
base::Result<std::string> PurposeFor(const Parts& parts, const std::string& asked);

}  // namespace maktab::desk
