#include "desk/demo_requests.h"

#include <array>
#include <vector>

#include "desk/demo_work.h"
#include "desk/draw.h"

namespace maktab::desk {
namespace {

constexpr std::int64_t kHour = 3'600 * base::kMicrosPerSecond;

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

// One request of the year and the people who work on it.
class Story {
 public:
  Story(const RecordDesk& desk, const DemoLists& names, base::Instant now, std::uint64_t seed)
      : desk_(desk), names_(names), now_(now), draw_(seed), seed_(seed) {}

  DemoNew Begin() {
    const std::int64_t age = std::int64_t(draw_.Below(365 * 24));
    at_ = {now_.micros - age * kHour};
    std::string text;
    base::JsonWriter json(text);
    const std::string name = names_.NameOf(seed_);
    json.BeginObject();
    json.Field("direction", draw_.Below(100) < 85 ? "incoming" : "outgoing").Field("channel", draw_.Of(kChannels));
    json.Field("partner", draw_.Of(kPartners)).Field("subject_matter", draw_.Of(kSubjects));
    json.Field("priority", draw_.Of(kPriorities)).Field("received_at", base::FormatInstant(at_));
    json.Field("sender_reference", "DEMO-" + std::to_string(1'000 + draw_.Below(9'000)));
    json.Field("summary", std::string(kAsked[draw_.Below(kAsked.size())]) + name);
    json.Field("facts", "Made up for demonstration; no such person exists.").Key("persons").BeginArray();
    json.BeginObject().Field("name", name).Field("birth_date", std::to_string(1950 + draw_.Below(40))).EndObject();
    json.EndArray().EndObject();
    return {text, at_};
  }

  void Registered(const std::string& id) {
    record_.id = id;
    record_.version = 1;
  }

  base::Status WorkOn() {
    unit_ = R"({"unit":")" + draw_.Of(kUnits) + R"("})";
    const bool old = now_.micros - at_.micros > 20 * 24 * kHour;
    const std::size_t fate = draw_.Below(100);
    if (fate < 3) return Step(DemoDoer::kSupervisor, "refuse", "{}", 6);
    if (fate < 5) return Step(DemoDoer::kOfficer, "withdraw", "{}", 30);
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
        return Step(DemoDoer::kOfficer, "accept", kIntake, 2);
      case 1:
        return Step(DemoDoer::kSupervisor, "assign", unit_, 3);
      case 2:
        if (!asks) return {};
        return Step(DemoDoer::kOfficer, "ask_national", R"({"service":"Civil registry","question":"Is he known?"})", 4);
      case 3:
        if (!asks) return {};
        return Step(DemoDoer::kOfficer, "national_answer", R"({"service_answer":"Nothing is known."})", 30);
      case 4:
        return Step(DemoDoer::kOfficer, "draft_reply", R"({"reply_language":"en","reply_text":"Nothing is known."})",
                    9);
      case 5:
        return Step(DemoDoer::kSupervisor, "approve", "{}", 4);
      case 6:
        return Step(DemoDoer::kOfficer, "send", "{}", 1);
      default:
        ended = true;
        return draw_.Below(2) == 0 ? Step(DemoDoer::kOfficer, "close", "{}", 200) : base::Status();
    }
  }

  base::Status Step(DemoDoer who, const std::string& action, const std::string& values, int hours) {
    at_.micros += std::int64_t(1 + draw_.Below(std::size_t(hours) * 2)) * kHour / 2;
    if (at_.micros > now_.micros) return {};
    auto done = ActOn(desk_, who, record_, action, values, at_);
    if (done.ok()) record_ = *std::move(done);
    // A stage that does not fit the state (its time had not come) is passed over.
    return done.ok() || done.error().code == "action.not_now" ? base::Status() : base::Status(done.error());
  }

  static constexpr const char* kIntake =
      R"({"intake":["requester","member","international","dual_criminality","article_3","link","reason"]})";
  const RecordDesk& desk_;
  const DemoLists& names_;
  const base::Instant now_;
  Draw draw_;
  const std::uint64_t seed_;
  std::string unit_;
  base::Instant at_;
  store::Record record_;
};

}  // namespace

base::Status FillRequests(const RecordDesk& desk, const DemoLists& names, base::Instant now, const DemoYear& year,
                          const std::function<void(std::size_t done)>& tell) {
  std::vector<Story> stories;
  for (std::size_t i = 0; i < year.requests; ++i) stories.emplace_back(desk, names, now, year.seed * 1'000'003 + i);
  std::vector<DemoNew> made;
  for (Story& story : stories) made.push_back(story.Begin());
  // Half of what there is to do, and so told.
  MAKTAB_ASSIGN(const auto ids, CreateInOrder(desk, "requests", made, [&](std::size_t done) { tell(done / 2); }));
  for (std::size_t i = 0; i < ids.size(); ++i) stories[i].Registered(ids[i]);
  return DoEach(
      stories.size(), [&](std::size_t i) { return stories[i].WorkOn(); },
      [&](std::size_t done) { tell((stories.size() + done) / 2); });
}

}  // namespace maktab::desk
