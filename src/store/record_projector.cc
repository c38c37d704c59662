#include "store/record_projector.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

#include "base/json.h"
#include "crypto/encoding.h"
#include "store/alert_projector.h"
#include "store/json_merge.h"
#include "store/notification_projector.h"
#include "store/subject_projector.h"

namespace maktab::store {
namespace {

using Text = std::string;
using Int = long long;

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
  Projection(Connection& connection, RecordSet& records, const EntryColumns& entry, const base::JsonRef& body)
      : connection_(connection), records_(records), entry_(entry), body_(body), id_(entry.subject) {}

  base::Status Create() {
    for (const std::string_view key : {"register", "number", "series", "state", "kind"}) {
      if (TextOf(body_[key]).empty()) return BadEntry(entry_.kind, key);
    }
    if (id_.empty()) return BadEntry(entry_.kind, "subject");
    const auto serial = body_["serial"].integer();
    if (!serial) return BadEntry(entry_.kind, "serial");
    const Text number = TextOf(body_["number"]);
    RecordRows* rows = records_.Make(id_, number);
    if (rows == nullptr) return base::Err("store.record_exists").With("number", number);
    rows->register_id = TextOf(body_["register"]);
    rows->series = TextOf(body_["series"]);
    rows->serial = *serial;
    rows->created_seq = entry_.seq;
    rows->opened_at = HappenedAt();
    return Apply(*rows);
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
    RecordRows* rows = records_.Find(id_);
    if (rows == nullptr) return base::Err("store.record_unknown");
    return Apply(*rows);
  }

 private:
  std::int64_t HappenedAt() const {
    const std::int64_t at = MicrosOf(body_["happened_at"]);
    return at != 0 ? at : entry_.at;
  }

  // Of one that was closed elsewhere it may not be known.
  std::int64_t ClosedAt(const RecordRows& before) const {
    if (TextOf(body_["kind"]) != "closed") return 0;
    if (body_["source"].present()) return MicrosOf(body_["closed_at"]);
    return before.kind == "closed" ? before.closed_at : HappenedAt();
  }

  base::Status Apply(RecordRows& rows) {
    if (body_["version"].integer().value_or(-1) != rows.version + 1) return base::Err("store.record_changed");
    const base::JsonRef index = body_["index"];
    const Text done = "{" + Quoted(TextOf(body_["action"])) + ":" + Quoted(entry_.actor_id) + "}";
    thread_local base::JsonParser parser;
    const auto by = parser.Parse(done);
    if (!by.ok()) return BadEntry(entry_.kind, "action");
    ++rows.version;
    rows.closed_at = ClosedAt(rows);
    rows.state = TextOf(body_["state"]);
    rows.kind = TextOf(body_["kind"]);
    rows.caption = TextOf(body_["caption"]);
    rows.partner = FirstOf(index, "partner");
    rows.unit = FirstOf(index, "unit");
    rows.officer = FirstOf(index, "officer");
    rows.priority = FirstOf(index, "priority");
    rows.content = MergeMembers(rows.content, body_["values"]);
    rows.doers = MergeMembers(rows.doers, *by);
    rows.changed_seq = entry_.seq;
    rows.changed_at = entry_.at;
    MAKTAB_TRY(CheckUnique(rows.register_id));
    Index(rows, index);
    Access(rows);
    for (const auto& [field, value] : body_["values"].members()) records_.AddField(rows.register_id, Text(field));
    rows.words = {TextOf(body_["search"]), TextOf(body_["search_guarded"])};
    MAKTAB_TRY(Deadlines(rows));
    MAKTAB_TRY(ProjectRecordSubjects(connection_, records_.subjects(), entry_, body_));
    MAKTAB_TRY(records_.alerts().Add(entry_, body_));
    Facts(rows.register_id, rows.partner);
    MAKTAB_TRY(ProjectTells(records_, entry_, body_));
    return Files(rows);
  }

  // One transaction writes at a time, so what is not there now will not be there before this one ends. Records that are
  // kept from somebody don't count: a refusal would tell of them (P7). What is replayed was looked at then.
  base::Status CheckUnique(const Text& register_id) {
    if (records_.mode() == RecordSet::Mode::kReplay) return {};
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

  static void Index(RecordRows& rows, const base::JsonRef& index) {
    rows.values.clear();
    index.ForEachMember([&](std::string_view field, const base::JsonRef& values) {
      for (Text& value : values.strings()) rows.values.emplace(field, std::move(value));
    });
  }

  // Who sees it; most records are for all of the bureau.
  void Access(RecordRows& rows) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kKinds = {
        {{"units", "unit"}, {"users", "user"}, {"countries", "country"}}};
    GuardRows guard{entry_.seq, 0, rows.register_id, rows.unit, rows.officer, {}};
    const base::JsonRef access = body_["access"];
    for (const auto& [key, kind] : kKinds) {
      for (Text& value : access[key].strings()) {
        guard.access.emplace(kind, std::move(value));
        if (kind != "country") guard.restricted = 1;
      }
    }
    rows.guard.reset();
    if (!guard.access.empty()) rows.guard = std::move(guard);
  }

  base::Status Deadlines(RecordRows& rows) {
    const std::vector<base::JsonRef> changes = body_["deadlines"].elements();
    for (const base::JsonRef& row : changes) MAKTAB_TRY(Deadline(rows, row));
    if (!changes.empty()) NextDue(rows);
    return {};
  }

  base::Status Deadline(RecordRows& rows, const base::JsonRef& row) {
    const Text rule = TextOf(row["rule"]);
    const Text what = TextOf(row["do"]);
    const Text holder = TextOf(row["holder"]);
    const std::int64_t due = MicrosOf(row["due_at"]);
    if (what == "start") {
      const std::int64_t from = MicrosOf(row["started_at"]);
      const Int must = row["must"].boolean().value_or(true) ? 1 : 0;
      const DeadlineRow started{rule, entry_.seq, from, from, due, must, 0, "running", holder};
      // An action starts a rule once, of each holder.
      const bool once = rows.clocks.emplace(std::tuple(Int(entry_.seq), rule, holder), started).second;
      return once ? base::Status() : base::Status(BadEntry(entry_.kind, "deadlines"));
    }
    if (what != "meet" && what != "drop" && what != "pause" && what != "resume" && what != "recount") {
      return BadEntry(entry_.kind, "deadlines");
    }
    for (auto& [key, clock] : rows.clocks) {
      if (clock.rule == rule && clock.holder == holder) Change(clock, what, due);
    }
    return {};
  }

  // A clock that stands elsewhere than the change begins stays as it is.
  void Change(DeadlineRow& clock, std::string_view what, std::int64_t due) const {
    if (clock.state != "running" && clock.state != "paused") return;
    if (what == "meet" || what == "drop") {
      clock.state = what == "meet" ? "met" : "dropped";
      clock.stopped_at = HappenedAt();
    } else if (what == "pause" && clock.state == "running") {
      clock.state = "paused";
      clock.stopped_at = HappenedAt();
    } else if (what == "resume" && clock.state == "paused") {
      clock.state = "running";
      clock.stopped_at = 0;
      clock.counted_from += due - clock.due_at;
      clock.due_at = due;
    } else if (what == "recount") {
      clock.due_at = due;
    }
  }

  // The running clock that must be met next.
  static void NextDue(RecordRows& rows) {
    std::tie(rows.due_at, rows.due_from, rows.due_rule) = std::tuple(0, 0, "");
    for (const auto& [key, clock] : rows.clocks) {
      if (clock.must != 1 || clock.state != "running" || (rows.due_at != 0 && rows.due_at <= clock.due_at)) continue;
      std::tie(rows.due_at, rows.due_from, rows.due_rule) = std::tie(clock.due_at, clock.counted_from, clock.rule);
    }
  }

  void Facts(const Text& register_id, const Text& partner) {
    for (const base::JsonRef& row : body_["facts"].elements()) {
      records_.AddFact({entry_.seq, TextOf(row["what"]), row["at"].present() ? MicrosOf(row["at"]) : HappenedAt(),
                        register_id, id_, partner, row["amount"].integer().value_or(1)});
    }
  }

  base::Status Files(RecordRows& rows) {
    for (const base::JsonRef& row : body_["files"].elements()) {
      const Text field = TextOf(row["field"]), sha256 = TextOf(row["sha256"]);
      if (field.empty() || !crypto::DigestFromHex(sha256)) return BadEntry(entry_.kind, "files");
      rows.files[{sha256, field}] = {TextOf(row["name"]), TextOf(row["type"]), row["bytes"].integer().value_or(0),
                                     entry_.seq};
    }
    return {};
  }

  Connection& connection_;
  RecordSet& records_;
  const EntryColumns& entry_;
  const base::JsonRef body_;
  const Text& id_;
};

}  // namespace

base::Status ProjectRecordCreated(Connection& connection, RecordSet& records, const EntryColumns& entry,
                                  const base::JsonRef& body) {
  return Projection(connection, records, entry, body).Create();
}

base::Status ProjectRecordImported(Connection& connection, RecordSet& records, const EntryColumns& entry,
                                   const base::JsonRef& body) {
  return Projection(connection, records, entry, body).Import();
}

base::Status ProjectRecordActed(Connection& connection, RecordSet& records, const EntryColumns& entry,
                                const base::JsonRef& body) {
  return Projection(connection, records, entry, body).Act();
}

}  // namespace maktab::store
