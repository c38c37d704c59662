#include "desk/record_values.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/utf8.h"
#include "calendar/partial_date.h"
#include "crypto/encoding.h"
#include "desk/not_ahead.h"
#include "desk/redact.h"
#include "identifiers/tables.h"
#include "lists/countries.h"
#include "lists/text.h"
#include "model/row_members.h"
#include "names/name.h"
#include "names/skeleton.h"

namespace maktab::desk {
namespace {

using model::Field;
using model::FieldType;

constexpr std::size_t kMaxLineBytes = 1000;

base::Error Bad(const Field& field, std::string_view what) {
  return base::Err("record.bad_value").With("field", field.id).With("what", what);
}

// How many letters fit depends on their script: said is how many of these would have.
base::Error TooLong(const Field& field, std::string_view text, std::size_t most) {
  const std::size_t letters = base::CountCodePoints(base::TruncateUtf8(text, most));
  return base::Err("record.too_long").With("field", field.id).With("letters", std::to_string(letters));
}

std::string Quoted(std::string_view text) {
  std::string out;
  base::AppendJsonString(out, text);
  return out;
}

bool HasChoice(const Field& field, std::string_view id) {
  return std::any_of(field.choices.begin(), field.choices.end(), [&](const auto& choice) { return choice.id == id; });
}

// Types of notices come and go with decisions of assemblies. What was chosen while it was valid may stay.
base::Status MayChoose(const Field& field, const std::string& value, const ValueReading& with) {
  const auto before = with.before.find(field.id);
  if (field.type != FieldType::kChoice || (before != with.before.end() && before->second == value)) return {};
  const std::string today = base::FormatInstant(with.parts.clock.Now()).substr(0, 10);
  for (const model::Choice& choice : field.choices) {
    if (Quoted(choice.id) != value) continue;
    const bool over = !choice.until.empty() && choice.until < today;
    if (choice.since > today || over) {
      return base::Err("record.choice_not_valid").With("field", field.id).With("choice", choice.id);
    }
  }
  return {};
}

bool IsCountryOrBody(std::string_view text) {
  return text.size() >= 2 && text.size() <= 20 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
         });
}

bool IsDigits(std::string_view text) {
  return !text.empty() && text.size() <= 15 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

base::Error Ahead(const Field& field, std::string_view what) {
  return base::Err("record.lies_ahead").With("field", field.id).With("what", what);
}

base::Result<std::string> ReadDate(const Field& field, const std::string& text, base::Instant now) {
  const auto date = calendar::ParsePartialDate(text);
  if (!date) return Bad(field, text);
  if (field.not_later && LiesAhead(*date, now)) return Ahead(field, text);
  return Quoted(date->ToString());
}

base::Result<std::string> ReadInstant(const Field& field, const std::string& text, base::Instant now) {
  const auto instant = base::ParseInstant(text);
  if (!instant) return Bad(field, text);
  if (field.not_later && LiesAhead(*instant, now)) return Ahead(field, text);
  return Quoted(base::FormatInstant(*instant));
}

base::Result<std::string> ReadText(const Field& field, const std::string& text, const Parts& parts,
                                   const Reader& reader) {
  switch (field.type) {
    case FieldType::kChoice:
      if (!HasChoice(field, text)) return Bad(field, text);
      break;
    case FieldType::kDate:
      return ReadDate(field, text, parts.clock.Now());
    case FieldType::kInstant:
      return ReadInstant(field, text, parts.clock.Now());
    case FieldType::kPartner:
    case FieldType::kCountries:
      if (!IsCountryOrBody(text)) return Bad(field, text);
      break;
    case FieldType::kCount:
      if (!IsDigits(text)) return Bad(field, text);
      return std::to_string(std::stoll(text));
    case FieldType::kUnit:
    case FieldType::kUnits:
      if (parts.registers.FindUnit(text) == nullptr) return Bad(field, text);
      break;
    case FieldType::kUser:
    case FieldType::kUsers: {
      MAKTAB_ASSIGN(const auto user, parts.store.FindUser(text));
      if (!user || !user->active) return Bad(field, text);
      break;
    }
    case FieldType::kLink:
    case FieldType::kLinks: {
      MAKTAB_ASSIGN(const auto other, parts.store.FindRecordByNumber(text, reader.viewer));
      const auto& registers = field.link_registers;
      const bool known = other && std::find(registers.begin(), registers.end(), other->register_id) != registers.end();
      if (!known) return Bad(field, text);
      break;
    }
    default:
      break;
  }
  const std::size_t most = field.type == FieldType::kLongText ? kMaxTextBytes : kMaxLineBytes;
  if (text.size() > most) return TooLong(field, text, most);
  return Quoted(text);
}

std::string Upper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
  return upper;
}

// Empty: it is none. A bureau may have a name of its own for its country.
std::string CountryOf(std::string_view text, const Parts& parts) {
  const std::string code = Upper(lists::CountryCode(text));
  if (!code.empty()) return code;
  std::string upper = Upper(text);
  if (upper == parts.settings.bureau) return upper;
  const identifiers::State* state = parts.tables.states.Find(upper);
  if (state == nullptr) return {};
  return state->alpha2.empty() ? state->code : state->alpha2;
}

// As people write several: "FR, MA", "fr/ma".
base::Result<std::string> ReadNationality(const Field& field, const std::string& text, const Parts& parts) {
  const auto countries = NationalitiesOf(text, parts);
  if (!countries) return Bad(field, text);
  std::string kept;
  for (const std::string& country : *countries) kept += (kept.empty() ? "" : ", ") + country;
  return kept;
}

// What a row of this shape may not be without, and is; the first if it has none of several.
std::string_view Missing(const model::RowShape& shape, const std::map<std::string, std::string>& members) {
  const auto has = [&](std::string_view member) { return members.contains(std::string(member)); };
  const auto missing = std::find_if_not(shape.required.begin(), shape.required.end(), has);
  if (missing != shape.required.end()) return *missing;
  const bool enough = shape.one_of.empty() || std::any_of(shape.one_of.begin(), shape.one_of.end(), has);
  return enough ? std::string_view() : shape.one_of.front();
}

base::Result<std::string> ReadRow(const Field& field, const base::JsonRef& row, const Parts& parts) {
  const model::RowShape& shape = *model::RowShapeOf(field.type);
  std::map<std::string, std::string> members;
  for (const auto& [key, value] : row.members()) {
    std::string text = base::CleanText(value.string().value_or(""));
    if (text.empty()) continue;
    const bool known = key == model::kSubjectMember || shape.Has(key);
    if (!known) return Bad(field, key);
    if (text.size() > kMaxLineBytes) return TooLong(field, text, kMaxLineBytes);
    if (key == "birth_date") {
      const auto born = calendar::ParseDateSpan(text);
      if (!born) return Bad(field, text);
      if (LiesAhead(born->from, parts.clock.Now())) return Ahead(field, text);
    }
    if (key == "nationality") {
      MAKTAB_ASSIGN(text, ReadNationality(field, text, parts));
    }
    members.emplace(key, text);
  }
  const auto has = [&](const char* key) { return members.contains(key); };
  const bool bare = members.empty() || (members.size() == 1 && has("subject"));
  if (bare) return std::string("null");
  if (const std::string_view missing = Missing(shape, members); !missing.empty()) return Bad(field, missing);
  const bool knows_role =
      field.person_roles.empty() || !has("role") || field.FindPersonRole(members["role"]) != nullptr;
  if (!knows_role) return Bad(field, members["role"]);
  const bool knows_kind = field.object_kinds.empty() || field.FindObjectKind(members["kind"]) != nullptr;
  if (!knows_kind) return Bad(field, members["kind"]);
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  for (const auto& [key, text] : members) json.Field(key, text);
  json.EndObject();
  return out;
}

// The row that a masked one stands for, as it is kept.
base::Result<std::string> RowBehind(const Field& field, std::string_view place, const base::JsonRef& before) {
  std::size_t at = 0;
  const auto [end, failed] = std::from_chars(place.data(), place.data() + place.size(), at);
  const bool read = failed == std::errc() && end == place.data() + place.size();
  const std::vector<base::JsonRef> rows = before.elements();
  if (!read || at >= rows.size() || !IsMaskedRow(field, rows[at])) return Bad(field, kMasked);
  return rows[at].text();
}

bool IsRow(FieldType type) {
  return model::RowShapeOf(type) != nullptr;
}

base::Result<std::string> ReadOne(const Field& field, const base::JsonRef& row, const base::JsonRef& before,
                                  const ValueReading& with) {
  if (IsRow(field.type)) {
    if (const auto place = row[kMasked].string()) return RowBehind(field, *place, before);
    return ReadRow(field, row, with.parts);
  }
  if (field.type == FieldType::kAttachment) return with.files.Read(field, row);
  const std::string id = base::CleanText(row.string().value_or(""));
  if (field.type != FieldType::kChoices) return ReadText(field, id, with.parts, with.reader);
  if (!HasChoice(field, id)) return Bad(field, id);
  return Quoted(id);
}

// Links that the record has and the reader does not see stay: he was not shown them, so he did not take them away.
base::Result<std::set<std::string>> HiddenLinks(const Field& field, const base::JsonRef& before,
                                                const ValueReading& with) {
  std::set<std::string> hidden;
  if (field.type != FieldType::kLinks) return hidden;
  for (const base::JsonRef& number : before.elements()) hidden.emplace(number.string().value_or(""));
  MAKTAB_ASSIGN(const auto seen, with.parts.store.SeenNumbers(hidden, with.reader.viewer));
  for (const std::string& number : seen) hidden.erase(number);
  return hidden;
}

base::Result<std::string> ReadMany(const Field& field, const base::JsonRef& value, const ValueReading& with) {
  if (!value.is_array() || value.elements().size() > kMaxRows) return Bad(field, "");
  const auto before = with.before.find(field.id);
  const auto rows = base::JsonDocument::Parse(before == with.before.end() ? "[]" : before->second);
  if (!rows.ok()) return rows.error();
  std::string out;
  std::set<std::string> seen;
  base::JsonWriter json(out);
  json.BeginArray();
  for (const base::JsonRef& row : value.elements()) {
    MAKTAB_ASSIGN(const std::string one, ReadOne(field, row, rows->root(), with));
    if (one != "null" && seen.insert(one).second) json.Raw(one);
  }
  MAKTAB_ASSIGN(const auto hidden, HiddenLinks(field, rows->root(), with));
  for (const std::string& number : hidden) {
    if (seen.insert(Quoted(number)).second) json.String(number);
  }
  json.EndArray();
  return out == "[]" ? std::string("null") : out;
}

bool IsMany(FieldType type) {
  return type == FieldType::kChoices || type == FieldType::kUnits || type == FieldType::kUsers ||
         type == FieldType::kCountries || type == FieldType::kAttachment || type == FieldType::kLinks || IsRow(type);
}

std::string CleanLines(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += base::CleanText(text.substr(at, end - at)) + "\n";
    at = end + 1;
  }
  out.erase(out.find_last_not_of('\n') + 1);
  return out;
}

}  // namespace

std::optional<std::vector<std::string>> NationalitiesOf(std::string_view text, const Parts& parts) {
  // A name may have a comma in it ("Korea, North").
  if (std::string whole = CountryOf(text, parts); !whole.empty()) return std::vector{std::move(whole)};
  std::vector<std::string> countries;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(",;/", at), text.size());
    const std::string_view word = lists::TrimAscii(text.substr(at, end - at));
    at = end + 1;
    if (word.empty()) continue;
    std::string country = CountryOf(word, parts);
    if (country.empty()) return std::nullopt;
    if (std::find(countries.begin(), countries.end(), country) == countries.end()) countries.push_back(country);
  }
  if (countries.empty()) return std::nullopt;
  return countries;
}

base::Result<std::string> ReadValue(const Field& field, const base::JsonRef& value, const ValueReading& with) {
  if (!value.present() || value.is_null()) return std::string("null");
  if (IsMany(field.type)) return ReadMany(field, value, with);
  std::string text;
  if (const auto number = value.integer()) {
    text = std::to_string(*number);
  } else if (const auto given = value.string()) {
    text = field.type == FieldType::kLongText ? CleanLines(*given) : base::CleanText(*given);
  } else {
    return Bad(field, base::TruncateUtf8(value.text(), 60));
  }
  if (text.empty()) return std::string("null");
  return ReadText(field, text, with.parts, with.reader);
}

base::Result<Values> ReadValues(const model::Register& in, const model::Action& action, const base::JsonRef& object,
                                const ValueReading& with) {
  Values values;
  for (const auto& [key, value] : object.members()) {
    const Field* field = in.FindField(key);
    const bool shown = std::find(action.fields.begin(), action.fields.end(), key) != action.fields.end();
    if (field == nullptr || !shown) return base::Err("record.unknown_field").With("field", key);
    if (!MayWrite(*field, with.reader)) return base::Err("record.field_denied").With("field", key);
    if (field->masked && value[kMasked].present()) continue;
    MAKTAB_ASSIGN(const std::string kept, ReadValue(*field, value, with));
    MAKTAB_TRY(MayChoose(*field, kept, with));
    values[field->id] = kept;
  }
  return values;
}

Values ReadContent(std::string_view content) {
  Values values;
  const auto document = base::JsonDocument::Parse(content);
  if (!document.ok()) return values;
  for (const auto& [key, value] : document->root().members()) values.emplace(key, value.text());
  return values;
}

std::string WriteContent(const Values& values) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  for (const auto& [field, value] : values) json.Key(field).Raw(value);
  json.EndObject();
  return out;
}

std::vector<std::string> TextsOf(std::string_view value) {
  std::vector<std::string> texts;
  const auto document = base::JsonDocument::Parse(value);
  if (!document.ok()) return texts;
  const base::JsonRef root = document->root();
  if (root.is_array()) {
    for (const base::JsonRef& row : root.elements()) {
      if (const auto text = row.string()) texts.emplace_back(*text);
      for (const auto& [key, member] : row.members()) {
        if (key != "subject") texts.emplace_back(member.string().value_or(""));
      }
    }
  } else if (const auto text = root.string()) {
    texts.emplace_back(*text);
  } else if (root.present() && !root.is_null()) {
    texts.push_back(root.text());
  }
  return texts;
}

bool Holds(const model::Condition& condition, const Values& values) {
  const auto value = values.find(condition.field);
  if (value == values.end()) return false;
  if (condition.said) return true;
  const std::vector<std::string> texts = TextsOf(value->second);
  return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
    return std::find(condition.is.begin(), condition.is.end(), text) != condition.is.end();
  });
}

namespace {

// Letters that both databases take for a word, whatever their locale: Latin ones and digits as they are, others in hex.
std::string Word(std::string_view text) {
  const bool plain =
      std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
  return plain ? std::string(text) : "x" + crypto::ToHex(text);
}

// The sounds of a name as a word of their own; empty if they are too few to tell names apart.
std::string Sounds(const names::TokenView& token) {
  if (token.kind != names::TokenKind::kName) return {};
  const names::SkeletonSet sounds = names::Skeletons(token.letters);
  // One reading is enough: what is kept and what is looked for go the same way.
  if (sounds.count == 0 || sounds.readings[0].size < 2) return {};
  return "0" + crypto::ToHex(sounds.readings[0].view());
}

template <typename Take>
void EachToken(std::string_view text, Take take) {
  std::string prepared;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n\t/-", at), text.size());
    prepared.clear();
    names::PrepareName(text.substr(at, end - at), names::NameKind::kObject, prepared);
    at = end + 1;
    const names::PreparedView name(prepared);
    names::TokenView token;
    for (std::size_t place = names::PreparedView::begin(); name.Next(place, token);) take(token);
  }
}

template <typename Words>
std::string Joined(const Words& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

}  // namespace

std::string SearchText(std::string_view text) {
  std::set<std::string> words;
  EachToken(text, [&](const names::TokenView& token) {
    words.insert(Word(token.Text()));
    if (std::string sounds = Sounds(token); !sounds.empty()) words.insert(std::move(sounds));
  });
  words.erase("");
  return Joined(words);
}

std::string SearchWords(std::string_view text) {
  std::vector<std::string> words;
  EachToken(text, [&](const names::TokenView& token) {
    const std::string sounds = Sounds(token);
    words.push_back(sounds.empty() ? Word(token.Text()) : sounds);
  });
  std::erase(words, "");
  return Joined(words);
}

}  // namespace maktab::desk
