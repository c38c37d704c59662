// Figures for Prometheus.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace maktab::http {

// Any thread.
class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // `pattern` of the route, never the path: paths may hold numbers of persons and papers.
  void CountRequest(Method method, std::string_view pattern, int status, std::int64_t micros);
  void CountChecks(std::uint64_t checks, std::uint64_t hits);
  void CountConnection(int change);  // +1 opened, -1 closed

  // Figures that other parts know, asked for each time the page is made.
  struct Sample {
    std::string name;  // "maktab_list_age_seconds"
    std::string help;
    std::map<std::string, std::string> labels;
    double value = 0;
    bool counter = false;  // only ever grows; else it goes up and down
  };
  using Source = std::function<std::vector<Sample>()>;
  // Call before the server starts.
  void AddSource(Source source);

  // The text format of Prometheus.
  std::string Collect() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace maktab::http
