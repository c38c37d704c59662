#include "store/entry_reader.h"

#include <algorithm>
#include <limits>

#include "store/visible.h"

namespace maktab::store {
namespace {

using Text = std::string;

constexpr int kMaxLimit = 10'000;

// The columns of an entry without its leaf hash, in the order of EntryColumns.
constexpr std::string_view kOfFiles = "subject.";  // kinds of entries about files of persons and things
constexpr std::string_view kColumns =
    "seq, at, kind, actor_id, actor_name, actor_role, actor_kind, purpose, subject, body";

template <typename F>
void Select(Connection& connection, const std::string& rest, F&& visit, const std::vector<SqlValue>& values) {
  connection.EachKept<long long, long long, Text, Text, Text, Text, Text, Text, Text, Text>(
      "select " + std::string(kColumns) + " from entry " + rest,
      [&](long long seq, long long at, Text& kind, Text& actor_id, Text& actor_name, Text& actor_role, Text& actor_kind,
          Text& purpose, Text& subject, Text& body) {
        visit(FromColumns({seq, at, std::move(kind), std::move(actor_id), std::move(actor_name), std::move(actor_role),
                           std::move(actor_kind), std::move(purpose), std::move(subject), std::move(body)}));
      },
      values);
}

// Clocks are set back now and then; not by more than this.
constexpr std::int64_t kSetBack = base::kMicrosPerDay;

// From here on stands whatever was written since then, and little else. No index has `at`, which grows with `seq` but
// where a clock was set back; without this the last page would walk the whole history of its kind.
std::int64_t FirstSince(Connection& connection, std::int64_t since) {
  std::int64_t low = 0, high = connection.Number("select coalesce(max(seq), -1) from entry") + 1;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    const bool earlier = connection.Number("select at from entry where seq = :seq", middle) < since - kSetBack;
    (earlier ? low : high) = earlier ? middle + 1 : middle;
  }
  return low;
}

// One kind at a time, so that each query walks one index from its end; an absent condition is one that all entries
// meet.
void ReadOneKind(Connection& connection, const EntryFilter& filter, const Text& kind, const Viewer& viewer,
                 std::vector<Entry>& entries) {
  const std::int64_t before = filter.before_seq.value_or(std::numeric_limits<std::int64_t>::max());
  std::vector<SqlValue> values = {static_cast<long long>(before)};
  Text sql = "where seq < :before";
  if (filter.since) {
    sql += " and seq >= :first and at >= :since";
    values.emplace_back(static_cast<long long>(FirstSince(connection, filter.since->micros)));
    values.emplace_back(static_cast<long long>(filter.since->micros));
  }
  const auto add = [&](const Text& condition, const Text& value) {
    if (value.empty()) return;
    sql += condition;
    values.emplace_back(value);
  };
  add(" and kind = :kind", kind);
  add(" and actor_id = :actor", filter.actor_id);
  add(" and subject <> '' and subject = :subject", filter.subject);
  // What is about a hidden record, or a file of a person or thing, has its id as subject.
  sql += AndVisible(viewer, "subject", "record", values);
  if (kind.empty() || kind.starts_with(kOfFiles)) sql += AndFileVisible(viewer, "subject", values);
  sql += " order by seq desc limit :limit";
  values.emplace_back(static_cast<long long>(std::clamp(filter.limit, 1, kMaxLimit)));
  Select(
      connection, sql, [&](Entry&& entry) { entries.push_back(std::move(entry)); }, values);
}

}  // namespace

std::optional<Entry> ReadEntry(Connection& connection, std::int64_t seq, const Viewer& viewer) {
  std::optional<Entry> found;
  std::vector<SqlValue> values = {static_cast<long long>(seq)};
  Text sql = "where seq = :seq" + AndVisible(viewer, "subject", "record", values);
  sql += AndFileVisible(viewer, "subject", values);
  Select(
      connection, sql, [&](Entry&& entry) { found = std::move(entry); }, values);
  return found;
}

std::vector<Entry> ReadEntries(Connection& connection, const EntryFilter& filter, const Viewer& viewer) {
  std::vector<Entry> entries;
  if (filter.kinds.empty()) ReadOneKind(connection, filter, "", viewer, entries);
  for (const Text& kind : filter.kinds) ReadOneKind(connection, filter, kind, viewer, entries);
  if (filter.kinds.size() > 1) {
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.seq > b.seq; });
    const auto limit = std::size_t(std::clamp(filter.limit, 1, kMaxLimit));
    if (entries.size() > limit) entries.erase(entries.begin() + std::ptrdiff_t(limit), entries.end());
  }
  return entries;
}

void EachEntry(Connection& connection, std::int64_t from, std::int64_t to,
               const std::function<void(EntryColumns& entry, std::string& leaf_hash)>& visit) {
  constexpr std::int64_t kPage = 4096;
  EntryColumns entry;
  for (; from < to; from += kPage) {
    connection.Each<long long, long long, Text, Text, Text, Text, Text, Text, Text, Text, Text>(
        "select " + std::string(kColumns) + ", leaf_hash from entry where seq >= :from and seq < :to order by seq",
        [&](long long seq, long long at, Text& kind, Text& actor_id, Text& actor_name, Text& actor_role,
            Text& actor_kind, Text& purpose, Text& subject, Text& body, Text& leaf_hash) {
          entry.seq = seq;
          entry.at = at;
          entry.kind.swap(kind);
          entry.actor_id.swap(actor_id);
          entry.actor_name.swap(actor_name);
          entry.actor_role.swap(actor_role);
          entry.actor_kind.swap(actor_kind);
          entry.purpose.swap(purpose);
          entry.subject.swap(subject);
          entry.body.swap(body);
          visit(entry, leaf_hash);
        },
        from, std::min(from + kPage, to));
  }
}

}  // namespace maktab::store
