#include "lists/ofac.h"

#include <unicode/unistr.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "base/utf8.h"
#include "lists/csv_rows.h"
#include "lists/ofac_remarks.h"
#include "lists/text.h"

namespace maktab::lists {
namespace {

using model::Schema;

constexpr std::size_t kSdn = 12;
constexpr std::size_t kAddress = 6;
constexpr std::size_t kAlias = 5;
constexpr std::size_t kComment = 2;
// Remarks are cut at this length in sdn.csv; the comments file has the rest.
constexpr std::size_t kRemarksCut = 1000;

using Cells = std::vector<std::string>;

// What alt, add and comments say of one entry.
struct Extra {
  std::vector<std::pair<std::string, std::string>> aliases;  // type, name
  std::vector<Cells> addresses;                              // address, city, country, remarks
  std::string comments;
};

// One file whose first row has been read to know which it is.
struct Part {
  std::unique_ptr<ByteSource> source;
  std::unique_ptr<CsvRows> rows;
  std::size_t columns = 0;
};

// DOS's end of file, which old copies of the list carry.
bool IsEndMark(const CsvRows& rows) {
  return TrimAscii(rows.fields()[0]).empty() && rows.fields()[0].find('\x1A') != std::string_view::npos;
}

bool ParseNumber(std::string_view text, std::uint64_t& number) {
  text = TrimAscii(text);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return !text.empty() && error == std::errc{} && end == text.data() + text.size();
}

class OfacReader {
 public:
  OfacReader(Intake& intake, ListInfo& info) : intake_(intake), info_(info) {}
  base::Status Read(Sources files);

 private:
  base::Status Identify(Part& part);
  base::Status ReadPart(Part& part);
  base::Status TakeRow(const Part& part);
  base::Status Hold(std::uint64_t id, std::size_t columns, const Cells& cells);
  base::Status TakeEntry(std::uint64_t id, const Cells& cells, std::uint64_t line);
  base::Result<Cells> CellsOf(const Part& part, std::uint64_t& id);
  std::string Cell(std::string_view field, const Part& part);

  Intake& intake_;
  ListInfo& info_;
  std::unordered_map<std::uint64_t, Extra> extras_;
  std::size_t held_ = 0;
  bool has_comments_ = false;
  bool warned_of_encoding_ = false;
};

std::string OfacReader::Cell(std::string_view field, const Part& part) {
  field = TrimAscii(field);
  if (field == "-0-") return {};
  if (base::IsValidUtf8(field)) return std::string(field);
  if (!warned_of_encoding_) intake_.Warn(part.rows->line(), base::Err("lists.decoded_as_windows_1252"));
  warned_of_encoding_ = true;
  std::string text;
  icu::UnicodeString(field.data(), int32_t(field.size()), "windows-1252").toUTF8String(text);
  return text;
}

// The first row with a number tells by its columns which file this is; a row of titles before it is passed over.
base::Status OfacReader::Identify(Part& part) {
  intake_.StartFile(part.source->name());
  part.rows = std::make_unique<CsvRows>(*part.source, intake_);
  for (int row = 0; row < 2; ++row) {
    MAKTAB_ASSIGN(const CsvRows::Kind kind, part.rows->Next());
    if (kind == CsvRows::Kind::kEnd) break;
    if (kind == CsvRows::Kind::kUnclosed) return intake_.At(part.rows->line(), base::Err("lists.truncated"));
    if (kind != CsvRows::Kind::kRow) continue;
    std::uint64_t id = 0;
    part.columns = part.rows->fields().size();
    const bool known =
        part.columns == kSdn || part.columns == kAddress || part.columns == kAlias || part.columns == kComment;
    if (known && ParseNumber(part.rows->fields()[0], id)) return {};
    if (IsEndMark(*part.rows)) break;
  }
  return intake_.At(part.rows->line(), base::Err("lists.ofac_unknown_file"));
}

base::Result<Cells> OfacReader::CellsOf(const Part& part, std::uint64_t& id) {
  const auto& fields = part.rows->fields();
  if (fields.size() != part.columns) {
    if (part.rows->ended_in_row() && fields.size() < part.columns) return base::Err("lists.truncated");
    return base::Err("lists.wrong_columns")
        .With("expected", std::to_string(part.columns))
        .With("found", std::to_string(fields.size()));
  }
  if (!ParseNumber(fields[0], id)) {
    return base::Err("lists.wrong_id").With("id", base::TruncateUtf8(base::CleanText(fields[0]), 60));
  }
  Cells cells;
  for (const std::string_view field : fields) cells.push_back(Cell(field, part));
  return cells;
}

base::Status OfacReader::TakeRow(const Part& part) {
  std::uint64_t id = 0;
  auto cells = CellsOf(part, id);
  const std::uint64_t line = part.rows->line();
  if (!cells.ok()) {
    if (cells.error().code == "lists.truncated") return intake_.At(line, cells.error());
    return intake_.Bad(line, cells.error());
  }
  return part.columns == kSdn ? TakeEntry(id, *cells, line) : Hold(id, part.columns, *cells);
}

base::Status OfacReader::ReadPart(Part& part) {
  intake_.StartFile(part.source->name());
  auto kind = CsvRows::Kind::kRow;  // the first row stands ready
  while (kind != CsvRows::Kind::kEnd) {
    const std::uint64_t line = part.rows->line();
    if (kind == CsvRows::Kind::kUnclosed) return intake_.At(line, base::Err("lists.truncated"));
    if (kind == CsvRows::Kind::kTooLong) {
      MAKTAB_TRY(intake_.Bad(line, base::Err("lists.entry_too_large")));
    } else if (!IsEndMark(*part.rows)) {
      MAKTAB_TRY(TakeRow(part));
    }
    MAKTAB_ASSIGN(kind, part.rows->Next());
  }
  return {};
}

base::Status OfacReader::Hold(std::uint64_t id, std::size_t columns, const Cells& cells) {
  held_ += sizeof(Extra);
  for (const std::string& cell : cells) held_ += sizeof(std::string) + cell.size();
  if (held_ > intake_.limits().held_bytes) return intake_.At(0, base::Err("lists.too_much_held"));
  Extra& extra = extras_[id];
  if (columns == kAlias) extra.aliases.emplace_back(cells[2], cells[3]);
  if (columns == kAddress) extra.addresses.push_back({cells[2], cells[3], cells[4], cells[5]});
  if (columns == kComment) extra.comments += cells[1];
  return {};
}

Schema SchemaOf(std::string_view type) {
  if (StartsWithWord(type, "individual")) return Schema::kPerson;
  if (StartsWithWord(type, "vessel")) return Schema::kVessel;
  if (StartsWithWord(type, "aircraft")) return Schema::kAirplane;
  return Schema::kOrganization;
}

void AddName(Draft& draft, std::string_view property, std::string_view name) {
  if (draft.entity().schema != Schema::kPerson) return draft.Add(property, name);
  const OfacName split = SplitOfacName(name);
  draft.Add(property, split.natural);
  if (property != model::kPropName) return;
  draft.Add("firstName", split.first);
  draft.Add("lastName", split.last);
}

void AddExtra(Draft& draft, const Extra& extra) {
  for (const auto& [type, name] : extra.aliases) {
    AddName(draft, StartsWithWord(type, "fka") ? model::kPropPreviousName : model::kPropAlias, name);
  }
  for (const Cells& cells : extra.addresses) {
    std::string address;
    for (const std::string& cell : cells) AppendWith(address, ", ", cell);
    draft.Add("address", address);
    // Where a person was said to live tells nothing of who he is; where a body sits does.
    if (draft.entity().schema != Schema::kPerson) draft.AddCountry(model::kPropCountry, cells[2]);
  }
}

void AddVessel(Draft& draft, const Cells& cells) {
  draft.Add("callSign", cells[5]);
  draft.Add("type", cells[6]);
  draft.Add("tonnage", cells[7]);
  draft.Add("grossRegisteredTonnage", cells[8]);
  draft.AddCountry("flag", cells[9]);
  draft.Add("owner", cells[10]);
}

base::Status OfacReader::TakeEntry(std::uint64_t id, const Cells& cells, std::uint64_t line) {
  Draft draft(line, SchemaOf(cells[2]));
  draft.SetId(std::to_string(id));
  AddName(draft, model::kPropName, cells[1]);
  for (const std::string_view program : SplitBy(cells[3], "] [")) draft.Add("program", program);
  draft.Add("position", cells[4]);
  AddVessel(draft, cells);
  std::string remarks = cells[11];
  const auto at = extras_.find(id);
  if (at != extras_.end()) {
    remarks += at->second.comments;
    AddExtra(draft, at->second);
    extras_.erase(at);
  }
  if (remarks.size() >= kRemarksCut && !has_comments_ && !remarks.ends_with('.')) {
    // A number cut in its middle would be another number.
    remarks.resize(std::min(remarks.rfind(';'), remarks.size()));
    intake_.Warn(line, base::Err("lists.ofac_remarks_cut").With("id", draft.entity().id));
  }
  AddOfacRemarks(draft, remarks);
  return intake_.Take(std::move(draft));
}

base::Status OfacReader::Read(Sources files) {
  std::vector<Part> parts;
  for (auto& file : files) {
    Part part;
    part.source = std::move(file);
    MAKTAB_TRY(Identify(part));
    const bool doubled =
        std::any_of(parts.begin(), parts.end(), [&](const Part& other) { return other.columns == part.columns; });
    if (doubled) return intake_.At(0, base::Err("lists.ofac_doubled_file"));
    has_comments_ = has_comments_ || part.columns == kComment;
    parts.push_back(std::move(part));
  }
  std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.columns < b.columns; });
  if (parts.back().columns != kSdn) return base::Err("lists.ofac_no_sdn");
  for (Part& part : parts) MAKTAB_TRY(ReadPart(part));
  if (!extras_.empty()) {
    intake_.Warn(0, base::Err("lists.ofac_unmatched").With("count", std::to_string(extras_.size())));
  }
  info_.title = "Specially Designated Nationals and Blocked Persons List";
  info_.publisher = "United States Department of the Treasury, Office of Foreign Assets Control";
  return {};
}

}  // namespace

base::Status ReadOfac(Sources files, Intake& intake, ListInfo& info) {
  return OfacReader(intake, info).Read(std::move(files));
}

}  // namespace maktab::lists
