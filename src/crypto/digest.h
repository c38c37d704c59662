// SHA-256 (FIPS 180-4): what the ledger, lists and backups are fingerprinted with.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string_view>

namespace maktab::crypto {

struct Digest {
  std::array<std::uint8_t, 32> bytes{};
  auto operator<=>(const Digest&) const = default;
  std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
};

// One message in several pieces. Not thread-safe.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  Sha256& Update(std::string_view bytes);
  // Gives the digest and starts the next message.
  Digest Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Without allocation; any thread.
Digest Sha256Of(std::string_view bytes);
// The digest of the pieces, one after another.
Digest Sha256Of(std::initializer_list<std::string_view> pieces);

}  // namespace maktab::crypto
