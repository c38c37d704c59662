#include "desk/meters.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "calendar/partial_date.h"

namespace maktab::desk {
namespace {

// A price and a span that no honest record exceeds, so that their product fits.
constexpr std::int64_t kMostPerDay = 1'000'000'000;
constexpr std::int64_t kMostDays = 366 * 1'000;

std::string TextOf(const Values& values, const std::string& field) {
  const auto value = values.find(field);
  const std::vector<std::string> texts = value == values.end() ? std::vector<std::string>() : TextsOf(value->second);
  return texts.empty() ? std::string() : texts.front();
}

std::optional<std::int64_t> DayOf(const std::string& text, const Clocks& clocks) {
  if (const auto instant = base::ParseInstant(text)) return clocks.zone().DayAt(instant->micros);
  const auto date = calendar::ParsePartialDate(text);
  if (!date) return std::nullopt;
  return calendar::FirstDay(*date);
}

}  // namespace

std::vector<MeterView> MetersOf(const model::Register& in, const Values& values, const Clocks& clocks,
                                base::Instant now) {
  std::vector<MeterView> views;
  for (const model::Meter& meter : in.meters) {
    const std::string price = TextOf(values, meter.per_day);
    std::int64_t per_day = 0;
    std::from_chars(price.data(), price.data() + price.size(), per_day);
    const auto from = DayOf(TextOf(values, meter.from), clocks);
    if (!from || per_day <= 0) continue;
    const auto until = DayOf(TextOf(values, meter.until), clocks);
    MeterView view{&meter, 0, 0, TextOf(values, meter.currency), !until.has_value()};
    const std::int64_t last = until.value_or(clocks.zone().DayAt(now.micros));
    view.days = std::clamp<std::int64_t>(last - *from + 1, 0, kMostDays);
    view.amount = view.days * std::min(per_day, kMostPerDay);
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace maktab::desk
