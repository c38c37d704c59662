// Which files of the bureau may be of the same person, vehicle or document, and why. The same engine and the same
// reasons as for lists; what the asker may not see neither comes up nor counts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/answer.h"
#include "desk/parts.h"
#include "desk/sight.h"
#include "desk/subject_identity.h"
#include "desk/subject_index.h"

namespace maktab::desk {

// A file as lists and pickers show it: with those merged into it, as far as the reader may see them.
struct SubjectFile {
  store::SubjectGroup group;
  Identity identity;
  bool masked = false;  // known from masked rows alone: neither says anything of it

  const std::string& id() const { return group.head; }
  const store::Subject& head() const;
};

// The same of what a reader sees of the files that are merged.
SubjectFile FileOf(SeenGroup seen);

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
  base::Result<SubjectFile> Find(const Reader& reader, const std::string& id, Masks masks = Masks::kOn) const;
  // "P-000123"; nothing if it is none that he may see.
  base::Result<std::optional<SubjectFile>> FindByNumber(const Reader& reader, std::string_view number) const;
  // Best first, without those under `but`. Who is masked is found by whoever may unmask him, and shown without reasons.
  base::Result<std::vector<LikelyFile>> Likely(const Reader& reader, const std::vector<model::Entity>& examples,
                                               std::size_t limit, float threshold, const std::string& but = {}) const;
  // Those that may be the same as this one and that nobody has said are not, as both are now; none that is masked.
  base::Result<std::vector<LikelyFile>> Duplicates(const Reader& reader, const SubjectFile& file) const;
  // The last change that answers come from. How many files there are is not for everybody.
  screening::ListInfo Info() const;

 private:
  base::Result<std::optional<LikelyFile>> Seen(const Reader& reader, const std::vector<model::Entity>& examples,
                                               screening::Hit hit, const store::SubjectGroup& whole,
                                               store::SubjectGroup group, float threshold) const;
  base::Status AddSeen(const Reader& reader, const std::vector<model::Entity>& examples,
                       std::vector<screening::Hit> hits, std::size_t limit, float threshold,
                       std::vector<LikelyFile>& found) const;

  const Parts& parts_;
  const SubjectIndex& index_;
};

}  // namespace maktab::desk
