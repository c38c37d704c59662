// Webhooks: programs outside that are told what happened to records (docs/formats/webhooks.md). An administrator says
// where to and of what. What is told names the record and what changed; nobody outside is told anything of a record
// that is kept from somebody.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "desk/parts.h"
#include "model/principal.h"

namespace maktab::desk {

// What may be asked for, as receivers read it; entries of the same kind.
constexpr std::array<std::string_view, 3> kWebhookKinds = {"record.created", "record.acted", "hit.found_later"};

struct WebhookPost {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

// What carries a message to its receiver; the way out of the bureau.
class WebhookCarrier {
 public:
  virtual ~WebhookCarrier() = default;
  // Whether anything may be sent there, as far as the address itself tells. Errors: webhook.bad_url, webhook.not_https,
  // webhook.private_address.
  virtual base::Status Check(const std::string& url) const = 0;
  // The HTTP status of the answer. Any thread. Errors: those of Check, webhook.unknown_host, webhook.no_connection,
  // webhook.bad_certificate, webhook.timed_out, webhook.no_answer, webhook.stopping.
  virtual base::Result<int> Send(const WebhookPost& post) = 0;
  // What is being sent fails with webhook.stopping, and nothing more is. Any thread.
  virtual void Stop() = 0;
};

struct WebhookWords {
  std::string url;
  std::string secret;                  // empty: one is made up, or stays
  std::vector<std::string> kinds;      // of kWebhookKinds; at least one
  std::vector<std::string> registers;  // empty: all
};

struct WebhookChange {
  std::optional<std::string> url, secret;
  std::optional<std::vector<std::string>> kinds, registers;
  std::optional<bool> paused;
};

class Webhooks {
 public:
  static constexpr std::size_t kMost = 20;
  static constexpr std::size_t kLeastSecret = 16, kMostSecret = 256;

  Webhooks(const Parts& parts, const WebhookCarrier& carrier) : parts_(parts), carrier_(carrier) {}

  // All need the right to operate. Errors of each: access.denied.
  base::Result<std::vector<store::Webhook>> List(const model::Principal& who) const;
  struct New {
    std::string id, secret;
  };
  // The secret is told this once. Errors: those of WebhookCarrier::Check, webhook.bad_secret, webhook.bad_kind,
  // register.unknown, webhook.too_many.
  base::Result<New> Add(const model::Principal& who, const WebhookWords& words) const;
  // Errors: those of Add, webhook.unknown.
  base::Status Change(const model::Principal& who, const std::string& id, const WebhookChange& change) const;
  // Nothing is sent to it any more. Error: webhook.unknown.
  base::Status End(const model::Principal& who, const std::string& id) const;
  // Sends a message that says nothing. Its id. Error: webhook.unknown.
  base::Result<std::string> Ping(const model::Principal& who, const std::string& id) const;
  // Newest first, of records that the reader sees. Error: webhook.unknown.
  base::Result<std::vector<store::Delivery>> Deliveries(const model::Principal& who,
                                                        const store::DeliveryFilter& filter) const;
  // From the beginning, whatever became of it. Errors: webhook.unknown, webhook.delivery_unknown.
  base::Status SendAgain(const model::Principal& who, const std::string& id, const std::string& delivery) const;

 private:
  base::Result<store::Webhook> Find(const std::string& id) const;
  base::Status CheckKinds(const std::vector<std::string>& kinds) const;
  base::Status CheckRegisters(const std::vector<std::string>& registers) const;

  const Parts& parts_;
  const WebhookCarrier& carrier_;
};

}  // namespace maktab::desk
