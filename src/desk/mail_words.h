// What the text of a message says of itself in lines like "Name: …": persons and the sender's own number. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/intake_rules.h"

namespace maktab::desk {

struct NamedPerson {
  std::string name, birth_date;  // the date as it stands, ISO where it could be read; may be empty
};

struct MailWords {
  std::vector<NamedPerson> persons;  // each name once, at most 50
  std::string reference;
};

MailWords FindWords(const model::IntakeRules& rules, std::string_view text);

}  // namespace maktab::desk
