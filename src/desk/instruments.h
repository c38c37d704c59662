// The treaty or law that a record rests on: which are proposed, and what of the chosen one the record keeps, so that it
// stays what it was when the treaty's definition is changed (docs/adr/0014-treaties.md; domain.md R-12).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "desk/parts.h"
#include "desk/record_entry.h"
#include "model/principal.h"
#include "model/treaties.h"

namespace maktab::desk {

struct InstrumentChoices {
  const model::InstrumentRule* rule = nullptr;  // nullptr: records of the register rest on none
  std::string chosen;                           // id; it may be none of those that are proposed now
  std::string day;                              // on which it must be in force
  std::string zone;                             // whose days would count; empty: not known
  std::vector<const model::Treaty*> proposed;   // the most favourable first, the law of the State that acts last
};

// Errors: access.denied, record.unknown, register.unknown.
base::Result<InstrumentChoices> ReadInstruments(const Parts& parts, const model::Principal& who,
                                                const std::string& record);

// An action that shows the instrument puts into the record what it says of it; one that renews prolongs by what is kept
// and takes one of the renewals away. Errors: instrument.not_proposed (instrument), instrument.renewed
// (nothing is chosen while a renewal runs), instrument.no_renewal, record.bad_value (a zone that is none).
base::Status KeepInstrument(Step& step, const Parts& parts);

}  // namespace maktab::desk
