// Readers of public lists: bytes in, entities out, one after another.
//
// A reader streams: it holds one entry at a time and 24 to 48 bytes for each identifier seen (to find doubled ones),
// whatever the size of the file. Exceptions, both bounded by ReadLimits: OFAC's aliases, addresses and comments, and
// INTERPOL's notices, are held because they are joined across files. What was accepted before an error came is the
// caller's to throw away: a list is taken whole or not at all. docs/formats/lists.md says what becomes which property.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/entity.h"

namespace maktab::lists {

// Where the bytes of one file come from. Used by one thread at a time.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // At most `size` bytes into `to`; 0 means the end. Error: lists.unreadable_file.
  virtual base::Result<std::size_t> Read(char* to, std::size_t size) = 0;
  // In bytes, where it is known beforehand.
  virtual std::optional<std::uint64_t> size() const { return std::nullopt; }
  // To tell the reader of an error which file is meant: the last part of a path.
  virtual std::string_view name() const = 0;
};

class FileSource final : public ByteSource {
 public:
  // Error: lists.unreadable_file (absent, no permission, a folder).
  static base::Result<std::unique_ptr<ByteSource>> Open(const std::string& path);
  base::Result<std::size_t> Read(char* to, std::size_t size) override;
  std::optional<std::uint64_t> size() const override { return size_; }
  std::string_view name() const override { return name_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  FileSource() = default;
  std::unique_ptr<std::FILE, Close> file_;
  std::optional<std::uint64_t> size_;
  std::string name_;
};

// A text in memory, for uploads that are small and for tests. Gives at most `step` bytes a call.
class MemorySource final : public ByteSource {
 public:
  MemorySource(std::string name, std::string text, std::size_t step = SIZE_MAX)
      : name_(std::move(name)), text_(std::move(text)), step_(step) {}
  base::Result<std::size_t> Read(char* to, std::size_t size) override;
  std::optional<std::uint64_t> size() const override { return text_.size(); }
  std::string_view name() const override { return name_; }

 private:
  std::string name_;
  std::string text_;
  std::size_t step_;
  std::size_t at_ = 0;
};

enum class Format { kUn, kOfac, kFtm, kInterpol, kCsv };

// "un", "ofac", "ftm", "interpol", "csv".
std::optional<Format> ParseFormat(std::string_view name);
std::string_view FormatName(Format format);

// What the list says of itself; empty where it says nothing.
struct ListInfo {
  std::string title;
  std::string publisher;
  std::string list_date;  // an ISO 8601 date or instant, as the list gives it
  std::string version;
  std::uint64_t ignored = 0;  // rows or objects that are well formed and no entry: skip rules, schemata not checked
};

// Takes what a reader finds, in the order of the list. All calls come from the thread that called ReadList. Lines count
// from 1, within the file that the error's param "file" names.
class EntrySink {
 public:
  virtual ~EntrySink() = default;
  // The entity is cleaned and valid. An error stops the reader, which returns it.
  virtual base::Status Accept(model::Entity entity, std::uint64_t line) = 0;
  // Only with ReadOptions::skip_bad: an entry was left out.
  virtual void Bad(std::uint64_t line, const base::Error& error) = 0;
  // The entry was taken, but the reader of the list should know this. Line 0: it concerns the whole list.
  virtual void Warn(std::uint64_t line, const base::Error& error) = 0;
  // Bytes read so far over all files; called at least every megabyte. An error cancels: the reader returns it.
  virtual base::Status Progress(std::uint64_t bytes) = 0;
};

struct ReadLimits {
  std::size_t entry_bytes = 4U << 20U;      // of one entry, row or line as the file holds it
  std::size_t held_bytes = 1024U << 20U;    // of what must be held to be joined (OFAC, INTERPOL)
  std::size_t document_bytes = 64U << 20U;  // of one JSON document of INTERPOL: a list page
};

struct ReadOptions {
  bool skip_bad = false;    // leave bad entries out and go on; else the first one is the error of the whole list
  std::string csv_mapping;  // text of the mapping file; only for Format::kCsv
  ReadLimits limits;
};

// Reads a whole list. Errors are "lists.…" of definitions/errors/lists.toml, "entity.…" of the model for an entry that
// is no valid entity, and whatever the sink returned; those about an entry carry the params "line" and "file".
base::Result<ListInfo> ReadList(Format format, std::vector<std::unique_ptr<ByteSource>> files,
                                const ReadOptions& options, EntrySink& sink);

}  // namespace maktab::lists
