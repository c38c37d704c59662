// Screening clients of today: match, search, entities, catalog, algorithms as yente answers them.
#include <algorithm>

#include "http/check_call.h"
#include "http/context.h"
#include "http/route_help.h"
#include "http/yente_shape.h"

namespace maktab::http {

namespace {

constexpr std::size_t kMaxQueries = 500;
constexpr std::int64_t kDefaultMatches = 5;
constexpr std::int64_t kDefaultFound = 10;
constexpr float kDefaultCutoff = 0.5F;

bool Contains(const std::vector<std::string_view>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// What all questions of one call have in common.
struct Scope {
  std::vector<std::string> datasets;  // empty = all
  std::size_t limit = 0;
  std::optional<float> threshold, cutoff;
  std::string purpose;
};

// "default" is all lists; include_dataset and exclude_dataset narrow it.
base::Result<std::vector<std::string>> DatasetsOf(const Context& context, const Request& request,
                                                  std::string_view narrowing) {
  const std::string& asked = request.Param("dataset");
  std::vector<std::string> datasets;
  if (asked != "default") datasets.push_back(asked);
  const auto included = request.QueryAll(narrowing);
  if (!included.empty() && asked == "default") datasets.assign(included.begin(), included.end());
  const auto excluded = request.QueryAll("exclude_dataset");
  if (excluded.empty()) return datasets;
  const auto lists = context.desks.parts.engine.Current()->lists();
  if (datasets.empty()) {
    for (const screening::ListInfo& list : *lists) datasets.push_back(list.dataset);
  }
  std::erase_if(datasets, [&](const std::string& dataset) { return Contains(excluded, dataset); });
  if (datasets.empty()) return BadParameter("exclude_dataset");
  return datasets;
}

base::Result<Scope> ReadScope(const Context& context, const Request& request) {
  Scope scope;
  MAKTAB_ASSIGN(scope.datasets, DatasetsOf(context, request, "include_dataset"));
  MAKTAB_ASSIGN(const std::int64_t limit, NumberParameter(request, "limit", kDefaultMatches, 1, desk::kMaxCheckLimit));
  scope.limit = std::size_t(limit);
  MAKTAB_ASSIGN(scope.threshold, ScoreParameter(request, "threshold"));
  MAKTAB_ASSIGN(scope.cutoff, ScoreParameter(request, "cutoff"));
  const float threshold = scope.threshold.value_or(context.desks.parts.settings.threshold);
  scope.cutoff = std::min(scope.cutoff.value_or(kDefaultCutoff), threshold);
  scope.purpose = PurposeOf(request);
  return scope;
}

struct Batch {
  std::vector<std::string> names;
  std::vector<std::string> queries;  // as they came
  std::vector<desk::CheckRequest> questions;
};

base::Result<Batch> ReadBatch(const Request& request, const Scope& scope) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  const base::JsonRef queries = body.root()["queries"];
  if (!queries.is_object()) return BadParameter("queries");
  const auto members = queries.members();
  if (members.empty()) return BadParameter("queries");
  if (members.size() > kMaxQueries) {
    return base::Err("http.too_many_queries").With("limit", std::to_string(kMaxQueries));
  }
  Batch batch;
  for (const auto& [name, query] : members) {
    if (query.is_null()) continue;
    MAKTAB_ASSIGN(desk::CheckRequest question, desk::ReadCheckRequest(query));
    question.datasets = scope.datasets;
    question.limit = scope.limit;
    question.threshold = scope.threshold;
    question.cutoff = scope.cutoff;
    question.purpose = scope.purpose;
    batch.names.emplace_back(name);
    batch.queries.push_back(query.text());
    batch.questions.push_back(std::move(question));
  }
  if (batch.questions.empty()) return BadParameter("queries");
  return batch;
}

bool IsExcluded(const Request& request, const store::StoredEntity& stored) {
  const auto schemata = request.QueryAll("exclude_schema");
  const auto ids = request.QueryAll("exclude_entity_ids");
  return Contains(schemata, model::SchemaName(stored.entity.schema)) || Contains(ids, stored.entity.id) ||
         Contains(ids, YenteId(stored.dataset, stored.entity.id));
}

base::Status WriteResults(base::JsonWriter& json, const Context& context, const Request& request,
                          const desk::CheckAnswer& answer) {
  MAKTAB_ASSIGN(const auto entities, desk::StoredHits(context.desks.parts.store, answer));
  std::int64_t total = 0;
  json.Key("results").BeginArray();
  for (std::size_t i = 0; i < entities.size(); ++i) {
    if (!entities[i] || !entities[i]->in_force || IsExcluded(request, *entities[i])) continue;
    WriteYenteResult(json, answer.hits[i], *entities[i], context.desks.parts.words, request.language);
    ++total;
  }
  json.EndArray().Key("total").BeginObject().Field("value", total).Field("relation", "eq").EndObject();
  return {};
}

base::Result<Response> MatchResponse(const Context& context, const Request& request, const Batch& batch,
                                     const CheckAnswers& answers, std::size_t limit) {
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("responses").BeginObject();
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (!answers[i].ok()) return answers[i].error();
    json.Key(batch.names[i]).BeginObject().Field("status", 200);
    MAKTAB_TRY(WriteResults(json, context, request, *answers[i]));
    json.Key("query").Raw(batch.queries[i]).EndObject();
  }
  json.EndObject().Key("matcher");
  WriteYenteMatcher(json, context.desks.parts.words, request.language);
  json.Field("limit", std::uint64_t(limit)).EndObject();
  Response response = Response::Json(std::move(body));
  response.headers.Add("x-batch-size", std::to_string(answers.size()));
  return response;
}

Task<Response> PostMatch(const Context& context, Request& request) {
  const base::Result<Scope> scope = ReadScope(context, request);
  if (!scope.ok()) co_return Problem(context, request, scope.error());
  base::Result<Batch> batch = ReadBatch(request, *scope);
  if (!batch.ok()) co_return Problem(context, request, batch.error());
  std::vector<desk::CheckRequest> questions = std::move(batch->questions);
  const CheckAnswers answers = co_await AskAll(context, request, std::move(questions));
  const auto render = [&] { return MatchResponse(context, request, *batch, answers, scope->limit); };
  base::Result<Response> response = co_await context.for_rest.Run(render);
  if (!response.ok()) co_return Problem(context, request, response.error());
  co_return std::move(response).value();
}

struct Search {
  desk::CheckRequest question;
  std::size_t limit = 0, offset = 0;
};

base::Result<Search> ReadSearch(const Context& context, const Request& request) {
  Search search;
  MAKTAB_ASSIGN(search.question.datasets, DatasetsOf(context, request, "datasets"));
  constexpr auto kMost = std::int64_t(desk::kMaxCheckLimit);
  MAKTAB_ASSIGN(const std::int64_t limit, NumberParameter(request, "limit", kDefaultFound, 0, kMost));
  MAKTAB_ASSIGN(const std::int64_t offset, NumberParameter(request, "offset", 0, 0, kMost - limit));
  search.limit = std::size_t(limit);
  search.offset = std::size_t(offset);
  const std::string_view name = request.Query("schema");
  const auto schema = model::ParseSchema(name.empty() ? "Thing" : name);
  if (!schema) return base::Err("entity.unknown_schema").With("schema", name);
  model::Entity example;
  example.schema = *schema;
  example.Add(model::kPropName, request.Query("q"));
  search.question.example = std::move(example);
  search.question.limit = desk::kMaxCheckLimit;
  search.question.cutoff = kDefaultCutoff;
  search.question.purpose = PurposeOf(request);
  return search;
}

bool HasCountry(const store::StoredEntity& stored, const std::vector<std::string_view>& countries) {
  if (countries.empty()) return true;
  for (const std::string_view property : {model::kPropNationality, model::kPropCitizenship, model::kPropCountry}) {
    for (const std::string& country : stored.entity.Get(property)) {
      if (Contains(countries, country)) return true;
    }
  }
  return false;
}

base::Result<Response> SearchResponse(const Context& context, const Request& request, const Search& search,
                                      const desk::CheckAnswer& answer) {
  MAKTAB_ASSIGN(auto entities, desk::StoredHits(context.desks.parts.store, answer));
  std::vector<store::StoredEntity> found;
  const auto countries = request.QueryAll("countries");
  for (auto& entity : entities) {
    if (entity && entity->in_force && HasCountry(*entity, countries)) found.push_back(std::move(*entity));
  }
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("limit", std::uint64_t(search.limit)).Field("offset", std::uint64_t(search.offset));
  json.Key("total").BeginObject().Field("value", std::uint64_t(found.size()));
  json.Field("relation", answer.hits.size() == desk::kMaxCheckLimit ? "gte" : "eq").EndObject();
  json.Key("results").BeginArray();
  for (std::size_t i = search.offset; i < std::min(found.size(), search.offset + search.limit); ++i) {
    json.BeginObject();
    WriteYenteEntity(json, found[i]);
    json.EndObject();
  }
  json.EndArray().Key("facets");
  WriteYenteFacets(json, found);
  json.EndObject();
  return Response::Json(std::move(body));
}

Task<Response> GetSearch(const Context& context, Request& request) {
  base::Result<Search> search = ReadSearch(context, request);
  if (!search.ok()) co_return Problem(context, request, search.error());
  std::vector<desk::CheckRequest> questions;
  questions.push_back(search->question);
  const CheckAnswers answers = co_await AskAll(context, request, std::move(questions));
  if (!answers.front().ok()) co_return Problem(context, request, answers.front().error());
  const auto render = [&] { return SearchResponse(context, request, *search, *answers.front()); };
  base::Result<Response> response = co_await context.for_rest.Run(render);
  if (!response.ok()) co_return Problem(context, request, response.error());
  co_return std::move(response).value();
}

base::Result<Response> GetEntity(const Context& context, const Request& request) {
  const auto lists = context.desks.parts.engine.Current()->lists();
  for (const auto& [dataset, id] : ReadYenteId(request.Param("id"), *lists)) {
    auto stored = context.desks.lists.Open(request.who(), dataset, id, PurposeOf(request));
    if (!stored.ok() && stored.error().code == "entity.unknown") continue;
    if (!stored.ok()) return stored.error();
    if (!stored->in_force) break;
    std::string body;
    base::JsonWriter json(body);
    json.BeginObject();
    WriteYenteEntity(json, *stored);
    json.EndObject();
    return Response::Json(std::move(body));
  }
  return base::Err("http.not_found");
}

base::Result<Response> GetCatalog(const Context& context, const Request& /*request*/) {
  return Response::Json(YenteCatalog(*context.desks.parts.engine.Current()->lists()));
}

base::Result<Response> GetAlgorithms(const Context& context, const Request& request) {
  return Response::Json(YenteAlgorithms(context.desks.parts.words, request.language));
}

}  // namespace

void AddYenteRoutes(Router& router, const Context& context) {
  router.Add({.method = Method::kPost,
              .pattern = "/match/{dataset}",
              .handler = Async(context, PostMatch),
              .right = model::Right::kCheck,
              .body = BodyKind::kJson,
              .max_body = 16 * kDefaultMaxBody});
  router.Add({.method = Method::kGet,
              .pattern = "/search/{dataset}",
              .handler = Async(context, GetSearch),
              .right = model::Right::kCheck});
  router.Add({.method = Method::kGet,
              .pattern = "/entities/{id}",
              .handler = Blocking(context, GetEntity),
              .right = model::Right::kSeeLists});
  router.Add({.method = Method::kGet, .pattern = "/catalog", .handler = Blocking(context, GetCatalog)});
  router.Add({.method = Method::kGet, .pattern = "/algorithms", .handler = Blocking(context, GetAlgorithms)});
}

}  // namespace maktab::http
