// The four languages that people read Maktab in.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace maktab::model {

enum class Language : std::uint8_t { kArabic, kEnglish, kFrench, kSpanish };

constexpr std::array<Language, 4> kLanguages = {Language::kArabic, Language::kEnglish, Language::kFrench,
                                                Language::kSpanish};

// BCP 47: "ar", "en", "fr", "es".
std::string_view LanguageTag(Language language);
// "ar", "ar-MA", "AR"…; nullopt for other languages.
std::optional<Language> ParseLanguage(std::string_view tag);
// The best of the four for an HTTP Accept-Language value (RFC 9110 section 12.5.4); English if none fits.
Language NegotiateLanguage(std::string_view accept_language);

}  // namespace maktab::model
