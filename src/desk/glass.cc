#include "desk/glass.h"

#include <algorithm>

#include "base/utf8.h"
#include "desk/access.h"

namespace maktab::desk {
namespace {

constexpr int kMostListed = 1'000;

// As the person would see it with the glass broken: all that is restricted to others, nothing that is withheld from his
// country.
store::Viewer WithoutGlass(const Reader& reader, const model::Registers& registers) {
  store::Viewer viewer;
  viewer.now = reader.viewer.now;
  viewer.seats = {reader.viewer.seats.front()};
  viewer.seats.front().sees.clear();
  for (const model::Register& in : registers.all()) viewer.seats.front().sees.push_back(in.id);
  return viewer;
}

}  // namespace

base::Result<Glass::Opened> Glass::Break(const model::Principal& who, const std::string& number,
                                         const std::string& reason, const std::string& purpose) const {
  MAKTAB_TRY(Require(who, model::Right::kBreakGlass));
  const std::string why = base::CleanText(reason);
  if (why.empty()) return base::Err("record.reason_missing");
  MAKTAB_ASSIGN(const std::string code, PurposeFor(parts_, purpose));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  const store::Viewer without = WithoutGlass(reader, parts_.registers);
  MAKTAB_ASSIGN(const auto record, parts_.store.FindRecordByNumber(base::CleanText(number), without));
  if (!record) return base::Err("record.unknown");
  MAKTAB_ASSIGN(const auto seen, parts_.store.SeenRecords({record->id}, reader.viewer));
  if (!seen.empty()) return Opened{record->id, false};
  const model::Register* in = parts_.registers.Find(record->register_id);
  const int hours = in == nullptr ? 1 : in->restriction.glass_hours;
  const base::Instant until{reader.viewer.now.micros + std::int64_t(hours) * 3'600 * base::kMicrosPerSecond};
  std::string body;
  base::JsonWriter(body)
      .BeginObject()
      .Field("reason", why)
      .Field("purpose", code)
      .Field("until", base::FormatInstant(until))
      .EndObject();
  MAKTAB_ASSIGN(const auto receipt, parts_.store.AppendAndWait({"glass.broken", who, code, record->id, body}));
  std::string told;
  base::JsonWriter(told).BeginObject().Field("id", receipt.seq).Field("who", who.name).EndObject();
  events_.Publish({"glass", std::to_string(receipt.seq), std::move(told)});
  return Opened{record->id, true};
}

base::Result<std::vector<store::BrokenGlass>> Glass::List(const model::Principal& who, bool open_only) const {
  MAKTAB_TRY(Require(who, model::Right::kReviewGlass));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  return parts_.store.Glass(open_only, kMostListed, reader.viewer);
}

base::Status Glass::Acknowledge(const model::Principal& who, std::int64_t seq, const std::string& note) const {
  MAKTAB_TRY(Require(who, model::Right::kReviewGlass));
  // The record itself is not needed for this, nor told.
  MAKTAB_ASSIGN(const auto open, parts_.store.Glass(true, kMostListed, store::Viewer::Program()));
  const auto found = std::find_if(open.begin(), open.end(), [&](const auto& one) { return one.seq == seq; });
  if (found == open.end()) return base::Err("glass.unknown");
  if (found->user_id == who.id) return base::Err("glass.own");
  std::string body;
  base::JsonWriter(body).BeginObject().Field("glass", seq).Field("note", base::CleanText(note)).EndObject();
  const auto receipt = parts_.store.AppendAndWait({"glass.seen", who, {}, found->record, std::move(body)});
  // Another supervisor came first.
  if (!receipt.ok() && receipt.error().code == "store.glass_unknown") return base::Err("glass.unknown");
  MAKTAB_TRY(receipt.ok() ? base::Status() : base::Status(receipt.error()));
  std::string told;
  base::JsonWriter(told).BeginObject().Field("id", seq).Field("who", who.name).EndObject();
  events_.Publish({"glass", std::to_string(seq), std::move(told)});
  return {};
}

}  // namespace maktab::desk
