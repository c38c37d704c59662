// A bureau in a temporary folder, without pages or shell, for tests of what people do in it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "desk/check.h"
#include "desk/cross_check.h"
#include "desk/deliveries.h"
#include "desk/deputies.h"
#include "desk/glass.h"
#include "desk/history.h"
#include "desk/import.h"
#include "desk/notifications.h"
#include "desk/people.h"
#include "desk/recheck.h"
#include "desk/records.h"
#include "desk/subjects.h"
#include "desk/webhooks.h"

namespace maktab::desk {

// Keeps what it is given to carry, and answers as it is told.
class TestCarrier final : public WebhookCarrier {
 public:
  base::Status Check(const std::string& url) const override {
    return url.starts_with("https://") ? base::Status() : base::Status(base::Err("webhook.not_https"));
  }
  base::Result<int> Send(const WebhookPost& post) override {
    posts.push_back(post);
    return answer;
  }
  void Stop() override {}

  std::vector<WebhookPost> posts;
  base::Result<int> answer = 204;
};

class TestBureau {
 public:
  TestBureau();
  ~TestBureau();
  TestBureau(const TestBureau&) = delete;
  TestBureau& operator=(const TestBureau&) = delete;

  static model::Principal Who(model::Role role, const std::string& id = "u1");

  // Imports lines of FollowTheMoney entities as the shell does; the report must be good.
  ImportReport Import(const std::string& dataset, const std::string& lines);
  // The same as another process does it: the store has it, this bureau has not been told.
  void ImportElsewhere(const std::string& dataset, const std::vector<model::Entity>& entities);
  static model::Entity Person(const std::string& id, const std::string& name, const std::string& birth_date = "1970");
  static CheckRequest Asking(const std::string& text);
  // The answer to a text, asked by an officer; it must come.
  CheckAnswer Ask(const std::string& text);

  // All entries of a kind, newest first.
  std::vector<store::Entry> Entries(const std::string& kind);

  base::ManualClock clock{base::Instant{1'780'000'000'000'000}};
  std::filesystem::path folder;
  Events events;
  screening::Engine engine;
  std::unique_ptr<model::Words> words;
  std::unique_ptr<model::Purposes> purposes;
  std::unique_ptr<model::Registers> registers;
  std::unique_ptr<identifiers::Tables> tables;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<Parts> parts;
  std::unique_ptr<Judgements> judgements;
  std::unique_ptr<ListFollower> follower;
  std::unique_ptr<CheckDesk> checks;
  std::unique_ptr<History> history;
  std::unique_ptr<FileDesk> files;
  std::unique_ptr<SubjectIndex> subject_index;
  std::unique_ptr<CrossCheck> cross_check;
  std::unique_ptr<SubjectDesk> subjects;
  std::unique_ptr<RecordDesk> records;
  std::unique_ptr<Deputies> deputies;
  std::unique_ptr<Glass> glass;
  std::unique_ptr<Notifications> notifications;
  TestCarrier carrier;
  std::unique_ptr<Webhooks> webhooks;
  std::unique_ptr<Deliveries> deliveries;
  std::unique_ptr<People> people;
  std::unique_ptr<Recheck> recheck;
  std::unique_ptr<Importer> importer;
};

}  // namespace maktab::desk
