#include "http/bulk_stream.h"

#include <deque>

#include "http/spool.h"

namespace maktab::http {

namespace {
constexpr std::size_t kSpoolMemoryBytes = 4 * 1024 * 1024;
constexpr std::uint64_t kSpoolFileBytes = 4ULL * 1024 * 1024 * 1024;
}  // namespace

void LineBlocks::Keep(std::string_view piece) {
  const std::size_t most = desk::kMaxBulkLineBytes + 1;
  if (held_.size() < most) held_.append(piece.substr(0, most - held_.size()));
}

std::string LineBlocks::Feed(std::string_view bytes) {
  const std::size_t first = bytes.find('\n');
  if (first == std::string_view::npos) {
    Keep(bytes);
    return {};
  }
  Keep(bytes.substr(0, first));
  std::string block = std::exchange(held_, {});
  const std::size_t last = bytes.rfind('\n');
  block.append(bytes.substr(first, last + 1 - first));
  Keep(bytes.substr(last + 1));
  return block;
}

std::string LineBlocks::End() {
  return std::exchange(held_, {});
}

namespace {

class BulkStream {
 public:
  BulkStream(const Context& context, Request& request, std::shared_ptr<desk::BulkRun> run)
      : context_(context),
        request_(request),
        run_(std::move(run)),
        spool_(context.upload_folder, kSpoolMemoryBytes, kSpoolFileBytes) {}

  Task<base::Status> Run(BodyWriter& writer) {
    changed_ = co_await Signal::Make();
    room_ = co_await Signal::Make();
    for (std::size_t i = 0; i <= context_.for_bulk.threads(); ++i) workers_.push_back(run_->NewWorker());
    co_await StartBeside(ReadAll());
    co_await SendAll(writer);
    // The reader and the workers hold on to this object: nothing may be left of them when it goes.
    failed_send_ = !sent_.ok();
    room_->Notify();
    while (!input_ended_ || !blocks_.empty()) co_await changed_->Wait();
    const bool complete = read_.ok() && sent_.ok() && spooled_.ok();
    const std::shared_ptr<desk::BulkRun> run = run_;
    const auto finish = [run, complete] { return run->Finish(complete); };
    base::Result<store::Receipt> receipt = co_await context_.for_rest.Run(finish);
    context_.metrics.CountChecks(run->counts().lines, run->counts().hits);
    if (!receipt.ok()) co_return receipt.error();
    if (!read_.ok()) co_return read_;
    if (!sent_.ok()) co_return sent_;
    co_return spooled_;
  }

 private:
  struct Block {
    std::string text;
    std::unique_ptr<desk::BulkRun::Worker> worker;
    desk::BulkRun::Batch batch;
    bool done = false;
  };

  Task<void> ReadAll() {
    LineBlocks lines;
    for (;;) {
      base::Result<std::string> bytes = co_await request_.reader->ReadSome();
      if (!bytes.ok()) {
        read_ = bytes.error();
        break;
      }
      run_->AddInput(*bytes);
      const bool end = bytes->empty();
      // A variable of its own: g++ 12 destroys a conditional temporary in a co_await twice.
      std::string block = end ? lines.End() : lines.Feed(*bytes);
      co_await Dispatch(std::move(block));
      if (end || failed_send_ || !spooled_.ok()) break;
    }
    input_ended_ = true;
    changed_->Notify();
  }

  Task<void> Dispatch(std::string text) {
    if (text.empty()) co_return;
    while ((workers_.empty() || spool_.full()) && !failed_send_) co_await room_->Wait();
    if (workers_.empty()) co_return;
    auto block = std::make_shared<Block>();
    block->text = std::move(text);
    block->worker = std::move(workers_.back());
    workers_.pop_back();
    blocks_.push_back(block);
    context_.for_bulk.Post([this, block] {
      desk::LineSplitter splitter;
      std::string whole, tail;
      std::vector<desk::BulkLine> lines = splitter.Feed(block->text, whole);
      const std::vector<desk::BulkLine> last = splitter.End(tail);
      lines.insert(lines.end(), last.begin(), last.end());
      block->batch = block->worker->Process(lines);
      changed_->NotifyFrom([this, block] {
        block->done = true;
        Collect();
      });
    });
  }

  // Takes what is answered, in the order of the questions.
  void Collect() {
    while (!blocks_.empty() && blocks_.front()->done) {
      Block& block = *blocks_.front();
      run_->Add(block.batch);
      if (spooled_.ok()) spooled_ = spool_.Push(std::move(block.batch.output));
      workers_.push_back(std::move(block.worker));
      blocks_.pop_front();
    }
    room_->Notify();
  }

  Task<void> SendAll(BodyWriter& writer) {
    while (spooled_.ok()) {
      if (spool_.empty()) {
        if (input_ended_ && blocks_.empty()) co_return;
        co_await changed_->Wait();
        continue;
      }
      base::Result<std::string> bytes = spool_.Pop();
      if (!bytes.ok()) {
        spooled_ = bytes.error();
        co_return;
      }
      room_->Notify();
      sent_ = co_await writer.Write(std::move(bytes).value());
      if (!sent_.ok()) co_return;
    }
  }

  const Context& context_;
  Request& request_;
  const std::shared_ptr<desk::BulkRun> run_;
  Spool spool_;
  std::shared_ptr<Signal> changed_;  // something was answered, or the input has ended
  std::shared_ptr<Signal> room_;     // a worker is free, or the spool was emptied
  std::vector<std::unique_ptr<desk::BulkRun::Worker>> workers_;
  std::deque<std::shared_ptr<Block>> blocks_;  // asked and not yet collected, oldest first
  base::Status read_, sent_, spooled_;
  bool input_ended_ = false;
  bool failed_send_ = false;
};

}  // namespace

Task<base::Status> StreamBulk(const Context& context, Request& request, std::shared_ptr<desk::BulkRun> run,
                              BodyWriter& writer) {
  BulkStream stream(context, request, std::move(run));
  base::Status status = co_await stream.Run(writer);
  co_return status;
}

}  // namespace maktab::http
