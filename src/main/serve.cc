#include "main/serve.h"

#include <pthread.h>

#include <csignal>
#include <cstdio>

#include "base/log.h"
#include "http/service.h"
#include "main/wiring.h"

namespace maktab::main {
namespace {

// SIGTERM and SIGINT are blocked in every thread and waited for in this one, so that stopping is ordinary code.
sigset_t BlockStopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  // A client that goes away must not end the program.
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

http::ServiceOptions ServiceOptionsOf(const cli::ServeOptions& options, const AllSettings& settings,
                                      const std::string& version) {
  http::ServiceOptions service;
  service.server.address = options.listen.empty() ? settings.listen : options.listen;
  service.server.port = static_cast<std::uint16_t>(options.port >= 0 ? options.port : settings.port);
  if (!settings.tls_certificate.empty())
    service.server.tls = http::TlsFiles{settings.tls_certificate, settings.tls_key};
  service.allowed_hosts = settings.hosts;
  service.version = version;
  service.upload_folder = options.data_dir / "uploads";
  service.access_log = options.verbose;
  return service;
}

// To standard output, because it is what the command was asked for; the log goes to standard error.
base::Status SayWhere(Wiring& wiring, const http::Service& service) {
  MAKTAB_ASSIGN(const bool setup, wiring.people().SetupNeeded());
  std::printf("Maktab is at %s\n", service.address().c_str());
  if (setup) {
    std::printf("Create the first administrator, within 30 minutes, at %s/setup#token=%s\n", service.address().c_str(),
                wiring.people().IssueSetupToken().c_str());
  }
  std::fflush(stdout);
  return {};
}

}  // namespace

base::Status Serve(const cli::ServeOptions& options, const model::Words& words, const std::string& version) {
  const sigset_t signals = BlockStopSignals();
  if (options.verbose) base::StartLog(base::LogLevel::kVerbose);
  MAKTAB_ASSIGN(const AllSettings settings, ReadSettings(options.data_dir));
  MAKTAB_ASSIGN(const model::Definitions definitions,
                model::Definitions::WithOverrides(options.data_dir / "definitions"));
  MAKTAB_ASSIGN(const auto wiring, Wiring::Open({options.data_dir, true}, settings, definitions, words));
  MAKTAB_ASSIGN(const std::int64_t strays, wiring->parts().store.CleanFiles());
  if (strays > 0) spdlog::info("{} files that no record speaks of were removed", strays);
  desk::ImportJobs jobs(wiring->importer(), wiring->events(), wiring->clock());
  const http::Desks desks{.parts = wiring->parts(),
                          .judgements = wiring->judgements(),
                          .checks = wiring->checks(),
                          .history = wiring->history(),
                          .files = wiring->files(),
                          .records = wiring->records(),
                          .subjects = wiring->subjects(),
                          .cross_check = wiring->cross_check(),
                          .deputies = wiring->deputies(),
                          .glass = wiring->glass(),
                          .notifications = wiring->notifications(),
                          .webhooks = wiring->webhooks(),
                          .lists = wiring->lists(),
                          .people = wiring->people(),
                          .importer = wiring->importer(),
                          .imports = jobs,
                          .care = wiring->care(),
                          .events = wiring->events()};
  http::Service service(desks, ServiceOptionsOf(options, settings, version));
  wiring->follower().Watch();
  wiring->subject_index().Follow();
  MAKTAB_TRY(service.Start());
  wiring->deliveries().Start();
  wiring->time_keeper().Start();
  MAKTAB_TRY(SayWhere(*wiring, service));
  // After the first answer is possible: a long list of past checks must not hold up the start.
  const auto resumed = wiring->recheck().ResumeMissed();
  if (!resumed.ok()) spdlog::error("past checks were not asked again: {}", resumed.error().code);
  int signal = 0;
  sigwait(&signals, &signal);
  spdlog::info("stopping: what is in flight is finished first");
  service.Stop();
  wiring->time_keeper().Stop();
  wiring->deliveries().Stop();
  return {};
}

}  // namespace maktab::main
