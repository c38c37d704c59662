#include "desk/instruments.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "desk/clocks.h"

namespace maktab::desk {
namespace {

using model::Treaty;
using model::TreatyValue;
namespace part = model::instrument_part;
namespace value = model::treaty_value;

std::string TextOf(const Values& values, const std::string& field) {
  const auto found = values.find(field);
  if (found == values.end()) return {};
  const std::vector<std::string> texts = TextsOf(found->second);
  return texts.empty() ? std::string() : texts.front();
}

std::int64_t CountOf(const Values& values, const std::string& field) {
  const std::string text = TextOf(values, field);
  std::int64_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

std::string Quoted(std::string_view text) {
  std::string out;
  base::AppendJsonString(out, text);
  return out;
}

std::string_view UnitName(calendar::LimitUnit unit) {
  constexpr std::array<std::string_view, 5> kNames = {"minutes", "hours", "calendar_days", "working_days", "months"};
  return kNames[std::size_t(unit)];
}

model::TreatyQuestion QuestionOf(const model::InstrumentRule& rule, const Values& values, const Parts& parts) {
  model::TreatyQuestion asked;
  asked.covers = rule.covers;
  asked.ours = parts.settings.bureau;
  asked.partner = TextOf(values, "partner");
  asked.acting = rule.abroad && Holds(*rule.abroad, values) ? asked.partner : asked.ours;
  const std::string at = TextOf(values, rule.at);
  constexpr std::size_t kDay = 10;
  asked.day = (at.empty() ? base::FormatInstant(parts.clock.Now()) : at).substr(0, kDay);
  return asked;
}

std::string ZoneFor(const model::TreatyQuestion& asked, const Parts& parts) {
  return asked.acting == asked.ours ? parts.settings.zone : parts.registers.treaties().ZoneOf(asked.acting);
}

// What a treaty says, and, where it says nothing of how long somebody is held, what the law of the State says that
// holds him: nobody is held without a limit because a treaty leaves it to that law.
class Said {
 public:
  Said(const Treaty& treaty, const Treaty* law) : treaty_(treaty), law_(law == &treaty ? nullptr : law) {
    arrest_ = Says(treaty, {value::kArrestMay, value::kArrestMust}) ? &treaty_ : law_;
    surrender_ = Says(treaty, {value::kSurrenderMay, value::kSurrenderMust}) ? &treaty_ : law_;
  }

  const TreatyValue* Find(std::string_view id) const {
    const Treaty* from = &treaty_;
    if (id == value::kArrestMay || id == value::kArrestMust || id == value::kArrestRenewal) from = arrest_;
    if (id == value::kSurrenderMay || id == value::kSurrenderMust) from = surrender_;
    return from == nullptr ? nullptr : from->Find(id);
  }
  const TreatyValue* First(std::string_view may, std::string_view must) const {
    return Find(may) != nullptr ? Find(may) : Find(must);
  }

  // Where it can be read, and each article that the record keeps something of.
  std::string Sources(const std::vector<std::pair<std::string, std::string>>& keeps) const {
    std::string text = treaty_.source;
    const bool fills = law_ != nullptr && (arrest_ == law_ || surrender_ == law_);
    if (fills) text += "\n" + law_->source;
    for (const auto& [field, id] : keeps) {
      if (const TreatyValue* one = Find(id)) text += "\n" + id + ": " + one->source;
    }
    return text;
  }
  bool FromMemory(const std::vector<std::pair<std::string, std::string>>& keeps) const {
    return treaty_.from_memory || std::any_of(keeps.begin(), keeps.end(), [&](const auto& one) {
             const TreatyValue* said = Find(one.second);
             return said != nullptr && said->from_memory;
           });
  }

  std::string Title() const {
    std::string text;
    for (const std::string& title : treaty_.title) text += (text.empty() ? "" : "\n") + title;
    return text;
  }

 private:
  static bool Says(const Treaty& treaty, std::initializer_list<std::string_view> ids) {
    return std::any_of(ids.begin(), ids.end(), [&](std::string_view id) { return treaty.Find(id) != nullptr; });
  }

  const Treaty& treaty_;
  const Treaty* law_;
  const Treaty* arrest_;
  const Treaty* surrender_;
};

std::string AmountOf(const TreatyValue* said) {
  return said == nullptr ? "null" : std::to_string(said->amount);
}

// One part as a value of a record.
std::string PartOf(const Said& said, std::string_view id,
                   const std::vector<std::pair<std::string, std::string>>& keeps) {
  const TreatyValue* arrest = said.First(value::kArrestMay, value::kArrestMust);
  const TreatyValue* surrender = said.First(value::kSurrenderMay, value::kSurrenderMust);
  const TreatyValue* renewal = said.Find(value::kArrestRenewal);
  if (id == part::kTitle) return Quoted(said.Title());
  if (id == part::kSource) return Quoted(said.Sources(keeps));
  if (id == part::kCertainty) return Quoted(said.FromMemory(keeps) ? "to_confirm" : "sourced");
  if (id == part::kFile) return AmountOf(arrest);
  if (id == part::kArrestUnit) return arrest == nullptr ? "null" : Quoted(UnitName(arrest->unit));
  if (id == part::kSurrenderUnit) return surrender == nullptr ? "null" : Quoted(UnitName(surrender->unit));
  if (id == part::kRenewals) return renewal == nullptr ? "null" : std::to_string(renewal->times);
  return AmountOf(said.Find(id));
}

// A renewal was granted by what was chosen: another choice would end the limit that runs and count renewals anew.
bool IsRenewed(const Step& step, const model::InstrumentRule& rule) {
  return rule.renewal && step.before.contains(rule.renewal->total);
}

// The zone that was said by hand stays: a large country has several.
base::Status KeepZone(Step& step, const std::string& field, const std::string& known) {
  const auto given = step.changes.find(field);
  if (given != step.changes.end() && given->second != "null") {
    const std::string zone = TextsOf(given->second).front();
    if (!IsZone(zone)) return base::Err("record.bad_value").With("field", field).With("what", zone);
    return {};
  }
  step.changes[field] = known.empty() ? "null" : Quoted(known);
  return {};
}

base::Status Choose(Step& step, const model::InstrumentRule& rule, const Parts& parts) {
  const Values after = After(step);
  const std::string id = TextOf(after, rule.field);
  if (id.empty()) return {};
  if (IsRenewed(step, rule)) return base::Err("instrument.renewed");
  const model::TreatyQuestion asked = QuestionOf(rule, after, parts);
  const model::Treaties& treaties = parts.registers.treaties();
  const std::vector<const Treaty*> proposed = treaties.Proposed(asked);
  const auto chosen = std::find_if(proposed.begin(), proposed.end(), [&](const auto* one) { return one->id == id; });
  if (chosen == proposed.end()) return base::Err("instrument.not_proposed").With("instrument", id);
  const Said said(**chosen, treaties.LawOf(asked.acting, asked.covers, asked.day));
  for (const auto& [field, kept] : rule.keeps) {
    if (kept != part::kZone) step.changes[field] = PartOf(said, kept, rule.keeps);
  }
  const std::string zone = rule.KeptIn(part::kZone);
  return zone.empty() ? base::Status() : KeepZone(step, zone, ZoneFor(asked, parts));
}

base::Status Renew(Step& step, const model::InstrumentRule::Renewal& renewal) {
  const Values after = After(step);
  const std::int64_t left = CountOf(after, renewal.times);
  const std::int64_t more = CountOf(after, renewal.by);
  const std::int64_t before = std::max(CountOf(after, renewal.base), CountOf(after, renewal.total));
  if (left < 1 || more < 1 || before < 1) return base::Err("instrument.no_renewal");
  step.changes[renewal.times] = std::to_string(left - 1);
  step.changes[renewal.total] = std::to_string(before + more);
  return {};
}

bool Shows(const model::Action& action, const std::string& field) {
  return std::find(action.fields.begin(), action.fields.end(), field) != action.fields.end();
}

}  // namespace

base::Status KeepInstrument(Step& step, const Parts& parts) {
  if (!step.in.instrument) return {};
  const model::InstrumentRule& rule = *step.in.instrument;
  if (Shows(step.action, rule.field)) return Choose(step, rule, parts);
  if (rule.renewal && rule.renewal->action == step.action.id) return Renew(step, *rule.renewal);
  return {};
}

base::Result<InstrumentChoices> ReadInstruments(const Parts& parts, const model::Principal& who,
                                                const std::string& record_id) {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts, who));
  MAKTAB_ASSIGN(const store::Record record, RecordFor(parts, reader, record_id));
  const model::Register* in = parts.registers.Find(record.register_id);
  if (in == nullptr) return base::Err("register.unknown").With("register", record.register_id);
  InstrumentChoices choices;
  if (!in->instrument) return choices;
  choices.rule = &*in->instrument;
  const Values values = ReadContent(record.content);
  const model::TreatyQuestion asked = QuestionOf(*choices.rule, values, parts);
  choices.chosen = TextOf(values, choices.rule->field);
  choices.day = asked.day;
  const std::string kept = TextOf(values, choices.rule->KeptIn(part::kZone));
  choices.zone = kept.empty() ? ZoneFor(asked, parts) : kept;
  choices.proposed = parts.registers.treaties().Proposed(asked);
  return choices;
}

}  // namespace maktab::desk
