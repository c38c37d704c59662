// What the things a person can do are made of, and the settings of a bureau. Built once in main/wiring.cc; outlives
// every desk object. Everything in it may be used from any thread.
#pragma once

#include <filesystem>
#include <string>

#include "base/clock.h"
#include "identifiers/identify.h"
#include "model/purpose.h"
#include "model/register.h"
#include "model/words.h"
#include "screening/engine.h"
#include "store/store.h"

namespace maktab::desk {

struct Settings {
  std::string bureau = "XX";      // ISO 3166-1 alpha-2 of the bureau's country, or a name of its own
  int recheck_days = 30;          // checks of so many days are asked again when a list changes; 0 = none
  int recheck_record_days = 180;  // the same for checks of records
  float threshold = 0.70F;        // a result below it is not shown
  int session_hours = 12;
  std::string zone = "UTC";  // IANA name of the bureau's time zone; where days end
};

struct Parts {
  store::Store& store;
  screening::Engine& engine;
  const model::Words& words;
  const model::Purposes& purposes;
  const model::Registers& registers;
  const identifiers::Tables& tables;
  const base::Clock& clock;
  std::filesystem::path data_dir;
  Settings settings;
};

}  // namespace maktab::desk
