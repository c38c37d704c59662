// INTERPOL's public notices out, in the shape of its public service (domain.md 4.2 and 4.3).
#pragma once

#include <string>
#include <string_view>

#include "model/entity.h"

namespace maktab::lists {

// Which notice of which service. An entity that came as such a notice is given back as it came, with links to this
// service; another is built from its properties.
struct NoticeAddress {
  std::string_view colour;    // "red", "yellow" or "un"
  std::string_view base_url;  // "https://bureau.example", without a slash at the end
};

// The entry of a list page: forename, name, date_of_birth, entity_id, nationalities, _links.
std::string WriteInterpolItem(const model::Entity& entity, const NoticeAddress& address);
// The whole notice.
std::string WriteInterpolDetail(const model::Entity& entity, const NoticeAddress& address);

}  // namespace maktab::lists
