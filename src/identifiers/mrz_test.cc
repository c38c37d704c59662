#include "identifiers/mrz.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "identifiers/mrz_layout.h"
#include "identifiers/test_tables.h"

namespace maktab::identifiers {
namespace {

std::optional<Mrz> Parse(std::string_view text) {
  Warning why_not;
  return ParseMrz(text, TestTables().states, kToday, why_not);
}

std::string WhyNot(std::string_view text) {
  Warning why_not;
  EXPECT_FALSE(ParseMrz(text, TestTables().states, kToday, why_not).has_value());
  return std::string(why_not.code);
}

std::string Checks(const Mrz& mrz) {
  std::string out;
  for (const MrzCheckDigit& digit : mrz.check_digits) {
    out += (out.empty() ? "" : " ") + std::string(MrzCheckName(digit.check)) + (digit.ok ? "+" : "-");
  }
  return out;
}

// ICAO's own examples (Doc 9303 parts 4 to 7).
constexpr std::string_view kTd3 =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
constexpr std::string_view kTd2 =
    "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n"
    "D231458907UTO7408122F1204159<<<<<<<6";
constexpr std::string_view kTd1 =
    "I<UTOD231458907<<<<<<<<<<<<<<<\n"
    "7408122F1204159UTO<<<<<<<<<<<6\n"
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<";
constexpr std::string_view kMrvA =
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
    "L8988901C4XXX4009078F96121096ZE184226B<<<<<<";
constexpr std::string_view kMrvB =
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n"
    "L8988901C4XXX4009078F9612109<<<<<<<<";

TEST(MrzCheckDigit, FollowsDoc9303) {
  EXPECT_EQ(MrzCheckDigitOf("L898902C3"), '6');
  EXPECT_EQ(MrzCheckDigitOf("L898902C<"), '3');
  EXPECT_EQ(MrzCheckDigitOf("740812"), '2');
  EXPECT_EQ(MrzCheckDigitOf("120415"), '9');
  EXPECT_EQ(MrzCheckDigitOf("690806"), '1');
}

TEST(Mrz, ReadsAPassport) {
  const auto mrz = Parse(kTd3);
  ASSERT_TRUE(mrz.has_value());
  EXPECT_EQ(mrz->format, MrzFormat::kTd3);
  EXPECT_EQ(mrz->document_code, "P");
  EXPECT_EQ(mrz->issuing_state, "UTO");
  EXPECT_EQ(mrz->surname, "ERIKSSON");
  EXPECT_EQ(mrz->given_names, "ANNA MARIA");
  EXPECT_EQ(mrz->number, "L898902C3");
  EXPECT_EQ(mrz->nationality, "UTO");
  EXPECT_EQ(mrz->birth_date->ToString(), "1974-08-12");
  EXPECT_EQ(mrz->sex, 'F');
  EXPECT_EQ(mrz->expiry_date->ToString(), "2012-04-15");
  EXPECT_EQ(mrz->optional_data, "ZE184226B");
  EXPECT_EQ(Checks(*mrz), "number+ dob+ expiry+ personal+ composite+");
  EXPECT_TRUE(mrz->valid);
  EXPECT_EQ(mrz->surname_ar, "");
  EXPECT_EQ(WarningParam(mrz->warnings, "mrz.expired", "date"), "2012-04-15");
  EXPECT_EQ(mrz->warnings.size(), 1U);
}

TEST(Mrz, ReadsTheOtherFormats) {
  EXPECT_EQ(Parse(kTd2)->format, MrzFormat::kTd2);
  EXPECT_EQ(Checks(*Parse(kTd2)), "number+ dob+ expiry+ composite+");
  EXPECT_TRUE(Parse(kTd2)->valid);
  EXPECT_EQ(Parse(kTd1)->format, MrzFormat::kTd1);
  EXPECT_EQ(Checks(*Parse(kTd1)), "number+ dob+ expiry+ composite+");
  EXPECT_EQ(Parse(kTd1)->given_names, "ANNA MARIA");
  EXPECT_TRUE(Parse(kTd1)->valid);
  EXPECT_EQ(Parse(kMrvA)->format, MrzFormat::kMrvA);
  EXPECT_EQ(Checks(*Parse(kMrvA)), "number+ dob+ expiry+");
  EXPECT_TRUE(Parse(kMrvA)->valid);
  EXPECT_EQ(Parse(kMrvA)->nationality, "XXX");
  EXPECT_EQ(Parse(kMrvA)->birth_date->ToString(), "1940-09-07");
  EXPECT_EQ(Parse(kMrvB)->format, MrzFormat::kMrvB);
  EXPECT_TRUE(Parse(kMrvB)->valid);
}

TEST(Mrz, ForgivesHowItWasPasted) {
  std::string run(kTd3);
  run.erase(run.find('\n'), 1);
  EXPECT_TRUE(Parse(run)->valid);
  std::string loose =
      "  p<utoeriksson<<anna<maria<<<<<<<<<<<<<<<<<<< \r\n\r\n L898902C3 6UTO 7408122 F1204159ZE184226B<<<<<10 \n";
  EXPECT_TRUE(Parse(loose)->valid);
}

TEST(Mrz, ReadsALongNumberOnAnIdentityCard) {
  const auto mrz = Parse(
      "I<UTOD23145890<7349<<<<<<<<<<<\n"
      "3407127M9507122UTO<<<<<<<<<<<2\n"
      "STEVENSON<<PETER<JOHN<<<<<<<<<");
  ASSERT_TRUE(mrz.has_value());
  EXPECT_EQ(mrz->number, "D23145890734");
  EXPECT_EQ(mrz->optional_data, "");
  EXPECT_EQ(Checks(*mrz), "number+ long_number+ dob+ expiry+ composite+");
  EXPECT_TRUE(mrz->valid);
  EXPECT_EQ(mrz->birth_date->ToString(), "1934-07-12");

  const auto wrong = Parse(
      "I<UTOD23145890<7348<<<<<<<<<<<\n"
      "3407127M9507122UTO<<<<<<<<<<<2\n"
      "STEVENSON<<PETER<JOHN<<<<<<<<<");
  EXPECT_EQ(Checks(*wrong), "number- long_number- dob+ expiry+ composite-");
  EXPECT_FALSE(wrong->valid);
  EXPECT_EQ(WarningParam(wrong->warnings, "mrz.check_digit_long_number", "expected"), "9");
}

TEST(Mrz, AllowsTheCheckDigitOfAnEmptyPersonalNumberToBeAFiller) {
  for (const char check : {'<', '0'}) {
    std::string zone =
        "P<UTOEXAMPLE<<TEST<<<<<<<<<<<<<<<<<<<<<<<<<<\n"
        "L898902C36UTO7408122F1204159<<<<<<<<<<<<<<";
    zone += check;
    const std::string_view lower = std::string_view(zone).substr(45);
    zone += MrzCheckDigitOf(std::string(lower.substr(0, 10)) + std::string(lower.substr(13, 7)) +
                            std::string(lower.substr(21, 22)));
    const auto mrz = Parse(zone);
    ASSERT_TRUE(mrz.has_value()) << zone;
    EXPECT_EQ(Checks(*mrz), "number+ dob+ expiry+ personal+ composite+") << check;
    EXPECT_TRUE(mrz->valid);
  }
}

TEST(Mrz, ReadsArabicNames) {
  const auto mrz = Parse(
      "P<UTOMXHMWD<<EBDALRXHYM<<<<<<<<<<<<<<<<<<<<<\n"
      "A2222222<0UTO7108215F04120411000146819<<<<44");
  ASSERT_TRUE(mrz.has_value());
  EXPECT_TRUE(mrz->valid);
  EXPECT_EQ(mrz->surname_ar, "محمود");
  EXPECT_EQ(mrz->given_names_ar, "عبدالرحيم");
}

TEST(Mrz, NeverMendsSilently) {
  std::string zone(kTd3);
  zone[zone.find("740812")] = 'Z';  // 7 is not confused with Z: no repair
  EXPECT_FALSE(HasWarning(Parse(zone)->warnings, "mrz.repair"));
  zone = kTd3;
  zone.replace(zone.find("7408122"), 7, "74O8IZ2");
  const auto mrz = Parse(zone);
  EXPECT_FALSE(mrz->valid);
  EXPECT_EQ(Checks(*mrz), "number+ dob- expiry+ personal+ composite-");
  EXPECT_EQ(WarningParam(mrz->warnings, "mrz.repair", "found"), "74O8IZ2");
  EXPECT_EQ(WarningParam(mrz->warnings, "mrz.repair", "repaired"), "7408122");
  EXPECT_FALSE(mrz->birth_date.has_value());

  zone = kTd3;
  zone.replace(zone.find("L898902C3"), 9, "L89890ZC3");
  EXPECT_EQ(WarningParam(Parse(zone)->warnings, "mrz.repair", "repaired"), "L898902C36");

  zone = kTd3;
  zone.replace(zone.find("UTOERIKSSON"), 11, "UT0ERIK55ON");
  const auto names = Parse(zone);
  EXPECT_FALSE(names->valid) << "letters only, whatever the check digits say";
  EXPECT_EQ(WarningParam(names->warnings, "mrz.repair", "repaired"), "UTO");
}

TEST(Mrz, SaysWhatIsOddAboutAZone) {
  std::string zone(kTd3);
  zone.replace(2, 3, "QQQ");
  EXPECT_EQ(WarningParam(Parse(zone)->warnings, "mrz.state_unknown", "state"), "QQQ");
  EXPECT_TRUE(Parse(zone)->valid);
  zone = kTd3;
  zone[65] = 'Y';
  EXPECT_TRUE(HasWarning(Parse(zone)->warnings, "mrz.sex"));
  EXPECT_FALSE(Parse(zone)->valid);
  zone = kTd3;
  zone.replace(58, 7, "7413122");
  zone[64] = MrzCheckDigitOf("741312");
  EXPECT_TRUE(HasWarning(Parse(zone)->warnings, "mrz.birth_date"));
  EXPECT_FALSE(Parse(zone)->birth_date.has_value());
}

TEST(Mrz, KeepsPartialBirthDates) {
  const auto birth = [](std::string_view six) {
    std::string zone(kTd2);
    zone.replace(50, 6, six);
    zone[56] = MrzCheckDigitOf(six);
    const auto date = Parse(zone)->birth_date;
    return date ? date->ToString() : "";
  };
  EXPECT_EQ(birth("74<<<<"), "1974");
  EXPECT_EQ(birth("7408<<"), "1974-08");
  EXPECT_EQ(birth("74XXXX"), "1974");
  EXPECT_EQ(birth("740000"), "1974");
  EXPECT_EQ(birth("<<<<<<"), "");
  EXPECT_EQ(birth("261121"), "2026-11-21");
  EXPECT_EQ(birth("261122"), "1926-11-22");
  EXPECT_EQ(birth("000229"), "2000-02-29");
}

TEST(Mrz, SaysWhyATextIsNoZone) {
  EXPECT_EQ(WhyNot(""), "mrz.length");
  EXPECT_EQ(WhyNot(std::string(kTd3).substr(0, 88)), "mrz.length");
  EXPECT_EQ(WhyNot(std::string(kTd3) + "\n" + std::string(kTd3)), "mrz.length");
  EXPECT_EQ(WhyNot(std::string(1U << 20U, '<')), "mrz.length");
  std::string zone(kTd3);
  zone[10] = '*';
  EXPECT_EQ(WhyNot(zone), "mrz.character");
}

TEST(StateTable, KnowsIsoAndIcaoCodes) {
  const StateTable& states = TestTables().states;
  ASSERT_NE(states.Find("MAR"), nullptr);
  EXPECT_EQ(states.Find("MAR")->alpha2, "MA");
  EXPECT_EQ(states.Find("MAR")->names[1], "Morocco");
  EXPECT_EQ(states.Find("MAR")->names[0], "المغرب");
  EXPECT_EQ(states.Find("D<<")->alpha2, "DE");
  EXPECT_EQ(states.Find("RKS")->alpha2, "XK");
  EXPECT_EQ(states.Find("XPO")->alpha2, "");
  for (const char* code : {"GBD", "GBN", "GBO", "GBP", "GBS", "EUE", "UNO", "UNA", "UNK", "XOM", "XXA", "XXB", "XXC",
                           "XXX", "XPO", "UTO"}) {
    EXPECT_NE(states.Find(code), nullptr) << code;
  }
  EXPECT_EQ(states.Find("QQQ"), nullptr);
  EXPECT_EQ(states.Find(""), nullptr);
  EXPECT_EQ(states.Find("M4R"), nullptr);
}

// Writes zones as an issuer does, from the layout alone.
std::string Written(const MrzLayout& layout) {
  const auto text = [](std::size_t length, const std::string& alphabet) {
    return *rc::gen::container<std::string>(length, rc::gen::elementOf(alphabet));
  };
  const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const std::string digits = "0123456789";
  std::string zone(std::size_t(layout.lines) * layout.width, '<');
  const auto put = [&](std::size_t at, const std::string& value) { zone.replace(at, value.size(), value); };
  const auto put_checked = [&](const MrzSpan& span, const std::string& value) {
    put(span.from, value);
    zone[span.from + span.length] = MrzCheckDigitOf(span.Of(zone));
  };
  const auto date = [&] {
    const int month = *rc::gen::inRange(1, 13);
    const int day = *rc::gen::inRange(1, 29);
    const auto two = [](int n) { return std::string{char('0' + n / 10), char('0' + n % 10)}; };
    return text(2, digits) + two(month) + two(day);
  };
  put(0, std::string(1, layout.first_letters.front() == 'A' ? 'I' : layout.first_letters.front()));
  put(kMrzIssuingState.from, "UTO");
  put(layout.nationality.from, "UTO");
  put(layout.name.from, text(4, letters) + "<<" + text(3, letters));
  put_checked(layout.number, text(*rc::gen::inRange<std::size_t>(1, 10), letters + digits));
  put_checked(layout.birth, date());
  put_checked(layout.expiry, date());
  zone[layout.sex] = *rc::gen::element('M', 'F', '<');
  put(layout.optional.from, text(5, letters + digits));
  if (layout.personal.length > 0) put_checked(layout.personal, "");
  if (layout.composite != kNoPosition) {
    std::string covered;
    for (const MrzSpan& span : layout.composite_fields) covered += span.Of(zone);
    zone[layout.composite] = MrzCheckDigitOf(covered);
  }
  return zone;
}

TEST(Mrz, ReadsBackWhatAnIssuerWrites) {
  EXPECT_TRUE(rc::check("written zones are valid", [] {
    const MrzLayout& layout = *rc::gen::elementOf(std::vector<MrzLayout>(kMrzLayouts.begin(), kMrzLayouts.end()));
    const std::string zone = Written(layout);
    const auto mrz = Parse(zone);
    RC_ASSERT(mrz.has_value());
    RC_ASSERT(mrz->format == layout.format);
    RC_ASSERT(mrz->valid);
    RC_ASSERT(layout.number.Of(zone).starts_with(mrz->number));
    RC_ASSERT(mrz->surname.size() == 4U && mrz->given_names.size() == 3U);
  }));
}

TEST(Mrz, FindsOneChangedCheckDigit) {
  EXPECT_TRUE(rc::check("a changed check digit is found", [] {
    const MrzLayout& layout = *rc::gen::elementOf(std::vector<MrzLayout>(kMrzLayouts.begin(), kMrzLayouts.end()));
    std::string zone = Written(layout);
    std::vector<std::size_t> positions = {std::size_t(layout.number.from + layout.number.length),
                                          std::size_t(layout.birth.from + layout.birth.length),
                                          std::size_t(layout.expiry.from + layout.expiry.length)};
    if (layout.composite != kNoPosition) positions.push_back(layout.composite);
    if (layout.personal.length > 0) positions.push_back(layout.personal.from + layout.personal.length);
    const std::size_t at = *rc::gen::elementOf(positions);
    zone[at] = static_cast<char>('0' + (zone[at] - '0' + *rc::gen::inRange(1, 10)) % 10);
    RC_ASSERT(!Parse(zone)->valid);
  }));
}

}  // namespace
}  // namespace maktab::identifiers
