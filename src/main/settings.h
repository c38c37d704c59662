// The settings of an installation: <data folder>/settings.toml. Everything has a default, so that no file is needed.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "desk/parts.h"
#include "http/webhook_carrier.h"

namespace maktab::main {

struct AllSettings {
  desk::Settings desk;
  std::string database_url;  // empty: SQLite in the data folder
  std::string listen = "127.0.0.1";
  int port = 8080;
  std::string tls_certificate, tls_key;  // PEM files; both or neither
  std::vector<std::string> hosts;        // names under which the server may be reached, besides its address
  http::WebhookRules webhooks;           // where messages to programs outside may go
};

// Errors: settings.unreadable, settings.wrong, settings.no_country, settings.unknown (file, line, what).
base::Result<AllSettings> ReadSettings(const std::filesystem::path& data_dir);

}  // namespace maktab::main
