// Coroutines of the server, and how they wait for what is not a socket: a desk call that answers through a callback, or
// work that would block. Kept free of Beast and of sockets so that route files compile quickly.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace maktab::http {

template <typename T>
using Task = boost::asio::awaitable<T>;

// Runs `start` and suspends until the function it was given is called: once, from any thread, also from inside `start`.
// The coroutine goes on where it was running before; no thread waits meanwhile.
Task<void> WaitForCall(std::function<void(std::function<void()>)> start);

// The same with a value. T must be movable.
template <typename T>
Task<T> WaitFor(std::function<void(std::function<void(T)>)> start) {
  auto slot = std::make_shared<std::optional<T>>();
  std::function<void(std::function<void()>)> call = [slot, start = std::move(start)](std::function<void()> done) {
    start([slot, done = std::move(done)](T value) {
      slot->emplace(std::move(value));
      done();
    });
  };
  co_await WaitForCall(std::move(call));
  co_return std::move(**slot);
}

// Threads for work that blocks or takes long (SQL, Argon2, files, batches of a bulk run), so that the few threads that
// serve sockets never do. Destroying it waits for what runs.
class WorkerPool {
 public:
  explicit WorkerPool(std::size_t threads);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Any thread. `work` must not throw.
  void Post(std::function<void()> work);
  std::size_t threads() const { return threads_; }

  // Runs `work` on the pool and gives what it returns.
  template <typename Work>
  Task<std::invoke_result_t<Work>> Run(Work work) {
    using Value = std::invoke_result_t<Work>;
    auto shared = std::make_shared<Work>(std::move(work));
    std::function<void(std::function<void(Value)>)> start = [this, shared](std::function<void(Value)> done) {
      Post([shared, done = std::move(done)] { done((*shared)()); });
    };
    return WaitFor<Value>(std::move(start));
  }

 private:
  struct Pool;
  const std::size_t threads_;
  std::unique_ptr<Pool> pool_;
};

// Something to wait for between coroutines of one connection (they run one at a time, so no lock is needed). Wait
// returns at once if Notify was called since the last Wait. Other threads notify through NotifyFrom.
class Signal {
 public:
  // REQUIRES: called in a coroutine of the connection.
  static Task<std::shared_ptr<Signal>> Make();
  virtual ~Signal() = default;
  virtual void Notify() = 0;
  // Any thread: runs `before` among the coroutines of the connection, then notifies.
  virtual void NotifyFrom(std::function<void()> before) = 0;
  virtual Task<void> Wait() = 0;
  // The same, but false if `longest` passed without a Notify.
  virtual Task<bool> WaitAtMost(std::chrono::milliseconds longest) = 0;
};

// Starts `task` beside the calling coroutine, on the same connection. The caller waits for its end through a Signal or
// a counter of its own; what it refers to must live until then. An exception out of it ends the program.
Task<void> StartBeside(Task<void> task);

}  // namespace maktab::http
