#include "desk/deliveries.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/log.h"
#include "crypto/encoding.h"
#include "crypto/mac.h"
#include "desk/access.h"
#include "desk/record_values.h"

namespace maktab::desk {
namespace {

constexpr int kMadeAtOnce = 500;
constexpr std::chrono::milliseconds kLook{1'000};
constexpr int kFirstGood = 200, kFirstBad = 300;

// Nobody: sees only what is kept from nobody.
store::Viewer Outside(base::Instant now) {
  return {{}, now, false};
}

std::string Unix(base::Instant now) {
  return std::to_string(now.micros / base::kMicrosPerSecond);
}

base::Instant After(base::Instant now, std::int64_t seconds) {
  return {now.micros + seconds * base::kMicrosPerSecond};
}

// Names of fields that are for whoever sees the record.
std::vector<std::string> Changed(const base::JsonRef& values, const model::Register* in) {
  std::vector<std::string> fields;
  for (const auto& [id, value] : values.members()) {
    const model::Field* field = in == nullptr ? nullptr : in->FindField(id);
    if (field != nullptr && field->read.empty()) fields.emplace_back(id);
  }
  return fields;
}

void WriteEntry(base::JsonWriter& json, const store::Entry& entry, const store::Record& record,
                const model::Register* in) {
  const auto body = base::JsonDocument::Parse(entry.body);
  const bool acted = body.ok() && entry.kind != "hit.found_later";
  json.Field("entry", entry.seq).Key("record").BeginObject().Field("id", record.id);
  json.Field("register", record.register_id).Field("number", record.number).EndObject();
  if (!acted) return;
  const base::JsonRef root = body->root();
  json.Field("action", root["action"].string().value_or("")).Field("from", root["from"].string().value_or(""));
  json.Field("to", root["state"].string().value_or("")).Field("version", root["version"].integer().value_or(0));
  json.Key("changed").Strings(Changed(root["values"], in));
}

WebhookPost Signed(const store::Webhook& webhook, const store::Delivery& delivery, const std::string& secret,
                   std::string body, base::Instant now) {
  const std::string time = Unix(now);
  const std::string signature = crypto::ToHex(crypto::HmacSha256(secret, {time, ".", body}));
  return {webhook.url,
          {{"Maktab-Delivery", delivery.id},
           {"Maktab-Kind", delivery.kind},
           {"Maktab-Attempt", std::to_string(delivery.attempts)},
           {"Maktab-Timestamp", time},
           {"Maktab-Signature", "v1=" + signature}},
          std::move(body)};
}

}  // namespace

void Deliveries::Start() {
  subscription_ = events_.Subscribe([this](const Event& event) {
    if (event.topic == "record" || event.topic == "newhit" || event.topic == "webhook") watcher_.Wake();
  });
  watcher_.Start(kLook, [this] { Look(); });
}

void Deliveries::Stop() {
  if (subscription_ == 0) return;
  events_.Unsubscribe(subscription_);
  subscription_ = 0;
  carrier_.Stop();
  watcher_.Stop();
  std::map<std::string, Lane> lanes;
  {
    const base::MutexLock lock(mutex_);
    lanes.swap(lanes_);
  }
  for (auto& [webhook, lane] : lanes) lane.thread.join();
}

void Deliveries::Look() {
  const auto webhooks = parts_.store.Webhooks();
  if (!webhooks.ok()) {
    spdlog::warn("webhooks can't be read: {}", webhooks.error().code);
    return;
  }
  const base::MutexLock lock(mutex_);
  for (auto lane = lanes_.begin(); lane != lanes_.end();) {
    if (!lane->second.done) {
      ++lane;
      continue;
    }
    lane->second.thread.join();
    lane = lanes_.erase(lane);
  }
  for (const store::Webhook& webhook : *webhooks) {
    if (webhook.state != "active" || lanes_.contains(webhook.id)) continue;
    lanes_[webhook.id].thread = std::thread([this, webhook] { Serve(webhook); });
  }
}

void Deliveries::Serve(const store::Webhook& webhook) {
  base::Status filled = Fill(webhook);
  while (filled.ok() && !watcher_.stopping()) {
    const auto sent = SendNext(webhook.id);
    if (!sent.ok()) filled = sent.error();
    // Who does not answer is asked again at the next look.
    if (!sent.ok() || *sent != Sent::kArrived) break;
  }
  if (!filled.ok()) spdlog::warn("webhook {}: {}", webhook.id, filled.error().code);
  const base::MutexLock lock(mutex_);
  const auto lane = lanes_.find(webhook.id);
  if (lane != lanes_.end()) lane->second.done = true;
}

base::Status Deliveries::Fill(const store::Webhook& webhook) {
  const base::Instant now = parts_.clock.Now();
  const base::Instant old{now.micros - kKeptDays * base::kMicrosPerDay};
  std::int64_t made = kMadeAtOnce;
  while (made == kMadeAtOnce) {
    MAKTAB_ASSIGN(made, parts_.store.FillOutbox(webhook, kMadeAtOnce, now, old));
  }
  return {};
}

base::Result<std::int64_t> Deliveries::SendDue() {
  std::int64_t sent = 0;
  MAKTAB_ASSIGN(const auto webhooks, parts_.store.Webhooks());
  for (const store::Webhook& webhook : webhooks) {
    if (webhook.state != "active") continue;
    MAKTAB_TRY(Fill(webhook));
    while (true) {
      MAKTAB_ASSIGN(const Sent one, SendNext(webhook.id));
      if (one == Sent::kNothing) break;
      ++sent;
    }
  }
  return sent;
}

base::Result<Deliveries::Sent> Deliveries::SendNext(const std::string& id) {
  // As it is now: it may have been paused or ended, or lead elsewhere.
  MAKTAB_ASSIGN(const auto webhooks, parts_.store.Webhooks());
  const auto webhook = std::find_if(webhooks.begin(), webhooks.end(), [&](const auto& one) { return one.id == id; });
  if (webhook == webhooks.end() || webhook->state != "active") return Sent::kNothing;
  const base::Instant now = parts_.clock.Now();
  MAKTAB_ASSIGN(const auto delivery, parts_.store.TakeDelivery(id, now, After(now, kTakenSeconds)));
  if (!delivery) return Sent::kNothing;
  MAKTAB_ASSIGN(const store::DeliveryOutcome outcome, Try(*webhook, *delivery));
  MAKTAB_TRY(parts_.store.KeepOutcome(outcome));
  return outcome.state == "waiting" || outcome.state == "given_up" ? Sent::kFailed : Sent::kArrived;
}

base::Result<std::optional<std::string>> Deliveries::BodyOf(const store::Delivery& delivery) const {
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("id", delivery.id).Field("kind", delivery.kind);
  json.Field("bureau", parts_.settings.bureau);
  if (delivery.record.empty()) {
    json.Field("at", base::FormatInstant(delivery.made_at)).EndObject();
    return std::optional(std::move(body));
  }
  const store::Viewer outside = Outside(parts_.clock.Now());
  MAKTAB_ASSIGN(const auto record, parts_.store.FindRecord(delivery.record, outside));
  MAKTAB_ASSIGN(const auto entry, parts_.store.FindEntry(delivery.seq, outside));
  if (!record || !entry) return std::optional<std::string>();
  json.Field("at", base::FormatInstant(entry->at));
  WriteEntry(json, *entry, *record, parts_.registers.Find(record->register_id));
  json.EndObject();
  return std::optional(std::move(body));
}

base::Result<store::DeliveryOutcome> Deliveries::Try(const store::Webhook& webhook, const store::Delivery& delivery) {
  const base::Instant now = parts_.clock.Now();
  store::DeliveryOutcome outcome{delivery.id, "withheld", delivery.next_at, now, 0, {}};
  MAKTAB_ASSIGN(const auto body, BodyOf(delivery));
  if (!body) return outcome;
  MAKTAB_ASSIGN(const auto secret, parts_.store.FindCredential(webhook.id, store::kWebhookSecret));
  const auto status = secret ? carrier_.Send(Signed(webhook, delivery, *secret, *body, now))
                             : base::Result<int>(base::Err("webhook.bad_secret"));
  outcome.last_at = parts_.clock.Now();
  outcome.status = status.ok() ? *status : 0;
  const bool arrived = outcome.status >= kFirstGood && outcome.status < kFirstBad;
  outcome.state = arrived ? "delivered" : "waiting";
  if (arrived) return outcome;
  outcome.error = status.ok() ? "webhook.refused" : status.error().code;
  if (outcome.error == "webhook.stopping") {
    outcome.next_at = outcome.last_at;
  } else if (delivery.attempts > std::int64_t(kWaits.size())) {
    outcome.state = "given_up";
  } else {
    outcome.next_at = After(outcome.last_at, kWaits[std::size_t(delivery.attempts - 1)]);
  }
  return outcome;
}

}  // namespace maktab::desk
