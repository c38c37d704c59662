// A bureau's spreadsheet of an older system becomes records of a register: with their numbers, states and dates, what
// happened then and is recorded now. All of a file or nothing; the same file again brings nothing new.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "desk/clocks.h"
#include "desk/cross_check.h"
#include "desk/events.h"
#include "desk/old_record.h"

namespace maktab::desk {

struct RecordImportRequest {
  std::string register_id;
  std::filesystem::path file;
  std::string file_name;  // as people call it
  // TOML; empty: the file is one that `maktab records export` wrote, or lines of JSON (old_record_json.h).
  std::string mapping;
  bool dry_run = false;
  std::string purpose;
};

struct RecordImportReport {
  std::uint64_t lines = 0;                      // of records, without titles
  std::uint64_t fresh = 0;                      // that are or would be taken
  std::uint64_t known = 0;                      // that came in before and say the same
  std::uint64_t left_out = 0;                   // by the mapping
  std::map<std::string, std::uint64_t> states;  // of those that are fresh
  std::vector<OldRecord> shown;                 // the first of those that are fresh, as they were understood
  std::vector<LineProblem> problems;            // the first ones, by line
  std::uint64_t problem_count = 0;              // if there is one, nothing was written
  std::int64_t seq = -1;                        // of the entry of the file; -1: nothing was written
};

constexpr std::uint64_t kMaxImportLines = 20'000;
constexpr std::size_t kMaxShownRecords = 3;
constexpr std::size_t kMaxImportBytes = std::size_t{64} << 20U;

class RecordImport {
 public:
  // Lines that were read or made ready, of those that are known.
  using Tell = std::function<void(std::uint64_t done, std::uint64_t total)>;

  RecordImport(const Parts& parts, const CrossCheck& cross_check, Events& events)
      : parts_(parts), cross_check_(cross_check), events_(events), clocks_(parts.registers, parts.settings) {}

  // Lines that are wrong are in the report. Errors (of the whole file): access.denied, register.unknown,
  // records.no_import, records.no_lines, records.too_large, records.too_many_lines, purpose.unknown, those of the
  // mapping (OldRecordReader::Begin, lists::ParseRecordMapping) and of the table (lists::CsvTable), and those of the
  // store.
  base::Result<RecordImportReport> Run(const model::Principal& who, const RecordImportRequest& request,
                                       const Tell& tell = {}) const;

 private:
  struct Work;

  base::Status ReadFile(Work& run) const;
  base::Status ReadTable(Work& run, std::string bytes) const;
  base::Status ReadJson(Work& run, std::string_view bytes) const;
  base::Status ReadLines(Work& run) const;
  base::Status CheckNeeds(const Work& run, const OldRecord& record) const;
  base::Status CheckNumbers(Work& run) const;
  base::Status CheckUniques(Work& run) const;
  base::Status Write(Work& run) const;
  base::Status AddDrafts(Work& run, OldRecord& record, std::vector<store::EntryDraft>& drafts) const;

  const Parts& parts_;
  const CrossCheck& cross_check_;
  Events& events_;
  const Clocks clocks_;
};

}  // namespace maktab::desk
