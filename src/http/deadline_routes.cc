// The board of clocks and the calendar of the reader's own.
#include <algorithm>

#include "calendar/alarm.h"
#include "desk/board_export.h"
#include "desk/letter_words.h"
#include "http/calendar_file.h"
#include "http/context.h"
#include "http/record_query.h"
#include "http/route_help.h"
#include "http/temporary_file.h"

namespace maktab::http {
namespace {

constexpr std::string_view kNobody = "none";

// `me` is the reader, `none` is nobody.
std::optional<std::string> OneOf(const Request& request, std::string_view name) {
  const std::string_view text = request.Query(name);
  if (text.empty()) return std::nullopt;
  if (text == "me") return request.who().id;
  return std::string(text == kNobody ? "" : text);
}

void WriteCounts(base::JsonWriter& json, const desk::BoardCounts& counts, const std::vector<std::string>& figures) {
  json.BeginObject();
  for (const std::string& figure : figures) {
    const auto count = counts.find(figure);
    json.Field(figure, count == counts.end() ? std::int64_t{0} : count->second);
  }
  json.EndObject();
}

template <typename Name>
void WriteRows(base::JsonWriter& json, std::string_view key, const std::map<std::string, desk::BoardCounts>& rows,
               const std::vector<std::string>& figures, const Name& name) {
  json.Key(key).BeginArray();
  for (const auto& [id, counts] : rows) {
    json.BeginObject().Field("id", id).Field("name", name(id)).Key("counts");
    WriteCounts(json, counts, figures);
    json.EndObject();
  }
  json.EndArray();
}

void WriteClock(base::JsonWriter& json, const desk::BoardClock& line, const Context& context, const Request& request) {
  const store::RecordClock& clock = line.clock;
  json.BeginObject().Field("record", clock.deadline.record).Field("register", clock.register_id);
  json.Field("number", clock.number).Field("caption", clock.caption).Field("state", clock.state);
  json.Field("partner", clock.partner).Field("unit", clock.unit).Field("officer", clock.officer);
  json.Field("rule", clock.deadline.rule).Field("label", ClockLabel(context, clock.deadline, request.language));
  if (!clock.deadline.holder.empty()) json.Field("holder", clock.deadline.holder);
  json.Field("started_at", base::FormatInstant(clock.deadline.started_at));
  json.Field("due_at", base::FormatInstant(clock.deadline.due_at)).Key("share").Number(line.share, 3);
  json.Field("alarm", line.alarm).Field("figure", line.figure).EndObject();
}

base::Result<desk::BoardFilter> FilterOf(const Request& request) {
  desk::BoardFilter filter{std::string(request.Query("register")), OneOf(request, "officer"), OneOf(request, "unit"),
                           request.Query("owed") == "1", std::string(request.Query("holder"))};
  MAKTAB_ASSIGN(filter.values, ReadValueFilters(request));
  return filter;
}

base::Result<std::string> FigureOf(const Request& request, const std::vector<std::string>& figures) {
  std::string figure(request.Query("figure"));
  const bool known = figure.empty() || std::find(figures.begin(), figures.end(), figure) != figures.end();
  if (!known) return BadParameter("figure");
  return figure;
}

// A unit, a country or organisation, or a user.
std::string_view KindOfHolder(const model::Registers& registers, const std::string& holder) {
  if (registers.FindUnit(holder) != nullptr) return "unit";
  const bool code = std::all_of(holder.begin(), holder.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return code ? "country" : "user";
}

void WriteHolders(base::JsonWriter& json, const desk::Board& board, const std::vector<std::string>& figures,
                  const Context& context, const Request& request) {
  json.Key("holders").BeginArray();
  for (const auto& [id, counts] : board.holders) {
    const desk::BoardDebt& debt = board.debts.at(id);
    json.BeginObject().Field("id", id).Field("kind", KindOfHolder(context.desks.parts.registers, id));
    json.Field("name", desk::SayHolder(context.desks.parts, id, request.language)).Key("counts");
    WriteCounts(json, counts, figures);
    json.Field("since", base::FormatInstant(debt.since)).Key("due_at");
    debt.due_at.micros == 0 ? json.Null() : json.String(base::FormatInstant(debt.due_at));
    json.EndObject();
  }
  json.EndArray();
}

base::Result<Response> GetBoard(const Context& context, const Request& request) {
  const model::Registers& registers = context.desks.parts.registers;
  const std::vector<std::string> figures = desk::BoardFigures(registers);
  MAKTAB_ASSIGN(const std::string figure, FigureOf(request, figures));
  MAKTAB_ASSIGN(const desk::BoardFilter filter, FilterOf(request));
  MAKTAB_ASSIGN(const std::int64_t offset, NumberParameter(request, "offset", 0, 0, 10'000'000));
  MAKTAB_ASSIGN(const std::int64_t limit, NumberParameter(request, "limit", 50, 1, 1000));
  MAKTAB_ASSIGN(const desk::Board board,
                desk::ReadBoard(context.desks.parts, request.who(), filter, {figure, offset, limit}));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("at", base::FormatInstant(board.at)).Key("figures").Strings(figures).Key("counts");
  WriteCounts(json, board.total, figures);
  WriteRows(json, "people", board.people, figures, [&](const std::string& id) {
    const auto name = board.names.find(id);
    return name == board.names.end() ? id : name->second;
  });
  const auto unit_name = [&](const std::string& id) {
    const model::Choice* unit = registers.FindUnit(id);
    return unit == nullptr ? id : unit->label[std::size_t(request.language)];
  };
  WriteRows(json, "units", board.units, figures, unit_name);
  WriteHolders(json, board, figures, context, request);
  json.Key("items").BeginArray();
  for (const desk::BoardClock& line : board.clocks) WriteClock(json, line, context, request);
  json.EndArray().Field("total", board.of_figure).EndObject();
  return Response::Json(std::move(body));
}

base::Result<Response> GetBoardFile(const Context& context, const Request& request) {
  desk::BoardExportRequest wanted;
  MAKTAB_ASSIGN(wanted.filter, FilterOf(request));
  MAKTAB_ASSIGN(wanted.figure, FigureOf(request, desk::BoardFigures(context.desks.parts.registers)));
  const std::string_view form = request.Query("form");
  if (form != "csv" && form != "xlsx") return BadParameter("form");
  wanted.form = form == "xlsx" ? papers::SheetForm::kXlsx : papers::SheetForm::kCsv;
  wanted.language = request.language;
  wanted.purpose = PurposeOf(request);
  const auto file = std::make_shared<TemporaryFile>(context.upload_folder, papers::EndingOf(wanted.form));
  wanted.file = file->path();
  MAKTAB_ASSIGN(const std::int64_t clocks, desk::ExportBoard(context.desks.parts, request.who(), wanted));
  const std::string day = base::FormatInstant(context.desks.parts.clock.Now()).substr(0, 10);
  const std::string name = (wanted.filter.owed ? "owed-" : "deadlines-") + day + "." + papers::EndingOf(wanted.form);
  Response response = ToSave(file, name, papers::MediaTypeOf(wanted.form), context.for_rest);
  response.headers.Add("X-Maktab-Clocks", std::to_string(clocks));
  return response;
}

// Calendars are kept by programs and on devices that are not the bureau's: neither caption nor values go there.
CalendarEvent EventOf(const store::RecordClock& clock, const Context& context, const Request& request) {
  const desk::Parts& parts = context.desks.parts;
  const store::Deadline& deadline = clock.deadline;
  CalendarEvent event;
  event.uid = deadline.record + "-" + deadline.rule + "-" + std::to_string(deadline.started_seq) +
              (deadline.holder.empty() ? "" : "-" + deadline.holder) + "@" + parts.settings.bureau + ".maktab";
  event.changed_at = clock.changed_at;
  event.at = deadline.due_at;
  event.summary = clock.number + ": " + ClockLabel(context, deadline, request.language);
  if (const model::DeadlineRule* rule = parts.registers.FindRule(deadline.rule))
    event.description = rule->source[std::size_t(request.language)];
  event.url = BaseUrl(request) + "/records/" + deadline.record;
  for (const int percent : parts.registers.alarms()) {
    event.alarms.push_back({calendar::AlarmAt(deadline.counted_from.micros, deadline.due_at.micros, percent)});
  }
  return event;
}

base::Result<Response> GetCalendarFile(const Context& context, const Request& request) {
  desk::BoardFilter filter;
  filter.officer = request.who().id;
  MAKTAB_ASSIGN(const desk::Board board, desk::ReadBoard(context.desks.parts, request.who(), filter));
  std::vector<CalendarEvent> events;
  for (const desk::BoardClock& line : board.clocks) {
    // One that stands still has no instant at which it is due.
    if (line.clock.deadline.state == "running") events.push_back(EventOf(line.clock, context, request));
  }
  Response response = Response::Text(WriteCalendarFile(context.desks.parts.settings.bureau, events));
  response.content_type = "text/calendar; charset=utf-8";
  return response;
}

}  // namespace

void AddDeadlineRoutes(Router& router, const Context& context) {
  const auto get = [&](const char* pattern, PlainRoute route) {
    router.Add({.method = Method::kGet,
                .pattern = pattern,
                .handler = Blocking(context, route),
                .right = model::Right::kSeeRecords});
  };
  get("/api/v1/deadlines", GetBoard);
  get("/api/v1/deadlines/export", GetBoardFile);
  get("/api/v1/deadlines.ics", GetCalendarFile);
}

}  // namespace maktab::http
