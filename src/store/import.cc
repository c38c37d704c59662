#include "store/import.h"

#include <algorithm>
#include <chrono>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/mutex.h"
#include "base/utf8.h"
#include "crypto/digest.h"
#include "crypto/encoding.h"
#include "crypto/random.h"
#include "store/digests.h"
#include "store/list_reader.h"

namespace maktab::store {
namespace {

// One job of the writer; small enough that a check that waits behind it does not notice.
constexpr std::size_t kRowsAtOnce = 500;
constexpr std::size_t kBytesAtOnce = std::size_t{1} << 20U;
// Jobs on their way while the next rows are read.
constexpr int kJobsAhead = 2;
constexpr std::int64_t kRowsClearedAtOnce = 5000;
constexpr std::size_t kMaxIdBytes = 512;

struct PrintHash {
  std::size_t operator()(const Print& print) const { return print.low; }
};

// What is in force when the import begins.
class Known {
 public:
  struct Row {
    Print id;
    Digests digests;
    bool seen = false;
  };
  void Add(const Print& id, const Digests& digests) { rows_.push_back({id, digests, false}); }
  void Sort() {
    std::sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) { return a.id < b.id; });
  }
  Row* Find(const Print& id) {
    const auto at =
        std::lower_bound(rows_.begin(), rows_.end(), id, [](const Row& row, const Print& key) { return row.id < key; });
    return at == rows_.end() || at->id != id ? nullptr : &*at;
  }
  std::int64_t unseen() const {
    return std::count_if(rows_.begin(), rows_.end(), [](const Row& row) { return !row.seen; });
  }

 private:
  std::vector<Row> rows_;
};

// The staging jobs that the writer has not yet done, and the first error among them.
class Staging {
 public:
  void Started() {
    const base::MutexLock lock(mutex_);
    ++under_way_;
  }
  void Ended(const base::Result<Receipt>& outcome) {
    {
      const base::MutexLock lock(mutex_);
      --under_way_;
      if (!outcome.ok() && !error_) error_ = outcome.error();
    }
    changed_.notify_all();
  }
  // Waits until at most `left` are under way.
  base::Status Wait(int left) {
    const base::MutexLock lock(mutex_);
    while (under_way_ > left) changed_.wait(mutex_);
    return error_ ? base::Status(*error_) : base::Status();
  }

 private:
  base::Mutex mutex_;
  base::ConditionVariable changed_;
  int under_way_ GUARDED_BY(mutex_) = 0;
  std::optional<base::Error> error_ GUARDED_BY(mutex_);
};

// Another machine may have begun the same import and taken the claim over.
base::Status CheckClaim(Connection& connection, const std::string& dataset, const std::string& token) {
  const auto holder = connection.One<std::string>("select token from import_claim where dataset = :dataset", dataset);
  if (holder && std::get<0>(*holder) == token) return {};
  return base::Err("store.import_running").With("dataset", dataset);
}

base::Status CheckId(const std::string& id) {
  if (!id.empty() && id.size() <= kMaxIdBytes && IsStorable(id)) return {};
  return base::Err("store.bad_entity_id").With("id", base::TruncateUtf8(base::CleanText(id), 80));
}

class StagedImport final : public Import {
 public:
  StagedImport(const ImportTools& tools, ListNow list, FileLock lock)
      : tools_(tools),
        list_(std::move(list)),
        lock_(std::move(lock)),
        token_(crypto::RandomToken(16)),
        started_(std::chrono::steady_clock::now()) {}
  ~StagedImport() override { Abandon(); }

  base::Status Begin() {
    MAKTAB_TRY(Claim());
    MAKTAB_TRY(Clear());
    const base::Status read = EachInForce([this](ListRow&& row) {
      known_.Add(PrintOf(row.entity_id), ParseDigests(row.digest));
      return base::Status();
    });
    known_.Sort();
    return read;
  }

  base::Status Put(const model::Entity& entity) override {
    MAKTAB_TRY(staging_->Wait(kJobsAhead));
    MAKTAB_TRY(CheckId(entity.id));
    const Print id = PrintOf(entity.id);
    Known::Row* known = known_.Find(id);
    const bool doubled = known != nullptr ? known->seen : !fresh_.insert(id).second;
    if (doubled) return base::Err("store.doubled_id").With("id", entity.id);
    if (known != nullptr) known->seen = true;
    Compare(entity, known);
    return {};
  }

  base::Result<ImportResult> Finish(const ImportMeta& meta, const EntryContext& who) override {
    MAKTAB_TRY(EndUnseen());
    Send();
    MAKTAB_TRY(staging_->Wait(0));
    result_.dataset = list_.dataset;
    result_.number = list_.number + 1;
    result_.skipped = meta.skipped;
    result_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    Job job;
    job.draft = EntryDraft{"list.imported", who.actor, who.purpose, list_.dataset, WriteBody(meta)};
    MAKTAB_TRY(CheckDraft(*job.draft));
    job.work = [this](Connection& connection) -> base::Status {
      MAKTAB_TRY(CheckClaim(connection, list_.dataset, token_));
      connection.Run("delete from import_claim where dataset = :dataset", list_.dataset);
      return base::Status();
    };
    MAKTAB_ASSIGN(result_.receipt, tools_.writer.SubmitAndWait(std::move(job)));
    lock_.reset();
    return result_;
  }

  // Its rows stay without meaning until the list's next import clears them.
  void Abandon() override {
    rows_.clear();
    // Only to let the last jobs end while the lock is held; what they met no longer matters.
    const base::Status ignored = staging_->Wait(0);
    static_cast<void>(ignored);
    lock_.reset();
  }

 private:
  base::Status Claim() {
    Job job;
    job.work = [this](Connection& connection) -> base::Status {
      connection.Run("delete from import_claim where dataset = :dataset", list_.dataset);
      connection.Run("insert into import_claim (dataset, token) values (:dataset, :token)", list_.dataset, token_);
      list_ = OneListNow(connection, list_.dataset);
      left_over_ = connection.Number(
          "select coalesce(max(row), 0) from list_entry where dataset = :dataset and number > :number", list_.dataset,
          list_.number);
      return base::Status();
    };
    return Do(std::move(job));
  }

  base::Status Clear() {
    for (std::int64_t cleared = 0; cleared < left_over_; cleared += kRowsClearedAtOnce) {
      Job job;
      job.work = [this, cleared](Connection& connection) -> base::Status {
        MAKTAB_TRY(CheckClaim(connection, list_.dataset, token_));
        connection.Run("delete from list_entry where dataset = :dataset and number > :number and row <= :row",
                       list_.dataset, list_.number, cleared + kRowsClearedAtOnce);
        return base::Status();
      };
      MAKTAB_TRY(Do(std::move(job)));
    }
    return {};
  }

  base::Status Do(Job job) {
    const auto done = tools_.writer.SubmitAndWait(std::move(job));
    return done.ok() ? base::Status() : base::Status(done.error());
  }

  base::Status EachInForce(const std::function<base::Status(ListRow&&)>& visit) {
    return EachNewestRow(
        {list_, list_.floor, false},
        [this](const std::function<void(Connection&)>& page) {
          return tools_.pool.Read([&](Connection& connection) {
            page(connection);
            return base::Status();
          });
        },
        [&](std::int64_t, ListRow&& row) { return row.op == "ended" ? base::Status() : visit(std::move(row)); });
  }

  base::Status EndUnseen() {
    if (known_.unseen() == 0) return {};
    return EachInForce([this](ListRow&& row) {
      const Known::Row* known = known_.Find(PrintOf(row.entity_id));
      if (known == nullptr || known->seen) return base::Status();
      ++result_.ended;
      row.op = "ended";
      Stage(std::move(row));
      return staging_->Wait(kJobsAhead);
    });
  }

  // Stages what is new or differs. Where only what no check turns on differs, the newer text is kept (model::
  // WriteComparable says why), and the entity counts as unchanged.
  void Compare(const model::Entity& entity, const Known::Row* known) {
    std::string body = model::WriteEntity(entity);
    const Digests digests = DigestsOf(entity, body);
    if (known != nullptr && known->digests.body == digests.body) {
      ++result_.unchanged;
      return;
    }
    const char* op = "added";
    if (known != nullptr) op = known->digests.comparable == digests.comparable ? "restated" : "changed";
    ++(known == nullptr ? result_.added : op == std::string_view("changed") ? result_.changed : result_.unchanged);
    Stage({0, op, entity.id, WriteDigests(digests), std::string(model::SchemaName(entity.schema)), CaptionOf(entity),
           std::move(body)});
  }

  void Stage(ListRow row) {
    row.row = ++last_row_;
    WriteListRow(row, encoded_);
    changes_.Update(encoded_);
    staged_bytes_ += row.body.size();
    rows_.push_back(std::move(row));
    if (rows_.size() >= kRowsAtOnce || staged_bytes_ >= kBytesAtOnce) Send();
  }

  void Send() {
    if (rows_.empty()) return;
    staging_->Started();
    Job job;
    job.work = [list = list_, token = token_, rows = std::exchange(rows_, {})](Connection& connection) -> base::Status {
      MAKTAB_TRY(CheckClaim(connection, list.dataset, token));
      InsertListRows(connection, list.dataset, list.number + 1, rows);
      return base::Status();
    };
    job.done = [staging = staging_](const base::Result<Receipt>& outcome) { staging->Ended(outcome); };
    staged_bytes_ = 0;
    tools_.writer.Submit(std::move(job));
  }

  std::string WriteBody(const ImportMeta& meta) {
    std::string body;
    base::JsonWriter json(body);
    json.BeginObject().Field("dataset", list_.dataset).Field("number", list_.number + 1);
    json.Field("format", meta.format).Field("title", meta.title).Field("publisher", meta.publisher);
    json.Field("list_date", meta.list_date).Field("version", meta.version);
    json.Field("added", result_.added).Field("changed", result_.changed).Field("ended", result_.ended);
    json.Field("unchanged", result_.unchanged).Field("skipped", meta.skipped);
    json.Key("seconds").Number(result_.seconds, 3);
    json.Field("changes_sha256", crypto::ToHex(changes_.Finish())).EndObject();
    return body;
  }

  ImportTools tools_;
  ListNow list_;
  std::optional<FileLock> lock_;
  const std::string token_;
  const std::chrono::steady_clock::time_point started_;
  std::int64_t left_over_ = 0;
  Known known_;
  std::unordered_set<Print, PrintHash> fresh_;
  ImportResult result_;
  crypto::Sha256 changes_;
  std::string encoded_;
  std::int64_t last_row_ = 0;
  std::vector<ListRow> rows_;
  std::size_t staged_bytes_ = 0;
  std::shared_ptr<Staging> staging_ = std::make_shared<Staging>();
};

}  // namespace

base::Result<std::unique_ptr<Import>> StartImport(const ImportTools& tools, const std::string& dataset, FileLock lock) {
  auto import = std::make_unique<StagedImport>(tools, ListNow{dataset, false, 0, 0}, std::move(lock));
  MAKTAB_TRY(import->Begin());
  return std::unique_ptr<Import>(std::move(import));
}

}  // namespace maktab::store
