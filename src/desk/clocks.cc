#include "desk/clocks.h"

#include "calendar/partial_date.h"

namespace maktab::desk {
namespace {

bool AsksWorkingDays(const calendar::Limit& limit) {
  const bool days = limit.unit == calendar::LimitUnit::kCalendarDays || limit.unit == calendar::LimitUnit::kMonths;
  return limit.unit == calendar::LimitUnit::kWorkingDays || (days && limit.rolls);
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
  const auto partner = values.find("partner");
  const std::vector<std::string> texts =
      partner == values.end() ? std::vector<std::string>() : TextsOf(partner->second);
  const bool known = !texts.empty() && registers_.calendars().Find(texts.front()) != nullptr;
  return known ? texts.front() : std::string(model::kBureauCalendar);
}

base::Instant Clocks::StartOf(const model::DeadlineRule& rule, const Values& values, base::Instant happened_at) const {
  const auto value = values.find(rule.from_field);
  if (rule.from_field.empty() || value == values.end()) return happened_at;
  const std::vector<std::string> texts = TextsOf(value->second);
  if (texts.empty()) return happened_at;
  if (const auto instant = base::ParseInstant(texts.front())) return *instant;
  const auto date = calendar::ParsePartialDate(texts.front());
  return date ? base::Instant{zone_.StartOf(calendar::FirstDay(*date))} : happened_at;
}

std::optional<base::Instant> Clocks::UntilOf(const model::DeadlineRule& rule, const Values& values) const {
  const auto value = values.find(rule.until);
  if (value == values.end()) return std::nullopt;
  const std::vector<std::string> texts = TextsOf(value->second);
  if (texts.empty()) return std::nullopt;
  if (const auto instant = base::ParseInstant(texts.front())) return *instant;
  const auto date = calendar::ParsePartialDate(texts.front());
  if (!date) return std::nullopt;
  return base::Instant{zone_.StartOf(calendar::LastDay(*date) + 1)};
}

Clocks::Due Clocks::DueOf(const model::DeadlineRule& rule, const Values& values, base::Instant from) const {
  Due due;
  if (!rule.until.empty()) {
    due.at = UntilOf(rule, values).value_or(from);
    return due;
  }
  if (AsksWorkingDays(rule.limit)) due.calendar = CalendarOf(rule, values);
  const bool other = !due.calendar.empty() && due.calendar != model::kBureauCalendar;
  const model::CountryCalendar* country = other ? registers_.calendars().Find(due.calendar) : nullptr;
  due.at.micros = calendar::LimitEnd(from.micros, rule.limit, zone_, country == nullptr ? bureau_ : country->days);
  return due;
}

std::optional<base::Instant> RecountedDue(const store::Deadline& deadline, const Values& values,
                                          const model::Registers& registers, const Clocks& clocks) {
  const model::DeadlineRule* rule = registers.FindRule(deadline.rule);
  if (rule == nullptr || (!rule->until.empty() && !clocks.UntilOf(*rule, values))) return std::nullopt;
  const std::int64_t stood = deadline.counted_from.micros - deadline.started_at.micros;
  return base::Instant{clocks.DueOf(*rule, values, deadline.started_at).at.micros + stood};
}

calendar::ClockFace FaceOf(const store::Deadline& deadline, base::Instant now) {
  const bool stands = deadline.state != "running";
  return {deadline.counted_from.micros, deadline.due_at.micros, stands ? deadline.stopped_at.micros : now.micros};
}

}  // namespace maktab::desk
