#include "desk/answer.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "desk/question.h"
#include "desk/subject_identity.h"

namespace maktab::desk {
namespace {

constexpr std::string_view kCheckPrefix = "chk_";
constexpr int kScoreDecimals = 4;

std::string_view SideName(model::Reason::Side side) {
  switch (side) {
    case model::Reason::Side::kFor:
      return "for";
    case model::Reason::Side::kNeutral:
      return "neutral";
    case model::Reason::Side::kAgainst:
      return "against";
  }
  return "neutral";
}

model::Reason::Side ParseSide(std::string_view name) {
  if (name == "for") return model::Reason::Side::kFor;
  return name == "against" ? model::Reason::Side::kAgainst : model::Reason::Side::kNeutral;
}

void WriteQuery(base::JsonWriter& json, const model::Entity& query) {
  json.Key("query").BeginObject().Field("schema", model::SchemaName(query.schema)).Key("properties").BeginObject();
  for (const auto& [property, values] : query.properties()) json.Key(property).Strings(values);
  json.EndObject().EndObject();
}

void WriteParams(base::JsonWriter& json, const base::Error::Params& params) {
  json.Key("params").BeginObject();
  for (const auto& [name, value] : params) json.Field(name, value);
  json.EndObject();
}

base::Error::Params ReadParams(const base::JsonRef& json) {
  base::Error::Params params;
  for (const auto& [name, value] : json.members()) params.emplace_back(name, value.string().value_or(""));
  return params;
}

std::string Text(const base::JsonRef& json, std::string_view key) {
  return std::string(json[key].string().value_or(""));
}

void WriteRecognised(base::JsonWriter& json, const Recognition& found) {
  json.Key("recognised").BeginObject().Field("kind", found.kind).Field("key", found.key).Field("valid", found.valid);
  json.Key("check_digits").BeginObject();
  for (const auto& [name, ok] : found.check_digits) json.Field(name, ok);
  json.EndObject().Key("fields").BeginObject();
  for (const auto& [name, value] : found.fields) json.Field(name, value);
  json.EndObject().Key("warnings").BeginArray();
  for (const auto& warning : found.warnings) {
    json.BeginObject().Field("code", warning.first);
    WriteParams(json, warning.second);
    json.EndObject();
  }
  json.EndArray().EndObject();
}

std::optional<Recognition> ReadRecognised(const base::JsonRef& json) {
  if (!json.is_object()) return std::nullopt;
  Recognition found;
  found.kind = Text(json, "kind");
  found.key = Text(json, "key");
  found.valid = json["valid"].boolean().value_or(false);
  for (const auto& [name, ok] : json["check_digits"].members()) {
    found.check_digits.emplace_back(name, ok.boolean().value_or(false));
  }
  for (const auto& [name, value] : json["fields"].members())
    found.fields.emplace_back(name, value.string().value_or(""));
  for (const base::JsonRef& warning : json["warnings"].elements()) {
    found.warnings.push_back({Text(warning, "code"), ReadParams(warning["params"])});
  }
  return found;
}

void WriteEvidence(base::JsonWriter& json, const AnsweredHit& answered) {
  json.Key("names").BeginArray();
  for (const auto& [kind, text] : answered.names)
    json.BeginObject().Field("text", text).Field("kind", kind).EndObject();
  json.EndArray().Key("birth_dates").Strings(answered.birth_dates);
  json.Key("nationalities").Strings(answered.nationalities);
}

void WriteHitHead(base::JsonWriter& json, const AnsweredHit& answered) {
  const screening::Hit& hit = answered.hit;
  json.Field("id", hit.entity_id).Field("caption", hit.caption).Field("schema", model::SchemaName(hit.schema));
  json.Field("dataset", hit.dataset).Key("score").Number(hit.score, kScoreDecimals);
  json.Field("match", hit.match).Field("quiet", answered.quiet);
}

std::string Hex(std::uint64_t value) {
  char buffer[20];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value, 16).ptr};
}

screening::ListInfo ReadList(const base::JsonRef& json) {
  screening::ListInfo list;
  list.dataset = Text(json, "dataset");
  list.title = Text(json, "title");
  list.list_date = Text(json, "list_date");
  list.version = Text(json, "version");
  list.imported_at = base::ParseInstant(Text(json, "imported_at")).value_or(base::Instant{});
  list.number = json["number"].integer().value_or(0);
  list.count = static_cast<std::uint64_t>(json["count"].integer().value_or(0));
  return list;
}

}  // namespace

std::string Recognition::Field(std::string_view name) const {
  for (const auto& [field, value] : fields) {
    if (field == name) return value;
  }
  return {};
}

Recognition RecognitionOf(const identifiers::Identification& found) {
  Recognition out;
  out.kind = identifiers::KindName(found.kind);
  out.key = found.key;
  out.valid = found.valid;
  for (const auto& [name, ok] : found.check_digits) out.check_digits.emplace_back(name, ok);
  for (const auto& [name, value] : found.fields) out.fields.emplace_back(name, value);
  for (const auto& warning : found.warnings) out.warnings.emplace_back(warning.code, warning.params);
  return out;
}

std::string CheckId(std::int64_t seq) {
  return std::string(kCheckPrefix) + std::to_string(seq);
}

std::optional<std::int64_t> ParseCheckId(std::string_view id) {
  if (id.starts_with(kCheckPrefix)) id.remove_prefix(kCheckPrefix.size());
  std::int64_t seq = -1;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), seq);
  if (id.empty() || error != std::errc{} || end != id.data() + id.size() || seq < 0) return std::nullopt;
  return seq;
}

void WriteHitBody(base::JsonWriter& json, const AnsweredHit& answered) {
  json.BeginObject();
  WriteHitHead(json, answered);
  json.Field("entity_hash", Hex(answered.hit.entity_hash)).Key("reasons").BeginArray();
  for (const model::Reason& reason : answered.hit.reasons) {
    json.BeginObject().Field("code", reason.code).Field("side", SideName(reason.side));
    json.Key("weight").Number(reason.weight, kScoreDecimals);
    WriteParams(json, reason.params);
    json.EndObject();
  }
  json.EndArray();
  WriteEvidence(json, answered);
  json.EndObject();
}

AnsweredHit ReadHitBody(const base::JsonRef& json) {
  AnsweredHit answered;
  screening::Hit& hit = answered.hit;
  hit.entity_id = Text(json, "id");
  hit.caption = Text(json, "caption");
  hit.schema = model::ParseSchema(Text(json, "schema")).value_or(model::Schema::kThing);
  hit.dataset = Text(json, "dataset");
  hit.score = static_cast<float>(json["score"].number().value_or(0));
  hit.match = json["match"].boolean().value_or(false);
  answered.quiet = json["quiet"].boolean().value_or(false);
  const std::string hash = Text(json, "entity_hash");
  std::from_chars(hash.data(), hash.data() + hash.size(), hit.entity_hash, 16);
  for (const base::JsonRef& row : json["reasons"].elements()) {
    hit.reasons.push_back({Text(row, "code"), ReadParams(row["params"]), ParseSide(Text(row, "side")),
                           static_cast<float>(row["weight"].number().value_or(0))});
  }
  for (const base::JsonRef& row : json["names"].elements())
    answered.names.emplace_back(Text(row, "kind"), Text(row, "text"));
  answered.birth_dates = json["birth_dates"].strings();
  answered.nationalities = json["nationalities"].strings();
  return answered;
}

std::string SummaryOf(const model::Entity& query) {
  for (const std::string_view property :
       {model::kPropName, model::kPropNumber, model::kPropVin, model::kPropOtherNumber, model::kPropPassportNumber,
        model::kPropIdNumber, model::kPropImoNumber, model::kPropSerialNumber}) {
    if (!query.First(property).empty()) return std::string(query.First(property));
  }
  return query.properties().empty() ? std::string() : query.properties().front().second.front();
}

std::string WriteAnswerBody(const CheckAnswer& answer) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  if (!answer.reference.empty()) json.Field("reference", answer.reference);
  if (!answer.record.empty()) {
    json.Field("record", answer.record).Field("field", answer.field).Field("subject", answer.subject);
    if (!answer.row.empty()) json.Key("row").Raw(answer.row);
    // What the bureau's own files say of him is no news to it.
    const auto on_list = [](const AnsweredHit& answered) { return answered.hit.dataset != kOwnFiles; };
    if (std::any_of(answer.hits.begin(), answer.hits.end(), on_list)) json.Field("tells", true);
  }
  if (answer.recognised) WriteRecognised(json, *answer.recognised);
  WriteQuery(json, answer.query);
  json.Field("query_key", answer.query_key).Field("limit", std::uint64_t(answer.limit));
  json.Key("threshold").Number(answer.threshold, kScoreDecimals);
  json.Key("datasets").Strings(answer.datasets).Field("considered", answer.considered);
  json.Key("results").BeginArray();
  for (const AnsweredHit& answered : answer.hits) WriteHitBody(json, answered);
  json.EndArray().Key("lists");
  RenderLists(json, answer.lists);
  json.EndObject();
  return out;
}

base::Result<CheckAnswer> ReadAnswerBody(std::string_view body) {
  MAKTAB_ASSIGN(const base::JsonDocument document, base::JsonDocument::Parse(body));
  const base::JsonRef root = document.root();
  CheckAnswer answer;
  answer.reference = Text(root, "reference");
  answer.record = Text(root, "record");
  answer.field = Text(root, "field");
  answer.subject = Text(root, "subject");
  if (root["row"].present()) answer.row = root["row"].text();
  answer.recognised = ReadRecognised(root["recognised"]);
  answer.query.schema = model::ParseSchema(Text(root["query"], "schema")).value_or(model::Schema::kThing);
  for (const auto& [property, values] : root["query"]["properties"].members()) {
    for (const std::string& value : values.strings()) answer.query.Add(property, value);
  }
  answer.query_key = Text(root, "query_key");
  answer.limit = static_cast<std::size_t>(root["limit"].integer().value_or(0));
  answer.threshold = static_cast<float>(root["threshold"].number().value_or(0));
  answer.datasets = root["datasets"].strings();
  answer.considered = static_cast<std::uint64_t>(root["considered"].integer().value_or(0));
  for (const base::JsonRef& hit : root["results"].elements()) answer.hits.push_back(ReadHitBody(hit));
  for (const base::JsonRef& list : root["lists"].elements()) answer.lists.push_back(ReadList(list));
  return answer;
}

void RenderReasons(base::JsonWriter& json, const std::vector<model::Reason>& reasons, const model::Words& words,
                   model::Language language) {
  json.BeginArray();
  for (const model::Reason& reason : reasons) {
    json.BeginObject().Field("code", reason.code).Field("text", words.Say(language, reason.code, reason.params));
    json.Field("side", SideName(reason.side)).Key("weight").Number(reason.weight, kScoreDecimals);
    WriteParams(json, reason.params);
    json.EndObject();
  }
  json.EndArray();
}

std::string RenderRecognition(const Recognition& found, const model::Words& words, model::Language language,
                              std::string_view id_json) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  if (!id_json.empty()) json.Key("id").Raw(id_json);
  json.Field("kind", found.kind).Field("valid", found.valid).Key("check_digits").BeginObject();
  for (const auto& [name, ok] : found.check_digits) json.Field(name, ok);
  json.EndObject().Key("fields").BeginObject();
  for (const auto& [name, value] : found.fields) json.Field(name, value);
  json.EndObject().Key("warnings").BeginArray();
  for (const auto& warning : found.warnings) {
    json.BeginObject().Field("code", warning.first);
    json.Field("text", words.Say(language, warning.first, warning.second)).EndObject();
  }
  json.EndArray().EndObject();
  return out;
}

void RenderWarning(base::JsonWriter& json, std::string_view code, const model::Words& words, model::Language language) {
  json.BeginArray();
  if (!code.empty()) {
    json.BeginObject().Field("code", code).Field("text", words.Say(language, code, {})).EndObject();
  }
  json.EndArray();
}

void RenderLists(base::JsonWriter& json, const std::vector<screening::ListInfo>& lists) {
  json.BeginArray();
  for (const screening::ListInfo& list : lists) {
    json.BeginObject().Field("dataset", list.dataset).Field("title", list.title).Field("list_date", list.list_date);
    json.Field("version", list.version).Field("imported_at", base::FormatInstant(list.imported_at));
    json.Field("number", list.number).Field("count", list.count).EndObject();
  }
  json.EndArray();
}

std::string RenderAnswer(const CheckAnswer& answer, const model::Words& words, model::Language language) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject().Field("id", CheckId(answer.seq)).Field("at", base::FormatInstant(answer.at));
  json.Field("who", answer.who).Field("purpose", answer.purpose).Field("reference", answer.reference);
  if (!answer.record.empty()) {
    json.Field("record", answer.record).Field("field", answer.field).Field("subject", answer.subject);
  }
  json.Key("recognised");
  if (answer.recognised) {
    json.Raw(RenderRecognition(*answer.recognised, words, language));
  } else {
    json.Null();
  }
  json.Field("schema", model::SchemaName(answer.query.schema));
  WriteQuery(json, answer.query);
  json.Key("warnings");
  RenderWarning(json, NotCompared(answer.query), words, language);
  json.Key("threshold").Number(answer.threshold, kScoreDecimals).Field("limit", std::uint64_t(answer.limit));
  std::uint64_t quiet = 0;
  json.Key("results").BeginArray();
  for (const AnsweredHit& answered : answer.hits) {
    json.BeginObject();
    WriteHitHead(json, answered);
    if (!answered.verdict.empty()) {
      json.Field("verdict", answered.verdict).Field("judgement_id", answered.judgement_id);
    }
    if (!answered.kept_id.empty()) json.Field("kept", answered.kept_id).Field("kept_number", answered.kept_number);
    for (const screening::ListInfo& list : answer.lists) {
      if (list.dataset != answered.hit.dataset) continue;
      json.Field("dataset_title", list.title).Field("list_date", list.list_date);
    }
    json.Key("reasons");
    RenderReasons(json, answered.hit.reasons, words, language);
    WriteEvidence(json, answered);
    json.EndObject();
    quiet += answered.quiet ? 1 : 0;
  }
  json.EndArray().Field("quiet_count", quiet).Field("considered", answer.considered).Key("lists");
  RenderLists(json, answer.lists);
  json.Key("list_versions").BeginObject();
  for (const screening::ListInfo& list : answer.lists) json.Field(list.dataset, list.version);
  json.EndObject().EndObject();
  return out;
}

}  // namespace maktab::desk
