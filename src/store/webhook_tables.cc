#include "store/webhook_tables.h"

#include <algorithm>

#include "store/visible.h"

namespace maktab::store {
namespace {

using Text = std::string;
using Int = long long;

constexpr int kMost = 1'000;

Text TextOf(const base::JsonRef& json) {
  const Text text(json.string().value_or(""));
  return text.find('\0') == Text::npos ? text : Text();
}

base::Error BadEntry(const EntryColumns& entry, std::string_view field) {
  return base::Err("store.bad_entry").With("kind", entry.kind).With("field", field);
}

Text Join(const std::vector<Text>& words) {
  Text text;
  for (const Text& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<Text> Split(const Text& text) {
  std::vector<Text> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// "in (…)" of as many places as there are texts.
Text In(const std::vector<Text>& texts, std::vector<SqlValue>& values) {
  Text list;
  for (const Text& text : texts) {
    values.emplace_back(text);
    list += (list.empty() ? ":i" : ", :i") + std::to_string(values.size());
  }
  return " in (" + list + ")";
}

constexpr std::string_view kColumns =
    "d.id, d.webhook, d.seq, d.kind, d.record, d.state, d.attempts, d.made_at, d.next_at, d.last_at, d.status, "
    "d.error, "
    "coalesce(r.number, '') from webhook_delivery d left join record r on r.id = d.record";

std::vector<Delivery> Select(Connection& connection, const Text& rest, const std::vector<SqlValue>& values) {
  std::vector<Delivery> all;
  connection.EachWith<Text, Text, Int, Text, Text, Text, Int, Int, Int, Int, Int, Text, Text>(
      "select " + Text(kColumns) + rest,
      [&](Text& id, Text& webhook, Int seq, Text& kind, Text& record, Text& state, Int attempts, Int made, Int next,
          Int last, Int status, Text& error, Text& number) {
        all.push_back({id, webhook, seq, kind, record, state, attempts, base::Instant{made}, base::Instant{next},
                       base::Instant{last}, status, error, number});
      },
      values);
  return all;
}

// What deliveries are made of: entries about records.
struct News {
  Int seq = 0;
  Text kind, record;
};

std::vector<News> ReadNews(Connection& connection, const Webhook& webhook, Int after, int limit) {
  std::vector<News> news;
  if (webhook.kinds.empty()) return news;
  std::vector<SqlValue> values = {after};
  Text sql = "select e.seq, e.kind, e.subject from entry e join record r on r.id = e.subject where e.seq > :after";
  sql += " and e.kind" + In(webhook.kinds, values);
  if (!webhook.registers.empty()) sql += " and r.register" + In(webhook.registers, values);
  values.emplace_back(Int(limit));
  connection.EachWith<Int, Text, Text>(
      sql + " order by e.seq limit :limit",
      [&](Int seq, Text& kind, Text& record) {
        news.push_back({seq, std::move(kind), std::move(record)});
      },
      values);
  return news;
}

Int LastEntry(Connection& connection) {
  return connection.Number("select coalesce(max(seq), -1) from entry");
}

}  // namespace

base::Status ProjectWebhookCreated(Connection& connection, const EntryColumns& entry, const base::JsonRef& body) {
  const Text id = TextOf(body["id"]), url = TextOf(body["url"]);
  if (id.empty()) return BadEntry(entry, "id");
  if (url.empty()) return BadEntry(entry, "url");
  if (connection.Number("select count(*) from webhook where id = :id", id) > 0) {
    return base::Err("store.webhook_exists");
  }
  connection.Run(
      "insert into webhook (id, url, kinds, registers, state, created_at, created_by) values (:id, :url, :kinds, "
      ":registers, 'active', :at, :by)",
      id, url, Join(body["kinds"].strings()), Join(body["registers"].strings()), entry.at, entry.actor_name);
  return {};
}

base::Status ProjectWebhookChanged(Connection& connection, const EntryColumns& entry, const base::JsonRef& body) {
  const Text id = TextOf(body["id"]);
  const auto now = connection.One<Text, Text, Text, Text>(
      "select url, kinds, registers, state from webhook where id = :id and state <> 'ended'", id);
  if (!now) return base::Err("store.webhook_unknown");
  const auto& [url, kinds, registers, state] = *now;
  const Text wanted = body["state"].present() ? TextOf(body["state"]) : state;
  if (wanted != "active" && wanted != "paused") return BadEntry(entry, "state");
  connection.Run("update webhook set url = :url, kinds = :kinds, registers = :registers, state = :state where id = :id",
                 body["url"].present() ? TextOf(body["url"]) : url,
                 body["kinds"].present() ? Join(body["kinds"].strings()) : kinds,
                 body["registers"].present() ? Join(body["registers"].strings()) : registers, wanted, id);
  return {};
}

base::Status ProjectWebhookEnded(Connection& connection, const EntryColumns& /*entry*/, const base::JsonRef& body) {
  const Text id = TextOf(body["id"]);
  const Int touched = connection.Run("update webhook set state = 'ended' where id = :id and state <> 'ended'", id);
  if (touched == 0) return base::Err("store.webhook_unknown");
  return {};
}

std::vector<Webhook> ReadWebhooks(Connection& connection) {
  std::vector<Webhook> all;
  connection.Each<Text, Text, Text, Text, Text, Int, Text>(
      "select id, url, kinds, registers, state, created_at, created_by from webhook where state <> 'ended' order by "
      "created_at, id",
      [&](Text& id, Text& url, Text& kinds, Text& registers, Text& state, Int at, Text& by) {
        all.push_back({id, url, Split(kinds), Split(registers), state, base::Instant{at}, by});
      });
  return all;
}

std::vector<Delivery> ReadDeliveries(Connection& connection, const DeliveryFilter& filter, const Viewer& viewer) {
  std::vector<SqlValue> values = {filter.webhook};
  Text rest = " where d.webhook = :webhook";
  if (!filter.state.empty()) {
    values.emplace_back(filter.state);
    rest += " and d.state = :state";
  }
  rest += AndVisible(viewer, "d.record", "record", values);
  values.emplace_back(Int(std::clamp(filter.limit, 1, kMost)));
  return Select(connection, rest + " order by d.made_at desc, d.seq desc, d.id limit :limit", values);
}

bool HasNews(Connection& connection, const Text& webhook) {
  const auto reach = connection.One<Int>("select seq from webhook_reach where webhook = :webhook", webhook);
  return !reach || std::get<0>(*reach) < LastEntry(connection);
}

bool HasDue(Connection& connection, const Text& webhook, base::Instant now) {
  return connection.Number(
             "select count(*) from (select id from webhook_delivery where webhook = :webhook and state = 'waiting' and "
             "next_at <= :now limit 1) as due",
             webhook, now.micros) > 0;
}

std::int64_t FillOutbox(Connection& connection, const Webhook& webhook, int limit, base::Instant now,
                        base::Instant old) {
  const Int last = LastEntry(connection);
  const auto reach = connection.One<Int>("select seq from webhook_reach where webhook = :webhook", webhook.id);
  if (!reach) {
    // It was made just now, or came out of a backup: what was before is not told again.
    connection.Run("insert into webhook_reach (webhook, seq) values (:webhook, :seq)", webhook.id, last);
    return 0;
  }
  const std::vector<News> news = ReadNews(connection, webhook, std::get<0>(*reach), limit);
  for (const News& one : news) {
    connection.Run(
        "insert into webhook_delivery (id, webhook, seq, kind, record, state, attempts, made_at, next_at, last_at, "
        "status, error) values (:id, :webhook, :seq, :kind, :record, 'waiting', 0, :made, :next, 0, 0, '') on conflict "
        "do nothing",
        webhook.id + "-" + std::to_string(one.seq), webhook.id, one.seq, one.kind, one.record, now.micros, now.micros);
  }
  const bool all = news.size() < std::size_t(limit);
  connection.Run("update webhook_reach set seq = :seq where webhook = :webhook", all ? last : news.back().seq,
                 webhook.id);
  connection.Run("delete from webhook_delivery where webhook = :webhook and made_at < :old and state <> 'waiting'",
                 webhook.id, old.micros);
  return std::int64_t(news.size());
}

std::optional<Delivery> TakeDelivery(Connection& connection, const Text& webhook, base::Instant now,
                                     base::Instant until) {
  auto due = Select(connection,
                    " where d.webhook = :webhook and d.state = 'waiting' and d.next_at <= :now order by d.next_at, "
                    "d.seq limit 1",
                    {webhook, Int(now.micros)});
  if (due.empty()) return std::nullopt;
  Delivery& one = due.front();
  ++one.attempts;
  connection.Run("update webhook_delivery set attempts = :attempts, next_at = :until where id = :id", one.attempts,
                 until.micros, one.id);
  return std::move(one);
}

void KeepOutcome(Connection& connection, const DeliveryOutcome& outcome) {
  connection.Run(
      "update webhook_delivery set state = :state, next_at = :next, last_at = :last, status = :status, error = :error "
      "where id = :id",
      outcome.state, outcome.next_at.micros, outcome.last_at.micros, outcome.status, outcome.error, outcome.id);
}

void AddPing(Connection& connection, const Text& webhook, const Text& id, base::Instant now) {
  connection.Run(
      "insert into webhook_delivery (id, webhook, seq, kind, record, state, attempts, made_at, next_at, last_at, "
      "status, error) values (:id, :webhook, -1, 'ping', '', 'waiting', 0, :made, :next, 0, 0, '')",
      id, webhook, now.micros, now.micros);
}

base::Status SendAgain(Connection& connection, const Text& webhook, const Text& id, base::Instant now,
                       const Viewer& viewer) {
  std::vector<SqlValue> values = {id, webhook};
  const Text visible = AndVisible(viewer, "d.record", "record", values);
  if (Select(connection, " where d.id = :id and d.webhook = :webhook" + visible, values).empty()) {
    return base::Err("webhook.delivery_unknown");
  }
  connection.Run("update webhook_delivery set state = 'waiting', attempts = 0, next_at = :now where id = :id",
                 now.micros, id);
  return {};
}

}  // namespace maktab::store
