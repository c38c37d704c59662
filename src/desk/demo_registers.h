// A made-up year of searches, warrants, extraditions, letters rogatory, vehicles and things beside the made-up
// requests, through the same actions as people use. All persons, courts and companies in them are made up.
#pragma once

#include <cstdint>
#include <functional>

#include "desk/check.h"
#include "desk/demo_requests.h"
#include "desk/demo_work.h"

namespace maktab::desk {

// How many of each, beside so many requests. Beside kYear of them they are those of a bureau's published year 2025.
struct DemoFigures {
  static constexpr std::size_t kYear = 8'000;
  explicit DemoFigures(std::size_t requests);

  std::size_t bulletins, interpol_ends, arab_ends, announcements, warrants, arrests_abroad, recovered, arrests_here,
      surrendered, rogatory, vehicle_cases, vehicles_seized;
  // Of these nothing is published. `lasting_notices` are those that don't end; `older_warrants` are of years before.
  std::size_t lasting_notices, own_notices, older_warrants, stolen_vehicles, vehicles_recovered, stolen_documents,
      objects, data_requests, checks;

  // Records that are registered, but for acts of letters rogatory; those that follow by effect are not counted.
  std::size_t All() const;
  std::size_t ExtraditionsToUs() const;
  std::size_t EndedNotices() const;
  std::size_t EndedAnnouncements() const;
};

// After FillRequests, whose requests some of the searches rest on. The same seed gives the same numbers and states.
// `tell` is called with how many records were registered, one thread at a time. Errors: those of RecordDesk and
// CheckDesk; what was done before stays.
base::Status FillRegisters(const Parts& parts, const RecordDesk& desk, const CheckDesk& checks, const DemoLists& lists,
                           base::Instant now, const DemoYear& year, const std::function<void(std::size_t done)>& tell);

// Its parts, in order; the first three don't touch each other.
base::Status FillSearches(const DemoWork& work, const DemoFigures& figures, std::uint64_t seed);
base::Status FillJudicial(const DemoWork& work, const DemoFigures& figures, std::uint64_t seed);
base::Status FillThings(const DemoWork& work, const DemoFigures& figures, std::uint64_t seed);
// What ends after it was recovered, and who received the ends of all.
base::Status EndRecovered(const DemoWork& work);
base::Status ReceiveEnds(const DemoWork& work, std::uint64_t seed);
base::Status FillDataRequests(const DemoWork& work, const DemoFigures& figures, std::uint64_t seed);
// Papers of those who are searched are asked about at a made-up border; what that hits is dealt with.
base::Status FillHits(const DemoWork& work, const CheckDesk& checks, const DemoFigures& figures, std::uint64_t seed);

}  // namespace maktab::desk
