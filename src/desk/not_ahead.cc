#include "desk/not_ahead.h"

namespace maktab::desk {
namespace {

constexpr std::int64_t kToleranceMicros = 10 * 60 * base::kMicrosPerSecond;
constexpr std::int64_t kFirstZoneMicros = 14 * 3600 * base::kMicrosPerSecond;

}  // namespace

bool LiesAhead(base::Instant at, base::Instant now) {
  return at.micros > now.micros + kToleranceMicros;
}

bool LiesAhead(const calendar::PartialDate& date, base::Instant now) {
  return calendar::FirstDay(date) * base::kMicrosPerDay > now.micros + kFirstZoneMicros;
}

}  // namespace maktab::desk
