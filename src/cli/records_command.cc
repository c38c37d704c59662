// records: what an older system held comes in, and lists go out.
#include <fstream>
#include <sstream>

#include "cli/commands.h"
#include "desk/record_export.h"
#include "desk/record_import.h"

namespace maktab::cli {
namespace {

struct Options {
  std::string action, register_id, purpose;
  std::filesystem::path file, mapping;
  bool dry_run = false;
  std::string words, state;
  std::vector<std::string> filters;
  bool readable = false;
};

base::Result<std::string> ReadText(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return base::Err("cli.unreadable_file").With("file", path.string());
  return text.str();
}

std::string ReportJson(const desk::RecordImportReport& report, const Options& options, const Output& output) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject().Field("dry_run", options.dry_run).Field("lines", report.lines).Field("new", report.fresh);
  json.Field("known", report.known).Field("left_out", report.left_out).Key("states").BeginObject();
  for (const auto& [state, count] : report.states) json.Field(state, count);
  json.EndObject().Key("entry");
  report.seq < 0 ? json.Null() : json.Integer(report.seq);
  json.Field("problem_count", report.problem_count).Key("problems").BeginArray();
  for (const desk::LineProblem& problem : report.problems) {
    json.BeginObject().Field("line", problem.line).Field("column", problem.column);
    json.Field("code", problem.error.code);
    json.Field("detail", output.words().Say(output.language(), problem.error)).EndObject();
  }
  json.EndArray().EndObject();
  return out;
}

void ShowProblems(const desk::RecordImportReport& report, const Output& output) {
  for (const desk::LineProblem& problem : report.problems) {
    std::string place = output.Say("cli.line", {{"line", std::to_string(problem.line)}});
    if (!problem.column.empty()) place += ", " + output.Say("cli.column", {{"column", problem.column}});
    output.Note("  " + place + ": " + output.words().Say(output.language(), problem.error));
  }
  if (report.problem_count > report.problems.size()) {
    output.Note("  " +
                output.Say("cli.more_problems", {{"count", Thousands(report.problem_count - report.problems.size())}}));
  }
}

int Show(const desk::RecordImportReport& report, const Options& options, const Output& output) {
  if (output.json()) {
    output.Line(ReportJson(report, options, output));
    return report.problem_count == 0 ? kDone : kFailed;
  }
  ShowProblems(report, output);
  const bool nothing_new = report.fresh == 0 && report.known > 0;
  const char* sentence = report.seq < 0 ? "cli.records_would" : "cli.records_imported";
  output.Line(output.Say(nothing_new && report.problem_count == 0 ? "cli.records_nothing_new" : sentence,
                         {{"file", options.file.filename().string()},
                          {"fresh", Thousands(report.fresh)},
                          {"known", Thousands(report.known)},
                          {"left_out", Thousands(report.left_out)},
                          {"entry", std::to_string(report.seq)}}));
  if (report.problem_count == 0) return kDone;
  return output.Fail(base::Err("records.lines_wrong").With("count", Thousands(report.problem_count)));
}

int Import(Services& services, const Options& options, const Output& output) {
  desk::RecordImportRequest request;
  request.register_id = options.register_id;
  request.file = options.file;
  request.file_name = options.file.filename().string();
  request.dry_run = options.dry_run;
  request.purpose = options.purpose;
  if (!options.mapping.empty()) {
    auto mapping = ReadText(options.mapping);
    if (!mapping.ok()) return output.Fail(mapping.error());
    request.mapping = *std::move(mapping);
  }
  const desk::RecordImport import(services.parts(), services.cross_check(), services.events());
  ProgressBar bar(output.Say("cli.reading_records", {{"file", request.file_name}}));
  const auto report = import.Run(desk::ShellPrincipal(), request,
                                 [&](std::uint64_t done, std::uint64_t total) { bar.Show(done, total); });
  if (!report.ok()) return output.Fail(report.error());
  return Show(*report, options, output);
}

// Without --readable, what comes out is what import reads.
base::Result<desk::RecordExportRequest> ReadExport(const Options& options, const Output& output) {
  desk::RecordExportRequest request;
  const bool xlsx = options.file.extension() == ".xlsx";
  request.form = xlsx ? papers::SheetForm::kXlsx : papers::SheetForm::kCsv;
  request.own = !xlsx && !options.readable;
  request.file = options.file;
  request.language = output.language();
  request.purpose = options.purpose;
  request.text = options.words;
  request.filter.register_id = options.register_id;
  request.filter.state = options.state;
  for (const std::string& pair : options.filters) {
    const std::size_t colon = pair.find(':');
    if (colon == std::string::npos) return base::Err("cli.bad_value").With("value", pair);
    request.filter.values.push_back({pair.substr(0, colon), pair.substr(colon + 1), {}});
  }
  return request;
}

int Export(Services& services, const Options& options, const Output& output) {
  const auto request = ReadExport(options, output);
  if (!request.ok()) return output.Fail(request.error());
  const desk::RecordExport desk(services.parts(), services.records());
  ProgressBar bar(output.Say("cli.writing_records", {{"file", options.file.filename().string()}}));
  const auto count = desk.Run(desk::ShellPrincipal(), *request, [&](std::int64_t done, std::int64_t total) {
    bar.Show(std::uint64_t(done), std::uint64_t(total));
  });
  if (!count.ok()) return output.Fail(count.error());
  output.Line(output.json() ? "{\"records\":" + std::to_string(*count) + "}"
                            : output.Say("cli.records_exported", {{"file", options.file.filename().string()},
                                                                  {"count", Thousands(std::uint64_t(*count))}}));
  return kDone;
}

}  // namespace

Command AddRecords(CLI::App& app, const Context& context) {
  auto options = std::make_shared<Options>();
  app.add_option("action", options->action,
                 "import: a table of an older system, with its numbers, states and dates; export: a list as a table")
      ->required()
      ->check(CLI::IsMember({"import", "export"}));
  app.add_option("--register", options->register_id, "The register, such as requests")->required();
  app.add_option("--file", options->file, "The table: CSV, or to export also .xlsx")->required();
  app.add_option("--mapping", options->mapping, "Which column is which field; without it, titles are ids of fields")
      ->check(CLI::ExistingFile);
  app.add_option("--purpose", options->purpose, "Why; else the usual purpose");
  app.add_option("--search", options->words, "export: only records that hold these words");
  app.add_option("--state", options->state, "export: only records in this state");
  app.add_option("--filter", options->filters, "export: field:value, such as partner:ES")->allow_extra_args(false);
  app.add_flag("--readable", options->readable, "export: CSV with words for people; else ids, as import reads it");
  app.add_flag("--dry-run", options->dry_run, "Say what would come in and what is wrong, and write nothing");
  return [options, &context]() -> int {
    const Output output = context.MakeOutput();
    const auto services = context.Open();
    if (!services.ok()) return output.Fail(services.error());
    return options->action == "import" ? Import(**services, *options, output) : Export(**services, *options, output);
  };
}

}  // namespace maktab::cli
