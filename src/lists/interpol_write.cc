#include "lists/interpol_write.h"

#include <array>
#include <optional>

#include "base/json.h"
#include "lists/interpol_notice.h"

namespace maktab::lists {
namespace {

using base::JsonDocument;
using base::JsonRef;
using base::JsonWriter;
using model::Entity;

// The id of an address has a dash where the body has a slash (4.2).
std::string Address(const Entity& entity, const NoticeAddress& address) {
  std::string id = entity.id;
  for (char& c : id) c = c == '/' ? '-' : c;
  std::string out(address.base_url);
  out += "/notices/v1/";
  out += address.colour;
  if (address.colour == "un") {
    out += model::IsA(entity.schema, model::Schema::kOrganization) ? "/entities" : "/persons";
  }
  return out + "/" + id;
}

void WriteLinks(JsonWriter& json, const Entity& entity, const NoticeAddress& address) {
  const std::string self = Address(entity, address);
  json.Key("_links").BeginObject();
  json.Key("self").BeginObject().Field("href", self).EndObject();
  json.Key("images").BeginObject().Field("href", self + "/images").EndObject();
  json.EndObject();
}

void WriteText(JsonWriter& json, std::string_view key, std::string_view value) {
  json.Key(key);
  value.empty() ? json.Null() : json.String(value);
}

// The service writes dates as 1985/03/07, with zeros for what is not known.
std::string NoticeDate(std::string_view iso) {
  std::string out(iso.substr(0, iso.find('/')));
  for (char& c : out) c = c == '-' ? '/' : c;
  if (out.size() == 7) out += "/00";
  return out;
}

std::string Upper(std::string_view code) {
  std::string out(code);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? char(c - 32) : c;
  return out;
}

void WriteCountries(JsonWriter& json, std::string_view key, const std::vector<std::string>& codes) {
  json.Key(key);
  if (codes.empty()) {
    json.Null();
    return;
  }
  json.BeginArray();
  for (const std::string& code : codes) json.String(code.size() == 2 ? Upper(code) : code);
  json.EndArray();
}

void WriteIdentity(JsonWriter& json, const Entity& entity) {
  const std::string_view last = entity.First("lastName");
  WriteText(json, "forename", entity.First("firstName"));
  WriteText(json, "name", last.empty() ? entity.First(model::kPropName) : last);
  WriteText(json, "date_of_birth", NoticeDate(entity.First(model::kPropBirthDate)));
  json.Field("entity_id", entity.id);
  WriteCountries(json, "nationalities", entity.Get(model::kPropNationality));
}

void WriteStrings(JsonWriter& json, const Entity& entity, std::string_view key, std::string_view property) {
  if (!entity.Get(property).empty()) json.Key(key).Strings(entity.Get(property));
}

void WriteRed(JsonWriter& json, const Entity& entity) {
  const auto& charges = entity.Get("charge");
  const auto& countries = entity.Get("warrantCountry");
  json.Key("arrest_warrants").BeginArray();
  for (std::size_t i = 0; i < charges.size(); ++i) {
    // Which warrant is of which country is only known where there is one.
    const bool one = charges.size() == 1 && countries.size() == 1;
    json.BeginObject();
    WriteText(json, "issuing_country_id", one ? Upper(countries[0]) : std::string());
    json.Field("charge", charges[i]).Key("charge_translation").Null().EndObject();
  }
  json.EndArray();
}

void WriteYellow(JsonWriter& json, const Entity& entity) {
  WriteText(json, "date_of_event", NoticeDate(entity.First("eventDate")));
  WriteText(json, "place", entity.First("eventPlace"));
  WriteText(json, "country", Upper(entity.First("eventCountry")));
  WriteText(json, "father_name", entity.First("fatherName"));
  WriteText(json, "mother_name", entity.First("motherName"));
}

void WriteUn(JsonWriter& json, const Entity& entity) {
  WriteText(json, "un_reference", entity.First("unReference"));
  WriteText(json, "un_reference_date", NoticeDate(entity.First("listingDate")));
  WriteText(json, "profession", entity.First("position"));
  WriteText(json, "summary", entity.First("notes"));
  WriteStrings(json, entity, "aliases", model::kPropAlias);
  WriteStrings(json, entity, "adresses", "address");
}

void WriteFromProperties(JsonWriter& json, const Entity& entity, std::string_view colour) {
  WriteIdentity(json, entity);
  const std::string_view gender = entity.First(model::kPropGender);
  if (!gender.empty()) json.Field("sex_id", gender == "male" ? "M" : gender == "female" ? "F" : "U");
  WriteText(json, "place_of_birth", entity.First("birthPlace"));
  WriteText(json, "country_of_birth_id", Upper(entity.First("birthCountry")));
  WriteText(json, "distinguishing_marks", entity.First("distinguishingMarks"));
  WriteStrings(json, entity, "eyes_colors_id", "eyeColor");
  WriteStrings(json, entity, "hairs_id", "hairColor");
  WriteStrings(json, entity, "languages_spoken_ids", "spokenLanguage");
  if (colour == "red") WriteRed(json, entity);
  if (colour == "yellow") WriteYellow(json, entity);
  if (colour == "un") WriteUn(json, entity);
}

// The notice as it came, if it is of this colour.
std::optional<JsonDocument> Source(const Entity& entity, std::string_view colour) {
  if (entity.source_record.empty()) return std::nullopt;
  auto document = JsonDocument::Parse(entity.source_record);
  if (!document.ok()) return std::nullopt;
  const std::string_view own = NoticeColour(document->root());
  const bool same = own.empty() ? entity.First("noticeType") == colour : own == colour;
  if (!same) return std::nullopt;
  return std::move(*document);
}

constexpr std::array<std::string_view, 4> kItemMembers = {"forename", "name", "date_of_birth", "nationalities"};

}  // namespace

std::string WriteInterpolItem(const Entity& entity, const NoticeAddress& address) {
  std::string out;
  JsonWriter json(out);
  json.BeginObject();
  if (const auto source = Source(entity, address.colour)) {
    for (const std::string_view member : kItemMembers) json.Key(member).Raw(source->root()[member].text());
    json.Field("entity_id", entity.id);
  } else {
    WriteIdentity(json, entity);
  }
  WriteLinks(json, entity, address);
  json.EndObject();
  return out;
}

std::string WriteInterpolDetail(const Entity& entity, const NoticeAddress& address) {
  std::string out;
  JsonWriter json(out);
  json.BeginObject();
  if (const auto source = Source(entity, address.colour)) {
    for (const auto& [member, value] : source->root().members()) {
      if (member != "_links" && member != "_embedded" && member != "entity_id") json.Key(member).Raw(value.text());
    }
    json.Field("entity_id", entity.id);
  } else {
    WriteFromProperties(json, entity, address.colour);
  }
  json.Key("_embedded").BeginObject().Key("links").BeginArray().EndArray().EndObject();
  WriteLinks(json, entity, address);
  json.EndObject();
  return out;
}

}  // namespace maktab::lists
