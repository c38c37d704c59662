#include "model/treaties.h"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>

#include "calendar/partial_date.h"
#include "calendar/zone.h"
#include "model/toml_reader.h"

namespace maktab::model {
namespace {

constexpr std::string_view kAllStates = "*";
constexpr std::int64_t kMostAmount = 36'600;
constexpr std::int64_t kMostTimes = 12;

template <typename Range>
bool Contains(const Range& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

bool IsDay(const std::string& text) {
  const auto date = calendar::ParsePartialDate(text);
  return text.empty() || (date && date->has_day() && date->ToString() == text);
}

bool IsState(std::string_view text) {
  return text.size() == 2 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Reads one file of treaties/.
class TreatyReader {
 public:
  explicit TreatyReader(const std::string& file) : file_(file), reader_(file) {}

  base::Result<Treaty> Read(std::string_view text) {
    MAKTAB_ASSIGN(const toml::table table, reader_.Parse(text));
    Treaty out;
    out.id = reader_.Text(table, "id");
    if (file_ != "treaties/" + out.id + ".toml") reader_.Note(table, "id: write the name of the file without .toml");
    out.title = reader_.Words(table, "title");
    const std::string kind = reader_.Text(table, "kind");
    const auto found = std::find(kTreatyKindNames.begin(), kTreatyKindNames.end(), kind);
    if (found == kTreatyKindNames.end()) reader_.Note(table, "kind: write treaty, law or model");
    out.kind = found == kTreatyKindNames.end() ? TreatyKind::kTreaty : TreatyKind(found - kTreatyKindNames.begin());
    out.covers = reader_.Texts(table, "covers");
    if (out.covers.empty()) reader_.Note(table, "covers: write extradition, assistance or both");
    for (const std::string& what : out.covers) {
      if (!Contains(kInstrumentCovers, what))
        reader_.Note(table, "covers: " + what + "; write extradition or assistance");
    }
    Parties(table, out);
    out.since = Day(table, "since");
    out.until = Day(table, "until");
    if (!out.since.empty() && !out.until.empty() && out.until < out.since) reader_.Note(table, "until: before since");
    out.source = reader_.Text(table, "source");
    if (out.source.empty()) reader_.Note(table, "source: say where it can be read");
    out.from_memory = reader_.Flag(table, "from_memory");
    reader_.Rows(table, "value", [&](const toml::table& row) { AddValue(row, out); });
    Pairs(table, out);
    MAKTAB_TRY(reader_.status());
    return out;
  }

 private:
  std::string Day(const toml::table& table, std::string_view key) {
    const std::string day = reader_.Text(table, key, false);
    if (!IsDay(day)) reader_.Note(table, std::string(key) + ": write days as 2025-01-10");
    return day;
  }

  void Parties(const toml::table& table, Treaty& out) {
    out.parties = reader_.Texts(table, "parties");
    out.except = reader_.Texts(table, "except");
    out.organisation = reader_.Text(table, "organisation", false);
    for (const auto* states : {&out.parties, &out.except}) {
      for (const std::string& state : *states) {
        if (!IsState(state) && state != kAllStates) {
          reader_.Note(table, "parties: " + state + "; write codes of two letters, or \"*\"");
        }
      }
    }
    const bool all = Contains(out.parties, kAllStates);
    if (!out.except.empty() && !all) reader_.Note(table, "except: only where parties says \"*\"");
    const std::size_t least = out.organisation.empty() ? 2 : 1;
    const std::size_t count = out.parties.size();
    if (out.kind == TreatyKind::kModel && count > 0) reader_.Note(table, "parties: a model has none");
    if (out.kind == TreatyKind::kLaw && (count != 1 || all)) reader_.Note(table, "parties: a law has one State");
    if (out.kind == TreatyKind::kTreaty && count < least && !all) reader_.Note(table, "parties: name who is bound");
    if (std::set<std::string>(out.parties.begin(), out.parties.end()).size() != count) {
      reader_.Note(table, "parties (doubled)");
    }
  }

  void AddValue(const toml::table& row, Treaty& out) {
    TreatyValue value;
    value.id = reader_.Text(row, "id");
    if (!Contains(treaty_value::kAll, value.id)) reader_.Note(row, "value.id: " + value.id + " is not known");
    if (out.Find(value.id) != nullptr) reader_.Note(row, "value " + value.id + " (doubled)");
    value.amount = row["amount"].value_or(std::int64_t{0});
    if (value.amount < 1 || value.amount > kMostAmount) {
      reader_.Note(row, value.id + ".amount: write a whole number from 1 to " + std::to_string(kMostAmount));
    }
    const auto unit = calendar::ParseLimitUnit(reader_.Text(row, "unit"));
    if (!unit || *unit == calendar::LimitUnit::kMinutes) {
      reader_.Note(row, value.id + ".unit: write hours, calendar_days, working_days or months");
    }
    value.unit = unit.value_or(calendar::LimitUnit::kCalendarDays);
    const bool threshold = value.id == treaty_value::kPenalty || value.id == treaty_value::kSentence;
    if (threshold && value.unit != calendar::LimitUnit::kMonths) reader_.Note(row, value.id + ".unit: write months");
    const bool days =
        value.id == treaty_value::kConsent || value.id == treaty_value::kSpeciality || value.id == treaty_value::kOral;
    if (days && value.unit != calendar::LimitUnit::kCalendarDays) reader_.Note(row, value.id + ".unit: calendar_days");
    const bool renewal = value.id == treaty_value::kArrestRenewal;
    value.times = row["times"].value_or(std::int64_t{0});
    if (renewal != row.contains("times") || (renewal && (value.times < 1 || value.times > kMostTimes))) {
      reader_.Note(row, value.id + ".times: of a renewal alone, a whole number from 1");
    }
    value.source = reader_.Text(row, "source");
    if (value.source.empty()) reader_.Note(row, value.id + ".source: name the article");
    value.from_memory = reader_.Flag(row, "from_memory");
    out.values.push_back(std::move(value));
  }

  // May comes before must, and both are counted alike, so that a renewal can be added to them.
  void Pairs(const toml::table& table, const Treaty& out) {
    const auto pair = [&](std::string_view may_id, std::string_view must_id) {
      const TreatyValue* may = out.Find(may_id);
      const TreatyValue* must = out.Find(must_id);
      if (may == nullptr || must == nullptr) return;
      if (may->unit != must->unit)
        reader_.Note(table, std::string(must_id) + ": in the unit of " + std::string(may_id));
      if (may->amount > must->amount) reader_.Note(table, std::string(must_id) + ": before " + std::string(may_id));
    };
    pair(treaty_value::kArrestMay, treaty_value::kArrestMust);
    pair(treaty_value::kSurrenderMay, treaty_value::kSurrenderMust);
    const TreatyValue* must = out.Find(treaty_value::kArrestMust);
    const TreatyValue* renewal = out.Find(treaty_value::kArrestRenewal);
    if (renewal != nullptr && (must == nullptr || must->unit != renewal->unit)) {
      reader_.Note(table, "arrest_renewal: of an arrest_must, in its unit");
    }
  }

  const std::string file_;
  TomlReader reader_;
};

std::int64_t InDays(const TreatyValue& value) {
  constexpr std::int64_t kHoursADay = 24, kDaysAMonth = 30;
  if (value.unit == calendar::LimitUnit::kHours) return value.amount / kHoursADay;
  return value.unit == calendar::LimitUnit::kMonths ? value.amount * kDaysAMonth : value.amount;
}

// For how long a person may be held before the file is there, renewals included.
std::int64_t LongestArrest(const Treaty& treaty) {
  const TreatyValue* last = treaty.Find(treaty_value::kArrestMust);
  if (last == nullptr) last = treaty.Find(treaty_value::kArrestMay);
  const TreatyValue* renewal = treaty.Find(treaty_value::kArrestRenewal);
  return (last == nullptr ? 0 : InDays(*last)) + (renewal == nullptr ? 0 : InDays(*renewal) * renewal->times);
}

std::int64_t LowestPenalty(const Treaty& treaty) {
  const TreatyValue* penalty = treaty.Find(treaty_value::kPenalty);
  return penalty == nullptr ? std::numeric_limits<std::int64_t>::max() : penalty->amount;
}

bool FavoursMore(const Treaty* a, const Treaty* b) {
  const auto key = [](const Treaty& treaty) {
    return std::tuple(treaty.kind == TreatyKind::kLaw, -LongestArrest(treaty), LowestPenalty(treaty));
  };
  if (key(*a) != key(*b)) return key(*a) < key(*b);
  return std::tie(b->since, a->id) < std::tie(a->since, b->id);
}

bool Binds(const Treaty& treaty, const TreatyQuestion& asked) {
  if (!treaty.Covers(asked.covers) || !treaty.InForceOn(asked.day)) return false;
  if (treaty.kind == TreatyKind::kModel) return false;
  if (treaty.kind == TreatyKind::kLaw) return treaty.IsParty(asked.acting);
  if (!treaty.organisation.empty()) return asked.partner == treaty.organisation && treaty.IsParty(asked.ours);
  return asked.ours != asked.partner && treaty.IsParty(asked.ours) && treaty.IsParty(asked.partner);
}

}  // namespace

const TreatyValue* Treaty::Find(std::string_view value) const {
  const auto found = std::find_if(values.begin(), values.end(), [&](const auto& one) { return one.id == value; });
  return found == values.end() ? nullptr : &*found;
}

bool Treaty::Covers(std::string_view what) const {
  return Contains(covers, what);
}

bool Treaty::IsParty(std::string_view state) const {
  if (Contains(parties, state)) return true;
  return Contains(parties, kAllStates) && IsState(state) && !Contains(except, state);
}

bool Treaty::InForceOn(std::string_view day) const {
  return since <= day && (until.empty() || day <= until);
}

const Treaty* Treaties::Find(std::string_view id) const {
  const auto found = std::find_if(treaties_.begin(), treaties_.end(), [&](const auto& one) { return one.id == id; });
  return found == treaties_.end() ? nullptr : &*found;
}

std::vector<const Treaty*> Treaties::Proposed(const TreatyQuestion& asked) const {
  std::vector<const Treaty*> proposed;
  for (const Treaty& treaty : treaties_) {
    if (Binds(treaty, asked)) proposed.push_back(&treaty);
  }
  std::sort(proposed.begin(), proposed.end(), FavoursMore);
  return proposed;
}

const Treaty* Treaties::LawOf(std::string_view state, std::string_view covers, std::string_view day) const {
  for (const Treaty& treaty : treaties_) {
    const bool his = treaty.kind == TreatyKind::kLaw && treaty.IsParty(state);
    if (his && treaty.Covers(covers) && treaty.InForceOn(day)) return &treaty;
  }
  return nullptr;
}

std::string Treaties::ZoneOf(std::string_view country) const {
  const auto found = zones_.find(country);
  return found == zones_.end() ? std::string() : found->second;
}

bool Treaties::SurrendersOwnNationals(std::string_view country) const {
  const auto found = surrender_own_.find(country);
  return found != surrender_own_.end() && found->second;
}

base::Status Treaties::LoadZones(const Definitions& definitions) {
  TomlReader reader("zones.toml");
  MAKTAB_ASSIGN(const toml::table table, reader.Parse(definitions.Text("zones.toml")));
  for (const auto& [country, node] : table) {
    const std::string zone = node.value<std::string>().value_or("");
    if (!IsState(country.str())) reader.Note(node, std::string(country.str()) + ": write codes of two letters");
    if (!calendar::Zone::Named(zone)) reader.Note(node, zone + " is no time zone; write one as Africa/Casablanca");
    zones_.emplace(std::string(country.str()), zone);
  }
  return reader.status();
}

base::Status Treaties::LoadNationals(const Definitions& definitions) {
  TomlReader reader("nationals.toml");
  MAKTAB_ASSIGN(const toml::table table, reader.Parse(definitions.Text("nationals.toml")));
  reader.Rows(table, "state", [&](const toml::table& row) {
    const std::string country = reader.Text(row, "country");
    if (!IsState(country)) reader.Note(row, "country: write a code of two letters");
    if (!row.contains("surrenders")) reader.Note(row, country + ".surrenders: write true or false");
    if (reader.Text(row, "source").empty()) reader.Note(row, country + ".source: name the law");
    const bool fresh = surrender_own_.emplace(country, reader.Flag(row, "surrenders")).second;
    if (!fresh) reader.Note(row, country + " (doubled)");
  });
  return reader.status();
}

base::Result<Treaties> Treaties::Load(const Definitions& definitions) {
  Treaties treaties;
  for (const std::string& name : definitions.Names("treaties")) {
    MAKTAB_ASSIGN(Treaty one, TreatyReader(name).Read(definitions.Text(name)));
    treaties.treaties_.push_back(std::move(one));
  }
  MAKTAB_TRY(treaties.LoadZones(definitions));
  MAKTAB_TRY(treaties.LoadNationals(definitions));
  return treaties;
}

}  // namespace maktab::model
