// Printing: results to standard output, everything else to standard error. Progress is a bar on a terminal and plain
// lines elsewhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/words.h"

namespace maktab::cli {

class Output {
 public:
  Output(const model::Words& words, model::Language language, bool json)
      : words_(words), language_(language), json_(json) {}

  bool json() const { return json_; }
  model::Language language() const { return language_; }
  const model::Words& words() const { return words_; }
  std::string Say(std::string_view code, const base::Error::Params& params = {}) const {
    return words_.Say(language_, code, params);
  }

  void Line(std::string_view text) const;  // to standard output
  void Note(std::string_view text) const;  // to standard error
  // The error in the reader's language, its code, and what the log knows of it. Gives kFailed.
  int Fail(const base::Error& error) const;
  // Columns of equal width; the first row is the head.
  void Table(const std::vector<std::vector<std::string>>& rows) const;

 private:
  const model::Words& words_;
  const model::Language language_;
  const bool json_;
};

class ProgressBar {
 public:
  explicit ProgressBar(std::string what);
  ~ProgressBar();
  // Redraws at most ten times a second; off a terminal writes a line every ten seconds.
  void Show(std::uint64_t done, std::uint64_t total, std::string_view detail = {});

 private:
  const std::string what_;
  const bool terminal_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point last_;
};

// "1,234,567"
std::string Thousands(std::uint64_t value);
// "1.2 MB"
std::string Bytes(std::uint64_t value);

}  // namespace maktab::cli
