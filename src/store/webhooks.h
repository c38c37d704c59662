// Webhooks, and what was or is to be delivered to each. Webhooks are a projection of the ledger; deliveries lie beside
// it, so that they outlive the program, and are worked off by whichever process takes them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"

namespace maktab::store {

// The kind of a credential that holds a webhook's secret; as it is, because signing needs it.
inline constexpr const char* kWebhookSecret = "webhook";

struct Webhook {
  std::string id, url;
  std::vector<std::string> kinds;      // of entries
  std::vector<std::string> registers;  // of their records; empty: all
  std::string state;                   // "active", "paused", "ended"
  base::Instant created_at;
  std::string created_by;  // name
};

struct Delivery {
  std::string id, webhook;
  std::int64_t seq = -1;  // of the entry; -1: a ping
  std::string kind;       // of the entry; "ping"
  std::string record;     // id; empty of a ping
  std::string state;      // "waiting", "delivered", "given_up", "withheld" (kept from somebody: nothing was sent)
  std::int64_t attempts = 0;
  base::Instant made_at, next_at, last_at;  // last_at: of the last attempt; 0: none
  std::int64_t status = 0;                  // of HTTP, of the last attempt; 0: it came to none
  std::string error;                        // code of what went wrong then
  std::string number;                       // of the record, for who reads it
};

struct DeliveryOutcome {
  std::string id;
  std::string state;
  base::Instant next_at, last_at;
  std::int64_t status = 0;
  std::string error;
};

struct DeliveryFilter {
  std::string webhook;
  std::string state;  // empty: any
  int limit = 100;    // 1–1,000
};

}  // namespace maktab::store
