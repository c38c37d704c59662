#include "desk/follow.h"

#include <chrono>

#include "base/log.h"

namespace maktab::desk {
namespace {

constexpr auto kLookEvery = std::chrono::milliseconds(250);
// Fewer changes than this are caught up from the store faster than a snapshot is written.
constexpr std::uint64_t kWorthSaving = 1'000;
// Changes are handed to the engine in portions, so that a first load does not hold every entity twice.
constexpr std::size_t kPortion = 200'000;

base::Result<screening::Change> ChangeFrom(store::ListChange&& row, base::JsonParser& parser) {
  screening::Change change;
  change.dataset = std::move(row.dataset);
  change.entity_id = std::move(row.entity_id);
  change.ended = row.kind == store::ChangeKind::kEnded;
  if (change.ended) return change;
  MAKTAB_ASSIGN(const base::JsonRef json, parser.Parse(row.body));
  MAKTAB_ASSIGN(change.entity, model::ReadEntity(json));
  return change;
}

base::Result<std::vector<screening::ListInfo>> ListInfos(store::Store& store) {
  MAKTAB_ASSIGN(const auto lists, store.Lists());
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
  MAKTAB_ASSIGN(const auto now, parts_.store.ListNumbers());
  if (now == in_step_) return false;

  // Numbers are read before the changes: what comes in between is caught up the next time, never skipped.
  MAKTAB_ASSIGN(auto infos, ListInfos(parts_.store));
  std::vector<screening::Change> changes;
  base::JsonParser parser;
  const auto apply = [&](std::vector<screening::ListInfo> lists) {
    changes_since_save_ += changes.size();
    auto status = parts_.engine.Apply(std::move(changes), std::move(lists));
    changes.clear();
    return status;
  };
  const auto visit = [&](store::ListChange&& row) -> base::Status {
    if (row.kind == store::ChangeKind::kListEnded) {
      screening::Change all;
      all.dataset = std::move(row.dataset);
      all.list_ended = true;
      changes.push_back(std::move(all));
      return {};
    }
    MAKTAB_ASSIGN(screening::Change change, ChangeFrom(std::move(row), parser));
    changes.push_back(std::move(change));
    // Until the last portion the engine keeps the old list infos: a half-loaded list is not yet said to be there.
    if (changes.size() >= kPortion) return apply(*parts_.engine.Current()->lists());
    return {};
  };
  MAKTAB_ASSIGN(const auto reached, parts_.store.ReadChanges(known, visit));
  for (screening::ListInfo& info : infos) {
    if (const auto at = reached.find(info.dataset); at != reached.end()) info.number = at->second;
  }
  MAKTAB_TRY(apply(std::move(infos)));
  in_step_ = now;
  return true;
}

base::Status ListFollower::SaveSnapshot() {
  const base::MutexLock lock(mutex_);
  if (changes_since_save_ < kWorthSaving) return {};
  MAKTAB_TRY(parts_.engine.Save(SnapshotPath()));
  changes_since_save_ = 0;
  return {};
}

void ListFollower::Watch() {
  watcher_ = std::thread([this] {
    while (true) {
      {
        base::MutexLock lock(stop_mutex_);
        wake_.wait_for(stop_mutex_, kLookEvery, [this]() REQUIRES(stop_mutex_) { return stopping_; });
        if (stopping_) return;
      }
      const auto changed = CatchUp();
      if (!changed.ok()) {
        spdlog::error("lists could not be followed: {} {}", changed.error().code, changed.error().log);
      } else if (*changed) {
        const auto saved = SaveSnapshot();
        if (!saved.ok()) spdlog::warn("snapshot not saved: {} {}", saved.error().code, saved.error().log);
      }
    }
  });
}

void ListFollower::Stop() {
  {
    const base::MutexLock lock(stop_mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (watcher_.joinable()) watcher_.join();
}

}  // namespace maktab::desk
