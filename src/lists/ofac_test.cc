#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lists/ofac_remarks.h"
#include "lists/test_sink.h"

namespace maktab::lists {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kNone = ",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ";

std::string Row(const std::string& id, const std::string& name, const std::string& type, const std::string& remarks) {
  return id + ",\"" + name + "\",\"" + type + "\",\"TEST] [MADE\"" + kNone + ",\"" + remarks + "\"\r\n";
}

Draft Remarks(const std::string& remarks, model::Schema schema = model::Schema::kPerson) {
  Draft draft(1, schema);
  AddOfacRemarks(draft, remarks);
  return draft;
}

TEST(OfacList, JoinsItsFilesInAnyOrder) {
  const std::vector<TestFile> files = {
      {"x4", "12,\"rt; nationality Freedonia.\"\r\n"},
      {"x3", "12,501,\"aka\",\"TADREK, Zorvan\",-0- \r\n12,502,\"fka\",\"ZORVIN\",-0- \r\n\x1A\r\n"},
      {"x1", Row("12", "TADRAK, Zorvan Mel", "individual", "DOB 12 Mar 1965; a.k.a. 'LAMP'; Passport A1") +
                 Row("13", "LAMP TRUST", "-0- ", "Tax ID No. 77-1 (Mexico).") + "\x1A"},
      {"x2", "12,9,\"1 Wick Road\",\"Lampton\",\"Ghana\",-0- \r\n13,10,-0- ,-0- ,\"Ghana\",\"old\"\r\n"},
  };
  const Reading reading = ReadTexts(Format::kOfac, files);
  ASSERT_TRUE(reading.info) << reading.error.error.code << reading.error.line;
  EXPECT_THAT(reading.sink.warnings, IsEmpty());
  const model::Entity& person = reading.sink.Of("12");
  EXPECT_THAT(person.Get("name"), ElementsAre("Zorvan Mel TADRAK"));
  EXPECT_THAT(person.Get("firstName"), ElementsAre("Zorvan Mel"));
  EXPECT_THAT(person.Get("lastName"), ElementsAre("TADRAK"));
  EXPECT_THAT(person.Get("alias"), ElementsAre("Zorvan TADREK"));
  EXPECT_THAT(person.Get("previousName"), ElementsAre("ZORVIN"));
  EXPECT_THAT(person.Get("program"), ElementsAre("TEST", "MADE"));
  EXPECT_THAT(person.Get("address"), ElementsAre("1 Wick Road, Lampton, Ghana"));
  EXPECT_THAT(person.Get("country"), IsEmpty());
  // The comments go on where the remarks were cut: "Passport A1" + "rt".
  EXPECT_THAT(person.Get("passportNumber"), ElementsAre("A1rt"));
  EXPECT_THAT(person.Get("nationality"), ElementsAre("Freedonia"));
  EXPECT_THAT(person.Get("weakAlias"), ElementsAre("LAMP"));
  const model::Entity& body = reading.sink.Of("13");
  EXPECT_EQ(body.schema, model::Schema::kOrganization);
  EXPECT_THAT(body.Get("country"), ElementsAre("gh"));
  EXPECT_THAT(body.Get("taxNumber"), ElementsAre("77-1"));
}

TEST(OfacList, TakesVesselsAndAircraft) {
  const std::string text =
      "id,name,type,program,title,sign,kind,tons,grt,flag,owner,remarks\r\n"
      "1,\"LAMP STAR\",\"vessel\",\"T\",-0- ,\"5IM9\",\"Tanker\",\"100\",\"50\",\"Panama\",\"Lamp Co\",\"Former Vessel "
      "Flag "
      "Tanzania; Vessel Registration Identification IMO 9074729; MMSI 572469210; Linked To: LAMP TRUST.\"\r\n"
      "2,\"ZZ-ABC\",\"aircraft\",\"T\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Aircraft Construction Number (also called "
      "L/N or "
      "S/N or F/N) 341; Aircraft Manufacture Date Dec 1998; Aircraft Model L-100; Aircraft Tail Number ZZ-ABC.\"\r\n";
  const Reading reading = ReadTexts(Format::kOfac, {{"sdn.csv", text}});
  ASSERT_TRUE(reading.info) << reading.error.error.code;
  const model::Entity& vessel = reading.sink.Of("1");
  EXPECT_EQ(vessel.schema, model::Schema::kVessel);
  EXPECT_THAT(vessel.Get("imoNumber"), ElementsAre("9074729"));
  EXPECT_THAT(vessel.Get("mmsi"), ElementsAre("572469210"));
  EXPECT_THAT(vessel.Get("flag"), ElementsAre("pa"));
  EXPECT_THAT(vessel.Get("pastFlag"), ElementsAre("tz"));
  EXPECT_THAT(vessel.Get("callSign"), ElementsAre("5IM9"));
  EXPECT_THAT(vessel.Get("linkedTo"), ElementsAre("LAMP TRUST"));
  const model::Entity& aircraft = reading.sink.Of("2");
  EXPECT_EQ(aircraft.schema, model::Schema::kAirplane);
  EXPECT_THAT(aircraft.Get("registrationNumber"), ElementsAre("ZZ-ABC"));
  EXPECT_THAT(aircraft.Get("serialNumber"), ElementsAre("341"));
  EXPECT_THAT(aircraft.Get("buildDate"), ElementsAre("1998-12"));
}

TEST(OfacRemarks, ReadDatesAsTheListWritesThem) {
  const Draft draft = Remarks(
      "DOB 12 Mar 1965; alt. DOB Apr 1966; alt. DOB 1967; alt. DOB circa 1951; alt. DOB 1960 to 1963; alt. DOB 01 Jan "
      "1970 to 31 Dec 1971; alt. DOB circa 1951-1953.");
  EXPECT_THAT(draft.entity().Get("birthDate"),
              ElementsAre("1965-03-12", "1966-04", "1967", "1951", "1960/1963", "1970-01-01/1971-12-31", "1951/1953"));
  EXPECT_THAT(draft.entity().Get("birthDateNote"), ElementsAre("approximately 1951", "approximately 1951/1953"));
}

TEST(OfacRemarks, ReadPapersWithCountryAndDates) {
  const Draft draft = Remarks(
      "Passport PS 472330208 (Korea, North) issued 04 Jul 2012 expires 04 Jul 2017; alt. Passport 92/664 (Egypt); "
      "Diplomatic Passport 008827 (Iran) issued 1999; National ID No. 660000 73767 (Belgium); Cedula No. V-83 "
      "(Venezuela); SSN 523-00-0000 (United States); Travel Document Number A0020375; License to trade");
  EXPECT_THAT(draft.entity().Get("passportNumber"), ElementsAre("PS 472330208", "92/664", "008827", "A0020375"));
  EXPECT_THAT(draft.entity().Get("idNumber"), ElementsAre("660000 73767", "V-83"));
  EXPECT_THAT(draft.entity().Get("socialSecurityNumber"), ElementsAre("523-00-0000"));
  EXPECT_THAT(draft.entity().Get("notes"), ElementsAre("License to trade"));
  EXPECT_EQ(draft.entity().documents[0],
            (model::IdentityDocument{"Passport", "PS 472330208", "kp", "issued 04 Jul 2012 expires 04 Jul 2017"}));
  EXPECT_EQ(draft.entity().documents[2].type, "Diplomatic Passport");
}

TEST(OfacRemarks, ReadTheRest) {
  const Draft draft = Remarks(
      "POB Gaza, Egypt; nationality Korea, North; citizen Burma;Gender Female; a.k.a. 'ABU-'UMAR'; f.k.a. 'OLD LAMP'; "
      "Company Number IMO 5055293; Digital Currency Address - XBT 1Lamp; Keeper of the Lamp; all offices worldwide.");
  const model::Entity& entity = draft.entity();
  EXPECT_THAT(entity.Get("birthPlace"), ElementsAre("Gaza, Egypt"));
  EXPECT_THAT(entity.Get("nationality"), ElementsAre("kp"));
  EXPECT_THAT(entity.Get("citizenship"), ElementsAre("mm"));
  EXPECT_THAT(entity.Get("gender"), ElementsAre("female"));
  EXPECT_THAT(entity.Get("weakAlias"), ElementsAre("ABU-'UMAR"));
  EXPECT_THAT(entity.Get("previousName"), ElementsAre("OLD LAMP"));
  EXPECT_THAT(entity.Get("imoNumber"), ElementsAre("5055293"));
  EXPECT_THAT(entity.Get("digitalCurrencyAddress"), ElementsAre("XBT 1Lamp"));
  EXPECT_THAT(entity.Get("notes"), ElementsAre("Keeper of the Lamp", "all offices worldwide"));
}

TEST(OfacRemarks, PutNamesInNaturalOrder) {
  EXPECT_EQ(SplitOfacName("DEL LAMP, Zorvan, Jr.").natural, "Zorvan DEL LAMP Jr.");
  EXPECT_EQ(SplitOfacName("TADRAK, JR., Zorvan").natural, "Zorvan TADRAK JR.");
  EXPECT_EQ(SplitOfacName("ABU LAMP").natural, "ABU LAMP");
  EXPECT_EQ(SplitOfacName("ABU LAMP").last, "");
}

TEST(OfacList, ReadsOldFilesThatAreNotUtf8) {
  const Reading reading =
      ReadTexts(Format::kOfac, {{"sdn.csv", Row("1", "MU\xD1OZ, Lamp\xE1r", "individual", "-0- ")}});
  EXPECT_THAT(reading.sink.Of("1").Get("name"), ElementsAre("Lampár MUÑOZ"));
  EXPECT_THAT(reading.sink.WarningCodes(), ElementsAre("lists.decoded_as_windows_1252"));
}

TEST(OfacList, LeavesOutAPhraseCutAtTheEndOfTheRemarks) {
  std::string remarks = "DOB 1965";
  while (remarks.size() < 980) remarks += "; remark";
  remarks += "; Passport ABCDEF123456789";
  const Reading reading = ReadTexts(Format::kOfac, {{"sdn.csv", Row("1", "LAMP, Zorvan", "individual", remarks)}});
  EXPECT_THAT(reading.sink.Of("1").Get("passportNumber"), IsEmpty());
  EXPECT_THAT(reading.sink.Of("1").Get("birthDate"), ElementsAre("1965"));
  EXPECT_THAT(reading.sink.WarningCodes(), ElementsAre("lists.ofac_remarks_cut"));
}

TEST(OfacList, TellsWhatIsWrongWithTheFiles) {
  const std::string sdn = Row("1", "LAMP", "-0- ", "-0- ");
  const TestFile alt{"alt.csv", "1,5,\"aka\",\"WICK\",-0- \r\n"};
  EXPECT_EQ(ReadTexts(Format::kOfac, {alt}).error.error.code, "lists.ofac_no_sdn");
  EXPECT_EQ(ReadTexts(Format::kOfac, {{"a", sdn}, {"b", sdn}}).error.error.code, "lists.ofac_doubled_file");
  EXPECT_EQ(ReadTexts(Format::kOfac, {{"a", "x,y,z\r\n1,2,3\r\n"}}).error.error.code, "lists.ofac_unknown_file");
  EXPECT_EQ(ReadTexts(Format::kOfac, {{"a", ""}}).error.error.code, "lists.ofac_unknown_file");
  EXPECT_EQ(ReadTexts(Format::kOfac, {{"a", sdn + sdn}}).error.error.code, "lists.doubled_id");
  const Reading cut = ReadTexts(Format::kOfac, {{"a", sdn + "2,\"WICK\",-0- ,\"T"}}, SkippingBad());
  EXPECT_EQ(cut.error.error.code, "lists.truncated");
  EXPECT_EQ(cut.error.line, 2U);
  EXPECT_EQ(ReadTexts(Format::kOfac, {{"a", sdn + "2,\"WICK\",-0- "}}, SkippingBad()).error.error.code,
            "lists.truncated");
  const Reading wrong =
      ReadTexts(Format::kOfac, {{"a", sdn + "2,\"WICK\"\r\n" + Row("x3", "A", "-0- ", "-0- ")}}, SkippingBad());
  ASSERT_EQ(wrong.sink.bad.size(), 2U);
  EXPECT_EQ(wrong.sink.bad[0].error.code, "lists.wrong_columns");
  EXPECT_EQ(wrong.sink.bad[0].Param("found"), "2");
  EXPECT_EQ(wrong.sink.bad[1].error.code, "lists.wrong_id");
  const Reading alone = ReadTexts(Format::kOfac, {{"a", sdn}, {"b", "77,5,\"aka\",\"WICK\",-0- \r\n"}});
  ASSERT_EQ(alone.sink.WarningCodes(), Strings{"lists.ofac_unmatched"});
  EXPECT_EQ(alone.sink.warnings[0].Param("count"), "1");
}

TEST(OfacList, BoundsWhatItHolds) {
  ReadOptions options;
  options.limits.held_bytes = 5'000;
  std::string alt;
  for (int i = 0; i < 100; ++i) alt += std::to_string(i) + ",5,\"aka\",\"WICK\",-0- \r\n";
  EXPECT_EQ(ReadTexts(Format::kOfac, {{"a", alt}, {"b", Row("1", "LAMP", "-0- ", "-0- ")}}, options).error.error.code,
            "lists.too_much_held");
}

}  // namespace
}  // namespace maktab::lists
