// Owns the snapshot that answers checks. Readers take the current one and never wait for the writer; a writer puts the
// next one in its place whole, so that a check sees a change entirely or not at all.
//
// A change of a few entities makes a small segment beside the large ones. Small segments are merged as they grow in
// number, in the same call, as long as that costs little beside the change itself; Compact merges the rest.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "base/result.h"
#include "model/entity.h"
#include "screening/publisher.h"
#include "screening/snapshot.h"

namespace maktab::screening {

class Staging;

struct Change {
  std::string dataset;
  bool list_ended = false;  // the whole dataset as it was before; stands before changes that add to it again
  bool ended = false;
  std::string entity_id;
  model::Entity entity;  // unless ended; its id is entity_id
};

class Engine {
 public:
  Engine();

  // Never null. Any thread, never waits.
  std::shared_ptr<const Snapshot> Current() const { return current_.Load(); }

  // Applies changes in their order (of two changes of one entity the later one stands) and makes `lists`, all lists in
  // force, those of the answers. When it returns, the next check sees all of it. Ending what is not there is no error.
  // Errors: screening.too_large; then nothing has changed.
  base::Status Apply(std::vector<Change>&& changes, std::vector<ListInfo> lists) EXCLUDES(writer_);

  // The changes of one step, each handed to `take` as it is read, so that a million never stand in memory as objects:
  // an entity at most once, the end of a list before what is added to it again. Returns all lists in force after it.
  using Step = std::function<base::Result<std::vector<ListInfo>>(const std::function<void(Change&&)>& take)>;
  // Applies one step whole; readers see the old state until it is complete. Errors: those of the step and
  // screening.too_large; then nothing has changed.
  base::Status ApplyStep(const Step& step) EXCLUDES(writer_);

  // Merges all segments into one and leaves out what has ended. Takes seconds with a million persons; Apply and readers
  // go on meanwhile. For a job at night or after many imports. Does nothing if there is nothing to gain.
  base::Status Compact() EXCLUDES(writer_, compacting_);

  // Finds out which words of what is in force are like each other, those first that most names hold, so that questions
  // need not (like_words.h). Some milliseconds a word that is not known yet; for a thread of its own. Returns when all
  // is known, or soon after `stop` says true. Answers are the same before and after.
  void GetToKnowWords(const std::function<bool()>& stop) const;

  // Writes the current snapshot to a file beside `path` and puts it in its place when it is on disk.
  // Errors: screening.not_saved. Format: docs/formats/snapshot.md.
  base::Status Save(const std::filesystem::path& path) const;
  // Replaces everything by a saved snapshot. Its lists say up to which number it goes. After an error nothing has
  // changed, and the caller rebuilds from the store. Errors: screening.no_snapshot, screening.snapshot_damaged,
  // screening.snapshot_other_version.
  base::Status Load(const std::filesystem::path& path) EXCLUDES(writer_);

 private:
  base::Status MergeSmall(Staging& staging, std::vector<SegmentInForce>& segments) REQUIRES(writer_);

  base::Mutex writer_;
  base::Mutex compacting_;                          // taken before writer_
  bool keep_segments_ GUARDED_BY(writer_) = false;  // while Compact copies segments, Apply merges none of them
  Publisher current_;
};

}  // namespace maktab::screening
