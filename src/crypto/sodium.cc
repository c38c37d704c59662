#include "crypto/sodium.h"

#include <sodium.h>

#include "base/assert.h"

namespace maktab::crypto {

void StartSodium() {
  static const bool kStarted = sodium_init() >= 0;
  MAKTAB_ASSERT(kStarted);
}

}  // namespace maktab::crypto
