// Letters to partners: what a record says, in the words of its letter's definition, as a PDF. The same version of a
// record always gives the same bytes, so that the letter that was kept can be proved.
#pragma once

#include <string>

#include "desk/files.h"
#include "desk/parts.h"
#include "desk/record_values.h"
#include "model/letter.h"

namespace maktab::desk {

// Another record that is part of a letter (model::Letter::with).
struct LetterPart {
  std::string number, state;
  std::vector<store::Deadline> clocks;
};

// A record as its letter shows it.
struct LetterMatter {
  const model::Letter& letter;
  const model::Register& in;
  std::string number;
  std::int64_t version = 0;
  std::string state;
  const Values& values;
  std::string doers;                                      // as store::Record has them
  base::Instant changed_at;                               // the date of the letter
  const std::vector<store::Deadline>& clocks;             // of the record
  model::Language otherwise = model::Language::kEnglish;  // its language if the record says none
  std::vector<LetterPart> with = {};
};

// "MA-2026-REQ-interpol-000123.pdf"
std::string LetterName(std::string_view number);
// The bytes of the PDF. Errors: letter.bad_logo, letter.failed.
base::Result<std::string> RenderLetter(const Parts& parts, const LetterMatter& matter);

struct ShownLetter {
  std::string pdf, name;
  bool draft = true;
};

class LetterDesk {
 public:
  LetterDesk(const Parts& parts, const FileDesk& files) : parts_(parts), files_(files) {}

  // The letter that was kept, if one was and the record still is in a final state; else as it would be now, marked as a
  // draft until it is final, of what the person may read of the record. `letter`: empty for the first of the record's
  // register; `otherwise`: its language if the record says none. Looking is an entry (P10). Errors: access.denied,
  // record.unknown, letter.unknown, purpose.unknown, file.damaged, letter.bad_logo, letter.failed.
  base::Result<ShownLetter> Show(const model::Principal& who, const std::string& record, const std::string& letter,
                                 const std::string& purpose,
                                 model::Language otherwise = model::Language::kEnglish) const;

 private:
  const Parts& parts_;
  const FileDesk& files_;
};

}  // namespace maktab::desk
