#include "model/entity.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace maktab::model {
namespace {

constexpr std::array kNameProperties = {kPropName, kPropAlias, kPropPreviousName, kPropWeakAlias};

// On papers and road vehicles these would be a person's name or lead straight to one.
constexpr std::array<std::string_view, 12> kPersonNameProperties = {
    "name",       "alias",      "weakAlias",  "previousName", "firstName", "lastName",
    "secondName", "fatherName", "motherName", "owner",        "holder",    "operator"};

constexpr std::array<std::string_view, 3> kRemarkProperties = {"address", "modifiedAt", "notes"};

constexpr std::array kNumberProperties = {kPropNumber, kPropVin, kPropOtherNumber, kPropSerialNumber, kPropImoNumber};

auto FindProperty(auto& properties, std::string_view property) {
  return std::lower_bound(properties.begin(), properties.end(), property,
                          [](const auto& row, std::string_view key) { return row.first < key; });
}

}  // namespace

void Entity::Add(std::string_view property, std::string_view value) {
  if (value.empty()) return;
  value = base::TruncateUtf8(value, kMaxValueBytes);
  auto at = FindProperty(properties_, property);
  if (at == properties_.end() || at->first != property) {
    at = properties_.insert(at, {std::string(property), {}});
  }
  auto& values = at->second;
  if (values.size() >= kMaxValues || std::find(values.begin(), values.end(), value) != values.end()) return;
  values.emplace_back(value);
}

const std::vector<std::string>& Entity::Get(std::string_view property) const {
  static const std::vector<std::string> kNone;
  const auto at = FindProperty(properties_, property);
  return at == properties_.end() || at->first != property ? kNone : at->second;
}

std::string_view Entity::First(std::string_view property) const {
  const auto& values = Get(property);
  return values.empty() ? std::string_view() : std::string_view(values.front());
}

std::vector<std::pair<std::string_view, std::string_view>> Entity::Names() const {
  std::vector<std::pair<std::string_view, std::string_view>> names;
  for (const std::string_view property : kNameProperties) {
    for (const std::string& name : Get(property)) names.emplace_back(property, name);
  }
  return names;
}

base::Status Validate(Entity& entity, bool* names_removed) {
  if (names_removed != nullptr) *names_removed = false;
  if (entity.id.empty()) return base::Err("entity.no_id");
  if (HoldsNoNames(entity.schema)) {
    Entity bare;
    for (const auto& [property, values] : entity.properties()) {
      const bool personal = std::find(kPersonNameProperties.begin(), kPersonNameProperties.end(), property) !=
                            kPersonNameProperties.end();
      if (personal && names_removed != nullptr) *names_removed = true;
      if (personal) continue;
      for (const std::string& value : values) bare.Add(property, value);
    }
    const bool numbered = std::any_of(kNumberProperties.begin(), kNumberProperties.end(),
                                      [&](std::string_view p) { return !bare.Get(p).empty(); });
    if (!numbered) return base::Err("entity.no_number").With("id", entity.id);
    bare.id = std::move(entity.id);
    bare.schema = entity.schema;
    for (const std::string_view property : kNumberProperties) {
      if (bare.caption.empty()) bare.caption = bare.First(property);
    }
    entity = std::move(bare);
    return {};
  }
  if (entity.caption.empty()) entity.caption = entity.First(kPropName);
  if (entity.caption.empty() && !entity.Names().empty()) entity.caption = entity.Names().front().second;
  if (entity.Names().empty()) return base::Err("entity.no_name").With("id", entity.id);
  return {};
}

namespace {

std::string Write(const Entity& entity, bool whole) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject().Field("id", entity.id).Field("schema", SchemaName(entity.schema)).Field("caption", entity.caption);
  json.Key("properties").BeginObject();
  for (const auto& [property, values] : entity.properties()) {
    const bool remark =
        std::find(kRemarkProperties.begin(), kRemarkProperties.end(), property) != kRemarkProperties.end();
    if (whole || !remark) json.Key(property).Strings(values);
  }
  json.EndObject();
  if (!entity.documents.empty()) {
    json.Key("documents").BeginArray();
    for (const IdentityDocument& document : entity.documents) {
      json.BeginObject().Field("type", document.type).Field("number", document.number);
      json.Field("country", document.country).Field("note", document.note).EndObject();
    }
    json.EndArray();
  }
  if (whole && !entity.source_record.empty()) json.Key("source").Raw(entity.source_record);
  json.EndObject();
  return out;
}

}  // namespace

std::string WriteEntity(const Entity& entity) {
  return Write(entity, true);
}

std::string WriteComparable(const Entity& entity) {
  return Write(entity, false);
}

base::Result<Entity> ReadEntity(const base::JsonRef& json) {
  if (!json.is_object()) return base::Err("entity.not_object");
  Entity entity;
  entity.id = json["id"].string().value_or("");
  const std::string_view schema_name = json["schema"].string().value_or("");
  const auto schema = ParseSchema(schema_name);
  if (!schema) return base::Err("entity.unknown_schema").With("schema", schema_name).With("id", entity.id);
  entity.schema = *schema;
  entity.caption = json["caption"].string().value_or("");
  for (const auto& [property, values] : json["properties"].members()) {
    for (const std::string& value : values.strings()) entity.Add(property, value);
  }
  for (const base::JsonRef& row : json["documents"].elements()) {
    const auto text = [&](std::string_view key) { return std::string(row[key].string().value_or("")); };
    entity.documents.push_back({text("type"), text("number"), text("country"), text("note")});
  }
  if (json["source"].is_object()) entity.source_record = json["source"].text();
  return entity;
}

}  // namespace maktab::model
