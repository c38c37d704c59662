#include "lists/csv_rows.h"

#include <cstring>

namespace maktab::lists {
namespace {

constexpr std::size_t kReadBytes = 256U << 10U;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// What a field costs beside its text, so that a row of a million commas is bounded too.
constexpr std::size_t kFieldBytes = sizeof(std::size_t) + sizeof(std::string_view);

}  // namespace

base::Result<bool> CsvRows::Fill() {
  if (at_end_) return false;
  buffer_.resize(kReadBytes);
  std::size_t got = 0;
  // The mark may come in pieces.
  do {
    MAKTAB_ASSIGN(const std::size_t more, intake_.Read(source_, buffer_.data() + got, kReadBytes - got));
    if (more == 0) at_end_ = true;
    got += more;
  } while (first_ && got < kByteOrderMark.size() && !at_end_);
  at_ = buffer_.data();
  end_ = at_ + got;
  if (first_ && std::string_view(at_, got).starts_with(kByteOrderMark)) at_ += kByteOrderMark.size();
  first_ = false;
  return got > 0;
}

bool CsvRows::Spend() {
  if (row_.size() + ends_.size() * kFieldBytes <= intake_.limits().entry_bytes) return true;
  too_long_ = true;
  row_.clear();
  ends_.clear();
  return false;
}

void CsvRows::EndField() {
  ends_.push_back(row_.size());
  state_ = State::kStart;
}

void CsvRows::Plain(const char* end) {
  row_.append(at_, end);
  at_ = end;
}

void CsvRows::Quoted(const char* end) {
  for (const char* p = at_; (p = static_cast<const char*>(std::memchr(p, '\n', std::size_t(end - p)))) != nullptr;
       ++p) {
    ++next_line_;
  }
  Plain(end);
}

bool CsvRows::Consume() {
  while (at_ < end_) {
    Spend();
    if (state_ == State::kQuoted) {
      const auto* quote = static_cast<const char*>(std::memchr(at_, '"', std::size_t(end_ - at_)));
      Quoted(quote == nullptr ? end_ : quote);
      if (quote == nullptr) return false;
      ++at_;
      state_ = State::kAfterQuote;
      continue;
    }
    const char c = *at_;
    if (c == delimiter_) {
      EndField();
    } else if (c == '\n') {
      ++at_;
      ++next_line_;
      if (!row_.empty() && row_.back() == '\r' && state_ == State::kPlain) row_.pop_back();
      EndField();
      return true;
    } else if (c == '"' && state_ == State::kStart) {
      state_ = State::kQuoted;
      quoted_ = true;
    } else if (c == '"' && state_ == State::kAfterQuote) {
      row_.push_back('"');
      state_ = State::kQuoted;
    } else {
      // Text after a closing quote is kept as it stands; only the line end's CR is not text.
      const char* p = at_ + 1;
      while (p < end_ && *p != delimiter_ && *p != '\n' && !(state_ == State::kAfterQuote && *p == '"')) ++p;
      state_ = State::kPlain;
      Plain(p);
      continue;
    }
    ++at_;
  }
  return false;
}

void CsvRows::FinishRow() {
  std::size_t from = 0;
  for (const std::size_t end : ends_) {
    fields_.push_back(std::string_view(row_).substr(from, end - from));
    from = end;
  }
}

base::Result<CsvRows::Kind> CsvRows::Next() {
  while (true) {
    row_.clear();
    ends_.clear();
    fields_.clear();
    state_ = State::kStart;
    quoted_ = too_long_ = ended_in_row_ = false;
    line_ = next_line_;
    while (!Consume()) {
      MAKTAB_ASSIGN(const bool more, Fill());
      if (more) continue;
      if (state_ == State::kQuoted) return too_long_ ? Kind::kTooLong : Kind::kUnclosed;
      if (state_ == State::kStart && ends_.empty() && !too_long_) return Kind::kEnd;
      if (!row_.empty() && row_.back() == '\r' && state_ == State::kPlain) row_.pop_back();
      EndField();
      ended_in_row_ = true;
      break;
    }
    if (too_long_) return Kind::kTooLong;
    if (ends_.size() == 1 && row_.empty() && !quoted_) {
      if (ended_in_row_) return Kind::kEnd;
      continue;
    }
    FinishRow();
    return Kind::kRow;
  }
}

}  // namespace maktab::lists
