// Instants and the clock that gives them. Everything that asks for the time is given a Clock, so that tests choose it.
#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace maktab::base {

// Microseconds since 1970-01-01T00:00:00Z. Always UTC; zones are a matter of display and of calendar rules.
struct Instant {
  std::int64_t micros = 0;
  auto operator<=>(const Instant&) const = default;
};

constexpr std::int64_t kMicrosPerSecond = 1'000'000;
constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

// ISO 8601 with microseconds: 2026-11-21T20:19:00.000000Z (27 letters, sorts as text).
std::string FormatInstant(Instant instant);
// Reads what FormatInstant writes, with any number of decimals of a second (or none). nullopt for anything else.
std::optional<Instant> ParseInstant(std::string_view text);

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant Now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant Now() const override;
};

// Stands still until told; for tests and for the made-up bureau.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : micros_(start.micros) {}
  Instant Now() const override { return Instant{micros_.load()}; }
  void Set(Instant instant) { micros_.store(instant.micros); }
  void Advance(std::int64_t micros) { micros_.fetch_add(micros); }

 private:
  std::atomic<std::int64_t> micros_;
};

}  // namespace maktab::base
