// identify and compare: pure questions about texts; they look at no list and write no entry.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "base/utf8.h"
#include "cli/bulk_pipeline.h"
#include "cli/commands.h"
#include "desk/question.h"
#include "names/compare.h"
#include "screening/row.h"

namespace maktab::cli {
namespace {

base::Result<identifiers::Tables> LoadTables(const model::Definitions& definitions) {
  return identifiers::Tables::Load(definitions.Text("plates.toml"), definitions.Text("wmi.toml"),
                                   definitions.Text("mrz_states.toml"));
}

// One line in, one line out; a bad line gives an error line.
std::string IdentifyLine(const desk::BulkLine& line, const identifiers::Tables& tables, calendar::PartialDate today,
                         const Output& output) {
  const auto fail = [&](const std::string& id, const base::Error& error) {
    std::string out;
    base::JsonWriter(out)
        .BeginObject()
        .Key("id")
        .Raw(id)
        .Key("error")
        .BeginObject()
        .Field("code", error.code)
        .Field("text", output.words().Say(output.language(), error))
        .EndObject()
        .EndObject();
    return out;
  };
  if (line.too_long) return fail("null", base::Err("bulk.line_too_long"));
  const auto json = base::JsonDocument::Parse(line.text);
  if (!json.ok()) return fail("null", json.error());
  const base::JsonRef id = json->root()["id"];
  const std::string id_text = id.present() ? id.text() : "null";
  const auto text = json->root()["text"].string();
  if (!text) return fail(id_text, base::Err("check.bad_field").With("field", "text"));
  if (text->size() > desk::kMaxCheckTextBytes) return fail(id_text, base::Err("check.too_long"));
  const auto found = desk::RecognitionOf(identifiers::Identify(*text, tables, today));
  return desk::RenderRecognition(found, output.words(), output.language(), id_text);
}

void ShowRecognition(const Output& output, const desk::Recognition& found) {
  output.Line(output.Say("kind." + found.kind) + (found.valid ? "" : "  (" + output.Say("cli.not_valid") + ")"));
  for (const auto& [name, value] : found.fields) output.Line("  " + name + ": " + value);
  for (const auto& [name, ok] : found.check_digits) {
    output.Line("  " + output.Say("cli.check_digit", {{"name", name}}) + ": " +
                output.Say(ok ? "cli.right" : "cli.wrong"));
  }
  for (const auto& [code, params] : found.warnings) output.Line("  ! " + output.Say(code, params));
}

std::vector<std::string> SplitTabs(const std::string& line) {
  std::vector<std::string> cells;
  std::size_t from = 0;
  while (true) {
    const std::size_t tab = line.find('\t', from);
    cells.push_back(line.substr(from, tab == std::string::npos ? tab : tab - from));
    if (tab == std::string::npos) return cells;
    from = tab + 1;
  }
}

// As a check does: of the kinds that a schema may be of, the one that resembles most.
float ScoreOf(const std::string& schema_name, const std::string& a, const std::string& b) {
  float best = 0;
  for (const names::NameKind kind :
       screening::KindsOf(model::ParseSchema(schema_name).value_or(model::Schema::kPerson))) {
    best = std::max(best, names::CompareNames(a, b, kind));
  }
  return best;
}

base::Status ComparePairs(std::istream& in, std::ostream& out) {
  std::string line;
  std::uint64_t number = 0;
  while (std::getline(in, line)) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) continue;
    const auto cells = SplitTabs(line);
    if (cells.size() < 3 || !base::IsValidUtf8(line)) {
      return base::Err("cli.bad_pair").With("line", std::to_string(number));
    }
    if (number == 1 && cells[0] == "schema") {
      out << line << "\tscore\n";
      continue;
    }
    char score[16];
    std::snprintf(score, sizeof score, "%.6f", double(ScoreOf(cells[0], cells[1], cells[2])));
    out << line << '\t' << score << '\n';
  }
  return {};
}

}  // namespace

Command AddIdentify(CLI::App& app, const Context& context) {
  struct Options {
    std::string text, bulk, out = "-";
  };
  auto options = std::make_shared<Options>();
  app.add_option("text", options->text, "The text; lines of a machine-readable zone apart by a line end or \\n");
  app.add_option("--bulk", options->bulk, "A file of {\"id\",\"text\"} lines (- for standard input)");
  app.add_option("--out", options->out, "Where the answers go")->capture_default_str();
  return [options, &context] {
    const Output output = context.MakeOutput();
    const auto tables = LoadTables(context.program.definitions);
    if (!tables.ok()) return output.Fail(tables.error());
    const calendar::PartialDate today = desk::Today(base::SystemClock().Now());
    if (options->bulk.empty()) {
      std::string text = options->text;
      for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n")) text.replace(at, 2, "\n");
      const auto found = desk::RecognitionOf(identifiers::Identify(text, *tables, today));
      if (output.json()) {
        output.Line(desk::RenderRecognition(found, output.words(), output.language()));
      } else {
        ShowRecognition(output, found);
      }
      return int(kDone);
    }
    std::FILE* in = options->bulk == "-" ? stdin : std::fopen(options->bulk.c_str(), "rb");
    if (in == nullptr) return output.Fail(base::Err("cli.unreadable_file").With("file", options->bulk));
    std::FILE* out = options->out == "-" ? stdout : std::fopen(options->out.c_str(), "wb");
    if (out == nullptr) return output.Fail(base::Err("cli.unwritable_file").With("file", options->out));
    std::string block;
    Pipeline pipeline;
    pipeline.work = [&](std::size_t, std::span<const desk::BulkLine> lines) {
      block.clear();
      for (const desk::BulkLine& line : lines) {
        if (line.text.empty() && !line.too_long) continue;
        block += IdentifyLine(line, *tables, today, output);
        block += '\n';
      }
    };
    pipeline.done = [&](std::size_t) -> base::Status {
      if (std::fwrite(block.data(), 1, block.size(), out) == block.size()) return {};
      return base::Err("cli.unwritable_file").With("file", options->out);
    };
    const auto status = RunPipeline(in, pipeline);
    const bool closed = std::fclose(out) == 0;
    std::fclose(in);
    if (!status.ok()) return output.Fail(status.error());
    return closed ? int(kDone) : output.Fail(base::Err("cli.unwritable_file").With("file", options->out));
  };
}

Command AddCompare(CLI::App& app, const Context& context) {
  struct Options {
    std::string pairs, out = "-";
    std::vector<std::string> names;
  };
  auto options = std::make_shared<Options>();
  app.add_option("names", options->names, "Two names to compare")->expected(0, 2);
  app.add_option("--pairs", options->pairs, "A TSV of schema, name1, name2; the score is added as a column");
  app.add_option("--out", options->out, "Where the scored lines go")->capture_default_str();
  return [options, &context] {
    const Output output = context.MakeOutput();
    if (options->pairs.empty()) {
      if (options->names.size() != 2) {
        output.Note(output.Say("cli.compare_what"));
        return int(kWrongUse);
      }
      std::istringstream in("Person\t" + options->names[0] + "\t" + options->names[1] + "\n");
      std::ostringstream out;
      const auto status = ComparePairs(in, out);
      if (!status.ok()) return output.Fail(status.error());
      const std::string line = out.str();
      output.Line(line.substr(line.rfind('\t') + 1));
      return int(kDone);
    }
    std::ifstream in(options->pairs, std::ios::binary);
    if (!in) return output.Fail(base::Err("cli.unreadable_file").With("file", options->pairs));
    std::ofstream file;
    if (options->out != "-") file.open(options->out, std::ios::binary | std::ios::trunc);
    std::ostringstream text;
    std::ostream& out = options->out == "-" ? static_cast<std::ostream&>(text) : file;
    const auto status = ComparePairs(in, out);
    out.flush();
    if (!status.ok()) return output.Fail(status.error());
    if (!out) return output.Fail(base::Err("cli.unwritable_file").With("file", options->out));
    if (options->out == "-") output.Line(text.str());
    return int(kDone);
  };
}

}  // namespace maktab::cli
