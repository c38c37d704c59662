// A list comes in: read, compared with what is in force, staged, and put in force by one entry; then screening follows
// and the checks of the last days are asked again.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/mutex.h"
#include "desk/events.h"
#include "desk/follow.h"
#include "desk/parts.h"
#include "desk/recheck.h"
#include "lists/list_reader.h"
#include "model/principal.h"

namespace maktab::desk {

struct ImportRequest {
  lists::Format format = lists::Format::kFtm;
  std::string dataset;  // a–z, 0–9, _ and -, at most 40
  std::string title;    // empty: the list's own, or what it was before, or the dataset's name
  std::vector<std::filesystem::path> files;
  std::string csv_mapping;
  bool skip_bad = false;
};

struct ImportProgress {
  enum class Stage { kReading, kPublishing, kRechecking } stage = Stage::kReading;
  std::uint64_t bytes = 0, total_bytes = 0, entries = 0, skipped = 0;
};

struct ImportProblem {
  std::uint64_t line = 0;
  base::Error error;
  bool warning = false;
};

struct ImportReport {
  std::string dataset;
  std::int64_t number = 0;
  std::int64_t seq = 0;  // of its entry
  std::string list_date, version;
  std::uint64_t added = 0, changed = 0, ended = 0, unchanged = 0, skipped = 0;
  double seconds = 0;
  std::uint64_t new_hits = 0;
  std::vector<ImportProblem> problems;  // the first kMaxProblems
  std::uint64_t problem_count = 0;
};
constexpr std::size_t kMaxProblems = 200;

// "added", "changed", "ended", "unchanged", "skipped", "seconds": the same words everywhere.
void RenderImportCounts(base::JsonWriter& json, const ImportReport& report);

class Importer {
 public:
  Importer(const Parts& parts, ListFollower& follower, Recheck& recheck, Events& events)
      : parts_(parts), follower_(follower), recheck_(recheck), events_(events) {}

  // Runs on the calling thread. `tell` may return an error to stop; nothing changes then. `partial`
  // receives counts and problems also when it fails.
  // Errors: access.denied, import.bad_dataset, lists.*, store.import_running, store.*.
  using Tell = std::function<base::Status(const ImportProgress&)>;
  base::Result<ImportReport> Run(const model::Principal& who, const ImportRequest& request, const Tell& tell,
                                 ImportReport* partial = nullptr);

  // Ends a list: every entry of it ends. Errors: access.denied, list.unknown, list.reason_missing.
  base::Status EndList(const model::Principal& who, const std::string& dataset, const std::string& reason);

 private:
  base::Result<store::ImportMeta> MetaOf(const ImportRequest& request, const lists::ListInfo& info) const;
  void AfterPublishing(ImportReport& report, const std::function<base::Status(ImportProgress::Stage)>& stage);

  const Parts& parts_;
  ListFollower& follower_;
  Recheck& recheck_;
  Events& events_;
};

// Imports that run in the background of the server, one thread each, a few at once. The files handed in are temporary
// and removed afterwards.
class ImportJobs {
 public:
  ImportJobs(Importer& importer, Events& events, const base::Clock& clock)
      : importer_(importer), events_(events), clock_(clock) {}
  ~ImportJobs();  // asks what runs to stop, and waits

  struct Job {
    std::string id;
    std::string who_id, who;
    std::string dataset, format;
    base::Instant started;
    enum class State { kReading, kPublishing, kRechecking, kDone, kFailed } state = State::kReading;
    ImportProgress progress;
    std::optional<ImportReport> report;  // problems also while it runs or failed
    std::optional<base::Error> error;
  };

  // Errors: access.denied, import.bad_dataset, import.too_many.
  base::Result<std::string> Start(const model::Principal& who, ImportRequest request) EXCLUDES(mutex_);
  std::optional<Job> Find(const std::string& id) const EXCLUDES(mutex_);
  std::vector<Job> All() const EXCLUDES(mutex_);
  // {"id","dataset","format","state","bytes","total_bytes","entries","skipped","result"?,"error"?,"problems"}
  static std::string Render(const Job& job, const model::Words& words, model::Language language);

 private:
  void RunJob(const std::string& id, model::Principal who, ImportRequest request);
  template <typename Change>
  void Update(const std::string& id, Change change) EXCLUDES(mutex_);

  Importer& importer_;
  Events& events_;
  const base::Clock& clock_;
  std::atomic<bool> stopping_{false};
  mutable base::Mutex mutex_;
  std::map<std::string, Job> jobs_ GUARDED_BY(mutex_);
  std::vector<std::thread> threads_ GUARDED_BY(mutex_);
};

}  // namespace maktab::desk
