// A file in another encoding, read as UTF-8.
#pragma once

#include <memory>
#include <string>

#include "lists/list_reader.h"

namespace maktab::lists {

// Converts while reading, through ICU; bytes that mean nothing in `encoding` become U+FFFD. size() is that of the file.
// Error: lists.unknown_encoding.
base::Result<std::unique_ptr<ByteSource>> DecodingSource(std::unique_ptr<ByteSource> source,
                                                         const std::string& encoding);

}  // namespace maktab::lists
