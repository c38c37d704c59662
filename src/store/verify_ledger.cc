#include "store/verify_ledger.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <future>
#include <limits>
#include <map>
#include <memory>
#include <thread>
#include <vector>

#include "base/json.h"
#include "crypto/encoding.h"
#include "store/alert_projector.h"
#include "store/checkpoint.h"
#include "store/entry_reader.h"
#include "store/file_shelf.h"
#include "store/leaf.h"
#include "store/merkle.h"
#include "store/page_reader.h"
#include "store/verify_page.h"
#include "store/writer.h"

namespace maktab::store {
namespace {

constexpr std::int64_t kProgressEvery = 16'384;
constexpr int kListPage = 2000;

// What a list.imported or list.ended entry vouches for.
struct ListClaim {
  std::int64_t seq = 0;
  std::string dataset;
  std::int64_t number = 0;
  crypto::Digest changes;
};

// What an entry says of a file.
struct FileClaim {
  std::int64_t seq = 0;
  std::int64_t bytes = 0;
};

struct KeptRoot {
  crypto::Digest root;
  const char* kind;
};

class Verifier {
 public:
  Verifier(std::span<Connection* const> connections, const VerifyOptions& options, NoteVerifier key)
      : connections_(connections), connection_(*connections.front()), options_(options), key_(std::move(key)) {}

  VerifyReport Run() {
    const auto started = std::chrono::steady_clock::now();
    ReadCheckpoints() && ReadHead() && OpenKept() && ReadEntries() && CheckEnd() && ReadListRows() && ReadFiles();
    report_.ok = !report_.first_wrong.has_value();
    report_.root = crypto::ToBase64(tree_.Root());
    report_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return report_;
  }

 private:
  bool Refuse(std::string kind, std::int64_t seq, std::string what) {
    if (!report_.first_wrong) report_.first_wrong = Wrong{std::move(kind), seq, std::move(what)};
    return false;
  }

  // Runs a read. Values that can't be read at all are wrong values; a database that can't be reached is no finding.
  template <typename F>
  bool Reading(const std::string& kind, const std::int64_t& seq, F&& body) {
    try {
      body();
    } catch (const std::exception& problem) {
      if (ToError(problem).code == "store.unavailable") throw;
      return Refuse(kind, seq, "unreadable");
    }
    return !report_.first_wrong;
  }

  bool ReadHead() {
    const std::int64_t zero = 0;
    return Reading("head", zero, [&] {
      connection_.Each<long long, std::string, std::string, std::string, std::string>(
          "select size, frontier, root, note, public_key from ledger_head where id = 1",
          [&](long long size, std::string& frontier, std::string& root, std::string& note, std::string& public_key) {
            head_found_ = true;
            frontier_ = frontier;
            const auto tree = OpenCheckpoint(key_, note);
            if (public_key != key_.Text()) {
              Refuse("head", size, "key");
            } else if (!tree) {
              Refuse("head", size, "signature");
            } else if (tree->size != size || crypto::ToHex(tree->root) != root) {
              Refuse("head", size, "text");
            } else {
              head_ = *tree;
            }
          });
      if (!head_found_) Refuse("head", 0, "missing");
    });
  }

  // Before the head, so that what a writer adds meanwhile is not taken for something that no head covers.
  bool ReadCheckpoints() {
    std::int64_t last = 0;
    return Reading("checkpoint", last, [&] {
      last_seq_ = connection_.Number("select coalesce(max(seq), -1) from entry");
      connection_.Each<long long, std::string>(
          "select size, note from checkpoint order by size", [&](long long size, std::string& note) {
            last = size;
            ++report_.checkpoints;
            const auto tree = OpenCheckpoint(key_, note);
            if (tree && tree->size == size) {
              roots_.emplace(size, KeptRoot{tree->root, "checkpoint"});
            } else if (!bad_checkpoint_) {
              bad_checkpoint_ = Wrong{"checkpoint", size, tree ? "text" : "signature"};
            }
          });
    });
  }

  bool OpenKept() {
    if (options_.kept_checkpoint.empty()) return true;
    const auto kept = OpenCheckpoint(key_, options_.kept_checkpoint);
    if (!kept) return Refuse("kept_checkpoint", 0, "signature");
    if (kept->size > head_.size) return Refuse("kept_checkpoint", kept->size, "missing");
    roots_.emplace(kept->size, KeptRoot{kept->root, "kept_checkpoint"});
    return true;
  }

  // Each connection reads and hashes pages beside the others; they are taken in their order.
  bool ReadEntries() {
    CheckRoot();
    std::vector<std::unique_ptr<PageReader<VerifyPage>>> readers;
    for (Connection* connection : connections_) {
      const PageShare share{std::ssize(readers), std::ssize(connections_), head_.size};
      readers.push_back(std::make_unique<PageReader<VerifyPage>>(*connection, share, ReadVerifyPage));
    }
    for (std::int64_t page = 0; page * PageShare().length < head_.size; ++page) {
      if (!TakePage(readers[std::size_t(page) % readers.size()]->Next())) return false;
    }
    if (next_ < head_.size) return Refuse("entry", next_, "missing");
    if (last_seq_ >= head_.size) return Refuse("entry", head_.size, "not_covered");
    return true;
  }

  bool TakePage(const VerifyPage& page) {
    for (std::size_t i = 0; i < page.count && !report_.first_wrong; ++i) TakeEntry(page.rows[i]);
    if (report_.first_wrong) return false;
    return !page.problem || Reading("entry", next_, [&] { std::rethrow_exception(page.problem); });
  }

  void TakeEntry(const VerifyPage::Row& row) {
    const EntryColumns& entry = row.entry;
    if (entry.seq != next_) {
      Refuse("entry", next_, "missing");
      return;
    }
    if (!row.sound) {
      Refuse("entry", next_, "hash");
      return;
    }
    tree_.Append(row.hash);
    if (entry.kind == "list.imported" || entry.kind == "list.ended") AddClaim(entry);
    if (row.files) AddFiles(entry);
    if (row.alerts) AddAlerts(entry);
    ++next_;
    ++report_.entries;
    CheckRoot();
    if (options_.on_progress && next_ % kProgressEvery == 0) options_.on_progress(next_, head_.size);
  }

  // Compares the tree with the checkpoints of its present size.
  void CheckRoot() {
    const auto [first, end] = roots_.equal_range(next_);
    for (auto at = first; at != end; ++at) {
      if (at->second.root != tree_.Root()) Refuse(at->second.kind, next_, "root");
    }
  }

  void AddClaim(const EntryColumns& entry) {
    const auto document = base::JsonDocument::Parse(entry.body);
    const base::JsonRef body = document.ok() ? document->root() : base::JsonRef();
    ListClaim claim{entry.seq, std::string(body["dataset"].string().value_or("")), 0, crypto::Sha256Of("")};
    claim.number = ++list_numbers_[claim.dataset];
    if (entry.kind == "list.imported") {
      const auto changes = crypto::DigestFromHex(body["changes_sha256"].string().value_or(""));
      if (!changes || body["number"].integer() != claim.number) {
        Refuse("entry", entry.seq, "text");
        return;
      }
      claim.changes = *changes;
    }
    claims_.push_back(std::move(claim));
  }

  // Rows that an action on a record gave to a list are a function of its entry.
  void AddAlerts(const EntryColumns& entry) {
    const auto body = parser_.Parse(entry.body);
    if (!body.ok()) return;
    const auto alerts = AlertRowsOf(entry, *body);
    if (!alerts.ok() || alerts->rows.empty()) return;
    crypto::Sha256 changes;
    std::string encoded;
    for (const ListRow& row : alerts->rows) {
      WriteListRow(row, encoded);
      changes.Update(encoded);
    }
    claims_.push_back({entry.seq, alerts->dataset, ++list_numbers_[alerts->dataset], changes.Finish()});
  }

  void AddFiles(const EntryColumns& entry) {
    const auto body = parser_.Parse(entry.body);
    if (!body.ok()) return;
    for (const base::JsonRef& row : (*body)["files"].elements()) {
      const std::string sha256(row["sha256"].string().value_or(""));
      files_.try_emplace(sha256, FileClaim{entry.seq, row["bytes"].integer().value_or(-1)});
    }
  }

  // Each file that the ledger speaks of is there with the hash and the length on record. Threads share them; of what is
  // wrong, the first in the order of the hashes is told.
  bool ReadFiles() {
    if (options_.data_dir.empty()) return true;
    const FileShelf shelf(options_.data_dir);
    const std::vector<std::pair<std::string, FileClaim>> claims(files_.begin(), files_.end());
    std::vector<std::string> wrong(claims.size());
    std::atomic<std::size_t> next = 0;
    const auto look = [&] {
      for (std::size_t i = next++; i < claims.size(); i = next++) {
        wrong[i] = shelf.WrongWith({claims[i].first, claims[i].second.bytes});
      }
    };
    std::vector<std::future<void>> others;
    for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) {
      others.push_back(std::async(std::launch::async, look));
    }
    look();
    for (std::future<void>& other : others) other.get();
    for (std::size_t i = 0; i < claims.size(); ++i) {
      if (!wrong[i].empty()) return Refuse("file", claims[i].second.seq, wrong[i]);
      ++report_.files;
    }
    return true;
  }

  bool CheckEnd() {
    if (tree_.Root() != head_.root) return Refuse("head", head_.size, "root");
    if (WriteFrontier(tree_) != frontier_) return Refuse("head", head_.size, "text");
    if (bad_checkpoint_) return Refuse(bad_checkpoint_->kind, bad_checkpoint_->seq, bad_checkpoint_->what);
    if (!roots_.empty() && roots_.rbegin()->first > head_.size) {
      return Refuse("checkpoint", roots_.rbegin()->first, "missing");
    }
    if (options_.on_progress) options_.on_progress(head_.size, head_.size);
    return true;
  }

  bool ReadListRows() {
    std::map<std::string, std::vector<const ListClaim*>> claims;  // by dataset, in the order of their numbers
    for (const ListClaim& claim : claims_) claims[claim.dataset].push_back(&claim);
    std::int64_t first_wrong = std::numeric_limits<std::int64_t>::max();
    for (const auto& [dataset, of] : claims) {
      std::int64_t seq = of.front()->seq;
      const bool read = Reading("list_row", seq, [&] {
        CheckRows(dataset, of, [&](const ListClaim& claim, bool right) {
          seq = claim.seq;
          if (!right) first_wrong = std::min(first_wrong, claim.seq);
        });
      });
      if (!read) return false;
    }
    return first_wrong == std::numeric_limits<std::int64_t>::max() || Refuse("list_row", first_wrong, "rows");
  }

  // All rows of a list are read one after the other: most claims are of one row. Rows of a number that nothing vouches
  // for are those of an import that is under way.
  template <typename F>
  void CheckRows(const std::string& dataset, const std::vector<const ListClaim*>& claims, F&& checked) {
    using Text = std::string;
    crypto::Sha256 changes;
    std::string encoded;
    auto claim = claims.begin();
    const auto close_until = [&](long long number) {
      for (; claim != claims.end() && (*claim)->number < number; ++claim) {
        checked(**claim, changes.Finish() == (*claim)->changes);
      }
    };
    long long last_number = -1, last_row = 0;
    for (int page = kListPage; page == kListPage;) {
      page = 0;
      connection_.Each<long long, long long, Text, Text, Text, Text, Text, Text>(
          "select number, row, op, entity_id, digest, schema, caption, body from list_entry where dataset = :dataset "
          "and (number, row) > (:number, :row) order by number, row limit :limit",
          [&](long long number, long long row, Text& op, Text& id, Text& digest, Text& schema, Text& caption,
              Text& body) {
            ++page;
            last_number = number;
            last_row = row;
            close_until(number);
            if (claim == claims.end() || (*claim)->number != number) return;
            WriteListRow({row, op, id, digest, schema, caption, std::move(body)}, encoded);
            changes.Update(encoded);
            ++report_.list_rows;
          },
          dataset, last_number, last_row, kListPage);
    }
    close_until(std::numeric_limits<long long>::max());
  }

  const std::span<Connection* const> connections_;
  Connection& connection_;  // the first of them
  const VerifyOptions& options_;
  const NoteVerifier key_;
  VerifyReport report_;
  bool head_found_ = false;
  TreeHead head_;
  std::string frontier_;
  std::int64_t last_seq_ = -1;
  std::multimap<std::int64_t, KeptRoot> roots_;  // by size
  std::optional<Wrong> bad_checkpoint_;
  Frontier tree_;
  std::int64_t next_ = 0;
  base::JsonParser parser_;
  std::map<std::string, std::int64_t> list_numbers_;
  std::vector<ListClaim> claims_;
  std::map<std::string, FileClaim> files_;  // by hash
};

}  // namespace

base::Result<VerifyReport> VerifyLedger(std::span<Connection* const> connections, const VerifyOptions& options) {
  std::string text = options.public_key;
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  MAKTAB_ASSIGN(NoteVerifier key, NoteVerifier::Parse(text));
  return Verifier(connections, options, std::move(key)).Run();
}

}  // namespace maktab::store
