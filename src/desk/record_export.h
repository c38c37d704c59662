// A list of records as a file: for people (words, dates, XLSX or CSV), or as a table that `maktab records import` takes
// again. It holds what the list shows its reader and no more (P7), and saving it is an entry (P10).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "calendar/zone.h"
#include "desk/records.h"
#include "papers/sheet.h"

namespace maktab::desk {

struct RecordExportRequest {
  store::RecordFilter filter;  // of one register; its order and page don't count
  std::string text;
  papers::SheetForm form = papers::SheetForm::kCsv;
  // Ids for words, titles that are ids of fields, no files: what an import reads without a mapping. CSV alone.
  bool own = false;
  std::vector<std::string> columns;  // ids of fields and of kRecordColumns, in their order; empty: all
  model::Language language = model::Language::kEnglish;
  std::filesystem::path file;  // written, or written over
  std::string purpose;
};

// Columns that are no fields.
constexpr std::array<std::string_view, 8> kRecordColumns = {"number", "caption",   "state",     "due_at",
                                                            "late",   "opened_at", "closed_at", "changed_at"};

class RecordExport {
 public:
  using Tell = std::function<void(std::int64_t done, std::int64_t total)>;

  RecordExport(const Parts& parts, const RecordDesk& records);

  // How many records it holds. Errors: those of RecordDesk::List, records.unknown_column, sheet.failed,
  // sheet.too_long.
  base::Result<std::int64_t> Run(const model::Principal& who, const RecordExportRequest& request,
                                 const Tell& tell = {}) const;

 private:
  const Parts& parts_;
  const RecordDesk& records_;
  const calendar::Zone zone_;
};

}  // namespace maktab::desk
