// verify, rebuild, backup, restore: the ledger and the whole.
#include <fstream>
#include <sstream>

#include "cli/commands.h"

namespace maktab::cli {
namespace {

void ShowVerify(const Output& output, const store::VerifyReport& report) {
  if (output.json()) return output.Line(desk::RenderVerifyReport(report, output.words(), output.language()));
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.2f", report.seconds);
  const base::Error::Params params = {{"entries", Thousands(std::uint64_t(report.entries))},
                                      {"rows", Thousands(std::uint64_t(report.list_rows))},
                                      {"files", Thousands(std::uint64_t(report.files))},
                                      {"seconds", seconds},
                                      {"root", report.root}};
  output.Line(output.Say(report.ok ? "cli.verified" : "cli.not_verified", params));
  if (report.first_wrong) output.Line("  " + desk::SayWrong(*report.first_wrong, output.words(), output.language()));
}

base::Result<std::string> ReadKey(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::string key;
  std::getline(in, key);
  if (!in && key.empty()) return base::Err("cli.unreadable_file").With("file", path.string());
  return key;
}

store::Progress Bar(ProgressBar& bar) {
  return [&bar](std::int64_t done, std::int64_t total) {
    bar.Show(std::uint64_t(done), std::uint64_t(total), Thousands(std::uint64_t(done)));
  };
}

}  // namespace

Command AddVerify(CLI::App& app, const Context& context) {
  struct Options {
    std::filesystem::path key, checkpoint;
  };
  auto options = std::make_shared<Options>();
  app.add_option("--key", options->key, "The public key file; keys/ledger.pub of the data folder if none is given");
  app.add_option("--checkpoint", options->checkpoint,
                 "A signed checkpoint kept elsewhere that the ledger must contain");
  return [options, &context] {
    const Output output = context.MakeOutput();
    const auto where = context.program.store_options(context.data_dir);
    if (!where.ok()) return output.Fail(where.error());
    const auto key = ReadKey(options->key.empty() ? context.data_dir / "keys" / "ledger.pub" : options->key);
    if (!key.ok()) return output.Fail(key.error());
    store::VerifyOptions how;
    how.public_key = *key;
    if (!options->checkpoint.empty()) {
      std::ifstream in(options->checkpoint);
      std::ostringstream text;
      text << in.rdbuf();
      if (!in) return output.Fail(base::Err("cli.unreadable_file").With("file", options->checkpoint.string()));
      how.kept_checkpoint = text.str();
    }
    ProgressBar bar(output.Say("cli.verifying"));
    how.on_progress = Bar(bar);
    const auto report = store::Store::Verify(*where, how);
    if (!report.ok()) return output.Fail(report.error());
    ShowVerify(output, *report);
    return report->ok ? int(kDone) : int(kNotSound);
  };
}

Command AddRebuild(CLI::App& /*app*/, const Context& context) {
  return [&context] {
    const Output output = context.MakeOutput();
    const auto services = context.Open(false);
    if (!services.ok()) return output.Fail(services.error());
    const auto status = (*services)->care().Rebuild(desk::ShellPrincipal());
    if (!status.ok()) return output.Fail(status.error());
    output.Line(output.Say("cli.rebuilt"));
    return int(kDone);
  };
}

Command AddBackup(CLI::App& app, const Context& context) {
  auto file = std::make_shared<std::filesystem::path>();
  app.add_option("file", *file, "The file to write; it must not exist")->required();
  return [file, &context] {
    const Output output = context.MakeOutput();
    const auto services = context.Open(false);
    if (!services.ok()) return output.Fail(services.error());
    ProgressBar bar(output.Say("cli.backing_up"));
    const auto result = (*services)->care().Backup(desk::ShellPrincipal(), *file, Bar(bar));
    if (!result.ok()) return output.Fail(result.error());
    output.Line(output.Say("cli.backed_up", {{"file", file->string()},
                                             {"entries", Thousands(std::uint64_t(result->entries))},
                                             {"size", Bytes(std::uint64_t(result->bytes))}}));
    return int(kDone);
  };
}

Command AddRestore(CLI::App& app, const Context& context) {
  auto file = std::make_shared<std::filesystem::path>();
  app.add_option("file", *file, "The backup to read")->required()->check(CLI::ExistingFile);
  return [file, &context] {
    const Output output = context.MakeOutput();
    const auto where = context.program.store_options(context.data_dir);
    if (!where.ok()) return output.Fail(where.error());
    ProgressBar bar(output.Say("cli.restoring"));
    const auto result = store::Store::Restore(*where, *file, Bar(bar));
    if (!result.ok()) return output.Fail(result.error());
    output.Line(output.Say("cli.restored", {{"folder", context.data_dir.string()},
                                            {"entries", Thousands(std::uint64_t(result->entries))}}));
    return int(kDone);
  };
}

}  // namespace maktab::cli
