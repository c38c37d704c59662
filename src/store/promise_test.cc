// The promises of docs/promises.md that the store keeps, each under its number.
#include <gmock/gmock.h>
#include <rapidcheck.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <ctime>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "store/checkpoint.h"
#include "store/projector.h"
#include "store/store_fixture.h"
#include "store/verify_ledger.h"

namespace maktab::store {
namespace {

// Lets the kernel kill this process at an instant that nobody chose.
void DieAfter(std::int64_t micros) {
  sigevent event{};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGKILL;
  timer_t timer{};
  itimerspec when{};
  when.it_value.tv_sec = micros / 1'000'000;
  when.it_value.tv_nsec = micros % 1'000'000 * 1000 + 1;
  if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0 || timer_settime(timer, 0, &when, nullptr) != 0) _exit(3);
}

// Runs `work` in a process that is killed; gives what it wrote to the pipe.
template <typename Work>
std::string RunAndKill(Work&& work, std::int64_t micros) {
  int ends[2] = {};
  EXPECT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    DieAfter(micros);
    work(ends[1]);
    _exit(0);
  }
  close(ends[1]);
  std::string written;
  char buffer[4096];
  for (ssize_t count = read(ends[0], buffer, sizeof buffer); count > 0; count = read(ends[0], buffer, sizeof buffer)) {
    written.append(buffer, std::size_t(count));
  }
  close(ends[0]);
  int state = 0;
  EXPECT_EQ(waitpid(child, &state, 0), child);
  EXPECT_TRUE(WIFSIGNALED(state) ? WTERMSIG(state) == SIGKILL : WEXITSTATUS(state) == 0) << state;
  return written;
}

class P1 : public OnEachBackend {};
MAKTAB_ON_ALL_BACKENDS(P1);

// "seq body" a line for each acknowledged entry; a line is written whole, as pipes do for so few bytes.
void AppendUntilKilled(const StoreOptions& options, base::Clock& clock, int pipe_end, int round) {
  auto store = Store::Open(options, clock);
  if (!store.ok()) _exit(4);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 3; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 100'000; ++i) {
        const std::string body =
            R"({"n":")" + std::to_string(round) + "-" + std::to_string(thread) + "-" + std::to_string(i) + R"("})";
        const auto receipt = (*store)->AppendAndWait(Draft("check.asked", body));
        if (!receipt.ok()) _exit(5);
        const std::string line = std::to_string(receipt->seq) + " " + body + "\n";
        if (write(pipe_end, line.data(), line.size()) != ssize_t(line.size())) _exit(6);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_P(P1, WhatWasAcknowledgedSurvivesKillAtAnyInstant) {
  std::mt19937 random(1);
  std::map<std::int64_t, std::string> acknowledged;
  for (int round = 0; round < 12; ++round) {
    const std::string lines =
        RunAndKill([&](int pipe_end) { AppendUntilKilled(ground_.Options(), clock_, pipe_end, round); },
                   std::int64_t(random() % 400'000));
    for (std::size_t at = 0, end = lines.find('\n'); end != std::string::npos;
         at = end + 1, end = lines.find('\n', at)) {
      const std::size_t space = lines.find(' ', at);
      acknowledged[std::stoll(lines.substr(at, space - at))] = lines.substr(space + 1, end - space - 1);
    }
    const auto store = Open();
    ASSERT_TRUE(store != nullptr);
    for (const auto& [seq, body] : acknowledged) {
      const auto entry = store->FindEntry(seq, Viewer::Program());
      ASSERT_TRUE(entry.ok() && entry->has_value()) << seq;
      ASSERT_EQ((*entry)->body, body);
    }
    const VerifyReport report = Verify(store->PublicKey());
    ASSERT_TRUE(report.ok) << report.first_wrong->kind << " " << report.first_wrong->seq;
    ASSERT_GE(report.entries, std::int64_t(acknowledged.size()));
  }
  EXPECT_GT(acknowledged.size(), 0U);
}

TEST_P(P1, AnImportThatIsKilledIsThereWholeOrNotAtAll) {
  std::mt19937 random(2);
  constexpr int kPersons = 1500;
  const auto persons = [](int version) {
    std::vector<model::Entity> all;
    for (int i = version % 7; i < kPersons; ++i) all.push_back(Person(i, std::to_string(version)));
    return all;
  };
  int version = 0;
  {
    const auto store = Open();
    ASSERT_TRUE(ImportAll(*store, "un", persons(version)).ok());
  }
  int whole = 0;
  for (int round = 0; round < 8; ++round) {
    const std::string done = RunAndKill(
        [&](int pipe_end) {
          const auto store = Store::Open(ground_.Options(), clock_);
          if (!store.ok() || !ImportAll(**store, "un", persons(version + 1)).ok()) _exit(4);
          if (write(pipe_end, "x", 1) != 1) _exit(6);
        },
        std::int64_t(random() % 600'000));
    const auto store = Open();
    const std::int64_t number = store->ListNumbers()->at("un");
    ASSERT_TRUE(number == version + 1 || number == version + 2) << number;
    ASSERT_TRUE(done.empty() || number == version + 2);
    whole += number == version + 2 ? 1 : 0;
    version = int(number) - 1;
    std::map<std::string, std::string> expected;
    for (const model::Entity& person : persons(version)) expected[person.id] = model::WriteEntity(person);
    std::map<std::string, std::string> held;
    ASSERT_TRUE(store
                    ->ReadChanges({},
                                  [&](ListChange&& change) {
                                    held[change.entity_id] = change.body;
                                    return base::Status();
                                  })
                    .ok());
    ASSERT_TRUE(held == expected) << "round " << round;
    ASSERT_TRUE(Verify(store->PublicKey()).ok);
  }
  // And the next one clears what was left.
  const auto store = Open();
  ASSERT_TRUE(ImportAll(*store, "un", persons(version + 1)).ok());
  EXPECT_EQ(ground_.Connect()->Number("select count(*) from list_entry where number > :number", version + 2), 0);
}

class P2 : public OnEachBackend {
 protected:
  // All projection tables as text.
  std::string Dump() {
    std::string dump;
    const auto connection = ground_.Connect();
    for (const std::string& table : ProjectionTables()) {
      dump += "== " + table + "\n";
      const std::string columns = table == "record_text" ? "cast(rowid as text) as id, body, guarded" : "*";
      // Sorted here: no few columns tell all rows of every table apart, and a database gives equal ones in any order.
      std::vector<std::string> lines;
      const soci::rowset<soci::row> rows = connection->session().prepare << "select " << columns << " from " << table;
      for (const soci::row& row : rows) {
        std::string& line = lines.emplace_back();
        for (std::size_t i = 0; i < row.size(); ++i) {
          line += row.get_properties(i).get_name() + "=";
          line += row.get_properties(i).get_data_type() == soci::dt_string ? row.get<std::string>(i)
                                                                           : std::to_string(row.get<long long>(i));
          line += "|";
        }
      }
      std::sort(lines.begin(), lines.end());
      for (const std::string& line : lines) dump += line + "\n";
    }
    return dump;
  }

  static std::string Pick(const char* prefix) { return prefix + std::to_string(*rc::gen::inRange(0, 4)); }

  // Often of a record that is not there, or of another version: then nothing happens.
  static EntryDraft AnyRecord(const std::string& kind, const std::string& id) {
    const std::string what =
        *rc::gen::elementOf(std::vector<std::string>{"start", "meet", "pause", "resume", "recount"});
    const int version = *rc::gen::inRange(1, 4);
    const std::string stands = *rc::gen::elementOf(std::vector<std::string>{"open", "closed"});
    const std::string access = *rc::gen::elementOf(
        std::vector<std::string>{"", R"("access":{"units":["a","b","a"],"countries":["ES"]},)",
                                 R"("access":{"users":["id1"]},)", R"("access":{"countries":[]},)"});
    return Draft(
        kind,
        R"({"register":"requests","number":")" + id + R"(","series":"S","serial":)" + id.substr(2) + R"(,"action":")" +
            Pick("a") + R"(","version":)" + std::to_string(version) + R"(,"state":"s","kind":")" + stands +
            R"(","caption":"c","values":{"summary":")" + Pick("v") + R"(","persons":[)" + Rows() +
            R"(]},"subjects":{"made":[)" +
            (kind != "record.acted" ? R"({"id":"s)" + id.substr(2) + R"(","kind":"person"})" : "") +
            R"(],"fields":["persons"]},"index":{"partner":["MA"],"tags":["b","a","b"]},"deadlines":[{"rule":"D01","do":")" +
            what + R"(","started_at":"2026-11-01T00:00:00Z","due_at":"2026-11-0)" + std::to_string(1 + version) +
            R"(T00:00:00Z"}],"facts":[{"what":"f"},{"what":"g","at":"2025-01-01T00:00:00Z"}],"tells":[{"user":")" +
            Pick("id") + R"("},{"unit":"a"}],)" +
            (kind == "record.imported" ? R"("source":{"digest":"d"},"closed_at":"2025-02-01T00:00:00Z",)" : "") +
            access + R"("search":"0abc def","search_guarded":")" + Pick("g") + R"("})",
        id);
  }

  // Rows of persons that refer to files.
  static std::string Rows() {
    std::string rows;
    for (int left = *rc::gen::inRange(0, 3); left > 0; --left) {
      rows += (rows.empty() ? "" : ",") + (R"({"name":")" + Pick("n")) + R"(","subject":")" + Pick("s") + "\"}";
    }
    return rows;
  }

  static EntryDraft AnySubjectDraft() {
    const std::string id = Pick("s");
    const std::string other = Pick("s");
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        return Draft(
            "subject.changed",
            R"({"version":)" + std::to_string(*rc::gen::inRange(1, 5)) + R"(,"values":{"note":")" + Pick("v") + "\"}}",
            id);
      case 1:
        return Draft("subject.merged", R"({"into":")" + other + R"(","reason":"r"})", id);
      case 2:
        return Draft("subject.unmerged", R"({"from":")" + other + R"(","reason":"r"})", id);
      default:
        return Draft("subject.apart", R"({"other":")" + other + R"(","digest":"d","other_digest":"e","reason":"r"})",
                     id);
    }
  }

  static EntryDraft AnyDraft() {
    const std::string id = Pick("id");
    const std::string role = *rc::gen::elementOf(std::vector<std::string>{"checker", "officer", "auditor", "nobody"});
    switch (*rc::gen::inRange(0, 27)) {
      case 0:
      case 1:
        return UserCreated(id, Pick("name"), role);
      case 2:
        return Draft("user.changed", R"({"id":")" + id + R"(","role":")" + role + R"("})");
      case 3:
        return Draft("user.changed", R"({"id":")" + id + R"(","state":"disabled"})");
      case 4:
        return Draft("key.created", R"({"id":")" + id + R"(","name":"k","role":")" + role + R"("})");
      case 5:
        return Draft("key.ended", R"({"id":")" + id + R"("})");
      case 6:
        return Draft("hit.judged", R"({"id":")" + id + R"(","query_key":"q","dataset":"un","entity_id":"1",)" +
                                       R"("entity_hash":"h","verdict":"different","reason":"سبب"})");
      case 7:
        return Draft("hit.judgement_withdrawn", R"({"id":")" + id + R"(","reason":"r"})");
      case 10:
        return AnyRecord("record.created", id);
      case 21:
        return Draft("view.saved",
                     R"({"register":"requests","name":")" + Pick("n") + R"(","unit":")" + Pick("u") +
                         R"(","filter":{"q":")" + Pick("v") + R"("},"columns":["a"]})",
                     id);
      case 22:
        return Draft("view.removed", "{}", id);
      case 20:
        return AnyRecord("record.imported", id);
      case 11:
      case 12:
        return AnyRecord("record.acted", id);
      case 13:
        return Draft("user.changed", R"({"id":")" + id + R"(","unit":")" + Pick("u") + R"(","country":""})");
      case 14:
        return Draft("deputy.set", R"({"id":")" + id + R"(","deputy":")" + Pick("id") +
                                       R"(","from":"2026-01-01T00:00:00Z","until":"2026-02-01T00:00:00Z"})");
      case 15:
        return Draft("deputy.ended", R"({"id":")" + id + R"("})");
      case 16:
        return Draft("glass.broken", R"({"reason":"سبب","purpose":"p","until":"2026-02-01T00:00:00Z"})", id);
      case 17:
        return Draft("glass.seen", R"({"glass":)" + std::to_string(*rc::gen::inRange(0, 40)) + R"(,"note":"n"})");
      case 18:
      case 19:
        return AnySubjectDraft();
      case 8:
        return Draft("hit.found_later", R"({"dataset":"un","entity_id":")" + id + R"(","record":")" + id +
                                            R"(","who_id":")" + Pick("id") + R"(","check":3})");
      case 23:
        return Draft("webhook.created",
                     R"({"id":")" + id + R"(","url":"https://made.up","kinds":["record.acted"],"registers":[]})", id);
      case 24:
        return Draft("webhook.changed", R"({"id":")" + id + R"(","state":"paused","kinds":["a","b"]})", id);
      case 25:
        return Draft("webhook.ended", R"({"id":")" + id + R"("})", id);
      case 26:
        return Draft("record.checked", R"({"tells":true})", id);
      default:
        return Draft("list.ended", R"({"dataset":")" + Pick("list") + R"(","reason":"r"})");
    }
  }

  static void AnyAction(Store& store) {
    if (*rc::gen::inRange(0, 5) != 0) {
      // Refused actions are part of the game: they must leave no trace.
      const auto ignored = store.AppendAndWait(AnyDraft());
      static_cast<void>(ignored);
      return;
    }
    std::vector<model::Entity> persons;
    for (const int i : *rc::gen::container<std::set<int>>(rc::gen::inRange(0, 8))) {
      persons.push_back(Person(i, Pick("note")));
    }
    RC_ASSERT(ImportAll(store, Pick("list"), persons).ok());
  }
};
MAKTAB_ON_ALL_BACKENDS(P2);

TEST_P(P2, ProjectionsAreTheReplayOfTheLedger) {
  const auto store = Open();
  EXPECT_TRUE(rc::check("drop, replay: nothing differs", [&] {
    const int actions = *rc::gen::inRange(1, 12);
    for (int i = 0; i < actions; ++i) {
      clock_.Advance(1'000'001);
      AnyAction(*store);
    }
    const std::string before = Dump();
    RC_ASSERT(store->Rebuild().ok());
    RC_ASSERT(Dump() == before);
  }));
  // It was about something.
  EXPECT_GT(store->Lists()->size(), 1U);
  EXPECT_GT(store->Users()->size(), 1U);
  EXPECT_THAT(Dump(), ::testing::HasSubstr("user_account\nid="));
  EXPECT_TRUE(Verify(store->PublicKey()).ok);
}

TEST_P(P2, AnUpgradeFillsWhatItAdds) {
  std::string before;
  {
    const auto store = Open();
    const auto act = [&](const std::string& kind, int version, const std::string& deadline) {
      const std::string body =
          R"({"register":"requests","number":"1","series":"S","serial":1,"action":"a","version":)" +
          std::to_string(version) +
          R"(,"state":"s","kind":"open","caption":"c","tells":[{"user":"u9"}],"files":[{"field":"f","sha256":")" +
          std::string(64, 'a') + R"(","name":"n","type":"t","bytes":1}],"deadlines":[)" + deadline + "]}";
      ASSERT_TRUE(store->AppendAndWait(Draft(kind, body, "r1")).ok());
    };
    act("record.created", 1,
        R"({"rule":"D","do":"start","started_at":"2026-11-01T00:00:00Z","due_at":"2026-11-02T00:00:00Z"})");
    act("record.acted", 2, R"({"rule":"D","do":"pause"})");
    act("record.acted", 3, R"({"rule":"D","do":"resume","due_at":"2026-11-05T00:00:00Z"})");
    EXPECT_EQ(store->FindRecord("r1", Viewer::Program()).value()->due_rule, "D");
    EXPECT_EQ(base::FormatInstant(store->FindRecord("r1", Viewer::Program()).value()->due_from),
              "2026-11-04T00:00:00.000000Z");
    before = Dump();
  }
  const auto connection = ground_.Connect();
  for (const char* table : {"user_account", "api_key"}) {
    for (const char* column : {"unit", "country"}) {
      connection->Run("alter table " + std::string(table) + " drop column " + column);
    }
  }
  for (const char* table : {"record_guard", "record_access", "glass", "deputy", "record_field", "record_text",
                            "notification", "notification_read", "webhook", "webhook_reach", "webhook_delivery"}) {
    connection->Run("drop table " + std::string(table));
  }
  connection->Run(ground_.postgres()
                      ? "create table record_text (rowid bigint not null primary key, body text not null)"
                      : "create virtual table record_text using fts5 (body)");
  for (const char* index : {"deadline_open", "deadline_board", "deadline_owed", "deadline_of_rule", "record_by_due"})
    connection->Run(std::string("drop index ") + index);
  connection->Run("create index record_by_due on record (due_at) where due_at <> 0");
  connection->Run("alter table deadline drop column counted_from");
  connection->Run("alter table record drop column closed_at");
  connection->Run("alter table record drop column due_rule");
  connection->Run("alter table record drop column due_from");
  for (const char* table : {"record_file", "subject", "subject_row", "subject_pair", "record_import", "saved_view"})
    connection->Run(std::string("drop table ") + table);
  connection->Run("update schema_version set number = 2");
  const auto store = Open();
  EXPECT_EQ(Dump(), before);
}

TEST_P(P2, RebuildRepairsWhatWasChangedByHand) {
  const auto store = Open();
  ASSERT_TRUE(store->AppendAndWait(UserCreated("u1", "amal")).ok());
  const std::string before = Dump();
  ground_.Connect()->Run("update user_account set role = 'administrator'");
  EXPECT_NE(Dump(), before);
  ASSERT_TRUE(store->Rebuild().ok());
  EXPECT_EQ(Dump(), before);
}

class P3 : public OnEachBackend {
 protected:
  struct Cell {
    std::string table;
    std::string column;
    bool number = false;
    std::string where;  // which row
  };

  void SetUp() override {
    const auto store = Open();
    key_ = store->PublicKey();
    for (int i = 0; i < 25; ++i) {
      clock_.Advance(1'234'567);
      ASSERT_TRUE(store->AppendAndWait(Draft("check.asked", R"({"text":"اسم )" + std::to_string(i) + "\"}")).ok());
    }
    std::vector<model::Entity> persons;
    for (int i = 0; i < 6; ++i) persons.push_back(Person(i));
    first_import_ = ImportAll(*store, "un", persons)->receipt.seq;
    persons.pop_back();
    persons[0] = Person(0, "changed");
    second_import_ = ImportAll(*store, "un", persons)->receipt.seq;
    ASSERT_TRUE(store->AppendAndWait(Draft("list.ended", R"({"dataset":"un","reason":"r"})")).ok());
    ASSERT_TRUE(store->AppendAndWait(Draft("check.asked", "{}")).ok());
    entries_ = *store->EntryCount();
  }

  Cell AnyCell() const {
    const std::vector<std::string> entry_texts = {"kind",    "actor_id", "actor_name", "actor_role", "actor_kind",
                                                  "purpose", "subject",  "body",       "leaf_hash"};
    const std::vector<std::string> row_texts = {"dataset", "op", "entity_id", "digest", "schema", "caption", "body"};
    const auto one = [](const std::vector<std::string>& names) { return *rc::gen::elementOf(names); };
    switch (*rc::gen::inRange(0, 6)) {
      case 0:
      case 1: {
        const std::string where = "seq = " + std::to_string(*rc::gen::inRange<std::int64_t>(0, entries_));
        return {"entry", one(entry_texts), false, where};
      }
      case 2: {
        const std::string where = "seq = " + std::to_string(*rc::gen::inRange<std::int64_t>(0, entries_));
        return {"entry", one({"seq", "at"}), true, where};
      }
      case 3: {
        const bool number = *rc::gen::inRange(0, 4) == 0;
        const std::string where = *rc::gen::arbitrary<bool>()
                                      ? "number = 1 and row = " + std::to_string(*rc::gen::inRange(1, 7))
                                      : "number = 2 and row = " + std::to_string(*rc::gen::inRange(1, 3));
        return {"list_entry", number ? one({"number", "row"}) : one(row_texts), number, where};
      }
      case 4:
        return *rc::gen::arbitrary<bool>() ? Cell{"checkpoint", "note", false, "size > 0"}
                                           : Cell{"checkpoint", "size", true, "size > 0"};
      default:
        return *rc::gen::inRange(0, 5) == 0
                   ? Cell{"ledger_head", "size", true, "id = 1"}
                   : Cell{"ledger_head", one({"frontier", "root", "note", "public_key"}), false, "id = 1"};
    }
  }

  // Another byte (an added one for an empty text); PostgreSQL refuses what is not UTF-8, SQLite takes any.
  std::string Changed(std::string text) const {
    if (text.empty()) return "x";
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (!ground_.postgres() || std::uint8_t(text[i]) < 0x80) places.push_back(i);
    }
    char& byte = text[*rc::gen::elementOf(places)];
    byte = ground_.postgres() ? char(*rc::gen::distinctFrom(rc::gen::inRange(1, 127), int(byte)))
                              : *rc::gen::distinctFrom(rc::gen::arbitrary<char>(), byte);
    return text;
  }

  // Another digit.
  static std::int64_t Changed(std::int64_t number) {
    std::string digits = std::to_string(number);
    char& digit = digits[*rc::gen::inRange<std::size_t>(0, digits.size())];
    digit = *rc::gen::distinctFrom(rc::gen::inRange('0', char('9' + 1)), digit);
    return std::stoll(digits);
  }

  std::string key_;
  std::int64_t entries_ = 0;
  std::int64_t first_import_ = 0;
  std::int64_t second_import_ = 0;
};
MAKTAB_ON_ALL_BACKENDS(P3);

TEST_P(P3, OneChangedByteIsFoundAndLocated) {
  ASSERT_TRUE(Verify(key_).ok);
  const auto connection = ground_.Connect();
  EXPECT_TRUE(rc::check("flip, verify, flip back", [&] {
    const Cell cell = AnyCell();
    const std::string select = "select " + cell.column + " from " + cell.table + " where " + cell.where;
    const std::string marked = "update " + cell.table + " set " + cell.column + " = :value where " + cell.where;
    // Undone by the transaction that it happens in; the verification reads through the same connection.
    const auto flip = [&] {
      if (cell.number) {
        connection->Run(marked, Changed(connection->Number(select)));
      } else {
        connection->Run(marked, Changed(std::get<0>(connection->One<std::string>(select).value())));
      }
    };
    connection->Begin();
    VerifyReport report;
    try {
      flip();
      report = VerifyLedger(std::array{connection.get()}, {key_, "", {}}).value();
    } catch (const soci::soci_error& problem) {
      // The changed number is another row's: the database itself refuses that.
      connection->Rollback();
      RC_ASSERT(IsAboutValues(problem));
      RC_DISCARD("doubled key");
    }
    connection->Rollback();
    RC_LOG(cell.table + "." + cell.column + " where " + cell.where + "\n");
    RC_ASSERT(!report.ok);
    RC_ASSERT(report.first_wrong.has_value());
    const Wrong& wrong = *report.first_wrong;
    RC_LOG(wrong.kind + " " + std::to_string(wrong.seq) + " " + wrong.what + "\n");
    if (cell.table == "entry") {
      RC_ASSERT(wrong.kind == "entry");
      RC_ASSERT("seq = " + std::to_string(wrong.seq) == cell.where);
    } else if (cell.table == "list_entry") {
      RC_ASSERT(wrong.kind == "list_row");
      const bool of_first = cell.where.starts_with("number = 1");
      RC_ASSERT(wrong.seq == (of_first ? first_import_ : second_import_) ||
                (cell.column == "number" && wrong.seq == first_import_));
    } else {
      RC_ASSERT(wrong.kind == (cell.table == "checkpoint" ? "checkpoint" : "head"));
    }
  }));
  EXPECT_TRUE(Verify(key_).ok);
}

TEST_P(P3, ACutTailIsFound) {
  const auto connection = ground_.Connect();
  connection->Run("delete from entry where seq >= :seq", entries_ - 2);
  const VerifyReport report = Verify(key_);
  ASSERT_FALSE(report.ok);
  EXPECT_EQ(report.first_wrong->kind, "entry");
  EXPECT_EQ(report.first_wrong->seq, entries_ - 2);
  EXPECT_EQ(report.first_wrong->what, "missing");
}

TEST_P(P3, AnEntryPutInByHandIsFound) {
  ground_.Connect()->Run(
      "insert into entry select seq + 1, at, kind, actor_id, actor_name, actor_role, actor_kind, purpose, subject, "
      "body, leaf_hash from entry where seq = (select max(seq) from entry)");
  const VerifyReport report = Verify(key_);
  ASSERT_FALSE(report.ok);
  EXPECT_EQ(report.first_wrong->kind, "entry");
  EXPECT_EQ(report.first_wrong->seq, entries_);
}

TEST_P(P3, ARowPutIntoAnEndedListIsFound) {
  ground_.Connect()->Run("update list_entry set number = 3 where number = 2 and row = 1");
  EXPECT_EQ(Verify(key_).first_wrong->seq, second_import_);
  ground_.Connect()->Run(
      "insert into list_entry select dataset, 2, row, op, entity_id, digest, schema, caption, "
      "body from list_entry where number = 3");
  const VerifyReport report = Verify(key_);
  ASSERT_FALSE(report.ok);
  EXPECT_EQ(report.first_wrong->seq, second_import_ + 1);  // the list.ended entry
}

// Whoever holds the database can put back an older state with its good signature; a checkpoint kept elsewhere tells.
TEST_P(P3, AnOlderStateIsFoundByAKeptCheckpoint) {
  const auto connection = ground_.Connect();
  using Text = std::string;
  const auto older =
      connection->One<long long, Text, Text, Text>("select size, frontier, root, note from ledger_head where id = 1");
  ASSERT_TRUE(older.has_value());
  std::string kept;
  {
    const auto store = Open();
    ASSERT_TRUE(store->AppendAndWait(Draft("check.asked", "{}")).ok());
    kept = store->Checkpoint().value();
  }
  EXPECT_TRUE(Verify(key_, kept).ok);
  const auto& [size, frontier, root, note] = *older;
  connection->Run("delete from entry where seq >= :size", size);
  connection->Run("delete from checkpoint where size > :size", size);
  connection->Run("update ledger_head set size = :size, frontier = :frontier, root = :root, note = :note", size,
                  frontier, root, note);
  EXPECT_TRUE(Verify(key_).ok);
  const VerifyReport report = Verify(key_, kept);
  ASSERT_FALSE(report.ok);
  EXPECT_EQ(report.first_wrong->kind, "kept_checkpoint");
  EXPECT_EQ(report.first_wrong->what, "missing");
  EXPECT_EQ(Verify(key_, "maktab/test\n1\nAAAA\n\n").first_wrong->what, "signature");
}

TEST_P(P3, AnotherKeyDoesNotVerify) {
  const std::string other = NoteSigner{"maktab/test", crypto::SigningKey::Generate()}.Verifier().Text();
  const VerifyReport report = Verify(other);
  ASSERT_FALSE(report.ok);
  EXPECT_EQ(report.first_wrong->kind, "head");
  EXPECT_EQ(CodeOf(Store::Verify(ground_.Options(), {"nonsense", "", {}})), "store.bad_key");
}

}  // namespace
}  // namespace maktab::store
