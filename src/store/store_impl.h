// What the files of class Store share. Internal to the store.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "store/checkpoint.h"
#include "store/file_shelf.h"
#include "store/pool.h"
#include "store/store.h"
#include "store/writer.h"

namespace maktab::store {

class Store::Impl {
 public:
  Impl(Location location, std::filesystem::path folder, std::string key)
      : where(std::move(location)),
        data_dir(std::move(folder)),
        public_key(std::move(key)),
        pool(where),
        files(data_dir) {}

  const Location where;
  const std::filesystem::path data_dir;
  const std::string public_key;
  std::optional<NoteSigner> signer;
  Pool pool;
  FileShelf files;
  std::unique_ptr<Writer> writer;  // none if read only

  // Work that is no entry, in a writing transaction of its own; may be done twice, the first time rolled back.
  base::Status Write(std::function<base::Status(Connection&)> work) const {
    if (writer == nullptr) return base::Err("store.read_only");
    Job job;
    job.work = std::move(work);
    const auto done = writer->SubmitAndWait(std::move(job));
    return done.ok() ? base::Status() : base::Status(done.error());
  }
};

}  // namespace maktab::store
