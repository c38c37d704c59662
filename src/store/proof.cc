#include "store/proof.h"

#include <charconv>
#include <optional>
#include <vector>

#include "base/json.h"
#include "crypto/encoding.h"
#include "store/checkpoint.h"
#include "store/entry_reader.h"
#include "store/leaf.h"
#include "store/merkle.h"
#include "store/sql.h"

namespace maktab::store {
namespace {

constexpr std::int64_t kVersion = 1;
// A tree of 2^63 leaves is no deeper.
constexpr std::size_t kMaxPath = 64;
constexpr std::string_view kLeafStart = "maktab-entry-1\n";

std::optional<std::string_view> TakeNetstring(std::string_view& rest) {
  std::size_t length = 0;
  const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), length);
  const auto digits = std::size_t(read.ptr - rest.data());
  if (read.ec != std::errc() || digits >= rest.size() || rest[digits] != ':') return std::nullopt;
  if (rest.size() - digits - 1 <= length || rest[digits + 1 + length] != ',') return std::nullopt;
  const std::string_view text = rest.substr(digits + 1, length);
  rest.remove_prefix(digits + length + 2);
  return text;
}

bool TakeNumber(std::string_view& rest, long long& number) {
  const auto text = TakeNetstring(rest);
  if (!text) return false;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), number);
  return read.ec == std::errc() && read.ptr == text->data() + text->size();
}

// What WriteLeaf wrote, and nothing else: written again it must be the same.
std::optional<Entry> ReadLeaf(std::string_view leaf) {
  if (!leaf.starts_with(kLeafStart)) return std::nullopt;
  std::string_view rest = leaf.substr(kLeafStart.size());
  EntryColumns columns;
  if (!TakeNumber(rest, columns.seq) || !TakeNumber(rest, columns.at)) return std::nullopt;
  for (std::string* text : {&columns.kind, &columns.actor_id, &columns.actor_name, &columns.actor_role,
                            &columns.actor_kind, &columns.purpose, &columns.subject, &columns.body}) {
    const auto part = TakeNetstring(rest);
    if (!part) return std::nullopt;
    *text = *part;
  }
  std::string again;
  WriteLeaf(columns, again);
  if (again != leaf) return std::nullopt;
  return FromColumns(std::move(columns));
}

struct Ground {
  std::string note, public_key;
  std::vector<crypto::Digest> leaves;
  std::string leaf;
};

base::Result<Ground> ReadGround(Connection& connection, std::int64_t seq) {
  Ground ground;
  connection.BeginSnapshot();
  long long size = 0;
  connection.Each<long long, std::string, std::string>("select size, note, public_key from ledger_head where id = 1",
                                                       [&](long long entries, std::string& note, std::string& key) {
                                                         size = entries;
                                                         ground.note = std::move(note);
                                                         ground.public_key = std::move(key);
                                                       });
  if (seq < 0 || seq >= size) return base::Err("proof.no_entry").With("entries", std::to_string(size));
  ground.leaves.reserve(std::size_t(size));
  bool sound = true;
  connection.Each<std::string>(
      "select leaf_hash from entry where seq < :size order by seq",
      [&](std::string& hash) {
        const auto digest = crypto::DigestFromHex(hash);
        sound = sound && digest.has_value();
        ground.leaves.push_back(digest.value_or(crypto::Digest{}));
      },
      size);
  EachEntry(connection, seq, seq + 1, [&](EntryColumns& entry, std::string&) { WriteLeaf(entry, ground.leaf); });
  connection.Commit();
  if (!sound || ground.leaves.size() != std::size_t(size)) return base::Err("store.damaged").Log("leaf hashes");
  return ground;
}

}  // namespace

base::Result<std::string> MakeProof(const StoreOptions& options, std::int64_t seq) {
  MAKTAB_ASSIGN(Location where, Location::Of(options.url, options.data_dir));
  where.read_only = true;
  return Guarded([&]() -> base::Result<std::string> {
    Connection connection(where);
    MAKTAB_ASSIGN(const Ground ground, ReadGround(connection, seq));
    std::string out;
    base::JsonWriter json(out);
    json.BeginObject().Field("maktab_proof", kVersion).Field("entry", seq);
    json.Field("leaf", crypto::ToBase64(ground.leaf)).Key("path").BeginArray();
    for (const crypto::Digest& step : InclusionProof(ground.leaves, seq)) json.String(crypto::ToBase64(step));
    json.EndArray().Field("checkpoint", ground.note).Field("public_key", ground.public_key).EndObject();
    out += '\n';
    // A ledger that does not prove its own entry is not sound, and must not hand out what looks like a proof.
    const auto checked = CheckProof(out, ground.public_key);
    if (!checked.ok()) return base::Err("store.damaged").Log("the proof of entry " + std::to_string(seq));
    return out;
  });
}

base::Result<Proved> CheckProof(std::string_view text, std::string_view public_key) {
  const auto document = base::JsonDocument::Parse(text);
  if (!document.ok()) return base::Err("proof.wrong_form");
  const base::JsonRef root = document->root();
  const auto seq = root["entry"].integer();
  const auto leaf = crypto::FromBase64(root["leaf"].string().value_or(""));
  const auto note = root["checkpoint"].string();
  const auto own_key = root["public_key"].string();
  const auto steps = root["path"].elements();
  if (root["maktab_proof"].integer() != kVersion || !seq || !leaf || !note || !own_key || steps.size() > kMaxPath) {
    return base::Err("proof.wrong_form");
  }
  std::vector<crypto::Digest> path;
  for (const base::JsonRef& step : steps) {
    const auto digest = crypto::DigestFromBase64(step.string().value_or(""));
    if (!digest) return base::Err("proof.wrong_form");
    path.push_back(*digest);
  }
  std::string_view trusted = public_key;
  while (trusted.ends_with('\n') || trusted.ends_with('\r')) trusted.remove_suffix(1);
  if (!trusted.empty() && trusted != *own_key) return base::Err("proof.other_key");
  MAKTAB_ASSIGN(const NoteVerifier key, NoteVerifier::Parse(*own_key));
  const auto tree = OpenCheckpoint(key, *note);
  if (!tree) return base::Err("proof.not_signed");
  auto entry = ReadLeaf(*leaf);
  if (!entry || entry->seq != *seq || !VerifyInclusion(LeafHash(*leaf), *seq, *tree, path)) {
    return base::Err("proof.not_in_tree");
  }
  return Proved{*std::move(entry), tree->size, std::string(*own_key)};
}

}  // namespace maktab::store
