#include "desk/subject_identity.h"

#include <algorithm>
#include <charconv>

#include "base/json.h"
#include "desk/judgement.h"
#include "identifiers/imo.h"

namespace maktab::desk {
namespace {

using Values = std::vector<SaidValue>;
constexpr std::size_t kSerialDigits = 6;

std::string Lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = char(c + 32);
  }
  return text;
}

// Takes in what one place says.
class Gatherer {
 public:
  explicit Gatherer(Identity& identity) : identity_(identity) {}

  void File(const store::Subject& file) {
    const auto content = base::JsonDocument::Parse(file.content);
    if (!content.ok()) return;
    const base::JsonRef json = content->root();
    const auto say = [&](Values& into, SaidValue value) { Say(into, std::move(value)).files.push_back(file.id); };
    for (const base::JsonRef& row : json["names"].elements()) {
      say(identity_.names, {Text(row, "text"), Text(row, "kind"), {}, {}, {}});
    }
    for (const base::JsonRef& row : json["papers"].elements()) {
      say(identity_.papers, {Text(row, "number"), Text(row, "type"), Text(row, "country"), {}, {}});
    }
    for (const base::JsonRef& row : json["plates"].elements()) {
      say(identity_.plates, {Text(row, "plate"), {}, Text(row, "country"), {}, {}});
    }
    for (const std::string& code : json["nationalities"].strings())
      say(identity_.nationalities, {code, {}, {}, {}, {}});
    const std::pair<const char*, Values*> single[] = {{"birth_date", &identity_.birth_dates},
                                                      {"gender", &identity_.genders},
                                                      {"vin", &identity_.vins},
                                                      {"make", &identity_.makes},
                                                      {"note", &identity_.notes}};
    for (const auto& [key, into] : single) {
      if (json[key].is_string()) say(*into, {Text(json, key), {}, {}, {}, {}});
    }
  }

  void Row(const store::SubjectRow& row) {
    const auto body = base::JsonDocument::Parse(row.body);
    if (!body.ok()) return;
    const base::JsonRef json = body->root();
    const auto say = [&](Values& into, const char* key, const char* kind, const char* country) {
      if (!json[key].is_string()) return;
      SaidValue value{
          Text(json, key), kind == nullptr ? "" : kind, country == nullptr ? "" : Text(json, country), {}, {}};
      auto& records = Say(into, std::move(value)).records;
      if (records.empty() || records.back() != row.record) records.push_back(row.record);
    };
    if (identity_.kind == "person") {
      say(identity_.names, "name", "name", nullptr);
      say(identity_.birth_dates, "birth_date", nullptr, nullptr);
      say(identity_.genders, "gender", nullptr, nullptr);
      say(identity_.nationalities, "nationality", nullptr, nullptr);
      say(identity_.papers, "document", nullptr, nullptr);
    } else if (identity_.kind == "vehicle") {
      say(identity_.vins, "vin", nullptr, nullptr);
      say(identity_.plates, "plate", nullptr, "country");
      say(identity_.engines, "engine", nullptr, nullptr);
      say(identity_.makes, "make", nullptr, nullptr);
    } else if (identity_.kind == "object") {
      const std::string what = Text(json, "kind");
      say(identity_.numbers, "number", what.c_str(), "country");
      say(identity_.makes, "make", nullptr, nullptr);
      say(identity_.models, "model", nullptr, nullptr);
      say(identity_.descriptions, "description", what.c_str(), nullptr);
    } else {
      const std::string type = Text(json, "type");
      say(identity_.numbers, "number", type.c_str(), "country");
    }
  }

 private:
  static std::string Text(const base::JsonRef& json, std::string_view key) {
    return std::string(json[key].string().value_or(""));
  }
  // The same text twice is one value; what one place adds to it (a type, a country) is kept.
  static SaidValue& Say(Values& values, SaidValue value) {
    for (SaidValue& known : values) {
      const bool same = known.text == value.text &&
                        (known.kind.empty() || value.kind.empty() || known.kind == value.kind) &&
                        (known.country.empty() || value.country.empty() || known.country == value.country);
      if (!same) continue;
      if (known.kind.empty()) known.kind = value.kind;
      if (known.country.empty()) known.country = value.country;
      return known;
    }
    return values.emplace_back(std::move(value));
  }

  Identity& identity_;
};

void AddAll(model::Entity& entity, std::string_view property, const Values& values) {
  for (const SaidValue& value : values) entity.Add(property, value.text);
}

model::Entity PersonOf(const Identity& identity) {
  model::Entity entity;
  entity.schema = model::Schema::kPerson;
  for (const SaidValue& name : identity.names) entity.Add(name.kind.empty() ? model::kPropName : name.kind, name.text);
  AddAll(entity, model::kPropBirthDate, identity.birth_dates);
  AddAll(entity, model::kPropGender, identity.genders);
  for (const SaidValue& code : identity.nationalities) entity.Add(model::kPropNationality, Lower(code.text));
  for (const SaidValue& paper : identity.papers) {
    entity.Add(model::kPropIdNumber, paper.text);
    entity.documents.push_back({paper.kind, paper.text, Lower(paper.country), {}});
  }
  return entity;
}

model::Entity VehicleOf(const Identity& identity) {
  model::Entity entity;
  entity.schema = model::Schema::kVehicle;
  AddAll(entity, model::kPropVin, identity.vins);
  AddAll(entity, model::kPropOtherNumber, identity.plates);
  AddAll(entity, model::kPropSerialNumber, identity.engines);
  for (const SaidValue& plate : identity.plates) entity.Add(model::kPropCountry, Lower(plate.country));
  return entity;
}

model::Entity DocumentOf(const Identity& identity) {
  model::Entity entity;
  entity.schema = model::Schema::kIdentification;
  AddAll(entity, model::kPropNumber, identity.numbers);
  for (const SaidValue& number : identity.numbers) entity.Add(model::kPropCountry, Lower(number.country));
  return entity;
}

// A number that may be that of a ship is looked for as one too: whoever reads it aboard may not know that it was
// entered as something else.
model::Entity ObjectOf(const Identity& identity) {
  model::Entity entity;
  entity.schema = model::Schema::kAsset;
  AddAll(entity, model::kPropSerialNumber, identity.numbers);
  for (const SaidValue& number : identity.numbers) {
    const auto imo = identifiers::ParseImo(number.text);
    if (imo && imo->check_ok) entity.Add(model::kPropImoNumber, imo->digits);
    entity.Add(model::kPropCountry, Lower(number.country));
  }
  return entity;
}

}  // namespace

std::string_view SubjectKindOf(model::FieldType type) {
  const model::RowShape* shape = model::RowShapeOf(type);
  return shape == nullptr ? std::string_view() : shape->kind;
}

store::SubjectGroup NewGroup(std::string_view kind, const std::string& id) {
  store::Subject file;
  file.id = file.head = id;
  file.kind = kind;
  file.content = "{}";
  return {id, {std::move(file)}, {}};
}

Identity IdentityOf(const store::SubjectGroup& group) {
  Identity identity;
  if (group.members.empty()) return identity;
  identity.kind = group.members.front().kind;
  Gatherer gatherer(identity);
  for (const store::Subject& file : group.members) gatherer.File(file);
  for (const store::SubjectRow& row : group.rows) gatherer.Row(row);
  return identity;
}

model::Entity EntityOf(const Identity& identity, const std::string& id) {
  model::Entity entity = identity.kind == "person"    ? PersonOf(identity)
                         : identity.kind == "vehicle" ? VehicleOf(identity)
                         : identity.kind == "object"  ? ObjectOf(identity)
                                                      : DocumentOf(identity);
  entity.id = id;
  entity.caption = CaptionOf(identity);
  return entity;
}

std::string CaptionOf(const Identity& identity) {
  // A name in another script than Latin is the one the person bears; a transliteration is not.
  for (const SaidValue& name : identity.names) {
    const bool other = std::any_of(name.text.begin(), name.text.end(), [](char c) { return (c & 0x80) != 0; });
    if (other && name.kind != model::kPropWeakAlias) return name.text;
  }
  for (const Values* values : {&identity.names, &identity.plates, &identity.vins, &identity.engines, &identity.numbers,
                               &identity.descriptions}) {
    if (!values->empty()) return values->front().text;
  }
  return {};
}

std::string DigestOf(const Identity& identity) {
  return QueryKey(EntityOf(identity, {}));
}

std::string SubjectNumber(std::string_view kind, std::int64_t serial) {
  std::string digits = std::to_string(serial);
  if (digits.size() < kSerialDigits) digits.insert(0, kSerialDigits - digits.size(), '0');
  return std::string(1, kind.empty() ? '?' : char(kind.front() - 32)) + "-" + digits;
}

std::pair<std::string, std::int64_t> ParseSubjectNumber(std::string_view text) {
  std::int64_t serial = 0;
  if (text.size() < 3 || text[1] != '-') return {};
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), serial);
  if (error != std::errc{} || end != text.data() + text.size() || serial <= 0) return {};
  for (const model::RowShape& shape : model::RowShapes()) {
    if (Lower(std::string(1, text[0])) == shape.kind.substr(0, 1)) return {std::string(shape.kind), serial};
  }
  return {};
}

}  // namespace maktab::desk
