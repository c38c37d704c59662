// Passwords: Argon2id (RFC 9106) with the library's interactive limits (64 MiB, two passes; tens of milliseconds).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace maktab::crypto {

// A secret that a person typed. It can't be copied, compared or streamed, so it does not end in a log or an error by
// accident, and its bytes are wiped when it goes.
class Password {
 public:
  explicit Password(std::string text) : text_(std::move(text)) {}
  ~Password();
  Password(Password&& other) noexcept;
  Password& operator=(Password&& other) noexcept;
  Password(const Password&) = delete;
  Password& operator=(const Password&) = delete;

  std::size_t size() const { return text_.size(); }
  // For the hash alone.
  std::string_view Reveal() const { return text_; }

 private:
  void Wipe();
  std::string text_;
};

// "$argon2id$v=19$m=65536,t=2,p=1$…": salt and limits are inside. Any thread. Error: crypto.no_memory.
base::Result<std::string> HashPassword(const Password& password);
// False for a wrong password and for a text that is no such hash. Takes as long as hashing.
bool CheckPassword(const Password& password, const std::string& hash);
// Works as long as CheckPassword does and is always false: for names that do not exist, so that an answer's delay does
// not tell which names do.
bool CheckNoPassword(const Password& password);

}  // namespace maktab::crypto
