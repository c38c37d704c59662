#include "desk/webhooks.h"

#include <algorithm>

#include "crypto/random.h"
#include "desk/access.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kIdBytes = 9;

base::Status CheckSecret(const std::string& secret) {
  const bool printable = std::all_of(secret.begin(), secret.end(), [](char c) { return c > ' ' && c <= '~'; });
  if (secret.size() >= Webhooks::kLeastSecret && secret.size() <= Webhooks::kMostSecret && printable) return {};
  return base::Err("webhook.bad_secret");
}

store::SetCredential Secret(const std::string& id, const std::string& secret) {
  return {id, store::kWebhookSecret, secret};
}

}  // namespace

base::Result<store::Webhook> Webhooks::Find(const std::string& id) const {
  MAKTAB_ASSIGN(const auto all, parts_.store.Webhooks());
  for (const store::Webhook& one : all) {
    if (one.id == id) return one;
  }
  return base::Err("webhook.unknown");
}

base::Status Webhooks::CheckKinds(const std::vector<std::string>& kinds) const {
  for (const std::string& kind : kinds) {
    const bool known = std::find(kWebhookKinds.begin(), kWebhookKinds.end(), kind) != kWebhookKinds.end();
    if (!known) return base::Err("webhook.bad_kind").With("kind", kind);
  }
  if (kinds.empty()) return base::Err("webhook.bad_kind").With("kind", "");
  return {};
}

base::Status Webhooks::CheckRegisters(const std::vector<std::string>& registers) const {
  for (const std::string& one : registers) {
    if (parts_.registers.Find(one) == nullptr) return base::Err("register.unknown").With("register", one);
  }
  return {};
}

base::Result<std::vector<store::Webhook>> Webhooks::List(const model::Principal& who) const {
  MAKTAB_TRY(Require(who, model::Right::kOperate));
  return parts_.store.Webhooks();
}

base::Result<Webhooks::New> Webhooks::Add(const model::Principal& who, const WebhookWords& words) const {
  MAKTAB_TRY(Require(who, model::Right::kOperate));
  MAKTAB_TRY(carrier_.Check(words.url));
  MAKTAB_TRY(CheckKinds(words.kinds));
  MAKTAB_TRY(CheckRegisters(words.registers));
  New made{"whk_" + crypto::RandomToken(kIdBytes), words.secret.empty() ? crypto::RandomToken() : words.secret};
  MAKTAB_TRY(CheckSecret(made.secret));
  MAKTAB_ASSIGN(const auto all, parts_.store.Webhooks());
  if (all.size() >= kMost) return base::Err("webhook.too_many").With("most", std::to_string(kMost));
  std::string body;
  base::JsonWriter(body)
      .BeginObject()
      .Field("id", made.id)
      .Field("url", words.url)
      .Key("kinds")
      .Strings(words.kinds)
      .Key("registers")
      .Strings(words.registers)
      .EndObject();
  MAKTAB_ASSIGN(
      [[maybe_unused]] const auto receipt,
      parts_.store.AppendAndWait({"webhook.created", who, {}, made.id, body}, {Secret(made.id, made.secret)}));
  // What happens from here on is told.
  MAKTAB_ASSIGN(const store::Webhook webhook, Find(made.id));
  MAKTAB_ASSIGN([[maybe_unused]] const auto none, parts_.store.FillOutbox(webhook, 1, parts_.clock.Now(), {}));
  return made;
}

base::Status Webhooks::Change(const model::Principal& who, const std::string& id, const WebhookChange& change) const {
  MAKTAB_TRY(Require(who, model::Right::kOperate));
  MAKTAB_ASSIGN([[maybe_unused]] const store::Webhook before, Find(id));
  if (change.url) MAKTAB_TRY(carrier_.Check(*change.url));
  if (change.kinds) MAKTAB_TRY(CheckKinds(*change.kinds));
  if (change.registers) MAKTAB_TRY(CheckRegisters(*change.registers));
  if (change.secret) MAKTAB_TRY(CheckSecret(*change.secret));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("id", id);
  if (change.url) json.Field("url", *change.url);
  if (change.kinds) json.Key("kinds").Strings(*change.kinds);
  if (change.registers) json.Key("registers").Strings(*change.registers);
  if (change.paused) json.Field("state", *change.paused ? "paused" : "active");
  if (change.secret) json.Field("secret_changed", true);
  json.EndObject();
  std::vector<store::Extra> extras;
  if (change.secret) extras.emplace_back(Secret(id, *change.secret));
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts_.store.AppendAndWait({"webhook.changed", who, {}, id, body}, std::move(extras)));
  return {};
}

base::Status Webhooks::End(const model::Principal& who, const std::string& id) const {
  MAKTAB_TRY(Require(who, model::Right::kOperate));
  MAKTAB_ASSIGN([[maybe_unused]] const store::Webhook before, Find(id));
  std::string body;
  base::JsonWriter(body).BeginObject().Field("id", id).EndObject();
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts_.store.AppendAndWait({"webhook.ended", who, {}, id, body},
                                           {store::DropCredential{id, store::kWebhookSecret}}));
  return {};
}

base::Result<std::string> Webhooks::Ping(const model::Principal& who, const std::string& id) const {
  MAKTAB_TRY(Require(who, model::Right::kOperate));
  MAKTAB_ASSIGN([[maybe_unused]] const store::Webhook webhook, Find(id));
  std::string delivery = id + "-ping-" + crypto::RandomToken(kIdBytes);
  MAKTAB_TRY(parts_.store.AddPing(id, delivery, parts_.clock.Now()));
  return delivery;
}

base::Result<std::vector<store::Delivery>> Webhooks::Deliveries(const model::Principal& who,
                                                                const store::DeliveryFilter& filter) const {
  MAKTAB_TRY(Require(who, model::Right::kOperate));
  MAKTAB_ASSIGN([[maybe_unused]] const store::Webhook webhook, Find(filter.webhook));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  return parts_.store.Deliveries(filter, reader.viewer);
}

base::Status Webhooks::SendAgain(const model::Principal& who, const std::string& id,
                                 const std::string& delivery) const {
  MAKTAB_TRY(Require(who, model::Right::kOperate));
  MAKTAB_ASSIGN([[maybe_unused]] const store::Webhook webhook, Find(id));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  return parts_.store.SendAgain(id, delivery, parts_.clock.Now(), reader.viewer);
}

}  // namespace maktab::desk
