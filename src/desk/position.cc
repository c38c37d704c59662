#include "desk/position.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "desk/clocks.h"
#include "desk/position_lines.h"
#include "desk/redact.h"

namespace maktab::desk {
namespace {

class Reading {
 public:
  Reading(const Parts& parts, const Reader& reader) : parts_(parts), reader_(reader) {}

  base::Status Read(const store::SubjectGroup& group) {
    for (auto& [id, standings] : StandingsIn(group)) {
      MAKTAB_ASSIGN(auto record, parts_.store.FindRecord(id, reader_.viewer));
      if (record) MAKTAB_TRY(Add(*std::move(record), std::move(standings)));
    }
    const std::size_t direct = known_.size();
    for (std::size_t i = 0; i < direct; ++i) MAKTAB_TRY(Through(i));
    std::sort(known_.begin(), known_.end(), [](const PositionRecord& a, const PositionRecord& b) {
      return std::tie(a.record.opened_at, a.record.created_seq) > std::tie(b.record.opened_at, b.record.created_seq);
    });
    return {};
  }

  base::Status Fill(Position& position) {
    for (const PositionRecord& known : known_) position.records.push_back(known.record);
    MAKTAB_TRY(Redact(parts_, reader_, position.records));
    Entries(position);
    MAKTAB_TRY(ClocksOf(position));
    Lines(position);
    return {};
  }

 private:
  base::Status Add(store::Record record, std::vector<Standing> standings) {
    const model::Register* in = parts_.registers.Find(record.register_id);
    if (in == nullptr || !in->position || !seen_.insert(record.id).second) return {};
    MAKTAB_ASSIGN(PositionRecord known, PositionRecordOf(parts_, reader_, std::move(record), std::move(standings)));
    known_.push_back(std::move(known));
    return {};
  }

  // Records that are about him because they name one that is.
  base::Status Through(std::size_t at) {
    const PositionRecord& named = known_[at];
    const bool about = std::any_of(named.standings.begin(), named.standings.end(), [&](const Standing& standing) {
      const auto& fields = named.in->position->about;
      return std::find(fields.begin(), fields.end(), standing.field) != fields.end();
    });
    if (!about) return {};
    const std::string number = named.record.number;
    for (const model::Register& in : parts_.registers.all()) {
      if (!in.position || in.position->through.empty()) continue;
      store::RecordFilter filter;
      filter.register_id = in.id;
      filter.values = {{in.position->through, number, {}}};
      filter.limit = kPortion;
      for (;; filter.offset += kPortion) {
        MAKTAB_ASSIGN(auto page, parts_.store.Records(filter, reader_.viewer));
        const std::size_t found = page.records.size();
        for (store::Record& record : page.records) MAKTAB_TRY(Add(std::move(record), {}));
        if (found < std::size_t(kPortion)) break;
      }
    }
    return {};
  }

  void Entries(Position& position) const {
    for (const model::Choice& section : parts_.registers.position_words().sections) {
      for (std::size_t i = 0; i < known_.size(); ++i) {
        for (const model::PositionSection& one : known_[i].in->position->sections) {
          if (one.section == section.id && Applies(one.when, known_[i])) position.entries.push_back({&one, i});
        }
      }
    }
  }

  base::Status ClocksOf(Position& position) const {
    const Clocks calendars(parts_.registers, parts_.settings);
    const std::int32_t today = calendars.zone().DayAt(position.at.micros);
    for (std::size_t i = 0; i < known_.size(); ++i) {
      std::set<std::string> rules;
      for (const model::PositionClocks& one : known_[i].in->position->clocks) {
        if (Applies(one.when, known_[i])) rules.insert(one.rules.begin(), one.rules.end());
      }
      if (rules.empty()) continue;
      MAKTAB_ASSIGN(const auto deadlines, parts_.store.Deadlines(known_[i].record.id, reader_.viewer));
      for (const store::Deadline& deadline : deadlines) {
        if (!deadline.open() || !deadline.holder.empty() || !rules.contains(deadline.rule)) continue;
        // A day ends with the instant that begins the next.
        const std::int64_t last = calendars.zone().DayAt(deadline.due_at.micros - 1);
        const bool late = deadline.state == "running" && deadline.due_at < position.at;
        position.clocks.push_back({i, deadline, late, last - today});
      }
    }
    std::sort(position.clocks.begin(), position.clocks.end(), [](const PositionClock& a, const PositionClock& b) {
      return std::tie(a.deadline.due_at.micros, a.record, a.deadline.rule) <
             std::tie(b.deadline.due_at.micros, b.record, b.deadline.rule);
    });
    return {};
  }

  void Lines(Position& position) const {
    std::set<std::string> barred;
    // By register and place in it, so that what several records say stands once.
    for (const model::Register& in : parts_.registers.all()) {
      if (!in.position) continue;
      for (const model::PositionLine& line : in.position->lines) {
        PositionSaid said{&line, {}, false};
        for (std::size_t i = 0; i < known_.size(); ++i) {
          if (known_[i].in == &in && Applies(line.when, known_[i])) said.records.push_back(i);
        }
        if (said.records.empty()) continue;
        if (line.bars) barred.insert(line.act);
        position.lines.push_back(std::move(said));
      }
    }
    for (PositionSaid& said : position.lines) said.held_back = said.line->may && barred.contains(said.line->act);
    const auto order = [this](const PositionSaid& said) {
      const model::PositionLine& line = *said.line;
      const auto& acts = parts_.registers.position_words().acts;
      const auto act = std::find_if(acts.begin(), acts.end(), [&](const auto& one) { return one.id == line.act; });
      return std::tuple(line.may, said.held_back, !line.bars, act - acts.begin());
    };
    std::stable_sort(position.lines.begin(), position.lines.end(),
                     [&](const PositionSaid& a, const PositionSaid& b) { return order(a) < order(b); });
  }

  static constexpr int kPortion = 1'000;

  const Parts& parts_;
  const Reader& reader_;
  std::vector<PositionRecord> known_;
  std::set<std::string> seen_;
};

}  // namespace

base::Result<Position> OpenPosition(const Parts& parts, const model::Principal& who, const std::string& subject,
                                    const std::string& purpose) {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts, who));
  MAKTAB_ASSIGN(const std::string why, PurposeFor(parts, purpose));
  MAKTAB_ASSIGN(auto seen, GroupOf(parts, reader, subject, Masks::kOn));
  if (!seen) return base::Err("store.subject_unknown");
  Position position;
  position.file = FileOf(*std::move(seen));
  if (position.file.head().kind != "person") return base::Err("position.no_person");
  position.at = parts.clock.Now();
  Reading reading(parts, reader);
  if (!position.file.masked) {
    MAKTAB_TRY(reading.Read(position.file.group));
    MAKTAB_TRY(reading.Fill(position));
  }
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts.store.AppendAndWait({"subject.position", who, why, position.file.id(), "{}"}));
  return position;
}

}  // namespace maktab::desk
