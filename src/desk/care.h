// What an administrator and an auditor do with the whole: look into the ledger, verify it, back up, restore, ask how it
// is.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "desk/parts.h"
#include "model/principal.h"

namespace maktab::desk {

class Care {
 public:
  explicit Care(const Parts& parts, store::StoreOptions options) : parts_(parts), options_(std::move(options)) {}

  // Errors: access.denied.
  base::Result<std::vector<store::Entry>> Ledger(const model::Principal& who, store::EntryFilter filter) const;
  base::Result<std::string> Checkpoint(const model::Principal& who) const;
  const std::string& PublicKey() const { return parts_.store.PublicKey(); }
  // Reads everything; takes seconds for a million entries: call off the io threads.
  base::Result<store::VerifyReport> Verify(const model::Principal& who) const;
  // A file that proves that the entry is in the ledger, to whoever has the public key (store/proof.h). Errors:
  // access.denied, proof.no_entry.
  base::Result<std::string> Prove(const model::Principal& who, std::int64_t seq) const;
  // Drops every projection and replays the ledger.
  base::Status Rebuild(const model::Principal& who) const;
  // Backing up is itself an entry. Errors: access.denied, store.backup_*.
  base::Result<store::BackupResult> Backup(const model::Principal& who, const std::filesystem::path& file,
                                           const store::Progress& progress) const;
  base::Result<store::Health> Health() const { return parts_.store.CheckHealth(); }

 private:
  const Parts& parts_;
  const store::StoreOptions options_;
};

// {"ok","entries","checkpoints","list_rows","root","seconds","first_wrong"?:{"kind","seq","what","text"}}
std::string RenderVerifyReport(const store::VerifyReport& report, const model::Words& words, model::Language language);
// What is wrong, in one sentence.
std::string SayWrong(const store::Wrong& wrong, const model::Words& words, model::Language language);

}  // namespace maktab::desk
