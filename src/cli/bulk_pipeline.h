// Runs the lines of a file through workers on several threads and writes their output in order. Internal to cli/.
#pragma once

#include <cstdio>
#include <functional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "desk/bulk.h"

namespace maktab::cli {

// Each thread in turn reads a block and takes it in, works on it beside the others, and gives its result when all
// blocks before it have given theirs. `input` is never called by two threads at once, nor are `done` and `progress`;
// but `input` may run beside these two.
struct Pipeline {
  std::size_t threads = 1;
  std::function<void(std::string_view bytes)> input;  // the raw bytes of a block, in the order of the file
  std::function<void(std::size_t thread, std::span<const desk::BulkLine> lines)> work;
  std::function<base::Status(std::size_t thread)> done;  // of what that thread worked on, in the order of the file
  std::function<void(std::uint64_t bytes)> progress;     // bytes done with
};

// Reads `in` to its end, or until `done` gives an error, which it returns. Memory is bounded by a few megabytes a
// thread. Error: cli.unreadable_file.
base::Status RunPipeline(std::FILE* in, const Pipeline& pipeline);

}  // namespace maktab::cli
