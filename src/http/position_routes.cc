// The legal position of a person.
#include <algorithm>

#include "desk/position.h"
#include "desk/record_values.h"
#include "http/context.h"
#include "http/route_help.h"

namespace maktab::http {
namespace {

const std::string& Said(const model::Label& label, const Request& request) {
  return label[std::size_t(request.language)];
}

void WriteTexts(base::JsonWriter& json, std::string_view key, const std::vector<desk::SaidValue>& values) {
  std::vector<std::string> texts;
  for (const desk::SaidValue& value : values) texts.push_back(value.text);
  json.Key(key).Strings(texts);
}

void WritePerson(base::JsonWriter& json, const desk::SubjectFile& file) {
  const store::Subject& head = file.head();
  json.Field("id", file.id()).Field("number", desk::SubjectNumber(head.kind, head.serial));
  json.Field("caption", desk::CaptionOf(file.identity)).Field("masked", file.masked);
  WriteTexts(json, "names", file.identity.names);
  WriteTexts(json, "birth_dates", file.identity.birth_dates);
  WriteTexts(json, "nationalities", file.identity.nationalities);
  WriteTexts(json, "papers", file.identity.papers);
}

// What a line, a clock or a section rests on.
void WriteRecord(base::JsonWriter& json, const store::Record& record) {
  json.Field("record", record.id).Field("register", record.register_id).Field("number", record.number);
  json.Field("state", record.state).Field("caption", record.caption);
}

void WriteLines(base::JsonWriter& json, const desk::Position& position, const model::PositionWords& words,
                const Request& request) {
  json.Key("lines").BeginArray();
  for (const desk::PositionSaid& said : position.lines) {
    const model::PositionLine& line = *said.line;
    const auto act =
        std::find_if(words.acts.begin(), words.acts.end(), [&](const auto& one) { return one.id == line.act; });
    json.BeginObject().Field("may", line.may).Field("bars", line.bars).Field("held_back", said.held_back);
    json.Field("act", line.act).Field("act_label", Said(act->label, request)).Field("say", Said(line.say, request));
    json.Field("source", line.source).Field("from_memory", line.from_memory).Key("records").BeginArray();
    for (const std::size_t record : said.records) {
      json.BeginObject();
      WriteRecord(json, position.records[record]);
      json.EndObject();
    }
    json.EndArray().EndObject();
  }
  json.EndArray();
}

// The choice that stands over a record, as people of the language read it.
std::string HeadingOf(const desk::PositionEntry& entry, const store::Record& record, const desk::Values& values,
                      const model::Registers& registers, const Request& request) {
  const model::PositionSection& section = *entry.section;
  const model::Register* in = registers.Find(record.register_id);
  const auto value = values.find(section.by);
  if (section.by.empty() || value == values.end()) return Said(section.heading, request);
  const std::vector<std::string> texts = desk::TextsOf(value->second);
  for (const model::Choice& choice : in->FindField(section.by)->choices) {
    if (!texts.empty() && choice.id == texts.front()) return Said(choice.label, request);
  }
  return texts.empty() ? std::string() : texts.front();
}

void WriteEntry(base::JsonWriter& json, const desk::PositionEntry& entry, const desk::Position& position,
                const model::Registers& registers, const Request& request) {
  const store::Record& record = position.records[entry.record];
  const desk::Values values = desk::ReadContent(record.content);
  json.BeginObject();
  WriteRecord(json, record);
  json.Field("heading", HeadingOf(entry, record, values, registers, request));
  json.Field("opened_at", base::FormatInstant(record.opened_at)).Key("fields").BeginArray();
  desk::Values shown;
  for (const std::string& field : entry.section->fields) {
    const auto value = values.find(field);
    if (value == values.end()) continue;
    json.String(field);
    shown.insert(*value);
  }
  json.EndArray().Key("values").Raw(desk::WriteContent(shown)).EndObject();
}

void WriteSections(base::JsonWriter& json, const desk::Position& position, const model::Registers& registers,
                   const Request& request) {
  json.Key("sections").BeginArray();
  for (const model::Choice& section : registers.position_words().sections) {
    json.BeginObject().Field("id", section.id).Field("label", Said(section.label, request)).Key("items").BeginArray();
    for (const desk::PositionEntry& entry : position.entries) {
      if (entry.section->section == section.id) WriteEntry(json, entry, position, registers, request);
    }
    json.EndArray().EndObject();
  }
  json.EndArray();
}

void WriteClocks(base::JsonWriter& json, const desk::Position& position, const model::Registers& registers,
                 const Context& context, const Request& request) {
  json.Key("clocks").BeginArray();
  for (const desk::PositionClock& clock : position.clocks) {
    const model::DeadlineRule* rule = registers.FindRule(clock.deadline.rule);
    json.BeginObject();
    WriteRecord(json, position.records[clock.record]);
    json.Field("rule", clock.deadline.rule);
    json.Field("label", ClockLabel(context, clock.deadline, request.language));
    json.Field("source", rule == nullptr ? "" : Said(rule->source, request)).Field("must", clock.deadline.must);
    json.Field("clock_state", clock.deadline.state).Field("late", clock.late);
    json.Field("started_at", base::FormatInstant(clock.deadline.started_at));
    json.Field("due_at", base::FormatInstant(clock.deadline.due_at)).Field("days_left", clock.days_left).EndObject();
  }
  json.EndArray();
}

base::Result<Response> GetPosition(const Context& context, const Request& request) {
  const desk::Parts& parts = context.desks.parts;
  MAKTAB_ASSIGN(const desk::Position position,
                desk::OpenPosition(parts, request.who(), request.Param("id"), PurposeOf(request)));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject();
  WritePerson(json, position.file);
  json.Field("at", base::FormatInstant(position.at));
  WriteLines(json, position, parts.registers.position_words(), request);
  WriteClocks(json, position, parts.registers, context, request);
  WriteSections(json, position, parts.registers, request);
  json.EndObject();
  return Response::Json(std::move(body));
}

}  // namespace

void AddPositionRoutes(Router& router, const Context& context) {
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/subjects/{id}/position",
              .handler = Blocking(context, GetPosition),
              .right = model::Right::kSeeRecords});
}

}  // namespace maktab::http
