#include "desk/letter_words.h"

#include <unicode/datefmt.h>
#include <unicode/locid.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "base/json.h"
#include "desk/redact.h"
#include "desk/wall_time.h"

namespace maktab::desk {
namespace {

// The language as the bureau's country writes it, with digits that every reader of the four knows.
icu::Locale LocaleOf(const Parts& parts, model::Language language) {
  const std::string tag(model::LanguageTag(language));
  const std::string& country = parts.settings.bureau;
  return icu::Locale(tag.c_str(), country.size() == 2 ? country.c_str() : "", nullptr, "numbers=latn");
}

std::string ToUtf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::string CountryName(std::string_view code, const icu::Locale& locale) {
  const icu::Locale country("", std::string(code).c_str());
  icu::UnicodeString name;
  country.getDisplayCountry(locale, name);
  return ToUtf8(name);
}

std::string LabelOf(const std::vector<model::Choice>& choices, std::string_view id, model::Language language) {
  const auto found = std::find_if(choices.begin(), choices.end(), [&](const auto& choice) { return choice.id == id; });
  return found == choices.end() ? std::string(id) : found->label[std::size_t(language)];
}

// What a row says, with commas between; names of files alone.
std::string RowText(const base::JsonRef& row, const model::Field& field, model::Language language) {
  if (field.type == model::FieldType::kAttachment) return std::string(row["name"].string().value_or(""));
  std::string out;
  for (const auto& [key, member] : row.members()) {
    // Which file the bureau keeps on it is no business of the reader; nor is the place of a masked row.
    if (key == "subject" || key == kMasked) continue;
    std::string text(member.string().value_or(""));
    const model::PersonRole* role = key == "role" ? field.FindPersonRole(text) : nullptr;
    const model::ObjectKind* kind = key == "kind" ? field.FindObjectKind(text) : nullptr;
    if (kind != nullptr) text = kind->label[std::size_t(language)];
    if (role != nullptr) text = role->label[std::size_t(language)];
    // The name first, whatever the order in which it is kept.
    if (key == "name" || key == "number") {
      out = out.empty() ? text : text + ", " + out;
    } else {
      out += (out.empty() ? "" : ", ") + text;
    }
  }
  return out;
}

std::string TextOf(const Parts& parts, const model::Field& field, const std::string& text, model::Language language) {
  switch (field.type) {
    case model::FieldType::kChoice:
    case model::FieldType::kChoices:
      return LabelOf(field.choices, text, language);
    case model::FieldType::kUnit:
    case model::FieldType::kUnits:
      return LabelOf(parts.registers.units(), text, language);
    case model::FieldType::kInstant:
      return SayDay(parts, base::ParseInstant(text).value_or(base::Instant{}), language);
    case model::FieldType::kPartner:
    case model::FieldType::kCountries:
      return text.size() == 2 ? CountryName(text, LocaleOf(parts, language)) : text;
    case model::FieldType::kUser:
    case model::FieldType::kUsers: {
      const auto user = parts.store.FindUser(text);
      return user.ok() && *user ? (*user)->name : std::string();
    }
    default:
      return text;
  }
}

}  // namespace

std::string SayHolder(const Parts& parts, const std::string& holder, model::Language language) {
  const model::Choice* unit = parts.registers.FindUnit(holder);
  if (unit != nullptr) return unit->label[std::size_t(language)];
  return holder.size() == 2 ? CountryName(holder, LocaleOf(parts, language)) : holder;
}

std::string SayDay(const Parts& parts, base::Instant at, model::Language language) {
  const std::unique_ptr<icu::DateFormat> format(
      icu::DateFormat::createDateInstance(icu::DateFormat::kLong, LocaleOf(parts, language)));
  if (format == nullptr) return base::FormatInstant(at).substr(0, 10);
  format->adoptTimeZone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(parts.settings.zone)));
  icu::UnicodeString text;
  format->format(double(at.micros) / 1000, text);
  return ToUtf8(text);
}

std::string SayMinute(const Parts& parts, base::Instant at, model::Language language) {
  const calendar::Zone zone = calendar::Zone::Named(parts.settings.zone).value_or(calendar::Zone::Utc());
  const papers::SheetTime time = WallTime(zone, at);
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return SayDay(parts, at, language) + ", " + two(time.hour) + ":" + two(time.minute);
}

std::string SayValue(const Parts& parts, const model::Field& field, std::string_view value, model::Language language) {
  const auto document = base::JsonDocument::Parse(value);
  if (!document.ok()) return {};
  const base::JsonRef root = document->root();
  if (const auto text = root.string()) return TextOf(parts, field, std::string(*text), language);
  if (!root.is_array()) return root.is_null() || root.is_object() ? std::string() : root.text();
  std::string out;
  for (const base::JsonRef& row : root.elements()) {
    const bool plain = row.is_string();
    const std::string text =
        plain ? TextOf(parts, field, std::string(row.string().value_or("")), language) : RowText(row, field, language);
    out += (out.empty() ? "" : plain ? ", " : "\n") + text;
  }
  return out;
}

}  // namespace maktab::desk
