#include "crypto/encoding.h"

#include <array>
#include <cstring>

namespace maktab::crypto {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Value of each letter, -1 for letters that are not of the alphabet.
constexpr std::array<signed char, 256> Values(std::string_view alphabet) {
  std::array<signed char, 256> values{};
  for (signed char& value : values) value = -1;
  for (std::size_t i = 0; i < alphabet.size(); ++i) values[std::uint8_t(alphabet[i])] = static_cast<signed char>(i);
  return values;
}

constexpr auto kHexValues = Values(kHexDigits);
constexpr auto kBase64Values = Values(kBase64);

std::string EncodeBase64(std::string_view bytes, std::string_view alphabet, bool pad) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i) group = group << 8U | (i < count ? std::uint8_t(bytes[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i) {
      if (i <= count) {
        text += alphabet[group >> (18 - 6 * i) & 63U];
      } else if (pad) {
        text += '=';
      }
    }
  }
  return text;
}

std::optional<Digest> ToDigest(const std::optional<std::string>& bytes) {
  Digest digest;
  if (!bytes || bytes->size() != digest.bytes.size()) return std::nullopt;
  std::memcpy(digest.bytes.data(), bytes->data(), digest.bytes.size());
  return digest;
}

}  // namespace

std::string ToHex(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    text += kHexDigits[std::uint8_t(byte) >> 4U];
    text += kHexDigits[std::uint8_t(byte) & 15U];
  }
  return text;
}

std::optional<std::string> FromHex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t at = 0; at < text.size(); at += 2) {
    const int high = kHexValues[std::uint8_t(text[at])];
    const int low = kHexValues[std::uint8_t(text[at + 1])];
    if (high < 0 || low < 0) return std::nullopt;
    bytes += char(high * 16 + low);
  }
  return bytes;
}

std::string ToHex(const Digest& digest) {
  return ToHex(digest.view());
}

std::optional<Digest> DigestFromHex(std::string_view text) {
  return ToDigest(FromHex(text));
}

std::string ToBase64(std::string_view bytes) {
  return EncodeBase64(bytes, kBase64, true);
}

std::string ToBase64Url(std::string_view bytes) {
  return EncodeBase64(bytes, kBase64Url, false);
}

std::optional<std::string> FromBase64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t letters = text.size();
  while (letters > 0 && text.size() - letters < 2 && text[letters - 1] == '=') --letters;
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (std::size_t at = 0; at < letters; ++at) {
    const int value = kBase64Values[std::uint8_t(text[at])];
    if (value < 0) return std::nullopt;
    bits = bits << 6U | std::uint32_t(value);
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes += char(bits >> held & 255U);
    }
  }
  // What is left over must be zero, or the same bytes would have two spellings.
  if ((bits & ((1U << held) - 1U)) != 0) return std::nullopt;
  return bytes;
}

std::string ToBase64(const Digest& digest) {
  return ToBase64(digest.view());
}

std::optional<Digest> DigestFromBase64(std::string_view text) {
  return ToDigest(FromBase64(text));
}

}  // namespace maktab::crypto
