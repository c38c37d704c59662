#include "store/record_projector.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

#include "base/json.h"
#include "crypto/encoding.h"
#include "store/json_merge.h"
#include "store/notification_projector.h"
#include "store/subject_projector.h"

namespace maktab::store {
namespace {

using Text = std::string;

base::Error BadEntry(std::string_view kind, std::string_view field) {
  return base::Err("store.bad_entry").With("kind", kind).With("field", field);
}

Text TextOf(const base::JsonRef& json) {
  return Text(json.string().value_or(""));
}

std::int64_t MicrosOf(const base::JsonRef& json) {
  const auto instant = base::ParseInstant(json.string().value_or(""));
  return instant ? instant->micros : 0;
}

Text FirstOf(const base::JsonRef& index, std::string_view field) {
  const std::vector<Text> values = index[field].strings();
  return values.empty() ? Text() : values.front();
}

class Projection {
 public:
  Projection(Connection& connection, const EntryColumns& entry, const base::JsonRef& body)
      : connection_(connection), entry_(entry), body_(body), id_(entry.subject) {}

  base::Status Create() {
    for (const std::string_view key : {"register", "number", "series", "state", "kind"}) {
      if (TextOf(body_[key]).empty()) return BadEntry(entry_.kind, key);
    }
    if (id_.empty()) return BadEntry(entry_.kind, "subject");
    const auto serial = body_["serial"].integer();
    if (!serial) return BadEntry(entry_.kind, "serial");
    const Text number = TextOf(body_["number"]);
    if (connection_.Number("select count(*) from record where id = :id or number = :number", id_, number) > 0) {
      return base::Err("store.record_exists").With("number", number);
    }
    connection_.Run(
        "insert into record (id, register, number, series, serial, state, kind, version, caption, partner, unit, "
        "officer, priority, content, doers, created_seq, changed_seq, opened_at, changed_at, due_at, due_from, "
        "due_rule) values (:id, :register, :number, :series, :serial, '', '', 0, '', '', '', '', '', '{}', '{}', "
        ":created, 0, :opened, 0, 0, 0, '')",
        id_, TextOf(body_["register"]), number, TextOf(body_["series"]), *serial, entry_.seq, HappenedAt());
    return Apply();
  }

  // It has the number that it had.
  base::Status Import() {
    MAKTAB_TRY(Create());
    const Text digest = TextOf(body_["source"]["digest"]);
    if (digest.empty()) return BadEntry(entry_.kind, "source");
    connection_.Run("insert into record_import (record, digest) values (:id, :digest)", id_, digest);
    return {};
  }

  base::Status Act() {
    if (connection_.Number("select count(*) from record where id = :id", id_) == 0) {
      return base::Err("store.record_unknown");
    }
    return Apply();
  }

 private:
  std::int64_t HappenedAt() const {
    const std::int64_t at = MicrosOf(body_["happened_at"]);
    return at != 0 ? at : entry_.at;
  }

  // Of one that was closed elsewhere it may not be known.
  std::int64_t ClosedAt(const Text& kind_before, std::int64_t before) const {
    if (TextOf(body_["kind"]) != "closed") return 0;
    if (body_["source"].present()) return MicrosOf(body_["closed_at"]);
    return kind_before == "closed" ? before : HappenedAt();
  }

  base::Status Apply() {
    const auto before = connection_.One<Text, Text, Text, long long, long long, Text, long long, long long>(
        "select content, doers, register, created_seq, version, kind, closed_at, (select count(*) from record_guard g "
        "where g.record = "
        "record.id) from record where id = :id",
        id_);
    const auto& [content, doers, register_id, created_seq, version, kind, closed_at, guarded] = *before;
    if (body_["version"].integer().value_or(-1) != version + 1) return base::Err("store.record_changed");
    const base::JsonRef index = body_["index"];
    const Text done = "{" + Quoted(TextOf(body_["action"])) + ":" + Quoted(entry_.actor_id) + "}";
    const auto by = base::JsonDocument::Parse(done);
    if (!by.ok()) return BadEntry(entry_.kind, "action");
    connection_.Run(
        "update record set state = :state, kind = :kind, version = :version, caption = :caption, partner = :partner, "
        "unit = :unit, officer = :officer, priority = :priority, content = :content, doers = :doers, changed_seq = "
        ":seq, changed_at = :at, closed_at = :closed where id = :id",
        TextOf(body_["state"]), TextOf(body_["kind"]), version + 1, TextOf(body_["caption"]), FirstOf(index, "partner"),
        FirstOf(index, "unit"), FirstOf(index, "officer"), FirstOf(index, "priority"),
        MergeMembers(content, body_["values"]), MergeMembers(doers, by->root()), entry_.seq, entry_.at,
        ClosedAt(kind, closed_at), id_);
    MAKTAB_TRY(CheckUnique(register_id));
    Index(index, register_id);
    Access(index, register_id, guarded != 0);
    Fields(register_id);
    Words(created_seq);
    MAKTAB_TRY(Deadlines());
    MAKTAB_TRY(ProjectRecordSubjects(connection_, entry_, body_));
    Facts(register_id, FirstOf(index, "partner"));
    MAKTAB_TRY(ProjectTells(connection_, entry_, body_));
    return Files();
  }

  // One transaction writes at a time, so what is not there now will not be there before this one ends. Records that are
  // kept from somebody don't count: a refusal would tell of them (P7).
  base::Status CheckUnique(const Text& register_id) {
    for (const auto& [field, value] : body_["unique"].members()) {
      const auto other = connection_.One<Text>(
          "select r.number from record_value v join record r on r.id = v.record where v.register = :register and "
          "v.field = :field and v.value = :value and v.record <> :id and v.record not in (select g.record from "
          "record_guard g)",
          register_id, Text(field), TextOf(value), id_);
      if (other) return base::Err("store.record_doubled").With("field", field).With("number", std::get<0>(*other));
    }
    return {};
  }

  static Text Quoted(std::string_view text) {
    Text out;
    base::AppendJsonString(out, text);
    return out;
  }

  // Most actions change one value of many: only what differs is written.
  void Index(const base::JsonRef& index, const Text& register_id) {
    using Pair = std::pair<Text, Text>;
    std::set<Pair> now, before;
    for (const auto& [field, values] : index.members()) {
      for (Text& value : values.strings()) now.emplace(field, std::move(value));
    }
    connection_.Each<Text, Text>(
        "select field, value from record_value where record = :id",
        [&](Text& field, Text& value) { before.emplace(std::move(field), std::move(value)); }, id_);
    for (const Pair& gone : before) {
      if (now.contains(gone)) continue;
      connection_.Run("delete from record_value where record = :id and field = :field and value = :value", id_,
                      gone.first, gone.second);
    }
    BulkInsert insert(connection_, "insert into record_value (record, register, field, value) values ", "tttt");
    for (const Pair& pair : now) {
      if (!before.contains(pair)) insert.Text(id_).Text(register_id).Text(pair.first).Text(pair.second);
    }
    insert.Flush();
  }

  // Who sees it; most records are for all of the bureau.
  void Access(const base::JsonRef& index, const Text& register_id, bool before) {
    if (before) {
      connection_.Run("delete from record_guard where record = :id", id_);
      connection_.Run("delete from record_access where record = :id", id_);
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kKinds = {
        {{"units", "unit"}, {"users", "user"}, {"countries", "country"}}};
    bool restricted = false, guarded = false;
    BulkInsert insert(connection_, "insert into record_access (record, kind, value) values ", "ttt");
    for (const auto& [key, kind] : kKinds) {
      const std::vector<Text> values = body_["access"][key].strings();
      for (const Text& value : std::set<Text>(values.begin(), values.end())) {
        insert.Text(id_).Text(kind).Text(value);
        guarded = true;
        restricted = restricted || kind != "country";
      }
    }
    if (!guarded) return;
    insert.Flush();
    connection_.Run(
        "insert into record_guard (record, changed_seq, register, unit, officer, restricted) values (:id, :seq, "
        ":register, :unit, :officer, :restricted)",
        id_, entry_.seq, register_id, FirstOf(index, "unit"), FirstOf(index, "officer"), restricted ? 1 : 0);
  }

  void Fields(const Text& register_id) {
    for (const auto& [field, value] : body_["values"].members()) {
      connection_.Run("insert into record_field (register, field) values (:register, :field) on conflict do nothing",
                      register_id, Text(field));
    }
  }

  // The index of words is the dearest thing to change.
  void Words(std::int64_t row) {
    const Text words = TextOf(body_["search"]);
    const Text guarded = TextOf(body_["search_guarded"]);
    const auto before = connection_.One<Text, Text>("select body, guarded from record_text where rowid = :row", row);
    if (before && std::tie(words, guarded) == *before) return;
    if (before) connection_.Run("delete from record_text where rowid = :row", row);
    connection_.Run("insert into record_text (rowid, body, guarded) values (:row, :body, :guarded)", row, words,
                    guarded);
  }

  base::Status Deadlines() {
    for (const base::JsonRef& row : body_["deadlines"].elements()) {
      const Text rule = TextOf(row["rule"]);
      const Text what = TextOf(row["do"]);
      const std::int64_t due = MicrosOf(row["due_at"]);
      if (what == "start") {
        connection_.Run(
            "insert into deadline (record, rule, started_seq, started_at, counted_from, due_at, must, state, "
            "stopped_at) values (:record, :rule, :seq, :started, :from, :due, :must, 'running', 0)",
            id_, rule, entry_.seq, MicrosOf(row["started_at"]), MicrosOf(row["started_at"]), due,
            row["must"].boolean().value_or(true) ? 1 : 0);
      } else if (what == "meet") {
        connection_.Run(
            "update deadline set state = 'met', stopped_at = :at where record = :record and rule = :rule and state <> "
            "'met'",
            HappenedAt(), id_, rule);
      } else if (what == "pause") {
        connection_.Run(
            "update deadline set state = 'paused', stopped_at = :at where record = :record and rule = :rule and state "
            "= 'running'",
            HappenedAt(), id_, rule);
      } else if (what == "resume") {
        connection_.Run(
            "update deadline set state = 'running', stopped_at = 0, counted_from = counted_from + (:later - due_at), "
            "due_at = :due where record = :record and rule = :rule and state = 'paused'",
            due, due, id_, rule);
      } else if (what == "recount") {
        connection_.Run("update deadline set due_at = :due where record = :record and rule = :rule and state <> 'met'",
                        due, id_, rule);
      } else {
        return BadEntry(entry_.kind, "deadlines");
      }
    }
    if (!body_["deadlines"].elements().empty()) NextDue();
    return {};
  }

  // The running clock that must be met next. It is chosen here because SQLite, asked for the least due_at, walks all
  // running clocks of the bureau in that order to find those of one record.
  void NextDue() {
    long long next_due = 0, next_from = 0;
    Text next_rule;
    connection_.Each<Text, long long, long long, long long, Text>(
        "select rule, counted_from, due_at, must, state from deadline where record = :record order by started_seq, "
        "rule",
        [&](Text& rule, long long from, long long due, long long must, Text& state) {
          if (must != 1 || state != "running" || (next_due != 0 && next_due <= due)) return;
          std::tie(next_due, next_from, next_rule) = std::tie(due, from, rule);
        },
        id_);
    connection_.Run("update record set due_at = :due, due_from = :from, due_rule = :rule where id = :id", next_due,
                    next_from, next_rule, id_);
  }

  void Facts(const Text& register_id, const Text& partner) {
    for (const base::JsonRef& row : body_["facts"].elements()) {
      connection_.Run(
          "insert into fact (seq, what, at, register, record, partner, amount) values (:seq, :what, :at, :register, "
          ":record, :partner, :amount)",
          entry_.seq, TextOf(row["what"]), row["at"].present() ? MicrosOf(row["at"]) : HappenedAt(), register_id, id_,
          partner, row["amount"].integer().value_or(1));
    }
  }

  base::Status Files() {
    for (const base::JsonRef& row : body_["files"].elements()) {
      const Text field = TextOf(row["field"]), sha256 = TextOf(row["sha256"]);
      if (field.empty() || !crypto::DigestFromHex(sha256)) return BadEntry(entry_.kind, "files");
      connection_.Run("delete from record_file where record = :record and sha256 = :sha256 and field = :field", id_,
                      sha256, field);
      connection_.Run(
          "insert into record_file (record, sha256, field, name, type, bytes, seq) values (:record, :sha256, :field, "
          ":name, :type, :bytes, :seq)",
          id_, sha256, field, TextOf(row["name"]), TextOf(row["type"]), row["bytes"].integer().value_or(0), entry_.seq);
    }
    return {};
  }

  Connection& connection_;
  const EntryColumns& entry_;
  const base::JsonRef body_;
  const Text id_;
};

}  // namespace

base::Status ProjectRecordCreated(Connection& connection, const EntryColumns& entry, const base::JsonRef& body) {
  return Projection(connection, entry, body).Create();
}

base::Status ProjectRecordImported(Connection& connection, const EntryColumns& entry, const base::JsonRef& body) {
  return Projection(connection, entry, body).Import();
}

base::Status ProjectRecordActed(Connection& connection, const EntryColumns& entry, const base::JsonRef& body) {
  return Projection(connection, entry, body).Act();
}

}  // namespace maktab::store
