// One message (RFC 5322, MIME) read out of bytes that nothing is believed of: size, parts, depth and heads are bounded
// before and after the parser sees them, odd charsets survive, HTML is read as text and never shown.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace maktab::papers {

struct Mail {
  std::string message_id;  // without its angle brackets; empty if it says none
  std::string from_name, from_address;
  std::string subject;
  std::optional<base::Instant> date;  // that it says itself
  std::string text;                   // UTF-8, of its plain parts; of HTML only if there are none
};

struct MailFile {
  std::string name;  // a plain one, made if it had none
  std::string bytes;
};

constexpr std::size_t kMaxMailBytes = std::size_t{32} << 20U;
constexpr std::size_t kMaxMailText = std::size_t{60} << 10U;
constexpr int kMaxMailParts = 200;
constexpr int kMaxMailDepth = 12;

// `file` is called for each attachment in turn; its error stops the reading and is what this gives. Any thread. Errors:
// mail.too_large, mail.too_many_parts, mail.too_deep, mail.no_message (no sender and no subject).
base::Result<Mail> ReadMail(std::string_view bytes, const std::function<base::Status(MailFile&&)>& file);

// What HTML says, without its marks, scripts and styles.
std::string TextOfHtml(std::string_view html);

}  // namespace maktab::papers
