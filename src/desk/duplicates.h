// Records that a new one may be the same as, by the rules of its register (domain.md section 12.1: same reference of
// the sender, or same person and facts). They are shown before it is registered; whoever goes on says why.
#pragma once

#include <string>
#include <vector>

#include "desk/record_values.h"
#include "desk/subject_search.h"

namespace maktab::desk {

struct LikelyRecord {
  store::Record record;
  std::vector<const model::DuplicateRule*> why;
};

class DuplicateSearch {
 public:
  DuplicateSearch(const Parts& parts, const SubjectIndex& index) : parts_(parts), search_(parts, index) {}

  // By what the new record would hold; what was opened last first. Only records that the person may see.
  base::Result<std::vector<LikelyRecord>> Find(const model::Principal& who, const model::Register& in,
                                               const Values& values) const;

 private:
  base::Status ByRule(const model::Principal& who, const model::Register& in, const model::DuplicateRule& rule,
                      const Values& values, std::vector<LikelyRecord>& found) const;
  base::Result<std::vector<store::Record>> WithSubjects(const model::Principal& who, const model::Register& in,
                                                        const model::DuplicateRule& rule, const Values& values) const;

  const Parts& parts_;
  const SubjectSearch search_;
};

// A text as references are compared: letters and digits alone, in upper case.
std::string ReferenceKey(std::string_view text);
// Whether lists are filtered by the key of this text, because a rule asks for it.
bool IsComparedForDuplicates(const model::Register& in, const model::Field& field);

}  // namespace maktab::desk
