#include "main/wiring.h"

#include "base/log.h"
#include "desk/definition_use.h"

namespace maktab::main {

store::StoreOptions StoreOptionsOf(const std::filesystem::path& data_dir, const AllSettings& settings) {
  store::StoreOptions options;
  options.url = settings.database_url;
  options.data_dir = data_dir;
  options.bureau = settings.desk.bureau;
  return options;
}

void Wiring::Assemble(const AllSettings& settings, const cli::OpenOptions& options, const model::Words& words,
                      const store::StoreOptions& store_options) {
  parts_ = std::make_unique<desk::Parts>(
      desk::Parts{*store_, engine_, words, *purposes_, *registers_, *tables_, clock_, options.data_dir, settings.desk});
  judgements_ = std::make_unique<desk::Judgements>(*parts_);
  follower_ = std::make_unique<desk::ListFollower>(*parts_);
  checks_ = std::make_unique<desk::CheckDesk>(*parts_, *judgements_, *follower_);
  history_ = std::make_unique<desk::History>(*parts_);
  files_ = std::make_unique<desk::FileDesk>(*parts_);
  subject_index_ = std::make_unique<desk::SubjectIndex>(*parts_);
  cross_check_ = std::make_unique<desk::CrossCheck>(*parts_, *checks_, *judgements_, *subject_index_);
  subjects_ = std::make_unique<desk::SubjectDesk>(*parts_, *subject_index_);
  records_ = std::make_unique<desk::RecordDesk>(*parts_, events_, *files_, *cross_check_, *subject_index_);
  deputies_ = std::make_unique<desk::Deputies>(*parts_);
  glass_ = std::make_unique<desk::Glass>(*parts_, events_);
  notifications_ = std::make_unique<desk::Notifications>(*parts_);
  carrier_ = std::make_unique<http::HttpWebhookCarrier>(settings.webhooks);
  webhooks_ = std::make_unique<desk::Webhooks>(*parts_, *carrier_);
  deliveries_ = std::make_unique<desk::Deliveries>(*parts_, *carrier_, events_);
  lists_ = std::make_unique<desk::ListsDesk>(*parts_);
  people_ = std::make_unique<desk::People>(*parts_);
  care_ = std::make_unique<desk::Care>(*parts_, store_options);
  recheck_ = std::make_unique<desk::Recheck>(*parts_, *judgements_, events_);
  importer_ = std::make_unique<desk::Importer>(*parts_, *follower_, *recheck_, events_);
  time_keeper_ = std::make_unique<desk::TimeKeeper>(*parts_, *follower_, events_);
}

base::Result<std::unique_ptr<Wiring>> Wiring::Open(const cli::OpenOptions& options, const AllSettings& settings,
                                                   const model::Definitions& definitions, const model::Words& words) {
  std::unique_ptr<Wiring> wiring(new Wiring);
  MAKTAB_ASSIGN(auto purposes, model::Purposes::Load(definitions));
  wiring->purposes_ = std::make_unique<model::Purposes>(std::move(purposes));
  MAKTAB_ASSIGN(auto registers, model::Registers::Load(definitions));
  wiring->registers_ = std::make_unique<model::Registers>(std::move(registers));
  MAKTAB_ASSIGN(auto tables, identifiers::Tables::Load(definitions.Text("plates.toml"), definitions.Text("wmi.toml"),
                                                       definitions.Text("mrz_states.toml")));
  wiring->tables_ = std::make_unique<identifiers::Tables>(std::move(tables));
  const store::StoreOptions store_options = StoreOptionsOf(options.data_dir, settings);
  MAKTAB_ASSIGN(wiring->store_, store::Store::Open(store_options, wiring->clock_));
  MAKTAB_TRY(desk::CheckDefinitionsInUse(*wiring->registers_, *wiring->store_));
  wiring->Assemble(settings, options, words, store_options);
  if (options.with_screening) {
    MAKTAB_TRY(wiring->judgements_->Load());
    MAKTAB_TRY(wiring->follower_->Start());
    MAKTAB_TRY(wiring->subject_index_->Start());
  }
  return wiring;
}

Wiring::~Wiring() {
  if (follower_ == nullptr) return;
  follower_->Stop();
  const auto saved = follower_->SaveSnapshot();
  if (!saved.ok()) spdlog::warn("snapshot not saved: {} {}", saved.error().code, saved.error().log);
  subject_index_->Stop();
  const auto files = subject_index_->Save();
  if (!files.ok()) spdlog::warn("files not saved: {} {}", files.error().code, files.error().log);
}

}  // namespace maktab::main
