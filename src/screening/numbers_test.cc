#include "screening/numbers.h"

#include <gtest/gtest.h>

namespace maktab::screening {
namespace {

std::string Normal(NumberKind kind, std::string_view typed) {
  return std::string(NormalNumber(kind, typed, 0).text());
}

NumberMeeting Meet(NumberKind kind, std::string_view asked, std::string_view stored) {
  const NumberKind stored_kind = kind == NumberKind::kVinTail ? NumberKind::kVin : kind;
  return MeetNumbers(NormalNumber(kind, asked, 0), NormalNumber(stored_kind, stored, 0));
}

TEST(Numbers, OnePlateReadFromEitherEndIsOnePlate) {
  EXPECT_EQ(Normal(NumberKind::kPlate, "12345-أ-6"), "12345A6");
  EXPECT_EQ(Normal(NumberKind::kPlate, "6-A-12345"), "12345A6");
  EXPECT_EQ(Normal(NumberKind::kPlate, "٦ - أ - ١٢٣٤٥"), "12345A6");
  EXPECT_EQ(Normal(NumberKind::kPlate, "12 B 34"), Normal(NumberKind::kPlate, "34 B 12"));
  EXPECT_EQ(Normal(NumberKind::kPlate, "AB-123-CD"), "AB123CD") << "letters at the ends have an order";
}

TEST(Numbers, WhatLooksAlikeIsForgivenAndSaid) {
  EXPECT_EQ(NumberHash(NumberKind::kPaper, "XO12B"), NumberHash(NumberKind::kPaper, "X0128"));
  const NumberMeeting meeting = Meet(NumberKind::kPaper, "XO-12B", "X0128");
  EXPECT_EQ(meeting.how, NumberMeeting::How::kConfused);
  EXPECT_EQ(meeting.confused, 2);
  EXPECT_EQ(meeting.first_position, 2);
  EXPECT_EQ(Meet(NumberKind::kPaper, "x٠١٢٨", "X0128").how, NumberMeeting::How::kExact);
  EXPECT_EQ(Meet(NumberKind::kPaper, "X0129", "X0128").how, NumberMeeting::How::kNot);
}

TEST(Numbers, KindsNeverMeet) {
  EXPECT_NE(NumberHash(NumberKind::kPaper, "1234567"), NumberHash(NumberKind::kImo, "1234567"));
  const Number paper = NormalNumber(NumberKind::kPaper, "1234567", 0);
  const Number imo = NormalNumber(NumberKind::kImo, "IMO 1234567", 0);
  EXPECT_EQ(imo.text(), paper.text());
  EXPECT_EQ(MeetNumbers(paper, imo).how, NumberMeeting::How::kNot);
}

TEST(Numbers, TheEndOfAVinMeetsIt) {
  const char* vin = "ZZZ00000000123456";
  EXPECT_EQ(Meet(NumberKind::kVinTail, "123456", vin).how, NumberMeeting::How::kTail);
  EXPECT_EQ(Meet(NumberKind::kVinTail, "00123456", vin).how, NumberMeeting::How::kTail);
  EXPECT_EQ(Meet(NumberKind::kVinTail, "10123456", vin).how, NumberMeeting::How::kNot);
  EXPECT_EQ(Meet(NumberKind::kVinTail, "12E456", vin).how, NumberMeeting::How::kNot);
  const NumberMeeting confused = Meet(NumberKind::kVinTail, "I23456", vin);
  EXPECT_EQ(confused.how, NumberMeeting::How::kTail);
  EXPECT_EQ(confused.first_position, 12);
  EXPECT_EQ(NumberHash(NumberKind::kVinTail, vin), NumberHash(NumberKind::kVinTail, "00123456"));
}

TEST(Numbers, TooShortSaysNothingAndTooLongIsCut) {
  EXPECT_EQ(NormalNumber(NumberKind::kPaper, "A1", 0).size, 0);
  EXPECT_EQ(NormalNumber(NumberKind::kPaper, "", 0).size, 0);
  EXPECT_EQ(NormalNumber(NumberKind::kPaper, std::string(10'000, '7'), 0).size, kMaxNumberBytes);
}

TEST(Numbers, APaperKnownTwiceKeepsItsCountry) {
  model::Entity person;
  person.Add(model::kPropPassportNumber, "XX 123 456");
  person.documents.push_back({"Passport", "XX123456", "MA", ""});
  std::vector<Number> numbers;
  CollectNumbers(person, numbers);
  ASSERT_EQ(numbers.size(), 1U);
  EXPECT_EQ(CountryText(numbers[0].country), "ma");
}

}  // namespace
}  // namespace maktab::screening
