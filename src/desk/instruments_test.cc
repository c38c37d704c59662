// Clocks that take their amounts and zone from what a treaty said when it was chosen (domain.md R-12, vector 5).
#include "desk/instruments.h"

#include <gtest/gtest.h>

#include "calendar/alarm.h"
#include "desk/clocks.h"
#include "desk/test_bureau.h"

namespace maktab::desk {
namespace {

constexpr std::int64_t kDay = base::kMicrosPerDay;

base::Instant At(const std::string& text) {
  return *base::ParseInstant(text);
}

class Instruments : public ::testing::Test {
 protected:
  Instruments() : parts(*bureau.parts) {}

  // A case of this bureau, held since 14:00 of 10 February 2026 there, that rests on an instrument.
  Values Held(const std::string& ours, const std::string& zone, const std::string& partner,
              const std::string& instrument, const std::string& arrested = "2026-02-10T13:00:00.000000Z") {
    parts.settings.bureau = ours;
    parts.settings.zone = zone;
    Step step(*in, *in->FindAction("choose_instrument"));
    step.before = {
        {"direction", "\"incoming\""}, {"partner", "\"" + partner + "\""}, {"arrested_at", "\"" + arrested + "\""}};
    step.changes = {{"instrument", "\"" + instrument + "\""}};
    const base::Status kept = KeepInstrument(step, parts);
    EXPECT_TRUE(kept.ok()) << instrument << " " << (kept.ok() ? "" : kept.error().code);
    return After(step);
  }
  // The last day of a clock by the calendar of its zone; empty if it does not start.
  std::string LastDay(const std::string& rule_id, const Values& values) {
    const base::Instant due = Due(rule_id, values);
    if (due.micros == 0) return {};
    const auto zone = calendar::Zone::Named(TextsOf(values.at("zone")).front());
    return base::FormatInstant({zone->DayAt(due.micros - 1) * kDay}).substr(0, 10);
  }
  base::Instant Due(const std::string& rule_id, const Values& values) {
    const Clocks clocks(*bureau.registers, parts.settings);
    const model::DeadlineRule& rule = *bureau.registers->FindRule(rule_id);
    if (!clocks.Starts(rule, values)) return {};
    return clocks.DueOf(rule, values, clocks.StartOf(rule, values, At("2026-02-11T00:00:00Z"))).at;
  }
  base::Status Renew(Values& values) {
    Step step(*in, *in->FindAction("renew"));
    step.before = values;
    MAKTAB_TRY(KeepInstrument(step, parts));
    values = After(step);
    return {};
  }

  TestBureau bureau;
  Parts parts;
  const model::Register* in = bureau.registers->Find("extraditions");
};

TEST_F(Instruments, TheEuropeanConvention) {
  const Values values = Held("FR", "Europe/Paris", "ES", "ece_1957");
  EXPECT_EQ(LastDay("arrest_may", values), "2026-02-28");
  EXPECT_EQ(LastDay("arrest_must", values), "2026-03-22");
  EXPECT_EQ(LastDay("arrest_file", values), "2026-02-28") << "the file is due before release is possible";
  EXPECT_EQ(LastDay("arrest_renewed", values), "");
  EXPECT_FALSE(bureau.registers->FindRule("arrest_may")->must);
  Values planned = values;
  EXPECT_EQ(LastDay("surrender_must", planned), "") << "no date is agreed yet";
  planned["surrender_at"] = "\"2026-05-01T10:00:00.000000Z\"";
  EXPECT_EQ(LastDay("surrender_may", planned), "2026-05-16");
  EXPECT_EQ(LastDay("surrender_must", planned), "2026-05-31");
  planned["discharged_at"] = "\"2026-06-01T10:00:00.000000Z\"";
  EXPECT_EQ(LastDay("speciality_end", planned), "2026-07-16");
}

TEST_F(Instruments, RiyadhAndItsAlarms) {
  const Values values = Held("JO", "Asia/Amman", "EG", "riyadh_1983", "2026-02-10T11:00:00.000000Z");
  EXPECT_EQ(LastDay("arrest_may", values), "2026-03-12");
  EXPECT_EQ(LastDay("arrest_must", values), "2026-04-11");
  const auto zone = calendar::Zone::Named("Asia/Amman");
  const std::int64_t from = At("2026-02-10T11:00:00Z").micros;
  std::vector<std::int32_t> days;
  for (const int percent : bureau.registers->alarms()) {
    const std::int64_t at = calendar::AlarmAt(from, Due("arrest_file", values).micros, percent);
    days.push_back(zone->DayAt(at) - zone->DayAt(from));
  }
  EXPECT_EQ(days, (std::vector<std::int32_t>{15, 23, 27}));
}

TEST_F(Instruments, OneRenewalAndNoSecond) {
  Values values = Held("JO", "Asia/Amman", "EG", "acc_1989", "2026-02-10T11:00:00.000000Z");
  EXPECT_EQ(LastDay("arrest_may", values), "");
  EXPECT_EQ(LastDay("arrest_must", values), "2026-03-12");
  ASSERT_TRUE(Renew(values).ok());
  EXPECT_EQ(LastDay("arrest_renewed", values), "2026-04-11");
  EXPECT_EQ(values.at("arrest_must"), "30") << "what the treaty said stays";
  EXPECT_EQ(Renew(values).error().code, "instrument.no_renewal");
  Values none = Held("JO", "Asia/Amman", "EG", "riyadh_1983");
  EXPECT_EQ(Renew(none).error().code, "instrument.no_renewal");
}

TEST_F(Instruments, WhatWasRenewedIsNotChosenAnew) {
  Values values = Held("JO", "Asia/Amman", "EG", "acc_1989", "2026-02-10T11:00:00.000000Z");
  ASSERT_TRUE(Renew(values).ok());
  Step step(*in, *in->FindAction("choose_instrument"));
  step.before = values;
  step.changes = {{"instrument", R"("acc_1989")"}};
  EXPECT_EQ(KeepInstrument(step, parts).error().code, "instrument.renewed");
  EXPECT_EQ(After(step).at("renewals_left"), "0") << "nor are its renewals counted anew";
  step.before.erase("renewed_amount");  // released, and arrested again
  EXPECT_TRUE(KeepInstrument(step, parts).ok());
  EXPECT_EQ(After(step).at("renewals_left"), "1");
}

TEST_F(Instruments, TheDayOfArrestIsThatOfThePlace) {
  // Half past midnight in Paris; half past eleven the day before in London.
  const std::string arrested = "2026-02-10T23:30:00.000000Z";
  EXPECT_EQ(LastDay("arrest_may", Held("FR", "Europe/Paris", "ES", "ece_1957", arrested)), "2026-03-01");
  EXPECT_EQ(LastDay("arrest_may", Held("GB", "Europe/London", "ES", "ece_1957", arrested)), "2026-02-28");
  const Values paris = Held("FR", "Europe/Paris", "ES", "ece_1957", arrested);
  EXPECT_EQ(Due("arrest_may", paris), At("2026-03-01T23:00:00Z")) << "at the end of that day there";
}

TEST_F(Instruments, WhereATreatyIsSilentTheLawOfTheStateThatHoldsCounts) {
  const Values values = Held("MA", "Africa/Casablanca", "FR", "fr_ma_2008");
  EXPECT_EQ(values.at("arrest_must"), "30");
  EXPECT_EQ(values.at("least_penalty"), "24");
  EXPECT_EQ(values.at("surrender_unit"), "\"months\"");
  EXPECT_EQ(values.at("instrument_certainty"), "\"to_confirm\"");
  const Values others = Held("XX", "UTC", "FR", "untoc_2000");
  EXPECT_EQ(LastDay("arrest_must", others), "") << "no law is known here, so no clock is invented";
}

TEST_F(Instruments, WhatDoesNotBindIsNotChosen) {
  Step step(*in, *in->FindAction("choose_instrument"));
  step.before = {{"direction", "\"incoming\""}, {"partner", "\"ES\""}};
  for (const char* id : {"riyadh_1983", "un_model_1990", "fr_ma_mla_2008", "nothing"}) {
    step.changes = {{"instrument", "\"" + std::string(id) + "\""}};
    EXPECT_EQ(KeepInstrument(step, parts).error().code, "instrument.not_proposed") << id;
  }
  step.changes = {{"instrument", "\"untoc_2000\""}, {"zone", "\"Mars/Base\""}};
  EXPECT_EQ(KeepInstrument(step, parts).error().code, "record.bad_value");
}

TEST_F(Instruments, AMonthIsAMonthAndWhatIsTypedHasABound) {
  Values values = Held("MA", "Africa/Casablanca", "ES", "es_ma_2009");
  values["surrender_at"] = "\"2026-01-31T10:00:00.000000Z\"";
  EXPECT_EQ(LastDay("surrender_must", values), "2026-02-28");
  values["lent_at"] = "\"2026-01-31T10:00:00.000000Z\"";
  values["lent_days"] = "999999999999999";
  EXPECT_EQ(LastDay("lent_back", values).substr(0, 4), "2126");
}

}  // namespace
}  // namespace maktab::desk
