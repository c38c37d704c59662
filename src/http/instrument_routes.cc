// The treaties and laws that a record may rest on, for its lawyer to choose.
#include "desk/instruments.h"
#include "http/context.h"
#include "http/route_help.h"

namespace maktab::http {
namespace {

std::string_view UnitName(calendar::LimitUnit unit) {
  constexpr std::array<std::string_view, 5> kNames = {"minutes", "hours", "calendar_days", "working_days", "months"};
  return kNames[std::size_t(unit)];
}

void WriteTreaty(base::JsonWriter& json, const model::Treaty& treaty, model::Language language) {
  json.BeginObject().Field("id", treaty.id).Field("title", treaty.title[std::size_t(language)]);
  json.Field("kind", model::kTreatyKindNames[std::size_t(treaty.kind)]).Field("source", treaty.source);
  json.Field("to_confirm", treaty.from_memory).Key("values").BeginArray();
  for (const model::TreatyValue& value : treaty.values) {
    json.BeginObject().Field("id", value.id).Field("amount", value.amount).Field("unit", UnitName(value.unit));
    if (value.times > 0) json.Field("times", value.times);
    json.Field("source", value.source).Field("to_confirm", value.from_memory).EndObject();
  }
  json.EndArray().EndObject();
}

base::Result<Response> GetInstruments(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const desk::InstrumentChoices choices,
                desk::ReadInstruments(context.desks.parts, request.who(), request.Param("id")));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("field", choices.rule == nullptr ? "" : choices.rule->field);
  json.Field("chosen", choices.chosen).Field("day", choices.day).Field("zone", choices.zone);
  json.Key("items").BeginArray();
  for (const model::Treaty* treaty : choices.proposed) WriteTreaty(json, *treaty, request.language);
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

}  // namespace

void AddInstrumentRoutes(Router& router, const Context& context) {
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/records/{id}/instruments",
              .handler = Blocking(context, GetInstruments),
              .right = model::Right::kSeeRecords});
}

}  // namespace maktab::http
