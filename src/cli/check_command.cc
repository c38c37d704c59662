// check: one question at the shell, or many lines from a file.
#include <cstdio>
#include <cstring>
#include <thread>

#include "cli/bulk_pipeline.h"
#include "cli/commands.h"
#include "desk/bulk.h"

namespace maktab::cli {
namespace {

struct CheckOptions {
  std::string text, schema, birth_date, nationality, gender, purpose, reference, bulk, out = "-";
  std::vector<std::string> datasets;
  std::size_t limit = 10;
  float threshold = -1;
  std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
};

desk::CheckRequest RequestOf(const CheckOptions& options) {
  desk::CheckRequest request;
  request.purpose = options.purpose;
  request.reference = options.reference;
  request.limit = std::min(options.limit, desk::kMaxCheckLimit);
  request.datasets = options.datasets;
  if (options.threshold >= 0) request.threshold = options.threshold;
  if (options.schema.empty() && options.birth_date.empty() && options.nationality.empty() && options.gender.empty()) {
    request.text = options.text;
    return request;
  }
  model::Entity& example = request.example.emplace();
  example.schema =
      model::ParseSchema(options.schema.empty() ? "Person" : options.schema).value_or(model::Schema::kPerson);
  example.Add(model::kPropName, options.text);
  example.Add(model::kPropBirthDate, options.birth_date);
  example.Add(model::kPropNationality, options.nationality);
  example.Add(model::kPropGender, options.gender);
  return request;
}

std::string ScoreText(float score) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%.4f", double(score));
  return buffer;
}

void ShowAnswer(const Output& output, const desk::CheckAnswer& answer) {
  for (const desk::AnsweredHit& answered : answer.hits) {
    const screening::Hit& hit = answered.hit;
    output.Line(ScoreText(hit.score) + "  " + hit.caption + "  (" + hit.dataset + "/" + hit.entity_id + ", " +
                std::string(model::SchemaName(hit.schema)) + ")" +
                (answered.quiet ? "  " + output.Say("cli.quiet") : ""));
    for (const model::Reason& reason : hit.reasons) {
      const char* mark = reason.side == model::Reason::Side::kFor ? "+" : "~";
      if (reason.side == model::Reason::Side::kAgainst) mark = "-";
      output.Line(std::string("        ") + mark + " " + output.Say(reason.code, reason.params));
    }
  }
  const base::Error::Params counts = {{"hits", std::to_string(answer.hits.size())},
                                      {"entries", Thousands(answer.considered)},
                                      {"lists", std::to_string(answer.lists.size())},
                                      {"at", base::FormatInstant(answer.at).substr(0, 19) + "Z"}};
  if (const std::string_view code = desk::NotCompared(answer.query); !code.empty()) output.Line(output.Say(code));
  output.Line(output.Say(answer.hits.empty() ? "cli.nothing_found" : "cli.found", counts));
  for (const screening::ListInfo& list : answer.lists) {
    output.Line("        " + list.dataset + "  " + list.title + "  " + list.list_date);
  }
}

int CheckOne(Services& services, const CheckOptions& options, const Output& output) {
  const desk::CheckRequest request = RequestOf(options);
  if (const base::Status dates = desk::ReadableDates(request); !dates.ok()) return output.Fail(dates.error());
  const auto answer = services.checks().CheckAndWait(desk::ShellPrincipal(), request);
  if (!answer.ok()) return output.Fail(answer.error());
  if (output.json()) {
    output.Line(desk::RenderAnswer(*answer, output.words(), output.language()));
  } else {
    ShowAnswer(output, *answer);
  }
  const bool match = std::any_of(answer->hits.begin(), answer->hits.end(),
                                 [](const desk::AnsweredHit& hit) { return hit.hit.match && !hit.quiet; });
  return match ? kFound : kDone;
}

struct CloseFile {
  void operator()(std::FILE* file) const {
    if (file != stdin && file != stdout) std::fclose(file);
  }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

File OpenFile(const std::string& path, const char* mode) {
  if (path == "-") return File(*mode == 'r' ? stdin : stdout);
  return File(std::fopen(path.c_str(), mode));
}

base::Error FileError(std::string_view code, const std::string& path) {
  return base::Err(code).With("file", path).Log(std::strerror(errno));
}

int CheckBulk(Services& services, const CheckOptions& options, const Output& output) {
  desk::BulkOptions bulk;
  bulk.purpose = options.purpose;
  bulk.reference = options.reference;
  bulk.limit = std::min(options.limit, desk::kMaxCheckLimit);
  bulk.datasets = options.datasets;
  bulk.language = output.language();
  if (options.threshold >= 0) bulk.threshold = options.threshold;
  auto run = services.checks().BeginBulk(desk::ShellPrincipal(), bulk);
  if (!run.ok()) return output.Fail(run.error());
  const File in = OpenFile(options.bulk, "rb");
  if (!in) return output.Fail(FileError("cli.unreadable_file", options.bulk));
  const File out = OpenFile(options.out, "wb");
  if (!out) return output.Fail(FileError("cli.unwritable_file", options.out));

  std::vector<std::unique_ptr<desk::BulkRun::Worker>> workers;
  for (std::size_t i = 0; i < options.threads; ++i) workers.push_back((*run)->NewWorker());
  std::vector<desk::BulkRun::Batch> batches(options.threads);
  ProgressBar bar(output.Say("cli.checking"));
  Pipeline pipeline;
  pipeline.threads = options.threads;
  pipeline.input = [&](std::string_view bytes) { (*run)->AddInput(bytes); };
  pipeline.work = [&](std::size_t thread, std::span<const desk::BulkLine> lines) {
    batches[thread] = workers[thread]->Process(lines);
  };
  pipeline.done = [&](std::size_t thread) -> base::Status {
    const std::string& text = batches[thread].output;
    (*run)->Add(batches[thread]);
    if (std::fwrite(text.data(), 1, text.size(), out.get()) == text.size()) return {};
    return FileError("cli.unwritable_file", options.out);
  };
  pipeline.progress = [&](std::uint64_t bytes) { bar.Show(bytes, 0, Thousands((*run)->counts().lines)); };
  base::Status status = RunPipeline(in.get(), pipeline);
  if (status.ok() && std::fflush(out.get()) != 0) status = FileError("cli.unwritable_file", options.out);
  const auto receipt = (*run)->Finish(status.ok());
  if (!status.ok()) return output.Fail(status.error());
  if (!receipt.ok()) return output.Fail(receipt.error());
  const desk::BulkCounts& counts = (*run)->counts();
  output.Note(output.Say("cli.bulk_done", {{"lines", Thousands(counts.lines)},
                                           {"hits", Thousands(counts.lines_with_hits)},
                                           {"errors", Thousands(counts.errors)}}));
  return kDone;
}

}  // namespace

Command AddCheck(CLI::App& app, const Context& context) {
  auto options = std::make_shared<CheckOptions>();
  app.add_option("question", options->text,
                 "A name in any script, a number, a VIN, a plate or a machine-readable zone");
  app.add_option("--schema", options->schema, "Person (the default with the options below), Organization, Vessel…");
  app.add_option("--birth-date", options->birth_date, "1975, 1975-03 or 1975-03-07");
  app.add_option("--nationality", options->nationality, "Two letters, such as ma");
  app.add_option("--gender", options->gender, "male or female");
  app.add_option("--purpose", options->purpose, "The purpose code; the first of purposes.toml if none is given");
  app.add_option("--reference", options->reference, "Your own reference, kept with the check");
  app.add_option("--dataset", options->datasets, "Ask only these lists");
  app.add_option("--limit", options->limit, "So many results at most")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  app.add_option("--threshold", options->threshold, "Leave out results below this score, 0 to 1")
      ->check(CLI::Range(0.0, 1.0));
  app.add_option("--bulk", options->bulk, "A file of questions, one JSON object a line (- for standard input)");
  app.add_option("--out", options->out, "Where the answers go, one line a question")->capture_default_str();
  app.add_option("--threads", options->threads, "Threads for --bulk")->capture_default_str()->check(CLI::Range(1, 64));
  return [options, &context] {
    const Output output = context.MakeOutput();
    if (options->text.empty() == options->bulk.empty()) {
      output.Note(output.Say("cli.check_what"));
      return int(kWrongUse);
    }
    const auto services = context.Open();
    if (!services.ok()) return output.Fail(services.error());
    return options->bulk.empty() ? CheckOne(**services, *options, output) : CheckBulk(**services, *options, output);
  };
}

}  // namespace maktab::cli
