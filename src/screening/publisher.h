// The place from which readers take the current snapshot without ever waiting, while one writer puts the next one
// there.
//
// Two slots, of which one is current. A reader announces itself at the current slot and looks again whether it is still
// current before it copies the pointer; if not, it tries the other one. The writer fills the slot that is not current
// once no reader stands at it (they stay for nanoseconds), makes it current, and empties the old one, so that an old
// snapshot lives only as long as a check holds it.
#pragma once

#include <array>
#include <atomic>
#include <memory>

namespace maktab::screening {

class Snapshot;

class Publisher {
 public:
  explicit Publisher(std::shared_ptr<const Snapshot> first);

  std::shared_ptr<const Snapshot> Load() const;
  // One writer at a time.
  void Store(std::shared_ptr<const Snapshot> next);

 private:
  struct alignas(64) Slot {
    std::shared_ptr<const Snapshot> snapshot;
    mutable std::atomic<int> readers = 0;
  };
  static void WaitForReaders(const Slot& slot);

  std::array<Slot, 2> slots_;
  std::atomic<std::size_t> current_ = 0;
};

}  // namespace maktab::screening
