#include "model/words.h"

#include <toml++/toml.h>

#include <algorithm>

namespace maktab::model {
namespace {

base::Error WrongDefinition(const std::string& file, const toml::source_region& where, std::string_view what) {
  return base::Err("definitions.wrong")
      .With("file", file)
      .With("line", std::to_string(where.begin.line))
      .With("what", what);
}

// From right to left, 1975-04-03 alone would be read as 03-04-1975: a value goes its own way and leaves the sentence
// alone (Unicode's first strong isolate, UAX #9).
void AppendValue(Language language, std::string_view value, std::string& out) {
  if (language != Language::kArabic) {
    out += value;
  } else {
    out += "\u2068";
    out += value;
    out += "\u2069";
  }
}

}  // namespace

base::Result<Words> Words::Load(const Definitions& definitions) {
  Words words;
  for (const std::string& name : definitions.Names("errors")) MAKTAB_TRY(words.LoadFile(definitions, name, true));
  for (const std::string& name : definitions.Names("words")) MAKTAB_TRY(words.LoadFile(definitions, name, false));
  return words;
}

base::Status Words::LoadFile(const Definitions& definitions, const std::string& name, bool errors) {
  toml::table table;
  try {
    table = toml::parse(definitions.Text(name), name);
  } catch (const toml::parse_error& error) {
    return WrongDefinition(name, error.source(), error.description());
  }
  for (const auto& [key, node] : table) {
    const std::string code(key.str());
    const toml::table* entry = node.as_table();
    if (entry == nullptr) return WrongDefinition(name, node.source(), "[" + code + "]");
    Word word;
    for (const Language language : kLanguages) {
      const auto text = (*entry)[LanguageTag(language)].value<std::string>();
      if (!text || text->empty()) {
        return WrongDefinition(name, node.source(), code + "." + std::string(LanguageTag(language)));
      }
      word.text[std::size_t(language)] = *text;
    }
    word.status = (*entry)["status"].value_or(0);
    if (errors && (word.status < 400 || word.status > 599))
      return WrongDefinition(name, node.source(), code + ".status");
    if (!words_.emplace(code, std::move(word)).second) return WrongDefinition(name, node.source(), code);
  }
  return {};
}

std::string Words::Say(Language language, std::string_view code, const base::Error::Params& params) const {
  const auto found = words_.find(code);
  if (found == words_.end()) return std::string(code);
  const std::string_view text = found->second.text[std::size_t(language)];
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) break;
    out += text.substr(at, open - at);
    const std::string_view key = text.substr(open + 1, close - open - 1);
    const auto value = std::find_if(params.begin(), params.end(), [&](const auto& p) { return p.first == key; });
    if (value != params.end()) AppendValue(language, value->second, out);
    at = close + 1;
  }
  out += text.substr(std::min(at, text.size()));
  return out;
}

std::vector<std::string> Words::Placeholders(Language language, std::string_view code) const {
  std::vector<std::string> names;
  const auto found = words_.find(code);
  if (found == words_.end()) return names;
  const std::string_view text = found->second.text[std::size_t(language)];
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    names.emplace_back(text.substr(open + 1, text.find('}', open) - open - 1));
  }
  std::sort(names.begin(), names.end());
  return names;
}

int Words::StatusOf(std::string_view code) const {
  const auto found = words_.find(code);
  return found == words_.end() || found->second.status == 0 ? 500 : found->second.status;
}

bool Words::Has(std::string_view code) const {
  return words_.find(code) != words_.end();
}

std::vector<std::string> Words::Codes() const {
  std::vector<std::string> codes;
  for (const auto& [code, word] : words_) codes.push_back(code);
  std::sort(codes.begin(), codes.end());
  return codes;
}

}  // namespace maktab::model
