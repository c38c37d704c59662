#include "desk/redact.h"

namespace maktab::desk {
namespace {

std::string SubjectIn(const base::JsonRef& row) {
  return std::string(row["subject"].string().value_or(""));
}

// The rows of persons with masked ones in their place; rows of `always` are.
std::string MaskRows(const model::Field& field, const std::string& value, const std::set<std::string>& always) {
  const auto document = base::JsonDocument::Parse(value);
  if (!document.ok()) return "null";
  std::string out;
  base::JsonWriter json(out);
  json.BeginArray();
  std::size_t place = 0;
  for (const base::JsonRef& row : document->root().elements()) {
    const bool masked = IsMaskedRow(field, row) || always.contains(SubjectIn(row));
    json.Raw(masked ? MaskedRow(row, place) : row.text());
    ++place;
  }
  json.EndArray();
  return out;
}

}  // namespace

std::string MaskedRow(const base::JsonRef& row, std::size_t place) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject().Field(kMasked, std::to_string(place));
  json.Field("role", row["role"].string().value_or("")).EndObject();
  return out;
}

bool IsMaskedRow(const model::Field& field, const base::JsonRef& row) {
  const model::PersonRole* role = field.FindPersonRole(row["role"].string().value_or(""));
  return role != nullptr && role->masked;
}

base::Status Redactor::Meet(const model::Register& in, const std::vector<const Values*>& all) {
  std::set<std::string> numbers;
  for (const model::Field& field : in.fields) {
    if (field.type != model::FieldType::kLink && field.type != model::FieldType::kLinks) continue;
    for (const Values* values : all) {
      const auto value = values->find(field.id);
      if (value == values->end()) continue;
      for (std::string& number : TextsOf(value->second)) numbers.insert(std::move(number));
    }
  }
  if (numbers.empty()) return {};
  MAKTAB_ASSIGN(auto seen, parts_.store.SeenNumbers(numbers, reader_.viewer));
  seen_.merge(seen);
  return {};
}

void Redactor::MaskAlways(const model::Register& in, const std::vector<const Values*>& all) {
  for (const model::Field& field : in.fields) {
    if (!HasMasks(field)) continue;
    for (const Values* values : all) {
      const auto value = values->find(field.id);
      if (value == values->end()) continue;
      const auto document = base::JsonDocument::Parse(value->second);
      if (!document.ok()) continue;
      for (const base::JsonRef& row : document->root().elements()) {
        if (IsMaskedRow(field, row) && !SubjectIn(row).empty()) always_.insert(SubjectIn(row));
      }
    }
  }
}

Values Redactor::Shown(const model::Register& in, const Values& values) const {
  Values shown;
  for (const auto& [id, value] : values) {
    const model::Field* field = in.FindField(id);
    if (field == nullptr || !MayRead(*field, reader_)) continue;
    if (field->masked) {
      shown.emplace(id, "{\"masked\":true}");
    } else if (!field->person_roles.empty()) {
      shown.emplace(id, MaskRows(*field, value, always_));
    } else if (field->type == model::FieldType::kLink) {
      const std::vector<std::string> numbers = TextsOf(value);
      if (numbers.empty() || seen_.contains(numbers.front())) shown.emplace(id, value);
    } else if (field->type == model::FieldType::kLinks) {
      std::vector<std::string> numbers = TextsOf(value);
      std::erase_if(numbers, [this](const std::string& number) { return !seen_.contains(number); });
      if (numbers.empty()) continue;
      std::string text;
      base::JsonWriter(text).Strings(numbers);
      shown.emplace(id, std::move(text));
    } else {
      shown.emplace(id, value);
    }
  }
  return shown;
}

base::Status NarrowValues(const Parts& parts, const Reader& reader, std::vector<store::RecordFilter::Value>& values) {
  for (store::RecordFilter::Value& value : values) {
    bool links = false;
    for (const model::Register& in : parts.registers.all()) {
      const model::Field* field = in.FindField(value.field);
      if (field == nullptr) continue;
      if (!MayUnmask(*field, reader)) value.not_of.push_back(in.id);
      links = links || field->type == model::FieldType::kLink || field->type == model::FieldType::kLinks;
    }
    if (!links) continue;
    MAKTAB_ASSIGN(const auto seen, parts.store.SeenNumbers({value.value}, reader.viewer));
    if (seen.empty()) {
      for (const model::Register& in : parts.registers.all()) value.not_of.push_back(in.id);
    }
  }
  return {};
}

base::Status Redact(const Parts& parts, const Reader& reader, std::vector<store::Record>& records) {
  std::vector<Values> contents;
  contents.reserve(records.size());
  for (const store::Record& record : records) contents.push_back(ReadContent(record.content));
  Redactor redactor(parts, reader);
  for (const model::Register& in : parts.registers.all()) {
    std::vector<const Values*> of;
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (records[i].register_id == in.id) of.push_back(&contents[i]);
    }
    MAKTAB_TRY(redactor.Meet(in, of));
  }
  for (std::size_t i = 0; i < records.size(); ++i) {
    const model::Register* in = parts.registers.Find(records[i].register_id);
    records[i].content = WriteContent(in == nullptr ? Values() : redactor.Shown(*in, contents[i]));
  }
  return {};
}

}  // namespace maktab::desk
