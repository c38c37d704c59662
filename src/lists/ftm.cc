#include "lists/ftm.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "lists/dates.h"
#include "lists/text.h"

namespace maktab::lists {
namespace {

using base::JsonRef;
using model::Schema;

// Schemata of FollowTheMoney that say something about an entity or are no one to check. Any other word is a mistake.
constexpr auto kIgnoredSchemata = std::to_array<std::string_view>({
    "Address",
    "Analyzable",
    "Article",
    "Assessment",
    "Associate",
    "Audio",
    "BankAccount",
    "Call",
    "CallForTenders",
    "Contract",
    "ContractAward",
    "CourtCase",
    "CourtCaseParty",
    "CryptoWallet",
    "Debt",
    "Directorship",
    "Document",
    "Documentation",
    "EconomicActivity",
    "Email",
    "Employment",
    "Event",
    "Family",
    "Folder",
    "HyperText",
    "Image",
    "Interest",
    "Interval",
    "License",
    "Membership",
    "Mention",
    "Message",
    "Note",
    "Occupancy",
    "Ownership",
    "Package",
    "Page",
    "Pages",
    "Payment",
    "PlainText",
    "Position",
    "Project",
    "ProjectParticipant",
    "RealEstate",
    "Representation",
    "Risk",
    "Sanction",
    "Security",
    "Similar",
    "Succession",
    "Table",
    "TaxRoll",
    "Trip",
    "UnknownLink",
    "UserAccount",
    "Value",
    "Video",
    "Workbook",
});

constexpr auto kCountryProperties = std::to_array<std::string_view>(
    {model::kPropNationality, model::kPropCitizenship, model::kPropCountry, "birthCountry", "jurisdiction", "flag"});

constexpr std::string_view kReferents = "referents";
constexpr int kMaxNesting = 4;

template <std::size_t N>
bool Contains(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string ValueText(const JsonRef& value) {
  if (const auto text = value.string()) return std::string(*text);
  if (value.integer() || value.number()) return value.text();
  return {};
}

class FtmReader {
 public:
  FtmReader(Intake& intake, ListInfo& info) : intake_(intake), info_(info) {}
  base::Status ReadFile(ByteSource& source);

 private:
  base::Status TakeLine(std::string_view text, bool last);
  base::Status TakeObject(const JsonRef& json, int nesting);
  base::Status TakeEntity(const JsonRef& json, Schema schema);

  Intake& intake_;
  ListInfo& info_;
  base::JsonParser parser_;
  std::uint64_t line_ = 0;
};

void AddValue(Draft& draft, std::string_view property, std::string_view text) {
  if (property == model::kPropBirthDate) {
    draft.AddDate(property, ReadDate(text, DateOrder::kYearFirst).iso, text);
  } else if (property == model::kPropGender) {
    draft.AddGender(text);
  } else if (Contains(kCountryProperties, property)) {
    draft.AddCountry(property, text);
  } else {
    draft.Add(property, text);
  }
}

std::string FirstOf(const JsonRef& properties, std::string_view property) {
  const auto values = properties[property].strings();
  return values.empty() ? std::string() : values.front();
}

// A paper or address nested in the entity that it belongs to; other nested entities are passed over.
void AddNested(Draft& draft, const JsonRef& nested) {
  const JsonRef properties = nested["properties"];
  const std::string_view schema_name = nested["schema"].string().value_or("");
  if (schema_name == "Address") draft.Add("address", FirstOf(properties, "full"));
  const auto schema = model::ParseSchema(schema_name);
  if (!schema || !model::IsA(*schema, Schema::kIdentification)) return;
  model::IdentityDocument document;
  document.type = FirstOf(properties, "type");
  if (document.type.empty()) document.type = schema_name;
  document.number = FirstOf(properties, "number");
  document.country = FirstOf(properties, "country");
  document.note = FirstOf(properties, "summary");
  draft.AddDocument(*schema == Schema::kPassport ? model::kPropPassportNumber : model::kPropIdNumber, document);
}

base::Status FtmReader::TakeEntity(const JsonRef& json, Schema schema) {
  Draft draft(line_, schema);
  draft.SetId(ValueText(json["id"]));
  draft.SetCaption(json["caption"].string().value_or(""));
  for (const auto& [property, values] : json["properties"].members()) {
    if (!values.is_array()) {
      AddValue(draft, property, ValueText(values));
      continue;
    }
    for (const simdjson::dom::element element : values.element().get_array()) {
      const JsonRef value(element);
      if (const auto text = value.string()) {
        AddValue(draft, property, *text);
      } else if (value.is_object()) {
        AddNested(draft, value);
      } else {
        AddValue(draft, property, ValueText(value));
      }
    }
  }
  for (const std::string& referent : json[kReferents].strings()) draft.Add(kReferents, referent);
  const std::string_view seen = json["last_seen"].string().value_or("");
  if (seen.size() <= 40 && seen > info_.list_date) info_.list_date = seen;
  return intake_.Take(std::move(draft));
}

base::Status FtmReader::TakeObject(const JsonRef& json, int nesting) {
  if (!json.is_object()) return intake_.Bad(line_, base::Err("entity.not_object"));
  const auto name = json["schema"].string();
  if (!name && nesting < kMaxNesting && json["results"].is_array()) {
    for (const JsonRef& result : json["results"].elements()) MAKTAB_TRY(TakeObject(result, nesting + 1));
    return {};
  }
  if (!name && nesting < kMaxNesting && json["responses"].is_object()) {
    for (const auto& [key, response] : json["responses"].members()) MAKTAB_TRY(TakeObject(response, nesting + 1));
    return {};
  }
  const auto schema = model::ParseSchema(name.value_or(""));
  if (schema && *schema != Schema::kThing) return TakeEntity(json, *schema);
  if (Contains(kIgnoredSchemata, name.value_or(""))) {
    ++info_.ignored;
    return {};
  }
  return intake_.Bad(line_, base::Err("entity.unknown_schema")
                                .With("schema", base::CleanText(base::TruncateUtf8(name.value_or(""), 60)))
                                .With("id", base::CleanText(base::TruncateUtf8(ValueText(json["id"]), 60))));
}

base::Status FtmReader::TakeLine(std::string_view text, bool last) {
  auto json = parser_.Parse(text);
  if (json.ok()) return TakeObject(*json, 0);
  if (json.error().code != "json.invalid") return intake_.Bad(line_, json.error());
  std::string_view code = "lists.bad_json";
  if (!base::IsValidUtf8(text)) {
    code = "lists.invalid_utf8";
  } else if (last) {
    code = "lists.truncated";
  }
  return intake_.Bad(line_, base::Err(code).Log(json.error().log));
}

base::Status FtmReader::ReadFile(ByteSource& source) {
  intake_.StartFile(source.name());
  LineReader lines(source, intake_);
  bool blank = true;
  while (true) {
    std::string_view text;
    MAKTAB_ASSIGN(const LineReader::Kind kind, lines.Next(text));
    line_ = lines.line();
    if (kind == LineReader::Kind::kEnd) break;
    if (kind == LineReader::Kind::kTooLong) {
      MAKTAB_TRY(intake_.Bad(line_, base::Err("lists.entry_too_large")));
      blank = false;
      continue;
    }
    if (line_ == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (TrimAscii(text).empty()) continue;
    blank = false;
    MAKTAB_TRY(TakeLine(text, lines.ended_in_line()));
  }
  if (blank) return intake_.At(0, base::Err("lists.empty"));
  return {};
}

}  // namespace

base::Status ReadFtm(Sources files, Intake& intake, ListInfo& info) {
  FtmReader reader(intake, info);
  for (const auto& file : files) MAKTAB_TRY(reader.ReadFile(*file));
  return {};
}

void WriteFtmMembers(base::JsonWriter& json, const model::Entity& entity, const FtmContext& context) {
  json.Field("id", entity.id).Field("caption", entity.caption).Field("schema", model::SchemaName(entity.schema));
  json.Key("properties").BeginObject();
  for (const auto& [property, values] : entity.properties()) {
    if (property != kReferents) json.Key(property).Strings(values);
  }
  json.EndObject();
  json.Key("datasets").Strings(context.datasets);
  json.Key("referents").Strings(entity.Get(kReferents));
  json.Field("target", context.target);
  if (!context.first_seen.empty()) json.Field("first_seen", context.first_seen);
  if (!context.last_seen.empty()) json.Field("last_seen", context.last_seen);
  if (!context.last_change.empty()) json.Field("last_change", context.last_change);
}

std::string WriteFtm(const model::Entity& entity, const FtmContext& context) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  WriteFtmMembers(json, entity, context);
  json.EndObject();
  return out;
}

}  // namespace maktab::lists
