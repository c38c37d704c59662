#include "http/yente_shape.h"

#include <algorithm>
#include <map>

namespace maktab::http {

namespace {

constexpr std::string_view kAlgorithm = "maktab";

void WriteFeatures(base::JsonWriter& json, const std::vector<model::Reason>& reasons) {
  // One figure a code there; of several reasons of one kind the weights add up.
  std::map<std::string, double> features;
  for (const model::Reason& reason : reasons) features[reason.code] += double(reason.weight);
  json.Key("features").BeginObject();
  for (const auto& [code, weight] : features) json.Key(code).Number(weight, 4);
  json.EndObject();
}

void WriteExplanations(base::JsonWriter& json, const std::vector<model::Reason>& reasons, const model::Words& words,
                       model::Language language) {
  json.Key("explanations").BeginObject();
  std::vector<std::string_view> written;
  for (const model::Reason& reason : reasons) {
    if (std::find(written.begin(), written.end(), reason.code) != written.end()) continue;
    written.push_back(reason.code);
    json.Key(reason.code).BeginObject().Key("score").Number(double(reason.weight), 4);
    json.Field("detail", words.Say(language, reason.code, reason.params));
    json.Key("query").Null().Key("candidate").Null().EndObject();
  }
  json.EndObject();
}

void WriteDataset(base::JsonWriter& json, const screening::ListInfo& list) {
  json.BeginObject().Field("name", list.dataset).Field("title", list.title.empty() ? list.dataset : list.title);
  json.Key("summary").Null().Key("url").Null().Field("load", true).Key("entities_url").Null();
  json.Field("version", list.version).Field("index_version", list.version).Field("index_current", true);
  json.Field("last_export", base::FormatInstant(list.imported_at)).Field("entity_count", list.count);
  json.Key("children").BeginArray().EndArray().EndObject();
}

void WriteFacet(base::JsonWriter& json, std::string_view name, std::string_view label,
                const std::map<std::string, int>& counts) {
  json.Key(name).BeginObject().Field("label", label).Key("values").BeginArray();
  for (const auto& [value, count] : counts) {
    json.BeginObject().Field("name", value).Field("label", value).Field("count", count).EndObject();
  }
  json.EndArray().EndObject();
}

}  // namespace

std::string YenteId(std::string_view dataset, std::string_view entity_id) {
  std::string id(dataset);
  id += '-';
  id += entity_id;
  return id;
}

std::vector<std::pair<std::string, std::string>> ReadYenteId(std::string_view id,
                                                             const std::vector<screening::ListInfo>& lists) {
  std::vector<std::pair<std::string, std::string>> readings;
  for (const screening::ListInfo& list : lists) {
    if (!id.starts_with(list.dataset + "-")) continue;
    readings.emplace_back(list.dataset, id.substr(list.dataset.size() + 1));
  }
  std::sort(readings.begin(), readings.end(),
            [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  return readings;
}

void WriteYenteEntity(base::JsonWriter& json, const store::StoredEntity& stored) {
  const model::Entity& entity = stored.entity;
  json.Field("id", YenteId(stored.dataset, entity.id)).Field("caption", entity.caption);
  json.Field("schema", model::SchemaName(entity.schema)).Key("properties").BeginObject();
  for (const auto& [property, values] : entity.properties()) json.Key(property).Strings(values);
  json.EndObject().Key("datasets").BeginArray().String(stored.dataset).EndArray();
  json.Key("referents").BeginArray().String(entity.id).EndArray().Field("target", true);
  json.Field("first_seen", base::FormatInstant(stored.first_seen));
  json.Field("last_seen", base::FormatInstant(stored.in_force ? stored.last_changed : stored.ended_at));
  json.Field("last_change", base::FormatInstant(stored.last_changed));
}

void WriteYenteResult(base::JsonWriter& json, const desk::AnsweredHit& answered, const store::StoredEntity& stored,
                      const model::Words& words, model::Language language) {
  json.BeginObject();
  WriteYenteEntity(json, stored);
  json.Key("score").Number(double(answered.hit.score), 4);
  WriteFeatures(json, answered.hit.reasons);
  // A pair that was judged not to be the same stays quiet here too.
  json.Field("match", answered.hit.match && !answered.quiet);
  WriteExplanations(json, answered.hit.reasons, words, language);
  json.EndObject();
}

void WriteYenteMatcher(base::JsonWriter& json, const model::Words& words, model::Language language) {
  json.BeginObject();
  for (const std::string& code : words.Codes()) {
    if (!code.starts_with("reason.")) continue;
    json.Key(code).BeginObject().Field("description", words.Say(language, code)).Key("coefficient").Number(1.0);
    json.Field("url", "").EndObject();
  }
  json.EndObject();
}

std::string YenteCatalog(const std::vector<screening::ListInfo>& lists) {
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("datasets").BeginArray();
  json.BeginObject().Field("name", "default").Field("title", "default").Key("summary").Null().Key("url").Null();
  json.Field("load", true).Key("entities_url").Null();
  std::string newest;
  for (const screening::ListInfo& list : lists) newest = std::max(newest, base::FormatInstant(list.imported_at));
  json.Field("version", newest)
      .Field("index_version", newest)
      .Field("index_current", true)
      .Key("children")
      .BeginArray();
  for (const screening::ListInfo& list : lists) json.String(list.dataset);
  json.EndArray().EndObject();
  for (const screening::ListInfo& list : lists) WriteDataset(json, list);
  json.EndArray().Key("current").BeginArray().String("default");
  for (const screening::ListInfo& list : lists) json.String(list.dataset);
  json.EndArray().Key("outdated").BeginArray().EndArray().Field("index_stale", false).EndObject();
  return body;
}

std::string YenteAlgorithms(const model::Words& words, model::Language language) {
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("algorithms").BeginArray();
  json.BeginObject().Field("name", kAlgorithm).Key("description").Null().Key("features");
  WriteYenteMatcher(json, words, language);
  json.EndObject().EndArray().Field("default", kAlgorithm).Field("best", kAlgorithm).EndObject();
  return body;
}

void WriteYenteFacets(base::JsonWriter& json, const std::vector<store::StoredEntity>& results) {
  std::map<std::string, int> countries;
  std::map<std::string, int> datasets;
  std::map<std::string, int> topics;
  for (const store::StoredEntity& stored : results) {
    ++datasets[stored.dataset];
    std::vector<std::string> own;
    for (const std::string_view property : {model::kPropNationality, model::kPropCitizenship, model::kPropCountry}) {
      for (const std::string& country : stored.entity.Get(property)) own.push_back(country);
    }
    std::sort(own.begin(), own.end());
    own.erase(std::unique(own.begin(), own.end()), own.end());
    for (const std::string& country : own) ++countries[country];
    for (const std::string& topic : stored.entity.Get("topics")) ++topics[topic];
  }
  json.BeginObject();
  WriteFacet(json, "countries", "Countries", countries);
  WriteFacet(json, "datasets", "Data sources", datasets);
  WriteFacet(json, "topics", "Topics", topics);
  json.EndObject();
}

}  // namespace maktab::http
