#include "model/register.h"

#include <toml++/toml.h>

#include <algorithm>
#include <set>

namespace maktab::model {
namespace {

// Reads one file, keeping the first thing that is wrong with it.
class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  base::Result<toml::table> Parse(std::string_view text) const {
    try {
      return toml::table(toml::parse(text, file_));
    } catch (const toml::parse_error& error) {
      return Wrong(error.source(), std::string(error.description()));
    }
  }

  base::Error Wrong(const toml::source_region& where, const std::string& what) const {
    return base::Err("definitions.wrong")
        .With("file", file_)
        .With("line", std::to_string(where.begin.line))
        .With("what", what);
  }

  void Note(const toml::node& node, const std::string& what) {
    if (!error_) error_ = Wrong(node.source(), what);
  }
  base::Status status() const { return error_ ? base::Status(*error_) : base::Status(); }

  std::string Text(const toml::table& table, std::string_view key, bool required = true) {
    const auto value = table[key].value<std::string>();
    if (!value && (required || table[key])) Note(table, std::string(key));
    return value.value_or("");
  }
  bool Flag(const toml::table& table, std::string_view key) {
    if (table[key] && !table[key].is_boolean()) Note(table, std::string(key));
    return table[key].value_or(false);
  }
  std::vector<std::string> Texts(const toml::table& table, std::string_view key) {
    std::vector<std::string> texts;
    const auto node = table[key];
    if (!node) return texts;
    const toml::array* array = node.as_array();
    if (array == nullptr) Note(table, std::string(key));
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
      const auto text = array->get(i)->value<std::string>();
      if (!text) Note(*array, std::string(key));
      texts.push_back(text.value_or(""));
    }
    return texts;
  }
  Label Words(const toml::table& table, std::string_view key, bool required = true) {
    Label label;
    const toml::table* words = table[key].as_table();
    if (words == nullptr) {
      if (required) Note(table, std::string(key));
      return label;
    }
    for (const Language language : kLanguages) {
      label[std::size_t(language)] = Text(*words, LanguageTag(language));
      if (label[std::size_t(language)].empty())
        Note(*words, std::string(key) + "." + std::string(LanguageTag(language)));
    }
    return label;
  }
  std::optional<Condition> When(const toml::table& table, std::string_view key) {
    const toml::table* node = table[key].as_table();
    if (node == nullptr) return std::nullopt;
    return Condition{Text(*node, "field"), Texts(*node, "is")};
  }
  template <typename Each>
  void Rows(const toml::table& table, std::string_view key, Each each) {
    const toml::array* rows = table[key].as_array();
    for (std::size_t i = 0; rows != nullptr && i < rows->size(); ++i) {
      const toml::table* row = rows->get_as<toml::table>(i);
      if (row == nullptr) {
        Note(*rows, std::string(key));
      } else {
        each(*row);
      }
    }
  }

 private:
  const std::string file_;
  std::optional<base::Error> error_;
};

template <std::size_t N>
std::optional<std::size_t> IndexOf(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return std::size_t(found - names.begin());
}

Field ReadField(Reader& reader, const toml::table& row) {
  Field field;
  field.id = reader.Text(row, "id");
  const auto type = IndexOf(kFieldTypeNames, reader.Text(row, "type"));
  if (!type) reader.Note(row, field.id + ".type");
  field.type = FieldType(type.value_or(0));
  field.label = reader.Words(row, "label");
  field.help = reader.Words(row, "help", false);
  reader.Rows(row, "choice", [&](const toml::table& choice) {
    field.choices.push_back({reader.Text(choice, "id"), reader.Words(choice, "label")});
  });
  const bool chooses = field.type == FieldType::kChoice || field.type == FieldType::kChoices;
  if (chooses == field.choices.empty()) reader.Note(row, field.id + ".choice");
  field.required_when = reader.When(row, "required_when");
  field.link_register = reader.Text(row, "register", field.type == FieldType::kLink);
  field.column = reader.Flag(row, "column");
  return field;
}

Action ReadAction(Reader& reader, const toml::table& row) {
  Action action;
  action.id = reader.Text(row, "id");
  action.label = reader.Words(row, "label");
  action.from = reader.Texts(row, "from");
  action.to = reader.Text(row, "to", false);
  for (const std::string& name : reader.Texts(row, "may")) {
    const auto role = ParseRole(name);
    if (!role) reader.Note(row, action.id + ".may");
    action.may.push_back(role.value_or(Role::kSupervisor));
  }
  if (action.may.empty()) reader.Note(row, action.id + ".may");
  action.fields = reader.Texts(row, "fields");
  action.required = reader.Texts(row, "required");
  action.reason = reader.Flag(row, "reason");
  action.four_eyes = reader.Text(row, "four_eyes", false);
  action.starts = reader.Texts(row, "starts");
  action.meets = reader.Texts(row, "meets");
  action.pauses = reader.Texts(row, "pauses");
  action.resumes = reader.Texts(row, "resumes");
  action.facts = reader.Texts(row, "facts");
  return action;
}

DeadlineRule ReadRule(Reader& reader, const toml::table& row) {
  DeadlineRule rule;
  rule.id = reader.Text(row, "id");
  rule.label = reader.Words(row, "label");
  rule.amount = row["amount"].value_or(std::int64_t{0});
  if (rule.amount <= 0) reader.Note(row, rule.id + ".amount");
  const auto unit = calendar::ParseLimitUnit(reader.Text(row, "unit"));
  if (!unit) reader.Note(row, rule.id + ".unit");
  rule.unit = unit.value_or(calendar::LimitUnit::kHours);
  const std::string kind = reader.Text(row, "kind");
  if (kind != "must" && kind != "may") reader.Note(row, rule.id + ".kind");
  rule.must = kind == "must";
  rule.source = reader.Text(row, "source");
  rule.when = reader.When(row, "when");
  rule.from_field = reader.Text(row, "from", false);
  return rule;
}

template <typename T>
bool HasId(const std::vector<T>& rows, std::string_view id) {
  return std::any_of(rows.begin(), rows.end(), [&](const T& row) { return row.id == id; });
}

// What one part of a definition says of another must be there.
class Check {
 public:
  Check(Reader& reader, const toml::table& table, const Register& checked, const std::vector<DeadlineRule>& rules)
      : reader_(reader), table_(table), register_(checked), rules_(rules) {}

  void All() {
    Unique(register_.fields, "field");
    Unique(register_.states, "state");
    Unique(register_.actions, "action");
    for (const std::string& id : register_.caption) Needs(register_.FindField(id) != nullptr, "caption: " + id);
    if (!register_.series_by.empty()) {
      Needs(register_.FindField(register_.series_by) != nullptr, "series_by: " + register_.series_by);
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
  }

 private:
  template <typename T>
  void Unique(const std::vector<T>& rows, const std::string& what) {
    std::set<std::string> seen;
    for (const T& row : rows) Needs(!row.id.empty() && seen.insert(row.id).second, what + " " + row.id + " (doubled)");
  }
  void One(const Action& action) {
    for (const std::string& state : action.from) Needs(register_.FindState(state) != nullptr, action.id + ".from");
    const bool goes = !action.to.empty();
    Needs(goes ? register_.FindState(action.to) != nullptr : !action.creates(), action.id + ".to");
    for (const std::string& id : action.fields) Needs(register_.FindField(id) != nullptr, action.id + ".fields: " + id);
    for (const std::string& id : action.required) {
      const bool shown = std::find(action.fields.begin(), action.fields.end(), id) != action.fields.end();
      Needs(shown, action.id + ".required: " + id);
    }
    const bool other = action.four_eyes.empty() || register_.FindAction(action.four_eyes) != nullptr;
    Needs(other && action.four_eyes != action.id, action.id + ".four_eyes");
    for (const auto* ids : {&action.starts, &action.meets, &action.pauses, &action.resumes}) {
      for (const std::string& id : *ids) Needs(HasId(rules_, id), action.id + ": deadline " + id);
    }
  }
  void Needs(bool holds, const std::string& what) {
    if (!holds) reader_.Note(table_, what);
  }

  Reader& reader_;
  const toml::table& table_;
  const Register& register_;
  const std::vector<DeadlineRule>& rules_;
};

base::Result<Register> ReadRegister(const Definitions& definitions, const std::string& name,
                                    const std::vector<DeadlineRule>& rules) {
  Reader reader(name);
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
  reader.Rows(table, "field", [&](const toml::table& row) { out.fields.push_back(ReadField(reader, row)); });
  reader.Rows(table, "state", [&](const toml::table& row) {
    const auto kind = IndexOf(kStateKindNames, reader.Text(row, "kind"));
    if (!kind) reader.Note(row, "state.kind");
    out.states.push_back({reader.Text(row, "id"), reader.Words(row, "label"), StateKind(kind.value_or(0))});
  });
  reader.Rows(table, "action", [&](const toml::table& row) { out.actions.push_back(ReadAction(reader, row)); });
  Check(reader, table, out, rules).All();
  MAKTAB_TRY(reader.status());
  return out;
}

template <typename T>
const T* FindById(const std::vector<T>& rows, std::string_view id) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const T& row) { return row.id == id; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

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

base::Result<Registers> Registers::Load(const Definitions& definitions) {
  Registers registers;
  Reader reader("deadlines.toml");
  MAKTAB_ASSIGN(const toml::table table, reader.Parse(definitions.Text("deadlines.toml")));
  reader.Rows(table, "rule", [&](const toml::table& row) {
    registers.rules_.push_back(ReadRule(reader, row));
    if (std::count_if(registers.rules_.begin(), registers.rules_.end(),
                      [&](const DeadlineRule& rule) { return rule.id == registers.rules_.back().id; }) > 1) {
      reader.Note(row, registers.rules_.back().id + " (doubled)");
    }
  });
  MAKTAB_TRY(reader.status());
  Reader units("units.toml");
  MAKTAB_ASSIGN(const toml::table unit_table, units.Parse(definitions.Text("units.toml")));
  units.Rows(unit_table, "unit", [&](const toml::table& row) {
    registers.units_.push_back({units.Text(row, "id"), units.Words(row, "label")});
  });
  MAKTAB_TRY(units.status());
  for (const std::string& name : definitions.Names("registers")) {
    MAKTAB_ASSIGN(Register one, ReadRegister(definitions, name, registers.rules_));
    if (registers.Find(one.id) != nullptr) {
      return base::Err("definitions.wrong").With("file", name).With("line", "1").With("what", one.id + " (doubled)");
    }
    registers.registers_.push_back(std::move(one));
  }
  return registers;
}

const Register* Registers::Find(std::string_view id) const {
  return FindById(registers_, id);
}

const Choice* Registers::FindUnit(std::string_view id) const {
  return FindById(units_, id);
}

const DeadlineRule* Registers::FindRule(std::string_view id) const {
  return FindById(rules_, id);
}

}  // namespace maktab::model
