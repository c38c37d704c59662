// JSON in and out. Reading goes through simdjson (size and depth bounded); writing appends to a string without a tree
// in between. JsonWriter escapes everything that JSON asks for and replaces invalid UTF-8 by U+FFFD.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace maktab::base {

// A view of a value inside a JsonDocument or JsonParser; valid as long as that lives and is not asked to parse again.
class JsonRef {
 public:
  JsonRef() = default;
  explicit JsonRef(simdjson::dom::element element) : element_(element), present_(true) {}

  bool present() const { return present_; }
  bool is_null() const { return present_ && element_.is_null(); }
  bool is_object() const { return present_ && element_.is_object(); }
  bool is_array() const { return present_ && element_.is_array(); }
  bool is_string() const { return present_ && element_.is_string(); }

  // An absent ref if this is no object or has no such member.
  JsonRef operator[](std::string_view key) const;

  // nullopt if it is absent or of another type (numbers are not strings).
  std::optional<std::string_view> string() const;
  std::optional<std::int64_t> integer() const;
  std::optional<double> number() const;
  std::optional<bool> boolean() const;

  // Empty if it is no array / no object.
  std::vector<JsonRef> elements() const;
  std::vector<std::pair<std::string_view, JsonRef>> members() const;
  // Calls member(name, JsonRef) for each, in the order of the text; nothing if it is no object.
  template <typename Member>
  void ForEachMember(const Member& member) const {
    if (!is_object()) return;
    for (const auto [name, value] : element_.get_object()) member(name, JsonRef(value));
  }
  // A string alone or an array of strings, numbers as their text; anything else inside is passed over.
  std::vector<std::string> strings() const;
  // The value as compact JSON text.
  std::string text() const;

  const simdjson::dom::element& element() const { return element_; }

 private:
  simdjson::dom::element element_;
  bool present_ = false;
};

constexpr std::size_t kMaxJsonDepth = 64;

// Parses many texts one after another with one buffer: the fast way for NDJSON. Not thread-safe; one per thread.
class JsonParser {
 public:
  JsonParser();
  // The ref is valid until the next Parse. Errors: json.invalid, json.too_deep, json.too_large.
  Result<JsonRef> Parse(std::string_view text);

 private:
  simdjson::dom::parser parser_;
};

// A parsed text that owns itself.
class JsonDocument {
 public:
  static Result<JsonDocument> Parse(std::string_view text);
  JsonRef root() const { return root_; }

 private:
  JsonDocument() = default;
  std::unique_ptr<JsonParser> parser_;
  JsonRef root_;
};

// Appends JSON to a string that the caller owns. Commas are its own affair; matching Begin with End is the caller's.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& BeginObject();
  JsonWriter& EndObject();
  JsonWriter& BeginArray();
  JsonWriter& EndArray();
  JsonWriter& Key(std::string_view key);
  JsonWriter& String(std::string_view value);
  JsonWriter& Integer(std::int64_t value);
  // Up to `decimals` decimals, trailing zeros cut. NaN and infinity become null.
  JsonWriter& Number(double value, int decimals = 6);
  JsonWriter& Bool(bool value);
  JsonWriter& Null();
  // Text that is JSON already.
  JsonWriter& Raw(std::string_view json);
  JsonWriter& Strings(const std::vector<std::string>& values);

  // Key and value in one call.
  JsonWriter& Field(std::string_view key, std::string_view value) { return Key(key).String(value); }
  JsonWriter& Field(std::string_view key, const char* value) { return Key(key).String(value); }
  JsonWriter& Field(std::string_view key, const std::string& value) { return Key(key).String(value); }
  JsonWriter& Field(std::string_view key, bool value) { return Key(key).Bool(value); }
  JsonWriter& Field(std::string_view key, std::int64_t value) { return Key(key).Integer(value); }
  JsonWriter& Field(std::string_view key, int value) { return Key(key).Integer(value); }
  JsonWriter& Field(std::string_view key, std::uint64_t value) { return Key(key).Integer(std::int64_t(value)); }

 private:
  void Separate();
  std::string& out_;
  bool first_ = true;  // no comma needed before the next value
  bool after_key_ = false;
};

void AppendJsonString(std::string& out, std::string_view value);

}  // namespace maktab::base
