// What people are told.
#include <utility>

#include "store/notification_reader.h"
#include "store/store_impl.h"

namespace maktab::store {

base::Result<std::vector<Notification>> Store::Notifications(const NotificationFilter& filter, const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<Notification>> {
    return ReadNotifications(connection, filter, viewer);
  });
}

base::Result<std::set<std::string>> Store::ReadMarks(const std::string& user, const std::set<std::string>& marks) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::set<std::string>> {
    return maktab::store::ReadMarks(connection, user, marks);
  });
}

base::Status Store::KeepMarks(const std::string& user, const std::set<std::string>& marks, base::Instant at) {
  return impl_->Write([&](Connection& connection) -> base::Status {
    maktab::store::KeepMarks(connection, user, marks, at);
    return {};
  });
}

}  // namespace maktab::store
