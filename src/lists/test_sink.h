// What the tests of the readers share: a sink that keeps everything, and texts as files.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lists/list_reader.h"

namespace maktab::lists {

struct Told {
  std::uint64_t line = 0;
  base::Error error;
  std::string Param(std::string_view name) const {
    for (const auto& [key, value] : error.params) {
      if (key == name) return value;
    }
    return {};
  }
};

class TestSink final : public EntrySink {
 public:
  base::Status Accept(model::Entity entity, std::uint64_t line) override {
    lines[entity.id] = line;
    entities.push_back(std::move(entity));
    return {};
  }
  void Bad(std::uint64_t line, const base::Error& error) override { bad.push_back({line, error}); }
  void Warn(std::uint64_t line, const base::Error& error) override { warnings.push_back({line, error}); }
  base::Status Progress(std::uint64_t read) override {
    bytes = read;
    if (cancel_after && read > *cancel_after) return base::Err("test.cancelled");
    return {};
  }

  // An empty entity if there is none of that id.
  const model::Entity& Of(std::string_view id) const {
    static const model::Entity kNone;
    const auto at = std::find_if(entities.begin(), entities.end(), [&](const auto& entity) { return entity.id == id; });
    return at == entities.end() ? kNone : *at;
  }
  std::vector<std::string> WarningCodes() const {
    std::vector<std::string> codes;
    for (const Told& told : warnings) codes.push_back(told.error.code);
    return codes;
  }

  std::vector<model::Entity> entities;
  std::map<std::string, std::uint64_t, std::less<>> lines;
  std::vector<Told> bad;
  std::vector<Told> warnings;
  std::uint64_t bytes = 0;
  std::optional<std::uint64_t> cancel_after;
};

struct TestFile {
  std::string name;
  std::string text;
};

// What came of reading, with the sink that saw it.
struct Reading {
  TestSink sink;
  std::optional<ListInfo> info;
  Told error;  // code empty if all went well
};

inline Reading ReadTexts(Format format, const std::vector<TestFile>& files, const ReadOptions& options = {},
                         std::size_t step = SIZE_MAX) {
  Reading reading;
  std::vector<std::unique_ptr<ByteSource>> sources;
  for (const TestFile& file : files) sources.push_back(std::make_unique<MemorySource>(file.name, file.text, step));
  auto result = ReadList(format, std::move(sources), options, reading.sink);
  if (result.ok()) {
    reading.info = *result;
  } else {
    reading.error.error = result.error();
    reading.error.line = std::uint64_t(std::atoll(reading.error.Param("line").c_str()));
  }
  return reading;
}

inline ReadOptions SkippingBad() {
  ReadOptions options;
  options.skip_bad = true;
  return options;
}

using Strings = std::vector<std::string>;

}  // namespace maktab::lists
