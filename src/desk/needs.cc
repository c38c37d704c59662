#include "desk/needs.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "calendar/partial_date.h"
#include "desk/date_order.h"

namespace maktab::desk {
namespace {

constexpr int kAdultYears = 18;
// Clocks of two machines differ a little.
constexpr std::int64_t kFutureMicros = 60 * base::kMicrosPerSecond;

// When, and where the days of dates begin.
struct Today {
  calendar::PartialDate date;
  base::Instant now;
  const calendar::Zone& zone;
};

// Blocks of the Arabic script and of its forms in print.
constexpr std::pair<char32_t, char32_t> kArabicBlocks[] = {
    {0x0600, 0x06FF}, {0x0750, 0x077F}, {0x08A0, 0x08FF}, {0xFB50, 0xFDFF}, {0xFE70, 0xFEFF}};

// It may say the same in another script besides.
bool IsWrittenInArabic(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t letter = base::NextCodePoint(text, at);
    const bool arabic = std::any_of(std::begin(kArabicBlocks), std::end(kArabicBlocks),
                                    [&](const auto& block) { return letter >= block.first && letter <= block.second; });
    if (arabic) return true;
  }
  return false;
}

std::optional<TimeSpan> SpanIn(const Values& values, const std::string& field, const Today& today) {
  const auto value = values.find(field);
  if (value == values.end()) return std::nullopt;
  const std::vector<std::string> texts = TextsOf(value->second);
  return texts.empty() ? std::nullopt : SpanOf(texts.front(), today.zone);
}

bool IsInOrder(const model::Term& term, const Values& values, const Today& today) {
  const auto earlier = SpanIn(values, term.field, today);
  const base::Instant latest{today.now.micros + kFutureMicros};
  const auto later = term.not_after == model::kNow ? TimeSpan{latest, latest} : SpanIn(values, term.not_after, today);
  return !earlier || !later || MayBeInOrder(*earlier, *later);
}

// Not surely a minor: a date that is known in part counts as its first day, none as long ago.
bool IsAdult(std::string_view birth_date, const calendar::PartialDate& today) {
  const auto span = calendar::ParseDateSpan(birth_date);
  if (!span) return true;
  const auto grown = calendar::MakeDate(today.year - kAdultYears, today.month, 1);
  return calendar::FirstDay(span->from) <= (grown ? calendar::FirstDay(*grown) + today.day - 1 : 0);
}

bool IsWholeDay(std::string_view text) {
  const auto date = calendar::ParsePartialDate(text);
  return date && date->has_day();
}

bool RowHas(const base::JsonRef& row, const model::Term& term, const calendar::PartialDate& today) {
  const std::string_view text = row[term.member].string().value_or("");
  if (term.adult) return IsAdult(text, today);
  if (term.arabic) return IsWrittenInArabic(text);
  return term.whole_day ? IsWholeDay(text) : !text.empty();
}

bool TermHolds(const model::Term& term, const Values& values, const Today& today) {
  if (!term.not_after.empty()) return IsInOrder(term, values, today);
  const auto value = values.find(term.field);
  if (value == values.end()) return term.adult || term.arabic;
  const std::vector<std::string> texts = TextsOf(value->second);
  if (term.arabic && term.member.empty()) return std::all_of(texts.begin(), texts.end(), IsWrittenInArabic);
  if (!term.is.empty()) return std::find(texts.begin(), texts.end(), term.is) != texts.end();
  if (term.least) {
    long long number = 0;
    const std::string& text = value->second;
    return std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc() && number >= *term.least;
  }
  if (term.member.empty()) return true;
  const auto rows = base::JsonDocument::Parse(value->second);
  if (!rows.ok()) return false;
  const std::vector<base::JsonRef> all = rows->root().elements();
  return std::all_of(all.begin(), all.end(), [&](const base::JsonRef& row) { return RowHas(row, term, today.date); });
}

bool IsMet(const model::Need& need, const Values& values, const Today& today) {
  if (need.when && !Holds(*need.when, values)) return true;
  return std::any_of(need.any.begin(), need.any.end(), [&](const std::vector<std::string>& set) {
    return std::all_of(set.begin(), set.end(),
                       [&](const std::string& text) { return TermHolds(model::ParseTerm(text), values, today); });
  });
}

}  // namespace

base::Status HasAllNeeded(const Step& step, base::Instant now, const calendar::Zone& zone) {
  const Today today{*calendar::ParsePartialDate(base::FormatInstant(now).substr(0, 10)), now, zone};
  const Values after = After(step);
  std::string missing;
  for (const model::Need& need : step.in.needs) {
    const bool asked = std::find(need.actions.begin(), need.actions.end(), step.action.id) != need.actions.end();
    if (!asked || IsMet(need, after, today)) continue;
    missing += (missing.empty() ? "" : ",") + need.id;
  }
  if (missing.empty()) return {};
  return base::Err("record.needs").With("needs", missing);
}

}  // namespace maktab::desk
