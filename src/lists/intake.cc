#include "lists/intake.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"
#include "base/utf8.h"
#include "lists/countries.h"
#include "lists/text.h"

namespace maktab::lists {
namespace {

constexpr std::uint64_t kProgressStep = 256U << 10U;
constexpr std::size_t kReadBytes = 256U << 10U;

// Printable ASCII with single spaces inside: nothing for CleanText to do.
bool IsPlain(std::string_view text) {
  char before = ' ';
  for (const char c : text) {
    if (c < 0x20 || c == 0x7F || (c == ' ' && before == ' ')) return false;
    before = c;
  }
  return before != ' ';
}

std::string AsciiLower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? char(c + 32) : c;
  return out;
}

}  // namespace

std::string Draft::Clean(std::string_view text) {
  if (text.empty()) return {};
  if (IsPlain(text)) return std::string(text);
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80 && text[at] >= 0x20 && text[at] != 0x7F) {
      ++at;
      continue;
    }
    const std::size_t from = at;
    const char32_t c = base::NextCodePoint(text, at);
    if (base::IsInvisibleControl(c)) text_cleaned_ = true;
    if (c == 0xFFFD) (at == from + 1 ? text_cleaned_ : text_damaged_) = true;
  }
  return base::CleanText(text);
}

void Draft::SetId(std::string_view text) {
  entity_.id = Clean(text);
}

void Draft::Add(std::string_view property, std::string_view text) {
  if (text.empty()) return;
  const std::string clean = Clean(text);
  if (clean.empty()) return;
  if (clean.size() > model::kMaxValueBytes) value_cut_ = true;
  if (entity_.Get(property).size() >= model::kMaxValues) values_dropped_ = true;
  entity_.Add(property, clean);
}

void Draft::AddCountry(std::string_view property, std::string_view text) {
  const std::string clean = Clean(text);
  if (clean.empty()) return;
  const std::string_view code = CountryCode(clean);
  Add(property, code.empty() ? std::string_view(clean) : code);
}

void Draft::AddGender(std::string_view text) {
  const std::string word = AsciiLower(Clean(text));
  if (word == "m" || word == "male") {
    entity_.Add(model::kPropGender, "male");
  } else if (word == "f" || word == "female") {
    entity_.Add(model::kPropGender, "female");
  } else if (word == "other" || word == "x") {
    entity_.Add(model::kPropGender, "other");
  }
}

void Draft::AddDate(std::string_view property, std::string_view iso, std::string_view as_written) {
  if (!iso.empty()) return Add(property, iso);
  const std::string clean = Clean(as_written);
  if (!clean.empty() && unreadable_date_.empty()) unreadable_date_ = base::TruncateUtf8(clean, 60);
}

void Draft::AddDocument(std::string_view property, const model::IdentityDocument& document) {
  model::IdentityDocument clean;
  clean.type = Clean(document.type);
  clean.number = Clean(document.number);
  clean.country = Clean(document.country);
  clean.note = Clean(document.note);
  if (const std::string_view code = CountryCode(clean.country); !code.empty()) clean.country = code;
  if (const std::string bare = BareNumber(clean.number); bare != clean.number) {
    AppendWith(clean.note, "; ", clean.number);
    clean.number = bare;
  }
  if (clean.number.empty() && clean.note.empty()) return;
  if (entity_.documents.size() >= model::kMaxValues) {
    values_dropped_ = true;
    return;
  }
  Add(property, clean.number);
  if (std::find(entity_.documents.begin(), entity_.documents.end(), clean) == entity_.documents.end()) {
    entity_.documents.push_back(std::move(clean));
  }
}

std::uint64_t SeenIds::AddOrFind(std::string_view id, std::uint64_t line) {
  if (used_ * 3 >= slots_.size() * 2) Grow();
  const std::uint64_t hash = base::HashBytes(id);
  for (std::size_t at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
    Slot& slot = slots_[at];
    if (slot.line == 0) {
      slot = {hash, line};
      ++used_;
      return 0;
    }
    if (slot.hash == hash) return slot.line;
  }
}

void SeenIds::Grow() {
  std::vector<Slot> old(std::max<std::size_t>(slots_.size() * 2, 1024));
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.line == 0) continue;
    std::size_t at = slot.hash & (slots_.size() - 1);
    while (slots_[at].line != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

base::Result<std::size_t> Intake::Read(ByteSource& source, char* to, std::size_t size) {
  MAKTAB_ASSIGN(const std::size_t got, source.Read(to, size));
  bytes_ += got;
  if (bytes_ - reported_ >= kProgressStep) {
    reported_ = bytes_;
    MAKTAB_TRY(sink_.Progress(bytes_));
  }
  return got;
}

base::Error Intake::At(std::uint64_t line, base::Error error) const {
  const auto has = [&](std::string_view name) {
    return std::any_of(error.params.begin(), error.params.end(),
                       [&](const auto& param) { return param.first == name; });
  };
  if (line > 0 && !has("line")) error.With("line", std::to_string(line));
  if (!file_.empty() && !has("file")) error.With("file", file_);
  return error;
}

base::Status Intake::Bad(std::uint64_t line, base::Error error) {
  error = At(line, std::move(error));
  if (!options_.skip_bad) return error;
  sink_.Bad(line, error);
  return {};
}

void Intake::Warn(std::uint64_t line, base::Error error) {
  sink_.Warn(line, At(line, std::move(error)));
}

base::Status Intake::Take(Draft draft) {
  bool names_removed = false;
  const std::uint64_t line = draft.line();
  if (const base::Status status = model::Validate(draft.entity_, &names_removed); !status.ok()) {
    return Bad(line, status.error());
  }
  if (const std::uint64_t first = seen_.AddOrFind(draft.entity_.id, line); first != 0) {
    return Bad(line,
               base::Err("lists.doubled_id").With("id", draft.entity_.id).With("first_line", std::to_string(first)));
  }
  WarnOf(draft, names_removed);
  return sink_.Accept(std::move(draft.entity_), line);
}

void Intake::WarnOf(const Draft& draft, bool names_removed) {
  const auto warn = [&](std::string_view code) { Warn(draft.line(), base::Err(code).With("id", draft.entity_.id)); };
  if (draft.text_cleaned_) warn("lists.text_cleaned");
  if (draft.text_damaged_) warn("lists.text_damaged");
  if (draft.value_cut_) warn("lists.value_cut");
  if (draft.values_dropped_) warn("lists.values_dropped");
  if (names_removed) warn("lists.names_removed");
  if (!draft.unreadable_date_.empty()) {
    Warn(draft.line(),
         base::Err("lists.unreadable_date").With("id", draft.entity_.id).With("value", draft.unreadable_date_));
  }
}

base::Result<bool> LineReader::Fill() {
  if (at_end_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() - end_ < kReadBytes) buffer_.resize(std::max(buffer_.size() * 2, 2 * kReadBytes));
  MAKTAB_ASSIGN(const std::size_t got, intake_.Read(source_, buffer_.data() + end_, kReadBytes));
  end_ += got;
  at_end_ = got == 0;
  return !at_end_;
}

base::Result<LineReader::Kind> LineReader::Next(std::string_view& text) {
  ++line_;
  bool too_long = false;
  std::size_t searched = 0;
  while (true) {
    const char* from = buffer_.data() + begin_;
    const auto* newline = static_cast<const char*>(std::memchr(from + searched, '\n', end_ - begin_ - searched));
    if (newline != nullptr) {
      text = std::string_view(from, std::size_t(newline - from));
      begin_ += text.size() + 1;
      if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
      return too_long || text.size() > intake_.limits().entry_bytes ? Kind::kTooLong : Kind::kLine;
    }
    searched = end_ - begin_;
    if (searched > intake_.limits().entry_bytes) {
      too_long = true;
      begin_ = end_;
      searched = 0;
    }
    MAKTAB_ASSIGN(const bool more, Fill());
    if (!more) break;
  }
  text = std::string_view(buffer_).substr(begin_, end_ - begin_);
  begin_ = end_;
  ended_in_line_ = !text.empty();
  if (too_long) return Kind::kTooLong;
  return text.empty() ? Kind::kEnd : Kind::kLine;
}

}  // namespace maktab::lists
