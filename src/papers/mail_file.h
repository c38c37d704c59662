// The messages of a file: one (.eml) or many (.mbox), one after another in bounded memory.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace maktab::papers {

constexpr int kMaxMailsOfFile = 1'000;

// A file that begins with "From " is a mailbox; its messages begin at such lines after an empty one, and ">From " is
// "From ". A message larger than kMaxMailBytes comes cut a byte beyond it, so that it is refused and the next one is
// read. Errors: file.unreadable, mail.too_many, and what `message` gives, which stops the reading.
base::Status EachMail(const std::filesystem::path& file,
                      const std::function<base::Status(std::string&& bytes)>& message);

}  // namespace maktab::papers
