#include "http/pages.h"

// Made by the build: embed_pages.cmake from web/dist, or an empty table.
extern "C" const maktab::http::EmbeddedFile maktab_pages[];

namespace maktab::http {

const EmbeddedFile* EmbeddedPages() {
  return maktab_pages;
}

}  // namespace maktab::http
