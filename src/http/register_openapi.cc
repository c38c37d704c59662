#include "http/register_openapi.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "model/row_members.h"

namespace maktab::http {
namespace {

using base::JsonWriter;
using model::FieldType;

constexpr std::string_view kPartialDate = "^\\d{4}(-\\d{2}(-\\d{2})?)?$";

// What a row may say: of persons and things, else of files.
struct Row {
  std::vector<std::string_view> members;
  std::vector<std::string_view> required;
  std::vector<std::string_view> one_of;
};

Row RowOf(FieldType type) {
  const model::RowShape* shape = model::RowShapeOf(type);
  if (shape == nullptr) return {{"upload", "sha256", "name", "type", "bytes"}, {}, {}};
  Row row{shape->members, shape->required, shape->one_of};
  row.members.push_back(model::kSubjectMember);
  return row;
}

class Description {
 public:
  Description(const model::Registers& registers, const model::Register& in, const model::Words& words,
              const RegisterReader& reader)
      : registers_(registers), in_(in), words_(words), reader_(reader), json_(out_) {}

  std::string Write() {
    json_.BeginObject().Field("openapi", "3.1.0").Key("info").BeginObject();
    json_.Field("title", Said(in_.title)).Field("version", "1");
    json_.Field("description",
                "Made from the definition of the register " + in_.id + ". What is not here is in /api/openapi.json.");
    json_.EndObject().Key("servers").BeginArray().BeginObject().Field("url", "/").EndObject().EndArray();
    json_.Key("security").BeginArray().BeginObject().Key("key").BeginArray().EndArray().EndObject().EndArray();
    json_.Key("paths").BeginObject();
    for (const model::Action& action : in_.actions) {
      if (!action.by_effect) Path(action);
    }
    json_.EndObject();
    Components();
    json_.EndObject();
    return std::move(out_);
  }

 private:
  std::string_view Said(const model::Label& label) const { return label[std::size_t(reader_.language)]; }
  bool Knows(const model::Field& field) const {
    return desk::MayRead(field, reader_.reader) || desk::MayWrite(field, reader_.reader);
  }
  bool Writes(const std::string& id) const { return desk::MayWrite(*in_.FindField(id), reader_.reader); }

  void Type(std::string_view type) { json_.Key("type").BeginArray().String(type).String("null").EndArray(); }
  void Enum(const std::vector<model::Choice>& choices, bool with_null) {
    json_.Key("enum").BeginArray();
    for (const model::Choice& choice : choices) json_.String(choice.id);
    if (with_null) json_.Null();
    json_.EndArray();
  }
  void Items(const std::vector<model::Choice>& choices) {
    Type("array");
    json_.Field("uniqueItems", true).Key("items").BeginObject().Field("type", "string");
    if (!choices.empty()) Enum(choices, false);
    json_.EndObject();
  }
  void Required(const std::vector<std::string_view>& members) {
    json_.Key("required").BeginArray();
    for (const std::string_view member : members) json_.String(member);
    json_.EndArray();
  }
  void Rows(const model::Field& field) {
    const Row row = RowOf(field.type);
    Type("array");
    json_.Key("items").BeginObject().Field("type", "object").Key("properties").BeginObject();
    for (const std::string_view member : row.members) {
      json_.Key(member).BeginObject().Field("type", member == "bytes" ? "integer" : "string");
      if (member == "birth_date") json_.Field("pattern", kPartialDate);
      if (member == "role" && !field.person_roles.empty()) {
        json_.Key("enum").BeginArray();
        for (const model::PersonRole& role : field.person_roles) json_.String(role.id);
        json_.EndArray();
      }
      if (member == "kind" && !field.object_kinds.empty()) {
        json_.Key("enum").BeginArray();
        for (const model::ObjectKind& kind : field.object_kinds) json_.String(kind.id);
        json_.EndArray();
      }
      json_.EndObject();
    }
    json_.EndObject();
    if (!row.required.empty()) Required(row.required);
    if (!row.one_of.empty()) {
      json_.Key("anyOf").BeginArray();
      for (const std::string_view member : row.one_of) {
        json_.BeginObject();
        Required({member});
        json_.EndObject();
      }
      json_.EndArray();
    }
    json_.EndObject();
  }

  // The members of a field's schema; null takes a value away.
  void Shape(const model::Field& field) {
    switch (field.type) {
      case FieldType::kChoice:
        Type("string");
        Enum(field.choices, true);
        return;
      case FieldType::kUnit:
        Type("string");
        Enum(registers_.units(), true);
        return;
      case FieldType::kChoices:
        return Items(field.choices);
      case FieldType::kUnits:
        return Items(registers_.units());
      case FieldType::kUsers:
      case FieldType::kCountries:
      case FieldType::kLinks:
        return Items({});
      case FieldType::kPerson:
      case FieldType::kVehicle:
      case FieldType::kDocument:
      case FieldType::kObject:
      case FieldType::kAttachment:
        return Rows(field);
      case FieldType::kCount:
        Type("integer");
        json_.Field("minimum", 0);
        return;
      case FieldType::kDate:
        Type("string");
        json_.Field("pattern", kPartialDate);
        return;
      case FieldType::kInstant:
        Type("string");
        json_.Field("format", "date-time");
        return;
      case FieldType::kText:
      case FieldType::kLongText:
      case FieldType::kPartner:
      case FieldType::kLink:
      case FieldType::kUser:
        Type("string");
        return;
    }
  }

  void FieldSchema(const model::Field& field) {
    json_.Key(field.id).BeginObject();
    Shape(field);
    json_.Field("title", Said(field.label));
    if (!Said(field.help).empty()) json_.Field("description", Said(field.help));
    if (!field.link_registers.empty()) json_.Key("x-registers").Strings(field.link_registers);
    if (field.unique) json_.Field("x-unique", true);
    json_.Field("x-type", model::kFieldTypeNames[std::size_t(field.type)]).EndObject();
  }

  // {"if": a field has one of these values, "then": another is required}, as JSON Schema says it.
  void Conditions(const std::vector<std::string>& shown) {
    bool begun = false;
    for (const std::string& id : shown) {
      const model::Field& field = *in_.FindField(id);
      if (!field.required_when) continue;
      if (!begun) json_.Key("allOf").BeginArray();
      begun = true;
      json_.BeginObject().Key("if").BeginObject().Key("properties").BeginObject().Key(field.required_when->field);
      json_.BeginObject().Key("enum").Strings(field.required_when->is).EndObject().EndObject();
      json_.Key("required").Strings({field.required_when->field}).EndObject();
      json_.Key("then").BeginObject().Key("required").Strings({id}).EndObject().EndObject();
    }
    if (begun) json_.EndArray();
  }

  void Body(const model::Action& action) {
    std::vector<std::string> shown, required;
    for (const std::string& id : action.fields) {
      if (Writes(id)) shown.push_back(id);
    }
    for (const std::string& id : action.required) {
      if (Writes(id)) required.push_back(id);
    }
    json_.Key("requestBody").BeginObject().Field("required", true).Key("content").BeginObject();
    json_.Key("application/json").BeginObject().Key("schema").BeginObject().Field("type", "object");
    json_.Key("properties").BeginObject().Key("values").BeginObject().Field("type", "object");
    json_.Field("additionalProperties", false).Key("properties").BeginObject();
    for (const std::string& id : shown) {
      json_.Key(id).BeginObject().Field("$ref", "#/components/schemas/Values/properties/" + id).EndObject();
    }
    json_.EndObject();
    // Of a record that is there, what it has already counts too.
    if (action.creates() && !required.empty()) json_.Key("required").Strings(required);
    if (action.creates()) Conditions(shown);
    json_.EndObject().Key("reason").BeginObject().Field("type", "string").EndObject();
    json_.Key("happened_at").BeginObject().Field("type", "string").Field("format", "date-time").EndObject();
    if (action.creates()) json_.Key("apart_reason").BeginObject().Field("type", "string").EndObject();
    json_.EndObject().Key("required").BeginArray();
    if (action.creates()) json_.String("values");
    if (action.reason) json_.String("reason");
    json_.EndArray().EndObject().EndObject().EndObject().EndObject();
  }

  void Header(std::string_view name, std::string_view description, bool required) {
    json_.BeginObject().Field("name", name).Field("in", "header").Field("required", required);
    json_.Key("schema").BeginObject().Field("type", "string").EndObject();
    json_.Field("description", description).EndObject();
  }
  void Parameters(const model::Action& action) {
    json_.Key("parameters").BeginArray();
    if (!action.creates()) {
      json_.BeginObject().Field("name", "id").Field("in", "path").Field("required", true);
      json_.Key("schema").BeginObject().Field("type", "string").EndObject().EndObject();
      Header("If-Match", "The version that was seen.", true);
    }
    Header("Idempotency-Key", "Who asks again with the same key and words gets the same answer.", false);
    json_.EndArray();
  }

  // What it may be refused for, by HTTP status.
  std::map<int, std::vector<std::string>> Errors(const model::Action& action) const {
    std::vector<std::string> codes = {"access.denied",       "record.bad_value",      "record.unknown_field",
                                      "record.field_denied", "record.happened_later", "purpose.unknown",
                                      "record.too_long"};
    const auto add = [&](bool holds, std::string_view code) {
      if (holds) codes.emplace_back(code);
    };
    const auto field = [&](auto&& is) {
      return std::any_of(action.fields.begin(), action.fields.end(),
                         [&](const std::string& id) { return is(*in_.FindField(id)); });
    };
    const std::vector<std::string>& kept = in_.Creation().required;
    const auto needed = [&](const model::Field& f) {
      return f.required_when.has_value() || std::find(kept.begin(), kept.end(), f.id) != kept.end();
    };
    add(!action.required.empty() || field(needed), "record.required");
    add(field([](const model::Field& f) { return f.not_later || f.type == FieldType::kPerson; }), "record.lies_ahead");
    add(!action.complete.empty(), "record.incomplete");
    add(action.reason, "record.reason_missing");
    add(field([](const model::Field& f) { return f.unique; }), "store.record_doubled");
    add(field([](const model::Field& f) { return f.type == FieldType::kAttachment; }), "file.gone");
    add(action.creates() && !in_.duplicates.empty(), "record.may_be_there");
    add(!action.creates(), "record.unknown");
    add(!action.creates(), "action.not_now");
    add(!action.creates(), "store.record_changed");
    add(!action.four_eyes.empty(), "action.four_eyes");
    std::map<int, std::vector<std::string>> by_status;
    for (std::string& code : codes) by_status[words_.StatusOf(code)].push_back(std::move(code));
    return by_status;
  }
  void Responses(const model::Action& action) {
    json_.Key("responses").BeginObject().Key(action.creates() ? "201" : "200").BeginObject();
    json_.Field("description", "The record as it is now.").Key("content").BeginObject().Key("application/json");
    json_.BeginObject().Key("schema").BeginObject().Field("$ref", "#/components/schemas/Record").EndObject();
    json_.EndObject().EndObject().EndObject();
    for (const auto& [status, codes] : Errors(action)) {
      std::string said;
      for (const std::string& code : codes) {
        said += (said.empty() ? "" : "\n\n") + code + ": " + words_.Say(reader_.language, code);
      }
      json_.Key(std::to_string(status)).BeginObject().Field("description", said).Key("content").BeginObject();
      json_.Key("application/problem+json").BeginObject().Key("schema").BeginObject().Key("allOf").BeginArray();
      json_.BeginObject().Field("$ref", "#/components/schemas/Problem").EndObject();
      json_.BeginObject().Key("properties").BeginObject().Key("code").BeginObject().Key("enum").Strings(codes);
      json_.EndObject().EndObject().EndObject().EndArray().EndObject().EndObject().EndObject().EndObject();
    }
    json_.EndObject();
  }

  void Path(const model::Action& action) {
    json_.Key(action.creates() ? "/api/v1/registers/" + in_.id + "/records"
                               : "/api/v1/records/{id}/actions/" + action.id);
    json_.BeginObject().Key("post").BeginObject().Field("operationId", in_.id + "_" + action.id);
    json_.Field("summary", Said(action.label)).Key("x-may").BeginArray();
    for (const model::Role role : action.may) json_.String(model::RoleName(role));
    json_.EndArray().Key("x-from").Strings(action.from).Field("x-to", action.to);
    if (!action.creates() && !action.required.empty()) json_.Key("x-required-after").Strings(action.required);
    if (!action.complete.empty()) json_.Key("x-complete").Strings(action.complete);
    if (!action.clears.empty()) json_.Key("x-clears").Strings(action.clears);
    if (!action.four_eyes.empty()) json_.Key("x-four-eyes").Strings(action.four_eyes);
    Parameters(action);
    Body(action);
    Responses(action);
    json_.EndObject().EndObject();
  }

  void RecordSchema() {
    json_.Key("Record").BeginObject().Field("type", "object").Key("properties").BeginObject();
    for (const char* text : {"id", "number", "caption", "opened_at", "changed_at"}) {
      json_.Key(text).BeginObject().Field("type", "string").EndObject();
    }
    json_.Key("register").BeginObject().Field("const", in_.id).EndObject();
    json_.Key("state").BeginObject().Key("enum").BeginArray();
    for (const model::State& state : in_.states) json_.String(state.id);
    json_.EndArray().EndObject().Key("version").BeginObject().Field("type", "integer").EndObject();
    json_.Key("values").BeginObject().Field("$ref", "#/components/schemas/Values").EndObject();
    json_.EndObject().Key("required").Strings({"id", "version"}).EndObject();
  }
  void Components() {
    json_.Key("components").BeginObject().Key("securitySchemes").BeginObject().Key("key").BeginObject();
    json_.Field("type", "http").Field("scheme", "bearer").EndObject().EndObject();
    json_.Key("schemas").BeginObject().Key("Values").BeginObject().Field("type", "object");
    json_.Key("properties").BeginObject();
    for (const model::Field& field : in_.fields) {
      if (Knows(field)) FieldSchema(field);
    }
    json_.EndObject().EndObject();
    RecordSchema();
    json_.Key("Problem").BeginObject().Field("type", "object").Key("properties").BeginObject();
    for (const char* text : {"type", "title", "detail", "code"}) {
      json_.Key(text).BeginObject().Field("type", "string").EndObject();
    }
    json_.Key("status").BeginObject().Field("type", "integer").EndObject();
    json_.Key("params").BeginObject().Field("type", "object").EndObject();
    json_.EndObject().Key("required").Strings({"code", "status"}).EndObject().EndObject().EndObject();
  }

  const model::Registers& registers_;
  const model::Register& in_;
  const model::Words& words_;
  const RegisterReader& reader_;
  std::string out_;
  JsonWriter json_;
};

}  // namespace

std::string RegisterOpenApi(const model::Registers& registers, const model::Register& in, const model::Words& words,
                            const RegisterReader& reader) {
  return Description(registers, in, words, reader).Write();
}

}  // namespace maktab::http
