// intake: messages that were saved as files become records.
#include "cli/commands.h"
#include "desk/intake.h"

namespace maktab::cli {
namespace {

// field=value; a value that is no JSON is a text.
base::Result<std::map<std::string, std::string>> ReadValues(const std::vector<std::string>& given) {
  std::map<std::string, std::string> values;
  for (const std::string& pair : given) {
    const std::size_t sign = pair.find('=');
    if (sign == std::string::npos || sign == 0) return base::Err("cli.bad_value").With("value", pair);
    std::string json;
    base::AppendJsonString(json, pair.substr(sign + 1));
    values[pair.substr(0, sign)] = json;
  }
  return values;
}

std::string ResultJson(const desk::IntakeResult& result, const Output& output) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject().Field("file", result.file).Field("message", result.number).Field("subject", result.mail.subject);
  json.Field("from", result.mail.from_address).Key("values").Raw(desk::WriteContent(result.values));
  json.Field("files", std::int64_t(result.files.size())).Field("left_out", std::int64_t(result.left_out.size()));
  if (result.record) json.Field("id", result.record->id).Field("number", result.record->number);
  if (result.error) {
    json.Field("code", result.error->code).Field("problem", output.words().Say(output.language(), *result.error));
  }
  json.EndObject();
  return out;
}

void Show(const desk::IntakeResult& result, const Output& output) {
  if (output.json()) return output.Line(ResultJson(result, output));
  const std::string place = result.file + " " + std::to_string(result.number) + ": ";
  if (result.error) {
    output.Note(place + output.words().Say(output.language(), *result.error));
  } else {
    output.Line(place + (result.record ? result.record->number : output.Say("cli.intake_would")) + "  " +
                result.mail.subject);
  }
  for (const auto& [name, error] : result.left_out) {
    output.Note("  " + output.words().Say(output.language(), error));
  }
}

}  // namespace

Command AddIntake(CLI::App& app, const Context& context) {
  struct Options {
    std::vector<std::filesystem::path> files;
    std::vector<std::string> values;
    std::string apart_reason;
    bool dry_run = false;
  };
  auto options = std::make_shared<Options>();
  app.add_option("files", options->files, "Messages: .eml or .mbox")->required()->check(CLI::ExistingFile);
  app.add_option("--set", options->values, "field=value for every message, such as partner=ES")
      ->allow_extra_args(false);
  app.add_option("--another", options->apart_reason, "Why messages are none of the records that they look like");
  app.add_flag("--dry-run", options->dry_run, "Show what would be registered and register nothing");
  return [options, &context]() -> int {
    const Output output = context.MakeOutput();
    const auto services = context.Open();
    if (!services.ok()) return output.Fail(services.error());
    const auto values = ReadValues(options->values);
    if (!values.ok()) return output.Fail(values.error());
    desk::IntakeRequest request;
    request.register_id = (*services)->parts().registers.intake().register_id();
    request.dry_run = options->dry_run;
    request.values = *values;
    request.apart_reason = options->apart_reason;
    for (const auto& file : options->files) request.files.push_back({file, file.filename().string()});
    const desk::IntakeDesk desk((*services)->parts(), (*services)->files(), (*services)->records());
    const auto results = desk.Run(desk::ShellPrincipal(), request);
    if (!results.ok()) return output.Fail(results.error());
    bool failed = false;
    for (const desk::IntakeResult& result : *results) {
      Show(result, output);
      failed = failed || result.error.has_value();
    }
    return failed ? kFailed : kDone;
  };
}

}  // namespace maktab::cli
