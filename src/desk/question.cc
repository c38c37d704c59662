#include "desk/question.h"

#include <algorithm>
#include <tuple>

#include "base/utf8.h"

namespace maktab::desk {
namespace {

// Countries stand in lower case in entities.
std::string LowerCase(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = char(c + 32);
  }
  return text;
}

model::Entity Example(model::Schema schema, std::string_view property, std::string_view value) {
  model::Entity example;
  example.schema = schema;
  example.Add(property, value);
  return example;
}

// A machine-readable zone asks for the person, by name, birth date, nationality, sex and number, and for the paper.
std::vector<model::Entity> FromMrz(const Recognition& found) {
  model::Entity person;
  person.schema = model::Schema::kPerson;
  person.Add(model::kPropName, base::CleanText(found.Field("given_names") + " " + found.Field("surname")));
  person.Add(model::kPropBirthDate, found.Field("birth_date"));
  person.Add(model::kPropNationality, LowerCase(found.Field("nationality_country")));
  const std::string sex = found.Field("sex");
  if (sex == "M") person.Add(model::kPropGender, "male");
  if (sex == "F") person.Add(model::kPropGender, "female");
  const std::string number = found.Field("number");
  const bool passport = found.Field("format") == "TD3";
  person.Add(passport ? model::kPropPassportNumber : model::kPropIdNumber, number);
  std::vector<model::Entity> examples;
  if (!person.properties().empty()) examples.push_back(std::move(person));
  if (!number.empty()) {
    model::Entity paper = Example(model::Schema::kIdentification, model::kPropNumber, number);
    paper.Add(model::kPropCountry, LowerCase(found.Field("issuing_country")));
    examples.push_back(std::move(paper));
  }
  return examples;
}

std::vector<model::Entity> ExamplesFrom(const Recognition& found, const std::string& text) {
  using model::Schema;
  if (found.kind == "mrz") return FromMrz(found);
  if (found.kind == "vin") return {Example(Schema::kVehicle, model::kPropVin, found.key)};
  if (found.kind == "plate") {
    model::Entity vehicle = Example(Schema::kVehicle, model::kPropOtherNumber, found.key);
    vehicle.Add(model::kPropCountry, LowerCase(found.Field("country")));
    return {vehicle};
  }
  if (found.kind == "imo") return {Example(Schema::kVessel, model::kPropImoNumber, found.key)};
  if (found.kind == "container" || found.kind == "imei") {
    return {Example(Schema::kAsset, model::kPropSerialNumber, found.key)};
  }
  if (found.kind == "document_number") {
    // A number alone may be that of a paper, of its holder, of a plate without its marks, or the end of a VIN.
    const std::string& number = found.key;
    std::vector<model::Entity> examples = {Example(Schema::kIdentification, model::kPropNumber, number),
                                           Example(Schema::kPerson, model::kPropIdNumber, number),
                                           Example(Schema::kVehicle, model::kPropOtherNumber, number)};
    const bool vin_end = number.size() >= 6 && number.size() <= 8;
    if (vin_end) examples.push_back(Example(Schema::kVehicle, model::kPropVin, number));
    return examples;
  }
  return {Example(Schema::kPerson, model::kPropName, text), Example(Schema::kOrganization, model::kPropName, text),
          Example(Schema::kVessel, model::kPropName, text)};
}

base::Error BadField(std::string_view field) {
  return base::Err("check.bad_field").With("field", field);
}

base::Status ReadExample(const base::JsonRef& schema_json, const base::JsonRef& properties, CheckRequest& request) {
  const auto schema_name = schema_json.string();
  if (!schema_name) return BadField("schema");
  const auto schema = model::ParseSchema(*schema_name);
  if (!schema) return base::Err("entity.unknown_schema").With("schema", *schema_name).With("id", "");
  if (!properties.is_object()) return BadField("properties");
  model::Entity& example = request.example.emplace();
  example.schema = *schema;
  for (const auto& [property, values] : properties.members()) {
    for (const std::string& value : values.strings()) {
      if (value.size() > kMaxCheckTextBytes) return base::Err("check.too_long");
      example.Add(property, value);
    }
  }
  if (example.properties().empty()) return base::Err("check.nothing_asked");
  return {};
}

base::Status ReadOptions(const base::JsonRef& json, CheckRequest& request) {
  request.purpose = json["purpose"].string().value_or("");
  request.reference = base::TruncateUtf8(json["reference"].string().value_or(""), 200);
  if (const base::JsonRef given = json["limit"]; given.present()) {
    const auto limit = given.integer();
    if (!limit || *limit < 1) return BadField("limit");
    request.limit = std::min(kMaxCheckLimit, std::size_t(*limit));
  }
  if (const base::JsonRef given = json["threshold"]; given.present()) {
    const auto threshold = given.number();
    if (!threshold || *threshold < 0 || *threshold > 1) return BadField("threshold");
    request.threshold = static_cast<float>(*threshold);
  }
  request.datasets = json["datasets"].strings();
  return {};
}

}  // namespace

calendar::PartialDate Today(base::Instant now) {
  return *calendar::ParsePartialDate(std::string_view(base::FormatInstant(now)).substr(0, 10));
}

base::Result<CheckRequest> ReadCheckRequest(const base::JsonRef& json) {
  if (!json.is_object()) return BadField("");
  CheckRequest request;
  MAKTAB_TRY(ReadOptions(json, request));
  if (const base::JsonRef given = json["text"]; given.present()) {
    const auto text = given.string();
    if (!text) return BadField("text");
    if (text->size() > kMaxCheckTextBytes) return base::Err("check.too_long");
    request.text = *text;
    return request;
  }
  const base::JsonRef schema = json["schema"], properties = json["properties"];
  if (!schema.present() && !properties.present()) return base::Err("check.nothing_asked");
  MAKTAB_TRY(ReadExample(schema, properties, request));
  return request;
}

base::Result<Question> QuestionFrom(const CheckRequest& request, const identifiers::Tables& tables, base::Instant now) {
  Question question;
  if (request.example) {
    question.examples.push_back(*request.example);
    return question;
  }
  if (request.text.size() > kMaxCheckTextBytes) return base::Err("check.too_long");
  const std::string text = base::CleanText(request.text);
  if (text.empty()) return base::Err("check.nothing_asked");
  question.recognised = RecognitionOf(identifiers::Identify(request.text, tables, Today(now)));
  question.examples = ExamplesFrom(*question.recognised, text);
  if (question.examples.empty()) return base::Err("check.nothing_asked");
  return question;
}

std::vector<model::Entity> ExamplesOf(const std::optional<Recognition>& recognised, const model::Entity& query) {
  if (!recognised) return {query};
  return ExamplesFrom(*recognised, std::string(query.First(model::kPropName)));
}

screening::Answer Ask(screening::Checker& checker, const screening::Snapshot& snapshot, const Question& question,
                      const screening::CheckOptions& options) {
  screening::Answer answer = checker.Check(snapshot, question.examples.front(), options);
  for (std::size_t i = 1; i < question.examples.size(); ++i) {
    screening::Answer more = checker.Check(snapshot, question.examples[i], options);
    for (screening::Hit& hit : more.hits) {
      const auto same = std::find_if(answer.hits.begin(), answer.hits.end(), [&](const screening::Hit& other) {
        return other.entity_id == hit.entity_id && other.dataset == hit.dataset;
      });
      if (same == answer.hits.end()) {
        answer.hits.push_back(std::move(hit));
      } else if (hit.score > same->score) {
        *same = std::move(hit);
      }
    }
  }
  if (question.examples.size() > 1) {
    std::sort(answer.hits.begin(), answer.hits.end(), [](const screening::Hit& a, const screening::Hit& b) {
      if (a.score != b.score) return a.score > b.score;
      return std::tie(a.dataset, a.entity_id) < std::tie(b.dataset, b.entity_id);
    });
    if (answer.hits.size() > options.limit) answer.hits.resize(options.limit);
  }
  return answer;
}

base::Status KnownLists(const screening::Snapshot& snapshot, const std::vector<std::string>& datasets) {
  for (const std::string& dataset : datasets) {
    const auto& lists = *snapshot.lists();
    const bool known =
        std::any_of(lists.begin(), lists.end(), [&](const auto& list) { return list.dataset == dataset; });
    if (!known) return base::Err("list.unknown").With("dataset", dataset);
  }
  return {};
}

}  // namespace maktab::desk
