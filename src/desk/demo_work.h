// How the demonstration does its work, through the same actions as people use: records are made one after the other, so
// that the same seed gives the same numbers, and what is done to them is done several at once, a record by one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "desk/demo.h"
#include "desk/records.h"

namespace maktab::desk {

// Three made-up people, so that four eyes hold.
enum class DemoDoer : std::uint8_t { kOfficer, kSupervisor, kHead };

struct DemoNew {
  std::string values;  // JSON object
  base::Instant at;
  DemoDoer who = DemoDoer::kOfficer;
};

// What somebody does to a record some hours later. Its values may hold what DemoWork::Told puts in.
struct DemoStep {
  DemoDoer who;
  const char* action;
  const char* values;
  int hours;
};

// JSON by name, to be put into values.
using DemoKnown = std::map<std::string, std::string, std::less<>>;

// Their ids, in this order; the desk waits for the disk once for many. Errors: those of RecordDesk; what was made
// before stays.
base::Result<std::vector<std::string>> CreateInOrder(const RecordDesk& desk, const std::string& in,
                                                     const std::vector<DemoNew>& made,
                                                     const std::function<void(std::size_t done)>& tell);
// Calls it once with each number below `count`, several at once, until one fails. `tell` is called with how many are
// done, one thread at a time.
base::Status DoEach(std::size_t count, const std::function<base::Status(std::size_t)>& work,
                    const std::function<void(std::size_t done)>& tell);
// Errors: those of RecordDesk::Act.
base::Result<store::Record> ActOn(const RecordDesk& desk, DemoDoer who, const store::Record& record,
                                  const std::string& action, const std::string& values, base::Instant at);

// It owns nothing; what it is given must outlive it. Any thread. `tell` is called with how many records more were made,
// by any thread too.
class DemoWork {
 public:
  DemoWork(const Parts& parts, const RecordDesk& desk, const DemoLists& lists, base::Instant now,
           std::function<void(std::size_t)> tell)
      : parts_(parts), desk_(desk), lists_(lists), now_(now), tell_(std::move(tell)) {}

  const Parts& parts() const { return parts_; }
  const DemoLists& lists() const { return lists_; }
  base::Instant now() const { return now_; }
  // Between so many days ago and so many.
  base::Instant Ago(Draw& draw, std::size_t least_days, std::size_t most_days) const;

  // Each {name} of the pattern: what is known by it; or {day} and {at}, the day and instant of `at`; or a word of the
  // list of that name; or {reference}, one that is like no other.
  std::string Told(std::string_view pattern, const DemoKnown& known, base::Instant at, Draw& draw) const;

  // As they are then.
  base::Result<std::vector<store::Record>> Create(const std::string& in, const std::vector<DemoNew>& made) const;
  base::Status Each(std::size_t count, const std::function<base::Status(std::size_t)>& work) const;
  base::Result<store::Record> Find(const std::string& id) const;
  // Of a register, in this state or any if it is empty; by number.
  base::Result<std::vector<store::Record>> All(const std::string& in, const std::string& state) const;
  // To the record as it is now. Errors: those of RecordDesk::Act.
  base::Status Act(DemoDoer who, const std::string& id, const std::string& action, const std::string& values,
                   base::Instant at) const;
  // One step after the other, as far as the time that has passed since allows.
  base::Status Follow(const std::string& id, base::Instant since, std::span<const DemoStep> steps,
                      const DemoKnown& known, Draw& draw) const;
  // The id of the instrument that is proposed first for the record. Errors: record.unknown.
  base::Result<std::string> Instrument(const std::string& id) const;
  // A country of the list that is not the bureau's own.
  std::string Partner(std::span<const std::string_view> countries, Draw& draw) const;

 private:
  const Parts& parts_;
  const RecordDesk& desk_;
  const DemoLists& lists_;
  const base::Instant now_;
  const std::function<void(std::size_t)> tell_;
};

// The value of a field of the record as JSON; "null" if it has none.
std::string DemoValueOf(const store::Record& record, const std::string& field);
// JSON of a text and of a list of texts.
std::string DemoText(std::string_view text);
std::string DemoTexts(const std::vector<std::string>& texts);
// JSON of a row of persons.
std::string DemoRow(const DemoPerson& person, const std::string& nationality, bool in_arabic);

}  // namespace maktab::desk
