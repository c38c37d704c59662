#include "desk/guards.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "desk/date_order.h"

namespace maktab::desk {
namespace {

using GuardFunction = base::Status (*)(const GuardReading&);

std::string TextOf(const Values& values, const std::string& field) {
  const auto value = values.find(field);
  if (value == values.end()) return {};
  const std::vector<std::string> texts = TextsOf(value->second);
  return texts.empty() ? std::string() : texts.front();
}

base::Status ArrestAfterIssue(const GuardReading& reading) {
  const auto arrested = SpanOf(TextOf(reading.after, "arrested_at"), reading.zone);
  const auto warrant = reading.transaction.FindByNumber(TextOf(reading.after, "warrant"));
  if (!arrested || !warrant) return {};
  const auto issued = SpanOf(TextOf(ReadContent(warrant->content), "issued_on"), reading.zone);
  if (!issued || MayBeInOrder(*issued, *arrested)) return {};
  return base::Err("record.before_warrant");
}

std::vector<std::string> TextsIn(const Values& values, const std::string& field) {
  const auto value = values.find(field);
  return value == values.end() ? std::vector<std::string>() : TextsOf(value->second);
}

bool Contains(const std::vector<std::string>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

base::Status OwnNationals(const GuardReading& reading) {
  const Parts& parts = reading.parts;
  const Values& after = reading.after;
  const std::string& ours = parts.settings.bureau;
  if (parts.registers.treaties().SurrendersOwnNationals(ours)) return {};
  const auto persons = after.find("persons");
  const auto rows = base::JsonDocument::Parse(persons == after.end() ? "[]" : persons->second);
  if (!rows.ok()) return {};
  for (const base::JsonRef& row : rows->root().elements()) {
    const std::string written(row["nationality"].string().value_or(""));
    if (written.empty()) continue;
    const auto countries = NationalitiesOf(written, parts);
    // What was kept before it was read as a code may be ours: nobody is surrendered on a guess.
    if (!countries) {
      return In(reading.step.in, base::Err("record.bad_value").With("field", "persons").With("what", written));
    }
    if (Contains(*countries, ours)) return base::Err("extradition.own_national").With("country", ours);
  }
  return {};
}

// Where he fled from is not asked of the record's partner alone: a re-extradition names a third State.
base::Status Refugee(const GuardReading& reading) {
  const Values& after = reading.after;
  const std::vector<std::string> fled = TextsIn(after, "refugee_from");
  for (const char* field : {"partner", "third_state"}) {
    for (const std::string& state : TextsIn(after, field)) {
      if (Contains(fled, state)) return base::Err("extradition.protected");
    }
  }
  return {};
}

base::Status RefugeeWithheld(const GuardReading& reading) {
  const Values& after = reading.after;
  const std::vector<std::string> withheld = TextsIn(after, reading.step.in.restriction.countries);
  for (const std::string& state : TextsIn(after, "refugee_from")) {
    if (!Contains(withheld, state)) return base::Err("extradition.not_withheld").With("country", state);
  }
  return {};
}

constexpr std::array<std::pair<std::string_view, GuardFunction>, model::kGuardNames.size()> kGuards = {
    {{"arrest_after_issue", ArrestAfterIssue},
     {"own_nationals", OwnNationals},
     {"refugee", Refugee},
     {"refugee_withheld", RefugeeWithheld}}};

constexpr GuardFunction Find(std::string_view name) {
  const auto found = std::find_if(kGuards.begin(), kGuards.end(), [&](const auto& row) { return row.first == name; });
  return found == kGuards.end() ? nullptr : found->second;
}

static_assert(std::all_of(model::kGuardNames.begin(), model::kGuardNames.end(),
                          [](std::string_view name) { return Find(name) != nullptr; }),
              "a definition may name a guard that is not here");

}  // namespace

base::Status Guard(const GuardReading& reading) {
  for (const std::string& name : reading.step.action.guards) MAKTAB_TRY(Find(name)(reading));
  return {};
}

}  // namespace maktab::desk
