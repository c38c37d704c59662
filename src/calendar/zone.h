// Where days begin and end: a time zone of the IANA database with its changes of the clock. Values, pure.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace maktab::calendar {

// Cheap to copy; any thread may use it. Days are counted from 1970-01-01, instants are microseconds since then, UTC.
class Zone {
 public:
  // "Africa/Casablanca"; nullopt if there is no such zone. Looking one up is dear: keep it.
  static std::optional<Zone> Named(const std::string& name);
  static Zone Utc();

  // The day that it is there.
  std::int32_t DayAt(std::int64_t micros) const;
  // The instant at which the day begins there: its first midnight, or where the clock jumps over midnight, the jump.
  std::int64_t StartOf(std::int32_t day) const;
  // The instant at which a clock there shows so many microseconds after midnight of the day: the first one if it shows
  // that twice, and where it jumps over that, as if it had not jumped yet.
  std::int64_t At(std::int32_t day, std::int64_t after_midnight) const;

 private:
  class Rules;
  explicit Zone(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}

  std::shared_ptr<const Rules> rules_;
};

}  // namespace maktab::calendar
