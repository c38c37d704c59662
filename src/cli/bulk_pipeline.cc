#include "cli/bulk_pipeline.h"

#include <thread>
#include <vector>

#include "base/mutex.h"

namespace maktab::cli {
namespace {

constexpr std::size_t kBlockBytes = 1U << 20U;

struct Block {
  std::uint64_t number = 0;
  std::size_t bytes = 0;
  std::string text, tail;  // what the lines point into
  std::vector<desk::BulkLine> lines;
};

class Runner {
 public:
  Runner(std::FILE* in, const Pipeline& pipeline) : in_(in), pipeline_(pipeline), raw_(kBlockBytes, '\0') {}

  // What each thread does until the end of the file.
  void Work(std::size_t thread) {
    Block block;
    while (Read(block)) {
      pipeline_.work(thread, block.lines);
      Give(thread, block);
    }
  }
  base::Status TakeStatus() {
    const base::MutexLock lock(given_mutex_);
    return std::move(status_);
  }

 private:
  bool Read(Block& block) EXCLUDES(read_mutex_) {
    const base::MutexLock lock(read_mutex_);
    if (ended_) return false;
    block.bytes = std::fread(raw_.data(), 1, raw_.size(), in_);
    ended_ = block.bytes < raw_.size();
    if (std::ferror(in_) != 0) {
      const base::MutexLock given(given_mutex_);
      status_ = base::Err("cli.unreadable_file").With("file", "");
      return false;
    }
    const std::string_view read = std::string_view(raw_).substr(0, block.bytes);
    if (pipeline_.input) pipeline_.input(read);
    block.lines = splitter_.Feed(read, block.text);
    if (ended_) {
      const std::vector<desk::BulkLine> last = splitter_.End(block.tail);
      block.lines.insert(block.lines.end(), last.begin(), last.end());
    }
    block.number = next_to_read_++;
    return true;
  }

  void Give(std::size_t thread, const Block& block) EXCLUDES(given_mutex_) {
    bool stop = false;
    {
      const base::MutexLock lock(given_mutex_);
      while (next_to_give_ != block.number) turn_.wait(given_mutex_);
      if (status_.ok()) status_ = pipeline_.done(thread);
      bytes_ += block.bytes;
      if (status_.ok() && pipeline_.progress) pipeline_.progress(bytes_);
      stop = !status_.ok();
      ++next_to_give_;
      turn_.notify_all();
    }
    if (!stop) return;
    const base::MutexLock lock(read_mutex_);
    ended_ = true;
  }

  std::FILE* const in_;
  const Pipeline& pipeline_;

  base::Mutex read_mutex_;
  std::string raw_ GUARDED_BY(read_mutex_);
  desk::LineSplitter splitter_ GUARDED_BY(read_mutex_);
  std::uint64_t next_to_read_ GUARDED_BY(read_mutex_) = 0;
  bool ended_ GUARDED_BY(read_mutex_) = false;

  base::Mutex given_mutex_;
  base::ConditionVariable turn_;
  std::uint64_t next_to_give_ GUARDED_BY(given_mutex_) = 0;
  std::uint64_t bytes_ GUARDED_BY(given_mutex_) = 0;
  base::Status status_ GUARDED_BY(given_mutex_);
};

}  // namespace

base::Status RunPipeline(std::FILE* in, const Pipeline& pipeline) {
  Runner runner(in, pipeline);
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < pipeline.threads; ++i) others.emplace_back([&runner, i] { runner.Work(i); });
  runner.Work(0);
  for (std::thread& thread : others) thread.join();
  return runner.TakeStatus();
}

}  // namespace maktab::cli
