// definitions: what a bureau wrote into its own files is checked before it is relied on.
#include "cli/commands.h"
#include "model/purpose.h"
#include "model/register.h"

namespace maktab::cli {
namespace {

base::Result<model::Registers> CheckAll(const std::filesystem::path& folder) {
  MAKTAB_ASSIGN(const model::Definitions definitions, model::Definitions::WithOverrides(folder));
  MAKTAB_ASSIGN([[maybe_unused]] const auto words, model::Words::Load(definitions));
  MAKTAB_ASSIGN([[maybe_unused]] const auto purposes, model::Purposes::Load(definitions));
  MAKTAB_ASSIGN([[maybe_unused]] const auto tables,
                identifiers::Tables::Load(definitions.Text("plates.toml"), definitions.Text("wmi.toml"),
                                          definitions.Text("mrz_states.toml")));
  return model::Registers::Load(definitions);
}

void ShowCalendar(const Output& output, const model::CountryCalendar& one) {
  const bool moves = one.announced_until != 0;
  output.Line(
      output.Say(moves ? "cli.calendar_announced" : "cli.calendar", {{"id", one.id},
                                                                     {"holidays", std::to_string(one.holidays.size())},
                                                                     {"year", std::to_string(one.announced_until)}}));
}

void Show(const Output& output, const model::Registers& registers) {
  if (output.json()) {
    std::string text;
    base::JsonWriter json(text);
    json.BeginObject().Field("ok", true).Key("registers").BeginArray();
    for (const model::Register& in : registers.all()) json.String(in.id);
    json.EndArray().Key("calendars").BeginArray();
    for (const model::CountryCalendar& one : registers.calendars().all()) {
      json.BeginObject().Field("id", one.id).Field("holidays", std::int64_t(one.holidays.size()));
      json.Field("announced_until", one.announced_until).EndObject();
    }
    json.EndArray().EndObject();
    return output.Line(text);
  }
  for (const model::Register& in : registers.all()) {
    output.Line(output.Say("cli.register", {{"id", in.id},
                                            {"fields", std::to_string(in.fields.size())},
                                            {"states", std::to_string(in.states.size())},
                                            {"actions", std::to_string(in.actions.size())}}));
  }
  for (const model::CountryCalendar& one : registers.calendars().all()) ShowCalendar(output, one);
  output.Line(output.Say("cli.definitions_sound"));
}

}  // namespace

Command AddDefinitions(CLI::App& app, const Context& context) {
  auto what = std::make_shared<std::string>("check");
  app.add_option("what", *what, "check: read all, and name file and line of what is wrong")
      ->capture_default_str()
      ->check(CLI::IsMember({"check"}));
  return [what, &context]() -> int {
    const Output output = context.MakeOutput();
    const auto registers = CheckAll(context.data_dir / "definitions");
    if (!registers.ok()) return output.Fail(registers.error());
    Show(output, *registers);
    return kDone;
  };
}

}  // namespace maktab::cli
