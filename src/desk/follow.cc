#include "desk/follow.h"

#include <sched.h>

#include <algorithm>
#include <chrono>

#include "base/log.h"

namespace maktab::desk {
namespace {

constexpr auto kLookEvery = std::chrono::milliseconds(250);
// Fewer changes than this are caught up from the store faster than a snapshot is written.
constexpr std::uint64_t kWorthSaving = 1'000;

base::Result<screening::Change> ChangeFrom(store::ListChange&& row, base::JsonParser& parser) {
  screening::Change change;
  change.dataset = std::move(row.dataset);
  change.list_ended = row.kind == store::ChangeKind::kListEnded;
  if (change.list_ended) return change;
  change.entity_id = std::move(row.entity_id);
  change.ended = row.kind == store::ChangeKind::kEnded;
  if (change.ended) return change;
  MAKTAB_ASSIGN(const base::JsonRef json, parser.Parse(row.body));
  MAKTAB_ASSIGN(change.entity, model::ReadEntity(json));
  return change;
}

std::vector<screening::ListInfo> InfosOf(const std::vector<store::ListState>& lists) {
  std::vector<screening::ListInfo> infos;
  for (const store::ListState& list : lists) {
    if (!list.active) continue;
    infos.push_back({list.dataset, list.meta.title, list.meta.version, list.meta.list_date, list.imported_at,
                     list.number, static_cast<std::uint64_t>(list.entities)});
  }
  return infos;
}

}  // namespace

std::filesystem::path ListFollower::SnapshotPath() const {
  return parts_.data_dir / "screening.snapshot";
}

base::Status ListFollower::Start() {
  if (std::filesystem::exists(SnapshotPath())) {
    const auto loaded = parts_.engine.Load(SnapshotPath());
    if (!loaded.ok()) spdlog::warn("snapshot not used ({}), rebuilding from the store", loaded.error().code);
  }
  const auto caught_up = CatchUp();
  if (!caught_up.ok()) return caught_up.error();
  return {};
}

base::Result<bool> ListFollower::CatchUp() {
  const base::MutexLock lock(mutex_);
  std::map<std::string, std::int64_t> known;
  for (const screening::ListInfo& list : *parts_.engine.Current()->lists()) known[list.dataset] = list.number;
  MAKTAB_ASSIGN(auto now, parts_.store.ListNumbers());
  follows_ = true;
  if (now == in_step_) return false;

  std::uint64_t changes = 0;
  const auto step =
      [&](const std::function<void(screening::Change&&)>& take) -> base::Result<std::vector<screening::ListInfo>> {
    base::JsonParser parser;
    MAKTAB_ASSIGN(const auto lists, parts_.store.ReadChanges(known, [&](store::ListChange&& row) -> base::Status {
      ++changes;
      MAKTAB_ASSIGN(screening::Change change, ChangeFrom(std::move(row), parser));
      take(std::move(change));
      return {};
    }));
    now.clear();
    for (const store::ListState& list : lists) now[list.dataset] = list.number;
    return InfosOf(lists);
  };
  MAKTAB_TRY(parts_.engine.ApplyStep(step));
  changes_since_save_ += changes;
  in_step_ = std::move(now);
  return true;
}

void ListFollower::KeepUp() {
  {
    const base::MutexLock lock(mutex_);
    if (!follows_) return;
  }
  const auto caught_up = CatchUp();
  if (!caught_up.ok()) spdlog::warn("alerts show a moment later: {} {}", caught_up.error().code, caught_up.error().log);
}

base::Result<bool> ListFollower::IsInStep(const screening::Snapshot& snapshot) const {
  MAKTAB_ASSIGN(const auto numbers, parts_.store.ListNumbers());
  return std::all_of(snapshot.lists()->begin(), snapshot.lists()->end(), [&](const screening::ListInfo& list) {
    const auto now = numbers.find(list.dataset);
    return now != numbers.end() && now->second == list.number;
  });
}

base::Status ListFollower::SaveSnapshot() {
  const base::MutexLock lock(mutex_);
  if (changes_since_save_ < kWorthSaving) return {};
  MAKTAB_TRY(parts_.engine.Save(SnapshotPath()));
  changes_since_save_ = 0;
  return {};
}

void ListFollower::Watch() {
  watcher_.Start(kLookEvery, [this] {
    const auto changed = CatchUp();
    if (!changed.ok()) {
      spdlog::error("lists could not be followed: {} {}", changed.error().code, changed.error().log);
    } else if (*changed) {
      const auto saved = SaveSnapshot();
      if (!saved.ok()) spdlog::warn("snapshot not saved: {} {}", saved.error().code, saved.error().log);
    }
  });
  learner_.Start(kLookEvery, [this] { Learn(); });
}

void ListFollower::Learn() {
  // Best effort: where the system does not allow it, checks share the processors with this.
  const sched_param none{};
  sched_setscheduler(0, SCHED_IDLE, &none);
  const auto now = parts_.engine.Current();
  if (now == learned_.lock()) return;
  learned_ = now;
  parts_.engine.GetToKnowWords([&] { return learner_.stopping() || parts_.engine.Current() != now; });
}

void ListFollower::Stop() {
  watcher_.Stop();
  learner_.Stop();
}

}  // namespace maktab::desk
