// Reading what people are told, and keeping what they have read. Internal to the store; throws what the database
// throws.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "store/notifications.h"
#include "store/sql.h"
#include "store/viewer.h"

namespace maktab::store {

// Newest first; none of a record that is hidden from the viewer.
std::vector<Notification> ReadNotifications(Connection& connection, const NotificationFilter& filter,
                                            const Viewer& viewer);
// Which of these marks this user has read.
std::set<std::string> ReadMarks(Connection& connection, const std::string& user, const std::set<std::string>& marks);
// REQUIRES: within the writing transaction.
void KeepMarks(Connection& connection, const std::string& user, const std::set<std::string>& marks, base::Instant at);

}  // namespace maktab::store
