#include "desk/demo_requests.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <future>
#include <memory>
#include <thread>
#include <vector>

#include "base/mutex.h"
#include "desk/draw.h"

namespace maktab::desk {
namespace {

constexpr std::int64_t kHour = 3'600 * base::kMicrosPerSecond;
// The store commits what waits for the disk as one group: so many registrations are under way at once, and so many
// people act.
constexpr std::size_t kRegisteredAtOnce = 500;
constexpr std::size_t kThreads = 64;

// Per cent of files by subject and by partner, as published for 2025; the rest is not itemised there.
constexpr std::array<Share, 9> kSubjects = {{{"information", 36},
                                             {"illegal_immigration", 20},
                                             {"drugs", 7},
                                             {"vehicles", 12},
                                             {"fraud", 10},
                                             {"terrorism", 3},
                                             {"cybercrime", 5},
                                             {"homicide", 2},
                                             {"other", 5}}};
constexpr std::array<Share, 10> kPartners = {{{"ES", 37},
                                              {"FR", 28},
                                              {"DE", 11},
                                              {"US", 10},
                                              {"IT", 4},
                                              {"BE", 4},
                                              {"NL", 2},
                                              {"TR", 2},
                                              {"AE", 1},
                                              {"IPSG", 1}}};
constexpr std::array<Share, 6> kChannels = {
    {{"interpol", 60}, {"bilateral", 20}, {"arab", 10}, {"liaison", 7}, {"judicial", 2}, {"other", 1}}};
constexpr std::array<Share, 3> kPriorities = {{{"routine", 75}, {"urgent", 20}, {"urgent_direct", 5}}};
constexpr std::array<Share, 5> kUnits = {
    {{"central_bureau", 50}, {"pursuits", 20}, {"vehicles", 15}, {"arab_liaison", 10}, {"cooperation", 5}}};
constexpr std::array<std::string_view, 4> kAsked = {"Identity and record of ", "Whereabouts of ",
                                                    "Confirmation of a document of ", "Telephone subscriber: "};

model::Principal Made(std::string_view id, std::string_view name, model::Role role) {
  return {std::string(id), std::string(name), role, model::Principal::Kind::kPerson};
}

// One request of the year and the people who work on it.
class Story {
 public:
  Story(const RecordDesk& desk, const DemoLists& names, base::Instant now, std::uint64_t seed)
      : desk_(desk), names_(names), now_(now), draw_(seed), seed_(seed) {}

  // Stories that are begun in the same order get the same numbers.
  std::future<base::Result<std::string>> Register() {
    const std::int64_t age = std::int64_t(draw_.Below(365 * 24));
    at_ = {now_.micros - age * kHour};
    std::string text;
    base::JsonWriter json(text);
    const std::string name = names_.NameOf(seed_);
    json.BeginObject().Key("values").BeginObject();
    json.Field("direction", draw_.Below(100) < 85 ? "incoming" : "outgoing").Field("channel", draw_.Of(kChannels));
    json.Field("partner", draw_.Of(kPartners)).Field("subject_matter", draw_.Of(kSubjects));
    json.Field("priority", draw_.Of(kPriorities)).Field("received_at", base::FormatInstant(at_));
    json.Field("sender_reference", "DEMO-" + std::to_string(1'000 + draw_.Below(9'000)));
    json.Field("summary", std::string(kAsked[draw_.Below(kAsked.size())]) + name);
    json.Field("facts", "Made up for demonstration; no such person exists.").Key("persons").BeginArray();
    json.BeginObject().Field("name", name).Field("birth_date", std::to_string(1950 + draw_.Below(55))).EndObject();
    json.EndArray().EndObject().EndObject();
    const auto done = std::make_shared<std::promise<base::Result<std::string>>>();
    const auto document = base::JsonDocument::Parse(text);
    desk_.CreateThen(officer_, "requests", Asked(*document),
                     [done](base::Result<std::string> id) { done->set_value(std::move(id)); });
    return done->get_future();
  }

  void Registered(const std::string& id) {
    record_.id = id;
    record_.version = 1;
  }

  base::Status WorkOn() {
    unit_ = R"({"values":{"unit":")" + draw_.Of(kUnits) + R"("}})";
    const bool old = now_.micros - at_.micros > 20 * 24 * kHour;
    const std::size_t fate = draw_.Below(100);
    if (fate < 3) return Step(supervisor_, "refuse", "{}", 6);
    if (fate < 5) return Step(officer_, "withdraw", "{}", 30);
    // A few are late; what came in lately is anywhere on its way.
    const std::size_t stages = old && fate < 98 ? 8 : draw_.Below(8);
    for (std::size_t stage = 0; stage < stages; ++stage) {
      bool ended = false;
      MAKTAB_TRY(Stage(stage, ended));
      if (ended) break;
    }
    return {};
  }

 private:
  base::Status Stage(std::size_t stage, bool& ended) {
    const bool asks = seed_ % 5 < 2;
    switch (stage) {
      case 0:
        return Step(officer_, "accept", kIntake, 2);
      case 1:
        return Step(supervisor_, "assign", unit_, 3);
      case 2:
        if (!asks) return {};
        return Step(officer_, "ask_national", R"({"values":{"service":"Civil registry","question":"Is he known?"}})",
                    4);
      case 3:
        if (!asks) return {};
        return Step(officer_, "national_answer", R"({"values":{"service_answer":"Nothing is known."}})", 30);
      case 4:
        return Step(officer_, "draft_reply", R"({"values":{"reply_language":"en","reply_text":"Nothing is known."}})",
                    9);
      case 5:
        return Step(supervisor_, "approve", "{}", 4);
      case 6:
        return Step(officer_, "send", "{}", 1);
      default:
        ended = true;
        return draw_.Below(2) == 0 ? Step(officer_, "close", "{}", 200) : base::Status();
    }
  }

  base::Status Step(const model::Principal& who, const std::string& action, const std::string& values, int hours) {
    at_.micros += std::int64_t(1 + draw_.Below(std::size_t(hours) * 2)) * kHour / 2;
    if (at_.micros > now_.micros) return {};
    MAKTAB_ASSIGN(record_, Do(who, values, action, record_));
    return {};
  }

  ActionRequest Asked(const base::JsonDocument& document) const {
    ActionRequest request;
    request.values = document.root()["values"];
    request.reason = "Made up for demonstration";
    request.apart_reason = request.reason;
    request.happened_at = at_;
    return request;
  }

  base::Result<store::Record> Do(const model::Principal& who, const std::string& text, const std::string& action,
                                 const store::Record& before) const {
    MAKTAB_ASSIGN(const base::JsonDocument document, base::JsonDocument::Parse(text));
    // A stage that does not fit the state (its time had not come) is passed over.
    auto done = desk_.Act(who, before.id, action, before.version, Asked(document));
    if (!done.ok() && done.error().code == "action.not_now") return before;
    return done;
  }

  static constexpr const char* kIntake =
      R"({"values":{"intake":["requester","member","international","dual_criminality","article_3","link","reason"]}})";
  const RecordDesk& desk_;
  const DemoLists& names_;
  const base::Instant now_;
  Draw draw_;
  const std::uint64_t seed_;
  const model::Principal officer_ = Made("demo:officer", "Officer Made-Up", model::Role::kOfficer);
  const model::Principal supervisor_ = Made("demo:supervisor", "Supervisor Made-Up", model::Role::kSupervisor);
  std::string unit_;
  base::Instant at_;
  store::Record record_;
};

// Half of what there is to do, and so told.
base::Status RegisterAll(std::vector<Story>& stories, const std::function<void(std::size_t done)>& tell) {
  for (std::size_t from = 0; from < stories.size(); from += kRegisteredAtOnce) {
    const std::size_t to = std::min(from + kRegisteredAtOnce, stories.size());
    std::vector<std::future<base::Result<std::string>>> waiting;
    for (std::size_t i = from; i < to; ++i) waiting.push_back(stories[i].Register());
    base::Status outcome;
    for (std::size_t i = from; i < to; ++i) {
      const base::Result<std::string> id = waiting[i - from].get();  // all of them, also after an error
      if (id.ok()) stories[i].Registered(*id);
      if (!id.ok() && outcome.ok()) outcome = id.error();
    }
    MAKTAB_TRY(outcome);
    tell(to / 2);
  }
  return {};
}

base::Status WorkOnAll(std::vector<Story>& stories, const std::function<void(std::size_t done)>& tell) {
  std::atomic<std::size_t> next = 0;
  base::Mutex mutex;
  base::Status outcome;
  std::size_t done = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < stories.size(); i = next++) {
      const base::Status status = stories[i].WorkOn();
      const base::MutexLock lock(mutex);
      if (!status.ok() && outcome.ok()) outcome = status;
      if (!outcome.ok()) return;
      if (++done % 50 == 0) tell((stories.size() + done) / 2);
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < std::min(kThreads, stories.size()); ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  return outcome;
}

}  // namespace

base::Status FillRequests(const RecordDesk& desk, const DemoLists& names, base::Instant now, const DemoYear& year,
                          const std::function<void(std::size_t done)>& tell) {
  std::vector<Story> stories;
  for (std::size_t i = 0; i < year.requests; ++i) stories.emplace_back(desk, names, now, year.seed * 1'000'003 + i);
  MAKTAB_TRY(RegisterAll(stories, tell));
  return WorkOnAll(stories, tell);
}

}  // namespace maktab::desk
