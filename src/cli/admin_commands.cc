// serve, user, doctor, version: running an installation.
#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "cli/commands.h"

namespace maktab::cli {
namespace {

// From the terminal without showing it, or the first line of standard input.
crypto::Password ReadPassword(const Output& output) {
  const bool terminal = isatty(STDIN_FILENO) != 0;
  termios before{};
  if (terminal) {
    std::cerr << output.Say("cli.password") << ' ' << std::flush;
    tcgetattr(STDIN_FILENO, &before);
    termios silent = before;
    silent.c_lflag &= ~tcflag_t(ECHO);
    tcsetattr(STDIN_FILENO, TCSANOW, &silent);
  }
  std::string line;
  std::getline(std::cin, line);
  if (terminal) {
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
    std::cerr << '\n';
  }
  return crypto::Password(std::move(line));
}

struct UserOptions {
  std::string action, name, role;
  bool password = false;
};

base::Result<store::User> FindUser(Services& services, const std::string& name) {
  MAKTAB_ASSIGN(const auto users, services.people().Users(desk::ShellPrincipal()));
  for (const store::User& user : users) {
    if (user.name == name || user.id == name) return user;
  }
  return base::Err("user.unknown").With("id", name);
}

base::Status ChangeUser(Services& services, const UserOptions& options, const Output& output) {
  MAKTAB_ASSIGN(const store::User user, FindUser(services, options.name));
  desk::UserChange change;
  if (!options.role.empty()) change.role = model::ParseRole(options.role);
  if (options.action == "close") change.closed = true;
  if (options.action == "open") change.closed = false;
  if (options.action == "password") change.password = ReadPassword(output);
  return services.people().ChangeUser(desk::ShellPrincipal(), user.id, std::move(change));
}

base::Status ShowUsers(Services& services, const Output& output) {
  MAKTAB_ASSIGN(const auto users, services.people().Users(desk::ShellPrincipal()));
  std::vector<std::vector<std::string>> rows = {{"name", "role", "state", "since"}};
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject().Key("users").BeginArray();
  for (const store::User& user : users) {
    const std::string since = base::FormatInstant(user.created_at);
    rows.push_back(
        {user.name, std::string(model::RoleName(user.role)), user.active ? "active" : "closed", since.substr(0, 16)});
    json.BeginObject().Field("id", user.id).Field("name", user.name).Field("role", model::RoleName(user.role));
    json.Field("state", user.active ? "active" : "closed").Field("created_at", since).EndObject();
  }
  json.EndArray().EndObject();
  if (output.json()) {
    output.Line(out);
  } else {
    output.Table(rows);
  }
  return {};
}

base::Status RunUser(Services& services, const UserOptions& options, const Output& output) {
  const model::Principal who = desk::ShellPrincipal();
  if (options.action == "list") return ShowUsers(services, output);
  if (options.name.empty()) return base::Err("user.bad_name");
  if (options.action == "add") {
    const model::Role role = model::ParseRole(options.role).value_or(model::Role::kOfficer);
    MAKTAB_ASSIGN(const std::string id, services.people().AddUser(who, {options.name, role, ReadPassword(output)}));
    output.Line(
        output.Say("cli.user_added", {{"name", options.name}, {"role", model::RoleName(role).data()}, {"id", id}}));
    return {};
  }
  if (options.action == "key") {
    const model::Role role = model::ParseRole(options.role).value_or(model::Role::kChecker);
    MAKTAB_ASSIGN(const desk::People::NewKey key, services.people().AddKey(who, options.name, role));
    output.Line(key.key);
    output.Note(output.Say("cli.key_once"));
    return {};
  }
  return ChangeUser(services, options, output);
}

std::string HealthJson(const store::Health& health) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject().Field("backend", health.backend).Field("backend_version", health.backend_version);
  json.Field("schema_version", health.schema_version).Field("database_bytes", health.database_bytes);
  json.Field("free_bytes", health.free_bytes).Field("entries", health.entries).Field("ledger", health.ledger_name);
  json.Field("writer_ok", health.writer_ok).EndObject();
  return out;
}

}  // namespace

Command AddServe(CLI::App& app, const Context& context) {
  auto options = std::make_shared<ServeOptions>();
  app.add_option("--listen", options->listen, "The address to listen on; 127.0.0.1 if none is set");
  app.add_option("--port", options->port, "The port; 8080 if none is set, 0 for any free one")
      ->check(CLI::Range(0, 65535));
  app.add_flag("--verbose", options->verbose, "Say more in the log");
  return [options, &context] {
    const Output output = context.MakeOutput();
    options->data_dir = context.data_dir;
    const auto status = context.program.serve(*options);
    return status.ok() ? int(kDone) : output.Fail(status.error());
  };
}

Command AddUser(CLI::App& app, const Context& context) {
  auto options = std::make_shared<UserOptions>();
  app.add_option("action", options->action, "list, add, role, password, close, open, or key (an API key for a system)")
      ->required()
      ->check(CLI::IsMember({"list", "add", "role", "password", "close", "open", "key"}));
  app.add_option("name", options->name, "The user's name");
  app.add_option("--role", options->role, "checker, officer, supervisor, auditor or administrator")
      ->check(CLI::IsMember({"checker", "officer", "supervisor", "auditor", "administrator"}));
  return [options, &context] {
    const Output output = context.MakeOutput();
    const auto services = context.Open(false);
    if (!services.ok()) return output.Fail(services.error());
    const auto status = RunUser(**services, *options, output);
    return status.ok() ? int(kDone) : output.Fail(status.error());
  };
}

Command AddDoctor(CLI::App& /*app*/, const Context& context) {
  return [&context] {
    const Output output = context.MakeOutput();
    const auto services = context.Open();
    if (!services.ok()) return output.Fail(services.error());
    const auto health = (*services)->care().Health();
    if (!health.ok()) return output.Fail(health.error());
    // Below this an import or a day's checks may fill the disk.
    constexpr std::int64_t kLowDiskBytes = 1'000'000'000;
    const bool low = health->free_bytes < kLowDiskBytes;
    if (output.json()) {
      output.Line(HealthJson(*health));
      return low ? int(kNotSound) : int(kDone);
    }
    const auto users = (*services)->people().Users(desk::ShellPrincipal());
    if (!users.ok()) return output.Fail(users.error());
    std::uint64_t entries = 0;
    const auto snapshot = (*services)->parts().engine.Current();
    for (const auto& list : *snapshot->lists()) entries += list.count;
    output.Line(output.Say("doctor.database", {{"backend", health->backend + " " + health->backend_version},
                                               {"size", Bytes(std::uint64_t(health->database_bytes))},
                                               {"free", Bytes(std::uint64_t(health->free_bytes))}}));
    output.Line(output.Say("doctor.ledger",
                           {{"name", health->ledger_name}, {"entries", Thousands(std::uint64_t(health->entries))}}));
    output.Line(output.Say("doctor.lists",
                           {{"lists", std::to_string(snapshot->lists()->size())}, {"entries", Thousands(entries)}}));
    output.Line(
        output.Say(users->empty() ? "doctor.no_user" : "doctor.users", {{"count", std::to_string(users->size())}}));
    if (low) output.Line(output.Say("doctor.low_disk", {{"free", Bytes(std::uint64_t(health->free_bytes))}}));
    return low ? int(kNotSound) : int(kDone);
  };
}

Command AddVersion(CLI::App& /*app*/, const Context& context) {
  return [&context] {
    const Output output = context.MakeOutput();
    if (output.json()) {
      output.Line("{\"version\":\"" + context.program.version + "\"}");
    } else {
      output.Line("maktab " + context.program.version);
    }
    return int(kDone);
  };
}

}  // namespace maktab::cli
