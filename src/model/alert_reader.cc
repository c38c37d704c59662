#include "model/alert_reader.h"

#include <algorithm>
#include <charconv>

#include "model/row_members.h"

namespace maktab::model {
namespace {

Filling ReadFilling(TomlReader& reader, const toml::table& table) {
  Filling filling;
  const toml::table* rows = table["filling"].as_table();
  if (rows == nullptr) return filling;
  for (const auto& [target, source] : *rows) {
    const auto text = source.value<std::string>();
    if (!text) reader.Note(*rows, "filling");
    filling.emplace_back(std::string(target.str()), text.value_or(""));
  }
  return filling;
}

bool Contains(const std::vector<std::string>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

bool IsRows(FieldType type) {
  return RowShapeOf(type) != nullptr;
}

bool IsTime(FieldType type) {
  return type == FieldType::kDate || type == FieldType::kInstant;
}

bool IsLink(FieldType type) {
  return type == FieldType::kLink || type == FieldType::kLinks;
}

bool IsHolders(FieldType type) {
  return type == FieldType::kUnits || type == FieldType::kUsers || type == FieldType::kCountries;
}

// What a register says of itself.
class Check {
 public:
  Check(TomlReader& reader, const toml::table& table, const Register& in, const std::vector<DeadlineRule>& rules)
      : reader_(reader), table_(table), in_(in), rules_(rules) {}

  void All() {
    Alert();
    LivesBy();
    if (in_.when_received) {
      const Action* action = in_.FindAction(in_.when_received->action);
      Needs(action != nullptr && action->by_effect, "when_received.action");
      for (const std::string& rule : in_.when_received->rules) Rule(rule, "when_received.rules: " + rule);
    }
    if (in_.items) {
      for (const std::string& id : {in_.items->some, in_.items->all}) {
        const Action* action = in_.FindAction(id);
        Needs(action != nullptr && action->by_effect, "items: " + id + " must be an action with by_effect");
      }
    }
    for (const Action& action : in_.actions) One(action);
    for (const Need& need : in_.needs) One(need);
    if (const std::string wrong = Hits(); !wrong.empty()) Needs(false, wrong);
    for (const WhenDue& due : in_.when_due) One(due);
  }

 private:
  void Needs(bool holds, const std::string& what) {
    if (!holds) reader_.Note(table_, what);
  }
  const DeadlineRule* Rule(const std::string& id, const std::string& what) {
    const auto found = std::find_if(rules_.begin(), rules_.end(), [&](const auto& rule) { return rule.id == id; });
    Needs(found != rules_.end(), what);
    return found == rules_.end() ? nullptr : &*found;
  }
  void FieldIs(const std::string& id, bool (*fits)(FieldType), const std::string& what) {
    const Field* field = in_.FindField(id);
    Needs(field != nullptr && fits(field->type), what + ": " + id);
  }
  void Texts(const std::string& id, const std::string& what) {
    if (!id.empty()) Needs(in_.FindField(id) != nullptr, what + ": " + id);
  }

  void Alert() {
    if (!in_.alert) return;
    for (const auto* states : {&in_.alert->in_force, &in_.alert->asleep}) {
      for (const std::string& state : *states) Needs(in_.FindState(state) != nullptr, "alert: state " + state);
    }
    for (const std::string& state : in_.alert->asleep) {
      Needs(!Contains(in_.alert->in_force, state), "alert: " + state + " is in force or asleep, not both");
    }
    for (const std::string& id : in_.alert->searched) {
      FieldIs(id, IsRows, "alert.searched");
      const Field* field = in_.FindField(id);
      const bool open = field == nullptr || (!field->masked && field->read.empty());
      Needs(open, "alert.searched: " + id + " must be for whoever sees the record");
    }
    if (!in_.alert->excluded.empty()) FieldIs(in_.alert->excluded, IsRows, "alert.excluded");
  }

  // Only what stands: two creations, or none, are said elsewhere.
  std::string Hits() const {
    const auto creates = [](const Action& action) { return action.creates(); };
    return in_.hits && std::count_if(in_.actions.begin(), in_.actions.end(), creates) == 1 ? WrongHits(in_) : "";
  }

  void LivesBy() {
    if (!in_.lives_by) return;
    const LivesByRule& rule = *in_.lives_by;
    Needs(in_.alert.has_value(), "lives_by: only an alert lives by others");
    // Whether its sources are alive is asked when somebody brings it into force, here.
    Needs(!in_.import_rule || rule.if_named, "import: not where records live by others");
    FieldIs(
        rule.field, [](FieldType type) { return type == FieldType::kLinks; }, "lives_by.field");
    for (const auto* actions : {&rule.none, &rule.asleep, &rule.awake}) {
      for (const std::string& id : *actions) {
        const Action* action = in_.FindAction(id);
        Needs(action != nullptr && action->by_effect, "lives_by: " + id + " must be an action with by_effect");
      }
    }
    Texts(rule.wakes, "lives_by.wakes");
    Texts(rule.keeps, "lives_by.keeps");
    for (const auto& [target, source] : rule.filling) Texts(target, "lives_by.filling");
  }

  void One(const Action& action) {
    Needs(!action.by_effect || !action.creates() || in_.hits, action.id + ": what creates is done by somebody");
    if (!action.receipts.empty()) {
      FieldIs(action.receipts, IsHolders, action.id + ".receipts");
      Needs(Contains(action.fields, action.receipts), action.id + ".receipts: must be one of its fields");
    }
    for (const std::string& id : action.starts) {
      const DeadlineRule* rule = Rule(id, action.id + ".starts: " + id);
      if (rule != nullptr && !rule->each.empty()) FieldIs(rule->each, IsHolders, action.id + "." + id + ".each");
      if (rule != nullptr && !rule->until.empty()) FieldIs(rule->until, IsTime, action.id + "." + id + ".until");
    }
    for (const std::string& id : action.pauses) {
      const DeadlineRule* rule = Rule(id, action.id + ".pauses: " + id);
      Needs(rule == nullptr || rule->until.empty(), action.id + ".pauses: " + id + " runs until a date, and goes on");
    }
    for (const std::string& fact : action.facts) Fact(action, fact);
    for (const std::string& guard : action.guards) {
      const bool known = std::find(kGuardNames.begin(), kGuardNames.end(), guard) != kGuardNames.end();
      Needs(known && !action.by_effect, action.id + ".guards: " + guard);
    }
    for (const Moving& moving : action.moves) {
      FieldIs(moving.field, IsLink, action.id + ".moves");
      if (moving.when) Texts(moving.when->field, action.id + ".moves.when");
      Sources(moving.filling, action.id + ".moves");
    }
    if (action.opens) Sources(action.opens->filling, action.id + ".opens");
  }
  // "arrest_{where}": the choice says which it is.
  void Fact(const Action& action, const std::string& fact) {
    const std::size_t begin = fact.find('{'), end = fact.find('}');
    if (begin == std::string::npos && end == std::string::npos) return;
    const bool closed = begin < end && end != std::string::npos;
    const std::string id = closed ? fact.substr(begin + 1, end - begin - 1) : fact;
    FieldIs(
        id, [](FieldType type) { return type == FieldType::kChoice; }, action.id + ".facts");
  }

  void One(const WhenDue& due) {
    const std::string what = "when_due " + due.rule;
    const DeadlineRule* rule = Rule(due.rule, what);
    const bool started = std::any_of(in_.actions.begin(), in_.actions.end(),
                                     [&](const Action& action) { return Contains(action.starts, due.rule); });
    Needs(started, what + ": no action of this register starts it");
    if (rule != nullptr) Needs(rule->each.empty(), what + ": it has a clock for each holder");
    const Action* action = in_.FindAction(due.action);
    Needs(action != nullptr && action->by_effect, what + ": " + due.action + " must be an action with by_effect");
    if (action == nullptr) return;
    const bool leaves = !action->to.empty() && !Contains(action->from, action->to);
    const bool ends = leaves || Contains(action->meets, due.rule) || Contains(action->drops, due.rule);
    Needs(ends, what + ": " + due.action + " must meet or drop it, or it never ends");
    Sources(due.filling, what);
    for (const auto& [target, source] : due.filling) {
      Needs(Contains(action->fields, target), what + ".filling: " + target);
    }
  }

  void Sources(const Filling& filling, const std::string& what) {
    for (const auto& [target, source] : filling) {
      if (source != "number" && !source.starts_with('=')) Texts(source, what + ".filling");
    }
  }

  void One(const Need& need) {
    for (const std::string& id : need.actions) {
      const bool known = in_.FindAction(id) != nullptr || (in_.import_rule && id == kImportAction);
      Needs(known, need.id + ".actions: " + id);
    }
    if (need.when) Texts(need.when->field, need.id + ".when");
    Needs(!need.any.empty() && !need.actions.empty(), need.id + ": name actions and at least one set");
    for (const std::vector<std::string>& set : need.any) {
      for (const std::string& text : set) {
        const Term term = ParseTerm(text);
        const Field* field = in_.FindField(term.field);
        Needs(field != nullptr && (term.member.empty() || IsRows(field->type)), need.id + ".any: " + text);
        if (term.not_after.empty()) continue;
        FieldIs(term.field, IsTime, need.id + ".any");
        if (term.not_after != kNow) FieldIs(term.not_after, IsTime, need.id + ".any");
      }
    }
  }

  TomlReader& reader_;
  const toml::table& table_;
  const Register& in_;
  const std::vector<DeadlineRule>& rules_;
};

// What a record takes over from its sources, each of them must have.
std::string WrongSources(const Register& in, const Registers& all) {
  for (const auto& [target, source] : in.lives_by->filling) {
    if (!source.starts_with(kOfSource)) continue;
    for (const std::string& id : in.FindField(in.lives_by->field)->link_registers) {
      const Register* other = all.Find(id);
      const bool has = other != nullptr && other->FindField(source.substr(kOfSource.size())) != nullptr;
      if (!has) return "lives_by.filling: " + source;
    }
  }
  return {};
}

// Each target must be shown by one of these actions.
std::string WrongFilling(const Filling& filling, std::initializer_list<const Action*> actions) {
  for (const auto& [target, source] : filling) {
    const bool shown = std::any_of(actions.begin(), actions.end(), [&, &wanted = target](const Action* action) {
      return action != nullptr && Contains(action->fields, wanted);
    });
    if (!shown) return ".filling: " + target;
  }
  return {};
}

std::string WrongOpening(const Opening& opens, const Registers& all) {
  const Register* other = all.Find(opens.register_id);
  if (other == nullptr) return ".register: " + opens.register_id;
  const Field* link = other->FindField(opens.link);
  if (link == nullptr || link->type != FieldType::kLink) return ".link: " + opens.link;
  if (!Contains(other->Creation().fields, opens.link)) return ".link: " + opens.link;
  const Action* then = other->FindAction(opens.then);
  if (!opens.then.empty() && then == nullptr) return ".then: " + opens.then;
  const Field* follows = other->FindField(opens.follows);
  const bool of_itself = follows != nullptr && follows->type == FieldType::kLink &&
                         Contains(follows->link_registers, other->id) && then != nullptr &&
                         Contains(then->fields, opens.follows);
  if (!opens.follows.empty() && !of_itself) return ".follows: " + opens.follows;
  return WrongFilling(opens.filling, {&other->Creation(), then});
}

std::string WrongMoving(const Register& in, const Moving& moving, const Registers& all) {
  bool known = false;
  for (const std::string& id : in.FindField(moving.field)->link_registers) {
    const Register* other = all.Find(id);
    const Action* action = other == nullptr ? nullptr : other->FindAction(moving.action);
    if (action == nullptr) continue;
    known = true;
    if (std::string wrong = WrongFilling(moving.filling, {action}); !wrong.empty()) return wrong;
  }
  return known ? "" : ".action: " + moving.action;
}

HitRule ReadHits(TomlReader& reader, const toml::table& table) {
  HitRule rule;
  rule.lists = reader.Texts(table, "lists");
  rule.purposes = reader.Texts(table, "purposes");
  rule.cross_checks = reader.Texts(table, "cross_checks");
  rule.urgent = reader.Texts(table, "urgent");
  rule.score = int(table["score"].value_or(std::int64_t{0}));
  rule.window_minutes = int(table["window_minutes"].value_or(std::int64_t{0}));
  rule.most = int(table["most"].value_or(std::int64_t{0}));
  rule.unit = reader.Text(table, "unit");
  rule.hide = reader.Text(table, "hide");
  const auto language = ParseLanguage(reader.Text(table, "language"));
  if (!language) reader.Note(table, "hits.language: write ar, en, fr or es");
  rule.language = language.value_or(Language::kEnglish);
  return rule;
}

std::string WrongItems(const Register& in, const Registers& all) {
  const ItemsRule& items = *in.items;
  const Register* other = all.Find(items.register_id);
  if (other == nullptr) return ".register: " + items.register_id;
  const Field* link = other->FindField(items.link);
  const bool names = link != nullptr && link->type == FieldType::kLink && Contains(link->link_registers, in.id);
  if (!names) return ".link: " + items.link;
  if (items.done.empty()) return ".done: name states";
  for (const std::string& state : items.done) {
    if (other->FindState(state) == nullptr) return ".done: " + state;
  }
  return {};
}

// Whose records say a line of a legal position too must be able to name somebody.
std::string WrongWarnings(const Register& in, const Registers& all) {
  if (!in.position) return {};
  for (const PositionLine& line : in.position->lines) {
    for (const std::string& id : line.warns) {
      const Register* other = all.Find(id);
      if (other == nullptr || other->no_names) return "position.warns: " + id;
    }
  }
  return {};
}

}  // namespace

std::optional<Condition> ReadWhen(TomlReader& reader, const toml::table& table, std::string_view key) {
  const toml::table* node = table[key].as_table();
  if (node == nullptr) return std::nullopt;
  return Condition{reader.Text(*node, "field"), reader.Texts(*node, "is")};
}

void ReadEffects(TomlReader& reader, const toml::table& row, Action& action) {
  action.receipts = reader.Text(row, "receipts", false);
  reader.Rows(row, "moves", [&](const toml::table& table) {
    action.moves.push_back({reader.Text(table, "field"), reader.Text(table, "action"), ReadWhen(reader, table, "when"),
                            ReadFilling(reader, table), reader.Flag(table, "without_source"),
                            reader.Flag(table, "if_named"), reader.Flag(table, "if_possible"),
                            reader.Flag(table, "adds")});
  });
  if (const toml::table* opens = row["opens"].as_table()) {
    action.opens = Opening{reader.Text(*opens, "register"), reader.Text(*opens, "link"), ReadFilling(reader, *opens),
                           reader.Text(*opens, "then", false), reader.Text(*opens, "follows", false)};
  }
}

void ReadAlertRules(TomlReader& reader, const toml::table& table, Register& out) {
  if (const toml::table* alert = table["alert"].as_table()) {
    out.alert = AlertRule{reader.Texts(*alert, "in_force"), reader.Texts(*alert, "asleep"),
                          reader.Texts(*alert, "searched"), reader.Text(*alert, "excluded", false)};
  }
  if (const toml::table* lives = table["lives_by"].as_table()) {
    out.lives_by = LivesByRule{reader.Text(*lives, "field"),        reader.Texts(*lives, "none"),
                               reader.Texts(*lives, "asleep"),      reader.Texts(*lives, "awake"),
                               ReadFilling(reader, *lives),         reader.Text(*lives, "wakes", false),
                               reader.Text(*lives, "keeps", false), reader.Flag(*lives, "if_named")};
  }
  if (const toml::table* when = table["when_received"].as_table()) {
    out.when_received = WhenReceived{reader.Text(*when, "action"), reader.Texts(*when, "rules")};
  }
  if (const toml::table* hits = table["hits"].as_table()) out.hits = ReadHits(reader, *hits);
  if (const toml::table* items = table["items"].as_table()) {
    out.items = ItemsRule{reader.Text(*items, "register"), reader.Text(*items, "link"), reader.Texts(*items, "done"),
                          reader.Text(*items, "some"), reader.Text(*items, "all")};
  }
  reader.Rows(table, "when_due", [&](const toml::table& row) {
    out.when_due.push_back({reader.Text(row, "rule"), reader.Text(row, "action"), ReadFilling(reader, row)});
  });
  reader.Rows(table, "need", [&](const toml::table& row) {
    Need need{reader.Text(row, "id"),
              reader.Words(row, "label"),
              reader.Texts(row, "actions"),
              ReadWhen(reader, row, "when"),
              {}};
    const toml::array* sets = row["any"].as_array();
    for (std::size_t i = 0; sets != nullptr && i < sets->size(); ++i) {
      std::vector<std::string> terms;
      const toml::array* set = sets->get_as<toml::array>(i);
      if (set == nullptr) reader.Note(row, need.id + ".any: write sets of terms, [[\"a\", \"b\"], [\"c\"]]");
      for (std::size_t j = 0; set != nullptr && j < set->size(); ++j) {
        terms.push_back(set->get(j)->value<std::string>().value_or(""));
      }
      need.any.push_back(std::move(terms));
    }
    out.needs.push_back(std::move(need));
  });
}

void CheckAlertRules(TomlReader& reader, const toml::table& table, const Register& in,
                     const std::vector<DeadlineRule>& rules) {
  Check(reader, table, in, rules).All();
}

std::string WrongAcross(const Register& in, const Registers& all) {
  for (const Field& field : in.fields) {
    for (const std::string& id : field.link_registers) {
      if (all.Find(id) == nullptr) return field.id + ".registers: " + id;
    }
  }
  if (in.items) {
    const std::string wrong = WrongItems(in, all);
    if (!wrong.empty()) return "items" + wrong;
  }
  if (in.lives_by) {
    if (std::string wrong = WrongSources(in, all); !wrong.empty()) return wrong;
  }
  for (const Action& action : in.actions) {
    for (const Moving& moving : action.moves) {
      const std::string wrong = WrongMoving(in, moving, all);
      if (!wrong.empty()) return action.id + ".moves" + wrong;
    }
    const std::string wrong = action.opens ? WrongOpening(*action.opens, all) : std::string();
    if (!wrong.empty()) return action.id + ".opens" + wrong;
  }
  if (std::string wrong = WrongWarnings(in, all); !wrong.empty()) return wrong;
  return WrongHitsAcross(in, all);
}

Term ParseTerm(const std::string& text) {
  constexpr std::string_view kWholeDay = ":day", kAdult = ":adult", kArabic = ":arabic";
  Term term;
  std::string left = text;
  if (const std::size_t before = left.find("<="); before != std::string::npos) {
    term.not_after = left.substr(before + 2);
    left.resize(before);
  } else if (const std::size_t at = left.find(">="); at != std::string::npos) {
    long long least = 0;
    std::from_chars(left.data() + at + 2, left.data() + left.size(), least);
    term.least = least;
    left.resize(at);
  } else if (const std::size_t is = left.find('='); is != std::string::npos) {
    term.is = left.substr(is + 1);
    left.resize(is);
  }
  if (left.ends_with(kWholeDay)) {
    term.whole_day = true;
    left.resize(left.size() - kWholeDay.size());
  }
  if (left.ends_with(kAdult)) {
    term.adult = true;
    left.resize(left.size() - kAdult.size());
  }
  if (left.ends_with(kArabic)) {
    term.arabic = true;
    left.resize(left.size() - kArabic.size());
  }
  if (const std::size_t dot = left.find('.'); dot != std::string::npos) {
    term.member = left.substr(dot + 1);
    left.resize(dot);
  }
  term.field = left;
  return term;
}

}  // namespace maktab::model
