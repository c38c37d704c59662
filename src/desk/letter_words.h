// What stands in the places of a letter: values of fields as people of a language read them.
#pragma once

#include <string>

#include "desk/parts.h"
#include "model/language.h"
#include "model/register.h"

namespace maktab::desk {

// `value` is JSON in the form that is kept. Several persons, vehicles or documents come one a line.
std::string SayValue(const Parts& parts, const model::Field& field, std::string_view value, model::Language language);
// A unit by its label, a country by its name.
std::string SayHolder(const Parts& parts, const std::string& holder, model::Language language);
// "22 novembre 2026", by the bureau's clock.
std::string SayDay(const Parts& parts, base::Instant at, model::Language language);
// "22 novembre 2026, 09:30", by the bureau's clock.
std::string SayMinute(const Parts& parts, base::Instant at, model::Language language);

}  // namespace maktab::desk
