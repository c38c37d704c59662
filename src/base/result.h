// Error and Result: how every expected failure travels.
//
// An Error carries a stable code ("lists.truncated"), the values that the sentence for the reader needs, and, apart
// from both, a text for the log. The sentence itself is chosen by code and language in definitions/errors.toml, so
// nothing internal can leak to a reader by accident. Result<T> is a value or an Error; std::expected is not in C++20.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/assert.h"

namespace maktab::base {

struct Error {
  using Params = std::vector<std::pair<std::string, std::string>>;

  std::string code;  // key into definitions/errors.toml
  Params params;     // {placeholder} -> value, safe to show to the reader
  std::string log;   // for the log only, may name files and system errors

  Error& With(std::string_view name, std::string_view value) & {
    params.emplace_back(name, value);
    return *this;
  }
  Error&& With(std::string_view name, std::string_view value) && {
    params.emplace_back(name, value);
    return std::move(*this);
  }
  Error&& Log(std::string text) && {
    log = std::move(text);
    return std::move(*this);
  }
};

// Err("lists.truncated").With("file", name).Log(detail)
inline Error Err(std::string_view code) {
  return Error{std::string(code), {}, {}};
}

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // REQUIRES: ok()
  T& value() & {
    MAKTAB_ASSERT(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    MAKTAB_ASSERT(ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    MAKTAB_ASSERT(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  // REQUIRES: !ok()
  const Error& error() const& {
    MAKTAB_ASSERT(!ok());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    MAKTAB_ASSERT(!ok());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

// A Result without a value: done, or an Error.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  // REQUIRES: !ok()
  const Error& error() const {
    MAKTAB_ASSERT(error_.has_value());
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace maktab::base

#define MAKTAB_CONCAT_INNER(a, b) a##b
#define MAKTAB_CONCAT(a, b) MAKTAB_CONCAT_INNER(a, b)

// MAKTAB_TRY(expression): returns the error of a Status to the caller, or goes on.
#define MAKTAB_TRY(expression)                                                    \
  do {                                                                            \
    auto maktab_status = (expression);                                            \
    if (!maktab_status.ok()) return ::maktab::base::Error(maktab_status.error()); \
  } while (false)

// MAKTAB_ASSIGN(auto x, expression): the value of a Result, or returns its error to the caller.
#define MAKTAB_ASSIGN(target, expression) \
  MAKTAB_ASSIGN_INNER(MAKTAB_CONCAT(maktab_result_, __LINE__), target, expression)
#define MAKTAB_ASSIGN_INNER(result, target, expression) \
  auto result = (expression);                           \
  if (!result.ok()) return std::move(result).error();   \
  target = std::move(result).value()
