// The pages that are built into the program.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/message.h"

namespace maktab::http {

// One row of a table that the build makes; the table ends with a row whose name is null.
struct EmbeddedFile {
  const char* name;
  const char* begin;
  const char* end;
};

// Immutable; any thread.
class StaticPages {
 public:
  // `files`: "index.html", "assets/index-1a2b3c.js", and beside each text file its "….gz". May hold nothing: every page
  // then says that the program was built without its pages.
  explicit StaticPages(const EmbeddedFile* files);

  // The answer to a GET or HEAD of this path, or nothing if no page is meant: a path with a dot in its last segment
  // that is no file. Any other unknown path is one that the pages themselves understand, so it gives index.html.
  std::optional<Response> Find(const Request& request) const;
  bool empty() const { return files_.empty(); }

 private:
  struct File {
    std::string_view bytes;
    std::string_view gzip;  // empty: not there
    std::string content_type;
    std::string tag;
    bool hashed = false;  // its name changes with its bytes
  };
  Response Give(const File& file, const Request& request) const;

  std::unordered_map<std::string, File> files_;
};

}  // namespace maktab::http
