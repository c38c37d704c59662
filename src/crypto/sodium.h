// The library's one-time start; for this module's .cc files.
#pragma once

namespace maktab::crypto {

// Call before any use of the library. Any thread.
void StartSodium();

}  // namespace maktab::crypto
