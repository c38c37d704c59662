#include "desk/demo_registers.h"

#include <algorithm>
#include <iterator>
#include <thread>

#include "base/mutex.h"

namespace maktab::desk {
namespace {

// One is there of each in the smallest demonstration.
std::size_t Scaled(std::size_t of_year, std::size_t requests) {
  if (requests == 0) return 0;
  return std::max<std::size_t>(1, (of_year * requests + DemoFigures::kYear / 2) / DemoFigures::kYear);
}

constexpr DemoStep kAccess[] = {
    {DemoDoer::kHead, "identify", R"({"search_note":"Made up: nothing else was found."})", 72},
    {DemoDoer::kSupervisor, "draft", R"({"disclosure":"no","answer_text":"Made up for demonstration."})", 300},
    {DemoDoer::kHead, "answer", "{}", 100},
    {DemoDoer::kSupervisor, "decide",
     R"({"decision":"compliant","decision_reference":"{reference}","decided_on":"{day}"})", 1'500},
    {DemoDoer::kHead, "implement", R"({"measures":"Made up: nothing was to be done."})", 200}};

constexpr DemoStep kNamed[] = {{DemoDoer::kOfficer, "same", R"({"priority":"urgent"})", 1},
                               {DemoDoer::kOfficer, "ask", R"({"source_reference":"{reference}"})", 1},
                               {DemoDoer::kOfficer, "confirm", R"({"source_answer":"Made up: it is he."})", 1},
                               {DemoDoer::kOfficer, "act", R"({"done":"Made up","told_to":"{prosecutors}"})", 1},
                               {DemoDoer::kOfficer, "close", "{}", 1}};

// How far one, the next, the third and the fourth hit have come.
constexpr std::size_t kHitStages[] = {0, 2, 5, 4};

}  // namespace

DemoFigures::DemoFigures(std::size_t requests)
    : bulletins(Scaled(3'173, requests)),
      interpol_ends(Scaled(858, requests)),
      arab_ends(Scaled(1'016, requests)),
      announcements(Scaled(381, requests)),
      warrants(Scaled(127, requests)),
      arrests_abroad(Scaled(144, requests)),
      recovered(Scaled(36, requests)),
      arrests_here(Scaled(57, requests)),
      surrendered(Scaled(36, requests)),
      rogatory(Scaled(120, requests)),
      vehicle_cases(Scaled(2'307, requests)),
      vehicles_seized(Scaled(395, requests)),
      lasting_notices(Scaled(400, requests)),
      own_notices(Scaled(20, requests)),
      older_warrants(arrests_abroad - std::min(arrests_abroad, warrants * 4 / 5)),
      stolen_vehicles(Scaled(60, requests)),
      vehicles_recovered(std::min(Scaled(12, requests), interpol_ends)),
      stolen_documents(Scaled(120, requests)),
      objects(Scaled(30, requests)),
      data_requests(Scaled(24, requests)),
      checks(Scaled(40, requests)) {}

std::size_t DemoFigures::EndedNotices() const {
  return (interpol_ends - vehicles_recovered + 2) / 3;
}

std::size_t DemoFigures::EndedAnnouncements() const {
  return std::min(announcements, (arab_ends + 3) / 4);
}

std::size_t DemoFigures::All() const {
  return bulletins + EndedNotices() * 2 + EndedAnnouncements() + announcements + warrants + older_warrants +
         arrests_abroad + ExtraditionsToUs() + 3 * arrests_here + rogatory + vehicle_cases + lasting_notices +
         own_notices + stolen_vehicles + stolen_documents + objects + data_requests;
}

std::size_t DemoFigures::ExtraditionsToUs() const {
  return std::min(arrests_abroad, recovered * 5 / 3);
}

base::Status ReceiveEnds(const DemoWork& work, std::uint64_t seed) {
  MAKTAB_ASSIGN(const auto ends, work.All("ends", "circulating"));
  return work.Each(ends.size(), [&](std::size_t i) -> base::Status {
    Draw draw(seed * 1'000'003 + i);
    if (draw.OneIn(12)) return {};
    const std::string units = DemoValueOf(ends[i], "units"), countries = DemoValueOf(ends[i], "countries");
    if (units != "null") {
      MAKTAB_TRY(work.Act(DemoDoer::kOfficer, ends[i].id, "receive", "{\"receipts_from\":" + units + "}", work.now()));
    }
    if (countries == "null") return {};
    return work.Act(DemoDoer::kOfficer, ends[i].id, "receive_countries",
                    "{\"receipts_from_countries\":" + countries + "}", work.now());
  });
}

base::Status FillDataRequests(const DemoWork& work, const DemoFigures& figures, std::uint64_t seed) {
  Draw draw(seed * 1'000'003 + 701);
  std::vector<DemoNew> made;
  for (std::size_t i = 0; i < figures.data_requests; ++i) {
    const base::Instant at = work.Ago(draw, 2, 300);
    const DemoKnown known = {{"kind", draw.OneIn(3) ? "deletion" : "access"},
                             {"persons", DemoRow(work.lists().PersonOf(draw.Below(1'000'000)), "FR", false)}};
    made.push_back({work.Told(R"({"asked_by":"person","kind":"{kind}","reference":"{reference}","received_at":"{at}",)"
                              R"("summary":"Made up: what is kept about me?","persons":{persons}})",
                              known, at, draw),
                    at, DemoDoer::kSupervisor});
  }
  MAKTAB_ASSIGN(const auto records, work.Create("data_requests", made));
  return work.Each(records.size(), [&](std::size_t i) {
    Draw own(seed * 1'000'003 + 702 + i);
    return work.Follow(records[i].id, made[i].at, kAccess, {}, own);
  });
}

base::Status FillHits(const DemoWork& work, const CheckDesk& checks, const DemoFigures& figures, std::uint64_t seed) {
  Draw draw(seed * 1'000'003 + 801);
  MAKTAB_ASSIGN(const auto notices, work.All("notices", "published"));
  if (notices.empty()) return {};
  const model::Principal border{"demo:border", "Border Made-Up", model::Role::kOfficer,
                                model::Principal::Kind::kPerson};
  checks.KeepUp();
  const std::size_t count = std::min(figures.checks, notices.size());
  for (std::size_t i = 0; i < count; ++i) {
    const store::Record& notice = notices[i * notices.size() / count];
    const auto persons = base::JsonDocument::Parse(DemoValueOf(notice, "persons"));
    if (!persons.ok() || persons->root().elements().empty()) continue;
    CheckRequest request;
    request.text = std::string(persons->root().elements().front()["document"].string().value_or(""));
    if (request.text.empty()) continue;
    request.purpose = "border_check";
    request.reference = draw.Of(work.lists().Words("places"));
    MAKTAB_ASSIGN(const CheckAnswer answer, checks.CheckAndWait(border, request));
    for (const AnsweredHit& answered : answer.hits) {
      if (answered.kept_id.empty()) continue;
      for (const DemoStep& step : std::span(kNamed).first(kHitStages[i % std::size(kHitStages)])) {
        MAKTAB_TRY(work.Act(step.who, answered.kept_id, step.action, work.Told(step.values, {}, work.now(), draw),
                            work.now()));
      }
    }
  }
  return {};
}

base::Status FillRegisters(const Parts& parts, const RecordDesk& desk, const CheckDesk& checks, const DemoLists& lists,
                           base::Instant now, const DemoYear& year, const std::function<void(std::size_t done)>& tell) {
  if (year.requests == 0) return {};
  const DemoFigures figures(year.requests);
  base::Mutex mutex;
  std::size_t done = 0;
  const DemoWork work(parts, desk, lists, now, [&](std::size_t more) {
    const base::MutexLock lock(mutex);
    done += more;
    tell(done);
  });
  // Two lines of work, which give numbers of different series, so that neither waits for the other's disk.
  base::Status things, searches;
  std::thread beside([&] {
    things = FillThings(work, figures, year.seed);
    if (things.ok()) things = FillJudicial(work, figures, year.seed);
  });
  searches = FillSearches(work, figures, year.seed);
  beside.join();
  MAKTAB_TRY(searches);
  MAKTAB_TRY(things);
  MAKTAB_TRY(EndRecovered(work));
  MAKTAB_TRY(ReceiveEnds(work, year.seed));
  MAKTAB_TRY(FillDataRequests(work, figures, year.seed));
  return FillHits(work, checks, figures, year.seed);
}

}  // namespace maktab::desk
