// What may be written on a file.
#include <algorithm>
#include <set>

#include "base/utf8.h"
#include "calendar/partial_date.h"
#include "desk/not_ahead.h"
#include "desk/subjects.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kMaxRowsOnFile = 100;
constexpr std::size_t kMaxBytes = 1000;

base::Error Bad(std::string_view field, std::string_view what) {
  return base::Err("subject.bad_value").With("field", field).With("what", base::TruncateUtf8(what, 60));
}

bool IsCountry(std::string_view text) {
  return text.size() == 2 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

base::Result<std::string> Line(std::string_view field, const base::JsonRef& json) {
  if (!json.present() || json.is_null()) return std::string();
  if (!json.is_string()) return Bad(field, json.text());
  std::string text = base::CleanText(*json.string());
  if (text.size() > kMaxBytes) return Bad(field, text);
  return text;
}

// One row of names, papers or plates; an empty text if there is nothing in it.
base::Result<std::string> Row(std::string_view field, const base::JsonRef& row) {
  const std::string_view main = field == "names" ? "text" : field == "papers" ? "number" : "plate";
  const std::string_view kind = field == "names" ? "kind" : field == "papers" ? "type" : "";
  for (const auto& [key, value] : row.members()) {
    if (key != main && key != "country" && (kind.empty() || key != kind)) return Bad(field, key);
  }
  MAKTAB_ASSIGN(const std::string text, Line(field, row[main]));
  if (text.empty()) return row.is_object() ? base::Result<std::string>(std::string()) : Bad(field, row.text());
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  MAKTAB_ASSIGN(const std::string country, Line(field, row["country"]));
  if (!country.empty()) {
    if (!IsCountry(country) || field == "names") return Bad(field, country);
    json.Field("country", country);
  }
  if (!kind.empty()) {
    MAKTAB_ASSIGN(std::string said, Line(field, row[kind]));
    static const std::set<std::string_view> kKinds = {model::kPropName, model::kPropAlias, model::kPropWeakAlias,
                                                      model::kPropPreviousName};
    if (field == "names" && said.empty()) said = model::kPropName;
    if (field == "names" && !kKinds.contains(said)) return Bad(field, said);
    if (!said.empty()) json.Field(kind, said);
  }
  json.Field(main, text).EndObject();
  return out;
}

base::Result<std::string> Rows(std::string_view field, const base::JsonRef& value) {
  if (!value.is_array() || value.elements().size() > kMaxRowsOnFile) return Bad(field, "");
  std::string out;
  base::JsonWriter json(out);
  std::set<std::string> seen;
  json.BeginArray();
  for (const base::JsonRef& element : value.elements()) {
    MAKTAB_ASSIGN(const std::string row, Row(field, element));
    if (!row.empty() && seen.insert(row).second) json.Raw(row);
  }
  json.EndArray();
  return out == "[]" ? std::string("null") : out;
}

base::Result<std::string> Countries(std::string_view field, const base::JsonRef& value) {
  if (!value.is_array() || value.elements().size() > kMaxRowsOnFile) return Bad(field, "");
  std::set<std::string> codes;
  for (const base::JsonRef& element : value.elements()) {
    const std::string code(element.string().value_or(""));
    if (!IsCountry(code)) return Bad(field, element.text());
    codes.insert(code);
  }
  if (codes.empty()) return std::string("null");
  std::string out;
  base::JsonWriter(out).Strings({codes.begin(), codes.end()});
  return out;
}

base::Result<std::string> One(std::string_view field, const base::JsonRef& value, base::Instant now) {
  MAKTAB_ASSIGN(std::string text, Line(field, value));
  if (text.empty()) return std::string("null");
  if (field == "birth_date") {
    const auto born = calendar::ParseDateSpan(text);
    if (!born) return Bad(field, text);
    if (LiesAhead(born->from, now)) return base::Err("subject.lies_ahead").With("field", field).With("what", text);
  } else if (field == "gender") {
    if (text != "male" && text != "female" && text != "other") return Bad(field, text);
  }
  std::string out;
  base::AppendJsonString(out, text);
  return out;
}

}  // namespace

base::Result<Values> ReadSubjectValues(std::string_view kind, const base::JsonRef& object, base::Instant now) {
  static const std::set<std::string_view> kPerson = {"names",         "birth_date", "gender",
                                                     "nationalities", "papers",     "note"};
  static const std::set<std::string_view> kVehicle = {"vin", "plates", "make", "note"};
  static const std::set<std::string_view> kNoteAlone = {"note"};
  const std::set<std::string_view>& allowed = kind == "person" ? kPerson : kind == "vehicle" ? kVehicle : kNoteAlone;
  Values values;
  for (const auto& [key, value] : object.members()) {
    if (!allowed.contains(key)) return base::Err("subject.unknown_field").With("field", key);
    const std::string field(key);
    if (!value.present() || value.is_null()) {
      values[field] = "null";
    } else if (field == "names" || field == "papers" || field == "plates") {
      MAKTAB_ASSIGN(values[field], Rows(key, value));
    } else if (field == "nationalities") {
      MAKTAB_ASSIGN(values[field], Countries(key, value));
    } else {
      MAKTAB_ASSIGN(values[field], One(key, value, now));
    }
  }
  return values;
}

}  // namespace maktab::desk
