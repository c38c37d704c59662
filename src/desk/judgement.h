// "Not the same person": a pair of question and list entry that stays quiet until either side changes (domain.md R-30);
// or "the same", which is kept beside the hit.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/mutex.h"
#include "desk/parts.h"
#include "model/entity.h"
#include "model/principal.h"
#include "screening/checker.h"

namespace maktab::desk {

// The same question (schema, names, dates, nationalities, numbers; order and letter case aside) gives the same key.
std::string QueryKey(const model::Entity& query);

struct JudgeRequest {
  std::int64_t check_seq = 0;
  std::string dataset, entity_id;
  std::string reason;  // must not be empty
  bool same = false;   // it is the same one; else it is not
};

// What was judged of a pair of question and list entry.
struct Verdict {
  std::string verdict;  // "different", "same"
  std::string id;       // of the judgement
};

class Judgements {
 public:
  explicit Judgements(const Parts& parts) : parts_(parts) {}

  // Reads all from the store; call once before use, and again to follow other processes.
  base::Status Load() EXCLUDES(mutex_);
  // Any thread.
  bool IsQuiet(std::string_view query_key, const screening::Hit& hit) const EXCLUDES(mutex_);
  // The last judgement of the pair, if the list entry is still what it was then. Any thread.
  std::optional<Verdict> Find(std::string_view query_key, const screening::Hit& hit) const EXCLUDES(mutex_);

  // Errors: access.denied, judgement.reason_missing, check.unknown, judgement.no_such_hit. Gives the judgement's id.
  base::Result<std::string> Judge(const model::Principal& who, const JudgeRequest& request);
  // Takes it back. Errors: access.denied, store.judgement_unknown, judgement.reason_missing.
  base::Status Withdraw(const model::Principal& who, std::string_view id, std::string_view reason);

 private:
  const Parts& parts_;
  mutable base::Mutex mutex_;
  // "query_key\ndataset\nentity_id" → the entry's hash when it was judged, and the judgement's id.
  struct Judged {
    std::string entity_hash;
    Verdict verdict;
  };
  std::unordered_map<std::string, Judged> judged_ GUARDED_BY(mutex_);
};

}  // namespace maktab::desk
