#include "papers/mail_file.h"

#include <fstream>
#include <iterator>

#include "papers/mail.h"

namespace maktab::papers {
namespace {

constexpr std::string_view kFrom = "From ";

// ">From ", ">>From "…
bool IsQuotedFrom(std::string_view line) {
  const std::size_t marks = line.find_first_not_of('>');
  return marks != std::string_view::npos && marks > 0 && line.substr(marks).starts_with(kFrom);
}

// Up to the end of the line or a bound: a line of any length is no reason to hold it.
bool ReadLine(std::istream& in, std::string& line) {
  line.clear();
  for (int c = in.get(); c != std::char_traits<char>::eof(); c = in.get()) {
    line += char(c);
    if (c == '\n' || line.size() >= (std::size_t{64} << 10U)) return true;
  }
  return !line.empty();
}

}  // namespace

base::Status EachMail(const std::filesystem::path& file,
                      const std::function<base::Status(std::string&& bytes)>& message) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return base::Err("file.unreadable").Log(file.string());
  std::string line, bytes;
  const auto add = [&](std::string_view piece) {
    if (bytes.size() <= kMaxMailBytes) bytes += piece.substr(0, kMaxMailBytes + 1 - bytes.size());
  };
  bool more = ReadLine(in, line);
  const bool mailbox = more && line.starts_with(kFrom);
  bool after_empty = true, at_start = true;
  int count = 0;
  for (; more; more = ReadLine(in, line)) {
    if (mailbox && at_start && after_empty && line.starts_with(kFrom)) {
      if (count > 0) MAKTAB_TRY(message(std::move(bytes)));
      if (++count > kMaxMailsOfFile) return base::Err("mail.too_many").With("limit", std::to_string(kMaxMailsOfFile));
      bytes.clear();
    } else {
      add(mailbox && at_start && IsQuotedFrom(line) ? std::string_view(line).substr(1) : std::string_view(line));
    }
    after_empty = at_start && (line == "\n" || line == "\r\n");
    at_start = line.ends_with('\n');
  }
  if (in.bad()) return base::Err("file.unreadable").Log(file.string());
  return message(std::move(bytes));
}

}  // namespace maktab::papers
