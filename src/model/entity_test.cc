#include "model/entity.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace maktab::model {
namespace {

Entity MadeUpPerson() {
  Entity person;
  person.id = "X-1";
  person.Add(kPropName, "Zorgan MADEUP");
  person.Add(kPropName, "زورغان");
  person.Add(kPropName, "Zorgan MADEUP");
  person.Add(kPropWeakAlias, "Abu Example");
  person.Add(kPropBirthDate, "1975");
  person.documents.push_back({"Passport", "XX0000001", "ma", ""});
  return person;
}

TEST(Entity, KeepsValuesOnceAndInOrder) {
  const Entity person = MadeUpPerson();
  EXPECT_EQ(person.Get(kPropName).size(), 2U);
  EXPECT_EQ(person.First(kPropName), "Zorgan MADEUP");
  EXPECT_TRUE(person.Get("nothing").empty());
  ASSERT_EQ(person.Names().size(), 3U);
  EXPECT_EQ(person.Names()[2].first, kPropWeakAlias);
}

TEST(Entity, CanonicalJsonRoundTrips) {
  Entity person = MadeUpPerson();
  ASSERT_TRUE(Validate(person).ok());
  person.source_record = R"({"weight":80})";
  const std::string text = WriteEntity(person);
  const auto document = base::JsonDocument::Parse(text);
  ASSERT_TRUE(document.ok());
  const auto again = ReadEntity(document->root());
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(WriteEntity(*again), text);
}

TEST(Entity, OrderOfPropertiesDoesNotChangeTheCanonicalForm) {
  EXPECT_TRUE(rc::check("sorted", [](const std::vector<std::pair<std::string, std::string>>& pairs) {
    Entity forward, backward;
    for (const auto& [key, value] : pairs) forward.Add(key, value);
    auto reversed = pairs;
    std::stable_sort(reversed.begin(), reversed.end(), [](auto& a, auto& b) { return a.first > b.first; });
    for (const auto& [key, value] : reversed) backward.Add(key, value);
    RC_ASSERT(WriteEntity(forward) == WriteEntity(backward));
  }));
}

TEST(P11, TablesOfPapersAndVehiclesHoldNoNames) {
  for (const Schema schema : {Schema::kPassport, Schema::kIdentification, Schema::kVehicle}) {
    Entity paper;
    paper.id = "D-1";
    paper.schema = schema;
    paper.caption = "Zorgan MADEUP";
    for (const char* property : {"name", "holder", "owner", "lastName"}) paper.Add(property, "Zorgan MADEUP");
    paper.Add(kPropNumber, "XX0000001");
    bool removed = false;
    ASSERT_TRUE(Validate(paper, &removed).ok());
    EXPECT_TRUE(removed);
    EXPECT_EQ(WriteEntity(paper).find("Zorgan"), std::string::npos);
    EXPECT_EQ(paper.caption, "XX0000001");
  }
}

TEST(Entity, WhatCannotBeCheckedIsRefused) {
  Entity nobody;
  EXPECT_EQ(Validate(nobody).error().code, "entity.no_id");
  nobody.id = "1";
  EXPECT_EQ(Validate(nobody).error().code, "entity.no_name");
  nobody.schema = Schema::kPassport;
  EXPECT_EQ(Validate(nobody).error().code, "entity.no_number");
}

TEST(Schema, FamiliesMatch) {
  EXPECT_TRUE(MayMatch(Schema::kLegalEntity, Schema::kPerson));
  EXPECT_TRUE(MayMatch(Schema::kCompany, Schema::kOrganization));
  EXPECT_FALSE(MayMatch(Schema::kPerson, Schema::kOrganization));
  EXPECT_FALSE(MayMatch(Schema::kPassport, Schema::kVehicle));
  EXPECT_EQ(ParseSchema("Vessel"), Schema::kVessel);
  EXPECT_FALSE(ParseSchema("vessel").has_value());
}

}  // namespace
}  // namespace maktab::model
