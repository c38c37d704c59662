#include "model/purpose.h"

#include <toml++/toml.h>

#include <algorithm>

namespace maktab::model {
namespace {
constexpr std::string_view kFile = "purposes.toml";
}  // namespace

base::Result<Purposes> Purposes::Load(const Definitions& definitions) {
  Purposes purposes;
  toml::table table;
  try {
    table = toml::parse(definitions.Text(kFile), kFile);
  } catch (const toml::parse_error& error) {
    return base::Err("definitions.wrong")
        .With("file", kFile)
        .With("line", std::to_string(error.source().begin.line))
        .With("what", error.description());
  }
  const toml::array* rows = table["purpose"].as_array();
  for (std::size_t i = 0; rows != nullptr && i < rows->size(); ++i) {
    const toml::table* row = rows->get_as<toml::table>(i);
    Purpose purpose;
    if (row != nullptr) purpose.code = (*row)["code"].value_or(std::string());
    for (const Language language : kLanguages) {
      if (row != nullptr) purpose.label[std::size_t(language)] = (*row)[LanguageTag(language)].value_or(std::string());
    }
    const bool complete = !purpose.code.empty() && std::none_of(purpose.label.begin(), purpose.label.end(),
                                                                [](const std::string& label) { return label.empty(); });
    if (!complete || purposes.Has(purpose.code)) {
      return base::Err("definitions.wrong")
          .With("file", kFile)
          .With("line", std::to_string(rows->get(i)->source().begin.line))
          .With("what", "[[purpose]] " + purpose.code);
    }
    purposes.purposes_.push_back(std::move(purpose));
  }
  if (purposes.purposes_.empty()) {
    return base::Err("definitions.wrong").With("file", kFile).With("line", "1").With("what", "[[purpose]]");
  }
  return purposes;
}

bool Purposes::Has(std::string_view code) const {
  return std::any_of(purposes_.begin(), purposes_.end(), [&](const Purpose& p) { return p.code == code; });
}

}  // namespace maktab::model
