#include <cstdio>
#include <exception>

#include "base/log.h"
#include "cli/cli.h"
#include "main/serve.h"
#include "main/wiring.h"

namespace {

using namespace maktab;

// Definitions are needed before any word can be said; a wrong one is told in English with its place.
int FailWithoutWords(const base::Error& error) {
  std::fprintf(stderr, "maktab: %s", error.code.c_str());
  for (const auto& [name, value] : error.params) std::fprintf(stderr, " %s=%s", name.c_str(), value.c_str());
  std::fprintf(stderr, "\n");
  return cli::kFailed;
}

int RunProgram(int argc, char** argv) {
  base::StartLog(base::LogLevel::kNormal);
  const model::Definitions definitions;
  const auto words = model::Words::Load(definitions);
  if (!words.ok()) return FailWithoutWords(words.error());
  const cli::Program program{
      .open = [&](const cli::OpenOptions& options) -> base::Result<std::unique_ptr<cli::Services>> {
        MAKTAB_ASSIGN(const main::AllSettings settings, main::ReadSettings(options.data_dir));
        MAKTAB_ASSIGN(const model::Definitions own,
                      model::Definitions::WithOverrides(options.data_dir / "definitions"));
        MAKTAB_ASSIGN(auto wiring, main::Wiring::Open(options, settings, own, *words));
        return std::unique_ptr<cli::Services>(std::move(wiring));
      },
      .store_options = [](const std::filesystem::path& data_dir) -> base::Result<store::StoreOptions> {
        MAKTAB_ASSIGN(const main::AllSettings settings, main::ReadSettings(data_dir));
        return main::StoreOptionsOf(data_dir, settings);
      },
      .serve = [&](const cli::ServeOptions& options) { return main::Serve(options, *words, MAKTAB_VERSION); },
      .definitions = definitions,
      .words = *words,
      .version = MAKTAB_VERSION,
  };
  return cli::Run(argc, argv, program);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return RunProgram(argc, argv);
  } catch (const std::exception& error) {
    // What no module expects, such as memory that has run out: said once, here.
    std::fprintf(stderr, "maktab: %s\n", error.what());
    return cli::kFailed;
  }
}
