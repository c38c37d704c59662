#include "model/register.h"

#include <algorithm>
#include <set>

#include "calendar/partial_date.h"
#include "model/alert_reader.h"
#include "model/group_reader.h"
#include "model/instrument_reader.h"
#include "model/position_reader.h"
#include "model/row_members.h"
#include "model/thing_reader.h"
#include "model/toml_reader.h"

namespace maktab::model {
namespace {

template <std::size_t N>
std::optional<std::size_t> IndexOf(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return std::size_t(found - names.begin());
}

bool IsDay(const std::string& text) {
  const auto date = calendar::ParsePartialDate(text);
  return text.empty() || (date && date->ToString() == text && text.size() == 10);
}

Choice ReadChoice(TomlReader& reader, const toml::table& row) {
  Choice choice{reader.Text(row, "id"), reader.Words(row, "label"), reader.Text(row, "since", false),
                reader.Text(row, "until", false)};
  if (!IsDay(choice.since) || !IsDay(choice.until)) reader.Note(row, choice.id + ": write days as 2025-01-10");
  return choice;
}

std::vector<Role> ReadRoles(TomlReader& reader, const toml::table& table, std::string_view key) {
  std::vector<Role> roles;
  for (const std::string& name : reader.Texts(table, key)) {
    const auto role = ParseRole(name);
    if (!role) reader.Note(table, std::string(key) + ": write checker, officer, supervisor, auditor or administrator");
    roles.push_back(role.value_or(Role::kSupervisor));
  }
  return roles;
}

// Who may read and write it, and what of it is masked.
void ReadRights(TomlReader& reader, const toml::table& row, Field& field) {
  field.read = ReadRoles(reader, row, "read");
  field.write = ReadRoles(reader, row, "write");
  field.unmask = ReadRoles(reader, row, "unmask");
  field.masked = reader.Flag(row, "masked");
  bool some = field.masked;
  reader.Rows(row, "person_role", [&](const toml::table& role) {
    field.person_roles.push_back({reader.Text(role, "id"), reader.Words(role, "label"), reader.Flag(role, "masked")});
    some = some || field.person_roles.back().masked;
  });
  if (!field.person_roles.empty() && field.type != FieldType::kPerson) {
    reader.Note(row, field.id + ".person_role: only a field of type person has them");
  }
  if (some == field.unmask.empty()) {
    reader.Note(row, field.id + ".unmask: name the roles that may show what is masked, and only there");
  }
}

Field ReadField(TomlReader& reader, const toml::table& row) {
  Field field;
  field.id = reader.Text(row, "id");
  const auto type = IndexOf(kFieldTypeNames, reader.Text(row, "type"));
  if (!type) reader.Note(row, field.id + ".type");
  field.type = FieldType(type.value_or(0));
  field.label = reader.Words(row, "label");
  field.help = reader.Words(row, "help", false);
  reader.Rows(row, "choice", [&](const toml::table& choice) { field.choices.push_back(ReadChoice(reader, choice)); });
  const bool chooses = field.type == FieldType::kChoice || field.type == FieldType::kChoices;
  if (chooses == field.choices.empty()) reader.Note(row, field.id + ".choice");
  field.required_when = ReadWhen(reader, row, "required_when");
  field.link_registers = reader.Texts(row, "registers");
  const bool links = field.type == FieldType::kLink || field.type == FieldType::kLinks;
  if (row["register"]) field.link_registers.push_back(reader.Text(row, "register"));
  if (links == field.link_registers.empty()) reader.Note(row, field.id + ".registers: of links, and only there");
  field.column = reader.Flag(row, "column");
  field.machine = reader.Flag(row, "machine");
  field.unique = reader.Flag(row, "unique");
  if (field.unique && field.type != FieldType::kText) reader.Note(row, field.id + ".unique: only for type text");
  const std::string not_after = reader.Text(row, "not_after", false);
  const bool dated = field.type == FieldType::kDate || field.type == FieldType::kInstant;
  field.not_later = !not_after.empty();
  if (field.not_later && (not_after != "now" || !dated)) {
    reader.Note(row, field.id + ".not_after: write \"now\", and only of a date or an instant");
  }
  ReadRights(reader, row, field);
  ReadObjectKinds(reader, row, field);
  return field;
}

std::vector<std::string> ReadOneOrMore(TomlReader& reader, const toml::table& table, std::string_view key) {
  if (table[key].is_array()) return reader.Texts(table, key);
  std::string text = reader.Text(table, key, false);
  return text.empty() ? std::vector<std::string>() : std::vector<std::string>{std::move(text)};
}

Action ReadAction(TomlReader& reader, const toml::table& row) {
  Action action;
  action.id = reader.Text(row, "id");
  action.label = reader.Words(row, "label");
  action.from = reader.Texts(row, "from");
  action.to = reader.Text(row, "to", false);
  action.when = ReadWhen(reader, row, "when");
  action.may = ReadRoles(reader, row, "may");
  action.by_effect = reader.Flag(row, "by_effect");
  if (action.may.empty() != action.by_effect) reader.Note(row, action.id + ".may");
  action.fields = reader.Texts(row, "fields");
  action.required = reader.Texts(row, "required");
  action.complete = reader.Texts(row, "complete");
  action.reason = reader.Flag(row, "reason");
  action.four_eyes = ReadOneOrMore(reader, row, "four_eyes");
  action.starts = reader.Texts(row, "starts");
  action.meets = reader.Texts(row, "meets");
  action.drops = reader.Texts(row, "drops");
  action.pauses = reader.Texts(row, "pauses");
  action.resumes = reader.Texts(row, "resumes");
  action.recounts = reader.Texts(row, "recounts");
  action.clears = reader.Texts(row, "clears");
  action.facts = reader.Texts(row, "facts");
  action.letter = reader.Text(row, "letter", false);
  action.tells = reader.Texts(row, "tells");
  action.guards = reader.Texts(row, "guards");
  action.line = int(row.source().begin.line);
  ReadEffects(reader, row, action);
  return action;
}

constexpr int kMostGlassHours = 24 * 31;

Restriction ReadRestriction(TomlReader& reader, const toml::table& table) {
  Restriction restriction;
  const toml::table* row = table["restriction"].as_table();
  if (row == nullptr) return restriction;
  restriction.units = reader.Text(*row, "units", false);
  restriction.users = reader.Text(*row, "users", false);
  restriction.countries = reader.Text(*row, "countries", false);
  restriction.seen_by = ReadRoles(reader, *row, "seen_by");
  restriction.heads = ReadRoles(reader, *row, "heads");
  restriction.glass_hours = int((*row)["glass_hours"].value_or(std::int64_t{24}));
  if (restriction.glass_hours < 1 || restriction.glass_hours > kMostGlassHours) {
    reader.Note(*row, "glass_hours: write a whole number from 1 to " + std::to_string(kMostGlassHours));
  }
  return restriction;
}

int LineOf(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  return node == nullptr ? 1 : int(node->source().begin.line);
}

// A hundred years of days: more is a slip of the pen.
constexpr std::int64_t kMostAmount = 36'600;

// What the record says itself need not be said here.
calendar::Limit ReadLimit(TomlReader& reader, const toml::table& row, const std::string& id) {
  calendar::Limit limit;
  limit.amount = row["amount"].value_or(std::int64_t{0});
  const bool said = row.contains("amount") || !row.contains("amount_from");
  if (said && (limit.amount <= 0 || limit.amount > kMostAmount)) {
    reader.Note(row, id + ".amount: write a whole number from 1 to " + std::to_string(kMostAmount));
  }
  const auto unit = calendar::ParseLimitUnit(reader.Text(row, "unit"));
  if (!unit) reader.Note(row, id + ".unit: write minutes, hours, calendar_days, working_days or months");
  limit.unit = unit.value_or(calendar::LimitUnit::kHours);
  limit.rolls = reader.Flag(row, "rolls");
  return limit;
}

// The article of a treaty is the same in every language; what is said in words is said in all of them.
Label ReadSource(TomlReader& reader, const toml::table& row) {
  if (row["source"].is_table()) return reader.Words(row, "source");
  Label source;
  source.fill(reader.Text(row, "source"));
  return source;
}

DeadlineRule ReadRule(TomlReader& reader, const toml::table& row, const Calendars& calendars) {
  DeadlineRule rule;
  rule.id = reader.Text(row, "id");
  rule.label = reader.Words(row, "label");
  rule.amount_from = reader.Text(row, "amount_from", false);
  rule.unit_from = reader.Text(row, "unit_from", false);
  rule.zone_from = reader.Text(row, "zone_from", false);
  rule.until = reader.Text(row, "until", false);
  if (rule.until.empty()) rule.limit = ReadLimit(reader, row, rule.id);
  const bool says_both = row["amount"] || row["unit"] || row["rolls"] || row["from"];
  if (!rule.until.empty() && says_both) {
    reader.Note(row, rule.id + ".until: it ends when its field says, so it has no amount, unit, rolls or from");
  }
  rule.daily = ReadRoles(reader, row, "daily");
  rule.calendar = reader.Text(row, "calendar", false);
  if (rule.calendar.empty()) rule.calendar = kBureauCalendar;
  const bool known = rule.calendar == kPartnerCalendar || calendars.Find(rule.calendar) != nullptr;
  if (!known) reader.Note(row, rule.id + ".calendar: write bureau, partner or the id of a file of calendars/");
  const std::string kind = reader.Text(row, "kind");
  if (kind != "must" && kind != "may") reader.Note(row, rule.id + ".kind");
  rule.must = kind == "must";
  if (!rule.must && !rule.daily.empty()) reader.Note(row, rule.id + ".daily: only of what must be done");
  rule.source = ReadSource(reader, row);
  rule.when = ReadWhen(reader, row, "when");
  rule.from_field = reader.Text(row, "from", false);
  rule.each = reader.Text(row, "each", false);
  return rule;
}

constexpr std::int64_t kMostDays = 36'600;

DuplicateRule ReadDuplicate(TomlReader& reader, const toml::table& row) {
  DuplicateRule rule;
  rule.id = reader.Text(row, "id");
  rule.label = reader.Words(row, "label");
  rule.same = reader.Texts(row, "same");
  rule.subjects = reader.Texts(row, "subjects");
  const std::int64_t days = row["days"].value_or(std::int64_t{0});
  if (days < 0 || days > kMostDays) {
    reader.Note(row, rule.id + ".days: write a whole number from 0 (always) to " + std::to_string(kMostDays));
  }
  rule.days = int(days);
  return rule;
}

std::optional<ImportRule> ReadImportRule(TomlReader& reader, const toml::table& table) {
  const toml::table* row = table["import"].as_table();
  if (row == nullptr) return std::nullopt;
  ImportRule rule;
  rule.may = ReadRoles(reader, *row, "may");
  if (rule.may.empty()) reader.Note(*row, "import.may");
  rule.required = reader.Texts(*row, "required");
  reader.Rows(*row, "fact", [&](const toml::table& fact) {
    const std::string at = reader.Text(fact, "at");
    if (at != "opened" && at != "closed") reader.Note(fact, "import.fact.at: write opened or closed");
    rule.facts.push_back({reader.Text(fact, "what"), reader.Texts(fact, "states"), at == "closed"});
  });
  reader.Rows(*row, "clock", [&](const toml::table& clock) {
    rule.clocks.push_back({reader.Text(clock, "rule"), reader.Texts(clock, "states")});
  });
  return rule;
}

template <typename T>
bool HasId(const std::vector<T>& rows, std::string_view id) {
  return std::any_of(rows.begin(), rows.end(), [&](const T& row) { return row.id == id; });
}

// What one part of a definition says of another must be there.
class Check {
 public:
  Check(TomlReader& reader, const toml::table& table, const Register& checked, const std::vector<DeadlineRule>& rules)
      : reader_(reader), table_(table), register_(checked), rules_(rules) {}

  void All() {
    Unique(register_.fields, "field");
    Unique(register_.states, "state");
    Unique(register_.actions, "action");
    for (const std::string& id : register_.caption) Named(id, "caption: " + id);
    for (const char* id : {"partner", "unit", "officer", "priority"}) {
      if (register_.FindField(id) != nullptr) Named(id, std::string(id) + ": it is shown in lists");
    }
    Access(register_.restriction.units, FieldType::kUnits);
    Access(register_.restriction.users, FieldType::kUsers);
    Access(register_.restriction.countries, FieldType::kCountries);
    if (!register_.series_by.empty()) {
      Named(register_.series_by, "series_by: " + register_.series_by);
    }
    for (const Field& field : register_.fields) {
      if (field.required_when) {
        Needs(register_.FindField(field.required_when->field) != nullptr, field.id + ".required_when");
      }
    }
    const auto creations = std::count_if(register_.actions.begin(), register_.actions.end(),
                                         [](const Action& action) { return action.creates(); });
    Needs(creations == 1, "exactly one [[action]] without from");
    for (const Action& action : register_.actions) One(action);
    if (register_.cross_check) {
      Rows(register_.cross_check->fields, "cross_check.fields");
      const auto& when = register_.cross_check->when;
      Needs(!when || register_.FindField(when->field) != nullptr, "cross_check.when");
    }
    Unique(register_.duplicates, "duplicate");
    for (const DuplicateRule& rule : register_.duplicates) {
      Needs(!rule.same.empty(), rule.id + ".same: name at least one field");
      for (const std::string& id : rule.same) Needs(IsOneText(id), rule.id + ".same: " + id);
      Rows(rule.subjects, rule.id + ".subjects");
    }
    if (register_.import_rule) Imports(*register_.import_rule);
  }

 private:
  void Imports(const ImportRule& rule) {
    for (const std::string& id : rule.required) {
      Needs(register_.FindField(id) != nullptr, "import.required: " + id);
    }
    for (const ImportRule::Fact& fact : rule.facts) States(fact.states, "import.fact " + fact.what);
    for (const ImportRule::Clock& clock : rule.clocks) {
      Needs(HasId(rules_, clock.rule), "import.clock.rule: " + clock.rule);
      States(clock.states, "import.clock " + clock.rule);
    }
  }
  void States(const std::vector<std::string>& states, const std::string& of) {
    for (const std::string& state : states) Needs(register_.FindState(state) != nullptr, of + ".states: " + state);
  }
  // What names a record in lists is for whoever sees the record: nothing of it is masked, nor the number of another
  // record, which may be hidden.
  void Named(std::string_view id, const std::string& what) {
    const Field* field = register_.FindField(id);
    Needs(field != nullptr, what);
    if (field != nullptr) Needs(!field->IsProtected() && field->type != FieldType::kLink, what + " (not for all)");
  }
  void Access(const std::string& id, FieldType type) {
    const Field* field = register_.FindField(id);
    const bool right = id.empty() || (field != nullptr && field->type == type && !field->IsProtected());
    Needs(right, "restriction: " + id + " must be a field of type " + std::string(kFieldTypeNames[std::size_t(type)]));
  }
  template <typename T>
  void Unique(const std::vector<T>& rows, const std::string& what) {
    std::set<std::string> seen;
    for (const T& row : rows) Needs(!row.id.empty() && seen.insert(row.id).second, what + " " + row.id + " (doubled)");
  }
  // Fields of persons and things.
  void Rows(const std::vector<std::string>& fields, const std::string& where) {
    for (const std::string& id : fields) {
      const Field* field = register_.FindField(id);
      Needs(field != nullptr && RowShapeOf(field->type) != nullptr, where + ": " + id);
    }
  }
  bool IsOneText(const std::string& id) const {
    const Field* field = register_.FindField(id);
    return field != nullptr && (field->type == FieldType::kText || field->type == FieldType::kChoice ||
                                field->type == FieldType::kPartner || field->type == FieldType::kLink);
  }
  // A field of a person or unit, or an action; not both.
  bool IsTold(const std::string& id) const {
    const Field* field = register_.FindField(id);
    if (field == nullptr) return register_.FindAction(id) != nullptr;
    const bool names =
        field->type == FieldType::kUser || field->type == FieldType::kUnit || field->type == FieldType::kUnits;
    return names && register_.FindAction(id) == nullptr;
  }
  void One(const Action& action) {
    for (const std::string& state : action.from) Needs(register_.FindState(state) != nullptr, action.id + ".from");
    const bool goes = !action.to.empty();
    Needs(goes ? register_.FindState(action.to) != nullptr : !action.creates(), action.id + ".to");
    const bool fits = !action.when || (!action.creates() && register_.FindField(action.when->field) != nullptr);
    Needs(fits, action.id + ".when");
    for (const std::string& id : action.fields) Needs(register_.FindField(id) != nullptr, action.id + ".fields: " + id);
    for (const std::string& id : action.required) {
      const bool shown = std::find(action.fields.begin(), action.fields.end(), id) != action.fields.end();
      Needs(shown, action.id + ".required: " + id);
    }
    for (const std::string& id : action.complete) {
      const Field* field = register_.FindField(id);
      const bool required = std::find(action.required.begin(), action.required.end(), id) != action.required.end();
      Needs(required && field != nullptr && field->type == FieldType::kChoices, action.id + ".complete: " + id);
    }
    for (const std::string& id : action.tells) Needs(IsTold(id), action.id + ".tells: " + id);
    for (const std::string& id : action.clears) Needs(register_.FindField(id) != nullptr, action.id + ".clears: " + id);
    for (const std::string& id : action.four_eyes) {
      Needs(register_.FindAction(id) != nullptr, action.id + ".four_eyes");
    }
    for (const auto* ids :
         {&action.starts, &action.meets, &action.drops, &action.pauses, &action.resumes, &action.recounts}) {
      for (const std::string& id : *ids) Needs(HasId(rules_, id), action.id + ": deadline " + id);
    }
    for (const std::string& id : action.drops) {
      const bool met = std::find(action.meets.begin(), action.meets.end(), id) != action.meets.end();
      Needs(!met, action.id + ".drops: " + id);
    }
  }
  void Needs(bool holds, const std::string& what) {
    if (!holds) reader_.Note(table_, what);
  }

  TomlReader& reader_;
  const toml::table& table_;
  const Register& register_;
  const std::vector<DeadlineRule>& rules_;
};

base::Result<Register> ReadRegister(const Definitions& definitions, const std::string& name,
                                    const std::vector<DeadlineRule>& rules, const PositionWords& words) {
  TomlReader reader(name);
  MAKTAB_ASSIGN(const toml::table table, reader.Parse(definitions.Text(name)));
  Register out;
  out.id = reader.Text(table, "id");
  out.code = reader.Text(table, "code");
  out.title = reader.Words(table, "title");
  out.title_one = reader.Words(table, "title_one");
  out.numbering = reader.Text(table, "numbering");
  if (out.numbering.find("{serial}") == std::string::npos) reader.Note(table, "numbering: {serial}");
  out.series_by = reader.Text(table, "series_by", false);
  out.caption = reader.Texts(table, "caption");
  out.file = name;
  out.states_line = LineOf(table, "state");
  out.fields_line = LineOf(table, "field");
  out.restriction = ReadRestriction(reader, table);
  reader.Rows(table, "field", [&](const toml::table& row) { out.fields.push_back(ReadField(reader, row)); });
  reader.Rows(table, "state", [&](const toml::table& row) {
    const auto kind = IndexOf(kStateKindNames, reader.Text(row, "kind"));
    if (!kind) reader.Note(row, "state.kind");
    out.states.push_back({reader.Text(row, "id"), reader.Words(row, "label"), StateKind(kind.value_or(0)),
                          reader.Flag(row, "approved"), int(row.source().begin.line)});
  });
  reader.Rows(table, "action", [&](const toml::table& row) { out.actions.push_back(ReadAction(reader, row)); });
  if (const toml::table* cross = table["cross_check"].as_table()) {
    out.cross_check = {reader.Texts(*cross, "fields"), ReadWhen(reader, *cross, "when")};
    if (out.cross_check->fields.empty()) reader.Note(*cross, "cross_check.fields");
  }
  reader.Rows(table, "duplicate",
              [&](const toml::table& row) { out.duplicates.push_back(ReadDuplicate(reader, row)); });
  out.import_rule = ReadImportRule(reader, table);
  ReadAlertRules(reader, table, out);
  ReadInstrumentRule(reader, table, out);
  ReadThings(reader, table, out);
  out.position = ReadPosition(reader, table, out, rules, words);
  Check(reader, table, out, rules).All();
  CheckAlertRules(reader, table, out, rules);
  CheckInstrumentRule(reader, table, out, rules);
  CheckThings(reader, table, out);
  MAKTAB_TRY(reader.status());
  return out;
}

template <typename T>
const T* FindById(const std::vector<T>& rows, std::string_view id) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const T& row) { return row.id == id; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

bool Field::IsProtected() const {
  const auto is_masked = [](const PersonRole& role) { return role.masked; };
  return masked || !read.empty() || std::any_of(person_roles.begin(), person_roles.end(), is_masked);
}

const PersonRole* Field::FindPersonRole(std::string_view wanted) const {
  return FindById(person_roles, wanted);
}

const ObjectKind* Field::FindObjectKind(std::string_view wanted) const {
  return FindById(object_kinds, wanted);
}

const Field* Register::FindField(std::string_view wanted) const {
  return FindById(fields, wanted);
}

const State* Register::FindState(std::string_view wanted) const {
  return FindById(states, wanted);
}

const Action* Register::FindAction(std::string_view wanted) const {
  return FindById(actions, wanted);
}

const Action& Register::Creation() const {
  return *std::find_if(actions.begin(), actions.end(), [](const Action& action) { return action.creates(); });
}

base::Status Registers::LoadRules(const Definitions& definitions) {
  TomlReader reader("deadlines.toml");
  MAKTAB_ASSIGN(const toml::table table, reader.Parse(definitions.Text("deadlines.toml")));
  if (const toml::array* alarms = table["alarms"].as_array()) {
    alarms_.clear();
    for (std::size_t i = 0; i < alarms->size(); ++i) {
      const auto percent = alarms->get(i)->value<std::int64_t>().value_or(0);
      const bool ascends = percent >= 1 && percent <= 99 && (alarms_.empty() || percent > alarms_.back());
      if (!ascends) reader.Note(*alarms, "alarms: write per cents from 1 to 99, ascending");
      alarms_.push_back(int(percent));
    }
  }
  reader.Rows(table, "rule", [&](const toml::table& row) {
    DeadlineRule rule = ReadRule(reader, row, calendars_);
    if (FindRule(rule.id) != nullptr) reader.Note(row, rule.id + " (doubled)");
    rules_.push_back(std::move(rule));
  });
  return reader.status();
}

base::Status Registers::LoadUnits(const Definitions& definitions) {
  TomlReader reader("units.toml");
  MAKTAB_ASSIGN(const toml::table table, reader.Parse(definitions.Text("units.toml")));
  reader.Rows(table, "unit", [&](const toml::table& row) {
    Choice unit{reader.Text(row, "id"), reader.Words(row, "label"), {}, {}};
    if (FindUnit(unit.id) != nullptr) reader.Note(row, unit.id + " (doubled): give each unit its own id");
    units_.push_back(std::move(unit));
  });
  return reader.status();
}

// What a message becomes must be fields that the creating action shows.
base::Status Registers::LoadLetters(const Definitions& definitions) {
  MAKTAB_ASSIGN(letterhead_, ReadLetterhead(definitions));
  const auto is_field = [this](std::string_view register_id, std::string_view field) {
    const Register* in = Find(register_id);
    const Field* found = in == nullptr ? nullptr : in->FindField(field);
    // A letter goes out: it can't say what not everybody may read who sees the record (domain.md R-04).
    return found != nullptr && found->read.empty();
  };
  for (const std::string& name : definitions.Names("letters")) {
    MAKTAB_ASSIGN(Letter letter, ReadLetter(definitions, name, is_field));
    const auto wrong = [&](const std::string& what) {
      return base::Err("definitions.wrong").With("file", name).With("line", "1").With("what", what);
    };
    const Register* in = Find(letter.register_id);
    if (FindLetter(letter.id) != nullptr) return wrong(letter.id + " (doubled)");
    for (const std::string& state : letter.final_states) {
      if (in->FindState(state) == nullptr) return wrong("final: " + state + " is no state of the register");
    }
    if (in->FindAction(letter.signed_by) == nullptr) return wrong("signed_by: no action of the register");
    if (in->FindField(letter.kept_in)->type != FieldType::kAttachment) return wrong("kept_in: not of type attachment");
    letters_.push_back(std::move(letter));
  }
  for (const Register& in : registers_) {
    for (const Action& action : in.actions) {
      const Letter* letter = FindLetter(action.letter);
      if (action.letter.empty() || (letter != nullptr && letter->register_id == in.id)) continue;
      return base::Err("definitions.wrong")
          .With("file", "registers")
          .With("line", "1")
          .With("what", in.id + "." + action.id + ".letter: " + action.letter + " is no letter of this register");
    }
  }
  return {};
}

base::Status Registers::CheckAcross() const {
  for (const Register& in : registers_) {
    const std::string what = WrongAcross(in, *this);
    if (!what.empty()) {
      return base::Err("definitions.wrong").With("file", in.file).With("line", "1").With("what", what);
    }
  }
  return {};
}

base::Result<Registers> Registers::Load(const Definitions& definitions) {
  Registers registers;
  MAKTAB_ASSIGN(registers.calendars_, Calendars::Load(definitions));
  MAKTAB_ASSIGN(registers.treaties_, Treaties::Load(definitions));
  MAKTAB_TRY(registers.LoadRules(definitions));
  MAKTAB_TRY(registers.LoadUnits(definitions));
  MAKTAB_ASSIGN(registers.file_rules_, FileRules::Load(definitions));
  MAKTAB_ASSIGN(registers.position_words_, ReadPositionWords(definitions));
  for (const std::string& name : definitions.Names("registers")) {
    MAKTAB_ASSIGN(Register one, ReadRegister(definitions, name, registers.rules_, registers.position_words_));
    if (registers.Find(one.id) != nullptr) {
      return base::Err("definitions.wrong").With("file", name).With("line", "1").With("what", one.id + " (doubled)");
    }
    registers.registers_.push_back(std::move(one));
  }
  MAKTAB_ASSIGN(registers.groups_, ReadGroups(definitions, registers.registers_));
  MAKTAB_TRY(registers.CheckAcross());
  MAKTAB_TRY(registers.LoadLetters(definitions));
  MAKTAB_TRY(registers.CheckApprovals());
  MAKTAB_ASSIGN(registers.intake_, IntakeRules::Load(definitions));
  MAKTAB_ASSIGN(registers.front_line_, FrontLine::Load(definitions));
  MAKTAB_TRY(registers.CheckIntake());
  return registers;
}

const Register* Registers::Find(std::string_view id) const {
  return FindById(registers_, id);
}

const Register* Registers::hits() const {
  const auto found =
      std::find_if(registers_.begin(), registers_.end(), [](const Register& in) { return in.hits.has_value(); });
  return found == registers_.end() ? nullptr : &*found;
}

const Letter* Registers::FindLetter(std::string_view id) const {
  return FindById(letters_, id);
}

const Choice* Registers::FindUnit(std::string_view id) const {
  return FindById(units_, id);
}

const DeadlineRule* Registers::FindRule(std::string_view id) const {
  return FindById(rules_, id);
}

}  // namespace maktab::model
