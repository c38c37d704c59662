#include "desk/deputies.h"

#include "desk/access.h"

namespace maktab::desk {
namespace {

constexpr std::int64_t kLongest = 366 * base::kMicrosPerDay;

base::Status OwnOrManages(const model::Principal& who, const std::string& user_id) {
  return who.id == user_id ? base::Status() : Require(who, model::Right::kManageUsers);
}

}  // namespace

base::Status Deputies::Set(const model::Principal& who, const std::string& user_id, const std::string& deputy_id,
                           base::Instant from, base::Instant until) const {
  MAKTAB_TRY(OwnOrManages(who, user_id));
  MAKTAB_ASSIGN(const auto user, parts_.store.FindUser(user_id));
  if (!user) return base::Err("user.unknown").With("id", user_id);
  MAKTAB_ASSIGN(const auto deputy, parts_.store.FindUser(deputy_id));
  const bool able =
      deputy && deputy->active && deputy_id != user_id && model::MayDo(deputy->role, model::Right::kActOnRecords);
  if (!able) return base::Err("deputy.not_possible");
  if (until <= from || until <= parts_.clock.Now() || until.micros - from.micros > kLongest) {
    return base::Err("deputy.bad_time");
  }
  std::string body;
  base::JsonWriter(body)
      .BeginObject()
      .Field("id", user_id)
      .Field("deputy", deputy_id)
      .Field("from", base::FormatInstant(from))
      .Field("until", base::FormatInstant(until))
      .EndObject();
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts_.store.AppendAndWait({"deputy.set", who, {}, user_id, std::move(body)}));
  return {};
}

base::Status Deputies::End(const model::Principal& who, const std::string& user_id) const {
  MAKTAB_TRY(OwnOrManages(who, user_id));
  MAKTAB_ASSIGN(const auto deputy, parts_.store.FindDeputy(user_id));
  if (!deputy) return base::Err("deputy.none");
  std::string body;
  base::JsonWriter(body).BeginObject().Field("id", user_id).EndObject();
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts_.store.AppendAndWait({"deputy.ended", who, {}, user_id, std::move(body)}));
  return {};
}

base::Result<std::optional<store::Deputy>> Deputies::Find(const model::Principal& who,
                                                          const std::string& user_id) const {
  MAKTAB_TRY(OwnOrManages(who, user_id));
  return parts_.store.FindDeputy(user_id);
}

base::Result<std::vector<store::Seat>> Deputies::StandsFor(const model::Principal& who) const {
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  return std::vector<store::Seat>(reader.seats.begin() + 1, reader.seats.end());
}

}  // namespace maktab::desk
