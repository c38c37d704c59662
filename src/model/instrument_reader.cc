#include "model/instrument_reader.h"

#include <algorithm>

#include "model/alert_reader.h"
#include "model/treaties.h"

namespace maktab::model {
namespace {

template <typename Range>
bool Contains(const Range& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// Units that a treaty may count in, as ids of choices.
constexpr std::array<std::string_view, 4> kUnits = {"hours", "calendar_days", "working_days", "months"};

class Check {
 public:
  Check(TomlReader& reader, const toml::table& table, const Register& in, const std::vector<DeadlineRule>& rules)
      : reader_(reader), table_(table), in_(in), rules_(rules) {}

  void All() {
    for (const Action& action : in_.actions) {
      for (const std::string& id : action.starts) Clock(action, id);
    }
    if (in_.instrument) Instrument(*in_.instrument);
  }

 private:
  void Needs(bool holds, const std::string& what) {
    if (!holds) reader_.Note(table_, what);
  }
  bool Is(const std::string& id, FieldType type) const {
    const Field* field = in_.FindField(id);
    return field != nullptr && field->type == type;
  }
  template <typename Range>
  bool Chooses(const std::string& id, const Range& choices) const {
    if (!Is(id, FieldType::kChoice)) return false;
    const std::vector<Choice>& there = in_.FindField(id)->choices;
    return std::all_of(choices.begin(), choices.end(), [&](std::string_view wanted) {
      return std::any_of(there.begin(), there.end(), [&](const Choice& choice) { return choice.id == wanted; });
    });
  }

  void Clock(const Action& action, const std::string& id) {
    const auto rule = std::find_if(rules_.begin(), rules_.end(), [&](const auto& one) { return one.id == id; });
    if (rule == rules_.end()) return;  // said already
    const std::string what = action.id + ".starts: " + id + ": ";
    Needs(rule->amount_from.empty() || Is(rule->amount_from, FieldType::kCount), what + "amount_from");
    Needs(rule->unit_from.empty() || Chooses(rule->unit_from, kUnits), what + "unit_from");
    Needs(rule->zone_from.empty() || Is(rule->zone_from, FieldType::kText), what + "zone_from");
    const bool from = rule->amount_from.empty() || rule->from_field.empty() ||
                      Is(rule->from_field, FieldType::kInstant) || Is(rule->from_field, FieldType::kDate);
    Needs(from, what + "from");
  }

  void Instrument(const InstrumentRule& rule) {
    Needs(Is(rule.field, FieldType::kText), "instrument.field: of type text");
    Needs(Is("partner", FieldType::kPartner), "instrument: the register needs the field partner");
    Needs(Contains(kInstrumentCovers, rule.covers), "instrument.covers: write extradition or assistance");
    const bool at = rule.at.empty() || Is(rule.at, FieldType::kInstant) || Is(rule.at, FieldType::kDate);
    Needs(at, "instrument.at: " + rule.at);
    Needs(!rule.abroad || in_.FindField(rule.abroad->field) != nullptr, "instrument.abroad");
    bool chosen = false;
    for (const Action& action : in_.actions) {
      const bool shows = Contains(action.fields, rule.field);
      chosen = chosen || shows;
      Needs(!shows || !action.by_effect, action.id + ": somebody chooses the instrument");
    }
    Needs(chosen, "instrument.field: an action must show it");
    for (const auto& [field, part] : rule.keeps) Keeps(field, part);
    if (rule.renewal) Renewal(*rule.renewal);
  }

  void Keeps(const std::string& field, const std::string& part) {
    const std::string what = "instrument.keeps: " + field;
    if (part == instrument_part::kTitle || part == instrument_part::kSource) {
      Needs(Is(field, FieldType::kLongText), what + " (long_text)");
    } else if (part == instrument_part::kZone) {
      Needs(Is(field, FieldType::kText), what + " (text)");
      return;  // who knows the place better may say it
    } else if (part == instrument_part::kCertainty) {
      Needs(Chooses(field, kCertainties), what + " (sourced, to_confirm)");
    } else if (part == instrument_part::kArrestUnit || part == instrument_part::kSurrenderUnit) {
      Needs(Chooses(field, kUnits), what + " (hours, calendar_days, working_days, months)");
    } else {
      Needs(Contains(instrument_part::kAll, part) || Contains(treaty_value::kAll, part), what + " = " + part);
      Needs(Is(field, FieldType::kCount), what + " (count)");
    }
    for (const Action& action : in_.actions) {
      Needs(!Contains(action.fields, field), what + ": nobody writes it by hand, but " + action.id + " shows it");
    }
  }

  void Renewal(const InstrumentRule::Renewal& renewal) {
    const Action* action = in_.FindAction(renewal.action);
    Needs(action != nullptr && !action->by_effect, "instrument.renewal.action");
    for (const std::string* id : {&renewal.times, &renewal.by, &renewal.base, &renewal.total}) {
      Needs(Is(*id, FieldType::kCount), "instrument.renewal: " + *id + " (count)");
    }
  }

  TomlReader& reader_;
  const toml::table& table_;
  const Register& in_;
  const std::vector<DeadlineRule>& rules_;
};

}  // namespace

std::string InstrumentRule::KeptIn(std::string_view part) const {
  const auto found = std::find_if(keeps.begin(), keeps.end(), [&](const auto& one) { return one.second == part; });
  return found == keeps.end() ? std::string() : found->first;
}

void ReadInstrumentRule(TomlReader& reader, const toml::table& table, Register& out) {
  const toml::table* row = table["instrument"].as_table();
  if (row == nullptr) return;
  InstrumentRule rule;
  rule.field = reader.Text(*row, "field");
  rule.covers = reader.Text(*row, "covers");
  rule.at = reader.Text(*row, "at", false);
  rule.abroad = ReadWhen(reader, *row, "abroad");
  const toml::table* keeps = (*row)["keeps"].as_table();
  if (keeps == nullptr) {
    reader.Note(*row, "instrument.keeps: say what the record keeps of it");
  } else {
    for (const auto& [field, part] : *keeps) {
      rule.keeps.emplace_back(std::string(field.str()), part.value<std::string>().value_or(""));
    }
  }
  if (const toml::table* renewal = (*row)["renewal"].as_table()) {
    rule.renewal = InstrumentRule::Renewal{reader.Text(*renewal, "action"), reader.Text(*renewal, "times"),
                                           reader.Text(*renewal, "by"), reader.Text(*renewal, "base"),
                                           reader.Text(*renewal, "total")};
  }
  out.instrument = std::move(rule);
}

void CheckInstrumentRule(TomlReader& reader, const toml::table& table, const Register& in,
                         const std::vector<DeadlineRule>& rules) {
  Check(reader, table, in, rules).All();
}

}  // namespace maktab::model
