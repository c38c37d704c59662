#include "desk/subject_search.h"

#include <algorithm>
#include <map>

#include "desk/question.h"
#include "desk/sight.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kMostDuplicates = 20;
// More are asked for than are shown, for some may not be seen.
constexpr std::size_t kAskedFor = 4;

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

const store::Subject& SubjectFile::head() const {
  return *std::find_if(group.members.begin(), group.members.end(),
                       [&](const auto& file) { return file.id == group.head; });
}

base::Result<SubjectFile> SubjectSearch::Find(const model::Principal& who, const std::string& id) const {
  MAKTAB_ASSIGN(const auto file, parts_.store.FindSubject(id));
  if (!file) return base::Err("store.subject_unknown");
  MAKTAB_ASSIGN(auto groups, parts_.store.SubjectGroups({file->head}));
  auto seen = SeenBy(parts_, who, std::move(groups.front()));
  const auto shows = [&](const store::Subject& member) { return member.id == id; };
  if (!seen || std::none_of(seen->members.begin(), seen->members.end(), shows)) {
    return base::Err("store.subject_unknown");
  }
  Identity identity = IdentityOf(*seen);
  return SubjectFile{*std::move(seen), std::move(identity)};
}

base::Result<std::optional<SubjectFile>> SubjectSearch::FindByNumber(const model::Principal& who,
                                                                     std::string_view number) const {
  const auto [kind, serial] = ParseSubjectNumber(number);
  if (kind.empty()) return std::optional<SubjectFile>();
  MAKTAB_ASSIGN(const auto file, parts_.store.FindSubjectBySerial(kind, serial));
  if (!file) return std::optional<SubjectFile>();
  auto found = Find(who, file->id);
  if (!found.ok()) return std::optional<SubjectFile>();
  return std::optional(std::move(found).value());
}

// What a hit says to this person: where he may not see all that the file says, the rest alone must hit.
base::Result<std::optional<LikelyFile>> SubjectSearch::Seen(const model::Principal& who,
                                                            const std::vector<model::Entity>& examples,
                                                            screening::Hit hit, store::SubjectGroup group,
                                                            float threshold) const {
  const std::size_t members = group.members.size(), rows = group.rows.size();
  auto seen = SeenBy(parts_, who, std::move(group));
  if (!seen) return std::optional<LikelyFile>();
  Identity identity = IdentityOf(*seen);
  if (seen->members.size() != members || seen->rows.size() != rows) {
    screening::Engine small;
    screening::Change change;
    change.dataset = kOwnFiles;
    change.entity_id = seen->head;
    change.entity = EntityOf(identity, seen->head);
    MAKTAB_TRY(small.Apply({std::move(change)}, {Info()}));
    screening::CheckOptions options;
    options.threshold = options.cutoff = threshold;
    screening::Answer again = Ask(ThreadChecker(), *small.Current(), {{}, examples}, options);
    if (again.hits.empty()) return std::optional<LikelyFile>();
    hit = std::move(again.hits.front());
  }
  return std::optional(LikelyFile{{*std::move(seen), std::move(identity)}, hit.score, std::move(hit.reasons)});
}

base::Result<std::vector<LikelyFile>> SubjectSearch::Likely(const model::Principal& who,
                                                            const std::vector<model::Entity>& examples,
                                                            std::size_t limit, float threshold,
                                                            const std::string& but) const {
  std::vector<LikelyFile> found;
  if (examples.empty()) return found;
  screening::CheckOptions options;
  options.limit = limit * kAskedFor;
  options.threshold = options.cutoff = threshold;
  screening::Answer answer = Ask(ThreadChecker(), *index_.Current(), {{}, examples}, options);
  std::vector<std::string> heads;
  for (const screening::Hit& hit : answer.hits) heads.push_back(hit.entity_id);
  MAKTAB_ASSIGN(auto groups, parts_.store.SubjectGroups(heads));
  for (screening::Hit& hit : answer.hits) {
    if (found.size() == limit) break;
    const auto group =
        std::find_if(groups.begin(), groups.end(), [&](const auto& one) { return one.head == hit.entity_id; });
    // Merged into another one since the index was made.
    if (hit.entity_id == but || group == groups.end() || group->members.empty()) continue;
    MAKTAB_ASSIGN(auto likely, Seen(who, examples, std::move(hit), std::move(*group), threshold));
    if (likely) found.push_back(*std::move(likely));
  }
  return found;
}

base::Result<std::vector<LikelyFile>> SubjectSearch::Duplicates(const model::Principal& who,
                                                                const SubjectFile& file) const {
  const std::string real_head = file.group.members.front().head;
  const model::Entity example = EntityOf(file.identity, file.id());
  if (example.properties().empty()) return std::vector<LikelyFile>();
  MAKTAB_ASSIGN(auto found, Likely(who, {example}, kMostDuplicates, parts_.settings.threshold, real_head));
  // A number of a paper meets persons who hold it too.
  std::erase_if(found, [&](const LikelyFile& other) { return other.file.identity.kind != file.identity.kind; });
  if (found.empty()) return found;
  // What was judged is what all records say, whoever looks.
  MAKTAB_ASSIGN(const auto whole, parts_.store.SubjectGroups({real_head}));
  const std::string digest = DigestOf(IdentityOf(whole.front()));
  MAKTAB_ASSIGN(const auto pairs, parts_.store.SubjectPairs(MembersOf(whole.front())));
  std::vector<std::string> heads;
  for (const LikelyFile& other : found) heads.push_back(other.file.group.members.front().head);
  MAKTAB_ASSIGN(const auto others, parts_.store.SubjectGroups(heads));
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
  info.count = snapshot->entity_count();
  return info;
}

}  // namespace maktab::desk
