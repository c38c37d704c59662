#include "store/verify_page.h"

#include <cstring>
#include <string_view>
#include <utility>

#include "crypto/encoding.h"
#include "store/entry_reader.h"
#include "store/merkle.h"

namespace maktab::store {
namespace {

bool Holds(const std::string& text, std::string_view part) {
  return memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}

}  // namespace

void ReadVerifyPage(Connection& connection, std::int64_t from, std::int64_t to, VerifyPage& page) {
  page.count = 0;
  EachEntry(connection, from, to, [&](EntryColumns& entry, const std::string& leaf_hash) {
    if (page.count == page.rows.size()) page.rows.emplace_back();
    VerifyPage::Row& row = page.rows[page.count++];
    // Swapped, so that the texts keep their room for the next page.
    std::swap(row.entry, entry);
    WriteLeaf(row.entry, page.leaf);
    row.hash = LeafHash(page.leaf);
    row.sound = crypto::DigestFromHex(leaf_hash) == row.hash;
    const std::string& kind = row.entry.kind;
    const bool acts = kind == "record.created" || kind == "record.imported" || kind == "record.acted";
    row.alerts = acts && Holds(row.entry.body, "\"alerts\":{");
    row.files = kind.starts_with("record.") && Holds(row.entry.body, "\"files\":[{");
  });
}

}  // namespace maktab::store
