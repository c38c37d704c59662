#include "cli/bulk_pipeline.h"

#include <algorithm>
#include <thread>

namespace maktab::cli {
namespace {

constexpr std::size_t kBlockBytes = 1U << 20U;

}  // namespace

base::Status RunPipeline(std::FILE* in, const Pipeline& pipeline) {
  desk::LineSplitter splitter;
  std::string input(kBlockBytes * pipeline.threads, '\0');
  std::uint64_t bytes = 0;
  bool end = false;
  while (!end) {
    const std::size_t count = std::fread(input.data(), 1, input.size(), in);
    if (std::ferror(in) != 0) return base::Err("cli.unreadable_file").With("file", "");
    end = count < input.size();
    const std::string_view read = std::string_view(input).substr(0, count);
    if (pipeline.input) pipeline.input(read);
    std::vector<desk::BulkLine> lines = splitter.Feed(read);
    if (end) {
      const std::vector<desk::BulkLine> last = splitter.End();
      lines.insert(lines.end(), last.begin(), last.end());
    }
    const std::size_t share = (lines.size() + pipeline.threads - 1) / pipeline.threads;
    std::vector<std::thread> threads;
    std::size_t used = 0;
    for (std::size_t from = 0; from < lines.size(); from += share, ++used) {
      const auto part = std::span(lines).subspan(from, std::min(share, lines.size() - from));
      threads.emplace_back([&pipeline, used, part] { pipeline.work(used, part); });
    }
    for (std::thread& thread : threads) thread.join();
    for (std::size_t i = 0; i < used; ++i) MAKTAB_TRY(pipeline.done(i));
    bytes += count;
    if (pipeline.progress) pipeline.progress(bytes);
  }
  return {};
}

}  // namespace maktab::cli
