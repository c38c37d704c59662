#include "store/backup.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <chrono>
#include <fstream>
#include <map>

#include "base/json.h"
#include "crypto/digest.h"
#include "crypto/encoding.h"
#include "store/backup_format.h"
#include "store/entry_reader.h"
#include "store/files.h"
#include "store/list_reader.h"
#include "store/migrate.h"
#include "store/record_reader.h"

namespace maktab::store {
namespace {

constexpr std::int64_t kProgressEvery = 4096;
constexpr unsigned kOwnerOnly = 0600;
constexpr int kListPage = 2000;
constexpr std::size_t kFilePiece = std::size_t{1} << 20U;

base::Error WriteError(const std::filesystem::path& file, int error_number) {
  if (error_number == ENOSPC || error_number == EDQUOT) return base::Err("store.disk_full").Log(file.string());
  return base::Err("store.backup_write").With("file", file.string()).Log(std::to_string(error_number));
}

// A gzip file that appears under its name only when it is whole and durable.
class GzipFile {
 public:
  static base::Result<GzipFile> Create(const std::filesystem::path& file) {
    GzipFile made(file);
    std::error_code problem;
    if (std::filesystem::exists(file, problem)) return base::Err("store.backup_exists").With("file", file.string());
    made.descriptor_ = open(made.part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kOwnerOnly);
    if (made.descriptor_ < 0) return WriteError(file, errno);
    made.gzip_ = gzdopen(dup(made.descriptor_), "wb6");
    if (made.gzip_ == nullptr) return WriteError(file, ENOMEM);
    return made;
  }
  GzipFile(GzipFile&& other) noexcept
      : file_(std::move(other.file_)),
        part_(std::move(other.part_)),
        descriptor_(std::exchange(other.descriptor_, -1)),
        gzip_(std::exchange(other.gzip_, nullptr)) {}
  GzipFile& operator=(GzipFile&&) = delete;
  ~GzipFile() {
    if (gzip_ != nullptr) gzclose(gzip_);
    if (descriptor_ < 0) return;
    close(descriptor_);
    unlink(part_.c_str());
  }

  base::Status Write(std::string_view bytes) {
    errno = 0;
    const int written = gzwrite(gzip_, bytes.data(), unsigned(bytes.size()));
    if (written != int(bytes.size())) return WriteError(file_, errno);
    return {};
  }

  base::Result<std::int64_t> Finish() {
    errno = 0;
    const int closed = gzclose(std::exchange(gzip_, nullptr));
    if (closed != Z_OK || fsync(descriptor_) != 0) return WriteError(file_, errno);
    const std::int64_t bytes = lseek(descriptor_, 0, SEEK_END);
    if (rename(part_.c_str(), file_.c_str()) != 0) return WriteError(file_, errno);
    close(std::exchange(descriptor_, -1));
    MAKTAB_TRY(SyncFolder(file_.parent_path()));
    return bytes;
  }

 private:
  explicit GzipFile(std::filesystem::path file) : file_(std::move(file)), part_(file_.string() + ".part") {}
  std::filesystem::path file_;
  std::filesystem::path part_;
  int descriptor_ = -1;
  gzFile gzip_ = nullptr;
};

class BackupWriter {
 public:
  BackupWriter(Connection& connection, const FileShelf& files, GzipFile& file, const Progress& progress)
      : connection_(connection), files_(files), file_(file), progress_(progress) {}

  base::Status Run(const NoteSigner& signer) {
    WriteHeader(signer);
    EachEntry(connection_, 0, entries_, [this](EntryColumns& entry, std::string&) {
      Row("entry", entry.seq, entry.at, entry.kind, entry.actor_id, entry.actor_name, entry.actor_role,
          entry.actor_kind, entry.purpose, entry.subject, entry.body);
    });
    connection_.Each<long long, std::string>("select size, note from checkpoint order by size",
                                             [this](auto&... cells) { Row("checkpoint", cells...); });
    connection_.Each<long long, std::string, std::string, std::string>(
        "select size, frontier, root, note from ledger_head where id = 1",
        [this](auto&... cells) { Row("head", cells...); });
    connection_.Each<std::string, std::string, std::string>("select owner_id, kind, hash from credential",
                                                            [this](auto&... cells) { Row("credential", cells...); });
    for (const ListNow& list : ListsNow(connection_)) {
      for (std::int64_t number = 1; number <= list.number; ++number) ListRows(list.dataset, number);
    }
    for (const std::string& sha256 : ReadFileHashes(connection_)) MAKTAB_TRY(FileRows(sha256));
    WriteEnd();
    return status_;
  }

  std::int64_t entries() const { return entries_; }
  std::int64_t rows() const { return done_; }

 private:
  void WriteHeader(const NoteSigner& signer) {
    entries_ = connection_.Number("select size from ledger_head where id = 1");
    total_ = entries_ + connection_.Number("select count(*) from list_entry");
    base::JsonWriter json(line_);
    json.BeginObject().Field("maktab_backup", kBackupVersion).Field("schema", SchemaOfProgram());
    json.Field("ledger", signer.name).Field("key", signer.Text()).Field("rows", total_).EndObject();
    WriteLine();
    if (progress_) progress_(0, total_);
  }

  void ListRows(const std::string& dataset, std::int64_t number) {
    using Text = std::string;
    long long last = 0;
    for (int page = kListPage; page == kListPage;) {
      page = 0;
      connection_.Each<long long, Text, Text, Text, Text, Text, Text>(
          "select row, op, entity_id, digest, schema, caption, body from list_entry where dataset = :dataset and "
          "number "
          "= :number and row > :row order by row limit :limit",
          [&](long long row, Text& op, Text& id, Text& digest, Text& schema, Text& caption, Text& body) {
            ++page;
            last = row;
            Row("list_entry", dataset, number, row, op, id, digest, schema, caption, body);
          },
          dataset, number, last, kListPage);
    }
  }

  base::Status FileRows(const std::string& sha256) {
    std::ifstream in(files_.PathOf(sha256), std::ios::binary);
    std::string piece(kFilePiece, '\0');
    crypto::Sha256 hash;
    for (std::int64_t number = 0; in.read(piece.data(), std::streamsize(piece.size())) || in.gcount() > 0; ++number) {
      const std::string_view bytes(piece.data(), std::size_t(in.gcount()));
      hash.Update(bytes);
      Row("file", sha256, number, crypto::ToBase64(bytes));
    }
    // A backup that lacks a file, or holds a changed one, would be found out too late.
    if (crypto::ToHex(hash.Finish()) != sha256) return base::Err("store.file_damaged").With("sha256", sha256);
    return {};
  }

  template <typename... Cells>
  void Row(const char* table, const Cells&... cells) {
    if (!status_.ok()) return;
    base::JsonWriter json(line_);
    json.BeginArray().String(table);
    (Cell(json, cells), ...);
    json.EndArray();
    WriteLine();
    ++counts_[table];
    ++done_;
    if (progress_ && done_ % kProgressEvery == 0) progress_(done_, total_);
  }

  static void Cell(base::JsonWriter& json, const std::string& text) { json.String(text); }
  static void Cell(base::JsonWriter& json, std::int64_t number) { json.Integer(number); }

  void WriteLine() {
    line_ += '\n';
    hash_.Update(line_);
    if (status_.ok()) status_ = file_.Write(line_);
    line_.clear();
  }

  void WriteEnd() {
    base::JsonWriter json(line_);
    json.BeginObject().Key("rows").BeginObject();
    for (const auto& [table, count] : counts_) json.Field(table, count);
    json.EndObject().Field("sha256", crypto::ToHex(hash_.Finish())).EndObject();
    WriteLine();
  }

  Connection& connection_;
  const FileShelf& files_;
  GzipFile& file_;
  const Progress& progress_;
  base::Status status_;
  crypto::Sha256 hash_;
  std::string line_;
  std::map<std::string, std::int64_t> counts_ = {{"entry", 0},      {"checkpoint", 0}, {"head", 0},
                                                 {"credential", 0}, {"list_entry", 0}, {"file", 0}};
  std::int64_t entries_ = 0;
  std::int64_t done_ = 0;
  std::int64_t total_ = 0;
};

double SecondsSince(std::chrono::steady_clock::time_point started) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

}  // namespace

base::Result<BackupResult> WriteBackup(const Location& where, const FileShelf& files, const NoteSigner& signer,
                                       const std::filesystem::path& file, const Progress& progress) {
  const auto started = std::chrono::steady_clock::now();
  return Guarded([&]() -> base::Result<BackupResult> {
    MAKTAB_ASSIGN(GzipFile gzip, GzipFile::Create(file));
    Connection connection(where);
    connection.BeginSnapshot();
    BackupWriter writer(connection, files, gzip, progress);
    MAKTAB_TRY(writer.Run(signer));
    connection.Commit();
    MAKTAB_ASSIGN(const std::int64_t bytes, gzip.Finish());
    if (progress) progress(writer.rows(), writer.rows());
    return BackupResult{writer.entries(), writer.rows(), bytes, SecondsSince(started)};
  });
}

}  // namespace maktab::store
