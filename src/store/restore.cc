#include <zlib.h>

#include <array>
#include <chrono>
#include <fstream>
#include <optional>

#include "crypto/encoding.h"
#include "store/backup.h"
#include "store/backup_format.h"
#include "store/file_shelf.h"
#include "store/files.h"
#include "store/leaf.h"
#include "store/merkle.h"
#include "store/migrate.h"
#include "store/projector.h"
#include "store/replay_help.h"
#include "store/verify_ledger.h"

namespace maktab::store {
namespace {

constexpr std::int64_t kProgressEvery = 4096;

class Restorer {
 public:
  Restorer(Connection& connection, std::filesystem::path data_dir, const Progress& progress)
      : connection_(connection),
        data_dir_(std::move(data_dir)),
        files_(data_dir_),
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
    MAKTAB_TRY(EndFile());
    MAKTAB_TRY(RebuildProjections(connection_));
    MAKTAB_ASSIGN(const VerifyReport report,
                  VerifyLedger(std::array{&connection_}, {signer_->Verifier().Text(), "", {}, data_dir_}));
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
    } else if (table.name == "file") {
      return TakeFilePiece(Text(cells[0]), Number(cells[1]), Text(cells[2]));
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

  // Pieces of one file follow one another; the hash under which they come is checked before it is put in its place.
  base::Status TakeFilePiece(const std::string& sha256, std::int64_t number, const std::string& base64) {
    const auto bytes = crypto::FromBase64(base64);
    if (!crypto::DigestFromHex(sha256) || !bytes) return base::Err("store.backup_wrong").With("line", "?").Log("file");
    if (number == 0) {
      MAKTAB_TRY(EndFile());
      MAKTAB_ASSIGN(file_path_, files_.NewIncoming());
      file_.open(file_path_, std::ios::binary | std::ios::trunc);
      file_hash_ = sha256;
    }
    if (sha256 != file_hash_) return base::Err("store.backup_wrong").With("line", "?").Log("file " + sha256);
    file_.write(bytes->data(), std::streamsize(bytes->size()));
    if (!file_) return base::Err("store.disk_full").Log(file_path_.string());
    return {};
  }

  base::Status EndFile() {
    if (file_hash_.empty()) return {};
    file_.close();
    if (!file_) return base::Err("store.disk_full").Log(file_path_.string());
    MAKTAB_ASSIGN(const FileDigest digest, FileShelf::Digest(file_path_));
    if (digest.sha256 != file_hash_) return base::Err("store.file_damaged").With("sha256", file_hash_);
    MAKTAB_TRY(files_.Place(file_path_, file_hash_));
    std::error_code ignored;
    std::filesystem::remove(file_path_, ignored);
    file_hash_.clear();
    return {};
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
  const std::filesystem::path data_dir_;
  FileShelf files_;
  std::ofstream file_;  // the one whose pieces come
  std::filesystem::path file_path_;
  std::string file_hash_;  // empty: none
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
  std::error_code problem;
  const bool files = std::filesystem::exists(FileShelf(data_dir).folder(), problem);
  if (key || used || files) return base::Err("store.not_empty").With("path", data_dir.string());
  return {};
}

// Files are no part of a transaction: what was put in its place goes unless all went well.
class FilesUndo {
 public:
  explicit FilesUndo(std::filesystem::path folder) : folder_(std::move(folder)) {}
  ~FilesUndo() {
    std::error_code ignored;
    if (!kept_) std::filesystem::remove_all(folder_, ignored);
  }
  FilesUndo(const FilesUndo&) = delete;
  FilesUndo& operator=(const FilesUndo&) = delete;
  void Keep() { kept_ = true; }

 private:
  const std::filesystem::path folder_;
  bool kept_ = false;
};

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
    FilesUndo files(FileShelf(data_dir).folder());
    Restorer restorer(connection, data_dir, progress);
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
    files.Keep();
    TidyTables(connection, Written::kEverything);
    if (progress) progress(restorer.rows(), restorer.rows());
    std::error_code ignored;
    const auto bytes = std::int64_t(std::filesystem::file_size(file, ignored));
    return BackupResult{restorer.entries(), restorer.rows(), bytes,
                        std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count()};
  });
}

}  // namespace maktab::store
