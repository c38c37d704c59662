// The description of the interface for programs (OpenAPI 3.1).
#pragma once

#include <string_view>

namespace maktab::http {

// src/http/openapi.json as it was when the program was built.
std::string_view OpenApiDocument();

}  // namespace maktab::http
