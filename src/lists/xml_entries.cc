#include "lists/xml_entries.h"

#include <expat.h>

#include <optional>

#include "base/utf8.h"

namespace maktab::lists {
namespace {

constexpr std::size_t kDepthOfEntry = 3;
constexpr std::size_t kMaxDepth = 32;
constexpr int kChunkBytes = 64 << 10;
// What a node costs beside its text, so that a million empty elements count too.
constexpr std::size_t kNodeBytes = 128;

class XmlReader {
 public:
  XmlReader(ByteSource& source, Intake& intake, const XmlCallbacks& callbacks)
      : source_(source), intake_(intake), callbacks_(callbacks), parser_(XML_ParserCreate(nullptr)) {
    MAKTAB_ASSERT(parser_ != nullptr);
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, &OnStart, &OnEnd);
    XML_SetCharacterDataHandler(parser_, &OnText);
    XML_SetEntityDeclHandler(parser_, &OnEntityDeclaration);
  }
  ~XmlReader() { XML_ParserFree(parser_); }
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  base::Status Run();

 private:
  static void OnStart(void* self, const char* name, const char** attributes) {
    static_cast<XmlReader*>(self)->Start(name, attributes);
  }
  static void OnEnd(void* self, const char*) { static_cast<XmlReader*>(self)->End(); }
  static void OnText(void* self, const char* text, int size) {
    static_cast<XmlReader*>(self)->Text(std::string_view(text, std::size_t(size)));
  }
  static void OnEntityDeclaration(void* self, const char*, int, const char*, int, const char*, const char*, const char*,
                                  const char*) {
    static_cast<XmlReader*>(self)->Stop(base::Err("lists.xml_entities"));
  }

  void Start(const char* name, const char** attributes);
  void End();
  void Text(std::string_view text);
  void Stop(base::Error error);
  bool Spend(std::size_t bytes);
  std::uint64_t Line() const { return XML_GetCurrentLineNumber(parser_); }
  base::Error Failure(bool at_end) const;
  bool InvalidUtf8Here() const;

  ByteSource& source_;
  Intake& intake_;
  const XmlCallbacks& callbacks_;
  XML_Parser parser_;
  std::size_t depth_ = 0;
  std::vector<XmlNode> open_;  // the entry and what is open inside it
  std::size_t spent_ = 0;      // bytes of the entry so far
  std::optional<base::Error> error_;
};

void XmlReader::Stop(base::Error error) {
  if (!error_) error_ = intake_.At(Line(), std::move(error));
  XML_StopParser(parser_, XML_FALSE);
}

bool XmlReader::Spend(std::size_t bytes) {
  spent_ += bytes;
  if (spent_ <= intake_.limits().entry_bytes) return true;
  Stop(base::Err("lists.entry_too_large"));
  return false;
}

void XmlReader::Start(const char* name, const char** attributes) {
  if (error_) return;
  if (++depth_ > kMaxDepth) return Stop(base::Err("lists.too_deep"));
  if (depth_ == 1) {
    const auto attribute = [&](std::string_view wanted) {
      for (const char** at = attributes; *at != nullptr; at += 2) {
        if (wanted == at[0]) return std::string_view(at[1]);
      }
      return std::string_view();
    };
    if (auto status = callbacks_.root(name, attribute); !status.ok()) Stop(status.error());
    return;
  }
  if (depth_ < kDepthOfEntry) return;
  if (depth_ == kDepthOfEntry) spent_ = 0;
  XmlNode node;
  node.name = name;
  node.line = Line();
  if (!Spend(kNodeBytes + node.name.size())) return;
  open_.push_back(std::move(node));
}

void XmlReader::Text(std::string_view text) {
  if (error_ || open_.empty() || !Spend(text.size())) return;
  open_.back().text += text;
}

void XmlReader::End() {
  if (error_) return;
  --depth_;
  if (open_.empty()) return;
  XmlNode node = std::move(open_.back());
  open_.pop_back();
  if (!open_.empty()) {
    open_.back().children.push_back(std::move(node));
    return;
  }
  if (auto status = callbacks_.entry(node); !status.ok()) Stop(status.error());
}

bool XmlReader::InvalidUtf8Here() const {
  int offset = 0;
  int size = 0;
  const char* context = XML_GetInputContext(parser_, &offset, &size);
  if (context == nullptr || offset < 0 || offset >= size) return false;
  constexpr std::size_t kLook = 256;
  std::string_view rest = std::string_view(context, std::size_t(size)).substr(std::size_t(offset));
  // A letter cut by the window is not a wrong one.
  rest = base::TruncateUtf8(rest, kLook);
  std::size_t valid = 0;
  while (valid < rest.size()) {
    std::size_t next = valid;
    const bool replaced = base::NextCodePoint(rest, next) == 0xFFFD && next == valid + 1;
    if (replaced) return rest.size() - valid > 3 || rest.size() == std::size_t(size - offset);
    valid = next;
  }
  return false;
}

base::Error XmlReader::Failure(bool at_end) const {
  if (error_) return *error_;
  const XML_Error code = XML_GetErrorCode(parser_);
  const auto error = [&](std::string_view what) {
    return intake_.At(Line(), base::Err(what).Log(XML_ErrorString(code)));
  };
  if (code == XML_ERROR_NO_ELEMENTS && depth_ == 0) return error("lists.empty");
  if (InvalidUtf8Here()) return error("lists.invalid_utf8");
  const bool unfinished = code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
                          code == XML_ERROR_UNCLOSED_CDATA_SECTION || code == XML_ERROR_PARTIAL_CHAR;
  return error(at_end && unfinished ? "lists.truncated" : "lists.not_xml");
}

base::Status XmlReader::Run() {
  std::int64_t fed = 0;
  while (true) {
    void* buffer = XML_GetBuffer(parser_, kChunkBytes);
    if (buffer == nullptr) return intake_.At(Line(), base::Err("lists.entry_too_large"));
    MAKTAB_ASSIGN(const std::size_t got, intake_.Read(source_, static_cast<char*>(buffer), kChunkBytes));
    if (got == 0 && fed == 0) return intake_.At(0, base::Err("lists.empty"));
    if (XML_ParseBuffer(parser_, int(got), got == 0 ? 1 : 0) != XML_STATUS_OK) return Failure(got == 0);
    if (got == 0) return {};
    fed += std::int64_t(got);
    // The parser keeps a token until its end comes: a tag or comment of a gigabyte must not be waited for.
    if (fed - XML_GetCurrentByteIndex(parser_) > std::int64_t(intake_.limits().entry_bytes)) {
      return intake_.At(Line(), base::Err("lists.entry_too_large"));
    }
  }
}

}  // namespace

const XmlNode* XmlNode::Child(std::string_view child) const {
  for (const XmlNode& node : children) {
    if (node.name == child) return &node;
  }
  return nullptr;
}

std::string_view XmlNode::Text(std::string_view child) const {
  const XmlNode* node = Child(child);
  return node == nullptr ? std::string_view() : std::string_view(node->text);
}

base::Status ReadXmlEntries(ByteSource& source, Intake& intake, const XmlCallbacks& callbacks) {
  return XmlReader(source, intake, callbacks).Run();
}

}  // namespace maktab::lists
