// Checking a ledger offline with nothing but the public key.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace maktab::store {

struct VerifyOptions {
  std::string public_key;       // text of ledger.pub: "name+hash+base64"
  std::string kept_checkpoint;  // optional: a signed checkpoint kept elsewhere, which the ledger must still contain
  std::function<void(std::int64_t done, std::int64_t total)> on_progress;  // entries; may be empty
  std::filesystem::path data_dir = {};  // whose files are compared with the hashes on record; Store::Verify fills it in
};

// The first thing that is wrong.
struct Wrong {
  std::string kind;  // "entry", "head", "checkpoint", "kept_checkpoint", "list_row", "file"
  // entry: its seq. checkpoint: its size (the wrong entry is below it and not below the checkpoint before). list_row:
  // the seq of the list.imported entry that vouches for the rows. file: the seq of the entry that brought it.
  std::int64_t seq = 0;
  std::string what;  // "hash", "missing", "root", "signature", "text", "rows"…: docs/formats/ledger.md
};

struct VerifyReport {
  bool ok = false;
  std::int64_t entries = 0;
  std::int64_t checkpoints = 0;
  std::int64_t list_rows = 0;
  std::int64_t files = 0;
  std::string root;  // base64, of all entries
  double seconds = 0;
  std::optional<Wrong> first_wrong;
};

}  // namespace maktab::store
