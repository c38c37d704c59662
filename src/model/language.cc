#include "model/language.h"

#include <charconv>

namespace maktab::model {

std::string_view LanguageTag(Language language) {
  switch (language) {
    case Language::kArabic:
      return "ar";
    case Language::kEnglish:
      return "en";
    case Language::kFrench:
      return "fr";
    case Language::kSpanish:
      return "es";
  }
  return "en";
}

std::optional<Language> ParseLanguage(std::string_view tag) {
  if (tag.size() < 2 || (tag.size() > 2 && tag[2] != '-' && tag[2] != '_')) return std::nullopt;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; };
  const char wanted[] = {lower(tag[0]), lower(tag[1])};
  for (const Language language : kLanguages) {
    if (LanguageTag(language) == std::string_view(wanted, 2)) return language;
  }
  return std::nullopt;
}

Language NegotiateLanguage(std::string_view accept) {
  Language best = Language::kEnglish;
  double best_quality = 0;
  while (!accept.empty()) {
    const std::size_t comma = accept.find(',');
    std::string_view item = accept.substr(0, comma);
    accept.remove_prefix(comma == std::string_view::npos ? accept.size() : comma + 1);
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    double quality = 1;
    if (const std::size_t mark = item.find(";q="); mark != std::string_view::npos) {
      std::from_chars(item.data() + mark + 3, item.data() + item.size(), quality);
      item = item.substr(0, mark);
    }
    const auto language = ParseLanguage(item);
    if (language && quality > best_quality) best = *language, best_quality = quality;
  }
  return best;
}

}  // namespace maktab::model
