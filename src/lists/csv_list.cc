#include "lists/csv_list.h"

#include <algorithm>

#include "base/utf8.h"
#include "lists/csv_mapping.h"
#include "lists/csv_rows.h"
#include "lists/encoding.h"
#include "lists/text.h"

namespace maktab::lists {
namespace {

// The mapping with columns as their places in the row.
struct Plan {
  struct Target {
    const CsvTarget* target;
    std::vector<std::size_t> columns;
  };
  struct Skip {
    const CsvSkip* skip;
    std::size_t column;
  };
  std::vector<std::size_t> id_columns;
  std::optional<std::size_t> schema_column;
  std::vector<Target> targets;  // in the order of the file's columns, so that its first name is the caption
  std::vector<Skip> skips;
  std::size_t width = 0;
};

class CsvListReader {
 public:
  CsvListReader(const CsvMapping& mapping, Intake& intake, ListInfo& info)
      : mapping_(mapping), intake_(intake), info_(info) {}
  base::Status ReadFile(ByteSource& source);

 private:
  base::Result<std::size_t> Column(const std::string& name, const std::vector<std::string>& header) const;
  base::Result<Plan> MakePlan(const std::vector<std::string>& header) const;
  base::Status ReadHeader(CsvRows& rows, CsvRows::Kind& kind, Plan& plan);
  base::Status TakeRow(const CsvRows& rows, const Plan& plan);
  std::optional<base::Error> Flaw(const CsvRows& rows, const Plan& plan) const;
  base::Result<model::Schema> SchemaOf(const std::vector<std::string_view>& cells, const Plan& plan) const;
  void Fill(Draft& draft, const std::vector<std::string_view>& cells, const Plan& plan) const;
  void AddValue(Draft& draft, const CsvTarget& target, std::string_view text) const;

  const CsvMapping& mapping_;
  Intake& intake_;
  ListInfo& info_;
};

base::Result<std::size_t> CsvListReader::Column(const std::string& name, const std::vector<std::string>& header) const {
  const auto at = std::find(header.begin(), header.end(), name);
  if (at != header.end()) return std::size_t(at - header.begin());
  std::string present;
  for (const std::string& column : header) AppendWith(present, ", ", column);
  return intake_.At(
      0, base::Err("lists.missing_column").With("column", name).With("columns", base::TruncateUtf8(present, 600)));
}

base::Result<Plan> CsvListReader::MakePlan(const std::vector<std::string>& header) const {
  Plan plan;
  plan.width = header.size();
  for (const std::string& name : mapping_.id_columns) {
    MAKTAB_ASSIGN(const std::size_t column, Column(name, header));
    plan.id_columns.push_back(column);
  }
  if (!mapping_.schema_column.empty()) {
    MAKTAB_ASSIGN(plan.schema_column, Column(mapping_.schema_column, header));
  }
  for (const CsvTarget& target : mapping_.targets) {
    Plan::Target planned{&target, {}};
    for (const std::string& name : target.columns) {
      MAKTAB_ASSIGN(const std::size_t column, Column(name, header));
      planned.columns.push_back(column);
    }
    plan.targets.push_back(std::move(planned));
  }
  std::stable_sort(plan.targets.begin(), plan.targets.end(),
                   [](const auto& a, const auto& b) { return a.columns[0] < b.columns[0]; });
  for (const CsvSkip& skip : mapping_.skips) {
    MAKTAB_ASSIGN(const std::size_t column, Column(skip.column, header));
    plan.skips.push_back({&skip, column});
  }
  return plan;
}

// Without a header the first row gives the number of columns and is data too.
base::Status CsvListReader::ReadHeader(CsvRows& rows, CsvRows::Kind& kind, Plan& plan) {
  for (std::size_t i = 0; i <= mapping_.skip_rows; ++i) {
    MAKTAB_ASSIGN(kind, rows.Next());
    if (kind == CsvRows::Kind::kEnd) return intake_.At(0, base::Err("lists.empty"));
    if (kind == CsvRows::Kind::kUnclosed) return intake_.At(rows.line(), base::Err("lists.truncated"));
  }
  if (kind == CsvRows::Kind::kTooLong) return intake_.At(rows.line(), base::Err("lists.entry_too_large"));
  std::vector<std::string> header;
  for (const std::string_view field : rows.fields()) {
    header.push_back(mapping_.header ? base::CleanText(field) : std::to_string(header.size() + 1));
  }
  MAKTAB_ASSIGN(plan, MakePlan(header));
  if (mapping_.header) {
    MAKTAB_ASSIGN(kind, rows.Next());
  }
  return {};
}

std::optional<base::Error> CsvListReader::Flaw(const CsvRows& rows, const Plan& plan) const {
  const auto& cells = rows.fields();
  bool wrong = cells.size() < plan.width;
  for (std::size_t i = plan.width; i < cells.size(); ++i) wrong = wrong || !TrimAscii(cells[i]).empty();
  if (wrong) {
    return base::Err("lists.wrong_columns")
        .With("expected", std::to_string(plan.width))
        .With("found", std::to_string(cells.size()));
  }
  for (const std::string_view cell : cells) {
    if (!base::IsValidUtf8(cell)) return base::Err("lists.invalid_utf8");
  }
  return std::nullopt;
}

base::Result<model::Schema> CsvListReader::SchemaOf(const std::vector<std::string_view>& cells,
                                                    const Plan& plan) const {
  if (!plan.schema_column) return *mapping_.schema;
  const std::string word = base::CleanText(cells[*plan.schema_column]);
  for (const auto& [name, schema] : mapping_.schemata) {
    if (name == word) return schema;
  }
  if (mapping_.schema) return *mapping_.schema;
  return base::Err("entity.unknown_schema").With("schema", base::TruncateUtf8(word, 60)).With("id", "");
}

void CsvListReader::AddValue(Draft& draft, const CsvTarget& target, std::string_view text) const {
  text = TrimAscii(text);
  if (text.empty()) return;
  switch (target.type) {
    case CsvType::kText:
      return draft.Add(target.property, text);
    case CsvType::kCountry:
      return draft.AddCountry(target.property, text);
    case CsvType::kGender:
      return draft.AddGender(text);
    case CsvType::kDate: {
      const ListDate date = ReadDate(text, mapping_.date_order, mapping_.century_from);
      return draft.AddDate(target.property, date.iso, text);
    }
  }
}

void CsvListReader::Fill(Draft& draft, const std::vector<std::string_view>& cells, const Plan& plan) const {
  std::string id = mapping_.id_prefix;
  std::string parts;
  for (const std::size_t column : plan.id_columns) AppendWith(parts, "/", TrimAscii(cells[column]));
  draft.SetId(parts.empty() ? parts : id + parts);
  for (const Plan::Target& planned : plan.targets) {
    std::string joined;
    std::string_view text = cells[planned.columns[0]];
    if (planned.columns.size() > 1) {
      for (const std::size_t column : planned.columns) {
        AppendWith(joined, planned.target->joint, TrimAscii(cells[column]));
      }
      text = joined;
    }
    for (const std::string_view value : SplitBy(text, planned.target->separator)) {
      AddValue(draft, *planned.target, value);
    }
  }
  for (const auto& [property, value] : mapping_.constants) draft.Add(property, value);
}

base::Status CsvListReader::TakeRow(const CsvRows& rows, const Plan& plan) {
  const std::uint64_t line = rows.line();
  if (auto flaw = Flaw(rows, plan)) {
    if (rows.ended_in_row() && flaw->code == "lists.wrong_columns") flaw->code = "lists.truncated";
    return intake_.Bad(line, std::move(*flaw));
  }
  const auto& cells = rows.fields();
  for (const Plan::Skip& planned : plan.skips) {
    const std::string cell = base::CleanText(cells[planned.column]);
    const auto& words = planned.skip->equals;
    const bool named = std::find(words.begin(), words.end(), cell) != words.end();
    if (named || (planned.skip->empty && cell.empty())) {
      ++info_.ignored;
      return {};
    }
  }
  auto schema = SchemaOf(cells, plan);
  if (!schema.ok()) return intake_.Bad(line, schema.error());
  Draft draft(line, *schema);
  Fill(draft, cells, plan);
  return intake_.Take(std::move(draft));
}

base::Status CsvListReader::ReadFile(ByteSource& source) {
  intake_.StartFile(source.name());
  CsvRows rows(source, intake_, mapping_.delimiter);
  CsvRows::Kind kind = CsvRows::Kind::kEnd;
  Plan plan;
  MAKTAB_TRY(ReadHeader(rows, kind, plan));
  while (kind != CsvRows::Kind::kEnd) {
    if (kind == CsvRows::Kind::kUnclosed) return intake_.At(rows.line(), base::Err("lists.truncated"));
    if (kind == CsvRows::Kind::kTooLong) {
      MAKTAB_TRY(intake_.Bad(rows.line(), base::Err("lists.entry_too_large")));
    } else {
      MAKTAB_TRY(TakeRow(rows, plan));
    }
    MAKTAB_ASSIGN(kind, rows.Next());
  }
  return {};
}

}  // namespace

base::Status ReadCsvList(Sources files, std::string_view mapping_text, Intake& intake, ListInfo& info) {
  MAKTAB_ASSIGN(const CsvMapping mapping, ParseCsvMapping(mapping_text));
  info.title = mapping.title;
  info.publisher = mapping.publisher;
  info.list_date = mapping.list_date;
  info.version = mapping.version;
  CsvListReader reader(mapping, intake, info);
  for (auto& file : files) {
    if (mapping.encoding != "utf-8" && mapping.encoding != "UTF-8") {
      MAKTAB_ASSIGN(file, DecodingSource(std::move(file), mapping.encoding));
    }
    MAKTAB_TRY(reader.ReadFile(*file));
  }
  return {};
}

}  // namespace maktab::lists
