#include "base/json.h"

#include <charconv>
#include <cmath>

#include "base/utf8.h"

namespace maktab::base {

JsonRef JsonRef::operator[](std::string_view key) const {
  if (!is_object()) return {};
  simdjson::dom::element found;
  if (element_.get_object().at_key(key).get(found) != simdjson::SUCCESS) return {};
  return JsonRef(found);
}

std::optional<std::string_view> JsonRef::string() const {
  std::string_view value;
  if (!present_ || element_.get_string().get(value) != simdjson::SUCCESS) return std::nullopt;
  return value;
}

std::optional<std::int64_t> JsonRef::integer() const {
  std::int64_t value = 0;
  if (!present_ || element_.get_int64().get(value) != simdjson::SUCCESS) return std::nullopt;
  return value;
}

std::optional<double> JsonRef::number() const {
  double value = 0;
  if (!present_ || element_.get_double().get(value) != simdjson::SUCCESS) return std::nullopt;
  return value;
}

std::optional<bool> JsonRef::boolean() const {
  bool value = false;
  if (!present_ || element_.get_bool().get(value) != simdjson::SUCCESS) return std::nullopt;
  return value;
}

std::vector<JsonRef> JsonRef::elements() const {
  std::vector<JsonRef> out;
  if (!is_array()) return out;
  for (simdjson::dom::element child : element_.get_array()) out.emplace_back(child);
  return out;
}

std::vector<std::pair<std::string_view, JsonRef>> JsonRef::members() const {
  std::vector<std::pair<std::string_view, JsonRef>> out;
  ForEachMember([&](std::string_view name, const JsonRef& value) { out.emplace_back(name, value); });
  return out;
}

std::vector<std::string> JsonRef::strings() const {
  std::vector<std::string> out;
  const auto add = [&](const JsonRef& ref) {
    if (const auto text = ref.string()) {
      out.emplace_back(*text);
    } else if (ref.present() && ref.element_.is_number()) {
      out.push_back(ref.text());
    }
  };
  if (is_array()) {
    for (const simdjson::dom::element child : element_.get_array()) add(JsonRef(child));
  } else {
    add(*this);
  }
  return out;
}

std::string JsonRef::text() const {
  return present_ ? simdjson::minify(element_) : std::string("null");
}

JsonParser::JsonParser() = default;

Result<JsonRef> JsonParser::Parse(std::string_view text) {
  if (text.size() + simdjson::SIMDJSON_PADDING > parser_.capacity() || parser_.max_depth() != kMaxJsonDepth) {
    if (parser_.allocate(std::max<std::size_t>(text.size() * 2 + 256, 4096), kMaxJsonDepth) != simdjson::SUCCESS) {
      return Err("json.too_large");
    }
  }
  simdjson::dom::element root;
  const auto code = parser_.parse(text.data(), text.size(), true).get(root);
  if (code == simdjson::SUCCESS) return JsonRef(root);
  if (code == simdjson::DEPTH_ERROR) return Err("json.too_deep");
  if (code == simdjson::CAPACITY) return Err("json.too_large");
  return Err("json.invalid").Log(simdjson::error_message(code));
}

Result<JsonDocument> JsonDocument::Parse(std::string_view text) {
  JsonDocument document;
  document.parser_ = std::make_unique<JsonParser>();
  MAKTAB_ASSIGN(document.root_, document.parser_->Parse(text));
  return document;
}

namespace {

// ASCII that JSON takes as it is.
bool IsPlain(char c) {
  return c >= 0x20 && c != 0x7F && c != '"' && c != '\\';
}

}  // namespace

void AppendJsonString(std::string& out, std::string_view value) {
  static constexpr char kHex[] = "0123456789abcdef";
  out.push_back('"');
  std::size_t at = 0;
  while (at < value.size()) {
    std::size_t end = at;
    while (end < value.size() && IsPlain(value[end])) ++end;
    out.append(value, at, end - at);
    at = end;
    if (at == value.size()) break;
    const auto byte = static_cast<unsigned char>(value[at]);
    if (byte >= 0x80) {
      AppendUtf8(out, NextCodePoint(value, at));
      continue;
    }
    ++at;
    switch (byte) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += "\\u00";
        out.push_back(kHex[byte >> 4U]);
        out.push_back(kHex[byte & 0xFU]);
    }
  }
  out.push_back('"');
}

void JsonWriter::Separate() {
  if (!first_ && !after_key_) out_.push_back(',');
  first_ = false;
  after_key_ = false;
}

JsonWriter& JsonWriter::BeginObject() {
  Separate();
  out_.push_back('{');
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::EndObject() {
  out_.push_back('}');
  first_ = false;
  return *this;
}

JsonWriter& JsonWriter::BeginArray() {
  Separate();
  out_.push_back('[');
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::EndArray() {
  out_.push_back(']');
  first_ = false;
  return *this;
}

JsonWriter& JsonWriter::Key(std::string_view key) {
  Separate();
  AppendJsonString(out_, key);
  out_.push_back(':');
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::String(std::string_view value) {
  Separate();
  AppendJsonString(out_, value);
  return *this;
}

JsonWriter& JsonWriter::Integer(std::int64_t value) {
  Separate();
  char buffer[24];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  out_.append(buffer, end);
  return *this;
}

JsonWriter& JsonWriter::Number(double value, int decimals) {
  if (!std::isfinite(value)) return Null();
  Separate();
  char buffer[400];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, decimals).ptr;
  if (decimals > 0) {
    while (end[-1] == '0') --end;
    if (end[-1] == '.') --end;
  }
  out_.append(buffer, end);
  return *this;
}

JsonWriter& JsonWriter::Bool(bool value) {
  return Raw(value ? "true" : "false");
}

JsonWriter& JsonWriter::Null() {
  return Raw("null");
}

JsonWriter& JsonWriter::Raw(std::string_view json) {
  Separate();
  out_ += json;
  return *this;
}

JsonWriter& JsonWriter::Strings(const std::vector<std::string>& values) {
  BeginArray();
  for (const std::string& value : values) String(value);
  return EndArray();
}

}  // namespace maktab::base
