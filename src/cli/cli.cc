#include "cli/cli.h"

#include <cstdlib>

#include "cli/commands.h"

namespace maktab::cli {
namespace {

model::Language ShellLanguage(const std::string& asked) {
  if (const auto language = model::ParseLanguage(asked)) return *language;
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value == nullptr || *value == '\0') continue;
    return model::ParseLanguage(value).value_or(model::Language::kEnglish);
  }
  return model::Language::kEnglish;
}

struct Row {
  const char* name;
  const char* help;
  Command (*add)(CLI::App&, const Context&);
};

constexpr Row kCommands[] = {
    {"serve", "Serve the pages and the API", AddServe},
    {"import", "Bring a list in, or its new version: what changed is shown and logged", AddImport},
    {"intake", "Register messages that were saved as files (.eml, .mbox)", AddIntake},
    {"records", "Bring in the records of an older system as a table, or write a list as one", AddRecords},
    {"check", "Ask whether a person, paper or vehicle is on a list; one question or many lines", AddCheck},
    {"compare", "Score pairs of names from a file", AddCompare},
    {"identify", "Say what a text is: a machine-readable zone, VIN, plate, number or name", AddIdentify},
    {"list", "Show the lists in force, their imports, or end one", AddList},
    {"verify", "Check the ledger offline with the public key alone", AddVerify},
    {"proof", "Print a file that proves an entry of the ledger to a third party", AddProof},
    {"verify-proof", "Check such a file, without a database", AddVerifyProof},
    {"rebuild", "Drop every projection and replay the ledger", AddRebuild},
    {"backup", "Write everything into one file", AddBackup},
    {"restore", "Read a backup into an empty data folder", AddRestore},
    {"definitions", "Check the definitions that are in force: registers, deadlines, units, words", AddDefinitions},
    {"doctor", "Say how the installation is and what to do about what is wrong", AddDoctor},
    {"user", "Add and change users and API keys", AddUser},
    {"demo", "Fill a clearly made-up demonstration", AddDemo},
    {"version", "Print the version", AddVersion},
};

}  // namespace

Output Context::MakeOutput() const {
  return {program.words, ShellLanguage(language), json};
}

base::Result<std::unique_ptr<Services>> Context::Open(bool with_screening) const {
  return program.open({data_dir, with_screening});
}

int Run(int argc, char** argv, const Program& program) {
  CLI::App app("Maktab: the information system of a National Central Bureau", "maktab");
  app.require_subcommand(1);
  app.footer("Exit codes: 0 done or nothing found, 1 error, 2 wrong use, 3 found, 4 not sound.");
  Context context{program, "./maktab_data", {}, false};
  std::vector<std::pair<CLI::App*, Command>> commands;
  for (const Row& row : kCommands) {
    CLI::App* command = app.add_subcommand(row.name, row.help);
    command->add_option("--data", context.data_dir, "The data folder")->capture_default_str();
    command->add_option("--language", context.language, "ar, en, fr or es; else that of the shell");
    command->add_flag("--json", context.json, "Print JSON for programs");
    commands.emplace_back(command, row.add(*command, context));
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? kDone : kWrongUse;
  }
  for (const auto& [command, run] : commands) {
    if (command->parsed()) return run();
  }
  return kWrongUse;
}

}  // namespace maktab::cli
