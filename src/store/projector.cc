#include "store/projector.h"

#include <algorithm>
#include <array>
#include <exception>
#include <optional>
#include <string_view>

#include "base/json.h"
#include "model/principal.h"
#include "store/access_projector.h"
#include "store/alert_projector.h"
#include "store/notification_projector.h"
#include "store/page_reader.h"
#include "store/record_projector.h"
#include "store/record_rows.h"
#include "store/replay_help.h"
#include "store/subject_projector.h"
#include "store/view_tables.h"
#include "store/webhook_tables.h"

namespace maktab::store {
namespace {

base::Error BadEntry(std::string_view kind, std::string_view field) {
  return base::Err("store.bad_entry").With("kind", kind).With("field", field);
}

// The body's members, with the first that is missing or of another type noted.
class Body {
 public:
  explicit Body(const base::JsonRef& json) : json_(json) {}

  std::string Text(std::string_view key) { return Optional(key, true); }
  std::string TextOrEmpty(std::string_view key) { return Optional(key, false); }
  std::int64_t Number(std::string_view key) {
    const auto value = json_[key].integer();
    if (!value && wrong_.empty()) wrong_ = key;
    return value.value_or(0);
  }
  std::string Role(std::string_view key) {
    std::string role = Text(key);
    if (!model::ParseRole(role) && wrong_.empty()) wrong_ = key;
    return role;
  }
  bool Has(std::string_view key) const { return json_[key].present(); }
  void Refuse(std::string_view key) {
    if (wrong_.empty()) wrong_ = key;
  }
  const std::string& wrong() const { return wrong_; }
  const base::JsonRef& json() const { return json_; }

 private:
  std::string Optional(std::string_view key, bool required) {
    const auto value = json_[key].string();
    // JSON can spell a NUL, which the databases do not keep alike.
    const bool usable = value ? value->find('\0') == std::string_view::npos : !required && !json_[key].present();
    if (!usable && wrong_.empty()) wrong_ = key;
    return std::string(usable ? value.value_or("") : "");
  }

  base::JsonRef json_;
  std::string wrong_;
};

struct Context {
  Connection& connection;
  RecordSet& records;
  const EntryColumns& entry;
  Body& body;
};

bool Exists(Connection& connection, std::string_view sql, const std::string& id) {
  return connection.Number(sql, id) > 0;
}

base::Status UserCreated(Context& context) {
  const std::string id = context.body.Text("id");
  const std::string name = context.body.Text("name");
  const std::string role = context.body.Role("role");
  const std::string unit = context.body.TextOrEmpty("unit");
  const std::string country = context.body.TextOrEmpty("country");
  if (!context.body.wrong().empty()) return {};
  Connection& connection = context.connection;
  if (connection.Number("select count(*) from user_account where id = :id or name = :name", id, name) > 0) {
    return base::Err("store.user_exists").With("name", name);
  }
  connection.Run(
      "insert into user_account (id, name, role, state, created_at, changed_at, unit, country) "
      "values (:id, :name, :role, 'active', :created, :changed, :unit, :country)",
      id, name, role, context.entry.at, context.entry.at, unit, country);
  return {};
}

base::Status UserChanged(Context& context) {
  Body& body = context.body;
  const std::string id = body.Text("id");
  const std::string role = body.Has("role") ? body.Role("role") : "";
  const std::string state = body.TextOrEmpty("state");
  if (!state.empty() && state != "active" && state != "disabled") body.Refuse("state");
  if (!body.wrong().empty()) return {};
  const long long touched = context.connection.Run(
      "update user_account set role = case when :role1 = '' then role else :role2 end, "
      "state = case when :state1 = '' then state else :state2 end, changed_at = :at where id = :id",
      role, role, state, state, context.entry.at, id);
  if (touched == 0) return base::Err("store.user_unknown");
  // These may become empty.
  if (body.Has("unit")) {
    context.connection.Run("update user_account set unit = :unit where id = :id", body.TextOrEmpty("unit"), id);
  }
  if (body.Has("country")) {
    context.connection.Run("update user_account set country = :country where id = :id", body.TextOrEmpty("country"),
                           id);
  }
  return {};
}

base::Status KeyCreated(Context& context) {
  const std::string id = context.body.Text("id");
  const std::string name = context.body.Text("name");
  const std::string role = context.body.Role("role");
  const std::string unit = context.body.TextOrEmpty("unit");
  const std::string country = context.body.TextOrEmpty("country");
  if (!context.body.wrong().empty()) return {};
  if (Exists(context.connection, "select count(*) from api_key where id = :id", id)) {
    return base::Err("store.key_exists");
  }
  context.connection.Run(
      "insert into api_key (id, name, role, state, created_seq, created_at, ended_at, unit, country) "
      "values (:id, :name, :role, 'active', :seq, :created, 0, :unit, :country)",
      id, name, role, context.entry.seq, context.entry.at, unit, country);
  return {};
}

base::Status KeyEnded(Context& context) {
  const std::string id = context.body.Text("id");
  if (!context.body.wrong().empty()) return {};
  const long long touched = context.connection.Run(
      "update api_key set state = 'ended', ended_at = :at where id = :id and state = 'active'", context.entry.at, id);
  if (touched == 0) return base::Err("store.key_unknown");
  return {};
}

base::Status HitJudged(Context& context) {
  Body& body = context.body;
  const std::string id = body.Text("id");
  const std::string query_key = body.Text("query_key");
  const std::string dataset = body.Text("dataset");
  const std::string entity_id = body.Text("entity_id");
  const std::string entity_hash = body.Text("entity_hash");
  const std::string verdict = body.Text("verdict");
  const std::string reason = body.Text("reason");
  if (!body.wrong().empty()) return {};
  if (Exists(context.connection, "select count(*) from judgement where id = :id", id)) {
    return base::Err("store.judgement_exists");
  }
  const EntryColumns& entry = context.entry;
  context.connection.Run(
      "insert into judgement (id, query_key, dataset, entity_id, entity_hash, verdict, reason, by_id, by_name, at, "
      "withdrawn, changed_seq) values (:id, :query_key, :dataset, :entity_id, :entity_hash, :verdict, :reason, :by_id, "
      ":by_name, :at, 0, :seq)",
      id, query_key, dataset, entity_id, entity_hash, verdict, reason, entry.actor_id, entry.actor_name, entry.at,
      entry.seq);
  return {};
}

base::Status JudgementWithdrawn(Context& context) {
  const std::string id = context.body.Text("id");
  if (!context.body.wrong().empty()) return {};
  const long long touched = context.connection.Run(
      "update judgement set withdrawn = 1, changed_seq = :seq where id = :id and withdrawn = 0", context.entry.seq, id);
  if (touched == 0) return base::Err("store.judgement_unknown");
  return {};
}

base::Status HitFoundLater(Context& context) {
  const std::string dataset = context.body.Text("dataset");
  const std::string entity_id = context.body.Text("entity_id");
  if (!context.body.wrong().empty()) return {};
  context.connection.Run(
      "insert into new_hit (seq, at, dataset, entity_id, body) values (:seq, :at, :dataset, :entity_id, :body)",
      context.entry.seq, context.entry.at, dataset, entity_id, context.entry.body);
  return ProjectLaterHit(context.records, context.entry, context.body.json());
}

struct ListRowState {
  bool known = false;
  bool active = false;
  long long number = 0;
  long long entities = 0;
};

ListRowState ListNow(Connection& connection, const std::string& dataset) {
  const auto row = connection.One<std::string, long long, long long>(
      "select state, number, entities from list where dataset = :dataset", dataset);
  if (!row) return {};
  return {true, std::get<0>(*row) == "active", std::get<1>(*row), std::get<2>(*row)};
}

struct ImportBody {
  std::string dataset, format, title, publisher, list_date, version;
  std::int64_t number, added, changed, ended, unchanged, skipped, millis;
};

ImportBody ReadImport(Body& body) {
  ImportBody import{body.Text("dataset"),
                    body.Text("format"),
                    body.TextOrEmpty("title"),
                    body.TextOrEmpty("publisher"),
                    body.TextOrEmpty("list_date"),
                    body.TextOrEmpty("version"),
                    body.Number("number"),
                    body.Number("added"),
                    body.Number("changed"),
                    body.Number("ended"),
                    body.Number("unchanged"),
                    body.Number("skipped"),
                    0};
  import.millis = std::int64_t(body.json()["seconds"].number().value_or(0) * 1000 + 0.5);
  return import;
}

void WriteListImport(const Context& context, const ImportBody& import) {
  const EntryColumns& entry = context.entry;
  context.connection.Run(
      "insert into list_import (dataset, number, kind, seq, at, by_name, format, title, publisher, list_date, version, "
      "added, changed, ended, unchanged, skipped, millis, reason) values (:dataset, :number, 'import', :seq, :at, "
      ":by_name, :format, :title, :publisher, :list_date, :version, :added, :changed, :ended, :unchanged, :skipped, "
      ":millis, '')",
      import.dataset, import.number, entry.seq, entry.at, entry.actor_name, import.format, import.title,
      import.publisher, import.list_date, import.version, import.added, import.changed, import.ended, import.unchanged,
      import.skipped, import.millis);
}

base::Status ListImported(Context& context) {
  const ImportBody import = ReadImport(context.body);
  if (!context.body.wrong().empty()) return {};
  Connection& connection = context.connection;
  const ListRowState now = ListNow(connection, import.dataset);
  if (import.number != now.number + 1) return base::Err("store.list_changed").With("dataset", import.dataset);
  if (!now.known) {
    connection.Run(
        "insert into list (dataset, state, number, floor, format, title, publisher, list_date, version, skipped, "
        "entities, imported_at, ended_at) values (:dataset, 'active', 0, 0, '', '', '', '', '', 0, 0, 0, 0)",
        import.dataset);
  }
  connection.Run(
      "update list set state = 'active', number = :number, format = :format, title = :title, publisher = :publisher, "
      "list_date = :list_date, version = :version, skipped = :skipped, entities = :entities, imported_at = :at, "
      "ended_at = 0 where dataset = :dataset",
      import.number, import.format, import.title, import.publisher, import.list_date, import.version, import.skipped,
      now.entities + import.added - import.ended, context.entry.at, import.dataset);
  WriteListImport(context, import);
  return {};
}

base::Status ListEnded(Context& context) {
  const std::string dataset = context.body.Text("dataset");
  const std::string reason = context.body.Text("reason");
  if (!context.body.wrong().empty()) return {};
  Connection& connection = context.connection;
  const ListRowState now = ListNow(connection, dataset);
  if (!now.active) return base::Err("store.list_unknown").With("dataset", dataset);
  const EntryColumns& entry = context.entry;
  connection.Run(
      "update list set state = 'ended', number = :number, floor = :floor, entities = 0, ended_at = :at "
      "where dataset = :dataset",
      now.number + 1, now.number + 1, entry.at, dataset);
  connection.Run(
      "insert into list_import (dataset, number, kind, seq, at, by_name, format, title, publisher, list_date, version, "
      "added, changed, ended, unchanged, skipped, millis, reason) values (:dataset, :number, 'end', :seq, :at, "
      ":by_name, '', '', '', '', '', 0, 0, :ended, 0, 0, 0, :reason)",
      dataset, now.number + 1, entry.seq, entry.at, entry.actor_name, now.entities, reason);
  return {};
}

// An entry whose body another file reads.
template <base::Status (*kProject)(Connection&, const EntryColumns&, const base::JsonRef&)>
base::Status Elsewhere(Context& context) {
  return kProject(context.connection, context.entry, context.body.json());
}

template <base::Status (*kProject)(Connection&, RecordSet&, const EntryColumns&, const base::JsonRef&)>
base::Status OfRecord(Context& context) {
  return kProject(context.connection, context.records, context.entry, context.body.json());
}

// One that looks into the tables of records, which a replay may not have written yet.
template <base::Status (*kProject)(Connection&, const EntryColumns&, const base::JsonRef&)>
base::Status ReadsRecords(Context& context) {
  context.records.Flush();
  return Elsewhere<kProject>(context);
}

// One that looks into the tables of files of persons and things.
template <base::Status (*kProject)(Connection&, const EntryColumns&, const base::JsonRef&)>
base::Status ReadsSubjects(Context& context) {
  context.records.subjects().Flush();
  return Elsewhere<kProject>(context);
}

base::Status SubjectChanged(Context& context) {
  SubjectRows& subjects = context.records.subjects();
  subjects.Flush();
  return ProjectSubjectChanged(context.connection, subjects, context.entry, context.body.json());
}

struct Kind {
  std::string_view name;
  base::Status (*apply)(Context& context);
};

constexpr std::array<Kind, 26> kKinds = {{
    {"user.created", UserCreated},
    {"user.changed", UserChanged},
    {"key.created", KeyCreated},
    {"key.ended", KeyEnded},
    {"hit.judged", HitJudged},
    {"hit.judgement_withdrawn", JudgementWithdrawn},
    {"hit.found_later", HitFoundLater},
    {"list.imported", ListImported},
    {"list.ended", ListEnded},
    {"record.created", OfRecord<ProjectRecordCreated>},
    {"record.acted", OfRecord<ProjectRecordActed>},
    {"record.checked", OfRecord<ProjectRecordChecked>},
    {"record.imported", OfRecord<ProjectRecordImported>},
    {"subject.changed", SubjectChanged},
    {"subject.merged", ReadsSubjects<ProjectSubjectMerged>},
    {"subject.unmerged", ReadsSubjects<ProjectSubjectUnmerged>},
    {"subject.apart", ReadsSubjects<ProjectSubjectsApart>},
    {"deputy.set", Elsewhere<ProjectDeputySet>},
    {"deputy.ended", Elsewhere<ProjectDeputyEnded>},
    {"glass.broken", ReadsRecords<ProjectGlassBroken>},
    {"glass.seen", Elsewhere<ProjectGlassSeen>},
    {"view.saved", Elsewhere<ProjectViewSaved>},
    {"view.removed", Elsewhere<ProjectViewRemoved>},
    {"webhook.created", Elsewhere<ProjectWebhookCreated>},
    {"webhook.changed", Elsewhere<ProjectWebhookChanged>},
    {"webhook.ended", Elsewhere<ProjectWebhookEnded>},
}};

const Kind* FindKind(std::string_view name) {
  for (const Kind& kind : kKinds) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

struct ExtraVisitor {
  Connection& connection;

  base::Status operator()(const SetCredential& credential) const {
    connection.Run("delete from credential where owner_id = :owner and kind = :kind", credential.owner_id,
                   credential.kind);
    connection.Run("insert into credential (owner_id, kind, hash) values (:owner, :kind, :hash)", credential.owner_id,
                   credential.kind, credential.hash);
    return {};
  }
  base::Status operator()(const DropCredential& credential) const {
    connection.Run("delete from credential where owner_id = :owner and kind = :kind", credential.owner_id,
                   credential.kind);
    return {};
  }
  base::Status operator()(const TakeCredential& credential) const {
    const long long taken =
        connection.Run("delete from credential where owner_id = :owner and kind = :kind and hash = :hash",
                       credential.owner_id, credential.kind, credential.hash);
    if (taken == 0) return base::Err("store.credential_gone");
    return {};
  }
  base::Status operator()(const OpenSession& open) const {
    const Session& session = open.session;
    connection.Run("delete from session where expires_at <= :now", session.created_at.micros);
    connection.Run(
        "insert into session (token_hash, user_id, csrf, created_at, expires_at) "
        "values (:token_hash, :user_id, :csrf, :created_at, :expires_at)",
        session.token_hash, session.user_id, session.csrf, session.created_at.micros, session.expires_at.micros);
    return {};
  }
  base::Status operator()(const CloseSession& session) const {
    connection.Run("delete from session where token_hash = :token_hash", session.token_hash);
    return {};
  }
  base::Status operator()(const CloseSessionsOf& sessions) const {
    connection.Run("delete from session where user_id = :user_id", sessions.user_id);
    return {};
  }
};

}  // namespace

namespace {

base::Status ProjectBody(Connection& connection, RecordSet& records, const EntryColumns& entry,
                         base::JsonParser& parser) {
  const Kind* kind = FindKind(entry.kind);
  if (kind == nullptr) return {};
  MAKTAB_ASSIGN(const base::JsonRef json, parser.Parse(entry.body));
  Body body(json);
  Context context{connection, records, entry, body};
  MAKTAB_TRY(kind->apply(context));
  if (!body.wrong().empty()) return BadEntry(entry.kind, body.wrong());
  return {};
}

}  // namespace

base::Status Project(Connection& connection, const EntryColumns& entry) {
  thread_local base::JsonParser parser;
  RecordSet records(connection, RecordSet::Mode::kOne);
  MAKTAB_TRY(ProjectBody(connection, records, entry, parser));
  records.Flush();
  return {};
}

namespace {

struct EntryPage {
  std::vector<EntryColumns> rows;
  std::exception_ptr problem;
};

// Of the kinds that have projections, with the columns that these are made of.
void ReadEntryPage(Connection& connection, std::int64_t from, std::int64_t to, EntryPage& page) {
  static const std::string kSql = [] {
    std::string sql = "select seq, at, kind, actor_id, actor_name, subject, body from entry where kind in (";
    for (const Kind& kind : kKinds) sql += (&kind == kKinds.data() ? "'" : ", '") + std::string(kind.name) + "'";
    return sql + ") and seq >= :from and seq < :to order by seq";
  }();
  using Text = std::string;
  page.rows.clear();
  connection.Each<long long, long long, Text, Text, Text, Text, Text>(
      kSql,
      [&](long long seq, long long at, Text& kind, Text& id, Text& name, Text& subject, Text& text) {
        page.rows.push_back({seq,
                             at,
                             std::move(kind),
                             std::move(id),
                             std::move(name),
                             {},
                             {},
                             {},
                             std::move(subject),
                             std::move(text)});
      },
      from, to);
}

std::int64_t EntriesOf(Connection& connection) {
  return connection.Number("select coalesce(max(seq) + 1, 0) from entry");
}

base::Status Replay(Connection& connection, Connection* ahead) {
  const PageShare share{0, 1, EntriesOf(connection), 4096};
  std::optional<PageReader<EntryPage>> reader;
  // What is not committed yet the other connection does not see.
  if (ahead != nullptr && EntriesOf(*ahead) == share.size) reader.emplace(*ahead, share, ReadEntryPage);
  base::JsonParser parser;
  RecordSet records(connection, RecordSet::Mode::kReplay);
  EntryPage own;
  for (std::int64_t from = 0; from < share.size; from += share.length) {
    if (!reader) ReadEntryPage(connection, from, std::min(from + share.length, share.size), own);
    const EntryPage& page = reader ? reader->Next() : own;
    if (page.problem) std::rethrow_exception(page.problem);
    for (const EntryColumns& entry : page.rows) MAKTAB_TRY(ProjectBody(connection, records, entry, parser));
    records.FlushIfLarge();
  }
  records.Flush();
  return {};
}

}  // namespace

base::Status RebuildProjections(Connection& connection, Connection* ahead) {
  const WideCache cache(connection);
  for (const std::string& table : ProjectionTables()) Empty(connection, table);
  ForgetAlerts(connection);
  SpareIndexes spare(connection);
  MAKTAB_TRY(Replay(connection, ahead));  // one that failed is rolled back, indexes and all
  spare.MakeAgain();
  return {};
}

base::Status ApplyExtra(Connection& connection, const Extra& extra) {
  return std::visit(ExtraVisitor{connection}, extra);
}

const std::vector<std::string>& ProjectionTables() {
  static const std::vector<std::string> kTables = {
      "user_account", "api_key",      "judgement",     "new_hit",      "list",          "list_import",
      "record",       "deadline",     "record_value",  "fact",         "record_text",   "record_file",
      "subject",      "subject_row",  "subject_pair",  "record_guard", "record_access", "glass",
      "deputy",       "record_field", "record_import", "saved_view",   "notification",  "webhook"};
  return kTables;
}

}  // namespace maktab::store
