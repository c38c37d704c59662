#include "store/store.h"

#include <array>
#include <utility>

#include "crypto/encoding.h"
#include "store/alert_projector.h"
#include "store/backup.h"
#include "store/clock_reader.h"
#include "store/entry_reader.h"
#include "store/file_shelf.h"
#include "store/files.h"
#include "store/import.h"
#include "store/list_reader.h"
#include "store/migrate.h"
#include "store/people_reader.h"
#include "store/projector.h"
#include "store/record_reader.h"
#include "store/replay_help.h"
#include "store/sql.h"
#include "store/store_impl.h"
#include "store/subject_reader.h"
#include "store/verify_ledger.h"
#include "store/view_tables.h"

namespace maktab::store {
namespace {

constexpr std::string_view kLedgerPrefix = "maktab/";
constexpr std::string_view kOpenLock = "open";

// The first start of a ledger: its tree is empty and signed as such.
void WriteFirstHead(Connection& connection, const NoteSigner& signer) {
  const Frontier tree;
  connection.Run(
      "insert into ledger_head (id, size, frontier, root, note, public_key) values (1, 0, '', :root, :note, "
      ":public_key)",
      crypto::ToHex(tree.Root()), SignCheckpoint(signer, {0, tree.Root()}), signer.Verifier().Text());
}

// The key of the data folder, checked against the ledger; both are made for a new ledger.
base::Result<NoteSigner> OpenKey(Connection& connection, const StoreOptions& options) {
  MAKTAB_ASSIGN(std::optional<NoteSigner> signer, ReadKey(options.data_dir));
  const auto head = connection.One<std::string>("select public_key from ledger_head where id = 1");
  if (head && !signer) return base::Err("store.key_missing").With("path", KeyPath(options.data_dir).string());
  if (head && std::get<0>(*head) != signer->Verifier().Text()) return base::Err("store.key_wrong");
  if (!signer) {
    if (!IsPlainName(options.bureau)) return base::Err("store.bad_bureau");
    signer = NoteSigner{std::string(kLedgerPrefix) + options.bureau, crypto::SigningKey::Generate()};
    MAKTAB_TRY(WriteKey(options.data_dir, *signer));
  }
  if (!head) WriteFirstHead(connection, *signer);
  return *std::move(signer);
}

// For reading, without the private key: the public key that the ledger names.
base::Result<std::string> NamedKey(Connection& connection) {
  const auto head = connection.One<std::string>("select public_key from ledger_head where id = 1");
  if (!head) return base::Err("store.no_database");
  return std::get<0>(*head);
}

base::Result<Location> Locate(const StoreOptions& options) {
  MAKTAB_ASSIGN(Location where, Location::Of(options.url, options.data_dir));
  where.read_only = options.read_only;
  std::error_code problem;
  // SQLite would make an empty database where there is none.
  if (where.read_only && !where.postgres && !std::filesystem::exists(where.target, problem)) {
    return base::Err("store.no_database");
  }
  return where;
}

}  // namespace

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

base::Result<std::unique_ptr<Store>> Store::Open(const StoreOptions& options, base::Clock& clock) {
  MAKTAB_ASSIGN(const Location where, Locate(options));
  if (!options.read_only) MAKTAB_TRY(MakeFolders(options.data_dir));
  return Guarded([&]() -> base::Result<std::unique_ptr<Store>> {
    std::unique_ptr<Impl> impl;
    if (options.read_only) {
      Connection connection(where);
      MAKTAB_TRY(Migrate(connection, true));
      MAKTAB_ASSIGN(std::string key, NamedKey(connection));
      impl = std::make_unique<Impl>(where, options.data_dir, std::move(key));
    } else {
      MAKTAB_ASSIGN(const FileLock lock, FileLock::Take(LockPath(options.data_dir, kOpenLock)));
      Connection connection(where);
      MAKTAB_TRY(Migrate(connection, false));
      MAKTAB_ASSIGN(NoteSigner signer, OpenKey(connection, options));
      impl = std::make_unique<Impl>(where, options.data_dir, signer.Verifier().Text());
      impl->signer = signer;
      impl->writer = std::make_unique<Writer>(where, std::move(signer), clock);
    }
    return std::unique_ptr<Store>(new Store(std::move(impl)));
  });
}

void Store::Append(EntryDraft draft, Done done) {
  AppendWith(std::move(draft), {}, std::move(done));
}

void Store::AppendWith(EntryDraft draft, std::vector<Extra> extras, Done done) {
  base::Status checked = CheckDraft(draft);
  if (impl_->writer == nullptr) checked = base::Err("store.read_only");
  if (!checked.ok()) {
    done(base::Error(checked.error()));
    return;
  }
  Job job;
  job.draft = std::move(draft);
  job.extras = std::move(extras);
  job.done = std::move(done);
  impl_->writer->Submit(std::move(job));
}

base::Result<Receipt> Store::AppendAndWait(EntryDraft draft, std::vector<Extra> extras) {
  if (impl_->writer == nullptr) return base::Err("store.read_only");
  MAKTAB_TRY(CheckDraft(draft));
  Job job;
  job.draft = std::move(draft);
  job.extras = std::move(extras);
  return impl_->writer->SubmitAndWait(std::move(job));
}

base::Result<Receipt> Store::AppendTogether(EntryDraft draft, std::vector<EntryDraft> also, Consequences follows) {
  if (impl_->writer == nullptr) return base::Err("store.read_only");
  MAKTAB_TRY(CheckDraft(draft));
  for (const EntryDraft& next : also) MAKTAB_TRY(CheckDraft(next));
  Job job;
  job.draft = std::move(draft);
  job.also = std::move(also);
  job.follows = std::move(follows);
  return impl_->writer->SubmitAndWait(std::move(job));
}

void Store::AppendThen(EntryDraft draft, Consequences follows, Done done) {
  base::Status checked = CheckDraft(draft);
  if (impl_->writer == nullptr) checked = base::Err("store.read_only");
  if (!checked.ok()) {
    done(base::Error(checked.error()));
    return;
  }
  Job job;
  job.draft = std::move(draft);
  job.follows = std::move(follows);
  job.done = std::move(done);
  impl_->writer->Submit(std::move(job));
}

base::Status Store::Decide(Consequences decides) {
  if (impl_->writer == nullptr) return base::Err("store.read_only");
  Job job;
  job.follows = std::move(decides);
  const auto done = impl_->writer->SubmitAndWait(std::move(job));
  return done.ok() ? base::Status() : base::Status(done.error());
}

void Store::CreateRecord(NewRecord record, Done done) {
  record.draft.body = record.numbering.body(0);
  base::Status checked = CheckDraft(record.draft);
  for (const EntryDraft& next : record.also) {
    if (checked.ok()) checked = CheckDraft(next);
  }
  if (impl_->writer == nullptr) checked = base::Err("store.read_only");
  if (!checked.ok()) {
    done(base::Error(checked.error()));
    return;
  }
  Job job;
  job.draft = std::move(record.draft);
  job.complete = [numbering = std::move(record.numbering)](Connection& connection,
                                                           EntryDraft& unfinished) -> base::Status {
    unfinished.body = numbering.body(NextSerial(connection, numbering.series));
    return base::Status();
  };
  job.also = std::move(record.also);
  job.follows = std::move(record.follows);
  job.done = std::move(done);
  impl_->writer->Submit(std::move(job));
}

FileShelf& Store::Files() {
  return impl_->files;
}

base::Result<std::vector<RecordFile>> Store::RecordFiles(const std::string& record, const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<RecordFile>> {
    return ReadRecordFiles(connection, record, viewer);
  });
}

base::Result<std::int64_t> Store::CleanFiles() {
  return impl_->files.Clean([this] {
    return impl_->pool.Read(
        [](Connection& connection) -> base::Result<std::set<std::string>> { return ReadFileHashes(connection); });
  });
}

base::Result<std::optional<Record>> Store::FindRecord(const std::string& id, const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::optional<Record>> {
    return ReadRecord(connection, id, viewer);
  });
}

base::Result<std::optional<Record>> Store::FindRecordByNumber(const std::string& number, const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::optional<Record>> {
    return ReadRecordByNumber(connection, number, viewer);
  });
}

base::Result<RecordPage> Store::Records(const RecordFilter& filter, const Viewer& viewer) {
  return impl_->pool.Read(
      [&](Connection& connection) -> base::Result<RecordPage> { return ReadRecords(connection, filter, viewer); });
}

base::Result<std::vector<Deadline>> Store::Deadlines(const std::string& record, const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<Deadline>> {
    return ReadDeadlines(connection, record, viewer);
  });
}

base::Result<std::vector<RecordClock>> Store::OpenClocks(const ClockFilter& filter, const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<RecordClock>> {
    return ReadOpenClocks(connection, filter, viewer);
  });
}

base::Result<std::vector<RecordClock>> Store::OpenClocks(const ClockFilter& filter, const ClockFigures& figures,
                                                         const ClockPage& page, const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<RecordClock>> {
    return ReadClockPage(connection, filter, figures, page, viewer);
  });
}

base::Result<std::vector<ClockCount>> Store::CountClocks(const ClockFilter& filter, const ClockFigures& figures,
                                                         const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<ClockCount>> {
    return ReadClockCounts(connection, filter, figures, viewer);
  });
}

base::Result<std::vector<Deadline>> Store::DueClocks(const std::vector<DueRule>& rules, int limit) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<Deadline>> {
    return ReadDueClocks(connection, rules, limit);
  });
}

base::Result<std::vector<std::pair<std::string, std::int64_t>>> Store::CountStates(const std::string& register_id,
                                                                                   const Viewer& viewer) {
  using Counts = std::vector<std::pair<std::string, std::int64_t>>;
  return impl_->pool.Read([&](Connection& connection) -> base::Result<Counts> {
    return maktab::store::CountStates(connection, register_id, viewer);
  });
}

base::Result<std::set<std::string>> Store::SeenRecords(const std::set<std::string>& ids, const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::set<std::string>> {
    return maktab::store::SeenRecords(connection, ids, viewer);
  });
}

base::Result<std::set<std::string>> Store::SeenNumbers(const std::set<std::string>& numbers, const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::set<std::string>> {
    return maktab::store::SeenNumbers(connection, numbers, viewer);
  });
}

base::Result<std::map<std::string, std::string>> Store::TakenNumbers(const std::set<std::string>& numbers) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::map<std::string, std::string>> {
    return ReadTakenNumbers(connection, numbers);
  });
}

base::Result<std::set<std::int64_t>> Store::TakenSerials(const std::string& series) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::set<std::int64_t>> {
    return ReadTakenSerials(connection, series);
  });
}

base::Result<std::vector<SavedView>> Store::Views(const std::string& register_id, const std::string& owner,
                                                  const std::string& unit) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<SavedView>> {
    return ReadViews(connection, register_id, owner, unit);
  });
}

base::Result<std::optional<SavedView>> Store::FindView(const std::string& id) {
  return impl_->pool.Read(
      [&](Connection& connection) -> base::Result<std::optional<SavedView>> { return ReadView(connection, id); });
}

base::Result<std::vector<BrokenGlass>> Store::Glass(bool open_only, int limit, const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<BrokenGlass>> {
    return ReadBrokenGlass(connection, open_only, limit, viewer);
  });
}

base::Result<std::vector<RecordUse>> Store::RecordUses() {
  return impl_->pool.Read(
      [](Connection& connection) -> base::Result<std::vector<RecordUse>> { return ReadRecordUses(connection); });
}

base::Result<std::vector<Seat>> Store::Seats(const std::string& id, base::Instant now) {
  return impl_->pool.Read(
      [&](Connection& connection) -> base::Result<std::vector<Seat>> { return ReadSeats(connection, id, now); });
}

base::Result<std::optional<Deputy>> Store::FindDeputy(const std::string& user_id) {
  return impl_->pool.Read(
      [&](Connection& connection) -> base::Result<std::optional<Deputy>> { return ReadDeputy(connection, user_id); });
}

base::Result<std::optional<Subject>> Store::FindSubject(const std::string& id, const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::optional<Subject>> {
    return ReadSubject(connection, id, viewer);
  });
}

base::Result<std::optional<Subject>> Store::FindSubjectBySerial(const std::string& kind, std::int64_t serial,
                                                                const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::optional<Subject>> {
    return ReadSubjectBySerial(connection, kind, serial, viewer);
  });
}

base::Result<std::vector<SubjectGroup>> Store::SubjectGroups(const std::vector<std::string>& heads,
                                                             const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<SubjectGroup>> {
    return ReadSubjectGroups(connection, heads, viewer);
  });
}

base::Result<SeenGroups> Store::SeenSubjectGroups(const std::vector<std::string>& heads, const Viewer& viewer) {
  return impl_->pool.Read(
      [&](Connection& connection) -> base::Result<SeenGroups> { return ReadSeenGroups(connection, heads, viewer); });
}

base::Result<std::vector<ChangedSubject>> Store::ChangedSubjects(std::int64_t after_seq) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<ChangedSubject>> {
    return ReadChangedSubjects(connection, after_seq);
  });
}

base::Result<std::int64_t> Store::SubjectsNumber() {
  return impl_->pool.Read([](Connection& connection) -> base::Result<std::int64_t> {
    return std::int64_t(connection.Number("select coalesce(max(changed_seq), -1) from subject"));
  });
}

base::Result<std::vector<ChangedSubject>> Store::NewestSubjects(std::int64_t before_seq, int limit,
                                                                const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<ChangedSubject>> {
    return ReadNewestHeads(connection, before_seq, limit, viewer);
  });
}

base::Result<std::vector<SubjectPair>> Store::SubjectPairs(const std::vector<std::string>& ids, const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<SubjectPair>> {
    return ReadSubjectPairs(connection, ids, viewer);
  });
}

base::Status Store::Rebuild() {
  if (impl_->writer == nullptr) return base::Err("store.read_only");
  return Guarded([&]() -> base::Status {
    Connection connection(impl_->where);
    Job job;
    job.work = [&](Connection& writing) { return RebuildProjections(writing, &connection); };
    const auto done = impl_->writer->SubmitAndWait(std::move(job));
    if (!done.ok()) return done.error();
    TidyTables(connection, Written::kProjections);
    return {};
  });
}

base::Result<std::optional<Entry>> Store::FindEntry(std::int64_t seq, const Viewer& viewer) {
  return impl_->pool.Read(
      [&](Connection& connection) -> base::Result<std::optional<Entry>> { return ReadEntry(connection, seq, viewer); });
}

base::Result<std::vector<Entry>> Store::Entries(const EntryFilter& filter, const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<Entry>> {
    return ReadEntries(connection, filter, viewer);
  });
}

base::Result<std::int64_t> Store::EntryCount() {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::int64_t> {
    return std::int64_t(connection.Number("select size from ledger_head where id = 1"));
  });
}

base::Result<std::string> Store::Checkpoint() {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::string> {
    const auto head = connection.One<std::string>("select note from ledger_head where id = 1");
    return head ? std::get<0>(*head) : std::string();
  });
}

const std::string& Store::PublicKey() const {
  return impl_->public_key;
}

base::Result<VerifyReport> Store::Verify(const StoreOptions& options, const VerifyOptions& how) {
  StoreOptions reading = options;
  reading.read_only = true;
  MAKTAB_ASSIGN(const Location where, Locate(reading));
  return Guarded([&]() -> base::Result<VerifyReport> {
    Connection connection(where);
    MAKTAB_TRY(Migrate(connection, true));
    VerifyOptions with_files = how;
    with_files.data_dir = options.data_dir;
    Connection second(where);
    return VerifyLedger(std::array{&connection, &second}, with_files);
  });
}

base::Result<std::unique_ptr<Import>> Store::BeginImport(const std::string& dataset) {
  if (impl_->writer == nullptr) return base::Err("store.read_only");
  if (!IsPlainName(dataset) || IsRecordList(dataset)) return base::Err("store.bad_dataset");
  MAKTAB_ASSIGN(std::optional<FileLock> lock, FileLock::TryTake(LockPath(impl_->data_dir, "list-" + dataset)));
  if (!lock) return base::Err("store.import_running").With("dataset", dataset);
  return StartImport({*impl_->writer, impl_->pool}, dataset, *std::move(lock));
}

base::Result<std::vector<ListState>> Store::Lists() {
  return impl_->pool.Read(ReadLists);
}

base::Result<std::vector<ListImport>> Store::ListImports(const std::string& dataset) {
  return impl_->pool.Read([&](Connection& connection) { return ReadListImports(connection, dataset); });
}

base::Result<std::vector<ImportChange>> Store::ImportChanges(const std::string& dataset, std::int64_t number,
                                                             std::int64_t after_row, int limit) {
  return impl_->pool.Read(
      [&](Connection& connection) { return ReadImportChanges(connection, dataset, number, after_row, limit); });
}

base::Result<std::optional<StoredEntity>> Store::FindEntity(const std::string& dataset, const std::string& id) {
  return impl_->pool.Read([&](Connection& connection) { return ReadStoredEntity(connection, dataset, id); });
}

base::Result<std::vector<std::optional<StoredEntity>>> Store::FindEntities(const std::vector<EntityAsked>& asked) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<std::optional<StoredEntity>>> {
    std::vector<std::optional<StoredEntity>> entities;
    for (const auto& [dataset, id, as_of] : asked) {
      MAKTAB_ASSIGN(auto entity, ReadStoredEntity(connection, dataset, id, as_of));
      entities.push_back(std::move(entity));
    }
    return entities;
  });
}

base::Result<std::vector<ListState>> Store::ReadChanges(const std::map<std::string, std::int64_t>& after,
                                                        const std::function<base::Status(ListChange&&)>& visit) {
  MAKTAB_ASSIGN(std::vector<ListState> lists, Lists());
  const auto read = [this](const std::function<void(Connection&)>& page) {
    return impl_->pool.Read([&](Connection& connection) {
      page(connection);
      return base::Status();
    });
  };
  for (const ListState& list : lists) {
    const auto known = after.find(list.dataset);
    std::int64_t from = known == after.end() ? 0 : known->second;
    const bool from_nothing = known == after.end() || from < list.floor;
    if (known != after.end() && from < list.floor) {
      MAKTAB_TRY(visit({list.dataset, ChangeKind::kListEnded, list.floor, {}, {}, {}}));
    }
    from = std::max(from, list.floor);
    const ListNow now{list.dataset, list.active, list.number, list.floor};
    MAKTAB_TRY(EachNewestRow({now, from, true}, read, [&](std::int64_t number, ListRow&& row) {
      const ChangeKind kind = ParseOp(row.op).value_or(ChangeKind::kEnded);
      if (kind == ChangeKind::kEnded && from_nothing) return base::Status();
      return visit({list.dataset, kind, number, std::move(row.entity_id), std::move(row.digest), std::move(row.body)});
    }));
  }
  return lists;
}

base::Result<std::map<std::string, std::int64_t>> Store::ListNumbers() {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::map<std::string, std::int64_t>> {
    std::map<std::string, std::int64_t> numbers;
    connection.Each<std::string, long long>("select dataset, number from list",
                                            [&](std::string& dataset, long long number) { numbers[dataset] = number; });
    return numbers;
  });
}

base::Result<std::optional<User>> Store::FindUser(const std::string& id) {
  return impl_->pool.Read(
      [&](Connection& connection) -> base::Result<std::optional<User>> { return ReadUser(connection, id); });
}

base::Result<std::optional<User>> Store::FindUserByName(const std::string& name) {
  return impl_->pool.Read(
      [&](Connection& connection) -> base::Result<std::optional<User>> { return ReadUserByName(connection, name); });
}

base::Result<std::vector<User>> Store::Users() {
  return impl_->pool.Read(
      [](Connection& connection) -> base::Result<std::vector<User>> { return ReadUsers(connection); });
}

base::Result<std::optional<std::string>> Store::FindCredential(const std::string& owner_id, const std::string& kind) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::optional<std::string>> {
    return ReadCredential(connection, owner_id, kind);
  });
}

base::Result<std::optional<ApiKey>> Store::FindKeyByHash(const std::string& secret_hash) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::optional<ApiKey>> {
    return ReadKeyByHash(connection, secret_hash);
  });
}

base::Result<std::vector<ApiKey>> Store::Keys() {
  return impl_->pool.Read(
      [](Connection& connection) -> base::Result<std::vector<ApiKey>> { return ReadKeys(connection); });
}

base::Result<std::optional<SessionWithUser>> Store::FindSession(const std::string& token_hash, base::Instant now) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::optional<SessionWithUser>> {
    return ReadSession(connection, token_hash, now);
  });
}

base::Result<std::vector<Judgement>> Store::Judgements(std::int64_t after_seq) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<Judgement>> {
    return ReadJudgements(connection, after_seq);
  });
}

base::Result<std::vector<NewHit>> Store::NewHits(std::optional<std::int64_t> before_seq, int limit) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<NewHit>> {
    return ReadNewHits(connection, before_seq, limit);
  });
}

base::Result<Health> Store::CheckHealth() {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<Health> {
    const bool postgres = connection.postgres();
    Health health;
    health.backend = postgres ? "postgresql" : "sqlite";
    const auto version = connection.One<std::string>(postgres ? "show server_version" : "select sqlite_version()");
    health.backend_version = version ? std::get<0>(*version) : "";
    health.schema_version = SchemaOf(connection);
    health.database_bytes =
        connection.Number(postgres ? "select pg_database_size(current_database())"
                                   : "select page_count * page_size from pragma_page_count(), pragma_page_size()");
    std::error_code ignored;
    health.free_bytes = std::int64_t(std::filesystem::space(impl_->data_dir, ignored).available);
    const auto head = connection.One<long long, std::string>("select size, note from ledger_head where id = 1");
    if (head) std::tie(health.entries, health.checkpoint) = *head;
    health.ledger_name = impl_->public_key.substr(0, impl_->public_key.find('+'));
    if (impl_->writer == nullptr) return health;
    const Writer::State state = impl_->writer->Now();
    health.writer_ok = state.error.empty();
    health.writer_error = state.error;
    health.waiting = state.waiting;
    return health;
  });
}

base::Result<BackupResult> Store::Backup(const std::filesystem::path& file, const Progress& progress) {
  if (!impl_->signer) return base::Err("store.read_only");
  return WriteBackup(impl_->where, impl_->files, *impl_->signer, file, progress);
}

base::Result<BackupResult> Store::Restore(const StoreOptions& options, const std::filesystem::path& file,
                                          const Progress& progress) {
  MAKTAB_ASSIGN(const Location where, Location::Of(options.url, options.data_dir));
  MAKTAB_TRY(MakeFolders(options.data_dir));
  MAKTAB_ASSIGN(const FileLock lock, FileLock::Take(LockPath(options.data_dir, kOpenLock)));
  return RestoreBackup(where, options.data_dir, file, progress);
}

}  // namespace maktab::store
