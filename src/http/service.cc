#include "http/service.h"

#include <algorithm>
#include <thread>

#include "http/desk_gate.h"
#include "http/pages.h"
#include "http/security.h"

namespace maktab::http {

namespace {

std::size_t Cores() {
  return std::max(1U, std::thread::hardware_concurrency());
}

PipelineOptions PipelineOptionsOf(const ServiceOptions& options) {
  PipelineOptions pipeline;
  pipeline.bound_to_loopback = IsLoopback(options.server.address);
  for (const std::string& host : options.allowed_hosts) pipeline.allowed_hosts.push_back(HostName(host));
  pipeline.anonymous = options.anonymous;
  pipeline.principal = options.principal;
  pipeline.attempts = options.attempts;
  pipeline.access_log = options.access_log;
  return pipeline;
}

Metrics::Sample SampleOf(std::string name, std::string help, double value) {
  return {std::move(name), std::move(help), {}, value, false};
}

std::vector<Metrics::Sample> ListSamples(const desk::Parts& parts) {
  std::vector<Metrics::Sample> samples;
  const auto snapshot = parts.engine.Current();
  samples.push_back(
      SampleOf("maktab_snapshot_bytes", "Memory of the index that answers checks.", double(snapshot->bytes())));
  samples.push_back(SampleOf("maktab_snapshot_entities", "Entries in force that checks are asked of.",
                             double(snapshot->entity_count())));
  const base::Instant now = parts.clock.Now();
  for (const screening::ListInfo& list : *snapshot->lists()) {
    const double age = double(now.micros - list.imported_at.micros) / double(base::kMicrosPerSecond);
    samples.push_back(
        {"maktab_list_age_seconds", "Time since the list was imported.", {{"dataset", list.dataset}}, age, false});
    samples.push_back({"maktab_list_entities",
                       "Entries in force of the list.",
                       {{"dataset", list.dataset}},
                       double(list.count),
                       false});
  }
  return samples;
}

std::vector<Metrics::Sample> LedgerSamples(const desk::Care& care) {
  const auto health = care.Health();
  if (!health.ok()) return {SampleOf("maktab_store_ok", "The database can be read and written.", 0)};
  return {SampleOf("maktab_store_ok", "The database can be read and written.", health->writer_ok ? 1 : 0),
          {"maktab_ledger_entries_total", "Entries of the ledger.", {}, double(health->entries), true},
          SampleOf("maktab_ledger_waiting", "Entries that wait to become durable.", double(health->waiting)),
          SampleOf("maktab_database_bytes", "Size of the database.", double(health->database_bytes)),
          SampleOf("maktab_free_bytes", "Free space where the data folder is.", double(health->free_bytes))};
}

// What a crash left of uploads is of no use to anybody.
void MakeEmptyFolder(const std::filesystem::path& folder) {
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  std::filesystem::create_directories(folder, ignored);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, ignored);
}

}  // namespace

// Members are destroyed from the last to the first: the server first, so that nothing comes in any more, then the
// threads that may still work for it.
class Service::Impl {
 public:
  Impl(const Desks& desks, ServiceOptions options)
      : options_(std::move(options)),
        for_checks_(Cores()),
        for_bulk_(Cores()),
        for_rest_(Cores() + 4),
        gate_(desks.people, desks.parts.clock, for_rest_),
        pages_(EmbeddedPages()),
        notices_(desks.parts.store),
        context_{.desks = desks,
                 .version = options_.version,
                 .upload_folder = options_.upload_folder,
                 .max_upload_bytes = options_.max_upload_bytes,
                 .metrics_for_loopback = options_.metrics_for_loopback,
                 .metrics = metrics_,
                 .notices = notices_,
                 .for_checks = for_checks_,
                 .for_bulk = for_bulk_,
                 .for_rest = for_rest_,
                 .forget_identities = [this] { gate_.Forget(); }},
        pipeline_({MakeRoutes(context_), gate_, desks.parts.words, pages_, metrics_, desks.parts.clock},
                  PipelineOptionsOf(options_)),
        server_(options_.server, pipeline_) {
    metrics_.AddSource([&desks = context_.desks] { return ListSamples(desks.parts); });
    metrics_.AddSource([&desks = context_.desks] { return LedgerSamples(desks.care); });
  }

  base::Status Start() {
    MakeEmptyFolder(options_.upload_folder);
    return server_.Start();
  }
  void Stop() { server_.Stop(); }
  std::uint16_t port() const { return server_.port(); }
  std::string address() const {
    const std::string& name = options_.server.address;
    const bool six = name.find(':') != std::string::npos;
    return (options_.server.tls ? "https://" : "http://") + (six ? "[" + name + "]" : name) + ":" +
           std::to_string(port());
  }
  const Router& router() const { return pipeline_.router(); }

 private:
  const ServiceOptions options_;
  Metrics metrics_;
  WorkerPool for_checks_, for_bulk_, for_rest_;
  DeskGate gate_;
  const StaticPages pages_;
  NoticeShelf notices_;
  const Context context_;
  Pipeline pipeline_;
  Server server_;
};

Service::Service(const Desks& desks, ServiceOptions options)
    : impl_(std::make_unique<Impl>(desks, std::move(options))) {}

Service::~Service() = default;

base::Status Service::Start() {
  return impl_->Start();
}

void Service::Stop() {
  impl_->Stop();
}

std::uint16_t Service::port() const {
  return impl_->port();
}

std::string Service::address() const {
  return impl_->address();
}

const Router& Service::router() const {
  return impl_->router();
}

}  // namespace maktab::http
