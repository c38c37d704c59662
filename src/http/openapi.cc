#include "http/openapi.h"

#include "http/static_pages.h"

// Made by maktab_embed from openapi.json.
extern "C" const maktab::http::EmbeddedFile maktab_openapi[];

namespace maktab::http {

std::string_view OpenApiDocument() {
  const EmbeddedFile& file = maktab_openapi[0];
  return {file.begin, std::size_t(file.end - file.begin)};
}

}  // namespace maktab::http
