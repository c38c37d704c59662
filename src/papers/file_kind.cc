#include "papers/file_kind.h"

#include <magic.h>

#include <memory>

#include "base/mutex.h"

namespace maktab::papers {
namespace {

constexpr std::size_t kFirstBytes = std::size_t{1} << 20U;

struct Close {
  void operator()(magic_t cookie) const { magic_close(cookie); }
};
using Cookie = std::unique_ptr<std::remove_pointer_t<magic_t>, Close>;

// Loading the tables takes some milliseconds and asking takes less: one for all threads.
class Teller {
 public:
  base::Result<std::string> Ask(const std::filesystem::path& file) EXCLUDES(mutex_) {
    const base::MutexLock lock(mutex_);
    if (cookie_ == nullptr) {
      Cookie cookie(magic_open(MAGIC_MIME_TYPE | MAGIC_ERROR | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR));
      std::size_t bytes = kFirstBytes;
      if (cookie == nullptr || magic_load(cookie.get(), nullptr) != 0 ||
          magic_setparam(cookie.get(), MAGIC_PARAM_BYTES_MAX, &bytes) != 0) {
        return base::Err("file.unreadable").Log("libmagic cannot be started");
      }
      cookie_ = std::move(cookie);
    }
    const char* type = magic_file(cookie_.get(), file.c_str());
    if (type == nullptr) return base::Err("file.unreadable").Log(file.string());
    return std::string(type);
  }

 private:
  base::Mutex mutex_;
  Cookie cookie_ GUARDED_BY(mutex_);
};

}  // namespace

base::Result<std::string> MediaTypeOf(const std::filesystem::path& file) {
  static Teller teller;
  return teller.Ask(file);
}

}  // namespace maktab::papers
