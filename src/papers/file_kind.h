// What a file is, told by its bytes and never by its name.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace maktab::papers {

// Its media type, as libmagic tells it from the first mebibyte: "application/pdf", "text/plain",
// "application/octet-stream" where nothing fits. Any thread. Error: file.unreadable.
base::Result<std::string> MediaTypeOf(const std::filesystem::path& file);

}  // namespace maktab::papers
