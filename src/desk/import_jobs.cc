#include <algorithm>
#include <utility>

#include "crypto/random.h"
#include "desk/access.h"
#include "desk/import.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kMaxRunning = 4;
constexpr std::size_t kMaxRemembered = 200;

bool Ended(const ImportJobs::Job& job) {
  return job.state == ImportJobs::Job::State::kDone || job.state == ImportJobs::Job::State::kFailed;
}

std::string_view StateName(ImportJobs::Job::State state) {
  switch (state) {
    case ImportJobs::Job::State::kReading:
      return "reading";
    case ImportJobs::Job::State::kPublishing:
      return "writing";
    case ImportJobs::Job::State::kRechecking:
      return "rechecking";
    case ImportJobs::Job::State::kDone:
      return "done";
    case ImportJobs::Job::State::kFailed:
      return "failed";
  }
  return "failed";
}

ImportJobs::Job::State StateOf(ImportProgress::Stage stage) {
  switch (stage) {
    case ImportProgress::Stage::kReading:
      return ImportJobs::Job::State::kReading;
    case ImportProgress::Stage::kPublishing:
      return ImportJobs::Job::State::kPublishing;
    case ImportProgress::Stage::kRechecking:
      return ImportJobs::Job::State::kRechecking;
  }
  return ImportJobs::Job::State::kReading;
}

void RenderProblems(base::JsonWriter& json, const ImportReport& report, const model::Words& words,
                    model::Language language) {
  json.Field("problem_count", report.problem_count).Key("problems").BeginArray();
  for (const ImportProblem& problem : report.problems) {
    json.BeginObject().Field("line", problem.line).Field("code", problem.error.code);
    json.Field("text", words.Say(language, problem.error)).Field("warning", problem.warning).EndObject();
  }
  json.EndArray();
}

}  // namespace

ImportJobs::~ImportJobs() {
  stopping_ = true;
  std::vector<std::thread> threads;
  {
    const base::MutexLock lock(mutex_);
    threads = std::exchange(threads_, {});
  }
  for (std::thread& thread : threads) thread.join();
}

base::Result<std::string> ImportJobs::Start(const model::Principal& who, ImportRequest request) {
  MAKTAB_TRY(Require(who, model::Right::kImportLists));
  const base::MutexLock lock(mutex_);
  const auto running = std::count_if(jobs_.begin(), jobs_.end(), [](const auto& row) { return !Ended(row.second); });
  if (std::size_t(running) >= kMaxRunning) return base::Err("import.too_many");
  if (jobs_.size() >= kMaxRemembered) {
    const auto oldest = std::find_if(jobs_.begin(), jobs_.end(), [](const auto& row) { return Ended(row.second); });
    if (oldest != jobs_.end()) jobs_.erase(oldest);
  }
  Job job;
  job.started = clock_.Now();
  // Begins with the time, so that jobs stand in the order in which they were started.
  job.id = "imp_" + std::to_string(job.started.micros) + "_" + crypto::RandomToken(6);
  job.who_id = who.id;
  job.who = who.name;
  job.dataset = request.dataset;
  job.format = lists::FormatName(request.format);
  const std::string id = job.id;
  jobs_.emplace(id, std::move(job));
  threads_.emplace_back(
      [this, id, who, request = std::move(request)]() mutable { RunJob(id, who, std::move(request)); });
  return id;
}

template <typename Change>
void ImportJobs::Update(const std::string& id, Change change) {
  {
    const base::MutexLock lock(mutex_);
    const auto found = jobs_.find(id);
    if (found == jobs_.end()) return;
    change(found->second);
  }
  // Whoever listens reads the job itself, in his language.
  events_.Publish({"import", id, {}});
}

void ImportJobs::RunJob(const std::string& id, model::Principal who, ImportRequest request) {
  ImportReport report;
  const auto tell = [&](const ImportProgress& progress) -> base::Status {
    if (stopping_) return base::Err("import.stopped");
    Update(id, [&](Job& job) {
      job.progress = progress;
      job.state = StateOf(progress.stage);
      job.report = report;
    });
    return {};
  };
  const auto result = importer_.Run(who, request, tell, &report);
  for (const std::filesystem::path& file : request.files) {
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
  }
  Update(id, [&](Job& job) {
    job.report = report;
    job.state = result.ok() ? Job::State::kDone : Job::State::kFailed;
    if (!result.ok()) job.error = result.error();
  });
}

std::optional<ImportJobs::Job> ImportJobs::Find(const std::string& id) const {
  const base::MutexLock lock(mutex_);
  const auto found = jobs_.find(id);
  if (found == jobs_.end()) return std::nullopt;
  return found->second;
}

std::vector<ImportJobs::Job> ImportJobs::All() const {
  const base::MutexLock lock(mutex_);
  std::vector<Job> jobs;
  for (const auto& [id, job] : jobs_) jobs.push_back(job);
  std::reverse(jobs.begin(), jobs.end());
  return jobs;
}

void RenderImportCounts(base::JsonWriter& json, const ImportReport& report) {
  json.Field("added", report.added).Field("changed", report.changed).Field("ended", report.ended);
  json.Field("unchanged", report.unchanged).Field("skipped", report.skipped).Key("seconds").Number(report.seconds, 3);
}

std::string ImportJobs::Render(const Job& job, const model::Words& words, model::Language language) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject().Field("id", job.id).Field("dataset", job.dataset).Field("format", job.format);
  json.Field("who", job.who).Field("started_at", base::FormatInstant(job.started)).Field("state", StateName(job.state));
  json.Field("bytes", job.progress.bytes).Field("total_bytes", job.progress.total_bytes);
  json.Field("entries", job.progress.entries).Field("skipped", job.progress.skipped);
  if (job.state == Job::State::kDone && job.report) {
    json.Key("result").BeginObject().Field("number", job.report->number).Field("list_date", job.report->list_date);
    json.Field("version", job.report->version).Field("new_hits", job.report->new_hits);
    RenderImportCounts(json, *job.report);
    json.EndObject();
  }
  if (job.error) {
    json.Key("error").BeginObject().Field("code", job.error->code).Field("title", words.Say(language, *job.error));
    json.Field("status", words.StatusOf(job.error->code)).EndObject();
  }
  if (job.report) RenderProblems(json, *job.report, words, language);
  json.EndObject();
  return out;
}

}  // namespace maktab::desk
