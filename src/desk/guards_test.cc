// Rules that need code: own nationals and refugees (domain.md R-04, R-13).
#include "desk/guards.h"

#include <gtest/gtest.h>

#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

// These guards look at nothing but the record itself.
class NoTransaction final : public store::Transaction {
 public:
  std::int64_t FirstSeq() const override { return 0; }
  std::optional<store::Record> Find(const std::string&) override { return std::nullopt; }
  std::optional<store::Record> FindByNumber(const std::string&) override { return std::nullopt; }
  std::vector<store::Record> Naming(const std::string&, const std::string&, const std::string&) override { return {}; }
  std::vector<store::Deadline> Deadlines(const std::string&) override { return {}; }
  std::int64_t NextSerial(const std::string&) override { return 0; }
  base::Status Append(const store::EntryDraft&) override { return {}; }
};

class Guards : public ::testing::Test {
 protected:
  std::string Said(const std::string& action, const Values& values, const std::string& country = "MA") {
    Parts parts = *bureau.parts;
    parts.settings.bureau = country;
    const model::Register& in = *bureau.registers->Find("extraditions");
    Step step(in, *in.FindAction(action));
    step.before = values;
    NoTransaction transaction;
    const base::Status done = Guard({parts, step, values, calendar::Zone::Utc(), transaction});
    return done.ok() ? "ok" : done.error().code;
  }
  static Values Person(const std::string& nationality) {
    return {{"partner", "\"EG\""}, {"persons", R"([{"name":"Zorvan Tadrak","nationality":")" + nationality + "\"}]"}};
  }

  TestBureau bureau;
};

TEST_F(Guards, OwnNationalsStay) {
  EXPECT_EQ(Said("surrender", Person("EG")), "ok");
  EXPECT_EQ(Said("surrender", Person("MA")), "extradition.own_national");
  EXPECT_EQ(Said("surrender", Person("FR, ma")), "extradition.own_national") << "one of several";
  EXPECT_EQ(Said("surrender", Person("FR/MA")), "extradition.own_national");
  EXPECT_EQ(Said("surrender", Person("MAR")), "ok") << "not a code of two letters";
  EXPECT_EQ(Said("surrender", Person("GB"), "GB"), "ok") << "it surrenders its own";
  EXPECT_EQ(Said("arrest", Person("MA")), "ok") << "an arrest is a fact";
}

TEST_F(Guards, WhoFledFromAStateIsNotSurrenderedToIt) {
  Values values = Person("EG");
  values["refugee_from"] = R"(["EG"])";
  EXPECT_EQ(Said("surrender", values), "extradition.protected");
  EXPECT_EQ(Said("protect", values), "extradition.not_withheld");
  values["withheld_from"] = R"(["ES","EG"])";
  EXPECT_EQ(Said("protect", values), "ok");
  values["partner"] = "\"ES\"";
  EXPECT_EQ(Said("surrender", values), "ok");
  values["third_state"] = "\"EG\"";
  EXPECT_EQ(Said("grant_speciality", values), "extradition.protected") << "nor by way of another one";
}

}  // namespace
}  // namespace maktab::desk
