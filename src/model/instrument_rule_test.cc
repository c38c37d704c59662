#include "model/instrument_rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "model/changed_definitions.h"
#include "model/register.h"

namespace maktab::model {
namespace {

class InstrumentRules : public ChangedDefinitions {};

TEST_F(InstrumentRules, AreReadWhole) {
  const auto registers = Registers::Load(Definitions());
  ASSERT_TRUE(registers.ok()) << registers.error().params[0].second << registers.error().params[2].second;
  const Register& in = *registers->Find("extraditions");
  ASSERT_TRUE(in.instrument && in.instrument->renewal);
  EXPECT_EQ(in.instrument->field, "instrument");
  EXPECT_EQ(in.instrument->KeptIn(instrument_part::kZone), "zone");
  EXPECT_EQ(in.instrument->KeptIn(treaty_value::kOral), "");
  EXPECT_EQ(in.instrument->renewal->total, "renewed_amount");
  EXPECT_EQ(registers->FindRule("arrest_must")->amount_from, "arrest_must");
  EXPECT_EQ(registers->FindRule("arrest_must")->zone_from, "zone");
  EXPECT_EQ(registers->Find("rogatory")->items->all, "all_done");
  EXPECT_THAT(in.FindAction("surrender")->guards, testing::ElementsAre("own_nationals", "refugee"));
}

TEST_F(InstrumentRules, SayWhereTheyAreWrong) {
  const std::string ext = "registers/extraditions.toml", rog = "registers/rogatory.toml", dues = "deadlines.toml";
  EXPECT_EQ(Said(ext, "code = \"EXT\"", "code = \"EXT\""), "ok");
  const std::vector<std::array<std::string, 4>> wrong = {
      {ext, "field = \"instrument\"", "field = \"partner\"", "instrument.field"},
      {ext, "covers = \"extradition\"", "covers = \"trade\"", "instrument.covers"},
      {ext, "at = \"arrested_at\"", "at = \"summary\"", "instrument.at"},
      {ext, "abroad = { field = \"direction\"", "abroad = { field = \"nothing\"", "instrument.abroad"},
      {ext, "instrument_title = \"title\"", "summary = \"title\"", "keeps: summary"},
      {ext, "arrest_must = \"arrest_must\"", "arrest_must = \"arrest_perhaps\"", "arrest_perhaps"},
      {ext, "arrest_unit = \"arrest_unit\"", "direction = \"arrest_unit\"", "keeps: direction"},
      {ext, "renewals_left = \"renewals\"", "penalty_months = \"renewals\"", "nobody writes it by hand"},
      {ext, "instrument_certainty = \"certainty\"", "ground = \"certainty\"", "keeps: ground"},
      {ext, "action = \"renew\"", "action = \"prolong\"", "instrument.renewal.action"},
      {ext, "total = \"renewed_amount\"", "total = \"summary\"", "instrument.renewal: summary"},
      {ext, "fields = [\"instrument\", \"zone\"]", "fields = [\"zone\"]", "choose_instrument.required"},
      {ext, "guards = [\"own_nationals\"", "guards = [\"weather\"", "guards: weather"},
      {rog, "register = \"rogatory_acts\"", "register = \"nowhere\"", "items.register"},
      {rog, "link = \"letter\"", "link = \"summary\"", "items.link"},
      {rog, "done = [\"done\"]", "done = [\"finished\"]", "items.done"},
      {rog, "all = \"all_done\"", "all = \"finish\"", "by_effect"},
      {dues, "amount_from = \"arrest_must\"", "amount_from = \"summary\"", "amount_from"},
      {dues, "unit_from = \"arrest_unit\"", "unit_from = \"direction\"", "unit_from"},
      {dues, "zone_from = \"zone\"", "zone_from = \"arrest_may\"", "zone_from"},
      {dues, "zone_from = \"zone\"\nfrom = \"arrested_at\"", "zone_from = \"zone\"\nfrom = \"summary\"",
       "arrest_file: from"},
      {dues, "amount = 10\nunit", "amount = 0\nunit", "amount: write"},
  };
  for (const auto& [file, from, to, said] : wrong) {
    EXPECT_THAT(Said(file, from, to), testing::HasSubstr(said)) << file << ": " << to;
  }
}

// What only some may read can't go out in a letter (domain.md R-04).
TEST_F(InstrumentRules, NoLetterSaysWhatFewMayRead) {
  const std::string closed = "id = \"service_answer\"\nread = [\"supervisor\"]";
  std::string letter(Definitions().Text("letters/reply.toml"));
  const std::size_t at = letter.find("{reply_text}");
  ASSERT_NE(at, std::string::npos);
  letter.insert(at, "{service_answer} ");
  EXPECT_EQ(SaidOf("letters/reply.toml", letter), "ok");
  std::string text(Definitions().Text("registers/requests.toml"));
  const std::size_t field = text.find("id = \"service_answer\"");
  text.replace(field, std::string("id = \"service_answer\"").size(), closed);
  Keep("registers/requests.toml", text);
  EXPECT_THAT(SaidOf("letters/reply.toml", letter), testing::HasSubstr("service_answer"));
}

}  // namespace
}  // namespace maktab::model
