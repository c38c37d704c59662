// What is live: a list has changed, a hit was found later.
#include "base/json.h"
#include "http/context.h"
#include "http/event_stream.h"
#include "http/route_help.h"

namespace maktab::http {

namespace {

// A new hit is told to who asked the question, or may see everybody's, and without what was asked: the page of new hits
// shows that to whom may see it.
std::optional<std::string> NewHitFor(const model::Principal& who, const desk::Event& event) {
  const auto body = base::JsonDocument::Parse(event.json);
  if (!body.ok()) return std::nullopt;
  const bool own = body->root()["who_id"].string() == who.id;
  if (!own && !model::MayDo(who.role, model::Right::kSeeAllHistory)) return std::nullopt;
  std::string data;
  base::JsonWriter(data)
      .BeginObject()
      .Field("dataset", event.key)
      .Field("check_id", desk::CheckId(body->root()["check"].integer().value_or(-1)))
      .EndObject();
  return data;
}

std::optional<std::string> DataFor(const model::Principal& who, const desk::Event& event) {
  if (event.topic == "newhit") return NewHitFor(who, event);
  if (event.topic == "record" && model::MayDo(who.role, model::Right::kSeeRecords)) return event.json;
  if (event.topic == "list" && model::MayDo(who.role, model::Right::kSeeLists)) return event.json;
  return std::nullopt;
}

Task<base::Status> SendEvents(const Context& context, Request& request, BodyWriter& writer) {
  EventFeed feed(context.desks.events);
  const auto wanted = [](const desk::Event& event) {
    return event.topic == "list" || event.topic == "newhit" || event.topic == "record";
  };
  co_await feed.Open(wanted);
  // Tells the client that events flow from here on.
  base::Status sent = co_await writer.Write(": open\n\n");
  while (sent.ok()) {
    sent = co_await feed.WaitForNews(writer);
    if (!sent.ok() || writer.stopping() || feed.over()) break;
    std::string text;
    for (const desk::Event& event : feed.Take()) {
      if (const auto data = DataFor(request.who(), event)) text += EventText(event.topic, *data);
    }
    if (!text.empty()) sent = co_await writer.Write(std::move(text));
  }
  co_return sent;
}

Task<Response> GetEvents(const Context& context, Request& request) {
  Response response = EventResponse();
  response.stream = [&context, &request](BodyWriter& writer) { return SendEvents(context, request, writer); };
  co_return response;
}

}  // namespace

void AddEventRoutes(Router& router, const Context& context) {
  router.Add({.method = Method::kGet, .pattern = "/api/v1/events", .handler = Async(context, GetEvents)});
}

}  // namespace maktab::http
