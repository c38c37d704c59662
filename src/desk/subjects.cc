#include "desk/subjects.h"

#include <algorithm>
#include <set>

#include "base/utf8.h"
#include "desk/access.h"
#include "desk/question.h"
#include "desk/redact.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kMaxFound = 50;
constexpr std::size_t kMaxRecords = 200;
constexpr int kEntriesOfOne = 200;
constexpr std::size_t kMaxTimeline = 500;
// A picker shows what is below a match too: a person decides.
constexpr float kPickerThreshold = 0.50F;

bool Fits(const std::string& kind, const Identity& identity) {
  return kind.empty() || kind == identity.kind;
}

std::string SeenBody(const std::vector<LikelyFile>& found, std::string_view text) {
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("text", text).Key("files").BeginArray();
  for (const LikelyFile& likely : found) json.String(likely.file.id());
  json.EndArray().EndObject();
  return body;
}

SubjectEvent EventOf(const store::Entry& entry) {
  SubjectEvent event;
  event.seq = entry.seq;
  event.at = entry.at;
  event.who = entry.actor.name;
  event.kind = entry.kind;
  const bool of_record = entry.kind.starts_with("record.");
  (of_record ? event.record : event.file) = entry.subject;
  const auto body = base::JsonDocument::Parse(entry.body);
  if (!body.ok()) return event;
  const base::JsonRef root = body->root();
  event.reason = root["reason"].string().value_or("");
  event.action = root["action"].string().value_or("");
  for (const char* key : {"into", "from", "other"}) {
    if (!of_record && root[key].is_string()) event.other = *root[key].string();
  }
  if (of_record) return event;
  for (const auto& [field, value] : root["values"].members()) event.after.emplace(field, value.text());
  for (const auto& [field, value] : root["old"].members()) event.before.emplace(field, value.text());
  return event;
}

base::Result<std::string> Reason(const std::string& text) {
  std::string reason = base::CleanText(text);
  if (reason.empty()) return base::Err("record.reason_missing");
  return reason;
}

}  // namespace

base::Result<std::vector<LikelyFile>> SubjectDesk::Find(const model::Principal& who,
                                                        const SubjectQuestion& question) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  MAKTAB_TRY(Catch());
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  const std::size_t limit = std::clamp<std::size_t>(question.limit, 1, kMaxFound);
  std::vector<LikelyFile> found;
  MAKTAB_ASSIGN(auto numbered, search_.FindByNumber(reader, base::CleanText(question.text)));
  if (numbered) {
    if (Fits(question.kind, numbered->identity)) found.push_back({*std::move(numbered), 1, {}});
  } else {
    CheckRequest request;
    request.text = question.text;
    request.example = question.example;
    MAKTAB_ASSIGN(Question asked, QuestionFrom(std::move(request), parts_.tables, parts_.clock.Now()));
    MAKTAB_ASSIGN(found, search_.Likely(reader, asked.examples, limit, kPickerThreshold));
    std::erase_if(found, [&](const LikelyFile& likely) { return !Fits(question.kind, likely.file.identity); });
  }
  const std::string text = question.text.empty() && question.example ? SummaryOf(*question.example) : question.text;
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts_.store.AppendAndWait({"subject.searched",
                                            who,
                                            std::string(parts_.purposes.default_code()),
                                            {},
                                            SeenBody(found, base::TruncateUtf8(text, 200))}));
  return found;
}

base::Result<SubjectView> SubjectDesk::Open(const model::Principal& who, const std::string& id) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  MAKTAB_ASSIGN(SubjectView view, Look(reader, id, Masks::kOn));
  MAKTAB_TRY(Write(who, "subject.opened", view.file.id(), "{}"));
  return view;
}

base::Result<SubjectView> SubjectDesk::Unmask(const model::Principal& who, const std::string& id,
                                              const std::string& reason) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  MAKTAB_ASSIGN(SubjectView view, Look(reader, id, Masks::kOff));
  MAKTAB_ASSIGN(const std::string why, Reason(reason));
  std::string body;
  base::JsonWriter(body).BeginObject().Field("reason", why).EndObject();
  MAKTAB_TRY(Write(who, "subject.unmasked", view.file.id(), std::move(body)));
  return view;
}

base::Result<SubjectView> SubjectDesk::Look(const Reader& reader, const std::string& id, Masks masks) const {
  MAKTAB_TRY(Catch());
  SubjectView view;
  MAKTAB_ASSIGN(view.file, search_.Find(reader, id, masks));
  std::set<std::string> records;
  for (const store::SubjectRow& row : view.file.group.rows) records.insert(row.record);
  for (const std::string& record : records) {
    MAKTAB_ASSIGN(auto found, parts_.store.FindRecord(record, reader.viewer));
    if (found) view.records.push_back(*std::move(found));
  }
  std::sort(view.records.begin(), view.records.end(), [](const store::Record& a, const store::Record& b) {
    return std::tie(a.opened_at, a.created_seq) > std::tie(b.opened_at, b.created_seq);
  });
  if (view.records.size() > kMaxRecords) view.records.resize(kMaxRecords);
  MAKTAB_TRY(Redact(parts_, reader, view.records));
  if (!view.file.masked) {
    MAKTAB_ASSIGN(view.duplicates, search_.Duplicates(reader, view.file));
    MAKTAB_TRY(ReadApart(reader, view));
  }
  MAKTAB_TRY(ReadTimeline(reader, view));
  return view;
}

// Who has just written something and then looks must find it.
base::Status SubjectDesk::Catch() const {
  const auto caught_up = index_.CatchUp();
  return caught_up.ok() ? base::Status() : base::Status(caught_up.error());
}

base::Status SubjectDesk::ReadApart(const Reader& reader, SubjectView& view) const {
  std::vector<std::string> mine;
  for (const store::Subject& file : view.file.group.members) mine.push_back(file.id);
  MAKTAB_ASSIGN(const auto pairs, parts_.store.SubjectPairs(mine, reader.viewer));
  // Whether it stands is judged by what all records say, whoever looks.
  const auto digest = [&](const std::string& id) -> base::Result<std::string> {
    MAKTAB_ASSIGN(const auto file, parts_.store.FindSubject(id, store::Viewer::Program()));
    MAKTAB_ASSIGN(const auto groups, parts_.store.SubjectGroups({file ? file->head : id}, store::Viewer::Program()));
    return DigestOf(IdentityOf(groups.front()));
  };
  for (const store::SubjectPair& pair : pairs) {
    const bool a_is_mine = std::find(mine.begin(), mine.end(), pair.a) != mine.end();
    auto other = search_.Find(reader, a_is_mine ? pair.b : pair.a);
    // Who is masked may be named in the reason.
    if (!other.ok() || other->masked || other->id() == view.file.id()) continue;
    MAKTAB_ASSIGN(const std::string a, digest(pair.a));
    MAKTAB_ASSIGN(const std::string b, digest(pair.b));
    view.apart.push_back({pair, std::move(other).value(), a == pair.a_digest && b == pair.b_digest});
  }
  return {};
}

base::Status SubjectDesk::ReadTimeline(const Reader& reader, SubjectView& view) const {
  std::set<std::string> files;
  for (const store::Subject& file : view.file.group.members) files.insert(file.id);
  const auto read = [&](std::vector<std::string> kinds, const std::string& about) -> base::Status {
    store::EntryFilter filter;
    filter.kinds = std::move(kinds);
    filter.subject = about;
    filter.limit = kEntriesOfOne;
    MAKTAB_ASSIGN(const auto entries, parts_.store.Entries(filter, reader.viewer));
    for (const store::Entry& entry : entries) {
      SubjectEvent event = EventOf(entry);
      if (!event.other.empty() && !files.contains(event.other)) {
        const auto other = search_.Find(reader, event.other);
        if (!other.ok() || other->masked) continue;
      }
      view.timeline.push_back(std::move(event));
    }
    return {};
  };
  for (const std::string& file : files) {
    if (view.file.masked) break;  // values and reasons say who it is
    MAKTAB_TRY(read({"subject.changed", "subject.merged", "subject.unmerged", "subject.apart"}, file));
  }
  for (const store::Record& record : view.records)
    MAKTAB_TRY(read({"record.created", "record.imported", "record.acted"}, record.id));
  std::sort(view.timeline.begin(), view.timeline.end(), [](const auto& a, const auto& b) { return a.seq > b.seq; });
  if (view.timeline.size() > kMaxTimeline) view.timeline.resize(kMaxTimeline);
  return {};
}

base::Status SubjectDesk::Write(const model::Principal& who, std::string kind, const std::string& id,
                                std::string body) const {
  store::EntryDraft draft{std::move(kind), who, std::string(parts_.purposes.default_code()), id, std::move(body)};
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt, parts_.store.AppendAndWait(std::move(draft)));
  index_.Wake();
  return {};
}

base::Status SubjectDesk::Change(const model::Principal& who, const std::string& id, std::int64_t version,
                                 const base::JsonRef& values, const std::string& reason) const {
  MAKTAB_TRY(Require(who, model::Right::kActOnRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  MAKTAB_ASSIGN(const SubjectFile seen, search_.Find(reader, id, Masks::kOff));
  const auto file = std::find_if(seen.group.members.begin(), seen.group.members.end(),
                                 [&](const store::Subject& member) { return member.id == id; });
  if (file->version != version) return base::Err("store.subject_changed");
  MAKTAB_ASSIGN(const std::string why, Reason(reason));
  MAKTAB_ASSIGN(Values changes, ReadSubjectValues(file->kind, values, parts_.clock.Now()));
  const Values before = ReadContent(file->content);
  std::erase_if(changes, [&](const auto& change) {
    const auto old = before.find(change.first);
    return old == before.end() ? change.second == "null" : old->second == change.second;
  });
  if (changes.empty()) return {};
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("version", version + 1).Field("reason", why).Key("values").Raw(WriteContent(changes));
  json.Key("old").BeginObject();
  for (const auto& [field, value] : changes) {
    if (const auto old = before.find(field); old != before.end()) json.Key(field).Raw(old->second);
  }
  json.EndObject().EndObject();
  return Write(who, "subject.changed", id, std::move(body));
}

base::Status SubjectDesk::Merge(const model::Principal& who, const std::string& id, const std::string& into,
                                const std::string& reason) const {
  MAKTAB_TRY(Require(who, model::Right::kActOnRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  MAKTAB_ASSIGN(const SubjectFile from_file, search_.Find(reader, id, Masks::kOff));
  MAKTAB_ASSIGN(const SubjectFile into_file, search_.Find(reader, into, Masks::kOff));
  MAKTAB_ASSIGN(const std::string why, Reason(reason));
  if (from_file.identity.kind != into_file.identity.kind) return base::Err("subject.other_kind");
  std::string body;
  base::JsonWriter(body).BeginObject().Field("into", into).Field("reason", why).EndObject();
  return Write(who, "subject.merged", id, std::move(body));
}

base::Status SubjectDesk::Unmerge(const model::Principal& who, const std::string& id, const std::string& reason) const {
  MAKTAB_TRY(Require(who, model::Right::kActOnRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  MAKTAB_ASSIGN(const SubjectFile seen, search_.Find(reader, id, Masks::kOff));
  const auto file = std::find_if(seen.group.members.begin(), seen.group.members.end(),
                                 [&](const store::Subject& member) { return member.id == id; });
  MAKTAB_ASSIGN(const std::string why, Reason(reason));
  if (file->merged_into.empty()) return base::Err("store.subject_not_merged");
  std::string body;
  base::JsonWriter(body).BeginObject().Field("from", file->merged_into).Field("reason", why).EndObject();
  return Write(who, "subject.unmerged", id, std::move(body));
}

base::Status SubjectDesk::SayApart(const model::Principal& who, const std::string& id, const std::string& other,
                                   const std::string& reason) const {
  MAKTAB_TRY(Require(who, model::Right::kActOnRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  MAKTAB_ASSIGN(const SubjectFile one, search_.Find(reader, id, Masks::kOff));
  MAKTAB_ASSIGN(const SubjectFile two, search_.Find(reader, other, Masks::kOff));
  MAKTAB_ASSIGN(const std::string why, Reason(reason));
  const std::string one_head = one.group.members.front().head;
  const std::string two_head = two.group.members.front().head;
  if (one_head == two_head) return base::Err("store.subject_merged");
  MAKTAB_ASSIGN(const auto groups, parts_.store.SubjectGroups({one_head, two_head}, store::Viewer::Program()));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("other", other).Field("digest", DigestOf(IdentityOf(groups[0])));
  json.Field("other_digest", DigestOf(IdentityOf(groups[1]))).Field("reason", why).EndObject();
  return Write(who, "subject.apart", id, std::move(body));
}

base::Result<ProposalPage> SubjectDesk::Proposals(const model::Principal& who, std::optional<std::int64_t> before,
                                                  std::size_t files) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  MAKTAB_TRY(Catch());
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  constexpr std::int64_t kEnd = std::int64_t{1} << 62U;
  MAKTAB_ASSIGN(const auto heads, parts_.store.NewestSubjects(before.value_or(kEnd), int(files), reader.viewer));
  ProposalPage page;
  std::set<std::pair<std::string, std::string>> seen;
  for (const store::ChangedSubject& head : heads) {
    MAKTAB_ASSIGN(auto groups, parts_.store.SubjectGroups({head.id}, reader.viewer));
    auto file = search_.Find(reader, groups.front().head);
    if (!file.ok() || file->masked) continue;
    MAKTAB_ASSIGN(auto duplicates, search_.Duplicates(reader, *file));
    for (LikelyFile& other : duplicates) {
      if (!seen.insert(std::minmax(file->id(), other.file.id())).second) continue;
      page.items.push_back({*file, std::move(other)});
    }
  }
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("text", "").Key("files").BeginArray();
  for (const Proposal& proposal : page.items) json.String(proposal.file.id()).String(proposal.other.file.id());
  json.EndArray().EndObject();
  MAKTAB_TRY(Write(who, "subject.searched", {}, std::move(body)));
  // Files that changed by one entry come together, unless they are more than a page.
  const bool more = heads.size() == files;
  if (more) page.next = heads.back().changed_seq + (heads.front().changed_seq == heads.back().changed_seq ? 0 : 1);
  return page;
}

}  // namespace maktab::desk
