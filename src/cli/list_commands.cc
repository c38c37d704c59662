// import, list, demo: what is in force.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/commands.h"
#include "desk/demo_registers.h"

namespace maktab::cli {
namespace {

std::string ReportJson(const desk::ImportReport& report) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject()
      .Field("dataset", report.dataset)
      .Field("number", report.number)
      .Field("list_date", report.list_date);
  json.Field("version", report.version);
  desk::RenderImportCounts(json, report);
  json.Field("new_hits", report.new_hits)
      .Field("entry", report.seq)
      .Field("problems", report.problem_count)
      .EndObject();
  return out;
}

void ShowProblems(const Output& output, const desk::ImportReport& report) {
  constexpr std::size_t kShown = 20;
  for (std::size_t i = 0; i < report.problems.size() && i < kShown; ++i) {
    const desk::ImportProblem& problem = report.problems[i];
    const std::string place = problem.line == 0 ? std::string() : std::to_string(problem.line) + ": ";
    output.Note("  " + place + output.words().Say(output.language(), problem.error));
  }
  if (report.problem_count > kShown) {
    output.Note("  " + output.Say("cli.more_problems", {{"count", Thousands(report.problem_count - kShown)}}));
  }
}

base::Result<desk::ImportReport> RunImport(Services& services, const desk::ImportRequest& request, const Output& output,
                                           desk::ImportReport& partial) {
  ProgressBar bar(output.Say("cli.importing", {{"dataset", request.dataset}}));
  const auto tell = [&](const desk::ImportProgress& progress) -> base::Status {
    bar.Show(progress.bytes, progress.total_bytes, Thousands(progress.entries));
    return {};
  };
  return services.importer().Run(desk::ShellPrincipal(), request, tell, &partial);
}

int ImportAndShow(Services& services, const desk::ImportRequest& request, const Output& output) {
  desk::ImportReport partial;
  const auto report = RunImport(services, request, output, partial);
  if (!report.ok()) {
    ShowProblems(output, partial);
    return output.Fail(report.error());
  }
  if (output.json()) {
    output.Line(ReportJson(*report));
    return kDone;
  }
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.2f", report->seconds);
  output.Line(output.Say("cli.imported", {{"dataset", report->dataset},
                                          {"added", Thousands(report->added)},
                                          {"changed", Thousands(report->changed)},
                                          {"ended", Thousands(report->ended)},
                                          {"unchanged", Thousands(report->unchanged)},
                                          {"skipped", Thousands(report->skipped)},
                                          {"seconds", seconds}}));
  if (report->new_hits > 0) output.Line(output.Say("cli.new_hits", {{"count", Thousands(report->new_hits)}}));
  ShowProblems(output, *report);
  return kDone;
}

base::Result<std::string> ReadText(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return base::Err("cli.unreadable_file").With("file", path.string());
  return text.str();
}

void ShowLists(const Output& output, const std::vector<store::ListState>& lists) {
  if (output.json()) {
    std::string out;
    base::JsonWriter json(out);
    json.BeginObject().Key("lists").BeginArray();
    for (const store::ListState& list : lists) {
      json.BeginObject()
          .Field("dataset", list.dataset)
          .Field("title", list.meta.title)
          .Field("format", list.meta.format);
      json.Field("in_force", list.active).Field("list_date", list.meta.list_date).Field("version", list.meta.version);
      json.Field("imported_at", base::FormatInstant(list.imported_at)).Field("count", list.entities).EndObject();
    }
    json.EndArray().EndObject();
    return output.Line(out);
  }
  if (lists.empty()) return output.Line(output.Say("cli.no_lists"));
  std::vector<std::vector<std::string>> rows = {{"dataset", "title", "date", "entries", "imported"}};
  for (const store::ListState& list : lists) {
    rows.push_back({list.dataset + (list.active ? "" : " (ended)"), list.meta.title, list.meta.list_date,
                    Thousands(std::uint64_t(list.entities)), base::FormatInstant(list.imported_at).substr(0, 16)});
  }
  output.Table(rows);
}

}  // namespace

Command AddImport(CLI::App& app, const Context& context) {
  struct Options {
    std::string format, dataset, title, mapping;
    std::vector<std::filesystem::path> files;
    bool skip_bad = false;
  };
  auto options = std::make_shared<Options>();
  app.add_option("--format", options->format, "un, ofac, ftm, interpol or csv")
      ->required()
      ->check(CLI::IsMember({"un", "ofac", "ftm", "interpol", "csv"}));
  app.add_option("--dataset", options->dataset, "The name of the list in Maktab, such as un or ofac")->required();
  app.add_option("--title", options->title, "The title that people see");
  app.add_option("--mapping", options->mapping, "csv: the mapping file")->check(CLI::ExistingFile);
  app.add_flag("--skip-bad", options->skip_bad, "Leave bad entries out, each with its line, and go on");
  app.add_option("files", options->files, "The file or files of the list")->required();
  return [options, &context] {
    const Output output = context.MakeOutput();
    desk::ImportRequest request;
    request.format = *lists::ParseFormat(options->format);
    request.dataset = options->dataset;
    request.title = options->title;
    request.files = options->files;
    request.skip_bad = options->skip_bad;
    if (!options->mapping.empty()) {
      auto mapping = ReadText(options->mapping);
      if (!mapping.ok()) return output.Fail(mapping.error());
      request.csv_mapping = std::move(*mapping);
    }
    const auto services = context.Open();
    if (!services.ok()) return output.Fail(services.error());
    return ImportAndShow(**services, request, output);
  };
}

Command AddList(CLI::App& app, const Context& context) {
  struct Options {
    std::string end, reason;
  };
  auto options = std::make_shared<Options>();
  app.add_option("--end", options->end, "End this list: every entry of it ends and nothing of it hits any more");
  app.add_option("--reason", options->reason, "Why it ends");
  return [options, &context] {
    const Output output = context.MakeOutput();
    const auto services = context.Open(!options->end.empty());
    if (!services.ok()) return output.Fail(services.error());
    const model::Principal who = desk::ShellPrincipal();
    if (!options->end.empty()) {
      const auto ended = (*services)->importer().EndList(who, options->end, options->reason);
      if (!ended.ok()) return output.Fail(ended.error());
    }
    const auto lists = (*services)->lists().All(who);
    if (!lists.ok()) return output.Fail(lists.error());
    ShowLists(output, *lists);
    return int(kDone);
  };
}

namespace {

base::Status FillBoth(Services& services, const desk::DemoLists& lists, const desk::DemoYear& year,
                      const desk::DemoFigures& figures, const Output& output) {
  const base::Instant now = services.parts().clock.Now();
  {
    ProgressBar bar(output.Say("cli.demo_requests"));
    MAKTAB_TRY(desk::FillRequests(services.records(), lists, now, year,
                                  [&](std::size_t done) { bar.Show(done, year.requests, Thousands(done)); }));
  }
  ProgressBar bar(output.Say("cli.demo_registers"));
  return desk::FillRegisters(services.parts(), services.records(), services.checks(), lists, now, year,
                             [&](std::size_t done) { bar.Show(done, std::max(done, figures.All()), Thousands(done)); });
}

int FillYear(Services& services, const desk::DemoLists& lists, const desk::DemoYear& year, const Output& output) {
  const auto begun = std::chrono::steady_clock::now();
  const desk::DemoFigures figures(year.requests);
  const base::Status filled = FillBoth(services, lists, year, figures, output);
  if (!filled.ok()) return output.Fail(filled.error());
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.2f",
                std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
  output.Note(output.Say("cli.demo_year", {{"requests", Thousands(year.requests)},
                                           {"bulletins", Thousands(figures.bulletins)},
                                           {"vehicles", Thousands(figures.vehicle_cases)},
                                           {"seconds", seconds}}));
  return kDone;
}

}  // namespace

Command AddDemo(CLI::App& app, const Context& context) {
  auto options = std::make_shared<desk::DemoOptions>();
  app.add_option("--seed", options->seed, "The same seed gives the same demonstration")->capture_default_str();
  app.add_option("--persons", options->persons, "How many made-up persons")->capture_default_str();
  app.add_option("--papers", options->papers, "How many made-up papers")->capture_default_str();
  app.add_option("--vehicles", options->vehicles, "How many made-up vehicles")->capture_default_str();
  auto year = std::make_shared<desk::DemoYear>();
  app.add_option("--requests", year->requests,
                 "How many made-up requests of the last year, and of all other registers as many as a year has "
                 "beside so many: 8,000 are the whole year")
      ->capture_default_str()
      ->check(CLI::Range(0, 1'000'000));
  return [options, year, &context] {
    const Output output = context.MakeOutput();
    const auto lists = desk::DemoLists::Load(context.program.definitions);
    if (!lists.ok()) return output.Fail(lists.error());
    const auto services = context.Open();
    if (!services.ok()) return output.Fail(services.error());
    const std::filesystem::path folder = context.data_dir / "demo";
    std::filesystem::create_directories(folder);
    const auto persons = lists->WritePersons(folder / "persons.ndjson", *options);
    const auto objects = lists->WriteObjects(folder / "objects.ndjson", *options);
    if (!persons.ok()) return output.Fail(persons.error());
    if (!objects.ok()) return output.Fail(objects.error());
    desk::ImportRequest request;
    request.dataset = "demo-persons";
    request.title = output.Say("cli.demo_persons");
    request.files = {folder / "persons.ndjson"};
    const int first = ImportAndShow(**services, request, output);
    if (first != kDone) return first;
    request.dataset = "demo-objects";
    request.title = output.Say("cli.demo_objects");
    request.files = {folder / "objects.ndjson"};
    const int second = ImportAndShow(**services, request, output);
    std::filesystem::remove_all(folder);
    if (second != kDone) return second;
    year->seed = options->seed;
    return FillYear(**services, *lists, *year, output);
  };
}

}  // namespace maktab::cli
