#include "desk/recheck.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <unordered_set>

#include "base/log.h"
#include "desk/access.h"
#include "desk/alerts.h"
#include "desk/answer.h"
#include "desk/question.h"
#include "desk/record_subjects.h"
#include "desk/sight.h"
#include "desk/what_follows.h"

namespace maktab::desk {
namespace {

constexpr int kPage = 2'000;
// Rarity of names is another in a small index, so its score may differ a little from the whole engine's: the first pass
// asks with this much less, the second gives the score that counts.
constexpr float kFirstPassMargin = 0.20F;
constexpr std::size_t kHitsAsked = 100;
// Records of hits that are written in one transaction: whoever acts meanwhile waits for it.
constexpr std::size_t kKeptAtOnce = 10;
// What was asked before is compared about a tenth of the time at most, for one change of an alert costs a walk over the
// checks of recheck_days and recheck_record_days, newest first. With 100,000 checks a day and thirty days that is three
// million entries of some two kilobytes, read in pages; only bodies of kept purposes are parsed (reckoned: a minute of
// one thread, up to five if all are). Changes that come meanwhile wait for the next walk and share it, however many
// they are. Checks that are asked now do not wait for any of this.
constexpr int kRestPerWalk = 9;
constexpr std::chrono::milliseconds kShortestRest = std::chrono::seconds(1), kLongestRest = std::chrono::minutes(15);

model::Principal Recheckers() {
  return {"system:recheck", "Maktab", model::Role::kChecker, model::Principal::Kind::kSystem};
}

bool IsOfFrontLine(const store::Entry& check) {
  return check.kind == kCheckAsked && check.body.starts_with(kOfFrontLine);
}

// Whether hits of this check become records. Looks at no more than the beginning of its body.
bool IsKept(const model::HitRule& rule, const store::Entry& check) {
  return check.kind != kCheckAsked || IsOfFrontLine(check) ||
         std::find(rule.purposes.begin(), rule.purposes.end(), check.purpose) != rule.purposes.end();
}

bool Asked(const CheckAnswer& answer, const std::string& dataset) {
  return answer.datasets.empty() ||
         std::find(answer.datasets.begin(), answer.datasets.end(), dataset) != answer.datasets.end();
}

bool WasShown(const CheckAnswer& answer, const screening::Hit& hit) {
  return std::any_of(answer.hits.begin(), answer.hits.end(), [&](const AnsweredHit& shown) {
    return shown.hit.dataset == hit.dataset && shown.hit.entity_id == hit.entity_id;
  });
}

// Who is to be told of it, and of which record.
struct Told {
  std::string id, name;
  std::string record, number;
};

// Whoever asked; of a record, its officer. Nobody if the record speaks of this file no more.
base::Result<std::optional<Told>> WhomToTell(store::Store& store, const store::Entry& check,
                                             const CheckAnswer& answer) {
  Told told{check.actor.id, check.actor.name, {}, {}};
  if (answer.record.empty()) return std::optional(told);
  MAKTAB_ASSIGN(const auto record, store.FindRecord(answer.record, store::Viewer::Program()));
  if (!record) return std::optional<Told>();
  const Values values = ReadContent(record->content);
  const auto rows = values.find(answer.field);
  const auto speaks = [&](const std::string& row) { return SubjectOf(row) == answer.subject; };
  const std::vector<std::string> all = RowsOf(rows == values.end() ? std::string() : rows->second);
  if (std::none_of(all.begin(), all.end(), speaks)) return std::optional<Told>();
  told.record = record->id;
  told.number = record->number;
  if (!record->officer.empty()) {
    MAKTAB_ASSIGN(const auto officer, store.FindUser(record->officer));
    if (officer) std::tie(told.id, told.name) = std::tie(officer->id, officer->name);
  }
  return std::optional(told);
}

store::EntryDraft DraftOfKept(const std::string& dataset, std::uint64_t hits) {
  store::EntryDraft draft{"hits.kept", Recheckers(), {}, dataset, {}};
  base::JsonWriter(draft.body).BeginObject().Field("dataset", dataset).Field("hits", hits).EndObject();
  return draft;
}

std::string NewHitBody(const store::Entry& check, const CheckAnswer& answer, const AnsweredHit& answered,
                       std::int64_t number, const Told& told) {
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("dataset", answered.hit.dataset).Field("entity_id", answered.hit.entity_id);
  json.Field("number", number).Field("check", check.seq).Field("asked_at", base::FormatInstant(check.at));
  json.Field("who_id", told.id).Field("who", told.name).Field("summary", SummaryOf(answer.query));
  if (!told.record.empty()) json.Field("record", told.record).Field("record_number", told.number);
  json.Key("hit");
  WriteHitBody(json, answered);
  json.EndObject();
  return body;
}

}  // namespace

base::Result<std::vector<screening::Change>> Recheck::ChangedEntries(const std::string& dataset,
                                                                     std::int64_t since) const {
  std::map<std::string, std::int64_t> after;
  MAKTAB_ASSIGN(const auto numbers, parts_.store.ListNumbers());
  // Other lists are taken as known, so that only this one is read.
  for (const auto& [other, reached] : numbers) after[other] = other == dataset ? since : reached;
  std::vector<screening::Change> changes;
  base::JsonParser parser;
  const auto visit = [&](store::ListChange&& row) -> base::Status {
    if (row.kind == store::ChangeKind::kEnded || row.kind == store::ChangeKind::kListEnded) return {};
    MAKTAB_ASSIGN(const base::JsonRef json, parser.Parse(row.body));
    screening::Change change;
    change.dataset = row.dataset;
    change.entity_id = row.entity_id;
    MAKTAB_ASSIGN(change.entity, model::ReadEntity(json));
    changes.push_back(std::move(change));
    return {};
  };
  MAKTAB_ASSIGN([[maybe_unused]] const auto reached, parts_.store.ReadChanges(after, visit));
  return changes;
}

// Of what changed, what the question was not shown.
std::vector<screening::Hit> Recheck::NewHitsOf(const Round& round, const CheckAnswer& answer) const {
  const Question question{answer.recognised, ExamplesOf(answer.recognised, answer.query)};
  screening::CheckOptions options;
  options.limit = kHitsAsked;
  options.cutoff = std::max(0.05F, answer.threshold - kFirstPassMargin);
  options.threshold = options.cutoff;
  const screening::Answer first = Ask(round.checker, round.changed, question, options);
  if (first.hits.empty()) return {};
  options.threshold = answer.threshold;
  options.cutoff = answer.threshold;
  options.datasets = {round.dataset};
  std::vector<screening::Hit> hits = Ask(round.checker, round.whole, question, options).hits;
  std::erase_if(hits, [&](const screening::Hit& hit) {
    const bool changed = std::any_of(first.hits.begin(), first.hits.end(),
                                     [&](const screening::Hit& other) { return other.entity_id == hit.entity_id; });
    return !changed || WasShown(answer, hit) || judgements_.IsQuiet(answer.query_key, hit);
  });
  return hits;
}

base::Result<std::uint64_t> Recheck::AskOne(const Round& round, const store::Entry& entry, const CheckAnswer& answer) {
  std::uint64_t found = 0;
  for (screening::Hit& hit : NewHitsOf(round, answer)) {
    MAKTAB_ASSIGN(const auto told, WhomToTell(parts_.store, entry, answer));
    if (!told) continue;
    AnsweredHit answered;
    answered.hit = std::move(hit);
    // What is about a record has its id as subject, so that it is hidden where the record is.
    store::EntryDraft draft{"hit.found_later", Recheckers(), entry.purpose,
                            told->record.empty() ? CheckId(entry.seq) : told->record,
                            NewHitBody(entry, answer, answered, round.number, *told)};
    const std::string body = draft.body;
    MAKTAB_ASSIGN([[maybe_unused]] const auto receipt, parts_.store.AppendAndWait(std::move(draft)));
    events_.Publish({"newhit", round.dataset, body});
    ++found;
  }
  return found;
}

base::Result<std::uint64_t> Recheck::AskAll(const Round& round, std::uint64_t& asked) {
  MAKTAB_ASSIGN(const std::uint64_t found, AskAgain(round, kCheckAsked, parts_.settings.recheck_days, asked));
  MAKTAB_ASSIGN(const std::uint64_t more, AskAgain(round, kRecordChecked, parts_.settings.recheck_record_days, asked));
  return found + more;
}

base::Result<std::uint64_t> Recheck::AskAgain(const Round& round, std::string_view kind, int days,
                                              std::uint64_t& asked) {
  if (days <= 0) return std::uint64_t{0};
  store::EntryFilter filter;
  filter.kinds = {std::string(kind)};
  filter.since = base::Instant{parts_.clock.Now().micros - days * base::kMicrosPerDay};
  filter.limit = kPage;
  std::uint64_t found = 0;
  // Who asked the same question several times is told once, at his newest check (they come newest first).
  std::unordered_set<std::string> asked_before;
  while (true) {
    MAKTAB_ASSIGN(const auto entries, parts_.store.Entries(filter, store::Viewer::Program()));
    for (const store::Entry& entry : entries) {
      if (round.retro != nullptr && round.retro->IsOver()) return found;
      if (round.retro != nullptr && !IsKept(*round.retro->in.hits, entry)) continue;
      MAKTAB_ASSIGN(const CheckAnswer answer, ReadAnswerBody(entry.body));
      // The front line asks all lists whose hits are kept, also those that there were none of yet.
      const bool all = round.retro != nullptr && IsOfFrontLine(entry);
      if (!all && !Asked(answer, round.dataset)) continue;
      // Of each record once, with what was asked last of each of its rows.
      const std::string once = answer.record.empty() ? entry.actor.id + '\n' + answer.query_key
                                                     : answer.record + '\n' + answer.field + '\n' + answer.subject;
      if (!asked_before.insert(once).second) continue;
      ++asked;
      if (round.retro != nullptr) {
        MAKTAB_TRY(AskRetro(round, entry, answer));
        continue;
      }
      MAKTAB_ASSIGN(const std::uint64_t more, AskOne(round, entry, answer));
      found += more;
    }
    if (entries.size() < std::size_t(filter.limit)) return found;
    filter.before_seq = entries.back().seq;
  }
}

base::Result<std::uint64_t> Recheck::Run(const std::string& dataset, std::int64_t number) {
  if (parts_.settings.recheck_days <= 0 && parts_.settings.recheck_record_days <= 0) return std::uint64_t{0};
  MAKTAB_ASSIGN(auto changes, ChangedEntries(dataset, number - 1));
  std::uint64_t asked = 0;
  std::uint64_t found = 0;
  if (!changes.empty()) {
    screening::Engine small;
    screening::ListInfo info;
    info.dataset = dataset;
    info.number = number;
    MAKTAB_TRY(small.Apply(std::move(changes), {info}));
    screening::Checker checker;
    const auto changed = small.Current();
    const auto whole = parts_.engine.Current();
    MAKTAB_ASSIGN(found, AskAll({dataset, number, *changed, *whole, checker}, asked));
  }
  store::EntryDraft draft{"list.rechecked", Recheckers(), {}, dataset, {}};
  base::JsonWriter(draft.body)
      .BeginObject()
      .Field("dataset", dataset)
      .Field("number", number)
      .Field("checks", asked)
      .Field("new_hits", found)
      .EndObject();
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt, parts_.store.AppendAndWait(std::move(draft)));
  return found;
}

base::Result<std::int64_t> Recheck::ComparedUntil(const std::string& dataset) {
  const auto known = compared_.find(dataset);
  if (known != compared_.end()) return known->second;
  store::EntryFilter filter;
  filter.kinds = {"list.rechecked"};
  filter.subject = dataset;
  filter.limit = 1;
  MAKTAB_ASSIGN(const auto newest, parts_.store.Entries(filter, store::Viewer::Program()));
  if (newest.empty()) return std::int64_t{0};
  MAKTAB_ASSIGN(const auto body, base::JsonDocument::Parse(newest.front().body));
  return body.root()["number"].integer().value_or(0);
}

base::Result<std::uint64_t> Recheck::CompareRecords(const std::function<bool()>& stopping) {
  const model::Register* in = parts_.registers.hits();
  if (in == nullptr) return std::uint64_t{0};
  MAKTAB_ASSIGN(const auto numbers, parts_.store.ListNumbers());
  const auto whole = parts_.engine.Current();
  std::uint64_t made = 0;
  for (const auto& [dataset, number] : numbers) {
    if (!dataset.starts_with(store::kRecordLists) || !in->hits->Keeps(dataset)) continue;
    const auto is_this = [&, &id = dataset](const screening::ListInfo& list) { return list.dataset == id; };
    const auto list = std::find_if(whole->lists()->begin(), whole->lists()->end(), is_this);
    MAKTAB_ASSIGN(const std::int64_t since, ComparedUntil(dataset));
    // What is not screened yet is compared the next time.
    if (list == whole->lists()->end() || list->number <= since) continue;
    Retro retro{*in, stopping};
    MAKTAB_ASSIGN(const std::uint64_t asked, Compare(dataset, since, retro));
    if (stopping && stopping()) return made;
    if (asked > 0) {
      store::EntryDraft draft{"list.rechecked", Recheckers(), {}, dataset, {}};
      base::JsonWriter(draft.body)
          .BeginObject()
          .Field("dataset", dataset)
          .Field("number", list->number)
          .Field("checks", asked)
          .Field("new_hits", retro.seen)
          .EndObject();
      MAKTAB_TRY(KeepRetro(std::move(draft), retro));
    }
    compared_[dataset] = list->number;
    made += retro.made;
  }
  return made;
}

// How many questions were asked again; none if nothing came in force.
base::Result<std::uint64_t> Recheck::Compare(const std::string& dataset, std::int64_t since, Retro& retro) {
  std::uint64_t asked = 0;
  MAKTAB_ASSIGN(auto changes, ChangedEntries(dataset, since));
  if (changes.empty()) return asked;
  screening::Engine small;
  screening::ListInfo info;
  info.dataset = dataset;
  info.number = since + 1;
  MAKTAB_TRY(small.Apply(std::move(changes), {info}));
  screening::Checker checker;
  const auto changed = small.Current();
  const auto whole = parts_.engine.Current();
  MAKTAB_ASSIGN([[maybe_unused]] const auto none, AskAll({dataset, since, *changed, *whole, checker, &retro}, asked));
  return asked;
}

// What the question hits now becomes a record, unless whoever judged it said that it is another one.
base::Status Recheck::AskRetro(const Round& round, const store::Entry& entry, const CheckAnswer& before) {
  Retro& retro = *round.retro;
  CheckAnswer answer;
  for (screening::Hit& hit : NewHitsOf(round, before)) answer.hits.emplace_back().hit = std::move(hit);
  if (answer.hits.empty()) return {};
  const model::Register* of = nullptr;  // of the record that asked
  if (!before.record.empty()) {
    MAKTAB_ASSIGN(const auto told, WhomToTell(parts_.store, entry, before));
    MAKTAB_ASSIGN(const auto record, parts_.store.FindRecord(before.record, store::Viewer::Program()));
    const auto& from = retro.in.hits->cross_checks;
    if (!told || !record || std::find(from.begin(), from.end(), record->register_id) == from.end()) return {};
    of = parts_.registers.Find(record->register_id);
  }
  answer.field = before.field;
  answer.row = before.row;
  answer.purpose = entry.purpose;
  answer.reference = before.reference;
  answer.query = before.query;
  answer.query_key = before.query_key;
  MAKTAB_TRY(MarkExcluded(parts_, answer));
  MAKTAB_ASSIGN(auto wanted,
                hits_.Wanted(entry.actor, answer, "retro", !before.record.empty() || IsOfFrontLine(entry)));
  for (HitFound& found : wanted) {
    if (retro.IsOver()) break;
    found.check = entry.seq;
    if (of != nullptr) hits_.Belongs(found, *of, before.record, answer);
    retro.found.push_back(std::move(found));
    ++retro.seen;
    if (retro.found.size() == kKeptAtOnce) MAKTAB_TRY(KeepRetro(DraftOfKept(round.dataset, kKeptAtOnce), retro));
  }
  return {};
}

base::Status Recheck::KeepRetro(store::EntryDraft draft, Retro& retro) {
  std::vector<Followed> followed;
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts_.store.AppendTogether(std::move(draft), {}, [&](store::Transaction& transaction) {
                  followed.clear();
                  return hits_.Open(transaction, retro.found, followed);
                }));
  retro.found.clear();
  retro.made += followed.size();
  TellOf(events_, followed, {});
  return {};
}

void Recheck::FollowRecords() {
  watcher_.StartSelfTimed([this] {
    const auto begun = std::chrono::steady_clock::now();
    const auto made = CompareRecords([this] { return watcher_.stopping(); });
    if (!made.ok()) spdlog::error("what was asked before was not compared: {} {}", made.error().code, made.error().log);
    const auto walked = std::chrono::steady_clock::now() - begun;
    return std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(walked) * kRestPerWalk, kShortestRest,
                      kLongestRest);
  });
}

base::Status Recheck::ResumeMissed() {
  if (parts_.settings.recheck_days <= 0 && parts_.settings.recheck_record_days <= 0) return {};
  MAKTAB_ASSIGN(const auto lists, parts_.store.Lists());
  for (const store::ListState& list : lists) {
    if (!list.active) continue;
    store::EntryFilter filter;
    filter.kinds = {"list.rechecked", "list.imported"};
    filter.subject = list.dataset;
    filter.limit = 1;
    MAKTAB_ASSIGN(const auto newest, parts_.store.Entries(filter, store::Viewer::Program()));
    if (newest.empty() || newest.front().kind == "list.rechecked") continue;
    spdlog::info("asking the checks of the last days again of {}", list.dataset);
    MAKTAB_ASSIGN([[maybe_unused]] const auto found, Run(list.dataset, list.number));
  }
  return {};
}

namespace {

// Of a hit on a masked row: that there is one, of which record.
void Mask(store::NewHit& hit, const base::JsonRef& body) {
  std::string shown;
  base::JsonWriter json(shown);
  json.BeginObject().Field("masked", true).Field("check", body["check"].integer().value_or(-1));
  for (const char* key : {"asked_at", "who", "record", "record_number"}) {
    json.Field(key, body[key].string().value_or(""));
  }
  json.EndObject();
  hit.body = std::move(shown);
  hit.entity_id.clear();
}

// As the reader may see it; nothing if he may not.
base::Result<std::optional<store::NewHit>> Shown(const Parts& parts, const Reader& reader, store::NewHit hit,
                                                 bool all) {
  MAKTAB_ASSIGN(const auto body, base::JsonDocument::Parse(hit.body));
  const base::JsonRef root = body.root();
  const bool own = std::any_of(reader.seats.begin(), reader.seats.end(),
                               [&](const store::Seat& seat) { return root["who_id"].string() == seat.id; });
  if (!own && !all) return std::optional<store::NewHit>();
  if (!root["record"].string().value_or("").empty()) {
    MAKTAB_ASSIGN(const auto check, parts.store.FindEntry(root["check"].integer().value_or(-1), reader.viewer));
    if (!check) return std::optional<store::NewHit>();
    MAKTAB_ASSIGN(const CheckAnswer answer, ReadAnswerBody(check->body));
    MAKTAB_ASSIGN(const Sight sight, SightOf(parts, reader, answer));
    if (sight == Sight::kNone) return std::optional<store::NewHit>();
    if (sight == Sight::kMasked) Mask(hit, root);
  }
  return std::optional(std::move(hit));
}

}  // namespace

base::Result<std::vector<store::NewHit>> NewHits(const Parts& parts, const model::Principal& who,
                                                 std::optional<std::int64_t> before, std::size_t limit) {
  MAKTAB_TRY(Require(who, model::Right::kSeeOwnHistory));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts, who));
  const bool all = model::MayDo(who.role, model::Right::kSeeAllHistory);
  std::vector<store::NewHit> mine;
  // Pages until there is enough: those of others are passed over, so that their number does not show.
  while (mine.size() < limit) {
    MAKTAB_ASSIGN(const auto page, parts.store.NewHits(before, kPage));
    for (const store::NewHit& hit : page) {
      before = hit.seq;
      MAKTAB_ASSIGN(auto shown, Shown(parts, reader, hit, all));
      if (shown) mine.push_back(*std::move(shown));
      if (mine.size() == limit) break;
    }
    if (page.size() < std::size_t(kPage)) break;
  }
  return mine;
}

}  // namespace maktab::desk
