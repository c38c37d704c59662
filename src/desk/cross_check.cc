#include "desk/cross_check.h"

#include <algorithm>
#include <set>

#include "desk/access.h"
#include "desk/alerts.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kMostHits = 50;
constexpr std::size_t kMostOwn = 20;
constexpr int kChecksRead = 1'000;

// Rows by field, if the rule asks about the record at all.
std::set<std::pair<std::string, std::string>> RowsAsked(const model::CrossCheckRule& rule, const Values& values) {
  std::set<std::pair<std::string, std::string>> rows;
  if (rule.when && !Holds(*rule.when, values)) return rows;
  for (const std::string& field : rule.fields) {
    const auto value = values.find(field);
    if (value == values.end()) continue;
    for (std::string& row : RowsOf(value->second)) rows.emplace(field, std::move(row));
  }
  return rows;
}

AnsweredHit HitOf(const LikelyFile& likely) {
  AnsweredHit answered;
  const model::Entity entity = EntityOf(likely.file.identity, likely.file.id());
  answered.hit.dataset = kOwnFiles;
  answered.hit.entity_id = likely.file.id();
  answered.hit.caption = entity.caption;
  answered.hit.schema = entity.schema;
  answered.hit.score = likely.score;
  answered.hit.match = true;
  answered.hit.reasons = likely.reasons;
  for (const auto& [property, name] : entity.Names()) answered.names.emplace_back(property, name);
  answered.birth_dates = entity.Get(model::kPropBirthDate);
  answered.nationalities = entity.Get(model::kPropNationality);
  return answered;
}

// A thing without any number can't be asked about.
bool SaysNothing(const store::SubjectRow& row, std::string_view kind) {
  store::SubjectGroup group = NewGroup(kind, row.subject);
  group.rows.push_back(row);
  return EntityOf(IdentityOf(group), {}).properties().empty();
}

}  // namespace

// All that the file says is asked, with what the row adds to it. Whoever sees the record is shown the question, so what
// is kept from somebody is not in it, nor in what it hits.
base::Result<CheckAnswer> CrossCheck::Ask(const model::Principal& who, const store::SubjectRow& row,
                                          std::string_view kind, const std::string& purpose) const {
  const Reader everybody;
  store::SubjectGroup group = NewGroup(kind, row.subject);
  auto known = search_.Find(everybody, row.subject);
  if (known.ok() && !known->masked) group = std::move(known->group);
  std::erase_if(group.rows, [&](const store::SubjectRow& old) {
    return old.record == row.record && old.subject == row.subject && old.field == row.field;
  });
  group.rows.push_back(row);
  const std::string but = group.members.front().head;
  const model::Entity example = EntityOf(IdentityOf(group), {});
  CheckRequest request;
  request.example = example;
  request.purpose = purpose;
  request.limit = kMostHits;
  request.for_everybody = true;
  MAKTAB_ASSIGN(CheckAnswer answer, checks_.Screen(who, std::move(request)));
  MAKTAB_ASSIGN(const auto own, search_.Likely(everybody, {example}, kMostOwn, parts_.settings.threshold, but));
  for (const LikelyFile& likely : own) answer.hits.push_back(HitOf(likely));
  std::stable_sort(answer.hits.begin(), answer.hits.end(),
                   [](const AnsweredHit& a, const AnsweredHit& b) { return a.hit.score > b.hit.score; });
  answer.lists.push_back(search_.Info());
  answer.record = row.record;
  answer.field = row.field;
  answer.subject = row.subject;
  answer.row = row.body;
  return answer;
}

base::Result<std::vector<store::EntryDraft>> CrossCheck::Entries(const model::Principal& who, const Step& step,
                                                                 const std::string& record,
                                                                 const std::string& purpose) const {
  std::vector<store::EntryDraft> drafts;
  if (!step.in.cross_check) return drafts;
  const auto before = RowsAsked(*step.in.cross_check, step.before);
  for (const auto& [field, text] : RowsAsked(*step.in.cross_check, After(step))) {
    if (before.contains({field, text})) continue;
    const store::SubjectRow row{record, field, 0, SubjectOf(text), text};
    if (SaysNothing(row, SubjectKindOf(step.in.FindField(field)->type))) continue;
    MAKTAB_ASSIGN(CheckAnswer answer, Ask(who, row, SubjectKindOf(step.in.FindField(field)->type), purpose));
    drafts.push_back({std::string(kRecordChecked), who, purpose, record, WriteAnswerBody(answer)});
  }
  return drafts;
}

base::Result<RecordCheck> CrossCheck::ShownOf(const Reader& reader, const store::Entry& entry, CheckAnswer answer,
                                              Masks masks) const {
  RecordCheck check;
  MAKTAB_ASSIGN(const Sight sight, SightOf(parts_, reader, answer));
  MAKTAB_TRY(HideAlerts(parts_, reader.viewer, answer.hits));
  // Own files are shown as they are now, and what was judged of them stands on them.
  std::erase_if(answer.hits, [](const AnsweredHit& answered) { return answered.hit.dataset == kOwnFiles; });
  check.hits = sight == Sight::kNone ? 0 : answer.hits.size();
  check.answer.field = answer.field;
  check.withheld = sight == Sight::kNone || (sight == Sight::kMasked && masks == Masks::kOn);
  if (check.withheld) return check;
  answer.seq = entry.seq;
  answer.at = entry.at;
  answer.who_id = entry.actor.id;
  answer.who = entry.actor.name;
  answer.purpose = entry.purpose;
  for (AnsweredHit& answered : answer.hits) {
    const auto verdict = judgements_.Find(answer.query_key, answered.hit);
    if (verdict) std::tie(answered.verdict, answered.judgement_id) = std::tie(verdict->verdict, verdict->id);
    answered.quiet = judgements_.IsQuiet(answer.query_key, answered.hit);
  }
  MAKTAB_TRY(MarkExcluded(parts_, answer));
  const auto file = search_.Find(reader, answer.subject, masks);
  if (file.ok() && !file->masked) {
    MAKTAB_ASSIGN(check.own, search_.Duplicates(reader, *file));
  }
  check.answer = std::move(answer);
  return check;
}

base::Result<std::vector<RecordCheck>> CrossCheck::Of(const model::Principal& who, const std::string& record,
                                                      Masks masks) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  MAKTAB_ASSIGN(const store::Record found, RecordFor(parts_, reader, record));
  const model::Register* in = parts_.registers.Find(found.register_id);
  std::set<std::pair<std::string, std::string>> rows;  // field and file that it speaks of now
  for (const auto& [id, value] : ReadContent(found.content)) {
    const model::Field* field = in == nullptr ? nullptr : in->FindField(id);
    if (field == nullptr || !MayRead(*field, reader)) continue;
    for (const std::string& row : RowsOf(value)) rows.emplace(id, SubjectOf(row));
  }
  store::EntryFilter filter;
  filter.kinds = {std::string(kRecordChecked)};
  filter.subject = record;
  filter.limit = kChecksRead;
  MAKTAB_ASSIGN(const auto entries, parts_.store.Entries(filter, reader.viewer));
  std::vector<RecordCheck> checks;
  for (const store::Entry& entry : entries) {
    MAKTAB_ASSIGN(CheckAnswer answer, ReadAnswerBody(entry.body));
    // Newest first: an older check of the same row has been overtaken.
    if (rows.erase({answer.field, answer.subject}) == 0) continue;
    MAKTAB_ASSIGN(RecordCheck check, ShownOf(reader, entry, std::move(answer), masks));
    checks.push_back(std::move(check));
  }
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts_.store.AppendAndWait(
                    {"record.checks_seen", who, std::string(parts_.purposes.default_code()), record, "{}"}));
  return checks;
}

}  // namespace maktab::desk
