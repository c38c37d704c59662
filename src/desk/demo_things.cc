// Cases of vehicles, and what of ours was stolen: vehicles, papers and objects.
#include <algorithm>
#include <array>

#include "desk/demo_registers.h"

namespace maktab::desk {
namespace {

constexpr std::array<std::string_view, 7> kPartners = {"ES", "FR", "DE", "IT", "BE", "NL", "TR"};

constexpr DemoStep kSeized[] = {
    {DemoDoer::kOfficer, "match", R"({"inspected_on":"{day}","inspection":"genuine"})", 20},
    {DemoDoer::kOfficer, "ask_confirmation", R"({"priority":"routine"})", 4},
    {DemoDoer::kOfficer, "confirm", R"({"source_answer":"Made up: it is searched."})", 40},
    {DemoDoer::kOfficer, "seize",
     R"({"seizure_order":"{reference}","seized_on":"{day}","custodian":"{custodians}","storage_place":"{places}",)"
     R"("condition":"Made up: good","cost_per_day":30,"currency":"MAD","cost_payer":"insurer"})",
     24},
    {DemoDoer::kOfficer, "tell_owner", R"({"told":["owner"],"told_note":"Made up: by {insurers}"})", 48},
    {DemoDoer::kOfficer, "claim", R"({"claim_note":"Made up: {insurers} asks for it."})", 700},
    {DemoDoer::kSupervisor, "order_restitution",
     R"({"ordered_by":"prosecutor","order_reference":"{reference}","rogatory_needed":"no"})", 300},
    {DemoDoer::kOfficer, "hand_over",
     R"({"costs_settled":"yes","handed_to":"{insurers}","handed_on":"{day}","stored_until":"{day}"})", 300},
    {DemoDoer::kSupervisor, "recover", R"({"recovered_on":"{day}"})", 200},
    {DemoDoer::kOfficer, "ask_deletion", "{}", 48},
    {DemoDoer::kOfficer, "confirm_deletion", R"({"deletion_answer":"{reference}"})", 300},
    {DemoDoer::kOfficer, "close", "{}", 48}};
constexpr DemoStep kDenied[] = {
    {DemoDoer::kOfficer, "match", R"({"inspected_on":"{day}","inspection":"genuine"})", 20},
    {DemoDoer::kOfficer, "ask_confirmation", R"({"priority":"routine"})", 4},
    {DemoDoer::kOfficer, "deny", R"({"denial":"already_recovered","source_answer":"Made up: it is back."})", 40},
    {DemoDoer::kOfficer, "ask_deletion", "{}", 48},
    {DemoDoer::kOfficer, "confirm_deletion", R"({"deletion_answer":"{reference}"})", 300},
    {DemoDoer::kOfficer, "close", "{}", 48}};
constexpr DemoStep kNoMatch[] = {
    {DemoDoer::kOfficer, "no_match",
     R"({"inspected_on":"{day}","inspection":"genuine","inspection_note":"Made up: it is another one."})", 30}};

constexpr DemoStep kEntered[] = {
    {DemoDoer::kSupervisor, "enter", R"({"published_at":"{at}"})", 24},
    {DemoDoer::kOfficer, "receive", R"({"receipts_from":["IPSG"]})", 200},
    {DemoDoer::kOfficer, "report_hit", R"({"priority":"routine","hit_by":"{partner}"})", 700},
    {DemoDoer::kOfficer, "confirm_hit", R"({"hit_answer":"Made up: it is ours."})", 24},
    {DemoDoer::kOfficer, "report_recovery",
     R"({"recovered_on":"{day}","recovered_in":"{partner}","recovered_at":"{places}"})", 700}};
// Of all of them, of those that were hit, and of those that came back.
constexpr std::size_t kInForce = 2, kHit = 4, kRecovered = 5;

class Things {
 public:
  Things(const DemoWork& work, const DemoFigures& figures, std::uint64_t seed)
      : work_(work), figures_(figures), seed_(seed * 1'000'003 + 40'000), draw_(seed_) {}

  base::Status Fill() {
    MAKTAB_TRY(Cases());
    MAKTAB_TRY(Stolen("stolen_vehicles", figures_.stolen_vehicles, figures_.vehicles_recovered, [&] {
      return R"("category":"car","colour":"grey","insurer":"{insurers}","vehicles":)" + Vehicle();
    }));
    MAKTAB_TRY(Stolen("stolen_documents", figures_.stolen_documents, 0, [&] {
      return R"("status":"stolen","documents":[{"number":")" + MadeUpPaper(draw_) +
             R"(","type":"{papers}","country":")" + work_.parts().settings.bureau + "\"}]";
    }));
    return Stolen("objects", figures_.objects, 0, [&] {
      return R"("category":"firearms","objects":[{"kind":"weapon","make":"Specimen","model":"Imaginary","number":"SPECIMEN)" +
             MadeUpPaper(draw_) + "\"}]";
    });
  }

 private:
  std::string Vehicle() {
    std::string out;
    base::JsonWriter json(out);
    json.BeginArray().BeginObject().Field("vin", MadeUpVin(draw_)).Field("plate", MadeUpPlate(draw_));
    json.Field("country", "MA").Field("make", draw_.Of(work_.lists().Words("makes"))).EndObject().EndArray();
    return out;
  }

  // The first are seized; of the others, most are no match.
  base::Status Cases() {
    std::vector<DemoNew> made;
    for (std::size_t i = 0; i < figures_.vehicle_cases; ++i) {
      const base::Instant at = work_.Ago(draw_, i < figures_.vehicles_seized ? 6 : 0, 360);
      const DemoKnown known = {{"partner", work_.Partner(kPartners, draw_)}, {"vehicles", Vehicle()}};
      made.push_back({work_.Told(R"({"direction":"found_here","partner":"{partner}","priority":"routine",)"
                                 R"("summary":"{makes}, {places}","vehicles":{vehicles},"found_at":"{at}",)"
                                 R"("found_place":"{places}"})",
                                 known, at, draw_),
                      at});
    }
    MAKTAB_ASSIGN(const auto records, work_.Create("vehicle_cases", made));
    return work_.Each(records.size(), [&](std::size_t i) {
      Draw draw(seed_ + 100 + i);
      std::span<const DemoStep> steps = kNoMatch;
      if (i < figures_.vehicles_seized) {
        steps = kSeized;
      } else if (i % 12 == 0) {
        steps = kDenied;
      }
      return work_.Follow(records[i].id, made[i].at, steps, {}, draw);
    });
  }

  template <typename What>
  base::Status Stolen(const char* in, std::size_t count, std::size_t recovered, What what) {
    std::vector<DemoNew> made;
    for (std::size_t i = 0; i < count; ++i) {
      const base::Instant at = work_.Ago(draw_, i < recovered ? 100 : 1, 360);
      const DemoKnown known = {{"unit", work_.parts().registers.units().back().id}};
      const std::string thing = what();
      made.push_back(
          {work_.Told(R"({"summary":"Made up: stolen in {places}","declared_by":"{unit}","stolen_on":"{day}",)"
                      R"("stolen_at":"{places}","recipients":["IPSG"],)" +
                          thing + "}",
                      known, at, draw_),
           at});
    }
    MAKTAB_ASSIGN(const auto records, work_.Create(in, made));
    return work_.Each(records.size(), [&](std::size_t i) {
      Draw draw(seed_ + 5'000 + i);
      const std::size_t steps = i < recovered ? kRecovered : i % 10 == 9 ? kHit : kInForce;
      return work_.Follow(records[i].id, made[i].at, std::span(kEntered).first(steps),
                          {{"partner", work_.Partner(kPartners, draw)}}, draw);
    });
  }

  const DemoWork& work_;
  const DemoFigures& figures_;
  const std::uint64_t seed_;
  Draw draw_;
};

}  // namespace

base::Status FillThings(const DemoWork& work, const DemoFigures& figures, std::uint64_t seed) {
  return Things(work, figures, seed).Fill();
}

// One after the other, for the ends that follow are given numbers.
base::Status EndRecovered(const DemoWork& work) {
  MAKTAB_ASSIGN(const auto records, work.All("stolen_vehicles", "recovery_reported"));
  for (const store::Record& record : records) {
    MAKTAB_TRY(work.Act(DemoDoer::kSupervisor, record.id, "end_recovered", "{}", work.now()));
  }
  return {};
}

}  // namespace maktab::desk
