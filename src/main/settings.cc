#include "main/settings.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <functional>

#include "desk/clocks.h"
#include "lists/countries.h"

namespace maktab::main {
namespace {

// One row a setting: its place in the file and how it is taken over. False: it is not of the right kind or out of
// range.
struct Row {
  std::string_view table, key;
  std::function<bool(AllSettings&, const toml::node&)> take;
};

std::function<bool(AllSettings&, const toml::node&)> Text(std::string AllSettings::*member) {
  return [member](AllSettings& settings, const toml::node& node) {
    const auto value = node.value<std::string>();
    if (value) settings.*member = *value;
    return value.has_value();
  };
}

bool Whole(const toml::node& node, int least, int most, int& into) {
  const auto value = node.value_exact<std::int64_t>();
  if (!value || *value < least || *value > most) return false;
  into = static_cast<int>(*value);
  return true;
}

bool TakeHosts(AllSettings& settings, const toml::node& node) {
  const toml::array* hosts = node.as_array();
  for (std::size_t i = 0; hosts != nullptr && i < hosts->size(); ++i) {
    const auto host = hosts->get(i)->value<std::string>();
    if (!host) return false;
    settings.hosts.push_back(*host);
  }
  return hosts != nullptr;
}

bool TakeThreshold(AllSettings& settings, const toml::node& node) {
  const auto value = node.value<double>();
  if (!value || *value < 0.5 || *value > 1) return false;
  settings.desk.threshold = static_cast<float>(*value);
  return true;
}

std::function<bool(AllSettings&, const toml::node&)> WebhookFlag(bool http::WebhookRules::*member) {
  return [member](AllSettings& settings, const toml::node& node) {
    const auto value = node.value_exact<bool>();
    if (value) settings.webhooks.*member = *value;
    return value.has_value();
  };
}

bool TakeWebhookAuthorities(AllSettings& settings, const toml::node& node) {
  const auto file = node.value<std::string>();
  if (file) settings.webhooks.ca_file = *file;
  return file.has_value() && std::filesystem::exists(*file);
}

// Two capital letters of ISO 3166: records are numbered with them, and they say which alerts are the bureau's own.
bool IsCountry(std::string_view id) {
  const bool capitals =
      id.size() == 2 && std::all_of(id.begin(), id.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return capitals && !lists::CountryCode(id).empty();
}

const std::array<Row, 15>& Rows() {
  static const std::array<Row, 15> kRows = {{
      {"bureau", "id",
       [](AllSettings& s, const toml::node& n) {
         s.desk.bureau = n.value<std::string>().value_or("");
         return IsCountry(s.desk.bureau);
       }},
      {"bureau", "zone",
       [](AllSettings& s, const toml::node& n) {
         s.desk.zone = n.value<std::string>().value_or("");
         return desk::IsZone(s.desk.zone);
       }},
      {"database", "url", Text(&AllSettings::database_url)},
      {"server", "listen", Text(&AllSettings::listen)},
      {"server", "port", [](AllSettings& s, const toml::node& n) { return Whole(n, 0, 65535, s.port); }},
      {"server", "tls_certificate", Text(&AllSettings::tls_certificate)},
      {"server", "tls_key", Text(&AllSettings::tls_key)},
      {"server", "hosts", TakeHosts},
      {"checks", "recheck_days",
       [](AllSettings& s, const toml::node& n) { return Whole(n, 0, 3650, s.desk.recheck_days); }},
      {"checks", "recheck_record_days",
       [](AllSettings& s, const toml::node& n) { return Whole(n, 0, 3650, s.desk.recheck_record_days); }},
      {"checks", "threshold", TakeThreshold},
      {"session", "hours", [](AllSettings& s, const toml::node& n) { return Whole(n, 1, 720, s.desk.session_hours); }},
      {"webhooks", "allow_http", WebhookFlag(&http::WebhookRules::allow_http)},
      {"webhooks", "allow_private", WebhookFlag(&http::WebhookRules::allow_private)},
      {"webhooks", "ca_file", TakeWebhookAuthorities},
  }};
  return kRows;
}

base::Error Wrong(std::string_view code, const std::filesystem::path& file, const toml::source_region& where,
                  std::string_view what) {
  return base::Err(code).With("file", file.string()).With("line", std::to_string(where.begin.line)).With("what", what);
}

base::Status TakeTable(AllSettings& settings, const std::filesystem::path& file, std::string_view name,
                       const toml::table& table) {
  for (const auto& [key, node] : table) {
    const std::string full = std::string(name) + "." + std::string(key.str());
    const auto row = std::find_if(Rows().begin(), Rows().end(), [&, &k = key](const Row& candidate) {
      return candidate.table == name && candidate.key == k.str();
    });
    // A misspelt setting must not be taken for one that holds.
    if (row == Rows().end()) return Wrong("settings.unknown", file, node.source(), full);
    if (row->take(settings, node)) continue;
    const bool country = full == "bureau.id";
    return Wrong(country ? "settings.no_country" : "settings.wrong", file, node.source(), full);
  }
  return {};
}

}  // namespace

base::Result<AllSettings> ReadSettings(const std::filesystem::path& data_dir) {
  AllSettings settings;
  const std::filesystem::path file = data_dir / "settings.toml";
  if (!std::filesystem::exists(file)) return settings;
  toml::table root;
  try {
    root = toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    return Wrong("settings.unreadable", file, error.source(), error.description());
  }
  for (const auto& [name, node] : root) {
    const toml::table* table = node.as_table();
    if (table == nullptr) return Wrong("settings.unknown", file, node.source(), name.str());
    MAKTAB_TRY(TakeTable(settings, file, name.str(), *table));
  }
  if (settings.tls_certificate.empty() != settings.tls_key.empty()) {
    return Wrong("settings.wrong", file, {}, "server.tls_certificate, server.tls_key");
  }
  return settings;
}

}  // namespace maktab::main
