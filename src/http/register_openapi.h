// The description of one register for programs (OpenAPI 3.1), made from its definition: what its records hold, and one
// operation for each action.
#pragma once

#include <string>

#include "desk/access.h"
#include "model/register.h"
#include "model/words.h"

namespace maktab::http {

struct RegisterReader {
  const desk::Reader& reader;  // what is not for his eyes is not described
  model::Language language;    // of labels and of what errors say
};

std::string RegisterOpenApi(const model::Registers& registers, const model::Register& in, const model::Words& words,
                            const RegisterReader& reader);

}  // namespace maktab::http
