#include "store/record_reader.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "store/store_fixture.h"

namespace maktab::store {
namespace {

// More than a query looks at to learn whether something is common (record_reader.cc).
constexpr int kRecords = 2'400;
constexpr int kEachRare = 300;
constexpr int kEachOpen = 3;

struct Row {
  std::string id;
  bool rare = false, open = false;
  long long changed = 0;
};

// Records of a register: all with a common value and a common word, a few with rare ones; every third is open.
class ListsOfRecords : public OnEachBackend {
 protected:
  void SetUp() override {
    store_ = Open();
    const auto connection = ground_.Connect();
    connection->Begin();
    BulkInsert records(*connection,
                       "insert into record (id, register, number, series, serial, state, kind, version, caption, "
                       "partner, unit, officer, priority, content, doers, created_seq, changed_seq, opened_at, "
                       "changed_at, due_at) values ",
                       "ttttnttntttttttnnnnn");
    BulkInsert values(*connection, "insert into record_value (record, register, field, value) values ", "tttt");
    BulkInsert texts(*connection, "insert into record_text (rowid, body, guarded) values ", "ntt");
    for (int i = 0; i < kRecords; ++i) {
      const Row row{"r" + std::to_string(i), i % kEachRare == 0, i % kEachOpen == 0, (i * 7'919) % kRecords};
      rows_.push_back(row);
      records.Text(row.id).Text(i % 2 == 0 ? "even" : "odd").Text("N/" + std::to_string(i)).Text("S").Number(i);
      records.Text(row.open ? "new" : "done").Text(row.open ? "open" : "closed").Number(1).Text("c");
      for (int empty = 0; empty < 4; ++empty) records.Text("");
      records.Text("{}").Text("{}").Number(i).Number(row.changed).Number(0).Number(0).Number(0);
      for (const char* field : {"partner", "subject"}) {
        values.Text(row.id).Text(i % 2 == 0 ? "even" : "odd").Text(field);
        values.Text(row.rare && field[0] == 'p' ? "rare" : "common");
      }
      texts.Number(i).Text(row.rare ? "0common 0rare" : "0common").Text("");
    }
    records.Flush();
    values.Flush();
    texts.Flush();
    connection->Commit();
  }

  // What a list must hold: the ids by what changed last, before offset and limit.
  template <typename F>
  std::vector<std::string> Those(F&& fits) const {
    std::vector<Row> found;
    std::copy_if(rows_.begin(), rows_.end(), std::back_inserter(found), fits);
    std::sort(found.begin(), found.end(), [](const Row& a, const Row& b) { return a.changed > b.changed; });
    std::vector<std::string> ids;
    for (const Row& row : found) ids.push_back(row.id);
    return ids;
  }

  void Expect(RecordFilter filter, const std::vector<std::string>& all) {
    for (const std::int64_t offset : {0, 7, 2'000}) {
      filter.offset = offset;
      filter.limit = 5;
      const auto page = store_->Records(filter, Viewer::Program());
      ASSERT_TRUE(page.ok()) << page.error().log;
      EXPECT_EQ(page->total, std::int64_t(all.size()));
      std::vector<std::string> ids;
      for (const Record& record : page->records) ids.push_back(record.id);
      const std::size_t from = std::min(all.size(), std::size_t(offset));
      const std::size_t to = std::min(all.size(), from + 5);
      EXPECT_EQ(ids, std::vector<std::string>(all.begin() + std::ptrdiff_t(from), all.begin() + std::ptrdiff_t(to)));
    }
  }

  std::unique_ptr<Store> store_;
  std::vector<Row> rows_;
};
MAKTAB_ON_ALL_BACKENDS(ListsOfRecords);

TEST_P(ListsOfRecords, AreTheSameWhetherAValueIsRareOrCommon) {
  RecordFilter filter;
  filter.values = {{"subject", "common", {}}};
  Expect(filter, Those([](const Row&) { return true; }));
  filter.state = "new";
  Expect(filter, Those([](const Row& row) { return row.open; }));
  filter.values.push_back({"partner", "rare", {}});
  Expect(filter, Those([](const Row& row) { return row.open && row.rare; }));
  filter.values[1].value = "common";
  Expect(filter, Those([](const Row& row) { return row.open && !row.rare; }));
  filter.register_id = "even";
  Expect(filter, Those([](const Row& row) { return row.open && !row.rare && std::stoi(row.id.substr(1)) % 2 == 0; }));
  filter.values[0].not_of = {"even"};
  Expect(filter, {});
  filter.values[0].not_of = {};
  filter.values[0].value = "of nobody";
  Expect(filter, {});
}

TEST_P(ListsOfRecords, SayWhichClocksRunOutNext) {
  const auto connection = ground_.Connect();
  const auto add = [&](const char* record, const char* rule, int due, const char* state) {
    connection->Run(
        "insert into deadline (record, rule, holder, started_seq, started_at, counted_from, due_at, must, state, "
        "stopped_at, register, unit, officer) select id, :rule, '', 0, 0, 0, :due, 1, :state, 0, register, unit, "
        "officer "
        "from record where id = :record",
        std::string(rule), static_cast<long long>(due), std::string(state), std::string(record));
  };
  // Every third record is new, every second one even.
  add("r0", "keep", 20, "running");
  add("r6", "keep", 10, "running");
  add("r12", "keep", 1, "met");
  add("r18", "keep", 2, "paused");
  add("r24", "other", 3, "running");
  add("r2", "keep", 4, "running");
  add("r3", "keep", 5, "running");
  const auto ids = [&](const std::vector<DueRule>& rules, int limit) {
    std::vector<std::string> found;
    const auto clocks = store_->DueClocks(rules, limit);
    EXPECT_TRUE(clocks.ok());
    for (const Deadline& clock : *clocks) found.push_back(clock.record + " " + clock.rule);
    return found;
  };
  using Ids = std::vector<std::string>;
  EXPECT_EQ(ids({{"even", "keep", {"new"}}}, 10), (Ids{"r6 keep", "r0 keep"}));
  EXPECT_EQ(ids({{"even", "keep", {"new"}}}, 1), (Ids{"r6 keep"}));
  EXPECT_EQ(ids({{"even", "keep", {"new", "done"}}, {"even", "other", {"new"}}}, 10),
            (Ids{"r24 other", "r2 keep", "r6 keep", "r0 keep"}));
  EXPECT_EQ(ids({{"odd", "keep", {"new"}}}, 10), (Ids{"r3 keep"}));
  EXPECT_EQ(ids({}, 10), Ids{});
}

TEST_P(ListsOfRecords, AreTheSameWhetherAWordIsRareOrCommon) {
  RecordFilter filter;
  filter.words = "0common";
  Expect(filter, Those([](const Row&) { return true; }));
  filter.kind = "open";
  Expect(filter, Those([](const Row& row) { return row.open; }));
  filter.words = "0rare";
  Expect(filter, Those([](const Row& row) { return row.open && row.rare; }));
  filter.values = {{"partner", "rare", {}}};
  filter.words = "0common";
  Expect(filter, Those([](const Row& row) { return row.open && row.rare; }));
  filter = {};
  filter.words = "0rare";
  filter.number = "N/1";
  Expect(filter, Those([](const Row& row) { return row.rare || row.id == "r1"; }));
  filter.words = "0nowhere";
  Expect(filter, Those([](const Row& row) { return row.id == "r1"; }));
}

// Words by their sound begin with nought: it would find everything, at the cost of reading every word that there is.
TEST_P(ListsOfRecords, NoughtIsAWordOfItsOwn) {
  RecordFilter filter;
  const auto none = Those([](const Row&) { return false; });
  filter.words = "0";
  Expect(filter, none);
  filter.words = "0common 0";
  Expect(filter, none);
  filter.words = "0c";
  Expect(filter, Those([](const Row&) { return true; }));
  filter.words = "0common 0r";
  Expect(filter, Those([](const Row& row) { return row.rare; }));
}

}  // namespace
}  // namespace maktab::store
