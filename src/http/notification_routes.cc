// What concerns the reader, and what of it he has read.
#include "desk/notifications.h"
#include "http/context.h"
#include "http/route_help.h"

namespace maktab::http {
namespace {

constexpr std::size_t kMostMarks = 1'000;

void WriteNotification(base::JsonWriter& json, const desk::NotificationView& item, const Context& context,
                       const Request& request) {
  const model::Registers& registers = context.desks.parts.registers;
  const auto language = std::size_t(request.language);
  json.BeginObject().Field("mark", item.mark).Field("kind", desk::kNotificationKinds[std::size_t(item.kind)]);
  json.Field("at", base::FormatInstant(item.at)).Field("read", item.read);
  json.Field("record", item.record).Field("register", item.register_id).Field("number", item.number);
  json.Field("caption", item.caption).Field("state", item.state);
  if (item.kind == desk::NotificationKind::kTold) {
    const model::Register* in = registers.Find(item.register_id);
    const model::Action* action = in == nullptr ? nullptr : in->FindAction(item.action);
    json.Field("action", item.action).Field("who", item.who);
    json.Field("label", action == nullptr ? item.action : action->label[language]);
  } else if (item.kind == desk::NotificationKind::kAlarm || item.kind == desk::NotificationKind::kSilence) {
    const bool silence = item.kind == desk::NotificationKind::kSilence;
    store::Deadline clock;
    clock.rule = item.rule;
    clock.holder = item.holder;
    json.Field("rule", item.rule).Field("label", ClockLabel(context, clock, request.language));
    json.Field(silence ? "days" : "percent", silence ? item.days : item.percent)
        .Field("due_at", base::FormatInstant(item.due_at));
  }
  json.EndObject();
}

base::Result<Response> GetNotifications(const Context& context, const Request& request) {
  desk::NotificationAsked asked;
  asked.unread_only = request.Query("unread") == "1";
  MAKTAB_ASSIGN(asked.offset, NumberParameter(request, "offset", 0, 0, 10'000));
  MAKTAB_ASSIGN(asked.limit, NumberParameter(request, "limit", 50, 1, 1000));
  MAKTAB_ASSIGN(const auto page, context.desks.notifications.List(request.who(), asked));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("total", page.total).Field("unread", page.unread).Key("next_at");
  page.next_at.micros == 0 ? json.Null() : json.String(base::FormatInstant(page.next_at));
  json.Key("items").BeginArray();
  for (const desk::NotificationView& item : page.items) WriteNotification(json, item, context, request);
  json.EndArray().EndObject();
  return Response::Json(std::move(body));
}

// {"marks": […]} or {"all": true}.
base::Result<Response> PostRead(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const base::JsonDocument body, BodyObject(request));
  std::optional<std::set<std::string>> marks;
  if (!body.root()["all"].boolean().value_or(false)) {
    const std::vector<std::string> listed = body.root()["marks"].strings();
    if (listed.empty() || listed.size() > kMostMarks) return BadParameter("marks");
    marks.emplace(listed.begin(), listed.end());
  }
  MAKTAB_TRY(context.desks.notifications.Read(request.who(), marks));
  return Response::Empty();
}

}  // namespace

void AddNotificationRoutes(Router& router, const Context& context) {
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/notifications",
              .handler = Blocking(context, GetNotifications),
              .right = model::Right::kSeeRecords});
  router.Add({.method = Method::kPost,
              .pattern = "/api/v1/notifications/read",
              .handler = Blocking(context, PostRead),
              .right = model::Right::kSeeRecords,
              .body = BodyKind::kJson});
}

}  // namespace maktab::http
