// What people are told, and programs outside.
#include <utility>

#include "store/notification_reader.h"
#include "store/store_impl.h"
#include "store/webhook_tables.h"

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

base::Result<std::vector<Webhook>> Store::Webhooks() {
  return impl_->pool.Read(
      [](Connection& connection) -> base::Result<std::vector<Webhook>> { return ReadWebhooks(connection); });
}

base::Result<std::vector<Delivery>> Store::Deliveries(const DeliveryFilter& filter, const Viewer& viewer) {
  return impl_->pool.Read([&](Connection& connection) -> base::Result<std::vector<Delivery>> {
    return ReadDeliveries(connection, filter, viewer);
  });
}

base::Result<std::int64_t> Store::FillOutbox(const Webhook& webhook, int limit, base::Instant now, base::Instant old) {
  MAKTAB_ASSIGN(const bool news, impl_->pool.Read([&](Connection& connection) -> base::Result<bool> {
    return HasNews(connection, webhook.id);
  }));
  std::int64_t made = 0;
  if (!news) return made;
  MAKTAB_TRY(impl_->Write([&](Connection& connection) -> base::Status {
    made = maktab::store::FillOutbox(connection, webhook, limit, now, old);
    return {};
  }));
  return made;
}

base::Result<std::optional<Delivery>> Store::TakeDelivery(const std::string& webhook, base::Instant now,
                                                          base::Instant until) {
  MAKTAB_ASSIGN(const bool due, impl_->pool.Read([&](Connection& connection) -> base::Result<bool> {
    return HasDue(connection, webhook, now);
  }));
  std::optional<Delivery> taken;
  if (!due) return taken;
  MAKTAB_TRY(impl_->Write([&](Connection& connection) -> base::Status {
    taken = maktab::store::TakeDelivery(connection, webhook, now, until);
    return {};
  }));
  return taken;
}

base::Status Store::KeepOutcome(const DeliveryOutcome& outcome) {
  return impl_->Write([&](Connection& connection) -> base::Status {
    maktab::store::KeepOutcome(connection, outcome);
    return {};
  });
}

base::Status Store::AddPing(const std::string& webhook, const std::string& id, base::Instant now) {
  return impl_->Write([&](Connection& connection) -> base::Status {
    maktab::store::AddPing(connection, webhook, id, now);
    return {};
  });
}

base::Status Store::SendAgain(const std::string& webhook, const std::string& id, base::Instant now,
                              const Viewer& viewer) {
  return impl_->Write([&](Connection& connection) -> base::Status {
    return maktab::store::SendAgain(connection, webhook, id, now, viewer);
  });
}

}  // namespace maktab::store
