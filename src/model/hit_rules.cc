#include "model/hit_rules.h"

#include <algorithm>

#include "model/register.h"
#include "model/toml_reader.h"

namespace maktab::model {
namespace {

constexpr std::string_view kAllRecords = "records.*";

template <typename Texts>
bool Contains(const Texts& texts, std::string_view text) {
  return std::find(std::begin(texts), std::end(texts), text) != std::end(texts);
}

bool HasChoice(const Field& field, std::string_view id) {
  return std::any_of(field.choices.begin(), field.choices.end(), [&](const Choice& choice) { return choice.id == id; });
}

}  // namespace

bool HitRule::Keeps(std::string_view dataset) const {
  return Contains(lists, dataset) || (dataset.starts_with("records.") && Contains(lists, kAllRecords));
}

const std::vector<HitField>& HitFields() {
  static const std::vector<HitField> fields = {{"how", "choice"},
                                               {"check", "text"},
                                               {"asker", "user"},
                                               {"asked_by", "text"},
                                               {"asked_unit", "unit"},
                                               {"purpose", "choice"},
                                               {"place", "text"},
                                               {"question", "text"},
                                               {"persons", "person"},
                                               {"vehicles", "vehicle"},
                                               {"documents", "document"},
                                               {"alert", "link"},
                                               {"record", "link"},
                                               {"dataset", "text"},
                                               {"entity", "text"},
                                               {"score", "count"},
                                               {"reasons", "long_text"},
                                               {"priority", "choice"},
                                               {"unit", "unit"},
                                               {"mark", "text"},
                                               {"withheld_from", "countries"},
                                               {"restricted_units", "units"},
                                               {"restricted_users", "users"}};
  return fields;
}

std::string WrongHits(const Register& in) {
  const Action& creation = in.Creation();
  if (!creation.by_effect) return "hits: " + creation.id + " must be by_effect, nobody makes a hit by hand";
  for (const HitField& wanted : HitFields()) {
    const Field* field = in.FindField(wanted.id);
    const bool right = field != nullptr && kFieldTypeNames[std::size_t(field->type)] == wanted.type;
    if (!right) return "hits: " + std::string(wanted.id) + " must be a field of type " + std::string(wanted.type);
    if (!Contains(creation.fields, wanted.id)) return "hits: " + creation.id + " must show " + std::string(wanted.id);
  }
  for (const char* how : {"check", "cross_check", "bulk", "retro"}) {
    if (!HasChoice(*in.FindField("how"), how)) return "hits: how must have the choice " + std::string(how);
  }
  for (const char* priority : {"urgent", "routine"}) {
    if (!HasChoice(*in.FindField("priority"), priority)) return "hits: priority: " + std::string(priority);
  }
  for (const auto* purposes : {&in.hits->purposes, &in.hits->urgent}) {
    for (const std::string& purpose : *purposes) {
      if (!HasChoice(*in.FindField("purpose"), purpose)) return "hits: purpose " + purpose + " is no choice";
    }
  }
  const Action* hide = in.FindAction(in.hits->hide);
  if (hide == nullptr || !hide->by_effect) return "hits.hide: " + in.hits->hide + " must be an action with by_effect";
  for (const char* id : {"withheld_from", "restricted_units", "restricted_users"}) {
    if (!Contains(hide->fields, id)) return "hits.hide: " + in.hits->hide + " must show " + id;
  }
  if (in.hits->score < 1 || in.hits->score > 100) return "hits.score: write a whole number from 1 to 100";
  if (in.hits->window_minutes < 1) return "hits.window_minutes: write a whole number from 1";
  if (in.hits->most < 1 || in.hits->most > 10'000) return "hits.most: write a whole number from 1 to 10000";
  if (in.restriction.units != "restricted_units" || in.restriction.users != "restricted_users" ||
      in.restriction.countries != "withheld_from") {
    return "hits: restriction must name restricted_units, restricted_users and withheld_from";
  }
  return {};
}

std::string WrongHitsAcross(const Register& in, const Registers& all) {
  if (!in.hits) return {};
  if (all.FindUnit(in.hits->unit) == nullptr) return "hits.unit: " + in.hits->unit;
  for (const std::string& id : in.hits->cross_checks) {
    const Register* other = all.Find(id);
    if (other == nullptr || !other->cross_check) return "hits.cross_checks: " + id;
  }
  // A hit names its alert, whatever register that is of.
  const std::vector<std::string>& linked = in.FindField("alert")->link_registers;
  for (const Register& other : all.all()) {
    const bool searches = other.alert && !other.alert->searched.empty();
    if (searches && !Contains(linked, other.id)) return "alert.registers: " + other.id + " searches too";
    if (&other != &in && other.hits) return "hits: only one register keeps them, not " + other.id + " too";
  }
  return {};
}

base::Result<FrontLine> FrontLine::Load(const Definitions& definitions) {
  TomlReader reader("front_line.toml");
  MAKTAB_ASSIGN(const toml::table table, reader.Parse(definitions.Text("front_line.toml")));
  FrontLine out;
  const toml::table* say = table["say"].as_table();
  if (say == nullptr) return base::Error(reader.Wrong(table.source(), "say"));
  for (std::size_t i = 0; i < kFrontLineAnswers.size(); ++i) out.say_[i] = reader.Words(*say, kFrontLineAnswers[i]);
  reader.Rows(table, "do", [&](const toml::table& row) {
    const std::string answer = reader.Text(row, "answer");
    const auto found = std::find(kFrontLineAnswers.begin(), kFrontLineAnswers.end(), answer);
    if (found == kFrontLineAnswers.end()) {
      reader.Note(row, "do.answer: write nothing, wait or hit");
      return;
    }
    Todo todo{Answer(found - kFrontLineAnswers.begin()), {}, reader.Words(row, "text")};
    reader.Rows(row, "when", [&](const toml::table& when) {
      todo.when.push_back({reader.Text(when, "field"), reader.Texts(when, "is")});
    });
    out.todos_.push_back(std::move(todo));
  });
  for (std::size_t i = 0; i < kFrontLineAnswers.size(); ++i) {
    const bool always = std::any_of(out.todos_.begin(), out.todos_.end(),
                                    [&](const Todo& todo) { return todo.answer == Answer(i) && todo.when.empty(); });
    if (!always) reader.Note(table, "do: " + std::string(kFrontLineAnswers[i]) + " needs one without when");
  }
  out.never_ = reader.Texts(table, "never");
  MAKTAB_TRY(reader.status());
  return out;
}

const std::string& FrontLine::Say(Answer answer, Language language) const {
  return say_[std::size_t(answer)][std::size_t(language)];
}

}  // namespace maktab::model
