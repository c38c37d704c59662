// Which files of the bureau may be of the same person, vehicle or document, and why. The same engine and the same
// reasons as for lists; what the asker may not see neither comes up nor counts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/answer.h"
#include "desk/parts.h"
#include "desk/subject_identity.h"
#include "desk/subject_index.h"
#include "model/principal.h"

namespace maktab::desk {

// A file as lists and pickers show it: with those merged into it, as far as the reader may see them.
struct SubjectFile {
  store::SubjectGroup group;
  Identity identity;

  const std::string& id() const { return group.head; }
  const store::Subject& head() const;
};

struct LikelyFile {
  SubjectFile file;
  float score = 0;
  std::vector<model::Reason> reasons;
};

// Two files that a person has not yet said to be one or two.
struct Proposal {
  SubjectFile file;
  LikelyFile other;
};

class SubjectSearch {
 public:
  SubjectSearch(const Parts& parts, const SubjectIndex& index) : parts_(parts), index_(index) {}

  // The file with this id, whichever it is merged with. Error: store.subject_unknown, also if he may not see it.
  base::Result<SubjectFile> Find(const model::Principal& who, const std::string& id) const;
  // "P-000123"; nothing if it is none that he may see.
  base::Result<std::optional<SubjectFile>> FindByNumber(const model::Principal& who, std::string_view number) const;
  // Best first, without those under `but`.
  base::Result<std::vector<LikelyFile>> Likely(const model::Principal& who, const std::vector<model::Entity>& examples,
                                               std::size_t limit, float threshold, const std::string& but = {}) const;
  // Those that may be the same as this one and that nobody has said are not, as both are now.
  base::Result<std::vector<LikelyFile>> Duplicates(const model::Principal& who, const SubjectFile& file) const;
  // The number of files and of the last change that answers come from.
  screening::ListInfo Info() const;

 private:
  base::Result<std::optional<LikelyFile>> Seen(const model::Principal& who, const std::vector<model::Entity>& examples,
                                               screening::Hit hit, store::SubjectGroup group, float threshold) const;

  const Parts& parts_;
  const SubjectIndex& index_;
};

}  // namespace maktab::desk
