// All of crypto at once. The library behind it is included in this module's .cc files only.
#pragma once

#include "crypto/digest.h"     // IWYU pragma: export
#include "crypto/encoding.h"   // IWYU pragma: export
#include "crypto/mac.h"        // IWYU pragma: export
#include "crypto/password.h"   // IWYU pragma: export
#include "crypto/random.h"     // IWYU pragma: export
#include "crypto/signature.h"  // IWYU pragma: export
