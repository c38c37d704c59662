// What the routes work with: the desk, threads for what blocks, counters, and the settings of the service.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "desk/care.h"
#include "desk/check.h"
#include "desk/cross_check.h"
#include "desk/deputies.h"
#include "desk/events.h"
#include "desk/files.h"
#include "desk/glass.h"
#include "desk/history.h"
#include "desk/import.h"
#include "desk/judgement.h"
#include "desk/lists.h"
#include "desk/notifications.h"
#include "desk/parts.h"
#include "desk/people.h"
#include "desk/records.h"
#include "desk/subjects.h"
#include "desk/webhooks.h"
#include "http/metrics.h"
#include "http/notice_shelf.h"
#include "http/router.h"
#include "http/task.h"

namespace maktab::http {

// Everything a person can do. All must outlive the service.
struct Desks {
  const desk::Parts& parts;
  desk::Judgements& judgements;
  desk::CheckDesk& checks;
  desk::History& history;
  desk::FileDesk& files;
  desk::RecordDesk& records;
  desk::SubjectDesk& subjects;
  desk::CrossCheck& cross_check;
  desk::Deputies& deputies;
  desk::Glass& glass;
  desk::Notifications& notifications;
  desk::Webhooks& webhooks;
  desk::ListsDesk& lists;
  desk::People& people;
  desk::Importer& importer;
  desk::ImportJobs& imports;
  desk::Care& care;
  desk::Events& events;
};

struct Context {
  Desks desks;
  std::string version = {};                  // of the program
  std::filesystem::path upload_folder = {};  // for files on their way to an import; only this process uses it
  std::uint64_t max_upload_bytes = 0;
  bool metrics_for_loopback = false;  // GET /metrics without a sign-in from this machine
  Metrics& metrics;
  NoticeShelf& notices;
  // One check must not wait behind a batch of a bulk run or behind a verification of the whole ledger.
  WorkerPool& for_checks;
  WorkerPool& for_bulk;
  WorkerPool& for_rest;
  // After a change to people, keys or sessions: nobody is known from before any more.
  std::function<void()> forget_identities = {};
};

// The route groups. Each adds its routes; `context` must outlive the router.
void AddSessionRoutes(Router& router, const Context& context);
void AddPeopleRoutes(Router& router, const Context& context);
void AddCheckRoutes(Router& router, const Context& context);
void AddFrontLineRoutes(Router& router, const Context& context);
void AddHistoryRoutes(Router& router, const Context& context);
void AddRecordRoutes(Router& router, const Context& context);
void AddFileRoutes(Router& router, const Context& context);
void AddLetterRoutes(Router& router, const Context& context);
void AddRecordImportRoutes(Router& router, const Context& context);
void AddRecordExportRoutes(Router& router, const Context& context);
void AddViewRoutes(Router& router, const Context& context);
void AddSubjectRoutes(Router& router, const Context& context);
void AddPositionRoutes(Router& router, const Context& context);
void AddAccessRoutes(Router& router, const Context& context);
void AddDeadlineRoutes(Router& router, const Context& context);
void AddInstrumentRoutes(Router& router, const Context& context);
void AddNotificationRoutes(Router& router, const Context& context);
void AddWebhookRoutes(Router& router, const Context& context);
void AddBulkRoutes(Router& router, const Context& context);
void AddListRoutes(Router& router, const Context& context);
void AddImportRoutes(Router& router, const Context& context);
void AddEventRoutes(Router& router, const Context& context);
void AddLedgerRoutes(Router& router, const Context& context);
void AddYenteRoutes(Router& router, const Context& context);
void AddNoticeRoutes(Router& router, const Context& context);
void AddSystemRoutes(Router& router, const Context& context);

// All of them.
Router MakeRoutes(const Context& context);

}  // namespace maktab::http
