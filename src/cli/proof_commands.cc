// proof, verify-proof: that an entry is in the ledger, shown to somebody who has neither the database nor the program's
// word.
#include <fstream>
#include <sstream>

#include "cli/commands.h"
#include "store/proof.h"

namespace maktab::cli {
namespace {

base::Result<std::string> ReadWhole(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return base::Err("cli.unreadable_file").With("file", file.string());
  return text.str();
}

}  // namespace

Command AddProof(CLI::App& app, const Context& context) {
  auto seq = std::make_shared<std::int64_t>(0);
  app.add_option("entry", *seq, "The number of the entry")->required();
  return [seq, &context]() -> int {
    const Output output = context.MakeOutput();
    const auto services = context.Open(false);
    if (!services.ok()) return output.Fail(services.error());
    const auto proof = (*services)->care().Prove(desk::ShellPrincipal(), *seq);
    if (!proof.ok()) return output.Fail(proof.error());
    output.Line(std::string_view(*proof).substr(0, proof->size() - 1));
    return kDone;
  };
}

Command AddVerifyProof(CLI::App& app, const Context& context) {
  struct Options {
    std::filesystem::path file, key;
  };
  auto options = std::make_shared<Options>();
  app.add_option("file", options->file, "The proof")->required()->check(CLI::ExistingFile);
  app.add_option("--key", options->key, "The public key file of the bureau, as you had it from the bureau itself")
      ->check(CLI::ExistingFile);
  return [options, &context]() -> int {
    const Output output = context.MakeOutput();
    const auto text = ReadWhole(options->file);
    if (!text.ok()) return output.Fail(text.error());
    std::string key;
    if (!options->key.empty()) {
      const auto read = ReadWhole(options->key);
      if (!read.ok()) return output.Fail(read.error());
      key = *read;
    }
    const auto proved = store::CheckProof(*text, key);
    if (!proved.ok()) {
      output.Fail(proved.error());
      return kNotSound;
    }
    const store::Entry& entry = proved->entry;
    output.Line(output.Say("cli.proved", {{"seq", std::to_string(entry.seq)},
                                          {"kind", entry.kind},
                                          {"at", base::FormatInstant(entry.at)},
                                          {"who", entry.actor.name.empty() ? entry.actor.id : entry.actor.name},
                                          {"entries", std::to_string(proved->tree_size)}}));
    output.Line(entry.body);
    if (key.empty()) output.Note(output.Say("cli.proof_key", {{"key", proved->public_key}}));
    return kDone;
  };
}

}  // namespace maktab::cli
