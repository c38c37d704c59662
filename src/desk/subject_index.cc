#include "desk/subject_index.h"

#include <algorithm>
#include <chrono>

#include "base/log.h"
#include "desk/subject_identity.h"

namespace maktab::desk {
namespace {

constexpr auto kLookEvery = std::chrono::milliseconds(250);
constexpr std::uint64_t kWorthSaving = 5'000;
constexpr std::size_t kGroupsAtOnce = 400;

std::filesystem::path FileOf(const Parts& parts) {
  return parts.data_dir / "subjects.snapshot";
}

std::int64_t NumberOf(const screening::Snapshot& snapshot) {
  return snapshot.lists()->empty() ? -1 : snapshot.lists()->front().number;
}

screening::Change ChangeOf(const std::string& id, const store::SubjectGroup* group) {
  screening::Change change;
  change.dataset = kOwnFiles;
  change.entity_id = id;
  change.ended = true;
  if (group == nullptr || group->members.empty()) return change;
  change.entity = EntityOf(IdentityOf(*group), id);
  change.ended = change.entity.properties().empty();
  return change;
}

}  // namespace

base::Status SubjectIndex::Start() {
  if (std::filesystem::exists(FileOf(parts_))) {
    const auto loaded = engine_.Load(FileOf(parts_));
    if (!loaded.ok()) spdlog::warn("files not loaded ({}), read from the store", loaded.error().code);
  }
  const auto caught_up = CatchUp();
  return caught_up.ok() ? base::Status() : base::Status(caught_up.error());
}

base::Result<std::uint64_t> SubjectIndex::Load(std::int64_t after,
                                               const std::function<void(screening::Change&&)>& take) const {
  MAKTAB_ASSIGN(const auto changed, parts_.store.ChangedSubjects(after));
  std::vector<std::string> heads;
  for (const store::ChangedSubject& file : changed) {
    if (file.head == file.id) {
      heads.push_back(file.id);
    } else {
      take(ChangeOf(file.id, nullptr));
    }
  }
  for (std::size_t from = 0; from < heads.size(); from += kGroupsAtOnce) {
    const std::vector<std::string> some(heads.begin() + std::ptrdiff_t(from),
                                        heads.begin() + std::ptrdiff_t(std::min(from + kGroupsAtOnce, heads.size())));
    MAKTAB_ASSIGN(const auto groups, parts_.store.SubjectGroups(some));
    for (const store::SubjectGroup& group : groups) take(ChangeOf(group.head, &group));
  }
  return std::uint64_t(changed.size());
}

base::Result<bool> SubjectIndex::CatchUp() {
  const base::MutexLock lock(mutex_);
  const std::int64_t known = NumberOf(*engine_.Current());
  MAKTAB_ASSIGN(const std::int64_t number, parts_.store.SubjectsNumber());
  if (number == known) return false;
  std::uint64_t changes = 0;
  const auto step =
      [&](const std::function<void(screening::Change&&)>& take) -> base::Result<std::vector<screening::ListInfo>> {
    // A snapshot of another ledger, or of one that was put back.
    const bool anew = number < known;
    if (anew) {
      screening::Change all;
      all.dataset = kOwnFiles;
      all.list_ended = true;
      take(std::move(all));
    }
    MAKTAB_ASSIGN(changes, Load(anew ? -1 : known, take));
    screening::ListInfo info;
    info.dataset = kOwnFiles;
    info.number = number;
    return std::vector<screening::ListInfo>{info};
  };
  MAKTAB_TRY(engine_.ApplyStep(step));
  changes_since_save_ += changes;
  return true;
}

base::Status SubjectIndex::Save() {
  const base::MutexLock lock(mutex_);
  if (changes_since_save_ < kWorthSaving) return {};
  MAKTAB_TRY(engine_.Save(FileOf(parts_)));
  changes_since_save_ = 0;
  return {};
}

void SubjectIndex::Follow() {
  watcher_.Start(kLookEvery, [this] {
    const auto changed = CatchUp();
    if (!changed.ok()) {
      spdlog::error("files could not be followed: {} {}", changed.error().code, changed.error().log);
    } else if (*changed) {
      const auto saved = Save();
      if (!saved.ok()) spdlog::warn("files not saved: {} {}", saved.error().code, saved.error().log);
    }
  });
}

}  // namespace maktab::desk
