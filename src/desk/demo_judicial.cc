// Warrants, arrests on them, extraditions, and letters rogatory of others.
#include <algorithm>
#include <array>

#include "desk/demo_registers.h"

namespace maktab::desk {
namespace {

constexpr std::int64_t kHour = 3'600 * base::kMicrosPerSecond, kDay = 24 * kHour;
constexpr std::array<std::string_view, 7> kPartners = {"ES", "FR", "DE", "IT", "BE", "NL", "TR"};
constexpr std::array<Share, 5> kActs = {{{"hearing", 40}, {"data", 20}, {"bank", 15}, {"service", 15}, {"search", 10}}};

constexpr DemoStep kCirculated[] = {
    {DemoDoer::kOfficer, "circulate", R"({"channels":["notice","arab"],"countries":["ES","FR"]})", 24}};
constexpr DemoStep kArrested[] = {
    {DemoDoer::kOfficer, "confirm", R"({"identity_by":["fingerprints","papers"]})", 4},
    {DemoDoer::kOfficer, "tell_source", R"({"told_source_at":"{at}"})", 4},
    {DemoDoer::kOfficer, "tell_ipsg", R"({"told_ipsg_at":"{at}"})", 2},
    {DemoDoer::kOfficer, "present", R"({"presented_at":"{at}","authority":"{prosecutors}"})", 24}};
constexpr DemoStep kExecuted[] = {
    {DemoDoer::kOfficer, "prepare_end", R"({"cause":"arrest","end_reference":"{reference}"})", 24},
    {DemoDoer::kSupervisor, "execute", "{}", 24},
    {DemoDoer::kOfficer, "close", "{}", 48}};

#define MAKTAB_WHOLE_FILE                                                                                    \
  R"(["identity","warrant","memorandum","law","evidence","sentence","absence","assurances","translations",)" \
  R"("transmittal","inventory"])"

// The last two are of those who came.
constexpr DemoStep kToUs[] = {
    {DemoDoer::kOfficer, "arrested_abroad", R"({"arrested_at":"{arrested_at}","arrest_place":"{places}"})", 4},
    {DemoDoer::kHead, "choose_instrument", R"({"instrument":"{instrument}"})", 12},
    {DemoDoer::kOfficer, "request_file", R"({"prosecutor":"{prosecutors}"})", 48},
    {DemoDoer::kOfficer, "send_file", R"({"file":)" MAKTAB_WHOLE_FILE "}", 240},
    {DemoDoer::kOfficer, "foreign_grant",
     R"({"court":"{courts}","decree_reference":"{reference}","decree_on":"{day}"})", 700},
    {DemoDoer::kOfficer, "plan_return", R"({"surrender_at":"{at}","surrender_place":"{places}"})", 200},
    {DemoDoer::kSupervisor, "receive_person",
     R"({"handed_over_at":"{at}","receipt_reference":"{reference}","speciality_facts":"Made up: the facts that were asked for."})",
     200}};
constexpr DemoStep kFromUs[] = {
    {DemoDoer::kOfficer, "arrest", R"({"arrested_at":"{arrested_at}","arrest_place":"{places}"})", 4},
    {DemoDoer::kHead, "choose_instrument", R"({"instrument":"{instrument}"})", 12},
    {DemoDoer::kOfficer, "present", R"({"prosecutor":"{prosecutors}"})", 24},
    {DemoDoer::kOfficer, "move_to_court", R"({"court":"{courts}"})", 48},
    {DemoDoer::kOfficer, "receive_file", R"({"file":)" MAKTAB_WHOLE_FILE "}", 480},
    {DemoDoer::kOfficer, "favourable", R"({"opinion_reference":"{reference}","court":"{courts}"})", 700},
    {DemoDoer::kSupervisor, "sign_decree", R"({"decree_reference":"{reference}","decree_on":"{day}"})", 480},
    {DemoDoer::kOfficer, "plan_surrender", R"({"surrender_at":"{at}","surrender_place":"{places}"})", 100},
    {DemoDoer::kSupervisor, "surrender",
     R"({"handed_over_at":"{at}","receipt_reference":"{reference}","speciality_facts":"Made up: the facts that were asked for."})",
     100}};
#undef MAKTAB_WHOLE_FILE
constexpr std::size_t kStepsOfTheLast = 2;

constexpr DemoStep kAdmitted[] = {{DemoDoer::kSupervisor, "admit", R"({"dual_criminality":"yes"})", 48},
                                  {DemoDoer::kOfficer, "assign", R"({"unit":{unit}})", 48}};
constexpr DemoStep kPerformed[] = {
    {DemoDoer::kOfficer, "perform", R"({"done_on":"{day}","result":"Made up: it was done in {places}."})", 400}};
constexpr DemoStep kTransmitted[] = {
    {DemoDoer::kSupervisor, "transmit", R"({"result":"Made up: all was done.","controlled_by":"{prosecutors}"})", 100},
    {DemoDoer::kOfficer, "received_by_them", "{}", 300}};

// A warrant, the arrest on it and the extradition.
struct Person {
  store::Record warrant, arrest;
  base::Instant since, arrested_at;
  std::string partner;
};

class Judicial {
 public:
  Judicial(const DemoWork& work, const DemoFigures& figures, std::uint64_t seed)
      : work_(work), figures_(figures), seed_(seed * 1'000'003 + 20'000), draw_(seed_) {}

  base::Status Fill() {
    MAKTAB_TRY(Ours());
    MAKTAB_TRY(Theirs());
    return Letters();
  }

 private:
  std::string Unit() const { return DemoText(work_.parts().registers.units().front().id); }

  DemoNew Warrant(base::Instant at, const std::string& partner) {
    const DemoPerson person = work_.lists().PersonOf(seed_ + draw_.Below(1'000'000'000));
    const bool ours = partner.empty();
    // It was issued some weeks before it came here.
    const base::Instant issued{at.micros - 30 * kDay};
    const DemoKnown known = {
        {"from", ours ? R"("direction":"ours","authority":"first_instance")"
                      : R"("direction":"foreign","authority":"foreign","partner":")" + partner + '"'},
        {"persons", DemoRow(person, ours ? work_.parts().settings.bureau : partner, false)}};
    return {work_.Told(R"({{from},"authority_name":"{courts}","reference":"{reference}","issued_on":"{day}",)"
                       R"("summary":"{offences}","persons":{persons},"offences":"{offences}",)"
                       R"("law":"Article 0 of a made-up code","facts_place":"{places}","penalty_months":60,)"
                       R"("facts":"Made up for demonstration; no such person exists.","limitation_on":"2046-01-01"})",
                       known, issued, draw_),
            at};
  }

  // Between two instants, and after the first.
  base::Instant Between(base::Instant from, base::Instant until) {
    const std::int64_t hours = std::max<std::int64_t>(1, (until.micros - from.micros) / kHour);
    return {from.micros + std::int64_t(draw_.Below(std::size_t(hours))) * kHour};
  }

  base::Status Arrest(std::vector<Person>& people, const char* where) {
    std::vector<DemoNew> made;
    for (const Person& one : people) {
      const DemoKnown known = {{"where", where},
                               {"partner", one.partner},
                               {"warrant", DemoText(one.warrant.number)},
                               {"summary", DemoValueOf(one.warrant, "summary")},
                               {"persons", DemoValueOf(one.warrant, "persons")}};
      made.push_back({work_.Told(R"({"where":"{where}","partner":"{partner}","warrant":{warrant},"place":"{places}",)"
                                 R"("arrested_at":"{at}","summary":{summary},"persons":{persons}})",
                                 known, one.arrested_at, draw_),
                      one.arrested_at});
    }
    MAKTAB_ASSIGN(const auto records, work_.Create("arrests", made));
    for (std::size_t i = 0; i < records.size(); ++i) people[i].arrest = records[i];
    const bool here = std::string_view(where) == "here";
    return work_.Each(records.size(), [&](std::size_t i) {
      Draw draw(seed_ + 2'000 + i);
      const auto steps = std::span(kArrested).first(std::size(kArrested) - (here ? 0 : 1));
      return work_.Follow(records[i].id, made[i].at, steps, {}, draw);
    });
  }

  // Of the first `all` of these people; the first `came` are handed over.
  base::Status Extradite(const std::vector<Person>& people, std::size_t all, std::size_t came,
                         std::span<const DemoStep> steps, const char* direction) {
    std::vector<DemoNew> made;
    for (std::size_t i = 0; i < all; ++i) {
      const Person& one = people[i];
      const DemoKnown known = {{"direction", direction},
                               {"partner", one.partner},
                               {"warrant", DemoText(one.warrant.number)},
                               {"arrest", DemoText(one.arrest.number)},
                               {"summary", DemoValueOf(one.warrant, "summary")},
                               {"persons", DemoValueOf(one.warrant, "persons")}};
      const base::Instant at{one.arrested_at.micros + kHour};
      made.push_back({work_.Told(R"({"direction":"{direction}","partner":"{partner}","reference":"{reference}",)"
                                 R"("summary":{summary},"persons":{persons},"warrant":{warrant},"arrest":{arrest},)"
                                 R"("facts_asked":"Made up: the facts of the warrant.","penalty_months":60})",
                                 known, at, draw_),
                      at});
    }
    MAKTAB_ASSIGN(const auto records, work_.Create("extraditions", made));
    return work_.Each(records.size(), [&](std::size_t i) -> base::Status {
      Draw draw(seed_ + 3'000 + i);
      MAKTAB_ASSIGN(const std::string instrument, work_.Instrument(records[i].id));
      const DemoKnown known = {{"instrument", instrument}, {"arrested_at", base::FormatInstant(people[i].arrested_at)}};
      const std::size_t count = steps.size() - (i < came ? 0 : kStepsOfTheLast);
      MAKTAB_TRY(work_.Follow(records[i].id, made[i].at, steps.first(count), known, draw));
      return work_.Act(DemoDoer::kOfficer, people[i].arrest.id, "open_extradition",
                       "{\"extradition\":" + DemoText(records[i].number) + "}", work_.now());
    });
  }

  // Warrants of our authorities, arrests abroad on them, and those who came here.
  base::Status Ours() {
    std::vector<DemoNew> made;
    for (std::size_t i = 0; i < figures_.older_warrants + figures_.warrants; ++i) {
      const bool older = i < figures_.older_warrants;
      made.push_back(Warrant(older ? work_.Ago(draw_, 400, 1'000) : work_.Ago(draw_, 20, 360), {}));
    }
    MAKTAB_ASSIGN(const auto warrants, work_.Create("warrants", made));
    MAKTAB_TRY(work_.Each(warrants.size(), [&](std::size_t i) {
      Draw draw(seed_ + 1'000 + i);
      return work_.Follow(warrants[i].id, made[i].at, kCirculated, {}, draw);
    }));
    std::vector<Person> people;
    for (std::size_t i = 0; i < std::min(figures_.arrests_abroad, warrants.size()); ++i) {
      const base::Instant year{work_.now().micros - 364 * kDay};
      const base::Instant first{std::max(year.micros, made[i].at.micros + 5 * kDay)};
      const base::Instant last{work_.now().micros - (i < figures_.recovered ? 150 : 5) * kDay};
      const base::Instant at = Between(first, last);
      people.push_back({warrants[i], {}, made[i].at, at, work_.Partner(kPartners, draw_)});
    }
    MAKTAB_TRY(Arrest(people, "abroad"));
    const std::size_t all = std::min(people.size(), figures_.ExtraditionsToUs());
    MAKTAB_TRY(Extradite(people, all, figures_.recovered, kToUs, "outgoing"));
    // What was asked for has been reached.
    return work_.Each(std::min(all, figures_.recovered), [&](std::size_t i) {
      Draw draw(seed_ + 4'000 + i);
      return work_.Follow(people[i].warrant.id, {people[i].arrested_at.micros + 90 * kDay}, kExecuted, {}, draw);
    });
  }

  // Arrests here on warrants of others, and those who were surrendered.
  base::Status Theirs() {
    std::vector<Person> people;
    std::vector<DemoNew> made;
    for (std::size_t i = 0; i < figures_.arrests_here; ++i) {
      Person one;
      one.partner = work_.Partner(kPartners, draw_);
      one.arrested_at = i < figures_.surrendered ? work_.Ago(draw_, 150, 360) : work_.Ago(draw_, 4, 60);
      one.since = {one.arrested_at.micros - 2 * kDay};
      made.push_back(Warrant(one.since, one.partner));
      people.push_back(std::move(one));
    }
    MAKTAB_ASSIGN(const auto warrants, work_.Create("warrants", made));
    for (std::size_t i = 0; i < warrants.size(); ++i) people[i].warrant = warrants[i];
    MAKTAB_TRY(Arrest(people, "here"));
    return Extradite(people, people.size(), figures_.surrendered, kFromUs, "incoming");
  }

  base::Status Letters() {
    std::vector<DemoNew> made;
    for (std::size_t i = 0; i < figures_.rogatory; ++i) {
      // The first is old enough to have acts, in the smallest demonstration too.
      const base::Instant at = work_.Ago(draw_, i == 0 ? 30 : 3, 360);
      const DemoKnown known = {{"partner", work_.Partner(kPartners, draw_)}};
      made.push_back({work_.Told(R"({"direction":"incoming","partner":"{partner}","reference":"{reference}",)"
                                 R"("summary":"{offences}","subject_matter":"fraud","authority":"{courts}",)"
                                 R"("investigating":"{judges}","subject":"{offences}","facts":"Made up",)"
                                 R"("assistance":"Made up: somebody is heard","purpose":"Made up: a trial",)"
                                 R"("location":"{places}","urgency":"routine"})",
                                 known, at, draw_),
                      at});
    }
    MAKTAB_ASSIGN(const auto letters, work_.Create("rogatory", made));
    MAKTAB_TRY(work_.Each(letters.size(), [&](std::size_t i) {
      Draw draw(seed_ + 5'000 + i);
      return work_.Follow(letters[i].id, made[i].at, kAdmitted, {{"unit", Unit()}}, draw);
    }));
    return Acts(letters, made);
  }

  base::Status Acts(const std::vector<store::Record>& letters, const std::vector<DemoNew>& made) {
    std::vector<DemoNew> acts;
    std::vector<std::size_t> first;  // of each letter; and the end of the last
    for (std::size_t i = 0; i < letters.size(); ++i) {
      first.push_back(acts.size());
      MAKTAB_ASSIGN(const store::Record letter, work_.Find(letters[i].id));
      if (letter.state != "executing") continue;
      const base::Instant at{std::min(work_.now().micros, made[i].at.micros + 5 * kDay)};
      for (std::size_t left = 1 + draw_.Below(2); left > 0; --left) {
        const DemoKnown known = {{"letter", DemoText(letter.number)}, {"kind", draw_.Of(kActs)}, {"unit", Unit()}};
        acts.push_back({work_.Told(R"({"letter":{letter},"kind":"{kind}","summary":"Made up, in {places}",)"
                                   R"("unit":{unit}})",
                                   known, at, draw_),
                        at});
      }
    }
    first.push_back(acts.size());
    MAKTAB_ASSIGN(const auto records, work_.Create("rogatory_acts", acts));
    return work_.Each(letters.size(), [&](std::size_t i) -> base::Status {
      Draw draw(seed_ + 6'000 + i);
      for (std::size_t act = first[i]; act < first[i + 1]; ++act) {
        MAKTAB_TRY(work_.Follow(records[act].id, acts[act].at, kPerformed, {}, draw));
      }
      MAKTAB_ASSIGN(const store::Record letter, work_.Find(letters[i].id));
      if (letter.state != "executed") return {};
      // An act takes less than three weeks.
      return work_.Follow(letter.id, {made[i].at.micros + 22 * kDay}, kTransmitted, {}, draw);
    });
  }

  const DemoWork& work_;
  const DemoFigures& figures_;
  const std::uint64_t seed_;
  Draw draw_;
};

}  // namespace

base::Status FillJudicial(const DemoWork& work, const DemoFigures& figures, std::uint64_t seed) {
  return Judicial(work, figures, seed).Fill();
}

}  // namespace maktab::desk
