#include "store/backup_format.h"

#include <array>

#include "crypto/digest.h"
#include "crypto/encoding.h"

namespace maktab::store {
namespace {

constexpr std::size_t kMaxLine = std::size_t{64} << 20U;
constexpr std::size_t kBuffer = std::size_t{256} << 10U;

constexpr std::array<BackupTable, 6> kTables = {{
    {"entry", "nntttttttt"},
    {"checkpoint", "nt"},
    {"head", "nttt"},
    {"credential", "ttt"},
    {"list_entry", "tnntttttt"},
    {"file", "tnt"},  // hash, number of the piece from 0, the piece in base64; whole files one after another
}};

class BackupReader {
 public:
  BackupReader(const std::function<std::int64_t(char*, std::size_t)>& source, const BackupSink& sink)
      : source_(source), sink_(sink), buffer_(kBuffer) {}

  base::Status Run() {
    for (;;) {
      const std::int64_t count = source_(buffer_.data(), buffer_.size());
      if (count < 0) return Wrong();
      if (count == 0) break;
      MAKTAB_TRY(Take({buffer_.data(), std::size_t(count)}));
    }
    if (!ended_ || !line_.empty()) return Wrong();
    return {};
  }

 private:
  base::Error Wrong() const { return base::Err("store.backup_wrong").With("line", std::to_string(lines_ + 1)); }

  base::Status Take(std::string_view bytes) {
    while (!bytes.empty()) {
      const std::size_t end = bytes.find('\n');
      const std::string_view part = bytes.substr(0, end);
      if (line_.size() + part.size() > kMaxLine) return Wrong();
      line_ += part;
      if (end == std::string_view::npos) return {};
      bytes.remove_prefix(end + 1);
      MAKTAB_TRY(TakeLine());
      ++lines_;
      line_.clear();
    }
    return {};
  }

  base::Status TakeLine() {
    if (ended_) return Wrong();
    const auto json = parser_.Parse(line_);
    if (!json.ok()) return Wrong();
    if (lines_ == 0) {
      MAKTAB_TRY(TakeHeader(*json));
    } else if (json->is_array()) {
      MAKTAB_TRY(TakeRow(*json));
    } else {
      return TakeEnd(*json);
    }
    hash_.Update(line_).Update("\n");
    return {};
  }

  base::Status TakeHeader(const base::JsonRef& json) {
    const auto version = json["maktab_backup"].integer();
    const auto schema = json["schema"].integer();
    const auto key = json["key"].string();
    const auto rows = json["rows"].integer();
    if (version && *version > kBackupVersion) return base::Err("store.backup_newer");
    if (!version || *version < 1 || !schema || !key || !rows) return Wrong();
    version_ = *version;
    return sink_.header({*schema, std::string(*key), *rows});
  }

  base::Status TakeRow(const base::JsonRef& json) {
    const std::vector<base::JsonRef> elements = json.elements();
    const auto name = elements.empty() ? std::nullopt : elements[0].string();
    const BackupTable* table = name ? FindBackupTable(*name) : nullptr;
    if (table == nullptr || elements.size() != table->types.size() + 1) return Wrong();
    std::vector<BackupCell> cells;
    cells.reserve(table->types.size());
    for (std::size_t i = 0; i < table->types.size(); ++i) {
      const auto text = elements[i + 1].string();
      const auto number = elements[i + 1].integer();
      if (table->types[i] == 't' && text && text->find('\0') == std::string_view::npos) {
        cells.emplace_back(std::string(*text));
      } else if (table->types[i] == 'n' && number) {
        cells.emplace_back(*number);
      } else {
        return Wrong();
      }
    }
    ++counts_[table->name];
    return sink_.row(*table, std::move(cells));
  }

  base::Status TakeEnd(const base::JsonRef& json) {
    for (const BackupTable& table : kTables) {
      const auto found = counts_.find(table.name);
      const std::int64_t counted = found == counts_.end() ? 0 : found->second;
      const bool older = version_ == 1 && table.name == "file";
      if (json["rows"][table.name].integer() != counted && !(older && counted == 0)) return Wrong();
    }
    if (json["sha256"].string() != crypto::ToHex(hash_.Finish())) return Wrong();
    ended_ = true;
    return {};
  }

  const std::function<std::int64_t(char*, std::size_t)>& source_;
  const BackupSink& sink_;
  std::vector<char> buffer_;
  base::JsonParser parser_;
  crypto::Sha256 hash_;
  std::map<std::string_view, std::int64_t> counts_;
  std::string line_;
  std::int64_t lines_ = 0;
  std::int64_t version_ = 0;
  bool ended_ = false;
};

}  // namespace

const BackupTable* FindBackupTable(std::string_view name) {
  for (const BackupTable& table : kTables) {
    if (table.name == name) return &table;
  }
  return nullptr;
}

base::Status ReadBackup(const std::function<std::int64_t(char* buffer, std::size_t size)>& source,
                        const BackupSink& sink) {
  return BackupReader(source, sink).Run();
}

}  // namespace maktab::store
