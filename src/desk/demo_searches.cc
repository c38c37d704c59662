// Notices, announcements, what they are searched by here, and their ends.
#include <algorithm>
#include <array>
#include <cstddef>

#include "desk/alerts.h"
#include "desk/demo_registers.h"
#include "desk/record_values.h"

namespace maktab::desk {
namespace {

constexpr std::int64_t kHour = 3'600 * base::kMicrosPerSecond;
constexpr std::array<std::string_view, 8> kPartners = {"ES", "FR", "DE", "IT", "BE", "NL", "US", "TR"};
constexpr std::array<std::string_view, 9> kArab = {"DZ", "TN", "EG", "SA", "AE", "JO", "QA", "KW", "OM"};
constexpr std::array<Share, 4> kTypes = {{{"red", 60}, {"blue", 15}, {"green", 5}, {"yellow", 20}}};
constexpr std::array<Share, 2> kKinds = {{{"notice", 70}, {"diffusion", 30}}};
constexpr std::array<Share, 3> kAnnounced = {{{"arrest", 60}, {"locate", 30}, {"information", 10}}};
constexpr std::array<Share, 4> kCauses = {{{"arrest", 50}, {"warrant_lifted", 25}, {"source", 20}, {"death", 5}}};

// What bulletins rest on.
struct Source {
  store::Record record;
  base::Instant at;
  std::string channel, purpose;
  bool ends = false;
};

constexpr DemoStep kTakenIn[] = {{DemoDoer::kOfficer, "take_in", R"({"published_at":"{at}"})", 24}};
constexpr DemoStep kAnnouncedHere[] = {{DemoDoer::kOfficer, "take_in", R"({"announced_at":"{at}"})", 24}};
constexpr DemoStep kCirculated[] = {{DemoDoer::kSupervisor, "circulate", R"({"announced_at":"{at}"})", 24},
                                    {DemoDoer::kOfficer, "receive", R"({"receipts_from_countries":{countries}})", 300}};
constexpr DemoStep kPublished[] = {
    {DemoDoer::kOfficer, "complete", "{}", 6},
    {DemoDoer::kSupervisor, "approve",
     R"({"article_3":["offence","person","source","positions","neutrality","rights","context"],)"
     R"("assurances":["authority","valid","extradition"]})",
     24},
    {DemoDoer::kOfficer, "submit", "{}", 6},
    {DemoDoer::kOfficer, "publish", R"({"reference":"{reference}","published_at":"{at}"})", 200}};
constexpr DemoStep kBroadcast[] = {
    {DemoDoer::kSupervisor, "approve", R"({"legal_check":["article_2","article_3","dual_criminality","national_law"]})",
     12},
    {DemoDoer::kOfficer, "receive", R"({"receipts_from":{units}})", 48},
    {DemoDoer::kOfficer, "report_hit", R"({"hit_unit":"{unit}","hit_note":"Made up: seen in {places}."})", 300},
    {DemoDoer::kOfficer, "confirm_hit", "{}", 2}};

std::string PurposeOf(const std::string& type) {
  if (type == "red" || type == "arrest") return "arrest";
  if (type == "yellow") return "find_missing";
  return type == "green" ? "discreet" : "locate";
}

class Searches {
 public:
  Searches(const DemoWork& work, const DemoFigures& figures, std::uint64_t seed)
      : work_(work), figures_(figures), seed_(seed * 1'000'003), draw_(seed_ + 101) {}

  base::Status Fill() {
    MAKTAB_TRY(TakeIn());
    MAKTAB_TRY(Publish());
    MAKTAB_TRY(Announce());
    MAKTAB_TRY(Broadcast());
    return End();
  }

 private:
  DemoPerson Somebody() { return work_.lists().PersonOf(seed_ + draw_.Below(1'000'000'000)); }

  // Those of others: first the ones that end.
  base::Status TakeIn() {
    std::vector<DemoNew> made;
    std::vector<std::string> types;
    const std::size_t ended = figures_.EndedNotices();
    for (std::size_t i = 0; i < ended + figures_.lasting_notices; ++i) {
      const base::Instant at = work_.Ago(draw_, i < ended ? 15 : 4, 360);
      const std::string partner = work_.Partner(kPartners, draw_);
      types.push_back(draw_.Of(kTypes));
      const DemoKnown known = {{"kind", draw_.Of(kKinds)},
                               {"type", types.back()},
                               {"partner", partner},
                               {"persons", DemoRow(Somebody(), partner, false)}};
      made.push_back({work_.Told(R"({"direction":"incoming","kind":"{kind}","type":"{type}","partner":"{partner}",)"
                                 R"("reference":"{reference}","summary":"{offences}","persons":{persons},)"
                                 R"("charges":"{offences}","facts_place":"{places}",)"
                                 R"("facts":"Made up for demonstration; no such person exists."})",
                                 known, at, draw_),
                      at});
    }
    MAKTAB_ASSIGN(const auto records, work_.Create("notices", made));
    for (std::size_t i = 0; i < records.size(); ++i) {
      (i < ended ? ended_notices_ : lasting_notices_)
          .push_back({records[i], made[i].at, "interpol", PurposeOf(types[i]), i < ended});
    }
    return work_.Each(records.size(), [&](std::size_t i) {
      Draw draw(seed_ + 110 + i);
      return work_.Follow(records[i].id, made[i].at, kTakenIn, {}, draw);
    });
  }

  // Ours.
  base::Status Publish() {
    std::vector<DemoNew> made;
    for (std::size_t i = 0; i < figures_.own_notices; ++i) {
      const base::Instant at = work_.Ago(draw_, 2, 360);
      const DemoKnown known = {{"persons", DemoRow(Somebody(), work_.parts().settings.bureau, false)}};
      made.push_back({work_.Told(R"({"direction":"outgoing","kind":"notice","type":"red","summary":"{offences}",)"
                                 R"("persons":{persons},"description":"Made up","charges":"{offences}",)"
                                 R"("law":"Article 0 of a made-up code","warrant_reference":"{reference}",)"
                                 R"("facts":"Made up for demonstration; no such person exists.",)"
                                 R"("facts_time":"2024-01-02","facts_place":"{places}","penalty_months":60,)"
                                 R"("excluded":"none","extradition_from":["ES","FR"]})",
                                 known, at, draw_),
                      at});
    }
    MAKTAB_ASSIGN(const auto records, work_.Create("notices", made));
    return work_.Each(records.size(), [&](std::size_t i) {
      Draw draw(seed_ + 130 + i);
      return work_.Follow(records[i].id, made[i].at, kPublished, {}, draw);
    });
  }

  DemoNew Announcement(bool ours, bool ends, const std::string& type) {
    const base::Instant at = work_.Ago(draw_, ends ? 30 : 4, 360);
    const std::string partner = work_.Partner(kArab, draw_);
    const DemoKnown known = {{"type", type},
                             {"from", ours ? "\"direction\":\"outgoing\",\"countries\":" + Countries()
                                           : R"("direction":"incoming","partner":")" + partner + '"'},
                             {"persons", DemoRow(Somebody(), ours ? work_.parts().settings.bureau : partner, true)}};
    return {work_.Told(R"({{from},"type":"{type}","reference":"{reference}","summary":"{arabic_offences}",)"
                       R"("persons":{persons},"charges":"{arabic_offences}","warrant_reference":"{reference}"})",
                       known, at, draw_),
            at};
  }

  // Three that are not the bureau's own.
  std::string Countries() const {
    std::vector<std::string> countries;
    for (const std::string_view country : kArab) {
      if (countries.size() < 3 && country != work_.parts().settings.bureau) countries.emplace_back(country);
    }
    return DemoTexts(countries);
  }

  base::Status Announce() {
    std::vector<DemoNew> made;
    std::vector<std::string> types;
    const std::size_t ended = figures_.EndedAnnouncements();
    const auto ours = [](std::size_t i) { return i % 3 == 2; };
    for (std::size_t i = 0; i < figures_.announcements; ++i) {
      types.push_back(draw_.Of(kAnnounced));
      made.push_back(Announcement(ours(i), i < ended, types.back()));
    }
    MAKTAB_ASSIGN(const auto records, work_.Create("announcements", made));
    for (std::size_t i = 0; i < records.size(); ++i) {
      (i < ended ? ended_announcements_ : lasting_announcements_)
          .push_back({records[i], made[i].at, "arab", PurposeOf(types[i]), i < ended});
    }
    return work_.Each(records.size(), [&](std::size_t i) {
      Draw draw(seed_ + 150 + i);
      if (!ours(i)) return work_.Follow(records[i].id, made[i].at, kAnnouncedHere, {}, draw);
      return work_.Follow(records[i].id, made[i].at, kCirculated, {{"countries", Countries()}}, draw);
    });
  }

  // Requests that live, of some time ago.
  base::Result<std::vector<Source>> Requests() const {
    std::vector<Source> sources;
    MAKTAB_ASSIGN(auto records, work_.All("requests", {}));
    for (store::Record& record : records) {
      const auto received = base::ParseInstant(Plain(DemoValueOf(record, "received_at")));
      const bool lives = LifeIn(*work_.parts().registers.Find("requests"), record.state) == Life::kInForce;
      const bool old = received && received->micros < work_.now().micros - 4 * 24 * kHour;
      if (lives && old) sources.push_back({std::move(record), *received, "interpol", "locate", false});
    }
    return sources;
  }

  static std::string Plain(const std::string& json) {
    const std::vector<std::string> texts = TextsOf(json);
    return texts.empty() ? std::string() : texts.front();
  }

  // On which of the sources each bulletin rests: those that end have so many that the ends come out.
  base::Result<std::vector<const Source*>> Spread(const std::vector<Source>& requests) const {
    std::vector<const Source*> of;
    const auto take = [&](const std::vector<Source>& sources, std::size_t count) {
      for (std::size_t i = 0; i < count && !sources.empty() && of.size() < figures_.bulletins; ++i) {
        of.push_back(&sources[i % sources.size()]);
      }
    };
    take(ended_notices_, figures_.interpol_ends - figures_.vehicles_recovered - ended_notices_.size());
    take(ended_announcements_, figures_.arab_ends - std::min(figures_.arab_ends, ended_announcements_.size()));
    const std::size_t left = figures_.bulletins - of.size();
    take(requests, left / 5);
    take(lasting_announcements_, left / 5);
    take(lasting_notices_, figures_.bulletins - of.size());
    return of;
  }

  std::vector<std::string> Units(Draw& draw) const {
    const auto& all = work_.parts().registers.units();
    std::vector<std::string> units;
    const std::size_t first = draw.Below(all.size()), count = std::min<std::size_t>(all.size(), 2 + draw.Below(2));
    for (std::size_t i = 0; i < count; ++i) units.push_back(all[(first + i) % all.size()].id);
    return units;
  }

  base::Status Broadcast() {
    MAKTAB_ASSIGN(const auto requests, Requests());
    MAKTAB_ASSIGN(const auto sources, Spread(requests));
    std::vector<DemoNew> made;
    std::vector<std::vector<std::string>> units;
    for (const Source* source : sources) {
      const base::Instant at{source->at.micros + std::int64_t(24 + draw_.Below(24)) * kHour};
      units.push_back(Units(draw_));
      const DemoKnown known = {{"channel", source->channel},
                               {"purpose", source->purpose},
                               {"source", DemoText(source->record.number)},
                               {"partner", DemoValueOf(source->record, "partner")},
                               {"summary", DemoValueOf(source->record, "summary")},
                               {"persons", DemoValueOf(source->record, "persons")},
                               {"units", DemoTexts(units.back())}};
      made.push_back({work_.Told(R"({"channel":"{channel}","purpose":"{purpose}","sources":[{source}],)"
                                 R"("partner":{partner},"summary":{summary},"persons":{persons},"units":{units},)"
                                 R"("instructions":"Made up for demonstration: tell the central bureau."})",
                                 known, at, draw_),
                      at});
    }
    MAKTAB_ASSIGN(const auto records, work_.Create("bulletins", made));
    return work_.Each(records.size(), [&](std::size_t i) {
      Draw draw(seed_ + 1'000 + i);
      // Few were found; a few units have not said that they received it, and of what ended nobody needs to any more.
      const bool silent = draw.OneIn(50) || sources[i]->ends;
      const std::size_t steps = draw.OneIn(40) ? 4 : silent ? 1 : 2;
      return work_.Follow(records[i].id, made[i].at, std::span(kBroadcast).first(steps),
                          {{"units", DemoTexts(units[i])}, {"unit", units[i].front()}}, draw);
    });
  }

  // One after the other, for what ends with them is given numbers too.
  base::Status End() {
    std::vector<DemoNew> made;
    for (const auto* sources : {&ended_notices_, &ended_announcements_}) {
      for (const Source& source : *sources) {
        const std::int64_t passed = (work_.now().micros - source.at.micros) / kHour;
        const base::Instant at{work_.now().micros - std::int64_t(draw_.Below(std::size_t(passed / 2))) * kHour};
        const DemoKnown known = {{"alert", DemoText(source.record.number)},
                                 {"channel", source.channel},
                                 {"cause", draw_.Of(kCauses)},
                                 {"summary", DemoValueOf(source.record, "summary")}};
        made.push_back({work_.Told(R"({"alert":{alert},"channel":"{channel}","cause":"{cause}","summary":{summary},)"
                                   R"("reference":"{reference}"})",
                                   known, at, draw_),
                        at});
      }
    }
    MAKTAB_ASSIGN(const auto records, work_.Create("ends", made));
    for (std::size_t i = 0; i < records.size(); ++i) {
      MAKTAB_TRY(work_.Act(DemoDoer::kSupervisor, records[i].id, "order", "{}", made[i].at));
    }
    return {};
  }

  const DemoWork& work_;
  const DemoFigures& figures_;
  const std::uint64_t seed_;
  Draw draw_;
  std::vector<Source> ended_notices_, lasting_notices_, ended_announcements_, lasting_announcements_;
};

}  // namespace

base::Status FillSearches(const DemoWork& work, const DemoFigures& figures, std::uint64_t seed) {
  return Searches(work, figures, seed).Fill();
}

}  // namespace maktab::desk
