#include "model/intake_rules.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "model/toml_reader.h"

namespace maktab::model {
namespace {

constexpr std::string_view kFile = "intake.toml";
constexpr std::array<std::string_view, 10> kParts = {"subject", "text",    "date",  "sender_reference", "partner",
                                                     "channel", "persons", "files", "message_id",       "language"};
// Fewer frequent words than this speak for no language.
constexpr int kFewWords = 3;

std::string Lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
  return out;
}

bool Contains(const std::vector<std::string>& labels, std::string_view label) {
  return std::find(labels.begin(), labels.end(), Lower(label)) != labels.end();
}

// Letters of the Latin script with marks count as letters too: any byte above ASCII.
bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

base::Result<IntakeRules> IntakeRules::Load(const Definitions& definitions) {
  IntakeRules rules;
  TomlReader reader{std::string(kFile)};
  MAKTAB_ASSIGN(const toml::table table, reader.Parse(definitions.Text(kFile)));
  rules.register_id_ = reader.Text(table, "register");
  const auto texts = [&](std::string_view key, auto&& take) {
    const toml::table* rows = table[key].as_table();
    if (rows == nullptr) return reader.Note(table, "[" + std::string(key) + "]");
    for (const auto& row : *rows) {
      const std::string_view name = row.first.str();
      const toml::node& node = row.second;
      const auto text = node.value<std::string>();
      if (!text) reader.Note(node, std::string(name) + ": write a text");
      take(std::string(name), text.value_or(""), node);
    }
  };
  texts("values", [&](std::string name, std::string value, const toml::node&) { rules.values_[name] = value; });
  texts("fields", [&](std::string part, std::string field, const toml::node& node) {
    if (std::find(kParts.begin(), kParts.end(), part) == kParts.end())
      reader.Note(node, part + ": no part of a message");
    rules.fields_[part] = field;
  });
  reader.Rows(table, "sender", [&](const toml::table& row) {
    Sender sender{Lower(reader.Text(row, "address")), reader.Text(row, "partner"), reader.Text(row, "channel", false)};
    if (sender.address.find('@') == std::string::npos) reader.Note(row, "address: write name@domain or @domain");
    rules.senders_.push_back(std::move(sender));
  });
  for (const auto& [key, into] : {std::pair{"names", &rules.name_labels_}, std::pair{"births", &rules.birth_labels_},
                                  std::pair{"references", &rules.reference_labels_}}) {
    for (const std::string& label : reader.Texts(table, key)) into->push_back(Lower(label));
  }
  if (const toml::table* words = table["words"].as_table()) {
    for (const Language language : kLanguages) {
      for (std::string& word : reader.Texts(*words, LanguageTag(language)))
        rules.words_.emplace(std::move(word), language);
    }
  }
  MAKTAB_TRY(reader.status());
  return rules;
}

const std::string& IntakeRules::FieldOf(std::string_view part) const {
  static const std::string kNone;
  const auto found = fields_.find(part);
  return found == fields_.end() ? kNone : found->second;
}

std::vector<std::string> IntakeRules::FieldsUsed() const {
  std::vector<std::string> used;
  for (const auto& [name, value] : values_) used.push_back(name);
  for (const auto& [part, field] : fields_) used.push_back(field);
  return used;
}

std::optional<Sender> IntakeRules::FindSender(std::string_view address) const {
  const std::string wanted = Lower(address);
  const std::size_t at = wanted.rfind('@');
  if (at == std::string::npos) return std::nullopt;
  const auto find = [&](const std::string& exactly) {
    return std::find_if(senders_.begin(), senders_.end(), [&](const Sender& one) { return one.address == exactly; });
  };
  if (const auto whole = find(wanted); whole != senders_.end()) return *whole;
  for (std::string domain = wanted.substr(at + 1); !domain.empty();) {
    if (const auto found = find("@" + domain); found != senders_.end()) return *found;
    const std::size_t dot = domain.find('.');
    if (dot != std::string::npos) {
      domain.erase(0, dot + 1);
      continue;
    }
    const bool country =
        domain.size() == 2 && std::all_of(domain.begin(), domain.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (!country) break;
    for (char& c : domain) c = char(c - 'a' + 'A');
    // The one country whose ending is not its code.
    return Sender{"", domain == "UK" ? "GB" : domain, ""};
  }
  return std::nullopt;
}

bool IntakeRules::IsNameLabel(std::string_view label) const {
  return Contains(name_labels_, label);
}

bool IntakeRules::IsBirthLabel(std::string_view label) const {
  return Contains(birth_labels_, label);
}

bool IntakeRules::IsReferenceLabel(std::string_view label) const {
  return Contains(reference_labels_, label);
}

std::optional<Language> IntakeRules::LanguageOf(std::string_view text) const {
  std::size_t arabic = 0, letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = base::NextCodePoint(text, at);
    const bool is_arabic = c >= 0x0620 && c <= 0x06FF;
    arabic += is_arabic ? 1 : 0;
    letters += is_arabic || (c < 0x80 ? (c | 0x20U) >= 'a' && (c | 0x20U) <= 'z' : c >= 0xC0 && c < 0x250) ? 1 : 0;
  }
  if (letters > 0 && arabic * 2 > letters) return Language::kArabic;
  std::array<int, kLanguages.size()> counts{};
  const std::string lower = Lower(text);
  for (std::size_t at = 0; at < lower.size();) {
    std::size_t end = at;
    while (end < lower.size() && IsLetter(lower[end])) ++end;
    if (const auto found = words_.find(std::string_view(lower).substr(at, end - at)); found != words_.end()) {
      ++counts[std::size_t(found->second)];
    }
    at = end + 1;
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  if (*most < kFewWords) return std::nullopt;
  return kLanguages[std::size_t(most - counts.begin())];
}

}  // namespace maktab::model
