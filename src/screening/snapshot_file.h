// Snapshots on disk, for a fast start: docs/formats/snapshot.md. A file holds no truth of its own: whatever is wrong
// with it, it is refused and the state is built from the store again.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "screening/snapshot.h"

namespace maktab::screening {

// Errors: screening.not_saved.
base::Status WriteSnapshot(const Snapshot& snapshot, const std::filesystem::path& path);

// Errors: screening.no_snapshot, screening.snapshot_damaged, screening.snapshot_other_version.
base::Result<std::shared_ptr<const Snapshot>> ReadSnapshot(const std::filesystem::path& path);

// The same of bytes in memory. With `trust_checksums` wrong checksums are passed over, so that what they would hide is
// reached by tests.
base::Result<std::shared_ptr<const Snapshot>> ParseSnapshot(std::string_view bytes, bool trust_checksums = false);

}  // namespace maktab::screening
