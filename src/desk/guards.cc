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

constexpr std::array<std::pair<std::string_view, GuardFunction>, 1> kGuards = {
    {{"arrest_after_issue", ArrestAfterIssue}}};

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
