// Records that search: what they give to the lists that checks ask, and who may be told of them
// (docs/adr/0012-alerts.md).
#pragma once

#include <string>
#include <string_view>

#include "desk/answer.h"
#include "desk/record_entry.h"
#include "store/viewer.h"

namespace maktab::desk {

enum class Life : std::uint8_t { kNone, kAsleep, kInForce };

// Of a record of this register in this state. kNone too where its register knows no alerts.
Life LifeIn(const model::Register& in, std::string_view state);

// The rows that the action gives to the list of its register: {"list","title","rows":[{"do","entity"}]}; empty if it
// changes none. `state` is the one that it reaches.
std::string WriteAlerts(const Step& step, const std::string& state);

// The record that an entry of a list stands for; empty if it is none of a record.
std::string RecordOfAlert(std::string_view dataset, std::string_view entity_id);
// Leaves out hits of records that the reader does not see (P7); `who` is made a reader only if there are any of
// records.
base::Status HideAlerts(const Parts& parts, const model::Principal& who, std::vector<screening::Hit>& hits);
base::Status HideAlerts(const Parts& parts, const store::Viewer& viewer, std::vector<screening::Hit>& hits);
base::Status HideAlerts(const Parts& parts, const store::Viewer& viewer, std::vector<AnsweredHit>& hits);
// Hits of alerts whose record says that whom the question asks about is not the one searched become quiet: the
// number of his paper, or where no paper is known the same name and birth date.
base::Status MarkExcluded(const Parts& parts, CheckAnswer& answer);
// Whether he may be told of this entry of a list.
base::Result<bool> SeesAlert(const Parts& parts, const model::Principal& who, std::string_view dataset,
                             std::string_view entity_id);

}  // namespace maktab::desk
