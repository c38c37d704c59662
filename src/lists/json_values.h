// JSON values one after another in a file, apart by white space: one document on many lines, or one a line. Only the
// ends of values are found here (by brackets outside strings); reading them is JsonParser's.
#pragma once

#include <string>
#include <string_view>

#include "lists/intake.h"

namespace maktab::lists {

class JsonValues {
 public:
  JsonValues(ByteSource& source, Intake& intake) : source_(source), intake_(intake) {}

  enum class Kind {
    kValue,
    kTooLong,    // longer than ReadLimits::document_bytes; skipped to its end
    kUnclosed,   // the file ends inside it
    kNoBracket,  // text that is no object and no array; skipped to the end of its line
    kEnd,
  };
  // `text` is valid until the next call.
  base::Result<Kind> Next(std::string_view& text);
  // Where the value begins.
  std::uint64_t line() const { return line_; }

 private:
  base::Result<bool> Fill();
  base::Result<bool> SkipBlank();
  void Scan();

  ByteSource& source_;
  Intake& intake_;
  std::string chunk_;
  std::size_t at_ = 0;
  std::string value_;
  std::size_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
  bool too_long_ = false;
  bool first_ = true;
  std::uint64_t line_ = 1;
  std::uint64_t next_line_ = 1;
};

}  // namespace maktab::lists
