#include "desk/needs.h"

#include <algorithm>
#include <charconv>

#include "calendar/partial_date.h"

namespace maktab::desk {
namespace {

constexpr int kAdultYears = 18;

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
  return term.whole_day ? IsWholeDay(text) : !text.empty();
}

bool TermHolds(const model::Term& term, const Values& values, const calendar::PartialDate& today) {
  const auto value = values.find(term.field);
  if (value == values.end()) return term.adult;
  const std::vector<std::string> texts = TextsOf(value->second);
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
  return std::all_of(all.begin(), all.end(), [&](const base::JsonRef& row) { return RowHas(row, term, today); });
}

bool IsMet(const model::Need& need, const Values& values, const calendar::PartialDate& today) {
  if (need.when && !Holds(*need.when, values)) return true;
  return std::any_of(need.any.begin(), need.any.end(), [&](const std::vector<std::string>& set) {
    return std::all_of(set.begin(), set.end(),
                       [&](const std::string& text) { return TermHolds(model::ParseTerm(text), values, today); });
  });
}

}  // namespace

base::Status HasAllNeeded(const Step& step, base::Instant now) {
  const auto today = calendar::ParsePartialDate(base::FormatInstant(now).substr(0, 10));
  const Values after = After(step);
  std::string missing;
  for (const model::Need& need : step.in.needs) {
    const bool asked = std::find(need.actions.begin(), need.actions.end(), step.action.id) != need.actions.end();
    if (!asked || IsMet(need, after, *today)) continue;
    missing += (missing.empty() ? "" : ",") + need.id;
  }
  if (missing.empty()) return {};
  return base::Err("record.needs").With("needs", missing);
}

}  // namespace maktab::desk
