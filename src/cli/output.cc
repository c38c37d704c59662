#include "cli/output.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "base/utf8.h"
#include "cli/cli.h"

namespace maktab::cli {
namespace {
constexpr auto kRedraw = std::chrono::milliseconds(100);
constexpr auto kLineEvery = std::chrono::seconds(10);
constexpr int kBarWidth = 30;
}  // namespace

void Output::Line(std::string_view text) const {
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (text.empty() || text.back() != '\n') std::fputc('\n', stdout);
}

void Output::Note(std::string_view text) const {
  std::fprintf(stderr, "%.*s\n", int(text.size()), text.data());
}

int Output::Fail(const base::Error& error) const {
  Note(words_.Say(language_, error));
  Note("  [" + error.code + "]" + (error.log.empty() ? "" : " " + error.log));
  return kFailed;
}

void Output::Table(const std::vector<std::vector<std::string>>& rows) const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], base::CountCodePoints(row[i]));
  }
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - base::CountCodePoints(row[i]) + 2, ' ');
    }
    Line(line);
  }
}

ProgressBar::ProgressBar(std::string what)
    : what_(std::move(what)), terminal_(isatty(STDERR_FILENO) != 0), last_(std::chrono::steady_clock::now()) {}

ProgressBar::~ProgressBar() {
  if (drawn_ && terminal_) std::fputs("\r\033[K", stderr);
}

void ProgressBar::Show(std::uint64_t done, std::uint64_t total, std::string_view detail) {
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < (terminal_ ? std::chrono::nanoseconds(kRedraw) : std::chrono::nanoseconds(kLineEvery))) return;
  last_ = now;
  drawn_ = true;
  const double share = total == 0 ? 0 : std::min(1.0, double(done) / double(total));
  if (!terminal_) {
    std::fprintf(stderr, "%s %.0f%% %.*s\n", what_.c_str(), share * 100, int(detail.size()), detail.data());
    return;
  }
  const int filled = int(share * kBarWidth);
  std::string bar(std::size_t(filled), '#');
  bar.append(std::size_t(kBarWidth - filled), '.');
  std::fprintf(stderr, "\r\033[K%s [%s] %3.0f%% %.*s", what_.c_str(), bar.c_str(), share * 100, int(detail.size()),
               detail.data());
}

std::string Thousands(std::uint64_t value) {
  std::string digits = std::to_string(value);
  for (int at = int(digits.size()) - 3; at > 0; at -= 3) digits.insert(std::size_t(at), ",");
  return digits;
}

std::string Bytes(std::uint64_t value) {
  static constexpr const char* kUnits[] = {"B", "kB", "MB", "GB", "TB"};
  double size = double(value);
  int unit = 0;
  while (size >= 1000 && unit < 4) size /= 1000, ++unit;
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, unit == 0 ? "%.0f %s" : "%.1f %s", size, kUnits[unit]);
  return buffer;
}

}  // namespace maktab::cli
