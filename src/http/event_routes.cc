// What is live: a list has changed, a hit was found later.
#include <set>

#include "base/json.h"
#include "http/context.h"
#include "http/event_stream.h"
#include "http/route_help.h"

namespace maktab::http {

namespace {

// By what was there when it happened and is now: what has been restricted meanwhile is not told of.
using SeenIds = std::set<std::string>;

// The record that an event is about; empty if it is about none.
std::string RecordOf(const desk::Event& event) {
  if (event.topic == "record") return event.key;
  if (event.topic != "newhit") return {};
  const auto body = base::JsonDocument::Parse(event.json);
  return body.ok() ? std::string(body->root()["record"].string().value_or("")) : std::string();
}

// A new hit is told to who asked the question, or may see everybody's, and without what was asked: the page of new hits
// shows that to whom may see it.
std::optional<std::string> NewHitFor(const model::Principal& who, const desk::Event& event, const SeenIds& seen) {
  const auto body = base::JsonDocument::Parse(event.json);
  if (!body.ok()) return std::nullopt;
  const std::string record = RecordOf(event);
  if (!record.empty() && !seen.contains(record)) return std::nullopt;
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

std::optional<std::string> DataFor(const model::Principal& who, const desk::Event& event, const SeenIds& seen) {
  if (event.topic == "newhit") return NewHitFor(who, event, seen);
  if (event.topic == "record" && seen.contains(event.key)) return event.json;
  if (event.topic == "glass" && model::MayDo(who.role, model::Right::kReviewGlass)) return event.json;
  if (event.topic == "list" && model::MayDo(who.role, model::Right::kSeeLists)) return event.json;
  return std::nullopt;
}

// Which of the records that the events are about the reader sees; none if he may see no records.
Task<SeenIds> SeenOf(const Context& context, const Request& request, const std::vector<desk::Event>& events) {
  SeenIds ids;
  for (const desk::Event& event : events) {
    if (std::string record = RecordOf(event); !record.empty()) ids.insert(std::move(record));
  }
  if (ids.empty()) co_return ids;
  const model::Principal who = request.who();
  const auto work = [&context, who, ids] { return context.desks.records.Seen(who, ids); };
  base::Result<SeenIds> seen = co_await context.for_rest.Run(work);
  co_return seen.ok() ? std::move(seen).value() : SeenIds();
}

Task<base::Status> SendEvents(const Context& context, Request& request, BodyWriter& writer) {
  EventFeed feed(context.desks.events);
  const auto wanted = [](const desk::Event& event) {
    return event.topic == "list" || event.topic == "newhit" || event.topic == "record" || event.topic == "glass";
  };
  co_await feed.Open(wanted);
  // Tells the client that events flow from here on.
  base::Status sent = co_await writer.Write(": open\n\n");
  while (sent.ok()) {
    sent = co_await feed.WaitForNews(writer);
    if (!sent.ok() || writer.stopping() || feed.over()) break;
    std::string text;
    const std::vector<desk::Event> events = feed.Take();
    const SeenIds seen = co_await SeenOf(context, request, events);
    for (const desk::Event& event : events) {
      if (const auto data = DataFor(request.who(), event, seen)) text += EventText(event.topic, *data);
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
