// One question, one answer: does this person, paper or vehicle hit? The answer is given only once its ledger entry is
// durable (P1), and names the purpose (P10, domain.md R-10).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "desk/answer.h"
#include "desk/bulk.h"
#include "desk/follow.h"
#include "desk/hit_desk.h"
#include "desk/judgement.h"
#include "desk/parts.h"
#include "desk/question.h"

namespace maktab::desk {

class CheckDesk {
 public:
  using Done = std::function<void(base::Result<CheckAnswer>)>;

  CheckDesk(const Parts& parts, const Judgements& judgements, ListFollower& follower, Events& events)
      : parts_(parts), judgements_(judgements), follower_(follower), events_(events), hits_(parts) {}

  // Any thread. Screens on the calling thread; `done` is called once: at once for an error, else on the store's writer
  // thread when the entry is durable. The answer is that of the list versions it names; where a hit has ended since (an
  // import under way, another process), the lists are first caught up with, which may take seconds for a large one.
  // Hits that the definitions want kept are records by then (desk/hit_desk.h), and the answer names them.
  // Errors: access.denied, check.*, purpose.unknown, list.unknown, store.*.
  void Check(const model::Principal& who, CheckRequest request, Done done) const;
  base::Result<CheckAnswer> CheckAndWait(const model::Principal& who, CheckRequest request) const;
  // The answer alone: whoever asks writes it into the ledger himself, together with what it belongs to, before he shows
  // it to anybody. Errors: as Check.
  base::Result<CheckAnswer> Screen(const model::Principal& who, CheckRequest request) const;

  // Several questions of one call, one entry each; answers in the order of the questions, `done` once all are durable.
  using ManyDone = std::function<void(std::vector<base::Result<CheckAnswer>>)>;
  void CheckMany(const model::Principal& who, std::vector<CheckRequest> requests, ManyDone done) const;

  // Many questions as lines; the run must not outlive this object. Errors: as BulkRun::Begin.
  base::Result<std::unique_ptr<BulkRun>> BeginBulk(const model::Principal& who, BulkOptions options) const {
    return BulkRun::Begin(parts_, judgements_, follower_, events_, who, std::move(options));
  }

  // An alert was changed: what it says from now on shows when this returns.
  void KeepUp() const { follower_.KeepUp(); }

  // Says what a text is, without asking any list. Nothing is logged: nothing was looked at.
  base::Result<Recognition> Identify(const model::Principal& who, std::string_view text) const;

 private:
  // Who asks, where everybody may be told the answer nobody.
  using Asker = const model::Principal*;
  base::Result<bool> AskOnce(const Question& question, const screening::CheckOptions& options, Asker asker,
                             CheckAnswer& answer) const;
  base::Result<bool> Complete(CheckAnswer& answer) const;
  // The check and the records of its hits, in one transaction.
  void KeepHits(store::EntryDraft draft, std::shared_ptr<CheckAnswer> answer, std::vector<HitFound> wanted,
                Done done) const;

  const Parts& parts_;
  const Judgements& judgements_;
  ListFollower& follower_;
  Events& events_;
  const HitDesk hits_;
};

// What the lists say of the hits, in their order, at the versions that the answer names. Blocks.
base::Result<std::vector<std::optional<store::StoredEntity>>> StoredHits(store::Store& store,
                                                                         const CheckAnswer& answer);

}  // namespace maktab::desk
