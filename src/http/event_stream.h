// Server-sent events (WHATWG HTML section 9.2) from what the desk publishes.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "desk/events.h"
#include "http/message.h"
#include "http/task.h"

namespace maktab::http {

// event: NAME, data: TEXT. REQUIRES: `data` has no line end.
std::string EventText(std::string_view name, std::string_view data);
// The head of a stream of events; the caller sets `stream`.
Response EventResponse();

// What one reader has not been sent yet. Belongs to the coroutine that made it.
class EventFeed {
 public:
  explicit EventFeed(desk::Events& events) : events_(events) {}
  ~EventFeed();
  EventFeed(const EventFeed&) = delete;
  EventFeed& operator=(const EventFeed&) = delete;

  // From now on, events that are `wanted` are kept for Take; of more than kMaxWaiting the newest are dropped.
  Task<void> Open(std::function<bool(const desk::Event&)> wanted);
  // Returns when there is something to take, when the server is stopping, or when the feed has been open for
  // kLongest (a client then comes again, and is asked anew who it is). Sends a comment now and then, so that a client
  // that is gone is noticed. Errors: those of the writer.
  Task<base::Status> WaitForNews(BodyWriter& writer);
  bool over() const;
  std::vector<desk::Event> Take();

  static constexpr std::size_t kMaxWaiting = 1000;
  static constexpr std::chrono::minutes kLongest{30};

 private:
  struct State;
  desk::Events& events_;
  std::shared_ptr<State> state_;
  std::uint64_t subscription_ = 0;
  std::chrono::steady_clock::time_point opened_;
};

}  // namespace maktab::http
