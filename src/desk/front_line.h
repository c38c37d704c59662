// One question at the border, one plain answer: what the front line is told of a hit, and nothing more
// (docs/adr/0015-hits.md; domain.md ). Every answer comes from a check that is on record.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/answer.h"
#include "desk/parts.h"
#include "desk/question.h"
#include "model/hit_rules.h"
#include "model/principal.h"

namespace maktab::desk {

struct FrontLineAnswer {
  model::FrontLine::Answer answer = model::FrontLine::Answer::kNothing;
  std::string check;        // id
  std::string hit, number;  // the record of the hit; empty: there is none
  std::string asked;        // what was asked about
  // Whom or what the search is for, as far as it takes to recognise him.
  std::string name;
  std::vector<std::string> birth_dates, nationalities;
  std::string say;                // one sentence
  std::vector<std::string> todo;  // what to do, in order
  base::Instant at, due;          // when it was asked; until when the source must confirm, 0: nobody was asked to
};

// The question of the front line: only the lists whose hits are kept, whatever the purpose. Errors:
// hit.purpose_missing, hit.question_unreadable, and those of ReadCheckRequest.
base::Result<CheckRequest> FrontLineQuestion(const Parts& parts, const base::JsonRef& json);

// What is said to an answer that was given. Errors: access.denied, store.*.
base::Result<FrontLineAnswer> FrontLineSays(const Parts& parts, const model::Principal& who, const CheckAnswer& answer,
                                            model::Language language);

// How a hit stands now, to who asked or to his unit; once its alert has ended it is nothing (P4). What he is told anew
// is on record (P10). Errors: access.denied, hit.unknown.
base::Result<FrontLineAnswer> FrontLineState(const Parts& parts, const model::Principal& who, const std::string& hit,
                                             model::Language language);

// {"answer","say","do":[…],"check","at","asked", and of a hit "id","hit","due_at"?,"recognise":{…}}
std::string RenderFrontLine(const FrontLineAnswer& answer);

}  // namespace maktab::desk
