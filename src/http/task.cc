#include "http/task.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace maktab::http {

namespace asio = boost::asio;

namespace {

// The executor, counted as work of its context as long as the value lives.
template <typename Executor>
auto Tracked(const Executor& executor) {
  return asio::prefer(executor, asio::execution::outstanding_work.tracked);
}

}  // namespace

Task<void> WaitForCall(std::function<void(std::function<void()>)> start) {
  auto initiation = [start = std::move(start)](auto handler) {
    // std::function wants something it can copy; the handler of a coroutine can only be moved.
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    // The caller may hold the function long after it called it. The work keeps the context running, and so in
    // existence, until everything else in the function that refers to the context is gone: it stands first and is
    // destroyed last.
    // (A work guard would not do: it keeps a second executor, which it destroys after the work.)
    const auto work = Tracked(asio::get_associated_executor(*shared));
    start([work, shared] { asio::post(work, [shared] { std::move (*shared)(); }); });
  };
  return asio::async_initiate<const asio::use_awaitable_t<>, void()>(std::move(initiation), asio::use_awaitable);
}

struct WorkerPool::Pool {
  explicit Pool(std::size_t count) : threads(count) {}
  asio::thread_pool threads;
};

WorkerPool::WorkerPool(std::size_t threads) : threads_(threads), pool_(std::make_unique<Pool>(threads)) {}

WorkerPool::~WorkerPool() {
  pool_->threads.join();
}

void WorkerPool::Post(std::function<void()> work) {
  asio::post(pool_->threads, std::move(work));
}

namespace {

class TimerSignal final : public Signal, public std::enable_shared_from_this<TimerSignal> {
 public:
  explicit TimerSignal(const asio::any_io_executor& executor) : timer_(executor) {}

  void Notify() override {
    notified_ = true;
    timer_.cancel();
  }

  void NotifyFrom(std::function<void()> before) override {
    const auto work = Tracked(timer_.get_executor());  // as in WaitForCall
    asio::post(work, [self = shared_from_this(), before = std::move(before)] {
      if (before) before();
      self->Notify();
    });
  }

  Task<void> Wait() override {
    for (;;) {
      const bool told = co_await WaitAtMost(std::chrono::hours(1));
      if (told) co_return;
    }
  }

  Task<bool> WaitAtMost(std::chrono::milliseconds longest) override {
    if (!notified_) {
      timer_.expires_after(longest);
      const auto token = asio::as_tuple(asio::use_awaitable);
      co_await timer_.async_wait(token);
    }
    co_return std::exchange(notified_, false);
  }

 private:
  asio::steady_timer timer_;
  bool notified_ = false;
};

}  // namespace

Task<std::shared_ptr<Signal>> Signal::Make() {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  co_return std::make_shared<TimerSignal>(executor);
}

Task<void> StartBeside(Task<void> task) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  asio::co_spawn(executor, std::move(task), [](const std::exception_ptr& failure) {
    if (failure) std::rethrow_exception(failure);
  });
}

}  // namespace maktab::http
