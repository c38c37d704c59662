#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>

namespace maktab::base {

void StartLog(LogLevel level) {
  auto logger = std::make_shared<spdlog::logger>("maktab", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  switch (level) {
    case LogLevel::kQuiet:
      logger->set_level(spdlog::level::err);
      break;
    case LogLevel::kNormal:
      logger->set_level(spdlog::level::info);
      break;
    case LogLevel::kVerbose:
      logger->set_level(spdlog::level::debug);
      break;
  }
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace maktab::base
