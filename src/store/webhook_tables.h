// The tables of webhooks. Internal to the store; throws what the database throws.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "store/leaf.h"
#include "store/sql.h"
#include "store/viewer.h"
#include "store/webhooks.h"

namespace maktab::store {

// --- Projections. Errors: store.webhook_exists, store.webhook_unknown, store.bad_entry ---

base::Status ProjectWebhookCreated(Connection& connection, const EntryColumns& entry, const base::JsonRef& body);
base::Status ProjectWebhookChanged(Connection& connection, const EntryColumns& entry, const base::JsonRef& body);
base::Status ProjectWebhookEnded(Connection& connection, const EntryColumns& entry, const base::JsonRef& body);

std::vector<Webhook> ReadWebhooks(Connection& connection);
// Newest first; those about records that are hidden from the viewer are left out.
std::vector<Delivery> ReadDeliveries(Connection& connection, const DeliveryFilter& filter, const Viewer& viewer);
// Whether entries have come that deliveries were not made of yet.
bool HasNews(Connection& connection, const std::string& webhook);

bool HasDue(Connection& connection, const std::string& webhook, base::Instant now);

// --- REQUIRES: within the writing transaction ---

// Makes deliveries of what came since the last time, `limit` at most, and forgets what was done before `old`. How many.
std::int64_t FillOutbox(Connection& connection, const Webhook& webhook, int limit, base::Instant now,
                        base::Instant old);
// The next one that is due, taken until `until`: nobody else takes it before. One attempt more.
std::optional<Delivery> TakeDelivery(Connection& connection, const std::string& webhook, base::Instant now,
                                     base::Instant until);
void KeepOutcome(Connection& connection, const DeliveryOutcome& outcome);
void AddPing(Connection& connection, const std::string& webhook, const std::string& id, base::Instant now);
// From the beginning. Error: webhook.delivery_unknown.
base::Status SendAgain(Connection& connection, const std::string& webhook, const std::string& id, base::Instant now,
                       const Viewer& viewer);

}  // namespace maktab::store
