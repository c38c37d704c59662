#include "calendar/zone.h"

#include <unicode/timezone.h>

namespace maktab::calendar {
namespace {

constexpr std::int64_t kMilli = 1'000;
constexpr std::int64_t kDay = 86'400'000'000;

}  // namespace

class Zone::Rules {
 public:
  explicit Rules(const std::string& name) : zone_(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name))) {}

  bool known() const { return *zone_ != icu::TimeZone::getUnknown(); }

  // How far the clock there is ahead of UTC, summer time included.
  std::int64_t OffsetAt(std::int64_t micros) const {
    std::int32_t raw = 0, summer = 0;
    UErrorCode failed = U_ZERO_ERROR;
    zone_->getOffset(double(micros / kMilli), false, raw, summer, failed);
    return U_SUCCESS(failed) ? (std::int64_t(raw) + summer) * kMilli : 0;
  }

 private:
  const std::unique_ptr<icu::TimeZone> zone_;
};

std::optional<Zone> Zone::Named(const std::string& name) {
  if (name.empty()) return std::nullopt;
  auto rules = std::make_shared<const Rules>(name);
  if (!rules->known()) return std::nullopt;
  return Zone(std::move(rules));
}

Zone Zone::Utc() {
  return Zone(std::make_shared<const Rules>("UTC"));
}

std::int32_t Zone::DayAt(std::int64_t micros) const {
  const std::int64_t there = micros + rules_->OffsetAt(micros);
  return std::int32_t(there >= 0 ? there / kDay : -((-there + kDay - 1) / kDay));
}

std::int64_t Zone::StartOf(std::int32_t day) const {
  // Midnight by the clock as it went the day before and as it goes the day after: no zone changes twice so near.
  const std::int64_t midnight = day * kDay;
  const std::int64_t before = rules_->OffsetAt(midnight - kDay);
  const std::int64_t after = rules_->OffsetAt(midnight + kDay);
  if (rules_->OffsetAt(midnight - before) == before) return midnight - before;
  if (rules_->OffsetAt(midnight - after) == after) return midnight - after;
  return midnight - before;
}

std::int64_t Zone::At(std::int32_t day, std::int64_t after_midnight) const {
  const std::int64_t there = day * kDay + after_midnight;
  const std::int64_t before = rules_->OffsetAt(there - kDay);
  if (rules_->OffsetAt(there - before) == before) return there - before;
  const std::int64_t after = rules_->OffsetAt(there + kDay);
  return rules_->OffsetAt(there - after) == after ? there - after : there - before;
}

}  // namespace maktab::calendar
