#include "desk/subject_search.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "desk/question.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kMostDuplicates = 20;
constexpr std::size_t kTimesMore = 4;  // are asked for where some may not be seen

screening::Checker& ThreadChecker() {
  thread_local screening::Checker checker;
  return checker;
}

// Both as they stand now, whichever way round the pair is kept.
bool SaidApart(const store::SubjectPair& pair, const store::SubjectGroup& one, const std::string& one_digest,
               const store::SubjectGroup& other, const std::string& other_digest) {
  const auto has = [](const store::SubjectGroup& group, const std::string& id) {
    return std::any_of(group.members.begin(), group.members.end(), [&](const auto& file) { return file.id == id; });
  };
  return (has(one, pair.a) && has(other, pair.b) && pair.a_digest == one_digest && pair.b_digest == other_digest) ||
         (has(one, pair.b) && has(other, pair.a) && pair.b_digest == one_digest && pair.a_digest == other_digest);
}

std::vector<std::string> MembersOf(const store::SubjectGroup& group) {
  std::vector<std::string> ids;
  for (const store::Subject& file : group.members) ids.push_back(file.id);
  return ids;
}

}  // namespace

SubjectFile FileOf(SeenGroup seen) {
  if (seen.masked) Veil(seen.group);
  Identity identity;
  if (!seen.masked) identity = IdentityOf(seen.group);
  identity.kind = seen.group.members.front().kind;
  return {std::move(seen.group), std::move(identity), seen.masked};
}

const store::Subject& SubjectFile::head() const {
  return *std::find_if(group.members.begin(), group.members.end(),
                       [&](const auto& file) { return file.id == group.head; });
}

base::Result<SubjectFile> SubjectSearch::Find(const Reader& reader, const std::string& id, Masks masks) const {
  MAKTAB_ASSIGN(auto seen, GroupOf(parts_, reader, id, masks));
  if (!seen) return base::Err("store.subject_unknown");
  return FileOf(*std::move(seen));
}

base::Result<std::optional<SubjectFile>> SubjectSearch::FindByNumber(const Reader& reader,
                                                                     std::string_view number) const {
  const auto [kind, serial] = ParseSubjectNumber(number);
  if (kind.empty()) return std::optional<SubjectFile>();
  MAKTAB_ASSIGN(const auto file, parts_.store.FindSubjectBySerial(kind, serial, reader.viewer));
  if (!file) return std::optional<SubjectFile>();
  auto found = Find(reader, file->id);
  if (!found.ok()) return std::optional<SubjectFile>();
  return std::optional(std::move(found).value());
}

// What a hit says to this reader: where he may not see all that the file says, the rest alone must hit. `group` is what
// the store gives him of the `whole`.
base::Result<std::optional<LikelyFile>> SubjectSearch::Seen(const Reader& reader,
                                                            const std::vector<model::Entity>& examples,
                                                            screening::Hit hit, const store::SubjectGroup& whole,
                                                            store::SubjectGroup group, float threshold) const {
  auto seen = SeenBy(parts_, reader, std::move(group), Masks::kOn);
  // Hidden, or merged into another one since the index was made.
  if (!seen) return std::optional<LikelyFile>();
  if (seen->group.members.size() != whole.members.size() || seen->group.rows.size() != whole.rows.size()) {
    screening::Engine small;
    screening::Change change;
    change.dataset = kOwnFiles;
    change.entity_id = seen->group.head;
    change.entity = EntityOf(IdentityOf(seen->group), seen->group.head);
    MAKTAB_TRY(small.Apply({std::move(change)}, {Info()}));
    screening::CheckOptions options;
    options.threshold = options.cutoff = threshold;
    screening::Answer again = Ask(ThreadChecker(), *small.Current(), {{}, examples}, options);
    if (again.hits.empty()) return std::optional<LikelyFile>();
    hit = std::move(again.hits.front());
  }
  // Reasons say what was compared.
  if (seen->masked) hit.reasons.clear();
  return std::optional(LikelyFile{FileOf(*std::move(seen)), hit.score, std::move(hit.reasons)});
}

base::Status SubjectSearch::AddSeen(const Reader& reader, const std::vector<model::Entity>& examples,
                                    std::vector<screening::Hit> hits, std::size_t limit, float threshold,
                                    std::vector<LikelyFile>& found) const {
  // As many at a time as are wanted: mostly all of them are seen.
  for (std::size_t from = 0; from < hits.size() && found.size() < limit; from += limit) {
    const auto some = std::span(hits).subspan(from, std::min(limit, hits.size() - from));
    std::vector<std::string> heads;
    for (const screening::Hit& hit : some) heads.push_back(hit.entity_id);
    MAKTAB_ASSIGN(auto groups, parts_.store.SeenSubjectGroups(heads, reader.viewer));
    for (std::size_t i = 0; i < some.size() && found.size() < limit; ++i) {
      MAKTAB_ASSIGN(auto likely,
                    Seen(reader, examples, std::move(some[i]), groups.whole[i], std::move(groups.seen[i]), threshold));
      if (likely) found.push_back(*std::move(likely));
    }
  }
  return {};
}

base::Result<std::vector<LikelyFile>> SubjectSearch::Likely(const Reader& reader,
                                                            const std::vector<model::Entity>& examples,
                                                            std::size_t limit, float threshold,
                                                            const std::string& but) const {
  std::vector<LikelyFile> found;
  if (examples.empty()) return found;
  const auto snapshot = index_.Current();
  screening::CheckOptions options;
  options.threshold = options.cutoff = threshold;
  std::set<std::string> looked = {but};
  // What he may not see takes nobody's place: more are asked for until there are enough or no more.
  for (options.limit = limit; found.size() < limit; options.limit *= kTimesMore) {
    screening::Answer answer = Ask(ThreadChecker(), *snapshot, {{}, examples}, options);
    const bool more = answer.hits.size() >= options.limit;
    std::erase_if(answer.hits, [&](const screening::Hit& hit) { return !looked.insert(hit.entity_id).second; });
    MAKTAB_TRY(AddSeen(reader, examples, std::move(answer.hits), limit, threshold, found));
    if (!more) break;
  }
  return found;
}

base::Result<std::vector<LikelyFile>> SubjectSearch::Duplicates(const Reader& reader, const SubjectFile& file) const {
  const std::string real_head = file.group.members.front().head;
  const model::Entity example = EntityOf(file.identity, file.id());
  if (example.properties().empty()) return std::vector<LikelyFile>();
  MAKTAB_ASSIGN(auto found, Likely(reader, {example}, kMostDuplicates, parts_.settings.threshold, real_head));
  // A number of a paper meets persons who hold it too. Who looks at one person is not told that he is a victim
  // elsewhere.
  std::erase_if(found, [&](const LikelyFile& other) {
    return other.file.masked || other.file.identity.kind != file.identity.kind;
  });
  if (found.empty()) return found;
  // What was judged is what all records say, whoever looks.
  MAKTAB_ASSIGN(const auto whole, parts_.store.SubjectGroups({real_head}, store::Viewer::Program()));
  const std::string digest = DigestOf(IdentityOf(whole.front()));
  MAKTAB_ASSIGN(const auto pairs, parts_.store.SubjectPairs(MembersOf(whole.front()), store::Viewer::Program()));
  std::vector<std::string> heads;
  for (const LikelyFile& other : found) heads.push_back(other.file.group.members.front().head);
  MAKTAB_ASSIGN(const auto others, parts_.store.SubjectGroups(heads, store::Viewer::Program()));
  std::map<std::string, std::string> digests;
  for (const store::SubjectGroup& other : others) digests[other.head] = DigestOf(IdentityOf(other));
  std::erase_if(found, [&](const LikelyFile& likely) {
    const std::string& head = likely.file.group.members.front().head;
    const auto other = std::find_if(others.begin(), others.end(), [&](const auto& one) { return one.head == head; });
    return std::any_of(pairs.begin(), pairs.end(), [&](const store::SubjectPair& pair) {
      return SaidApart(pair, whole.front(), digest, *other, digests[head]);
    });
  });
  return found;
}

screening::ListInfo SubjectSearch::Info() const {
  const auto snapshot = index_.Current();
  screening::ListInfo info;
  info.dataset = kOwnFiles;
  if (!snapshot->lists()->empty()) info.number = snapshot->lists()->front().number;
  return info;
}

}  // namespace maktab::desk
