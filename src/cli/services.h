// What commands are given: the parts of an opened data folder. main/wiring.cc makes it; destroying it closes everything
// in the right order.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "desk/care.h"
#include "desk/check.h"
#include "desk/cross_check.h"
#include "desk/events.h"
#include "desk/history.h"
#include "desk/import.h"
#include "desk/lists.h"
#include "desk/people.h"
#include "desk/records.h"
#include "model/definitions.h"

namespace maktab::cli {

struct Services {
  virtual ~Services() = default;
  virtual const desk::Parts& parts() = 0;
  virtual desk::Judgements& judgements() = 0;
  virtual desk::CheckDesk& checks() = 0;
  virtual desk::Importer& importer() = 0;
  virtual desk::ListsDesk& lists() = 0;
  virtual desk::FileDesk& files() = 0;
  virtual desk::RecordDesk& records() = 0;
  virtual desk::CrossCheck& cross_check() = 0;
  virtual desk::Events& events() = 0;
  virtual desk::People& people() = 0;
  virtual desk::Care& care() = 0;
};

struct OpenOptions {
  std::filesystem::path data_dir = "./maktab_data";
  bool with_screening = true;  // false: no snapshot is loaded, for commands that ask no list
};

struct ServeOptions {
  std::filesystem::path data_dir = "./maktab_data";
  std::string listen;  // address; empty: the setting
  int port = -1;       // -1: the setting; 0: any free one
  bool verbose = false;
};

// What main knows how to do.
struct Program {
  std::function<base::Result<std::unique_ptr<Services>>(const OpenOptions&)> open;
  std::function<base::Result<store::StoreOptions>(const std::filesystem::path& data_dir)> store_options;
  std::function<base::Status(const ServeOptions&)> serve;
  const model::Definitions& definitions;
  const model::Words& words;
  std::string version;
};

}  // namespace maktab::cli
