#include "desk/webhooks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "crypto/encoding.h"
#include "crypto/mac.h"
#include "desk/deliveries.h"
#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

using model::Role;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr char kUrl[] = "https://receiver.example/in?from=bureau";
constexpr char kSecret[] = "a-made-up-secret-of-tests";

class WebhooksTest : public ::testing::Test {
 protected:
  std::string Add(const std::vector<std::string>& kinds = {"record.created", "record.acted", "hit.found_later"},
                  const std::vector<std::string>& registers = {}) {
    const auto made = desk.Add(administrator, {kUrl, kSecret, kinds, registers});
    EXPECT_TRUE(made.ok());
    return made->id;
  }
  store::Record Register(const std::string& summary = "Made up") {
    const auto values = base::JsonDocument::Parse(
        R"({"direction":"incoming","channel":"interpol","partner":"ES","subject_matter":"drugs","priority":"routine",)"
        R"("received_at":"2026-05-28T10:00:00Z",)"
        R"("summary":")" +
        summary + R"(","persons":[{"name":"Zorvan Tadrak"}]})");
    ActionRequest request;
    request.values = values->root();
    request.apart_reason = "made up";
    const auto made = bureau.records->Create(officer, "requests", request);
    EXPECT_TRUE(made.ok());
    return *made;
  }
  store::Record Act(const store::Record& record, const std::string& action, const std::string& values = "{}") {
    const auto document = base::JsonDocument::Parse(values);
    ActionRequest request;
    request.values = document->root();
    request.reason = "a reason that stays inside";
    const auto done = bureau.records->Act(administrator, record.id, action, record.version, request);
    EXPECT_TRUE(done.ok()) << action;
    return *done;
  }
  std::int64_t SendDue() {
    const auto sent = bureau.deliveries->SendDue();
    EXPECT_TRUE(sent.ok());
    return sent.ok() ? *sent : -1;
  }
  // What was carried since the last time.
  std::vector<WebhookPost> Posts() { return std::exchange(bureau.carrier.posts, {}); }
  static std::string Header(const WebhookPost& post, std::string_view name) {
    for (const auto& [key, value] : post.headers) {
      if (key == name) return value;
    }
    return "(absent)";
  }
  std::vector<store::Delivery> Deliveries(const std::string& webhook) {
    const auto all = desk.Deliveries(administrator, {webhook, "", 100});
    EXPECT_TRUE(all.ok());
    return *all;
  }
  template <typename T>
  static std::string CodeOf(const T& result) {
    return result.ok() ? "ok" : result.error().code;
  }

  TestBureau bureau;
  Webhooks& desk = *bureau.webhooks;
  const model::Principal administrator = TestBureau::Who(Role::kAdministrator, "admin");
  const model::Principal officer = TestBureau::Who(Role::kOfficer);
};

TEST_F(WebhooksTest, TellsWhatHappenedSignedAndNoValues) {
  Register("before it was there");
  const std::string id = Add();
  const store::Record record = Register();
  Act(record, "amend", R"({"summary":"Another","facts":"A fact","persons":[{"name":"Mira Newlamp"}]})");
  EXPECT_EQ(SendDue(), 2);
  const auto posts = Posts();
  ASSERT_EQ(posts.size(), 2U);
  EXPECT_EQ(posts[0].url, kUrl);
  const auto body = base::JsonDocument::Parse(posts[1].body);
  ASSERT_TRUE(body.ok());
  const base::JsonRef root = body->root();
  EXPECT_EQ(root["kind"].string(), "record.acted");
  EXPECT_EQ(root["bureau"].string(), "XX");
  EXPECT_EQ(root["record"]["id"].string(), record.id);
  EXPECT_EQ(root["record"]["number"].string(), record.number);
  EXPECT_EQ(root["action"].string(), "amend");
  EXPECT_EQ(root["from"].string(), "registered");
  EXPECT_EQ(root["to"].string(), "registered");
  EXPECT_EQ(root["version"].integer(), 2);
  EXPECT_THAT(root["changed"].strings(), ElementsAre("facts", "persons", "summary"));
  EXPECT_EQ(root["id"].string(), Header(posts[1], "Maktab-Delivery"));
  for (const char* word : {"Another", "A fact", "Mira", "a reason that stays inside", "Made up", "Zorvan"}) {
    EXPECT_THAT(posts[0].body + posts[1].body, Not(HasSubstr(word)));
  }
  const std::string time = Header(posts[1], "Maktab-Timestamp");
  EXPECT_EQ(time, "1780000000");
  EXPECT_EQ(Header(posts[1], "Maktab-Signature"),
            "v1=" + crypto::ToHex(crypto::HmacSha256(kSecret, {time, ".", posts[1].body})));
  EXPECT_EQ(SendDue(), 0) << "once";
  for (const store::Delivery& one : Deliveries(id)) EXPECT_EQ(one.state, "delivered");
}

TEST_F(WebhooksTest, TellsOnlyWhatWasAskedFor) {
  Add({"record.acted"}, {"requests"});
  const store::Record record = Register();
  EXPECT_EQ(SendDue(), 0);
  Act(record, "withdraw");
  EXPECT_EQ(SendDue(), 1);
  EXPECT_THAT(bureau.carrier.posts.back().body, HasSubstr(R"("action":"withdraw")"));
}

TEST_F(WebhooksTest, TriesAgainWithGrowingWaitsAndGivesUp) {
  const std::string id = Add();
  Register();
  bureau.carrier.answer = 503;
  EXPECT_EQ(SendDue(), 1);
  std::int64_t attempts = 1;
  for (const std::int64_t wait : desk::Deliveries::kWaits) {
    EXPECT_EQ(Deliveries(id).front().state, "waiting");
    bureau.clock.Advance(wait * base::kMicrosPerSecond - 1);
    EXPECT_EQ(SendDue(), 0) << "not before " << wait << " s";
    bureau.clock.Advance(1);
    EXPECT_EQ(SendDue(), 1) << "after " << wait << " s";
    ++attempts;
  }
  const store::Delivery given_up = Deliveries(id).front();
  EXPECT_EQ(given_up.state, "given_up");
  EXPECT_EQ(given_up.attempts, attempts);
  EXPECT_EQ(given_up.status, 503);
  EXPECT_EQ(given_up.error, "webhook.refused");
  bureau.clock.Advance(30 * base::kMicrosPerDay);
  EXPECT_EQ(SendDue(), 0);
  // The same message, with a new time and signature.
  const auto posts = Posts();
  EXPECT_EQ(posts.front().body, posts.back().body);
  EXPECT_NE(Header(posts.front(), "Maktab-Signature"), Header(posts.back(), "Maktab-Signature"));
  bureau.carrier.answer = 200;
  ASSERT_TRUE(desk.SendAgain(administrator, id, given_up.id).ok());
  EXPECT_EQ(SendDue(), 1);
  EXPECT_EQ(Deliveries(id).front().state, "delivered");
  EXPECT_EQ(CodeOf(desk.SendAgain(administrator, id, "nothing")), "webhook.delivery_unknown");
}

TEST_F(WebhooksTest, WhatCameToNoAnswerSaysWhy) {
  const std::string id = Add();
  Register();
  bureau.carrier.answer = base::Err("webhook.timed_out");
  EXPECT_EQ(SendDue(), 1);
  EXPECT_EQ(Deliveries(id).front().error, "webhook.timed_out");
  EXPECT_EQ(Deliveries(id).front().status, 0);
  bureau.carrier.answer = 301;
  bureau.clock.Advance(desk::Deliveries::kWaits[0] * base::kMicrosPerSecond);
  EXPECT_EQ(SendDue(), 1);
  EXPECT_EQ(Deliveries(id).front().error, "webhook.refused") << "nothing is followed elsewhere";
}

TEST_F(WebhooksTest, WhatWaitsOutlivesTheProgram) {
  const std::string id = Add();
  Register();
  const auto webhooks = bureau.store->Webhooks();
  ASSERT_TRUE(bureau.store->FillOutbox(webhooks->front(), 10, bureau.clock.Now(), {}).ok());
  // One program takes it and is killed before it can keep what became of it.
  const base::Instant until{bureau.clock.Now().micros + desk::Deliveries::kTakenSeconds * base::kMicrosPerSecond};
  const auto taken = bureau.store->TakeDelivery(id, bureau.clock.Now(), until);
  ASSERT_TRUE(taken.ok() && taken->has_value());
  Register();
  desk::Deliveries next(*bureau.parts, bureau.carrier, bureau.events);
  EXPECT_EQ(*next.SendDue(), 1) << "the other one; nobody takes what is taken";
  bureau.clock.Advance(desk::Deliveries::kTakenSeconds * base::kMicrosPerSecond);
  EXPECT_EQ(*next.SendDue(), 1);
  EXPECT_EQ(Header(bureau.carrier.posts.back(), "Maktab-Delivery"), (*taken)->id);
  EXPECT_EQ(Header(bureau.carrier.posts.back(), "Maktab-Attempt"), "2");
}

TEST_F(WebhooksTest, NobodyOutsideIsToldOfWhatIsKeptFromSomebody) {
  const std::string id = Add();
  const store::Record secret = Act(Register("zqsecret"), "restrict", R"({"restricted_units":["vehicles"]})");
  const store::Record open = Register();
  EXPECT_EQ(SendDue(), 3);
  ASSERT_EQ(bureau.carrier.posts.size(), 1U) << "the other two were withheld";
  EXPECT_THAT(bureau.carrier.posts.front().body, HasSubstr(open.id));
  EXPECT_THAT(Deliveries(id).size(), 1U) << "the administrator does not see the record either";
  const store::DeliveryFilter all{id, "withheld", 100};
  const auto withheld = bureau.store->Deliveries(all, store::Viewer::Program());
  EXPECT_EQ(withheld->size(), 2U);
  EXPECT_EQ(CodeOf(desk.SendAgain(administrator, id, withheld->front().id)), "webhook.delivery_unknown");
  EXPECT_EQ(secret.version, 2);
}

TEST_F(WebhooksTest, PausedItWaitsAndEndedItIsForgotten) {
  const std::string id = Add();
  WebhookChange pause;
  pause.paused = true;
  ASSERT_TRUE(desk.Change(administrator, id, pause).ok());
  Register();
  EXPECT_EQ(SendDue(), 0);
  pause.paused = false;
  pause.url = "https://elsewhere.example/";
  ASSERT_TRUE(desk.Change(administrator, id, pause).ok());
  EXPECT_EQ(SendDue(), 1);
  EXPECT_EQ(bureau.carrier.posts.back().url, "https://elsewhere.example/");
  Register();
  ASSERT_TRUE(desk.End(administrator, id).ok());
  EXPECT_EQ(SendDue(), 0);
  EXPECT_THAT(*desk.List(administrator), IsEmpty());
  EXPECT_EQ(CodeOf(desk.End(administrator, id)), "webhook.unknown");
  const auto secret = bureau.store->FindCredential(id, store::kWebhookSecret);
  EXPECT_FALSE(secret->has_value());
}

TEST_F(WebhooksTest, APingSaysNothing) {
  const std::string id = Add();
  ASSERT_TRUE(desk.Ping(administrator, id).ok());
  EXPECT_EQ(SendDue(), 1);
  EXPECT_THAT(bureau.carrier.posts.back().body, HasSubstr(R"("kind":"ping")"));
  EXPECT_EQ(Deliveries(id).front().state, "delivered");
}

TEST_F(WebhooksTest, ALaterHitIsTold) {
  Add({"hit.found_later"});
  const store::Record record = Register();
  bureau.Import("made_up", R"({"id":"w1","schema":"Person","properties":{"name":["Zorvan Tadrak"]}})"
                           "\n");
  EXPECT_EQ(SendDue(), 1);
  EXPECT_THAT(bureau.carrier.posts.back().body, HasSubstr(record.id));
  EXPECT_THAT(bureau.carrier.posts.back().body, Not(HasSubstr("w1")));
}

TEST_F(WebhooksTest, WhatIsWrongIsRefused) {
  const auto add = [&](const std::string& url, const std::string& secret, const std::vector<std::string>& kinds,
                       const std::vector<std::string>& registers) {
    return CodeOf(desk.Add(administrator, {url, secret, kinds, registers}));
  };
  EXPECT_EQ(add("http://receiver.example/", "", {"record.acted"}, {}), "webhook.not_https");
  EXPECT_EQ(add(kUrl, "short", {"record.acted"}, {}), "webhook.bad_secret");
  EXPECT_EQ(add(kUrl, "with spaces in between", {"record.acted"}, {}), "webhook.bad_secret");
  EXPECT_EQ(add(kUrl, "", {}, {}), "webhook.bad_kind");
  EXPECT_EQ(add(kUrl, "", {"check.asked"}, {}), "webhook.bad_kind");
  EXPECT_EQ(add(kUrl, "", {"record.acted"}, {"nothing"}), "register.unknown");
  EXPECT_EQ(CodeOf(desk.Add(officer, {kUrl, "", {"record.acted"}, {}})), "access.denied");
  EXPECT_EQ(CodeOf(desk.List(TestBureau::Who(Role::kSupervisor))), "access.denied");
  EXPECT_THAT(*desk.List(administrator), IsEmpty());
  for (std::size_t i = 0; i < Webhooks::kMost; ++i) Add();
  EXPECT_EQ(add(kUrl, "", {"record.acted"}, {}), "webhook.too_many");
}

TEST_F(WebhooksTest, ItsSecretIsInNoEntry) {
  const auto made = desk.Add(administrator, {kUrl, "", {"record.acted"}, {}});
  ASSERT_TRUE(made.ok());
  EXPECT_GE(made->secret.size(), 32U);
  WebhookChange change;
  change.secret = kSecret;
  ASSERT_TRUE(desk.Change(administrator, made->id, change).ok());
  for (const char* kind : {"webhook.created", "webhook.changed"}) {
    ASSERT_EQ(bureau.Entries(kind).size(), 1U);
    EXPECT_THAT(bureau.Entries(kind).front().body, Not(HasSubstr(made->secret)));
    EXPECT_THAT(bureau.Entries(kind).front().body, Not(HasSubstr(kSecret)));
  }
}

// One that does not answer holds up no other, and stopping does not wait for it.
TEST_F(WebhooksTest, ThreadsServeThemByThemselves) {
  Add();
  class Slow final : public WebhookCarrier {
   public:
    base::Status Check(const std::string&) const override { return {}; }
    base::Result<int> Send(const WebhookPost& post) override {
      base::MutexLock lock(mutex);
      if (post.url == kUrl) {
        while (!stopped) changed.wait(mutex);
        return base::Err("webhook.stopping");
      }
      ++arrived;
      changed.notify_all();
      return 200;
    }
    void Stop() override {
      const base::MutexLock lock(mutex);
      stopped = true;
      changed.notify_all();
    }
    base::Mutex mutex;
    base::ConditionVariable changed;
    bool stopped GUARDED_BY(mutex) = false;
    int arrived GUARDED_BY(mutex) = 0;
  } slow;
  ASSERT_TRUE(desk.Add(administrator, {"https://quick.example/", "", {"record.created"}, {}}).ok());
  bureau.clock.Advance(1);
  Register();
  Register();
  desk::Deliveries deliveries(*bureau.parts, slow, bureau.events);
  deliveries.Start();
  {
    base::MutexLock lock(slow.mutex);
    while (slow.arrived < 2) slow.changed.wait(slow.mutex);
  }
  deliveries.Stop();
  const auto webhooks = bureau.store->Webhooks();
  for (const store::Webhook& one : *webhooks) {
    const std::size_t waiting = bureau.store->Deliveries({one.id, "waiting", 100}, store::Viewer::Program())->size();
    EXPECT_EQ(waiting, one.url == kUrl ? 2U : 0U);
  }
}

}  // namespace
}  // namespace maktab::desk
