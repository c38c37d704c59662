#include "store/record_query.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "store/visible.h"

namespace maktab::store {
namespace {

using Text = std::string;
using Int = long long;

// The query of each database's own search for all words, the last of which may be begun only, or for the other one. One
// sign alone begins too much to be of use; nought, as which zeros are read, begins every word by its sound.
Text SearchQuery(bool postgres, const RecordFilter& filter) {
  Text query;
  const Text& words = filter.words;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    const Text word = words.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    const bool begun = at >= words.size() && word != "0" && (word.size() > 1 || !query.empty());
    if (!query.empty()) query += postgres ? " & " : " ";
    query += postgres ? "'" + word + "'" + (begun ? ":*" : "") : "\"" + word + "\"" + (begun ? "*" : "");
  }
  if (query.empty()) return {};
  if (!filter.or_word.empty()) query += postgres ? " | '" + filter.or_word + "'" : " OR \"" + filter.or_word + "\"";
  return "(" + query + ")";
}

Int CountFew(Connection& connection, const Text& rows, const std::vector<SqlValue>& values) {
  Int found = 0;
  connection.EachKept<Int>(
      "select count(*) from (select 1 as one from " + rows + " limit " + std::to_string(kCommon) + ") few",
      [&](Int few) { found = few; }, values);
  return found;
}

// Rows of the table record_text that have the words in what everybody may read.
constexpr std::array<const char*, 2> kOpenWords = {
    "select rowid from record_text where record_text match '{body} : ' || ?",
    "select rowid from record_text where array_to_tsvector(string_to_array(body, ' ')) @@ cast(? as tsquery)"};

// The same in everything. PostgreSQL has an index of the few that keep words from some.
void AddAllWords(Conditions& all, const Text& query, bool postgres) {
  if (!postgres) {
    all.Append("select rowid from record_text where record_text match ?", query);
    return;
  }
  all.Append(kOpenWords[1], query);
  all.Append(
      " union select rowid from record_text where guarded <> '' and array_to_tsvector(string_to_array(body, ' ') || "
      "string_to_array(guarded, ' ')) @@ cast(? as tsquery)",
      query);
}

// What is masked, or is for some roles, is found by those who may read it.
void AddWords(Conditions& all, const RecordFilter& filter, const Viewer& viewer, const Sql& how) {
  const Text query = SearchQuery(how.postgres, filter);
  if (query.empty()) return;
  std::set<Text> guarded;
  for (const Viewer::Seat& seat : viewer.seats) guarded.insert(seat.guarded.begin(), seat.guarded.end());
  const Text& in = filter.register_id;
  const bool everything = viewer.all || (!in.empty() && guarded.contains(in));
  all.sql += " and " + how.PlusIf(how.plan.begin != Plan::Begin::kWords) + "created_seq in (";
  everything ? AddAllWords(all, query, how.postgres) : all.Append(kOpenWords[how.postgres ? 1 : 0], query);
  for (const Text& one : guarded) {
    if (everything || !in.empty()) break;
    all.Append(" union select created_seq from record where register = ?", one);
    all.sql += " and created_seq in (";
    AddAllWords(all, query, how.postgres);
    all.sql += ")";
  }
  if (!filter.number.empty()) all.Append(" union select created_seq from record where number = ?", filter.number);
  all.sql += ")";
}

// Where the query does not begin with a value, it is looked up for what is found.
void AddValues(Conditions& all, const RecordFilter& filter, const Plan& plan) {
  for (std::size_t i = 0; i < filter.values.size(); ++i) {
    const RecordFilter::Value& value = filter.values[i];
    const bool begins = i == plan.value && plan.begin == Plan::Begin::kValue;
    if (begins && !filter.register_id.empty()) {
      all.Add("id in (select record from record_value where register = ?", filter.register_id);
      all.Add("field = ?", value.field);
    } else if (begins) {
      all.Add("id in (select record from record_value where field = ?", value.field);
    } else {
      all.Add("exists (select 1 from record_value x where x.record = record.id and x.field = ?", value.field);
    }
    all.Add("value = ?)", value.value);
    for (const Text& in : value.not_of) all.Add("register <> ?", in);
  }
}

void AddOfficers(Conditions& all, const std::vector<Text>& officers, const Text& plus) {
  if (officers.empty()) return;
  all.Add(plus + (officers.size() == 1 ? "officer = ?" : "officer in (?"), officers.front());
  for (std::size_t i = 1; i < officers.size(); ++i) {
    all.sql += ", ";
    all.Append("?", officers[i]);
  }
  if (officers.size() > 1) all.sql += ")";
}

}  // namespace

Text In(const std::set<Text>& texts, std::vector<SqlValue>& values) {
  Text list;
  for (const Text& text : texts) {
    values.emplace_back(text);
    list += (list.empty() ? ":i" : ", :i") + std::to_string(values.size());
  }
  return " in (" + list + ")";
}

void Conditions::Add(std::string_view condition, SqlValue value) {
  sql += " and ";
  Append(condition, std::move(value));
}

void Conditions::Append(std::string_view condition, SqlValue value) {
  const Text name = "v" + std::to_string(values.size());
  Text text(condition);
  text.replace(text.find('?'), 1, ":" + name);
  sql += text;
  values.push_back(std::move(value));
}

std::pair<Plan, long long> RarestOf(Connection& connection, const RecordFilter& filter) {
  Plan plan;
  Int fewest = kCommon + 1;
  for (std::size_t i = 0; i < filter.values.size(); ++i) {
    const RecordFilter::Value& one = filter.values[i];
    // By register where it is known: the index of values begins with it.
    std::vector<SqlValue> values = {one.field, one.value};
    if (!filter.register_id.empty()) values.insert(values.begin(), filter.register_id);
    const Text in = filter.register_id.empty() ? "" : "register = :register and ";
    const Int found = CountFew(connection, "record_value where " + in + "field = :field and value = :value", values);
    if (found < fewest) std::tie(plan.begin, plan.value, fewest) = std::tuple(Plan::Begin::kValue, i, found);
  }
  const Text words = SearchQuery(false, filter);
  if (words.empty()) return {plan, fewest};
  const Int found = CountFew(connection, "record_text where record_text match :words", {words});
  if (found < fewest) std::tie(plan.begin, fewest) = std::tuple(Plan::Begin::kWords, found);
  return {plan, fewest};
}

bool HasWords(const RecordFilter& filter) {
  return !SearchQuery(false, filter).empty();
}

Conditions ConditionsOf(const RecordFilter& filter, const Viewer& viewer, const Sql& how) {
  Conditions all;
  const bool found = how.plan.found();
  // What has a clock stands in one index with all that is asked of it: few of the records that ever were.
  const bool due = filter.order == RecordFilter::Order::kDue || filter.due_before || filter.used;
  const Text plus = how.PlusIf(found || due);
  const bool by_officer = how.plan.begin == Plan::Begin::kList && !filter.officers.empty();
  const bool not_by_register = found ? !how.plan.counting : due || by_officer;
  if (!filter.register_id.empty()) all.Add(how.PlusIf(not_by_register) + "register = ?", filter.register_id);
  if (!filter.state.empty()) all.Add(plus + "state = ?", filter.state);
  if (!filter.kind.empty()) all.Add(plus + "kind = ?", filter.kind);
  AddOfficers(all, filter.officers, plus);
  if (!filter.unit.empty()) all.Add(plus + "unit = ?", filter.unit);
  if (due) all.sql += " and due_at <> 0";
  if (filter.due_before) all.Add(how.PlusIf(found) + "due_at < ?", Int(filter.due_before->micros));
  if (filter.used) {
    const Text percent = std::to_string(filter.used->percent);
    all.Add("(? - due_from) * 100 >= (due_at - due_from) * " + percent, Int(filter.used->at.micros));
  }
  AddValues(all, filter, how.plan);
  AddWords(all, filter, viewer, how);
  all.sql += AndVisible(viewer, "changed_seq", "changed_seq", all.values);
  return all;
}

Text OrderOf(RecordFilter::Order order) {
  if (order == RecordFilter::Order::kDue) return " order by due_at, id";
  return order == RecordFilter::Order::kRegistered ? " order by created_seq desc" : " order by changed_seq desc";
}

Text LimitOf(const RecordFilter& filter, std::vector<SqlValue>& values) {
  values.emplace_back(Int(std::clamp(filter.limit, 1, kMaxLimit)));
  values.emplace_back(Int(std::max<std::int64_t>(filter.offset, 0)));
  return " limit :limit offset :offset";
}

}  // namespace maktab::store
