// Runs the lines of a file through workers on several threads and writes their output in order. Internal to cli/.
#pragma once

#include <cstdio>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "desk/bulk.h"

namespace maktab::cli {

// Work on one block of lines; called on the thread of its index.
using BlockWork = std::function<void(std::size_t thread, std::span<const desk::BulkLine> lines)>;

struct Pipeline {
  std::size_t threads = 1;
  BlockWork work;
  std::function<void(std::string_view bytes)> input;     // the raw bytes of each round, before its work
  std::function<base::Status(std::size_t thread)> done;  // after each round, in the order of the input
  std::function<void(std::uint64_t bytes)> progress;
};

// Reads `in` to its end. Memory is bounded by a few megabytes a thread. Error: cli.unreadable_file.
base::Status RunPipeline(std::FILE* in, const Pipeline& pipeline);

}  // namespace maktab::cli
