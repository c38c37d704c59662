// The purposes for which data may be processed and looked at; each check, transmission and look at a record names one
// (domain.md R-10; the codes are definitions, not code).
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/definitions.h"
#include "model/language.h"

namespace maktab::model {

struct Purpose {
  std::string code;
  std::array<std::string, kLanguages.size()> label;  // by Language
};

// Immutable after Load.
class Purposes {
 public:
  static base::Result<Purposes> Load(const Definitions& definitions);
  bool Has(std::string_view code) const;
  const std::vector<Purpose>& all() const { return purposes_; }
  // What front-line systems that send none are taken to mean; the first of the file.
  const std::string& default_code() const { return purposes_.front().code; }

 private:
  std::vector<Purpose> purposes_;
};

}  // namespace maktab::model
