#include "desk/old_record.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/utf8.h"
#include "crypto/digest.h"
#include "crypto/encoding.h"
#include "lists/countries.h"
#include "lists/text.h"
#include "model/row_members.h"

namespace maktab::desk {
namespace {

using model::Field;
using model::FieldType;

constexpr std::size_t kMaxNumberBytes = 100;
constexpr std::size_t kShownBytes = 60;
constexpr std::string_view kLost = "\xEF\xBF\xBD";

bool IsRow(FieldType type) {
  return model::RowShapeOf(type) != nullptr;
}

bool HasMember(FieldType type, std::string_view member) {
  const model::RowShape* shape = model::RowShapeOf(type);
  return shape != nullptr && shape->Has(member);
}

bool IsList(FieldType type) {
  return type == FieldType::kChoices || type == FieldType::kUnits || type == FieldType::kUsers ||
         type == FieldType::kCountries || type == FieldType::kLinks;
}

std::string Shown(std::string_view text) {
  return std::string(base::TruncateUtf8(base::CleanText(text), kShownBytes));
}

// The id, or the label in any language.
template <typename Choices>
std::optional<std::string> ChoiceOf(const Choices& choices, const std::string& text) {
  for (const auto& choice : choices) {
    const bool named = std::find(choice.label.begin(), choice.label.end(), text) != choice.label.end();
    if (choice.id == text || named) return choice.id;
  }
  return std::nullopt;
}

// A country by code or name, in upper case; codes of organisations as they are.
std::string CountryOf(const std::string& text) {
  std::string code(lists::CountryCode(text));
  for (char& c : code) c = char(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return code.empty() ? text : code;
}

// "14:30", "14:30:05"; nullopt if it is no time of day.
std::optional<std::int64_t> TimeOfDay(std::string_view text) {
  const auto figures = [&](std::size_t at) -> std::optional<int> {
    if (at + 2 > text.size()) return std::nullopt;
    const char ten = text[at], one = text[at + 1];
    if (ten < '0' || ten > '9' || one < '0' || one > '9') return std::nullopt;
    return (ten - '0') * 10 + (one - '0');
  };
  if (text.size() != 5 && text.size() != 8) return std::nullopt;
  const auto hour = figures(0), minute = figures(3), second = text.size() == 8 ? figures(6) : 0;
  const bool colons = text[2] == ':' && (text.size() == 5 || text[5] == ':');
  if (!colons || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return ((*hour * 60LL + *minute) * 60 + *second) * base::kMicrosPerSecond;
}

std::string WordIn(const lists::WordPairs& words, const std::string& text, bool& found) {
  const auto at = std::find_if(words.begin(), words.end(), [&](const auto& pair) { return pair.first == text; });
  found = at != words.end();
  return found ? at->second : std::string();
}

// Files of an older system are brought in by another door.
class NoFiles final : public FileSource {
 public:
  base::Result<std::string> Read(const Field&, const base::JsonRef&) override { return base::Err("file.unknown"); }
};

}  // namespace

struct OldRecordReader::Gathered {
  const Field* field = nullptr;
  std::string column;  // the first that says something of it
  std::string json;    // if the cell was JSON
  std::vector<std::string> texts;
  std::map<std::size_t, std::map<std::string, std::string>> rows;  // by place

  bool empty() const { return json.empty() && texts.empty() && rows.empty(); }

  std::string Json() const {
    if (!json.empty()) return json;
    std::string out;
    base::JsonWriter writer(out);
    if (IsRow(field->type)) {
      writer.BeginArray();
      for (const auto& [place, members] : rows) {
        writer.BeginObject();
        for (const auto& [member, text] : members) writer.Field(member, text);
        writer.EndObject();
      }
      writer.EndArray();
    } else if (IsList(field->type)) {
      writer.Strings(texts);
    } else {
      std::string joined;
      const std::string_view joint = field->type == FieldType::kLongText ? "\n" : " ";
      for (const std::string& text : texts) lists::AppendWith(joined, joint, text);
      writer.String(joined);
    }
    return out;
  }
};

std::string OldRecord::Digest() const {
  std::string text;
  base::JsonWriter json(text);
  json.BeginArray().String(number).String(state).String(base::FormatInstant(opened_at));
  json.String(closed_at ? base::FormatInstant(*closed_at) : "").Raw(WriteContent(values)).EndArray();
  return crypto::ToHex(crypto::Sha256Of(text));
}

base::Result<lists::RecordMapping> OwnMapping(const model::Register& in, const std::vector<std::string>& titles) {
  lists::RecordMapping mapping;
  mapping.number_column = "number";
  mapping.opened_column = "opened_at";
  mapping.closed_column = "closed_at";
  mapping.state_column = "state";
  mapping.guarded = true;
  for (const std::string& title : titles) {
    if (title == "number" || title == "opened_at" || title == "closed_at" || title == "state") continue;
    const Field* field = in.FindField(title);
    if (field == nullptr) return base::Err("records.mapping_field").With("field", title);
    lists::RecordColumn column;
    column.column = column.field = title;
    column.json = IsRow(field->type) || IsList(field->type);
    mapping.columns.push_back(std::move(column));
  }
  return mapping;
}

base::Status OldRecordReader::CheckUse(const Column& column, const Field*& field) const {
  field = in_.FindField(column.field);
  const bool known = field != nullptr && (MayRead(*field, reader_) || MayWrite(*field, reader_));
  if (!known || field->type == FieldType::kAttachment) {
    return base::Err("records.mapping_field").With("field", column.field);
  }
  if (!MayWrite(*field, reader_)) return base::Err("record.field_denied").With("field", column.field);
  const bool right = column.member.empty() ? column.json || !IsRow(field->type)
                                           : !column.json && HasMember(field->type, column.member);
  if (!right) return base::Err("records.mapping_member").With("field", column.field).With("member", column.member);
  return {};
}

base::Status OldRecordReader::CheckConstants() const {
  for (const auto& [name, value] : mapping_.constants) {
    const std::size_t dot = name.find('.');
    Column column;
    column.field = name.substr(0, dot);
    if (dot != std::string::npos) column.member = name.substr(dot + 1);
    const Field* field = nullptr;
    MAKTAB_TRY(CheckUse(column, field));
  }
  return {};
}

base::Status OldRecordReader::CheckStates() const {
  std::vector<std::string> states;
  for (const auto& [word, state] : mapping_.states) states.push_back(state);
  if (!mapping_.state.empty()) states.push_back(mapping_.state);
  for (const std::string& state : states) {
    if (in_.FindState(state) == nullptr) return base::Err("records.mapping_state").With("state", Shown(state));
  }
  return {};
}

base::Status OldRecordReader::Begin(const FindColumn& find) {
  MAKTAB_TRY(CheckStates());
  MAKTAB_TRY(CheckConstants());
  MAKTAB_ASSIGN(number_at_, find(mapping_.number_column));
  MAKTAB_ASSIGN(opened_at_, find(mapping_.opened_column));
  if (!mapping_.closed_column.empty()) {
    MAKTAB_ASSIGN(closed_at_, find(mapping_.closed_column));
  }
  if (!mapping_.state_column.empty()) {
    MAKTAB_ASSIGN(state_at_, find(mapping_.state_column));
  }
  for (const Column& column : mapping_.columns) {
    Use use{&column, nullptr, 0};
    MAKTAB_TRY(CheckUse(column, use.field));
    MAKTAB_ASSIGN(use.at, find(column.column));
    uses_.push_back(use);
  }
  // As the table has them, whatever the order in the mapping: texts of one field are joined.
  std::stable_sort(uses_.begin(), uses_.end(), [](const Use& a, const Use& b) { return a.at < b.at; });
  return {};
}

std::string OldRecordReader::Cell(const std::vector<std::string>& cells, std::size_t at) const {
  const std::string_view cell = lists::TrimAscii(cells[at]);
  return std::string(mapping_.guarded && cell.starts_with('\'') ? cell.substr(1) : cell);
}

std::string OldRecordReader::NumberIn(const std::vector<std::string>& cells) const {
  return base::CleanText(Cell(cells, number_at_));
}

std::optional<base::Instant> OldRecordReader::InstantOf(const std::string& text) const {
  if (const auto instant = base::ParseInstant(text)) return instant;
  const auto date = calendar::ParsePartialDate(lists::ReadDate(text, mapping_.date_order, mapping_.century_from).iso);
  if (!date || !date->has_day()) return std::nullopt;
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return base::Instant{zone_.StartOf(calendar::FirstDay(*date))};
  const std::size_t space = text.find_last_of(" T", colon);
  if (space == std::string::npos) return std::nullopt;
  std::string time = text.substr(space + 1);
  if (time.size() == 4 || time.size() == 7) time.insert(0, 1, '0');
  const auto of_day = TimeOfDay(time);
  if (!of_day) return std::nullopt;
  return base::Instant{zone_.At(calendar::FirstDay(*date), *of_day)};
}

std::optional<std::string> OldRecordReader::KnownUser(const std::string& text) {
  const auto known = users_.find(text);
  if (known != users_.end()) return known->second.empty() ? std::nullopt : std::optional(known->second);
  auto user = parts_.store.FindUserByName(text);
  if (!user.ok() || !*user) user = parts_.store.FindUser(text);
  const bool there = user.ok() && *user && (*user)->active;
  return users_.emplace(text, there ? (*user)->id : std::string()).first->second.empty() ? std::nullopt
                                                                                         : std::optional((*user)->id);
}

// The value that the text stands for; nullopt if it is none of those that may stand there.
std::optional<std::string> OldRecordReader::Known(const Column& column, const Field& field, const std::string& text) {
  const auto date = [&]() -> std::optional<std::string> {
    std::string iso = lists::ReadDate(text, mapping_.date_order, mapping_.century_from).iso;
    if (iso.empty()) return std::nullopt;
    return iso;
  };
  if (column.member == "birth_date") return date();
  if (column.member == "kind" && !field.object_kinds.empty()) return ChoiceOf(field.object_kinds, text);
  if (column.member == "role" && !field.person_roles.empty()) return ChoiceOf(field.person_roles, text);
  if (column.member == "nationality" || column.member == "country") return CountryOf(text);
  if (!column.member.empty()) return text;
  switch (field.type) {
    case FieldType::kChoice:
    case FieldType::kChoices:
      return ChoiceOf(field.choices, text);
    case FieldType::kUnit:
    case FieldType::kUnits:
      return ChoiceOf(parts_.registers.units(), text);
    case FieldType::kUser:
    case FieldType::kUsers:
      return KnownUser(text);
    case FieldType::kPartner:
    case FieldType::kCountries:
      return CountryOf(text);
    case FieldType::kDate:
      return date();
    case FieldType::kInstant: {
      const auto instant = InstantOf(text);
      return instant ? std::optional(base::FormatInstant(*instant)) : std::nullopt;
    }
    default:
      return text;
  }
}

base::Result<std::string> OldRecordReader::Meaning(const Column& column, const Field& field, const std::string& text) {
  if (text.empty()) return column.if_empty.value_or("");
  bool found = false;
  std::string ours = WordIn(column.words, text, found);
  if (found) return ours;
  if (auto known = Known(column, field, text)) return *std::move(known);
  if (column.otherwise) return *column.otherwise;
  const bool date =
      field.type == FieldType::kDate || field.type == FieldType::kInstant || column.member == "birth_date";
  return base::Err(date ? "records.bad_date" : "records.unknown_word").With("text", Shown(text));
}

base::Status OldRecordReader::Gather(const Use& use, const std::vector<std::string>& cells, Gathered& to) {
  const Column& column = *use.column;
  const std::string cell = Cell(cells, use.at);
  // What an export wrote is whole; letters may have been lost before.
  if (!mapping_.guarded && cell.find(kLost) != std::string::npos) return base::Err("records.letters_lost");
  if (column.json) {
    to.json = cell;
    return {};
  }
  std::size_t place = column.place;
  for (const std::string_view part : lists::SplitBy(cell, column.separator)) {
    const bool lines = use.field->type == FieldType::kLongText;
    const std::string text = lines ? std::string(lists::TrimAscii(part)) : base::CleanText(part);
    MAKTAB_ASSIGN(std::string ours, Meaning(column, *use.field, text));
    const std::size_t at = place++;
    if (ours.empty()) continue;
    if (column.member.empty()) {
      to.texts.push_back(std::move(ours));
    } else {
      to.rows[at][column.member] = std::move(ours);
    }
  }
  return {};
}

// In the form that is kept; numbers of the same file may be linked to before they are there.
base::Result<std::string> OldRecordReader::Kept(const Gathered& gathered, const std::string& text) const {
  const Field& field = *gathered.field;
  const auto& others = field.link_registers;
  if (field.type == FieldType::kLink && !gathered.texts.empty() && numbers_.contains(gathered.texts.front()) &&
      std::find(others.begin(), others.end(), in_.id) != others.end()) {
    return text;
  }
  const auto json = base::JsonDocument::Parse(text);
  if (!json.ok()) return base::Err("record.bad_value").With("field", field.id).With("what", Shown(text));
  NoFiles no_files;
  const Values none;
  return ReadValue(field, json->root(), {parts_, reader_, no_files, none});
}

base::Result<std::string> OldRecordReader::StateOf(const std::string& text) const {
  if (text.empty() && !mapping_.state.empty()) return mapping_.state;
  bool found = false;
  std::string ours = WordIn(mapping_.states, text, found);
  if (found) return ours;
  if (auto known = ChoiceOf(in_.states, text)) return *std::move(known);
  return base::Err("records.unknown_state").With("text", Shown(text));
}

void OldRecordReader::ReadHead(const std::vector<std::string>& cells, OldRecord& record,
                               std::vector<LineProblem>& problems) const {
  const auto note = [&](const std::string& column, base::Error error) {
    problems.push_back({record.line, column, std::move(error)});
  };
  record.number = NumberIn(cells);
  if (record.number.empty() || record.number.size() > kMaxNumberBytes) {
    note(mapping_.number_column, base::Err("records.bad_number"));
  }
  auto state = StateOf(state_at_ ? base::CleanText(Cell(cells, *state_at_)) : std::string());
  if (!state.ok()) note(mapping_.state_column, state.error());
  if (state.ok()) record.state = *state;
  const auto date = [&](std::size_t at, const std::string& column) -> std::optional<base::Instant> {
    const std::string text = base::CleanText(Cell(cells, at));
    auto instant = InstantOf(text);
    if (!instant) note(column, base::Err("records.bad_date").With("text", Shown(text)));
    const bool later = instant && *instant > parts_.clock.Now();
    if (later) note(column, base::Err("record.happened_later"));
    return instant;
  };
  const auto opened = date(opened_at_, mapping_.opened_column);
  if (opened) record.opened_at = *opened;
  if (!closed_at_ || Cell(cells, *closed_at_).empty()) return;
  record.closed_at = date(*closed_at_, mapping_.closed_column);
  if (!record.closed_at) return;
  if (opened && *record.closed_at < *opened) note(mapping_.closed_column, base::Err("records.closed_first"));
  const model::State* reached = in_.FindState(record.state);
  if (reached != nullptr && reached->kind != model::StateKind::kClosed) {
    note(mapping_.closed_column, base::Err("records.closed_open"));
  }
}

void OldRecordReader::ReadValues(const std::vector<std::string>& cells, OldRecord& record,
                                 std::vector<LineProblem>& problems) {
  std::map<std::string, Gathered> all;
  for (const Use& use : uses_) {
    Gathered& one = all[use.field->id];
    one.field = use.field;
    if (one.column.empty()) one.column = use.column->column;
    const base::Status gathered = Gather(use, cells, one);
    if (!gathered.ok()) problems.push_back({record.line, use.column->column, gathered.error()});
  }
  for (const auto& [name, value] : mapping_.constants) {
    const std::size_t dot = name.find('.');
    Gathered& one = all[name.substr(0, dot)];
    one.field = in_.FindField(name.substr(0, dot));
    if (dot == std::string::npos) {
      if (one.empty()) one.texts = {value};
      continue;
    }
    for (auto& [place, members] : one.rows) members.try_emplace(name.substr(dot + 1), value);
  }
  for (const auto& [id, one] : all) {
    if (one.empty()) continue;
    const auto kept = Kept(one, one.Json());
    if (!kept.ok()) problems.push_back({record.line, one.column, kept.error()});
    if (kept.ok() && *kept != "null") record.values[id] = *kept;
  }
}

OldRecord OldRecordReader::Read(std::uint64_t line, const std::vector<std::string>& cells,
                                std::vector<LineProblem>& problems) {
  OldRecord record;
  record.line = line;
  ReadHead(cells, record, problems);
  ReadValues(cells, record, problems);
  for (const std::string& id : in_.import_rule->required) {
    if (record.values.contains(id)) continue;
    // What is wrong there has been said.
    const bool said = std::any_of(problems.begin(), problems.end(), [&](const LineProblem& problem) {
      return problem.line == line && std::any_of(uses_.begin(), uses_.end(), [&](const Use& use) {
               return use.field->id == id && use.column->column == problem.column;
             });
    });
    if (!said) problems.push_back({line, {}, base::Err("record.required").With("field", id)});
  }
  return record;
}

}  // namespace maktab::desk
