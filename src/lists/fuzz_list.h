// What the fuzzers of the readers share. The first byte says how the bytes are cut into pieces and whether bad entries
// are skipped; '\x1F' parts the files of a list (for CSV the first is the mapping).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/assert.h"
#include "base/json.h"
#include "base/utf8.h"
#include "lists/list_reader.h"
#include "lists/text.h"

namespace maktab::lists {

class FuzzSink final : public EntrySink {
 public:
  base::Status Accept(model::Entity entity, std::uint64_t line) override {
    MAKTAB_ASSERT(!entity.id.empty());
    MAKTAB_ASSERT(line > 0);
    const std::string text = model::WriteEntity(entity);
    MAKTAB_ASSERT(base::IsValidUtf8(text));
    auto json = base::JsonDocument::Parse(text);
    MAKTAB_ASSERT(json.ok());
    return {};
  }
  void Bad(std::uint64_t line, const base::Error& error) override { MAKTAB_ASSERT(line > 0 && !error.code.empty()); }
  void Warn(std::uint64_t, const base::Error& error) override { MAKTAB_ASSERT(!error.code.empty()); }
  base::Status Progress(std::uint64_t) override { return {}; }
};

inline void FuzzList(Format format, std::string_view input) {
  if (input.empty()) return;
  const auto control = static_cast<unsigned char>(input[0]);
  std::vector<std::string_view> parts = SplitBy(input.substr(1), "\x1F");
  if (parts.size() > 8) parts.resize(8);
  ReadOptions options;
  options.skip_bad = (control & 1U) != 0;
  options.limits.entry_bytes = 8U << 10U;
  options.limits.held_bytes = 64U << 10U;
  options.limits.document_bytes = 16U << 10U;
  if (format == Format::kCsv) {
    options.csv_mapping = parts.front();
    parts.erase(parts.begin());
  }
  std::vector<std::unique_ptr<ByteSource>> files;
  const std::size_t step = (control & 2U) != 0 ? (control >> 2U) + 1U : SIZE_MAX;
  for (const std::string_view part : parts) {
    files.push_back(std::make_unique<MemorySource>("fuzz", std::string(part), step));
  }
  FuzzSink sink;
  const auto result = ReadList(format, std::move(files), options, sink);
  MAKTAB_ASSERT(result.ok() || !result.error().code.empty());
}

}  // namespace maktab::lists
