#include "model/position_reader.h"

#include <algorithm>

namespace maktab::model {
namespace {

template <typename Rows>
bool HasId(const Rows& rows, const std::string& id) {
  return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.id == id; });
}

class Reading {
 public:
  Reading(TomlReader& reader, const Register& in, const std::vector<DeadlineRule>& rules, const PositionWords& words)
      : reader_(reader), in_(in), rules_(rules), words_(words) {}

  PositionRule Of(const toml::table& table) {
    PositionRule rule;
    rule.about = usual_ = reader_.Texts(table, "about");
    rule.through = reader_.Text(table, "through", false);
    Needs(rule.about.empty() != rule.through.empty(), table, "name either about, fields of persons, or through");
    if (!rule.through.empty()) Through(rule.through, table);
    reader_.Rows(table, "section", [&](const toml::table& row) { rule.sections.push_back(Section(row)); });
    reader_.Rows(table, "clocks", [&](const toml::table& row) { rule.clocks.push_back(ClocksOf(row)); });
    reader_.Rows(table, "line", [&](const toml::table& row) { rule.lines.push_back(Line(row)); });
    return rule;
  }

 private:
  void Needs(bool holds, const toml::table& row, const std::string& what) {
    if (!holds) reader_.Note(row, "position: " + what);
  }
  // What decides must be known to whoever sees the record: else a line would tell what is kept from its reader.
  bool IsForAll(const std::string& id) const {
    const Field* field = in_.FindField(id);
    return field != nullptr && !field->IsProtected();
  }
  // Some field of persons of these has the role.
  bool IsRole(const PositionWhen& when, const std::string& role) const {
    return std::any_of(when.about.begin(), when.about.end(), [&](const std::string& id) {
      const Field* field = in_.FindField(id);
      return field != nullptr && field->FindPersonRole(role) != nullptr;
    });
  }

  void Through(const std::string& id, const toml::table& table) {
    const Field* field = in_.FindField(id);
    const bool links = field != nullptr && (field->type == FieldType::kLink || field->type == FieldType::kLinks);
    Needs(links && !field->IsProtected(), table, "through: " + id + " must be a link for whoever sees the record");
  }

  // One, or several that must all hold.
  std::vector<Condition> Conditions(const toml::table& row) {
    std::vector<Condition> conditions;
    const auto read = [&](const toml::table& one) {
      conditions.push_back({reader_.Text(one, "field"), reader_.Texts(one, "is"), reader_.Flag(one, "said")});
    };
    if (const toml::table* one = row["when"].as_table()) read(*one);
    reader_.Rows(row, "when", read);
    for (const Condition& condition : conditions) {
      const Field* field = in_.FindField(condition.field);
      Needs(IsForAll(condition.field), row,
            "when: " + condition.field + " must be a field for whoever sees the record");
      Needs(condition.said == condition.is.empty(), row, "when: name either is, values, or said = true");
      for (const std::string& value : condition.is) {
        const bool known = field == nullptr || field->choices.empty() || HasId(field->choices, value);
        Needs(known, row, "when: " + value + " is no choice of " + condition.field);
      }
    }
    return conditions;
  }

  PositionWhen When(const toml::table& row) {
    PositionWhen when{reader_.Texts(row, "states"), reader_.Texts(row, "about"), reader_.Texts(row, "roles"),
                      Conditions(row), reader_.Text(row, "until", false)};
    if (when.about.empty()) when.about = usual_;
    Needs(!when.states.empty(), row, "states: name at least one");
    for (const std::string& state : when.states) Needs(in_.FindState(state) != nullptr, row, "states: " + state);
    Needs(when.about.empty() == usual_.empty(), row, "about: not where it is about others through a link");
    for (const std::string& id : when.about) {
      const Field* field = in_.FindField(id);
      Needs(field != nullptr && field->type == FieldType::kPerson, row, "about: " + id + " must be a field of persons");
    }
    for (const std::string& role : when.roles) Needs(IsRole(when, role), row, "roles: " + role);
    Needs(when.until.empty() || HasId(rules_, when.until), row, "until: " + when.until);
    return when;
  }

  PositionSection Section(const toml::table& row) {
    PositionSection section{When(row), reader_.Text(row, "section"), reader_.Texts(row, "fields"),
                            reader_.Text(row, "by", false), reader_.Words(row, "heading", false)};
    Needs(HasId(words_.sections, section.section), row, "section: " + section.section);
    for (const std::string& id : section.fields) Needs(in_.FindField(id) != nullptr, row, "fields: " + id);
    if (section.by.empty()) return section;
    const Field* field = in_.FindField(section.by);
    Needs(IsForAll(section.by) && field->type == FieldType::kChoice, row,
          "by: " + section.by + " must be a choice for whoever sees the record");
    return section;
  }

  PositionClocks ClocksOf(const toml::table& row) {
    PositionClocks clocks{When(row), reader_.Texts(row, "rules")};
    Needs(!clocks.rules.empty(), row, "rules: name at least one");
    for (const std::string& id : clocks.rules) {
      const auto rule = std::find_if(rules_.begin(), rules_.end(), [&](const auto& one) { return one.id == id; });
      // What others owe is no clock of the person.
      Needs(rule != rules_.end() && rule->each.empty(), row, "rules: " + id);
    }
    return clocks;
  }

  PositionLine Line(const toml::table& row) {
    PositionLine line{When(row),
                      reader_.Text(row, "act"),
                      reader_.Flag(row, "may"),
                      reader_.Flag(row, "bars"),
                      reader_.Words(row, "say"),
                      reader_.Text(row, "source"),
                      reader_.Flag(row, "from_memory"),
                      reader_.Texts(row, "warns"),
                      reader_.Texts(row, "facts")};
    Needs(HasId(words_.acts, line.act), row, "act: " + line.act);
    Needs(row["may"].is_boolean(), row, "may: write true or false");
    Needs(!line.may || !line.bars, row, "bars: only of what may not be done");
    Needs(!line.source.empty(), row, "source: say where it is written");
    Needs(line.warns.empty() || !line.may, row, "warns: only of what may not be done");
    Needs(line.facts.empty() || !line.warns.empty(), row, "facts: only with warns");
    for (const std::string& id : line.facts) {
      const Field* field = in_.FindField(id);
      const bool text = field != nullptr && (field->type == FieldType::kText || field->type == FieldType::kLongText);
      Needs(text && IsForAll(id), row, "facts: " + id + " must be a text for whoever sees the record");
    }
    return line;
  }

  TomlReader& reader_;
  const Register& in_;
  const std::vector<DeadlineRule>& rules_;
  const PositionWords& words_;
  std::vector<std::string> usual_;
};

std::vector<Choice> ReadWords(TomlReader& reader, const toml::table& table, const char* key) {
  std::vector<Choice> words;
  reader.Rows(table, key, [&](const toml::table& row) {
    Choice word{reader.Text(row, "id"), reader.Words(row, "label"), {}, {}};
    if (HasId(words, word.id)) reader.Note(row, word.id + " (doubled)");
    words.push_back(std::move(word));
  });
  return words;
}

}  // namespace

base::Result<PositionWords> ReadPositionWords(const Definitions& definitions) {
  constexpr const char* kFile = "position.toml";
  TomlReader reader(kFile);
  MAKTAB_ASSIGN(const toml::table table, reader.Parse(definitions.Text(kFile)));
  PositionWords words{ReadWords(reader, table, "section"), ReadWords(reader, table, "act")};
  MAKTAB_TRY(reader.status());
  return words;
}

std::optional<PositionRule> ReadPosition(TomlReader& reader, const toml::table& table, const Register& in,
                                         const std::vector<DeadlineRule>& rules, const PositionWords& words) {
  const toml::table* position = table["position"].as_table();
  if (position == nullptr) return std::nullopt;
  return Reading(reader, in, rules, words).Of(*position);
}

}  // namespace maktab::model
