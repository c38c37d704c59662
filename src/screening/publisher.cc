#include "screening/publisher.h"

#include <thread>

namespace maktab::screening {

// All operations on `current_` and `readers` are sequentially consistent: a reader that still sees its slot as current
// after it announced itself is seen by every later look of the writer at that slot.
Publisher::Publisher(std::shared_ptr<const Snapshot> first) {
  slots_[0].snapshot = std::move(first);
}

std::shared_ptr<const Snapshot> Publisher::Load() const {
  for (;;) {
    const std::size_t at = current_.load();
    const Slot& slot = slots_[at];
    slot.readers.fetch_add(1);
    if (current_.load() == at) {
      std::shared_ptr<const Snapshot> snapshot = slot.snapshot;
      slot.readers.fetch_sub(1);
      return snapshot;
    }
    slot.readers.fetch_sub(1);
  }
}

void Publisher::Store(std::shared_ptr<const Snapshot> next) {
  const std::size_t old = current_.load();
  Slot& empty = slots_[1 - old];
  WaitForReaders(empty);
  empty.snapshot = std::move(next);
  current_.store(1 - old);
  WaitForReaders(slots_[old]);
  slots_[old].snapshot.reset();
}

void Publisher::WaitForReaders(const Slot& slot) {
  while (slot.readers.load() != 0) std::this_thread::yield();
}

}  // namespace maktab::screening
