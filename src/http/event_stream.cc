#include "http/event_stream.h"

#include "base/assert.h"

namespace maktab::http {

namespace {
constexpr auto kHeartbeat = std::chrono::seconds(15);
constexpr auto kLook = std::chrono::milliseconds(500);  // how soon a stopping server is noticed
}  // namespace

std::string EventText(std::string_view name, std::string_view data) {
  MAKTAB_ASSERT(data.find('\n') == std::string_view::npos);
  std::string text("event: ");
  text.append(name).append("\ndata: ").append(data).append("\n\n");
  return text;
}

Response EventResponse() {
  Response response;
  response.content_type = "text/event-stream";
  // Proxies must not collect events.
  response.headers.Add("X-Accel-Buffering", "no");
  return response;
}

struct EventFeed::State {
  std::shared_ptr<Signal> signal;
  std::vector<desk::Event> waiting;
};

EventFeed::~EventFeed() {
  if (state_) events_.Unsubscribe(subscription_);
}

Task<void> EventFeed::Open(std::function<bool(const desk::Event&)> wanted) {
  opened_ = std::chrono::steady_clock::now();
  state_ = std::make_shared<State>();
  state_->signal = co_await Signal::Make();
  subscription_ = events_.Subscribe([state = state_, wanted = std::move(wanted)](const desk::Event& event) {
    if (!wanted(event)) return;
    state->signal->NotifyFrom([state, event] {
      if (state->waiting.size() < kMaxWaiting) state->waiting.push_back(event);
    });
  });
}

bool EventFeed::over() const {
  return std::chrono::steady_clock::now() - opened_ > kLongest;
}

Task<base::Status> EventFeed::WaitForNews(BodyWriter& writer) {
  auto last_sent = std::chrono::steady_clock::now();
  while (state_->waiting.empty() && !writer.stopping() && !over()) {
    co_await state_->signal->WaitAtMost(kLook);
    if (std::chrono::steady_clock::now() - last_sent < kHeartbeat) continue;
    const base::Status sent = co_await writer.Write(": still here\n\n");
    if (!sent.ok()) co_return sent;
    last_sent = std::chrono::steady_clock::now();
  }
  co_return base::Status();
}

std::vector<desk::Event> EventFeed::Take() {
  return std::exchange(state_->waiting, {});
}

}  // namespace maktab::http
