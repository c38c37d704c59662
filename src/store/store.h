// The store: the ledger (what happened) and its projections (what is now), on SQLite or PostgreSQL.
//
// State changes only by entries: an entry is written, hashed into the Merkle tree, applied to the projections and
// covered by a signed checkpoint in one transaction, durable before it is acknowledged. One thread of each process
// writes; it takes all that waits into one transaction. Several processes may use one database.
//
// Every function may be called from any thread. Errors that any of them may give: store.unavailable (the database can't
// be reached), store.disk_full, store.damaged (the database file is not what it should be). After such an error nothing
// half done remains, and the store goes on by itself once the cause is gone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/entry.h"
#include "store/file_shelf.h"
#include "store/lists.h"
#include "store/notifications.h"
#include "store/people.h"
#include "store/records.h"
#include "store/subjects.h"
#include "store/transaction.h"
#include "store/verify.h"
#include "store/viewer.h"
#include "store/views.h"
#include "store/webhooks.h"

namespace maktab::store {

struct StoreOptions {
  std::string url;                 // "" = SQLite in data_dir/maktab.db; "postgresql://…"
  std::filesystem::path data_dir;  // keys, locks, the SQLite file; made (0700) if absent
  std::string bureau;      // names the ledger when it is made: letters, digits, '-', '.'; later the key file does
  bool read_only = false;  // no writing, no upgrade of the schema
};

// Facts for `doctor` and the health page.
struct Health {
  std::string backend;  // "sqlite", "postgresql"
  std::string backend_version;
  std::int64_t schema_version = 0;
  std::int64_t database_bytes = 0;
  std::int64_t free_bytes = 0;  // where data_dir is
  std::int64_t entries = 0;
  std::string ledger_name;   // "maktab/<bureau>"
  std::string checkpoint;    // the newest signed checkpoint
  bool writer_ok = true;     // the last transaction succeeded
  std::string writer_error;  // code of what it met, else empty
  std::int64_t waiting = 0;  // appends not yet durable
};

// done / total rows, for progress bars.
using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

struct BackupResult {
  std::int64_t entries = 0;
  std::int64_t rows = 0;  // of all kinds
  std::int64_t bytes = 0;
  double seconds = 0;
};

class Store {
 public:
  // Makes or upgrades the database, makes the key of a new ledger, starts the writer. The clock must outlive the store.
  // Errors: store.newer (the schema is newer than the program), store.older (read_only and it must be upgraded),
  // store.key_missing, store.key_wrong (the ledger was signed with another key), store.bad_url, store.bad_bureau,
  // store.folder (data_dir can't be made or written).
  static base::Result<std::unique_ptr<Store>> Open(const StoreOptions& options, base::Clock& clock);
  // Finishes what waits, keeps a checkpoint, closes.
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  // --- Writing ---

  // Called on the writer thread once the entry is durable, or with the error; must be quick and must not wait for
  // another append.
  using Done = std::function<void(base::Result<Receipt>)>;
  // Errors, besides those of its kind's projection (store.user_exists, store.user_unknown, …): store.bad_entry,
  // store.read_only.
  void Append(EntryDraft draft, Done done);
  // The extras are done in the same transaction as the entry: both or neither.
  void AppendWith(EntryDraft draft, std::vector<Extra> extras, Done done);
  base::Result<Receipt> AppendAndWait(EntryDraft draft, std::vector<Extra> extras = {});
  // The entry, others right after it in their order, and what follows from them: all or none. The receipt is that of
  // the first.
  base::Result<Receipt> AppendTogether(EntryDraft draft, std::vector<EntryDraft> also, Consequences follows = {});
  // The same of one entry, without waiting; `done` as in Append.
  void AppendThen(EntryDraft draft, Consequences follows, Done done);
  // A transaction without an entry of somebody's: what it appends, perhaps nothing, is written together or not at all.
  // Errors: store.read_only, what `decides` gives.
  base::Status Decide(Consequences decides);
  // Drops all projections and replays the ledger.
  base::Status Rebuild();

  // --- The ledger ---

  // Entries about records that are hidden from the viewer are not there for him.
  base::Result<std::optional<Entry>> FindEntry(std::int64_t seq, const Viewer& viewer);
  base::Result<std::vector<Entry>> Entries(const EntryFilter& filter, const Viewer& viewer);
  base::Result<std::int64_t> EntryCount();
  // The newest signed checkpoint (C2SP tlog-checkpoint) and the key that checks it (vkey text).
  base::Result<std::string> Checkpoint();
  const std::string& PublicKey() const;

  // Reads everything; the server may go on meanwhile. The error is about reaching the database or an unusable public
  // key (store.bad_key); what is wrong with the ledger is in the report.
  static base::Result<VerifyReport> Verify(const StoreOptions& options, const VerifyOptions& how);

  // --- Lists ---

  // Errors: store.import_running, store.bad_dataset (a list of records; letters, digits, '-', '_', '.'; 1–64).
  // The store must outlive the import.
  base::Result<std::unique_ptr<Import>> BeginImport(const std::string& dataset);
  base::Result<std::vector<ListState>> Lists();
  // Newest first.
  base::Result<std::vector<ListImport>> ListImports(const std::string& dataset);
  // In the order of rows; after_row 0 for the first page.
  base::Result<std::vector<ImportChange>> ImportChanges(const std::string& dataset, std::int64_t number,
                                                        std::int64_t after_row, int limit);
  base::Result<std::optional<StoredEntity>> FindEntity(const std::string& dataset, const std::string& id);
  struct EntityAsked {
    std::string dataset;
    std::string id;
    std::int64_t as_of = kNewestImport;  // what it says is that of this import; whether it is in force, of now
  };
  // In the order asked; absent ones are nullopt.
  base::Result<std::vector<std::optional<StoredEntity>>> FindEntities(const std::vector<EntityAsked>& asked);
  // Net changes of each list since the number that is known (absent: from nothing), streamed; one entity comes at most
  // once. Gives the lists as they were at the numbers reached, which are passed next time. An error of the visitor
  // stops it and is returned.
  base::Result<std::vector<ListState>> ReadChanges(const std::map<std::string, std::int64_t>& after,
                                                   const std::function<base::Status(ListChange&&)>& visit);
  // Cheap; changes when any process imports or ends a list.
  base::Result<std::map<std::string, std::int64_t>> ListNumbers();

  // --- People, keys, sessions ---

  base::Result<std::optional<User>> FindUser(const std::string& id);
  base::Result<std::optional<User>> FindUserByName(const std::string& name);
  base::Result<std::vector<User>> Users();  // by name
  // The hash that SetCredential set; nullopt if there is none.
  base::Result<std::optional<std::string>> FindCredential(const std::string& owner_id, const std::string& kind);
  // Active keys only.
  base::Result<std::optional<ApiKey>> FindKeyByHash(const std::string& secret_hash);
  base::Result<std::vector<ApiKey>> Keys();  // newest first, ended ones too
  // Not expired at `now`, of an active user.
  base::Result<std::optional<SessionWithUser>> FindSession(const std::string& token_hash, base::Instant now);

  // Whose rights on records count for this person or system at `now`: its own, and those of whose deputy it is.
  base::Result<std::vector<Seat>> Seats(const std::string& id, base::Instant now);
  base::Result<std::optional<Deputy>> FindDeputy(const std::string& user_id);

  // --- Records ---
  // A record that is hidden from the viewer is, in every one of these, as if it were not there.

  // Appends record.created with the next number of a series; both or neither. Numbers of one series come in the order
  // of the calls. Entries of `also` come right after it, in the same transaction, and then what follows from it. `done`
  // as in Append. Errors: as Append.
  struct NewRecord {
    EntryDraft draft;
    Numbering numbering;
    std::vector<EntryDraft> also;
    Consequences follows;
  };
  void CreateRecord(NewRecord record, Done done);
  base::Result<std::optional<Record>> FindRecord(const std::string& id, const Viewer& viewer);
  base::Result<std::optional<Record>> FindRecordByNumber(const std::string& number, const Viewer& viewer);
  base::Result<RecordPage> Records(const RecordFilter& filter, const Viewer& viewer);
  // In the order in which they began.
  base::Result<std::vector<Deadline>> Deadlines(const std::string& record, const Viewer& viewer);
  // Those that must be met and are not, by due_at.
  base::Result<std::vector<RecordClock>> OpenClocks(const ClockFilter& filter, const Viewer& viewer);
  base::Result<std::vector<RecordClock>> OpenClocks(const ClockFilter& filter, const ClockFigures& figures,
                                                    const ClockPage& page, const Viewer& viewer);
  // The same, counted.
  base::Result<std::vector<ClockCount>> CountClocks(const ClockFilter& filter, const ClockFigures& figures,
                                                    const Viewer& viewer);
  // For the program, which sees all: running clocks of these rules, by due_at; of each rule the first so many. What is
  // written is decided in the transaction (Decide), not by this.
  base::Result<std::vector<Deadline>> DueClocks(const std::vector<DueRule>& rules, int limit);
  base::Result<std::vector<std::pair<std::string, std::int64_t>>> CountStates(const std::string& register_id,
                                                                              const Viewer& viewer);
  // Which of these are there and seen.
  base::Result<std::set<std::string>> SeenRecords(const std::set<std::string>& ids, const Viewer& viewer);
  base::Result<std::set<std::string>> SeenNumbers(const std::set<std::string>& numbers, const Viewer& viewer);
  // Which of these numbers are given, with the digest of the line that brought the record in (record.imported); empty
  // if it was made here. Numbers are given once, whoever sees the record: who brings numbers is told of those.
  base::Result<std::map<std::string, std::string>> TakenNumbers(const std::set<std::string>& numbers);
  base::Result<std::set<std::int64_t>> TakenSerials(const std::string& series);
  // Newest first. The record is named only where the viewer sees it.
  base::Result<std::vector<BrokenGlass>> Glass(bool open_only, int limit, const Viewer& viewer);
  base::Result<std::vector<RecordUse>> RecordUses();

  // --- Notifications ---

  // Newest first, an entry once; none of a record that is hidden from the viewer.
  base::Result<std::vector<Notification>> Notifications(const NotificationFilter& filter, const Viewer& viewer);
  // Which of these marks the user has read.
  base::Result<std::set<std::string>> ReadMarks(const std::string& user, const std::set<std::string>& marks);
  base::Status KeepMarks(const std::string& user, const std::set<std::string>& marks, base::Instant at);

  // --- Webhooks ---

  // Those that have not ended, in the order in which they were made.
  base::Result<std::vector<Webhook>> Webhooks();
  // Newest first; none about a record that is hidden from the viewer.
  base::Result<std::vector<Delivery>> Deliveries(const DeliveryFilter& filter, const Viewer& viewer);
  // Makes deliveries of the entries that came since the last time, `limit` at most; the first time of none. Forgets
  // those made before `old` that wait no more. How many it made; by whichever process, each entry is delivered once.
  base::Result<std::int64_t> FillOutbox(const Webhook& webhook, int limit, base::Instant now, base::Instant old);
  // The next one that is due, with one attempt more; nobody else gets it until `until`.
  base::Result<std::optional<Delivery>> TakeDelivery(const std::string& webhook, base::Instant now,
                                                     base::Instant until);
  base::Status KeepOutcome(const DeliveryOutcome& outcome);
  base::Status AddPing(const std::string& webhook, const std::string& id, base::Instant now);
  // Errors: webhook.delivery_unknown.
  base::Status SendAgain(const std::string& webhook, const std::string& id, base::Instant now, const Viewer& viewer);
  // --- Lists under a name ---

  // Those of the owner, and those of the unit (empty: none), by name.
  base::Result<std::vector<SavedView>> Views(const std::string& register_id, const std::string& owner,
                                             const std::string& unit);
  base::Result<std::optional<SavedView>> FindView(const std::string& id);

  // --- Files of records ---

  FileShelf& Files();
  // In the order in which they came.
  base::Result<std::vector<RecordFile>> RecordFiles(const std::string& record, const Viewer& viewer);
  // To be called at the start of a server: FileShelf::Clean of what no record speaks of. How many went.
  base::Result<std::int64_t> CleanFiles();

  // --- Subjects ---
  // To a viewer a file says what the records say that he sees. A file is hidden if all records that speak of it are,
  // or, if none does any more, the one that it was made for.

  base::Result<std::optional<Subject>> FindSubject(const std::string& id, const Viewer& viewer);
  base::Result<std::optional<Subject>> FindSubjectBySerial(const std::string& kind, std::int64_t serial,
                                                           const Viewer& viewer);
  // The files that are merged under each head, in the order asked; without members if it is nobody's head, or all are
  // hidden. The head of a group is the first that the viewer sees if he does not see the real one.
  base::Result<std::vector<SubjectGroup>> SubjectGroups(const std::vector<std::string>& heads, const Viewer& viewer);
  base::Result<SeenGroups> SeenSubjectGroups(const std::vector<std::string>& heads, const Viewer& viewer);
  // For the index, which sees all: what files say changed after this entry (-1: all), by changed_seq.
  base::Result<std::vector<ChangedSubject>> ChangedSubjects(std::int64_t after_seq);
  // Cheap; grows with every change of any file, by any process. -1: there is none.
  base::Result<std::int64_t> SubjectsNumber();
  // Heads of groups of which the viewer sees a file, what changed last first, those before `before_seq`.
  base::Result<std::vector<ChangedSubject>> NewestSubjects(std::int64_t before_seq, int limit, const Viewer& viewer);
  // Those that say of any of these files that it is not another one, in the order of the ledger; the viewer sees both.
  base::Result<std::vector<SubjectPair>> SubjectPairs(const std::vector<std::string>& ids, const Viewer& viewer);

  // --- Hits ---

  // Those judged or withdrawn by an entry after `after_seq` (-1: all), by changed_seq.
  base::Result<std::vector<Judgement>> Judgements(std::int64_t after_seq = -1);
  // Newest first; before_seq: the seq of the last one of the page before.
  base::Result<std::vector<NewHit>> NewHits(std::optional<std::int64_t> before_seq, int limit);

  // --- Care ---

  base::Result<Health> CheckHealth();
  // Writes one file (docs/formats/backup.md, mode 0600), from one moment, while the store goes on. Errors:
  // store.backup_exists, store.backup_write.
  base::Result<BackupResult> Backup(const std::filesystem::path& file, const Progress& progress = {});
  // Into an empty data_dir and database; all or nothing, and verified before it is done. Errors: store.not_empty,
  // store.backup_read, store.backup_wrong, store.backup_newer.
  static base::Result<BackupResult> Restore(const StoreOptions& options, const std::filesystem::path& file,
                                            const Progress& progress = {});

 private:
  class Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace maktab::store
