#include "desk/hit_access.h"

#include <algorithm>

namespace maktab::desk {
namespace {

constexpr const char* kUnits = "restricted_units";
constexpr const char* kUsers = "restricted_users";
constexpr const char* kCountries = "withheld_from";

std::vector<std::string> Of(const Values& values, const std::string& field) {
  const auto value = values.find(field);
  return field.empty() || value == values.end() ? std::vector<std::string>() : TextsOf(value->second);
}

void Put(Values& values, const char* field, std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  if (texts.empty()) {
    values.erase(field);
    return;
  }
  std::string json;
  base::JsonWriter(json).Strings(texts);
  values[field] = std::move(json);
}

std::vector<std::string> Common(const std::vector<std::string>& some, const std::vector<std::string>& others) {
  std::vector<std::string> common;
  std::copy_if(some.begin(), some.end(), std::back_inserter(common),
               [&](const std::string& one) { return std::find(others.begin(), others.end(), one) != others.end(); });
  return common;
}

}  // namespace

Access AccessOf(const model::Register& in, const Values& values) {
  return {Of(values, in.restriction.units), Of(values, in.restriction.users), Of(values, in.restriction.countries)};
}

void Narrow(Values& hit, const Access& access) {
  std::vector<std::string> countries = Of(hit, kCountries);
  countries.insert(countries.end(), access.countries.begin(), access.countries.end());
  Put(hit, kCountries, std::move(countries));
  if (access.units.empty() && access.users.empty()) return;
  const std::vector<std::string> units = Of(hit, kUnits), users = Of(hit, kUsers);
  if (units.empty() && users.empty()) {
    Put(hit, kUnits, access.units);
    Put(hit, kUsers, access.users);
    return;
  }
  std::vector<std::string> both_units = Common(units, access.units), both_users = Common(users, access.users);
  if (both_units.empty() && both_users.empty()) {
    if (!access.units.empty()) both_users = users;
    if (!units.empty()) both_users.insert(both_users.end(), access.users.begin(), access.users.end());
  }
  if (both_units.empty() && both_users.empty()) {
    const bool stays = units.size() + users.size() < access.units.size() + access.users.size();
    both_units = stays ? units : access.units;
    both_users = stays ? users : access.users;
  }
  Put(hit, kUnits, std::move(both_units));
  Put(hit, kUsers, std::move(both_users));
}

}  // namespace maktab::desk
