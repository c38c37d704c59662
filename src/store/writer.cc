#include "store/writer.h"

#include <bit>
#include <future>
#include <utility>

#include "base/json.h"
#include "base/log.h"
#include "crypto/encoding.h"
#include "store/leaf.h"
#include "store/projector.h"
#include "store/record_reader.h"

namespace maktab::store {
namespace {

// Bounds how long the first job of a group waits for the last.
constexpr std::size_t kJobsAtOnce = 512;
constexpr std::size_t kMaxBody = std::size_t{16} << 20U;
// A checkpoint is kept for good whenever the ledger passes a multiple of this.
constexpr std::int64_t kCheckpointEvery = 1024;

constexpr std::string_view kInsertEntry =
    "insert into entry (seq, at, kind, actor_id, actor_name, actor_role, actor_kind, purpose, subject, body, "
    "leaf_hash) "
    "values ";
constexpr std::string_view kEntryTypes = "nnttttttttt";

void AddEntry(BulkInsert& insert, const EntryColumns& entry, const crypto::Digest& leaf_hash) {
  insert.Number(entry.seq).Number(entry.at).Text(entry.kind).Text(entry.actor_id).Text(entry.actor_name);
  insert.Text(entry.actor_role).Text(entry.actor_kind).Text(entry.purpose).Text(entry.subject).Text(entry.body);
  insert.Text(crypto::ToHex(leaf_hash));
}

}  // namespace

base::Status CheckDraft(const EntryDraft& draft) {
  const auto refuse = [&](std::string_view field) {
    return base::Err("store.bad_entry").With("kind", IsStorable(draft.kind) ? draft.kind : "").With("field", field);
  };
  if (draft.kind.empty() || !IsStorable(draft.kind)) return refuse("kind");
  const std::pair<std::string_view, const std::string*> texts[] = {{"actor.id", &draft.actor.id},
                                                                   {"actor.name", &draft.actor.name},
                                                                   {"purpose", &draft.purpose},
                                                                   {"subject", &draft.subject}};
  for (const auto& [field, text] : texts) {
    if (!IsStorable(*text)) return refuse(field);
  }
  thread_local base::JsonParser parser;
  if (draft.body.size() > kMaxBody || !IsStorable(draft.body)) return refuse("body");
  const auto json = parser.Parse(draft.body);
  if (!json.ok() || !json->is_object()) return refuse("body");
  return {};
}

Writer::Writer(Location where, NoteSigner signer, base::Clock& clock)
    : where_(std::move(where)), signer_(std::move(signer)), clock_(clock), checkpointer_(where_), thread_([this] {
        Run();
      }) {}

Writer::~Writer() {
  {
    const base::MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Writer::Submit(Job job) {
  {
    const base::MutexLock lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  changed_.notify_one();
}

base::Result<Receipt> Writer::SubmitAndWait(Job job) {
  std::promise<base::Result<Receipt>> promise;
  auto outcome = promise.get_future();
  job.done = [&promise](base::Result<Receipt> result) { promise.set_value(std::move(result)); };
  Submit(std::move(job));
  return outcome.get();
}

Writer::State Writer::Now() {
  const base::MutexLock lock(mutex_);
  return {std::int64_t(jobs_.size()) + in_work_, error_};
}

void Writer::Run() {
  for (;;) {
    // A fresh one each time: what the callbacks of a batch hold must not live until the next batch comes.
    std::vector<Job> jobs = TakeJobs();
    if (jobs.empty()) break;
    Commit(jobs);
  }
  KeepCheckpoint();
}

std::vector<Job> Writer::TakeJobs() {
  const base::MutexLock lock(mutex_);
  while (jobs_.empty() && !stopping_) changed_.wait(mutex_);
  std::vector<Job> taken;
  for (; !jobs_.empty() && taken.size() < kJobsAtOnce; jobs_.pop_front()) taken.push_back(std::move(jobs_.front()));
  in_work_ = std::int64_t(taken.size());
  return taken;
}

void Writer::Commit(std::vector<Job>& jobs) {
  Outcomes outcomes;
  std::string error;
  try {
    if (connection_ == nullptr) connection_ = std::make_unique<Connection>(where_);
    if (!Together(jobs, outcomes)) OneByOne(jobs, outcomes);
  } catch (const std::exception& problem) {
    const base::Error shared = ToError(problem);
    spdlog::error("The store could not write: {}: {}", shared.code, shared.log);
    error = shared.code;
    outcomes.assign(jobs.size(), shared);
    // Whatever state the connection is in, the next group starts with a new one.
    if (connection_ != nullptr) connection_->Rollback();
    connection_.reset();
  }
  {
    const base::MutexLock lock(mutex_);
    error_ = error;
    in_work_ = 0;  // those who are told next may ask for the state
  }
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    // What it holds goes as soon as it was called.
    const auto done = std::move(jobs[i].done);
    if (done) done(std::move(outcomes[i]));
  }
  checkpointer_.Wake();
}

bool Writer::Together(std::vector<Job>& jobs, Outcomes& outcomes) {
  connection_->Begin();
  const Frontier before = LockHead();
  Frontier tree = before;
  BulkInsert entries(*connection_, kInsertEntry, kEntryTypes);
  const auto undo = [&] {
    connection_->Rollback();
    outcomes.clear();
  };
  try {
    for (Job& job : jobs) {
      outcomes.push_back(Apply(job, tree, entries));
      if (outcomes.back().ok()) continue;
      if (jobs.size() == 1) {
        connection_->Rollback();
        return true;
      }
      undo();
      return false;
    }
    entries.Flush();
  } catch (const soci::soci_error& problem) {
    if (!IsAboutValues(problem)) throw;
    undo();
    return false;
  }
  WriteHead(tree, before.size());
  connection_->Commit();
  tree_ = std::move(tree);
  root_ = crypto::ToHex(tree_.Root());
  return true;
}

void Writer::OneByOne(std::vector<Job>& jobs, Outcomes& outcomes) {
  connection_->Begin();
  Frontier tree = LockHead();
  const std::int64_t old_size = tree.size();
  for (Job& job : jobs) {
    const Frontier before = tree;
    connection_->Run("savepoint job");
    base::Result<Receipt> outcome = Receipt{};
    try {
      BulkInsert entries(*connection_, kInsertEntry, kEntryTypes);
      outcome = Apply(job, tree, entries);
      if (outcome.ok()) entries.Flush();
    } catch (const soci::soci_error& problem) {
      if (!IsAboutValues(problem)) throw;
      outcome = ToError(problem);
    }
    if (!outcome.ok()) {
      connection_->Run("rollback to savepoint job");
      tree = before;
    }
    connection_->Run("release savepoint job");
    outcomes.push_back(std::move(outcome));
  }
  WriteHead(tree, old_size);
  connection_->Commit();
  tree_ = std::move(tree);
  root_ = crypto::ToHex(tree_.Root());
}

base::Result<Receipt> Writer::Apply(Job& job, Frontier& tree, BulkInsert& entries) {
  if (job.work) MAKTAB_TRY(job.work(*connection_));
  Receipt receipt{-1, clock_.Now()};
  if (job.draft) {
    if (job.complete) MAKTAB_TRY(job.complete(*connection_, *job.draft));
    MAKTAB_ASSIGN(receipt, Write(*job.draft, receipt.at, tree, entries));
  }
  for (const EntryDraft& draft : job.also) {
    MAKTAB_ASSIGN([[maybe_unused]] const Receipt next, Write(draft, receipt.at, tree, entries));
  }
  if (job.follows) MAKTAB_TRY(Follow(job, receipt, tree, entries));
  for (const Extra& extra : job.extras) MAKTAB_TRY(ApplyExtra(*connection_, extra));
  return receipt;
}

namespace {

class Following final : public Transaction {
 public:
  using Write = std::function<base::Status(const EntryDraft&)>;
  Following(Connection& connection, std::int64_t first, Write write)
      : connection_(connection), first_(first), write_(std::move(write)) {}

  std::int64_t FirstSeq() const override { return first_; }
  std::optional<Record> Find(const std::string& id) override { return ReadRecord(connection_, id, Viewer::Program()); }
  std::optional<Record> FindByNumber(const std::string& number) override {
    return ReadRecordByNumber(connection_, number, Viewer::Program());
  }
  std::vector<Record> Naming(const std::string& register_id, const std::string& field,
                             const std::string& value) override {
    return ReadRecordsNaming(connection_, register_id, field, value);
  }
  std::vector<Deadline> Deadlines(const std::string& record) override {
    return ReadDeadlines(connection_, record, Viewer::Program());
  }
  std::int64_t NextSerial(const std::string& series) override { return store::NextSerial(connection_, series); }
  base::Status Append(const EntryDraft& draft) override {
    MAKTAB_TRY(CheckDraft(draft));
    return write_(draft);
  }

 private:
  Connection& connection_;
  const std::int64_t first_;
  const Write write_;
};

}  // namespace

base::Status Writer::Follow(const Job& job, const Receipt& first, Frontier& tree, BulkInsert& entries) {
  Following transaction(*connection_, first.seq, [&](const EntryDraft& draft) -> base::Status {
    const auto written = Write(draft, first.at, tree, entries);
    return written.ok() ? base::Status() : base::Status(written.error());
  });
  return job.follows(transaction);
}

base::Result<Receipt> Writer::Write(const EntryDraft& draft, base::Instant at, Frontier& tree, BulkInsert& entries) {
  const Receipt receipt{tree.size(), at};
  const EntryColumns columns = ToColumns(draft, receipt);
  WriteLeaf(columns, leaf_);
  const crypto::Digest leaf_hash = LeafHash(leaf_);
  AddEntry(entries, columns, leaf_hash);
  MAKTAB_TRY(Project(*connection_, columns));
  tree.Append(leaf_hash);
  return receipt;
}

Frontier Writer::LockHead() {
  connection_->Run("update ledger_head set size = size where id = 1");
  const auto head = connection_->One<long long, std::string, std::string>(
      "select size, frontier, root from ledger_head where id = 1");
  if (!head) throw Damaged("the head row is missing");
  const auto& [size, frontier, root] = *head;
  if (size == tree_.size() && root == root_) return tree_;
  auto tree = ReadFrontier(size, frontier);
  if (!tree || crypto::ToHex(tree->Root()) != root) throw Damaged("the head row is not a tree's");
  return *std::move(tree);
}

void Writer::WriteHead(const Frontier& tree, std::int64_t old_size) {
  if (tree.size() == old_size) return;
  const crypto::Digest root = tree.Root();
  const std::string note = SignCheckpoint(signer_, {tree.size(), root});
  connection_->Run("update ledger_head set size = :size, frontier = :frontier, root = :root, note = :note where id = 1",
                   tree.size(), WriteFrontier(tree), crypto::ToHex(root), note);
  if (tree.size() / kCheckpointEvery > old_size / kCheckpointEvery) {
    connection_->Run("insert into checkpoint (size, note) values (:size, :note)", tree.size(), note);
  }
}

void Writer::KeepCheckpoint() {
  try {
    if (connection_ == nullptr) return;  // it has written nothing
    connection_->Begin();
    const Frontier tree = LockHead();
    if (connection_->Number("select count(*) from checkpoint where size = :size", tree.size()) == 0) {
      connection_->Run(
          "insert into checkpoint (size, note) select size, note from ledger_head where id = 1 and size > 0");
    }
    connection_->Commit();
  } catch (const std::exception& problem) {
    // The head row covers every entry already; this one is for convenience.
    spdlog::warn("The store could not keep a checkpoint while closing: {}", problem.what());
  }
}

std::string WriteFrontier(const Frontier& tree) {
  std::string text;
  for (const crypto::Digest& subtree : tree.subtrees()) text += crypto::ToHex(subtree);
  return text;
}

std::optional<Frontier> ReadFrontier(std::int64_t size, std::string_view text) {
  constexpr std::size_t kDigits = 64;
  if (size < 0 || text.size() != kDigits * std::size_t(std::popcount(std::uint64_t(size)))) return std::nullopt;
  std::vector<crypto::Digest> subtrees;
  for (std::size_t at = 0; at < text.size(); at += kDigits) {
    const auto subtree = crypto::DigestFromHex(text.substr(at, kDigits));
    if (!subtree) return std::nullopt;
    subtrees.push_back(*subtree);
  }
  return Frontier(size, std::move(subtrees));
}

}  // namespace maktab::store
