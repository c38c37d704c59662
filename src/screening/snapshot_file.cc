#include "screening/snapshot_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>

#include "base/hash.h"
#include "base/json.h"
#include "names/keys.h"

namespace maktab::screening {
namespace {

constexpr std::array<char, 8> kMagic = {'M', 'A', 'K', 'T', 'A', 'B', 'S', '\n'};
constexpr std::uint32_t kVersion = 4;
constexpr std::uint32_t kByteOrder = 0x01020304;
constexpr std::uint64_t kChecksumSeed = 0x4d616b746162ULL;
constexpr std::size_t kMaxDescription = 64U << 20U;

struct FileHeader {
  std::array<char, 8> magic = kMagic;
  std::uint32_t version = kVersion;
  std::uint32_t byte_order = kByteOrder;
  std::uint64_t names_print = 0;
};

struct BlockHeader {
  std::uint64_t bytes = 0;
  std::uint64_t checksum = 0;
};

std::uint64_t Checksum(std::string_view bytes) {
  return base::HashBytes(bytes, kChecksumSeed);
}

// What names of all scripts become in this program: if that differs, stored names and keys would not meet new
// questions.
std::uint64_t NamesPrint() {
  constexpr std::array<std::string_view, 13> kSamples = {"Mohamed Ben Ali EL-FASSI",
                                                         "عبد الرحمن بن محمد الفاسي",
                                                         "Abderrahmane OULD Fassi",
                                                         "Zhukov Pyotr",
                                                         "Жуков Пётр",
                                                         "Παπαδοπούλου Ελένη",
                                                         "José Muñoz de la Cruz",
                                                         "Müller-Lüdenscheidt, Jörg",
                                                         "شركة المثال ش.م.م",
                                                         "Example Shipping Co. Ltd",
                                                         "Front for van der Bilt",
                                                         "علی چراغی پور",
                                                         "כהן דוד"};
  std::string bytes;
  std::vector<names::NameKey> keys;
  std::vector<names::JoinedKey> joined;
  for (const std::string_view sample : kSamples) {
    for (const auto kind : {names::NameKind::kPerson, names::NameKind::kOrganisation}) {
      std::string prepared;
      names::PrepareName(sample, kind, prepared);
      const names::PreparedView name(prepared);
      names::TokenView token;
      for (std::size_t at = name.begin(); name.Next(at, token);) names::AppendWordKeys(token, kind, keys);
      names::AppendJoinedKeys(name, joined);
      bytes += prepared;
    }
  }
  for (const names::NameKey& key : keys) {
    bytes.append(reinterpret_cast<const char*>(&key.hash), sizeof(key.hash));
    bytes.push_back(key.loose ? 1 : 0);
  }
  for (const names::JoinedKey& key : joined) {
    bytes.append(reinterpret_cast<const char*>(&key.hash), sizeof(key.hash));
    bytes.append({char(key.first), char(key.count)});
  }
  return Checksum(bytes);
}

base::Error Damaged(std::string_view what) {
  return base::Err("screening.snapshot_damaged").Log(std::string(what));
}

// A file that is removed unless it is finished.
class NewFile {
 public:
  explicit NewFile(std::filesystem::path path) : path_(std::move(path)) {
    file_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  }
  ~NewFile() {
    if (file_ < 0) return;
    close(file_);
    if (!finished_) unlink(path_.c_str());
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  bool Write(const void* data, std::size_t size) {
    const auto* at = static_cast<const char*>(data);
    while (file_ >= 0 && size > 0) {
      const ssize_t written = write(file_, at, std::min<std::size_t>(size, 1U << 30U));
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return false;
      at += written;
      size -= std::size_t(written);
    }
    return file_ >= 0;
  }
  bool Block(const void* data, std::size_t size) {
    const BlockHeader header = {size, Checksum({static_cast<const char*>(data), size})};
    return Write(&header, sizeof(header)) && Write(data, size);
  }
  template <typename T>
  bool Block(const FlatArray<T>& array) {
    return Block(array.data(), array.bytes());
  }
  // On disk and under its final name.
  bool Finish(const std::filesystem::path& final_path) {
    if (file_ < 0 || fsync(file_) != 0) return false;
    if (rename(path_.c_str(), final_path.c_str()) != 0) return false;
    finished_ = true;
    const std::filesystem::path folder = final_path.has_parent_path() ? final_path.parent_path() : ".";
    const int directory = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return false;
    const bool synced = fsync(directory) == 0;
    close(directory);
    return synced;
  }

 private:
  std::filesystem::path path_;
  int file_ = -1;
  bool finished_ = false;
};

std::string Describe(const Snapshot& snapshot) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject().Key("lists").BeginArray();
  for (const ListInfo& list : *snapshot.lists()) {
    json.BeginObject().Field("dataset", list.dataset).Field("title", list.title).Field("version", list.version);
    json.Field("list_date", list.list_date).Field("imported_at", list.imported_at.micros);
    json.Field("number", list.number).Field("count", list.count).EndObject();
  }
  json.EndArray().Key("segments").BeginArray();
  for (const SegmentInForce& in_force : snapshot.segments()) {
    json.BeginObject().Key("datasets").Strings(in_force.segment->parts().datasets);
    json.Field("homes", in_force.segment->numbers().homes()).EndObject();
  }
  json.EndArray().EndObject();
  return out;
}

bool WriteIndex(NewFile& file, const KeyIndexParts& index) {
  return file.Block(index.keys) && file.Block(index.starts) && file.Block(index.values);
}

bool WriteWords(NewFile& file, const WordIndex& words) {
  const WordIndexParts& parts = words.parts();
  return file.Block(parts.words) && file.Block(parts.word_text) && file.Block(parts.holding) &&
         file.Block(parts.first_words) && file.Block(parts.name_words) && WriteIndex(file, words.by_sound().parts()) &&
         WriteIndex(file, words.joined().parts()) && file.Block(parts.runs);
}

bool WriteSegment(NewFile& file, const SegmentInForce& in_force) {
  const SegmentParts& parts = in_force.segment->parts();
  const std::vector<std::uint64_t> none;
  const auto& ended = in_force.ended != nullptr ? in_force.ended->words() : none;
  return file.Block(ended.data(), ended.size() * sizeof(std::uint64_t)) && file.Block(parts.rows) &&
         file.Block(parts.row_text) && file.Block(parts.names) && file.Block(parts.name_text) &&
         WriteWords(file, parts.words) && file.Block(parts.numbers.buckets()) && file.Block(parts.numbers.groups());
}

// Bytes from a file or from memory, in order.
class Input {
 public:
  virtual ~Input() = default;
  // False at the end or on an error of reading.
  virtual bool Read(void* to, std::size_t size) = 0;
  virtual std::uint64_t left() const = 0;
};

class FileInput final : public Input {
 public:
  explicit FileInput(const std::filesystem::path& path) : file_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    struct stat status {};
    if (file_ >= 0 && fstat(file_, &status) == 0 && S_ISREG(status.st_mode)) left_ = std::uint64_t(status.st_size);
  }
  ~FileInput() override {
    if (file_ >= 0) close(file_);
  }
  FileInput(const FileInput&) = delete;
  FileInput& operator=(const FileInput&) = delete;

  bool is_open() const { return file_ >= 0; }
  bool Read(void* to, std::size_t size) override {
    if (size > left_) return false;
    auto* at = static_cast<char*>(to);
    while (size > 0) {
      const ssize_t got = read(file_, at, std::min<std::size_t>(size, 1U << 30U));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return false;
      at += got;
      size -= std::size_t(got);
      left_ -= std::uint64_t(got);
    }
    return true;
  }
  std::uint64_t left() const override { return left_; }

 private:
  int file_;
  std::uint64_t left_ = 0;
};

class MemoryInput final : public Input {
 public:
  explicit MemoryInput(std::string_view bytes) : bytes_(bytes) {}
  bool Read(void* to, std::size_t size) override {
    if (size > bytes_.size()) return false;
    if (size > 0) std::memcpy(to, bytes_.data(), size);
    bytes_.remove_prefix(size);
    return true;
  }
  std::uint64_t left() const override { return bytes_.size(); }

 private:
  std::string_view bytes_;
};

class Reader {
 public:
  Reader(Input& input, bool trust_checksums) : input_(input), trust_checksums_(trust_checksums) {}

  base::Result<std::shared_ptr<const Snapshot>> Read();

 private:
  // False if the block is not whole elements, longer than what is left, or not what was written.
  template <typename T>
  bool Block(FlatArray<T>& out) {
    BlockHeader header;
    if (!input_.Read(&header, sizeof(header)) || header.bytes % sizeof(T) != 0 || header.bytes > input_.left()) {
      return false;
    }
    out = FlatArray<T>(std::size_t(header.bytes / sizeof(T)));
    if (!input_.Read(out.data(), out.bytes())) return false;
    const std::string_view bytes(reinterpret_cast<const char*>(out.data()), out.bytes());
    return trust_checksums_ || Checksum(bytes) == header.checksum;
  }
  bool ReadIndex(KeyIndexParts& out) { return Block(out.keys) && Block(out.starts) && Block(out.values); }
  bool ReadWords(WordIndexParts& out) {
    return Block(out.words) && Block(out.word_text) && Block(out.holding) && Block(out.first_words) &&
           Block(out.name_words) && ReadIndex(out.sounds) && ReadIndex(out.joined) && Block(out.runs);
  }
  base::Result<std::vector<ListInfo>> ReadLists(const base::JsonRef& description);
  base::Result<SegmentInForce> ReadSegment(const base::JsonRef& description);

  Input& input_;
  bool trust_checksums_;
};

base::Result<std::vector<ListInfo>> Reader::ReadLists(const base::JsonRef& description) {
  std::vector<ListInfo> lists;
  for (const base::JsonRef& row : description["lists"].elements()) {
    const auto text = [&](std::string_view key) { return std::string(row[key].string().value_or("")); };
    const auto number = row["number"].integer();
    const auto count = row["count"].integer();
    const auto imported_at = row["imported_at"].integer();
    if (!number || !count || !imported_at || *count < 0) return Damaged("lists");
    lists.push_back({text("dataset"), text("title"), text("version"), text("list_date"), base::Instant{*imported_at},
                     *number, std::uint64_t(*count)});
  }
  return lists;
}

base::Result<SegmentInForce> Reader::ReadSegment(const base::JsonRef& description) {
  SegmentParts parts;
  parts.datasets = description["datasets"].strings();
  const auto homes = description["homes"].integer();
  FlatArray<std::uint64_t> ended;
  WordIndexParts words;
  FlatArray<ExactBucket> buckets;
  FlatArray<std::uint32_t> groups;
  const bool read = homes && *homes >= 0 && Block(ended) && Block(parts.rows) && Block(parts.row_text) &&
                    Block(parts.names) && Block(parts.name_text) && ReadWords(words) && Block(buckets) && Block(groups);
  if (!read) return Damaged("a block");
  parts.numbers = ExactTable(std::move(buckets), std::move(groups), std::uint64_t(*homes));
  if (!Segment::Valid(parts)) return Damaged("a segment");
  if (!WordIndex::Valid(words, std::uint32_t(parts.names.size() - 1))) return Damaged("words");
  parts.words = WordIndex(std::move(words));
  SegmentInForce in_force;
  in_force.segment = std::make_shared<const Segment>(std::move(parts));
  const std::uint32_t rows = in_force.segment->row_count();
  in_force.live = rows;
  if (ended.size() == 0) return in_force;
  if (ended.size() != (std::size_t(rows) + 63) / 64) return Damaged("what ended");
  if (rows % 64 != 0 && (ended[ended.size() - 1] >> (rows % 64)) != 0) return Damaged("what ended");
  auto bits = std::make_shared<EndedRows>(std::vector<std::uint64_t>(ended.span().begin(), ended.span().end()));
  in_force.live -= bits->Count();
  in_force.ended = std::move(bits);
  return in_force;
}

base::Result<std::shared_ptr<const Snapshot>> Reader::Read() {
  FileHeader header;
  if (!input_.Read(&header, sizeof(header)) || header.magic != kMagic) return Damaged("the header");
  if (header.version != kVersion || header.byte_order != kByteOrder || header.names_print != NamesPrint()) {
    return base::Err("screening.snapshot_other_version");
  }
  FlatArray<char> text;
  if (!Block(text) || text.size() > kMaxDescription) return Damaged("the description");
  auto document = base::JsonDocument::Parse(Text(text));
  if (!document.ok()) return Damaged("the description");
  const base::JsonRef description = document->root();
  MAKTAB_ASSIGN(auto lists, ReadLists(description));
  std::vector<SegmentInForce> segments;
  for (const base::JsonRef& row : description["segments"].elements()) {
    MAKTAB_ASSIGN(auto segment, ReadSegment(row));
    segments.push_back(std::move(segment));
  }
  if (input_.left() != 0) return Damaged("bytes behind the end");
  return std::make_shared<const Snapshot>(std::move(segments),
                                          std::make_shared<const std::vector<ListInfo>>(std::move(lists)));
}

}  // namespace

base::Status WriteSnapshot(const Snapshot& snapshot, const std::filesystem::path& path) {
  std::filesystem::path beside = path;
  beside += ".new";
  NewFile file(beside);
  FileHeader header;
  header.names_print = NamesPrint();
  const std::string description = Describe(snapshot);
  bool written = file.Write(&header, sizeof(header)) && file.Block(description.data(), description.size());
  for (const SegmentInForce& in_force : snapshot.segments()) written = written && WriteSegment(file, in_force);
  if (written && file.Finish(path)) return {};
  return base::Err("screening.not_saved").With("file", path.string()).Log(std::strerror(errno));
}

base::Result<std::shared_ptr<const Snapshot>> ReadSnapshot(const std::filesystem::path& path) {
  FileInput input(path);
  if (!input.is_open()) return base::Err("screening.no_snapshot").With("file", path.string());
  auto snapshot = Reader(input, false).Read();
  if (snapshot.ok()) return snapshot;
  return base::Error(snapshot.error()).With("file", path.string());
}

base::Result<std::shared_ptr<const Snapshot>> ParseSnapshot(std::string_view bytes, bool trust_checksums) {
  MemoryInput input(bytes);
  return Reader(input, trust_checksums).Read();
}

}  // namespace maktab::screening
