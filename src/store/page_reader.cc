#include "store/page_reader.h"

#include <algorithm>
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

PageReader::PageReader(Connection& connection, PageShare share) : connection_(connection), share_(share) {
  thread_ = std::thread([this] { Run(); });
}

PageReader::~PageReader() {
  {
    const base::MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

const VerifyPage& PageReader::Next() {
  const base::MutexLock lock(mutex_);
  ++given_;
  changed_.notify_all();
  while (read_ < given_) changed_.wait(mutex_);
  return pages_[(given_ - 1) % pages_.size()];
}

void PageReader::Run() {
  for (std::int64_t page = share_.first; page * kVerifyPage < share_.size; page += share_.step) {
    std::size_t place = 0;
    {
      const base::MutexLock lock(mutex_);
      // The one that was given last is still looked at.
      while (!stopping_ && read_ + 1 >= given_ + pages_.size()) changed_.wait(mutex_);
      if (stopping_) return;
      place = read_ % pages_.size();
    }
    Read(page, pages_[place]);
    {
      const base::MutexLock lock(mutex_);
      ++read_;
    }
    changed_.notify_all();
  }
}

void PageReader::Read(std::int64_t page, VerifyPage& out) {
  out.count = 0;
  out.problem = nullptr;
  const auto take = [&](EntryColumns& entry, const std::string& leaf_hash) {
    if (out.count == out.rows.size()) out.rows.emplace_back();
    VerifyPage::Row& row = out.rows[out.count++];
    // Swapped, so that the texts keep their room for the next page.
    std::swap(row.entry, entry);
    WriteLeaf(row.entry, leaf_);
    row.hash = LeafHash(leaf_);
    row.sound = crypto::DigestFromHex(leaf_hash) == row.hash;
    const std::string& kind = row.entry.kind;
    const bool acts = kind == "record.created" || kind == "record.imported" || kind == "record.acted";
    row.alerts = acts && Holds(row.entry.body, "\"alerts\":{");
    row.files = kind.starts_with("record.") && Holds(row.entry.body, "\"files\":[{");
  };
  try {
    EachEntry(connection_, page * kVerifyPage, std::min((page + 1) * kVerifyPage, share_.size), take);
  } catch (...) {
    out.problem = std::current_exception();
  }
}

}  // namespace maktab::store
