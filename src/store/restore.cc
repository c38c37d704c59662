#include <zlib.h>

#include <chrono>
#include <optional>

#include "crypto/encoding.h"
#include "store/backup.h"
#include "store/backup_format.h"
#include "store/files.h"
#include "store/leaf.h"
#include "store/merkle.h"
#include "store/migrate.h"
#include "store/projector.h"
#include "store/verify_ledger.h"

namespace maktab::store {
namespace {

constexpr std::int64_t kProgressEvery = 4096;

class Restorer {
 public:
  Restorer(Connection& connection, const Progress& progress)
      : connection_(connection),
        progress_(progress),
        entries_(connection,
                 "insert into entry (seq, at, kind, actor_id, actor_name, actor_role, actor_kind, purpose, subject, "
                 "body, leaf_hash) values ",
                 "nnttttttttt"),
        list_rows_(
            connection,
            "insert into list_entry (dataset, number, row, op, entity_id, digest, schema, caption, body) values ",
            "tnntttttt") {}

  BackupSink Sink() {
    return {[this](const BackupHeader& header) { return TakeHeader(header); },
            [this](const BackupTable& table, std::vector<BackupCell>&& cells) { return TakeRow(table, cells); }};
  }

  // REQUIRES: the whole backup has been read.
  base::Status Finish() {
    entries_.Flush();
    list_rows_.Flush();
    MAKTAB_TRY(RebuildProjections(connection_));
    MAKTAB_ASSIGN(const VerifyReport report, VerifyLedger(connection_, {signer_->Verifier().Text(), "", {}}));
    if (report.ok) return {};
    const Wrong& wrong = *report.first_wrong;
    return base::Err("store.backup_unverified")
        .With("kind", wrong.kind)
        .With("seq", std::to_string(wrong.seq))
        .Log(wrong.what);
  }

  const NoteSigner& signer() const { return *signer_; }
  std::int64_t entries() const { return entry_count_; }
  std::int64_t rows() const { return done_; }

 private:
  base::Status TakeHeader(const BackupHeader& header) {
    if (header.schema > SchemaOfProgram()) return base::Err("store.backup_newer");
    MAKTAB_ASSIGN(signer_, NoteSigner::Parse(header.key));
    total_ = header.rows;
    return {};
  }

  base::Status TakeRow(const BackupTable& table, std::vector<BackupCell>& cells) {
    ++done_;
    if (progress_ && done_ % kProgressEvery == 0) progress_(done_, total_);
    if (table.name == "entry") {
      TakeEntry(cells);
    } else if (table.name == "list_entry") {
      Insert(list_rows_, cells);
    } else if (table.name == "checkpoint") {
      connection_.Run("insert into checkpoint (size, note) values (:size, :note)", Number(cells[0]), Text(cells[1]));
    } else if (table.name == "credential") {
      connection_.Run("insert into credential (owner_id, kind, hash) values (:owner, :kind, :hash)", Text(cells[0]),
                      Text(cells[1]), Text(cells[2]));
    } else {
      connection_.Run(
          "insert into ledger_head (id, size, frontier, root, note, public_key) values (1, :size, :frontier, :root, "
          ":note, :public_key)",
          Number(cells[0]), Text(cells[1]), Text(cells[2]), Text(cells[3]), signer_->Verifier().Text());
    }
    return {};
  }

  static std::int64_t Number(const BackupCell& cell) { return std::get<std::int64_t>(cell); }
  static const std::string& Text(const BackupCell& cell) { return std::get<std::string>(cell); }

  static void Insert(BulkInsert& insert, const std::vector<BackupCell>& cells) {
    for (const BackupCell& cell : cells) {
      if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        insert.Number(*number);
      } else {
        insert.Text(Text(cell));
      }
    }
  }

  void TakeEntry(std::vector<BackupCell>& cells) {
    ++entry_count_;
    const EntryColumns entry{Number(cells[0]), Number(cells[1]), Text(cells[2]), Text(cells[3]), Text(cells[4]),
                             Text(cells[5]),   Text(cells[6]),   Text(cells[7]), Text(cells[8]), Text(cells[9])};
    WriteLeaf(entry, leaf_);
    Insert(entries_, cells);
    entries_.Text(crypto::ToHex(LeafHash(leaf_)));
  }

  Connection& connection_;
  const Progress& progress_;
  BulkInsert entries_;
  BulkInsert list_rows_;
  std::optional<NoteSigner> signer_;
  std::string leaf_;
  std::int64_t entry_count_ = 0;
  std::int64_t done_ = 0;
  std::int64_t total_ = 0;
};

class GzipReader {
 public:
  explicit GzipReader(const std::filesystem::path& file) : gzip_(gzopen(file.c_str(), "rb")) {}
  ~GzipReader() {
    if (gzip_ != nullptr) gzclose(gzip_);
  }
  GzipReader(const GzipReader&) = delete;
  GzipReader& operator=(const GzipReader&) = delete;
  bool opened() const { return gzip_ != nullptr; }
  std::int64_t Read(char* buffer, std::size_t size) {
    const int count = gzread(gzip_, buffer, unsigned(size));
    // A file that is cut off gives its last bytes first and tells of the cut at the end.
    int state = Z_OK;
    gzerror(gzip_, &state);
    return state < 0 ? -1 : count;
  }

 private:
  gzFile gzip_;
};

base::Status CheckEmpty(Connection& connection, const std::filesystem::path& data_dir) {
  MAKTAB_ASSIGN(const auto key, ReadKey(data_dir));
  const bool used = connection.Number("select count(*) from ledger_head") > 0 ||
                    connection.Number("select count(*) from list_entry") > 0;
  if (key || used) return base::Err("store.not_empty").With("path", data_dir.string());
  return {};
}

}  // namespace

base::Result<BackupResult> RestoreBackup(const Location& where, const std::filesystem::path& data_dir,
                                         const std::filesystem::path& file, const Progress& progress) {
  const auto started = std::chrono::steady_clock::now();
  return Guarded([&]() -> base::Result<BackupResult> {
    GzipReader gzip(file);
    if (!gzip.opened()) return base::Err("store.backup_read").With("file", file.string());
    Connection connection(where);
    MAKTAB_TRY(Migrate(connection, false));
    MAKTAB_TRY(CheckEmpty(connection, data_dir));
    // One transaction: whatever happens before its end, the database stays empty.
    connection.Begin();
    Restorer restorer(connection, progress);
    const base::Status read =
        ReadBackup([&](char* buffer, std::size_t size) { return gzip.Read(buffer, size); }, restorer.Sink());
    MAKTAB_TRY(read);
    MAKTAB_TRY(restorer.Finish());
    // The key first: a ledger without its key could not go on, a key without a ledger harms nobody.
    MAKTAB_TRY(WriteKey(data_dir, restorer.signer()));
    try {
      connection.Commit();
    } catch (...) {
      std::filesystem::remove(KeyPath(data_dir));
      std::filesystem::remove(PublicKeyPath(data_dir));
      throw;
    }
    if (progress) progress(restorer.rows(), restorer.rows());
    std::error_code ignored;
    const auto bytes = std::int64_t(std::filesystem::file_size(file, ignored));
    return BackupResult{restorer.entries(), restorer.rows(), bytes,
                        std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count()};
  });
}

}  // namespace maktab::store
