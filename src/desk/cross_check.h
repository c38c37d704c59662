// A record's persons, vehicles and documents are asked of all lists and of the bureau's own files in the transaction
// that brings them in, as a person would ask (domain.md section 12.1): each question is an entry with its purpose and
// its answer, tied to the record, and is asked again when a list changes (recheck.h).
#pragma once

#include <string>
#include <vector>

#include "desk/check.h"
#include "desk/record_entry.h"
#include "desk/subject_search.h"

namespace maktab::desk {

// The last check of one row's file for a record, with what has been judged since.
struct RecordCheck {
  CheckAnswer answer;
  std::vector<LikelyFile> own;  // own files it hit that the reader may see and nobody has judged, as they are now
  std::size_t hits = 0;         // in lists
  // The row is masked, or the question came from what the reader may not see by now: of the answer only the field is
  // given.
  bool withheld = false;
};

class CrossCheck {
 public:
  CrossCheck(const Parts& parts, const CheckDesk& checks, const Judgements& judgements, const SubjectIndex& index)
      : parts_(parts), checks_(checks), judgements_(judgements), search_(parts, index) {}

  // The entries that belong to an action: one for each row that it brings in, changes, or makes one of those that are
  // to be asked. None if the register asks for none. Errors: as CheckDesk::Check.
  base::Result<std::vector<store::EntryDraft>> Entries(const model::Principal& who, const Step& step,
                                                       const std::string& record, const std::string& purpose) const;
  // Of what the record speaks of now. Looking is an entry (P10). Masks off: one with the reader's reason is there
  // already (RecordDesk::Unmask). Errors: access.denied, record.unknown.
  base::Result<std::vector<RecordCheck>> Of(const model::Principal& who, const std::string& record,
                                            Masks masks = Masks::kOn) const;
  // As CheckDesk::KeepUp.
  void KeepUp() const { checks_.KeepUp(); }

 private:
  base::Result<CheckAnswer> Ask(const model::Principal& who, const store::SubjectRow& row, std::string_view kind,
                                const std::string& purpose) const;
  base::Result<RecordCheck> ShownOf(const Reader& reader, const store::Entry& entry, CheckAnswer answer,
                                    Masks masks) const;

  const Parts& parts_;
  const CheckDesk& checks_;
  const Judgements& judgements_;
  const SubjectSearch search_;
};

}  // namespace maktab::desk
