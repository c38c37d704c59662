#include "http/problem.h"

#include "base/json.h"

namespace maktab::http {

namespace {

std::string Render(const base::Error& error, const std::string& sentence, const model::Words& words) {
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject()
      .Field("type", "urn:maktab:problem:" + error.code)
      .Field("title", sentence)
      .Field("status", words.StatusOf(error.code))
      .Field("code", error.code)
      .Field("detail", sentence);
  json.Key("params").BeginObject();
  for (const auto& [name, value] : error.params) json.Field(name, value);
  json.EndObject().EndObject();
  return body;
}

}  // namespace

std::string ProblemJson(const base::Error& error, const model::Words& words, model::Language language) {
  return Render(error, words.Say(language, error), words);
}

Response ProblemResponse(const base::Error& error, const model::Words& words, model::Language language) {
  return ProblemResponse(error, words.Say(language, error), words, language);
}

Response ProblemResponse(const base::Error& error, const std::string& sentence, const model::Words& words,
                         model::Language language) {
  Response response = Response::Json(Render(error, sentence, words), words.StatusOf(error.code));
  response.content_type = "application/problem+json; charset=utf-8";
  response.headers.Add("Content-Language", std::string(model::LanguageTag(language)));
  if (response.status == 401) response.headers.Add("WWW-Authenticate", "Bearer realm=\"maktab\"");
  for (const auto& [name, value] : error.params) {
    if (name == "seconds") response.headers.Add("Retry-After", value);
  }
  response.problem = error;
  return response;
}

}  // namespace maktab::http
