// A letter as a PDF: A4, the letterhead, references, subject, paragraphs, who signs, page numbers; Arabic right to left
// and shaped. The same letter gives the same bytes: there is no clock in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "model/language.h"

namespace maktab::papers {

struct LetterPage {
  model::Language language = model::Language::kEnglish;
  // Above: lines of the authority, the name of the bureau, lines of its address; the same on the other side in another
  // language, if it has one.
  std::string authority, name, address;
  model::Language other_language = model::Language::kEnglish;
  std::string other_authority, other_name;
  std::string logo_png;  // bytes; empty: none
  std::string lines;     // references, one a line
  std::string subject;
  std::string body;  // paragraphs with an empty line between
  std::string closing;
  std::string footer;        // on each page, before its number
  std::string watermark;     // across each page; empty: none
  std::string title;         // of the document, for readers of PDF
  base::Instant written_at;  // the date in the document's properties
};

// Any thread; one letter at a time. Errors: letter.bad_logo (it is no PNG that can be read), letter.failed.
base::Result<std::string> WriteLetter(const LetterPage& letter);

}  // namespace maktab::papers
