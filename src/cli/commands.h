// One function a command; each adds its options to `app` and returns what to run. Internal to cli/.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>

#include "cli/cli.h"
#include "cli/output.h"

namespace maktab::cli {

// What every command knows before it runs.
struct Context {
  const Program& program;
  std::filesystem::path data_dir = "./maktab_data";
  std::string language;  // empty: from LC_ALL, LC_MESSAGES or LANG
  bool json = false;

  Output MakeOutput() const;
  base::Result<std::unique_ptr<Services>> Open(bool with_screening = true) const;
};

using Command = std::function<int()>;

Command AddServe(CLI::App& app, const Context& context);
Command AddImport(CLI::App& app, const Context& context);
Command AddIntake(CLI::App& app, const Context& context);
Command AddRecords(CLI::App& app, const Context& context);
Command AddCheck(CLI::App& app, const Context& context);
Command AddCompare(CLI::App& app, const Context& context);
Command AddIdentify(CLI::App& app, const Context& context);
Command AddList(CLI::App& app, const Context& context);
Command AddVerify(CLI::App& app, const Context& context);
Command AddProof(CLI::App& app, const Context& context);
Command AddVerifyProof(CLI::App& app, const Context& context);
Command AddRebuild(CLI::App& app, const Context& context);
Command AddBackup(CLI::App& app, const Context& context);
Command AddRestore(CLI::App& app, const Context& context);
Command AddDoctor(CLI::App& app, const Context& context);
Command AddDefinitions(CLI::App& app, const Context& context);
Command AddUser(CLI::App& app, const Context& context);
Command AddDemo(CLI::App& app, const Context& context);
Command AddVersion(CLI::App& app, const Context& context);

}  // namespace maktab::cli
