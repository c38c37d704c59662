// What all readers share: the bytes of a source with progress, and the way of an entry from its raw texts to the sink.
// One Intake a list; used by one thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lists/list_reader.h"

namespace maktab::lists {

using Sources = std::vector<std::unique_ptr<ByteSource>>;

// One entry in the making. Texts are cleaned as they come in (base::CleanText); what that took away, and what the
// limits of the model cut, is noted and becomes warnings when the entry is taken.
class Draft {
 public:
  Draft(std::uint64_t line, model::Schema schema) : line_(line) { entity_.schema = schema; }

  void SetId(std::string_view text);
  void SetSchema(model::Schema schema) { entity_.schema = schema; }
  void SetSourceRecord(std::string json) { entity_.source_record = std::move(json); }
  void SetCaption(std::string_view text) { entity_.caption = Clean(text); }
  void Add(std::string_view property, std::string_view text);
  // ISO 3166-1 alpha-2 in lower case where the word is known, else the cleaned word.
  void AddCountry(std::string_view property, std::string_view text);
  void AddGender(std::string_view text);
  // Adds a date in the form that the model asks for; a text that is no date becomes a warning.
  void AddDate(std::string_view property, std::string_view iso, std::string_view as_written);
  // The bare number stands in `property` too; what else is written with it goes to the note, and a document without a
  // number is kept for its note.
  void AddDocument(std::string_view property, const model::IdentityDocument& document);
  // Cleaned as everything that goes in.
  std::string Clean(std::string_view text);

  std::uint64_t line() const { return line_; }
  model::Entity& entity() { return entity_; }
  const model::Entity& entity() const { return entity_; }

 private:
  friend class Intake;
  std::uint64_t line_;
  model::Entity entity_;
  bool text_cleaned_ = false;
  bool text_damaged_ = false;  // U+FFFD stands in the list itself: letters were lost before it reached us
  bool value_cut_ = false;
  bool values_dropped_ = false;
  std::string unreadable_date_;
};

// Hash of an identifier to the line where it was first seen, 16 bytes a slot, at most two thirds full.
class SeenIds {
 public:
  // 0 if it is new, else the line where it stood first. REQUIRES: line > 0
  std::uint64_t AddOrFind(std::string_view id, std::uint64_t line);

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint64_t line = 0;
  };
  void Grow();
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

class Intake {
 public:
  Intake(const ReadOptions& options, EntrySink& sink) : options_(options), sink_(sink) {}

  // Names the file that lines are meant of from now on.
  void StartFile(std::string_view name) { file_ = name; }
  // Reads and reports progress; 0 at the end.
  base::Result<std::size_t> Read(ByteSource& source, char* to, std::size_t size);

  // Validates and hands over. Not valid or doubled: as Bad.
  base::Status Take(Draft draft);
  // ok if the reader may go on without this entry, else the error to return.
  base::Status Bad(std::uint64_t line, base::Error error);
  void Warn(std::uint64_t line, base::Error error);
  // Fatal errors take the place with them in the same way.
  base::Error At(std::uint64_t line, base::Error error) const;

  base::Status Finish() { return sink_.Progress(bytes_); }
  const ReadLimits& limits() const { return options_.limits; }

 private:
  void WarnOf(const Draft& draft, bool names_removed);

  const ReadOptions& options_;
  EntrySink& sink_;
  std::string file_;
  std::uint64_t bytes_ = 0;
  std::uint64_t reported_ = 0;
  SeenIds seen_;
};

// Lines of a source, bounded: a longer one is found, skipped to its end and told, and never held.
class LineReader {
 public:
  LineReader(ByteSource& source, Intake& intake) : source_(source), intake_(intake) {}

  enum class Kind { kLine, kTooLong, kEnd };
  // `text` (without its line end, valid until the next call) and line() are of this line.
  base::Result<Kind> Next(std::string_view& text);
  std::uint64_t line() const { return line_; }
  // This line is the last and has no line end: the file may have been cut in it.
  bool ended_in_line() const { return ended_in_line_; }

 private:
  base::Result<bool> Fill();  // false at the end of the source
  ByteSource& source_;
  Intake& intake_;
  std::string buffer_;
  bool ended_in_line_ = false;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t line_ = 0;
  bool at_end_ = false;
};

}  // namespace maktab::lists
