// One line of an older system's table as a record of a register: by the mapping, cell by cell, with what is wrong of it
// said by line and column.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "calendar/zone.h"
#include "desk/access.h"
#include "desk/record_values.h"
#include "lists/record_mapping.h"

namespace maktab::desk {

struct OldRecord {
  std::uint64_t line = 0;
  std::string number, state;
  base::Instant opened_at;
  std::optional<base::Instant> closed_at;
  Values values;  // as they are kept, without files of persons and things

  // Of all that the line says: the same line gives the same one. Lower-case hex.
  std::string Digest() const;
};

struct LineProblem {
  std::uint64_t line = 0;
  std::string column;  // its title; empty: the whole line
  base::Error error;
};

// The columns of a file that `maktab records export` wrote: ids of fields. Error: records.mapping_field.
base::Result<lists::RecordMapping> OwnMapping(const model::Register& in, const std::vector<std::string>& titles);

// All must outlive it.
class OldRecordReader {
 public:
  OldRecordReader(const Parts& parts, const Reader& reader, const model::Register& in,
                  const lists::RecordMapping& mapping, const calendar::Zone& zone)
      : parts_(parts), reader_(reader), in_(in), mapping_(mapping), zone_(zone) {}

  // Whether the mapping fits the register, the rights of the reader and the titles of the table. Errors:
  // records.mapping_field, records.mapping_member, records.mapping_state, record.field_denied, lists.missing_column.
  using FindColumn = std::function<base::Result<std::size_t>(const std::string& title)>;
  base::Status Begin(const FindColumn& find);
  // Where the number stands in the cells.
  std::string NumberIn(const std::vector<std::string>& cells) const;
  // Numbers of the same file, which links may name.
  void Expect(std::set<std::string> numbers) { numbers_ = std::move(numbers); }
  // What is wrong goes to `problems`; the record counts only if nothing came.
  OldRecord Read(std::uint64_t line, const std::vector<std::string>& cells, std::vector<LineProblem>& problems);

 private:
  using Column = lists::RecordColumn;
  struct Use {
    const Column* column;
    const model::Field* field;
    std::size_t at;
  };
  // What a line says of one field, on its way to JSON.
  struct Gathered;

  base::Status CheckUse(const Column& column, const model::Field*& field) const;
  base::Status CheckConstants() const;
  base::Status CheckStates() const;
  std::string Cell(const std::vector<std::string>& cells, std::size_t at) const;
  base::Status Gather(const Use& use, const std::vector<std::string>& cells, Gathered& to);
  base::Result<std::string> Meaning(const Column& column, const model::Field& field, const std::string& text);
  std::optional<std::string> Known(const Column& column, const model::Field& field, const std::string& text);
  std::optional<std::string> KnownUser(const std::string& text);
  std::optional<base::Instant> InstantOf(const std::string& text) const;
  base::Result<std::string> StateOf(const std::string& text) const;
  base::Result<std::string> Kept(const Gathered& gathered, const std::string& text) const;
  void ReadHead(const std::vector<std::string>& cells, OldRecord& record, std::vector<LineProblem>& problems) const;
  void ReadValues(const std::vector<std::string>& cells, OldRecord& record, std::vector<LineProblem>& problems);

  const Parts& parts_;
  const Reader& reader_;
  const model::Register& in_;
  const lists::RecordMapping& mapping_;
  const calendar::Zone& zone_;
  std::size_t number_at_ = 0, opened_at_ = 0;
  std::optional<std::size_t> closed_at_, state_at_;
  std::vector<Use> uses_;
  std::set<std::string> numbers_;
  std::map<std::string, std::string> users_;  // by what was written; empty: nobody
};

}  // namespace maktab::desk
