#include "desk/files.h"

#include <algorithm>
#include <fstream>

#include "base/utf8.h"
#include "crypto/random.h"
#include "desk/access.h"
#include "papers/file_kind.h"

namespace maktab::desk {
namespace {

constexpr std::int64_t kWaitMicros = std::int64_t{24} * 3'600 * base::kMicrosPerSecond;
constexpr std::size_t kMostWaiting = 64;  // of one person

bool Matches(const std::vector<std::string>& wanted, const std::string& type) {
  return std::find(wanted.begin(), wanted.end(), type) != wanted.end();
}

// Told by the name and by the bytes: both must say the same.
base::Result<std::string> TypeOf(const model::FileRules& rules, const std::filesystem::path& path,
                                 const std::string& name) {
  const model::FileType* type = rules.ByName(name);
  if (type == nullptr) {
    return base::Err("file.type_forbidden").With("name", name).With("allowed", rules.Endings());
  }
  MAKTAB_ASSIGN(const std::string told, papers::MediaTypeOf(path));
  if (!Matches(type->content, told)) return base::Err("file.type_differs").With("name", name).With("type", told);
  return type->media;
}

std::string RowOf(const std::string& sha256, const std::string& name, const std::string& type, std::int64_t bytes) {
  std::string row;
  base::JsonWriter json(row);
  json.BeginObject().Field("sha256", sha256).Field("name", name).Field("type", type).Field("bytes", bytes).EndObject();
  return row;
}

void Remove(const std::filesystem::path& path) {
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
}

}  // namespace

base::Result<Upload> FileDesk::Take(const model::Principal& who, const std::filesystem::path& path,
                                    std::string_view name) {
  MAKTAB_TRY(Require(who, model::Right::kActOnRecords));
  MAKTAB_TRY(model::CheckFileName(name));
  const model::FileRules& rules = parts_.registers.file_rules();
  std::error_code problem;
  const auto size = std::int64_t(std::filesystem::file_size(path, problem));
  if (problem) return base::Err("file.unreadable").Log(path.string());
  if (size == 0) return base::Err("file.empty").With("name", name);
  if (size > rules.max_bytes()) {
    return base::Err("file.too_large").With("limit", std::to_string(rules.max_bytes() >> 20U));
  }
  Upload upload{crypto::RandomToken(16), base::CleanText(name), {}, {}, size};
  MAKTAB_ASSIGN(upload.type, TypeOf(rules, path, upload.name));
  MAKTAB_ASSIGN(const std::filesystem::path place, NewFile());
  std::filesystem::rename(path, place, problem);
  if (problem) {
    std::filesystem::copy_file(path, place, problem);  // from another file system
    if (problem) return base::Err("store.disk_full").Log(place.string());
    Remove(path);
  }
  return Wait(who, std::move(upload), place);
}

base::Result<Upload> FileDesk::Wait(const model::Principal& who, Upload upload, const std::filesystem::path& place) {
  MAKTAB_ASSIGN(const store::FileDigest digest, store::FileShelf::Digest(place));
  upload.sha256 = digest.sha256;
  upload.bytes = digest.bytes;
  const base::Instant now = parts_.clock.Now();
  const base::MutexLock lock(mutex_);
  Forget(now, who.id);
  waiting_.emplace(upload.id, Waiting{upload, who.id, place, now});
  return upload;
}

base::Result<std::filesystem::path> FileDesk::Write(std::string_view bytes) const {
  MAKTAB_ASSIGN(std::filesystem::path path, NewFile());
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), std::streamsize(bytes.size()));
  out.close();
  if (out) return path;
  Remove(path);
  return base::Err("store.disk_full").Log(path.string());
}

base::Result<Upload> FileDesk::TakeBytes(const model::Principal& who, std::string_view bytes, std::string_view name) {
  MAKTAB_ASSIGN(const std::filesystem::path path, Write(bytes));
  auto taken = Take(who, path, name);
  if (!taken.ok()) Remove(path);
  return taken;
}

base::Result<Upload> FileDesk::Keep(const model::Principal& who, std::string_view bytes, std::string_view name,
                                    std::string_view type) {
  MAKTAB_TRY(Require(who, model::Right::kActOnRecords));
  MAKTAB_ASSIGN(const std::filesystem::path place, Write(bytes));
  return Wait(who, {crypto::RandomToken(16), std::string(name), std::string(type), {}, 0}, place);
}

base::Result<OpenedFile> FileDesk::Open(const model::Principal& who, const std::string& record,
                                        const std::string& sha256, const std::string& purpose) const {
  MAKTAB_ASSIGN([[maybe_unused]] const store::Record visible, VisibleRecord(parts_, who, record));
  if (!purpose.empty() && !parts_.purposes.Has(purpose)) return base::Err("purpose.unknown").With("purpose", purpose);
  MAKTAB_ASSIGN(const auto files, parts_.store.RecordFiles(record));
  const auto found = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.sha256 == sha256; });
  if (found == files.end()) return base::Err("file.unknown");
  const std::string wrong = parts_.store.Files().WrongWith({found->sha256, found->bytes});
  if (!wrong.empty()) return base::Err("file.damaged").With("name", found->name).Log(sha256 + ": " + wrong);
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("sha256", sha256).Field("name", found->name).Field("field", found->field).EndObject();
  const std::string why = purpose.empty() ? std::string(parts_.purposes.default_code()) : purpose;
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts_.store.AppendAndWait({"file.opened", who, why, record, std::move(body)}));
  return OpenedFile{*found, parts_.store.Files().PathOf(sha256)};
}

std::optional<Upload> FileDesk::Find(const model::Principal& who, std::string_view id) const {
  const base::MutexLock lock(mutex_);
  const auto found = waiting_.find(id);
  if (found == waiting_.end() || found->second.owner != who.id) return std::nullopt;
  return found->second.upload;
}

base::Status FileDesk::Place(const Upload& upload) const {
  std::filesystem::path path;
  {
    const base::MutexLock lock(mutex_);
    const auto found = waiting_.find(upload.id);
    if (found == waiting_.end()) return base::Err("file.gone").With("name", upload.name);
    path = found->second.path;
  }
  return parts_.store.Files().Place(path, upload.sha256);
}

void FileDesk::Drop(const std::vector<Upload>& uploads) {
  const base::MutexLock lock(mutex_);
  for (const Upload& upload : uploads) {
    const auto found = waiting_.find(upload.id);
    if (found == waiting_.end()) continue;
    Remove(found->second.path);
    waiting_.erase(found);
  }
}

// What nobody attached within a day goes, and the oldest of one who leaves too many.
void FileDesk::Forget(base::Instant now, const std::string& owner) {
  std::size_t his = 0;
  auto oldest = waiting_.end();
  for (auto at = waiting_.begin(); at != waiting_.end();) {
    if (now.micros - at->second.since.micros > kWaitMicros) {
      Remove(at->second.path);
      at = waiting_.erase(at);
      continue;
    }
    if (at->second.owner == owner) {
      ++his;
      if (oldest == waiting_.end() || at->second.since < oldest->second.since) oldest = at;
    }
    ++at;
  }
  if (his < kMostWaiting || oldest == waiting_.end()) return;
  Remove(oldest->second.path);
  waiting_.erase(oldest);
}

base::Result<std::string> FilesOfAction::Read(const model::Field& field, const base::JsonRef& row) {
  if (const auto id = row["upload"].string()) {
    const auto upload = desk_.Find(who_, *id);
    if (!upload) return base::Err("file.gone").With("name", row["name"].string().value_or(""));
    uploads_.push_back(*upload);
    files_.push_back({{}, field.id, upload->sha256, upload->name, upload->type, upload->bytes, 0});
    return RowOf(upload->sha256, upload->name, upload->type, upload->bytes);
  }
  const std::string sha256(row["sha256"].string().value_or(""));
  const auto before = before_.find(field.id);
  if (before != before_.end()) {
    const auto document = base::JsonDocument::Parse(before->second);
    if (document.ok()) {
      for (const base::JsonRef& kept : document->root().elements()) {
        if (kept["sha256"].string() == sha256) return kept.text();
      }
    }
  }
  return base::Err("file.unknown");
}

std::string FilesOfAction::Append(const model::Field& field, const Upload& upload, const std::string& rows) {
  uploads_.push_back(upload);
  files_.push_back({{}, field.id, upload.sha256, upload.name, upload.type, upload.bytes, 0});
  std::string all;
  base::JsonWriter json(all);
  json.BeginArray();
  if (const auto document = base::JsonDocument::Parse(rows.empty() ? "[]" : rows); document.ok()) {
    for (const base::JsonRef& row : document->root().elements()) {
      if (row["sha256"].string() != upload.sha256) json.Raw(row.text());
    }
  }
  json.Raw(RowOf(upload.sha256, upload.name, upload.type, upload.bytes)).EndArray();
  return all;
}

base::Status FilesOfAction::Place() const {
  for (const Upload& upload : uploads_) MAKTAB_TRY(desk_.Place(upload));
  return {};
}

}  // namespace maktab::desk
