// Proofs that an entry is in a ledger, as one file that needs nothing else: the bytes of the entry, its path in the
// tree (RFC 6962), the signed checkpoint and the public key (docs/formats/proof.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/entry.h"
#include "store/store.h"

namespace maktab::store {

// Of the ledger as it is now; reads the hashes of all entries, on a connection of its own. Errors: proof.no_entry,
// those of Store::Open.
base::Result<std::string> MakeProof(const StoreOptions& options, std::int64_t seq);

struct Proved {
  Entry entry;
  std::int64_t tree_size = 0;  // of the checkpoint
  std::string public_key;      // that signed it; who checks must know it from elsewhere
};

// Without a database. `public_key`: the one that is trusted; empty: the file's own, which proves only that whoever has
// it signed this. Errors: proof.wrong_form, proof.other_key, proof.not_signed (the checkpoint), proof.not_in_tree,
// store.bad_key.
base::Result<Proved> CheckProof(std::string_view text, std::string_view public_key);

}  // namespace maktab::store
