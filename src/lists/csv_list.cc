#include "lists/csv_list.h"

#include <algorithm>

#include "base/utf8.h"
#include "lists/csv_mapping.h"
#include "lists/csv_table.h"
#include "lists/text.h"

namespace maktab::lists {
namespace {

// The mapping with columns as their places in the row.
struct Plan {
  struct Target {
    const CsvTarget* target;
    std::vector<std::size_t> columns;
  };
  std::vector<std::size_t> id_columns;
  std::optional<std::size_t> schema_column;
  std::vector<Target> targets;  // in the order of the file's columns, so that its first name is the caption
  CsvSkipPlan skips;
};

class CsvListReader {
 public:
  CsvListReader(const CsvMapping& mapping, Intake& intake, ListInfo& info)
      : mapping_(mapping), intake_(intake), info_(info) {}
  base::Status ReadFile(ByteSource& source);

 private:
  base::Result<Plan> MakePlan(const CsvTable& table) const;
  base::Status TakeRow(const CsvTable& table, const Plan& plan);
  base::Result<model::Schema> SchemaOf(const std::vector<std::string_view>& cells, const Plan& plan) const;
  void Fill(Draft& draft, const std::vector<std::string_view>& cells, const Plan& plan) const;
  void AddValue(Draft& draft, const CsvTarget& target, std::string_view text) const;

  const CsvMapping& mapping_;
  Intake& intake_;
  ListInfo& info_;
};

base::Result<Plan> CsvListReader::MakePlan(const CsvTable& table) const {
  Plan plan;
  for (const std::string& name : mapping_.id_columns) {
    MAKTAB_ASSIGN(const std::size_t column, table.Column(name));
    plan.id_columns.push_back(column);
  }
  if (!mapping_.schema_column.empty()) {
    MAKTAB_ASSIGN(plan.schema_column, table.Column(mapping_.schema_column));
  }
  for (const CsvTarget& target : mapping_.targets) {
    Plan::Target planned{&target, {}};
    for (const std::string& name : target.columns) {
      MAKTAB_ASSIGN(const std::size_t column, table.Column(name));
      planned.columns.push_back(column);
    }
    plan.targets.push_back(std::move(planned));
  }
  std::stable_sort(plan.targets.begin(), plan.targets.end(),
                   [](const auto& a, const auto& b) { return a.columns[0] < b.columns[0]; });
  MAKTAB_ASSIGN(plan.skips, CsvSkipPlan::Make(mapping_.skips, table));
  return plan;
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

base::Status CsvListReader::TakeRow(const CsvTable& table, const Plan& plan) {
  const std::uint64_t line = table.line();
  if (auto flaw = table.Flaw()) return intake_.Bad(line, std::move(*flaw));
  const auto& cells = table.cells();
  if (plan.skips.Skips(cells)) {
    ++info_.ignored;
    return {};
  }
  auto schema = SchemaOf(cells, plan);
  if (!schema.ok()) return intake_.Bad(line, schema.error());
  Draft draft(line, *schema);
  Fill(draft, cells, plan);
  return intake_.Take(std::move(draft));
}

base::Status CsvListReader::ReadFile(ByteSource& source) {
  intake_.StartFile(source.name());
  CsvTable table(source, intake_, mapping_.file);
  MAKTAB_TRY(table.Open());
  MAKTAB_ASSIGN(const Plan plan, MakePlan(table));
  for (;;) {
    MAKTAB_ASSIGN(const bool more, table.Next());
    if (!more) return {};
    MAKTAB_TRY(TakeRow(table, plan));
  }
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
    MAKTAB_ASSIGN(const auto text, InUtf8(std::move(file), mapping.file));
    MAKTAB_TRY(reader.ReadFile(*text));
  }
  return {};
}

}  // namespace maktab::lists
