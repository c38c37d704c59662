#include "desk/position_lines.h"

#include <algorithm>

namespace maktab::desk {
namespace {

bool Contains(const std::vector<std::string>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

bool HasUntil(const model::PositionRule& rule) {
  const auto has = [](const auto& one) { return !one.when.until.empty(); };
  return std::any_of(rule.sections.begin(), rule.sections.end(), has) ||
         std::any_of(rule.clocks.begin(), rule.clocks.end(), has) ||
         std::any_of(rule.lines.begin(), rule.lines.end(), has);
}

}  // namespace

std::map<std::string, std::vector<Standing>> StandingsIn(const store::SubjectGroup& group) {
  std::map<std::string, std::vector<Standing>> of;
  for (const store::SubjectRow& row : group.rows) {
    const auto body = base::JsonDocument::Parse(row.body);
    const std::string role(body.ok() ? body->root()["role"].string().value_or("") : "");
    of[row.record].push_back({row.field, role});
  }
  return of;
}

base::Result<PositionRecord> PositionRecordOf(const Parts& parts, const Reader& reader, store::Record record,
                                              std::vector<Standing> standings) {
  PositionRecord known;
  known.in = parts.registers.Find(record.register_id);
  known.values = ReadContent(record.content);
  known.standings = std::move(standings);
  known.record = std::move(record);
  if (!HasUntil(*known.in->position)) return known;
  const base::Instant now = parts.clock.Now();
  MAKTAB_ASSIGN(const auto clocks, parts.store.Deadlines(known.record.id, reader.viewer));
  for (const store::Deadline& clock : clocks) {
    // One that was met goes on deciding: a case may be closed before it has run out.
    if (clock.state != "paused" && clock.due_at <= now) known.over.insert(clock.rule);
  }
  return known;
}

bool Applies(const model::PositionWhen& when, const PositionRecord& known) {
  if (!Contains(when.states, known.record.state) || known.over.contains(when.until)) return false;
  const bool about =
      when.about.empty() || std::any_of(known.standings.begin(), known.standings.end(), [&](const Standing& standing) {
        return Contains(when.about, standing.field) && (when.roles.empty() || Contains(when.roles, standing.role));
      });
  return about && std::all_of(when.conditions.begin(), when.conditions.end(),
                              [&](const model::Condition& condition) { return Holds(condition, known.values); });
}

}  // namespace maktab::desk
