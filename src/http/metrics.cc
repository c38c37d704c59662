#include "http/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <tuple>

#include "base/mutex.h"

namespace maktab::http {

namespace {
const prometheus::Histogram::BucketBoundaries kSeconds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                          0.1,    0.25,  0.5,    1,     2.5,  10,    60};
}

struct Metrics::State {
  State()
      : requests(prometheus::BuildCounter()
                     .Name("maktab_http_requests_total")
                     .Help("Requests answered, by route and status.")
                     .Register(registry)),
        seconds(prometheus::BuildHistogram()
                    .Name("maktab_http_request_seconds")
                    .Help("Time from the head of a request to the end of its answer, by route.")
                    .Register(registry)),
        checks(prometheus::BuildCounter()
                   .Name("maktab_checks_total")
                   .Help("Questions asked of the lists over HTTP.")
                   .Register(registry)
                   .Add({})),
        hits(prometheus::BuildCounter()
                 .Name("maktab_hits_total")
                 .Help("Hits given over HTTP.")
                 .Register(registry)
                 .Add({})),
        connections(prometheus::BuildGauge()
                        .Name("maktab_http_connections")
                        .Help("Connections open now.")
                        .Register(registry)
                        .Add({})) {}

  struct Series {
    prometheus::Counter* count;
    prometheus::Histogram* seconds;
  };
  using Key = std::tuple<Method, std::string, int>;

  Series& Find(Method method, std::string_view pattern, int status) REQUIRES(mutex) {
    const Key key{method, std::string(pattern), status};
    const auto known = series.find(key);
    if (known != series.end()) return known->second;
    const std::string name(MethodName(method));
    Series made{&requests.Add({{"method", name}, {"route", std::get<1>(key)}, {"status", std::to_string(status)}}),
                &seconds.Add({{"method", name}, {"route", std::get<1>(key)}}, kSeconds)};
    return series.emplace(key, made).first->second;
  }

  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests;
  prometheus::Family<prometheus::Histogram>& seconds;
  prometheus::Counter& checks;
  prometheus::Counter& hits;
  prometheus::Gauge& connections;
  base::Mutex mutex;
  std::map<Key, Series> series GUARDED_BY(mutex);
  std::vector<Source> sources;
};

Metrics::Metrics() : state_(std::make_unique<State>()) {}
Metrics::~Metrics() = default;

void Metrics::CountRequest(Method method, std::string_view pattern, int status, std::int64_t micros) {
  State::Series series{};
  {
    const base::MutexLock lock(state_->mutex);
    series = state_->Find(method, pattern, status);
  }
  series.count->Increment();
  series.seconds->Observe(double(micros) * 1e-6);
}

void Metrics::CountChecks(std::uint64_t checks, std::uint64_t hits) {
  state_->checks.Increment(double(checks));
  if (hits > 0) state_->hits.Increment(double(hits));
}

void Metrics::CountConnection(int change) {
  state_->connections.Increment(change);
}

void Metrics::AddSource(Source source) {
  state_->sources.push_back(std::move(source));
}

std::string Metrics::Collect() const {
  std::vector<prometheus::MetricFamily> families = state_->registry.Collect();
  std::map<std::string, std::size_t> places;
  for (const Source& source : state_->sources) {
    for (Sample& sample : source()) {
      const auto [place, fresh] = places.emplace(sample.name, families.size());
      if (fresh) {
        prometheus::MetricFamily& family = families.emplace_back();
        family.name = sample.name;
        family.help = sample.help;
        family.type = sample.counter ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge;
      }
      prometheus::ClientMetric& metric = families[place->second].metric.emplace_back();
      for (const auto& [name, value] : sample.labels) metric.label.push_back({name, value});
      (sample.counter ? metric.counter.value : metric.gauge.value) = sample.value;
    }
  }
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace maktab::http
