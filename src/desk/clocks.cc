#include "desk/clocks.h"

#include <algorithm>
#include <charconv>

#include "calendar/partial_date.h"

namespace maktab::desk {
namespace {

bool AsksWorkingDays(const calendar::Limit& limit) {
  const bool days = limit.unit == calendar::LimitUnit::kCalendarDays || limit.unit == calendar::LimitUnit::kMonths;
  return limit.unit == calendar::LimitUnit::kWorkingDays || (days && limit.rolls);
}

// The first text of a field; empty if it has none.
std::string TextOf(const Values& values, const std::string& field) {
  const auto value = values.find(field);
  if (field.empty() || value == values.end()) return {};
  const std::vector<std::string> texts = TextsOf(value->second);
  return texts.empty() ? std::string() : texts.front();
}

// A hundred years of days, as in definitions: a slip of the pen ends somewhere.
constexpr std::int64_t kMostAmount = 36'600;

// The limit of the rule as the record says it; its amount is 0 where neither says one.
calendar::Limit LimitOf(const model::DeadlineRule& rule, const Values& values) {
  calendar::Limit limit = rule.limit;
  const std::string amount = TextOf(values, rule.amount_from);
  std::from_chars(amount.data(), amount.data() + amount.size(), limit.amount);
  limit.amount = std::min(limit.amount, kMostAmount);
  if (const auto unit = calendar::ParseLimitUnit(TextOf(values, rule.unit_from))) limit.unit = *unit;
  return limit;
}

}  // namespace

bool IsZone(const std::string& zone) {
  return calendar::Zone::Named(zone).has_value();
}

Clocks::Clocks(const model::Registers& registers, const Settings& settings)
    : registers_(registers),
      zone_(calendar::Zone::Named(settings.zone).value_or(calendar::Zone::Utc())),
      bureau_(registers.calendars().OfBureau(settings.bureau)) {}

std::string Clocks::CalendarOf(const model::DeadlineRule& rule, const Values& values) const {
  if (rule.calendar != model::kPartnerCalendar) return rule.calendar;
  std::string partner = TextOf(values, "partner");
  const bool known = registers_.calendars().Find(partner) != nullptr;
  return known ? partner : std::string(model::kBureauCalendar);
}

calendar::Zone Clocks::ZoneOf(const model::DeadlineRule& rule, const Values& values) const {
  if (rule.zone_from.empty()) return zone_;
  return calendar::Zone::Named(TextOf(values, rule.zone_from)).value_or(zone_);
}

bool Clocks::Starts(const model::DeadlineRule& rule, const Values& values) const {
  if (rule.amount_from.empty()) return true;
  const bool counted = rule.from_field.empty() || values.contains(rule.from_field);
  return counted && LimitOf(rule, values).amount > 0;
}

base::Instant Clocks::StartOf(const model::DeadlineRule& rule, const Values& values, base::Instant happened_at) const {
  const std::string text = TextOf(values, rule.from_field);
  if (text.empty()) return happened_at;
  if (const auto instant = base::ParseInstant(text)) return *instant;
  const auto date = calendar::ParsePartialDate(text);
  return date ? base::Instant{ZoneOf(rule, values).StartOf(calendar::FirstDay(*date))} : happened_at;
}

std::optional<base::Instant> Clocks::UntilOf(const model::DeadlineRule& rule, const Values& values) const {
  const auto value = values.find(rule.until);
  if (value == values.end()) return std::nullopt;
  const std::vector<std::string> texts = TextsOf(value->second);
  if (texts.empty()) return std::nullopt;
  if (const auto instant = base::ParseInstant(texts.front())) return *instant;
  const auto date = calendar::ParsePartialDate(texts.front());
  if (!date) return std::nullopt;
  return base::Instant{ZoneOf(rule, values).StartOf(calendar::LastDay(*date) + 1)};
}

Clocks::Due Clocks::DueOf(const model::DeadlineRule& rule, const Values& values, base::Instant from) const {
  Due due;
  if (!rule.until.empty()) {
    due.at = UntilOf(rule, values).value_or(from);
    return due;
  }
  const calendar::Limit limit = LimitOf(rule, values);
  if (AsksWorkingDays(limit)) due.calendar = CalendarOf(rule, values);
  const bool other = !due.calendar.empty() && due.calendar != model::kBureauCalendar;
  const model::CountryCalendar* country = other ? registers_.calendars().Find(due.calendar) : nullptr;
  due.at.micros =
      calendar::LimitEnd(from.micros, limit, ZoneOf(rule, values), country == nullptr ? bureau_ : country->days);
  return due;
}

std::optional<base::Instant> RecountedDue(const store::Deadline& deadline, const Values& values,
                                          const model::Registers& registers, const Clocks& clocks) {
  const model::DeadlineRule* rule = registers.FindRule(deadline.rule);
  if (rule == nullptr || !clocks.Starts(*rule, values)) return std::nullopt;
  if (!rule->until.empty() && !clocks.UntilOf(*rule, values)) return std::nullopt;
  const std::int64_t stood = deadline.counted_from.micros - deadline.started_at.micros;
  // What it counts from may have been corrected since.
  const base::Instant from = clocks.StartOf(*rule, values, deadline.started_at);
  return base::Instant{clocks.DueOf(*rule, values, from).at.micros + stood};
}

calendar::ClockFace FaceOf(const store::Deadline& deadline, base::Instant now) {
  const bool stands = deadline.state != "running";
  return {deadline.counted_from.micros, deadline.due_at.micros, stands ? deadline.stopped_at.micros : now.micros};
}

}  // namespace maktab::desk
