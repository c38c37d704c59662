#include "desk/question.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <tuple>

#include "base/utf8.h"
#include "calendar/partial_date.h"
#include "names/name.h"

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

// The serial number of a weapon, engine or part may look like anything.
model::Entity OfThing(std::string_view number) {
  return Example(model::Schema::kAsset, model::kPropSerialNumber, number);
}

std::vector<model::Entity> ExamplesFrom(const Recognition& found, const std::string& text) {
  using model::Schema;
  if (found.kind == "mrz") return FromMrz(found);
  if (found.kind == "vin") return {Example(Schema::kVehicle, model::kPropVin, found.key), OfThing(found.key)};
  if (found.kind == "plate") {
    model::Entity vehicle = Example(Schema::kVehicle, model::kPropOtherNumber, found.key);
    vehicle.Add(model::kPropCountry, LowerCase(found.Field("country")));
    return {vehicle, OfThing(found.key)};
  }
  if (found.kind == "imo") return {Example(Schema::kVessel, model::kPropImoNumber, found.key)};
  if (found.kind == "container" || found.kind == "imei") {
    return {Example(Schema::kAsset, model::kPropSerialNumber, found.key)};
  }
  if (found.kind == "document_number") {
    // A number alone may be that of a paper, of its holder, of a plate without its marks, of a weapon or an engine, or
    // the end of a VIN.
    const std::string& number = found.key;
    std::vector<model::Entity> examples = {Example(Schema::kIdentification, model::kPropNumber, number),
                                           Example(Schema::kPerson, model::kPropIdNumber, number),
                                           Example(Schema::kVehicle, model::kPropOtherNumber, number), OfThing(number)};
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

// The members of a question, found in one pass; of a member given twice the first.
struct Members {
  base::JsonRef text, schema, properties, purpose, reference, limit, threshold, datasets;
};

Members FindMembers(const base::JsonRef& json) {
  static constexpr std::pair<std::string_view, base::JsonRef Members::*> kMembers[] = {
      {"text", &Members::text},           {"schema", &Members::schema},       {"properties", &Members::properties},
      {"purpose", &Members::purpose},     {"reference", &Members::reference}, {"limit", &Members::limit},
      {"threshold", &Members::threshold}, {"datasets", &Members::datasets}};
  Members found;
  json.ForEachMember([&](std::string_view name, const base::JsonRef& value) {
    for (const auto& [known, member] : kMembers) {
      if (known == name && !(found.*member).present()) found.*member = value;
    }
  });
  return found;
}

base::Status ReadExample(const Members& members, CheckRequest& request) {
  const auto schema_name = members.schema.string();
  if (!schema_name) return BadField("schema");
  const auto schema = model::ParseSchema(*schema_name);
  if (!schema) return base::Err("entity.unknown_schema").With("schema", *schema_name).With("id", "");
  if (!members.properties.is_object()) return BadField("properties");
  model::Entity& example = request.example.emplace();
  example.schema = *schema;
  bool too_long = false;
  members.properties.ForEachMember([&](std::string_view property, const base::JsonRef& values) {
    for (const std::string& value : values.strings()) {
      too_long = too_long || value.size() > kMaxCheckTextBytes;
      example.Add(property, value);
    }
  });
  if (too_long) return base::Err("check.too_long");
  if (example.properties().empty()) return base::Err("check.nothing_asked");
  return {};
}

base::Status ReadOptions(const Members& members, CheckRequest& request) {
  request.purpose = members.purpose.string().value_or("");
  request.reference = base::TruncateUtf8(members.reference.string().value_or(""), 200);
  if (members.limit.present()) {
    const auto limit = members.limit.integer();
    if (!limit || *limit < 1) return BadField("limit");
    request.limit = std::min(kMaxCheckLimit, std::size_t(*limit));
  }
  if (members.threshold.present()) {
    const auto threshold = members.threshold.number();
    if (!threshold || *threshold < 0 || *threshold > 1) return BadField("threshold");
    request.threshold = static_cast<float>(*threshold);
  }
  request.datasets = members.datasets.strings();
  return {};
}

// Letters, marks, digits, spaces, quotes, dashes and signs of direction of any script, and what stands between them.
bool IsWritten(char32_t c) {
  constexpr std::uint32_t kKinds =
      U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK | U_GC_Z_MASK | U_GC_CF_MASK | U_GC_PI_MASK | U_GC_PF_MASK | U_GC_PD_MASK;
  constexpr std::u32string_view kSigns = U"-'`.,;:/()<&\"#|_+*°´·・،";
  return (U_MASK(u_charType(UChar32(c))) & kKinds) != 0 || u_isspace(UChar32(c)) != 0 ||
         kSigns.find(c) != std::u32string_view::npos;
}

}  // namespace

bool IsReadable(std::string_view text) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = base::NextCodePoint(text, at);
    if (!IsWritten(c)) return false;
    if (u_isalnum(UChar32(c)) != 0) ++letters;
  }
  return letters >= 2;
}

calendar::PartialDate Today(base::Instant now) {
  return *calendar::ParsePartialDate(std::string_view(base::FormatInstant(now)).substr(0, 10));
}

base::Result<CheckRequest> ReadCheckRequest(const base::JsonRef& json) {
  if (!json.is_object()) return BadField("");
  CheckRequest request;
  const Members members = FindMembers(json);
  MAKTAB_TRY(ReadOptions(members, request));
  if (members.text.present()) {
    const auto text = members.text.string();
    if (!text) return BadField("text");
    if (text->size() > kMaxCheckTextBytes) return base::Err("check.too_long");
    request.text = *text;
    return request;
  }
  if (!members.schema.present() && !members.properties.present()) return base::Err("check.nothing_asked");
  MAKTAB_TRY(ReadExample(members, request));
  return request;
}

base::Status ReadableDates(const CheckRequest& request) {
  if (!request.example) return {};
  for (const std::string& date : request.example->Get(model::kPropBirthDate)) {
    if (!calendar::ParseDateSpan(date)) {
      return base::Err("check.bad_date").With("date", base::TruncateUtf8(base::CleanText(date), 60));
    }
  }
  return {};
}

std::string_view NotCompared(const model::Entity& query) {
  bool asked = false, written = false;
  for (const auto& [property, name] : query.Names()) {
    asked = true;
    // A text may be the name of a person, a firm or a vessel; digits are part of the latter two.
    for (const auto kind : {names::NameKind::kPerson, names::NameKind::kOrganisation, names::NameKind::kObject}) {
      std::string prepared;
      names::PrepareName(name, kind, prepared);
      const names::PreparedView view(prepared);
      names::TokenView token;
      for (std::size_t at = names::PreparedView::begin(); view.Next(at, token); written = true) {
        if (token.kind != names::TokenKind::kInitial) return {};
      }
    }
  }
  if (!asked) return {};
  return written ? "check.only_initials" : "check.no_letter";
}

base::Result<Question> QuestionFrom(CheckRequest request, const identifiers::Tables& tables, base::Instant now) {
  Question question;
  if (request.example) {
    question.examples.push_back(std::move(*request.example));
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
