// The notices that came in as INTERPOL's public notices, for those who ask in the shape of that service. Kept in memory
// (a few thousand) and brought up to date from the store when a list has changed.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/mutex.h"
#include "base/result.h"
#include "model/entity.h"
#include "store/store.h"

namespace maktab::http {

struct Notice {
  std::string dataset;
  std::string colour;         // "red", "yellow", "un"
  std::string un_resolution;  // "1267"; empty for others
  model::Entity entity;
};

// What a list page asks for; empty members ask for nothing.
struct NoticeQuery {
  std::string colour;
  std::string forename, name, free_text;  // contained, without regard to case; ^ and $ hold it to an end
  std::string nationality, warrant_country, sex;
  std::string un_reference, un_resolution;
  std::optional<int> age_min, age_max;
};

bool Matches(const Notice& notice, const NoticeQuery& query, int this_year);

class NoticeShelf {
 public:
  // dataset and id → notice, in force.
  using Notices = std::map<std::pair<std::string, std::string>, std::shared_ptr<const Notice>>;

  explicit NoticeShelf(store::Store& store) : store_(store) {}

  // As the lists are now. Any thread; blocks while it reads.
  base::Result<std::shared_ptr<const Notices>> Current() EXCLUDES(mutex_);

 private:
  base::Status Follow(const std::map<std::string, std::int64_t>& numbers) REQUIRES(mutex_);

  store::Store& store_;
  base::Mutex mutex_;
  std::map<std::string, std::int64_t> seen_ GUARDED_BY(mutex_);  // the numbers of all lists when last looked
  std::map<std::string, std::int64_t> read_ GUARDED_BY(mutex_);  // of lists of notices: how far they are read
  std::shared_ptr<const Notices> notices_ GUARDED_BY(mutex_) = std::make_shared<Notices>();
};

}  // namespace maktab::http
