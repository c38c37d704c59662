// The clocks of the board as a file for spreadsheets, in the words of the reader: what is due, and who owes it. It
// holds what the board shows him and no more (P7), and saving it is an entry (P10).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "desk/board.h"
#include "papers/sheet.h"

namespace maktab::desk {

struct BoardExportRequest {
  BoardFilter filter;
  std::string figure;  // of BoardFigures; empty: any
  papers::SheetForm form = papers::SheetForm::kCsv;
  model::Language language = model::Language::kEnglish;
  std::filesystem::path file;  // written, or written over
  std::string purpose;
};

// How many clocks it holds. Errors: those of ReadBoard, purpose.unknown, sheet.failed, sheet.too_long.
base::Result<std::int64_t> ExportBoard(const Parts& parts, const model::Principal& who,
                                       const BoardExportRequest& request);

}  // namespace maktab::desk
