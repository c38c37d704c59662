#include "desk/history.h"

#include <algorithm>

#include "desk/access.h"
#include "desk/alerts.h"
#include "desk/sight.h"
#include "desk/subject_identity.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kMaxPage = 200;

HistoryItem BulkItem(const base::JsonRef& body) {
  HistoryItem item;
  item.bulk = true;
  item.lines = static_cast<std::uint64_t>(body["lines"].integer().value_or(0));
  item.hits = static_cast<std::uint64_t>(body["hits"].integer().value_or(0));
  item.reference = body["reference"].string().value_or("");
  return item;
}

// Whether the reader is shown it. Of a check for a record the files that it hit are shown with the record, as they are.
base::Result<bool> Sees(const Parts& parts, const Reader& reader, CheckAnswer& answer) {
  std::erase_if(answer.hits, [](const AnsweredHit& answered) { return answered.hit.dataset == kOwnFiles; });
  MAKTAB_TRY(HideAlerts(parts, reader.viewer, answer.hits));
  MAKTAB_ASSIGN(const Sight sight, SightOf(parts, reader, answer));
  return sight == Sight::kOpen;
}

// Nothing if the reader may not see it.
base::Result<std::optional<HistoryItem>> ItemOf(const Parts& parts, const Reader& reader, const store::Entry& entry) {
  HistoryItem item;
  if (entry.kind == "check.bulk") {
    MAKTAB_ASSIGN(const auto document, base::JsonDocument::Parse(entry.body));
    item = BulkItem(document.root());
  } else {
    MAKTAB_ASSIGN(CheckAnswer answer, ReadAnswerBody(entry.body));
    MAKTAB_ASSIGN(const bool sees, Sees(parts, reader, answer));
    if (!sees) return std::optional<HistoryItem>();
    item.summary = SummaryOf(answer.query);
    item.schema = model::SchemaName(answer.query.schema);
    item.reference = answer.reference;
    item.hits = answer.hits.size();
    if (!answer.hits.empty()) item.best_score = answer.hits.front().hit.score;
  }
  item.seq = entry.seq;
  item.at = entry.at;
  item.who_id = entry.actor.id;
  item.who = entry.actor.name;
  item.purpose = entry.purpose;
  return std::optional(std::move(item));
}

}  // namespace

base::Result<HistoryPage> History::List(const model::Principal& who, HistoryFilter filter) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeOwnHistory));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  const bool all = model::MayDo(who.role, model::Right::kSeeAllHistory);
  store::EntryFilter wanted;
  wanted.kinds = {std::string(kCheckAsked), std::string(kRecordChecked), "check.bulk"};
  wanted.actor_id = all ? filter.who_id : who.id;
  wanted.before_seq = filter.before;
  wanted.limit = static_cast<int>(std::clamp<std::size_t>(filter.limit, 1, kMaxPage));
  MAKTAB_ASSIGN(const auto entries, parts_.store.Entries(wanted, reader.viewer));
  HistoryPage page;
  for (const store::Entry& entry : entries) {
    MAKTAB_ASSIGN(auto item, ItemOf(parts_, reader, entry));
    if (item) page.items.push_back(*std::move(item));
  }
  if (entries.size() == std::size_t(wanted.limit)) page.next = entries.back().seq;
  return page;
}

base::Result<CheckAnswer> History::Open(const model::Principal& who, std::int64_t seq) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeOwnHistory));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  MAKTAB_ASSIGN(const auto entry, parts_.store.FindEntry(seq, reader.viewer));
  // Another person's check looks as if it did not exist to whom may not see it: its number tells nothing.
  const bool own = entry && entry->actor.id == who.id;
  const bool visible = own || model::MayDo(who.role, model::Right::kSeeAllHistory);
  if (!entry || !IsCheck(entry->kind) || !visible) return base::Err("check.unknown").With("id", CheckId(seq));
  MAKTAB_ASSIGN(CheckAnswer answer, ReadAnswerBody(entry->body));
  MAKTAB_ASSIGN(const bool sees, Sees(parts_, reader, answer));
  if (!sees) return base::Err("check.unknown").With("id", CheckId(seq));
  if (!own) {
    const std::string about = answer.record.empty() ? CheckId(seq) : answer.record;
    store::EntryDraft look{"check.seen", who, entry->purpose, about, {}};
    base::JsonWriter(look.body).BeginObject().Field("check", seq).EndObject();
    MAKTAB_ASSIGN([[maybe_unused]] const auto receipt, parts_.store.AppendAndWait(std::move(look)));
  }
  answer.seq = entry->seq;
  answer.at = entry->at;
  answer.who_id = entry->actor.id;
  answer.who = entry->actor.name;
  answer.purpose = entry->purpose;
  return answer;
}

}  // namespace maktab::desk
