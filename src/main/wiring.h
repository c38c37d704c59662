// The only code that chooses parts and builds the object graph of an opened data folder.
#pragma once

#include <memory>

#include "cli/services.h"
#include "desk/cross_check.h"
#include "desk/deliveries.h"
#include "desk/deputies.h"
#include "desk/events.h"
#include "desk/follow.h"
#include "desk/glass.h"
#include "desk/notifications.h"
#include "desk/recheck.h"
#include "desk/records.h"
#include "desk/subjects.h"
#include "desk/webhooks.h"
#include "desk/when_due.h"
#include "http/webhook_carrier.h"
#include "main/settings.h"

namespace maktab::main {

// Members are declared in the order in which they are built; they are destroyed in the other one.
class Wiring final : public cli::Services {
 public:
  static base::Result<std::unique_ptr<Wiring>> Open(const cli::OpenOptions& options, const AllSettings& settings,
                                                    const model::Definitions& definitions, const model::Words& words);
  ~Wiring() override;

  const desk::Parts& parts() override { return *parts_; }
  desk::Judgements& judgements() override { return *judgements_; }
  desk::CheckDesk& checks() override { return *checks_; }
  desk::Importer& importer() override { return *importer_; }
  desk::ListsDesk& lists() override { return *lists_; }
  desk::People& people() override { return *people_; }
  desk::Care& care() override { return *care_; }

  desk::History& history() { return *history_; }
  desk::FileDesk& files() override { return *files_; }
  desk::RecordDesk& records() override { return *records_; }
  desk::SubjectDesk& subjects() { return *subjects_; }
  desk::SubjectIndex& subject_index() { return *subject_index_; }
  desk::CrossCheck& cross_check() override { return *cross_check_; }
  desk::Deputies& deputies() { return *deputies_; }
  desk::Glass& glass() { return *glass_; }
  desk::Notifications& notifications() { return *notifications_; }
  desk::Webhooks& webhooks() { return *webhooks_; }
  desk::Deliveries& deliveries() { return *deliveries_; }
  desk::TimeKeeper& time_keeper() { return *time_keeper_; }
  desk::Events& events() override { return events_; }
  desk::ListFollower& follower() { return *follower_; }
  desk::Recheck& recheck() { return *recheck_; }
  base::Clock& clock() { return clock_; }

 private:
  Wiring() = default;
  void Assemble(const AllSettings& settings, const cli::OpenOptions& options, const model::Words& words,
                const store::StoreOptions& store_options);

  base::SystemClock clock_;
  desk::Events events_;
  screening::Engine engine_;
  std::unique_ptr<model::Purposes> purposes_;
  std::unique_ptr<model::Registers> registers_;
  std::unique_ptr<identifiers::Tables> tables_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<desk::Parts> parts_;
  std::unique_ptr<desk::Judgements> judgements_;
  std::unique_ptr<desk::CheckDesk> checks_;
  std::unique_ptr<desk::SubjectIndex> subject_index_;
  std::unique_ptr<desk::CrossCheck> cross_check_;
  std::unique_ptr<desk::SubjectDesk> subjects_;
  std::unique_ptr<desk::History> history_;
  std::unique_ptr<desk::FileDesk> files_;
  std::unique_ptr<desk::RecordDesk> records_;
  std::unique_ptr<desk::Deputies> deputies_;
  std::unique_ptr<desk::Glass> glass_;
  std::unique_ptr<desk::Notifications> notifications_;
  std::unique_ptr<http::HttpWebhookCarrier> carrier_;
  std::unique_ptr<desk::Webhooks> webhooks_;
  std::unique_ptr<desk::Deliveries> deliveries_;
  std::unique_ptr<desk::ListsDesk> lists_;
  std::unique_ptr<desk::People> people_;
  std::unique_ptr<desk::Care> care_;
  std::unique_ptr<desk::Recheck> recheck_;
  std::unique_ptr<desk::ListFollower> follower_;
  std::unique_ptr<desk::Importer> importer_;
  std::unique_ptr<desk::TimeKeeper> time_keeper_;
};

store::StoreOptions StoreOptionsOf(const std::filesystem::path& data_dir, const AllSettings& settings);

}  // namespace maktab::main
