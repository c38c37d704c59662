#include "papers/mail.h"

#include <gmime/gmime.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "base/utf8.h"

namespace maktab::papers {
namespace {

// More than this of what makes parts and heads is a bomb, not a message; the parser would make an object of each.
constexpr std::size_t kMostBoundaryLines = 20'000, kMostHeadLines = 50'000, kMostStructureWords = 400;
constexpr std::size_t kMaxNameBytes = 120;

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* held) const {
    Free(held);
  }
};
template <typename T>
using Held = std::unique_ptr<T, Freed<g_object_unref>>;
using Text = std::unique_ptr<char, Freed<g_free>>;

std::string TextOf(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

char LowerOf(char c) {
  return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}

bool HasLetters(std::string_view line, std::string_view letters) {
  return std::search(line.begin(), line.end(), letters.begin(), letters.end(),
                     [](char a, char b) { return LowerOf(a) == b; }) != line.end();
}

// "Name:" at the beginning of a line.
bool LooksLikeHead(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 76) return false;
  return std::all_of(line.begin(), line.begin() + std::ptrdiff_t(colon), [](char c) { return c > ' ' && c < 0x7F; });
}

base::Status CheckShape(std::string_view bytes) {
  if (bytes.size() > kMaxMailBytes) {
    return base::Err("mail.too_large").With("limit", std::to_string(kMaxMailBytes >> 20U));
  }
  std::size_t boundaries = 0, heads = 0, words = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = bytes.substr(at, end - at);
    at = end + 1;
    boundaries += line.starts_with("--") ? 1 : 0;
    heads += LooksLikeHead(line) ? 1 : 0;
    words += HasLetters(line, "boundary") || HasLetters(line, "message/") ? 1 : 0;
  }
  if (boundaries > kMostBoundaryLines || heads > kMostHeadLines || words > kMostStructureWords) {
    return base::Err("mail.too_many_parts").With("limit", std::to_string(kMaxMailParts));
  }
  return {};
}

class Reader {
 public:
  Reader(Mail& mail, const std::function<base::Status(MailFile&&)>& file) : mail_(mail), file_(file) {}

  base::Status Walk(GMimeObject* object, int depth) {
    if (depth > kMaxMailDepth) return base::Err("mail.too_deep").With("limit", std::to_string(kMaxMailDepth));
    if (++parts_ > kMaxMailParts) return base::Err("mail.too_many_parts").With("limit", std::to_string(kMaxMailParts));
    if (GMIME_IS_MULTIPART(object)) {
      GMimeMultipart* multipart = GMIME_MULTIPART(object);
      for (int i = 0; i < g_mime_multipart_get_count(multipart); ++i) {
        MAKTAB_TRY(Walk(g_mime_multipart_get_part(multipart, i), depth + 1));
      }
      return {};
    }
    if (GMIME_IS_MESSAGE_PART(object)) return WalkMessage(GMIME_MESSAGE_PART(object), depth);
    if (GMIME_IS_PART(object)) return WalkPart(GMIME_PART(object));
    return {};
  }

  void Finish() {
    if (plain_.empty()) plain_ = TextOfHtml(html_);
    mail_.text = base::TruncateUtf8(plain_, kMaxMailText);
  }

 private:
  // A message within the message: kept as it is, and counted to its last part.
  base::Status WalkMessage(GMimeMessagePart* part, int depth) {
    GMimeMessage* message = g_mime_message_part_get_message(part);
    if (message == nullptr) return {};
    if (inside_ == 0) {
      const Text raw(g_mime_object_to_string(GMIME_OBJECT(message), nullptr));
      MAKTAB_TRY(file_({NameFor("message", ".eml"), TextOf(raw.get())}));
    }
    ++inside_;
    const base::Status walked = Walk(g_mime_message_get_mime_part(message), depth + 1);
    --inside_;
    return walked;
  }

  base::Status WalkPart(GMimePart* part) {
    if (inside_ > 0) return {};
    const std::string given = TextOf(g_mime_part_get_filename(part));
    const bool file = g_mime_part_is_attachment(part) != 0 || !given.empty();
    if (!file && GMIME_IS_TEXT_PART(part)) {
      const Text text(g_mime_text_part_get_text(GMIME_TEXT_PART(part)));
      GMimeContentType* type = g_mime_object_get_content_type(GMIME_OBJECT(part));
      std::string& into = g_mime_content_type_is_type(type, "text", "html") != 0 ? html_ : plain_;
      const std::string whole = TextOf(text.get());
      if (into.size() < kMaxMailText) into += (into.empty() ? "" : "\n") + whole.substr(0, 4 * kMaxMailText);
      return {};
    }
    return file_({NameFor(given, given.empty() ? ".bin" : ""), Bytes(part)});
  }

  static std::string Bytes(GMimePart* part) {
    GMimeDataWrapper* content = g_mime_part_get_content(part);
    if (content == nullptr) return {};
    const Held<GMimeStream> out(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(content, out.get());
    GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out.get()));
    return {reinterpret_cast<const char*>(bytes->data), bytes->len};
  }

  // What can stand as a name: no folder, no controls, not too long.
  std::string NameFor(const std::string& given, const std::string& ending) {
    ++files_;
    std::string name = base::CleanText(given);
    if (const std::size_t slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
    const std::size_t dot = name.rfind('.');
    std::string last = dot == std::string::npos || name.size() - dot > 10 ? "" : name.substr(dot);
    name = base::TruncateUtf8(name.substr(0, name.size() - last.size()), kMaxNameBytes);
    if (name.empty() || name == ".") name = "attachment-" + std::to_string(files_);
    return name + last + ending;
  }

  Mail& mail_;
  const std::function<base::Status(MailFile&&)>& file_;
  std::string plain_, html_;
  int parts_ = 0, files_ = 0, inside_ = 0;
};

void ReadHead(GMimeMessage* message, Mail& mail) {
  mail.message_id = base::CleanText(TextOf(g_mime_message_get_message_id(message)));
  mail.subject = base::CleanText(TextOf(g_mime_message_get_subject(message)));
  if (InternetAddressList* from = g_mime_message_get_from(message);
      from != nullptr && internet_address_list_length(from) > 0) {
    InternetAddress* first = internet_address_list_get_address(from, 0);
    mail.from_name = base::CleanText(TextOf(internet_address_get_name(first)));
    if (INTERNET_ADDRESS_IS_MAILBOX(first)) {
      mail.from_address = base::CleanText(TextOf(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first))));
    }
  }
  if (GDateTime* date = g_mime_message_get_date(message); date != nullptr) {
    mail.date = base::Instant{g_date_time_to_unix(date) * base::kMicrosPerSecond};
  }
}

// A named or numbered character of HTML; 0 if it is none that matters here.
char32_t CharacterOf(std::string_view name) {
  constexpr std::pair<std::string_view, char32_t> kNames[] = {{"amp", '&'},  {"lt", '<'},    {"gt", '>'},
                                                              {"quot", '"'}, {"apos", '\''}, {"nbsp", ' '}};
  for (const auto& [known, c] : kNames) {
    if (name == known) return c;
  }
  if (!name.starts_with('#') || name.size() > 9) return 0;
  const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
  char32_t value = 0;
  for (const char c : name.substr(hex ? 2 : 1)) {
    const char low = LowerOf(c);
    const int digit = low >= '0' && low <= '9' ? low - '0' : hex && low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
    if (digit < 0) return 0;
    value = value * (hex ? 16 : 10) + char32_t(digit);
  }
  return value < 0x20 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000) ? 0 : value;
}

}  // namespace

std::string TextOfHtml(std::string_view html) {
  std::string out;
  for (std::size_t at = 0; at < html.size();) {
    if (html[at] == '&') {
      const std::size_t end = html.find(';', at);
      const char32_t c =
          end == std::string_view::npos || end - at > 10 ? 0 : CharacterOf(html.substr(at + 1, end - at - 1));
      if (c != 0) {
        base::AppendUtf8(out, c);
        at = end + 1;
        continue;
      }
    }
    if (html[at] != '<') {
      out += html[at++];
      continue;
    }
    const std::size_t end = std::min(html.find('>', at), html.size());
    std::string tag;
    for (const char c : html.substr(at + 1, std::min<std::size_t>(end - at, 12))) {
      if (!((LowerOf(c) >= 'a' && LowerOf(c) <= 'z') || c == '/')) break;
      tag += LowerOf(c);
    }
    at = std::min(end + 1, html.size());
    if (tag == "script" || tag == "style" || tag == "head" || tag == "title") {
      // Nothing within is meant to be read.
      const std::string close = "</" + tag;
      const auto found = std::search(html.begin() + std::ptrdiff_t(at), html.end(), close.begin(), close.end(),
                                     [](char a, char b) { return LowerOf(a) == b; });
      at = std::size_t(found - html.begin());
      continue;
    }
    for (const std::string_view line : {"br", "/p", "/div", "/tr", "/li", "/h"}) {
      if (!tag.starts_with(line)) continue;
      out += '\n';
      break;
    }
    if (tag == "/td") out += ' ';
  }
  return out;
}

base::Result<Mail> ReadMail(std::string_view bytes, const std::function<base::Status(MailFile&&)>& file) {
  MAKTAB_TRY(CheckShape(bytes));
  static std::once_flag begun;
  std::call_once(begun, [] { g_mime_init(); });
  const Held<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Held<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Held<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  if (message == nullptr) return base::Err("mail.no_message");
  Mail mail;
  ReadHead(message.get(), mail);
  if (mail.from_address.empty() && mail.subject.empty()) return base::Err("mail.no_message");
  Reader reader(mail, file);
  if (GMimeObject* body = g_mime_message_get_mime_part(message.get()); body != nullptr)
    MAKTAB_TRY(reader.Walk(body, 1));
  reader.Finish();
  return mail;
}

}  // namespace maktab::papers
