#include "desk/import.h"

#include <algorithm>

#include "desk/access.h"
#include "desk/subject_identity.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kMaxDatasetLetters = 40;

base::Status CheckDataset(const std::string& dataset) {
  const bool letters = std::all_of(dataset.begin(), dataset.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  // "default" is how clients of others ask for all lists at once; "subjects" are the bureau's own files.
  if (!dataset.empty() && letters && dataset.size() <= kMaxDatasetLetters && dataset != "default" &&
      dataset != kOwnFiles) {
    return {};
  }
  return base::Err("import.bad_dataset").With("dataset", dataset);
}

// Hands what the reader finds to the store, and keeps the first problems for the report.
class Intake final : public lists::EntrySink {
 public:
  Intake(store::Import& import, ImportReport& report, ImportProgress& progress,
         const std::function<base::Status(const ImportProgress&)>& tell)
      : import_(import), report_(report), progress_(progress), tell_(tell) {}

  base::Status Accept(model::Entity entity, std::uint64_t /*line*/) override {
    ++progress_.entries;
    return import_.Put(entity);
  }
  void Bad(std::uint64_t line, const base::Error& error) override {
    ++report_.skipped;
    ++progress_.skipped;
    Keep({line, error, false});
  }
  void Warn(std::uint64_t line, const base::Error& error) override { Keep({line, error, true}); }
  base::Status Progress(std::uint64_t bytes) override {
    progress_.bytes = bytes;
    return tell_ ? tell_(progress_) : base::Status{};
  }

 private:
  void Keep(ImportProblem problem) {
    ++report_.problem_count;
    if (report_.problems.size() < kMaxProblems) report_.problems.push_back(std::move(problem));
  }

  store::Import& import_;
  ImportReport& report_;
  ImportProgress& progress_;
  const std::function<base::Status(const ImportProgress&)>& tell_;
};

base::Result<std::vector<std::unique_ptr<lists::ByteSource>>> OpenFiles(const std::vector<std::filesystem::path>& paths,
                                                                        ImportProgress& progress) {
  if (paths.empty()) return base::Err("import.no_file");
  std::vector<std::unique_ptr<lists::ByteSource>> files;
  for (const std::filesystem::path& path : paths) {
    MAKTAB_ASSIGN(auto file, lists::FileSource::Open(path.string()));
    progress.total_bytes += file->size().value_or(0);
    files.push_back(std::move(file));
  }
  return files;
}

std::string EventJson(const ImportReport& report) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject().Field("dataset", report.dataset).Field("number", report.number).Field("added", report.added);
  json.Field("changed", report.changed).Field("ended", report.ended).EndObject();
  return out;
}

}  // namespace

base::Result<store::ImportMeta> Importer::MetaOf(const ImportRequest& request, const lists::ListInfo& info) const {
  store::ImportMeta meta;
  MAKTAB_ASSIGN(const auto lists, parts_.store.Lists());
  const auto before =
      std::find_if(lists.begin(), lists.end(), [&](const auto& list) { return list.dataset == request.dataset; });
  meta.format = lists::FormatName(request.format);
  meta.title = !request.title.empty() ? request.title : info.title;
  if (meta.title.empty() && before != lists.end()) meta.title = before->meta.title;
  if (meta.title.empty()) meta.title = request.dataset;
  meta.publisher = info.publisher;
  meta.list_date = info.list_date;
  // A list that says no version of its own is known by its date, or by when it came in.
  meta.version = !info.version.empty() ? info.version : info.list_date;
  if (meta.version.empty()) meta.version = base::FormatInstant(parts_.clock.Now());
  return meta;
}

base::Result<ImportReport> Importer::Run(const model::Principal& who, const ImportRequest& request, const Tell& tell,
                                         ImportReport* partial) {
  MAKTAB_TRY(Require(who, model::Right::kImportLists));
  MAKTAB_TRY(CheckDataset(request.dataset));
  ImportReport own;
  ImportReport& report = partial != nullptr ? *partial : own;
  report.dataset = request.dataset;
  ImportProgress progress;
  MAKTAB_ASSIGN(auto files, OpenFiles(request.files, progress));
  MAKTAB_ASSIGN(const auto import, parts_.store.BeginImport(request.dataset));

  Intake intake(*import, report, progress, tell);
  lists::ReadOptions options;
  options.skip_bad = request.skip_bad;
  options.csv_mapping = request.csv_mapping;
  auto info = lists::ReadList(request.format, std::move(files), options, intake);
  if (!info.ok()) {
    import->Abandon();
    return std::move(info).error();
  }
  MAKTAB_ASSIGN(store::ImportMeta meta, MetaOf(request, *info));
  meta.skipped = static_cast<std::int64_t>(report.skipped);
  const auto stage = [&](ImportProgress::Stage next) {
    progress.stage = next;
    return tell ? tell(progress) : base::Status{};
  };
  MAKTAB_TRY(stage(ImportProgress::Stage::kPublishing));
  MAKTAB_ASSIGN(const store::ImportResult result, import->Finish(meta, {who, {}}));
  report.number = result.number;
  report.seq = result.receipt.seq;
  report.list_date = meta.list_date;
  report.version = meta.version;
  report.added = static_cast<std::uint64_t>(result.added);
  report.changed = static_cast<std::uint64_t>(result.changed);
  report.ended = static_cast<std::uint64_t>(result.ended);
  report.unchanged = static_cast<std::uint64_t>(result.unchanged);
  report.seconds = result.seconds;
  // From here on the list is in force: what follows may fail, and is then made up for at the next start, but the import
  // has happened and its report is given.
  AfterPublishing(report, stage);
  return report;
}

void Importer::AfterPublishing(ImportReport& report, const std::function<base::Status(ImportProgress::Stage)>& stage) {
  const auto note = [&](const base::Error& error) {
    report.problems.push_back({0, error, true}), ++report.problem_count;
  };
  if (const auto followed = follower_.CatchUp(); !followed.ok()) return note(followed.error());
  events_.Publish({"list", report.dataset, EventJson(report)});
  (void)stage(ImportProgress::Stage::kRechecking);
  const auto found = recheck_.Run(report.dataset, report.number);
  if (!found.ok()) return note(found.error());
  report.new_hits = *found;
  if (const auto saved = follower_.SaveSnapshot(); !saved.ok()) note(saved.error());
}

base::Status Importer::EndList(const model::Principal& who, const std::string& dataset, const std::string& reason) {
  MAKTAB_TRY(Require(who, model::Right::kImportLists));
  if (reason.empty()) return base::Err("list.reason_missing");
  MAKTAB_ASSIGN(const auto lists, parts_.store.Lists());
  const auto list = std::find_if(lists.begin(), lists.end(),
                                 [&](const auto& known) { return known.dataset == dataset && known.active; });
  if (list == lists.end()) return base::Err("list.unknown").With("dataset", dataset);
  if (dataset.starts_with(store::kRecordLists)) return base::Err("list.of_records").With("dataset", dataset);
  store::EntryDraft draft{"list.ended", who, {}, dataset, {}};
  base::JsonWriter(draft.body)
      .BeginObject()
      .Field("dataset", dataset)
      .Field("number", list->number + 1)
      .Field("reason", reason)
      .EndObject();
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt, parts_.store.AppendAndWait(std::move(draft)));
  MAKTAB_ASSIGN([[maybe_unused]] const bool changed, follower_.CatchUp());
  ImportReport report;
  report.dataset = dataset;
  report.ended = static_cast<std::uint64_t>(list->entities);
  events_.Publish({"list", dataset, EventJson(report)});
  return {};
}

}  // namespace maktab::desk
