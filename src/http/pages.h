// The files that are built into the program beside the definitions: the pages.
#pragma once

#include "http/static_pages.h"

namespace maktab::http {

// The table for StaticPages; empty if the program was built without its pages.
const EmbeddedFile* EmbeddedPages();

}  // namespace maktab::http
