#include "model/thing_reader.h"

#include <gtest/gtest.h>

#include <array>

#include "model/changed_definitions.h"
#include "model/row_members.h"

namespace maktab::model {
namespace {

TEST(RowMembers, AreOneTable) {
  for (const RowShape& shape : RowShapes()) {
    EXPECT_EQ(RowShapeOf(shape.type), &shape);
    EXPECT_EQ(RowShapeOf(shape.kind), &shape);
    EXPECT_EQ(kFieldTypeNames[std::size_t(shape.type)], shape.kind);
    for (const auto* members : {&shape.required, &shape.one_of}) {
      for (const std::string_view member : *members) EXPECT_TRUE(shape.Has(member)) << shape.kind << member;
    }
  }
  EXPECT_EQ(RowShapeOf(FieldType::kText), nullptr);
  EXPECT_EQ(RowShapeOf("ghost"), nullptr);
}

TEST(P11, RowsOfThingsHaveNoNames) {
  for (const RowShape& shape : RowShapes()) {
    if (shape.type == FieldType::kPerson) continue;
    for (const char* member : {"name", "birth_date", "gender", "nationality"}) {
      EXPECT_FALSE(shape.Has(member)) << shape.kind << " " << member;
    }
  }
}

TEST(P11, TablesOfStolenThingsHaveNoFieldOfPersons) {
  const auto registers = Registers::Load(Definitions());
  ASSERT_TRUE(registers.ok()) << registers.error().params[0].second << registers.error().params[2].second;
  for (const char* id : {"stolen_vehicles", "stolen_documents", "objects"}) {
    const Register* in = registers->Find(id);
    ASSERT_NE(in, nullptr) << id;
    EXPECT_TRUE(in->no_names) << id;
    for (const Field& field : in->fields) EXPECT_NE(field.type, FieldType::kPerson) << id << "." << field.id;
  }
}

class Things : public ChangedDefinitions {};

TEST_F(Things, AreRead) {
  const auto registers = Registers::Load(Definitions());
  ASSERT_TRUE(registers.ok());
  const Field* objects = registers->Find("objects")->FindField("objects");
  EXPECT_EQ(objects->FindObjectKind("vessel")->number, ObjectNumber::kImo);
  EXPECT_EQ(objects->FindObjectKind("weapon")->number, ObjectNumber::kAny);
  EXPECT_EQ(objects->FindObjectKind("ghost"), nullptr);
  EXPECT_EQ(registers->Find("vehicle_cases")->meters.front().per_day, "cost_per_day");
  EXPECT_FALSE(registers->Find("vehicle_cases")->no_names) << "owners and buyers are parties to a case";
  EXPECT_EQ(registers->FindRule("ccf_answer")->until, "answer_by");
  EXPECT_EQ(registers->FindRule("ccf_answer")->daily, (std::vector<Role>{Role::kSupervisor, Role::kAdministrator}));
}

TEST_F(Things, SayWhereTheyAreWrong) {
  EXPECT_EQ(Said("registers/objects.toml", "code = \"OBJ\"", "code = \"OBJ\""), "ok");
  const std::vector<std::array<std::string, 3>> wrong = {
      {"registers/requests.toml", "series_by = \"channel\"", "series_by = \"channel\"\nno_names = true"},
      {"registers/objects.toml", "number = \"imo\"", "number = \"yacht\""},
      {"registers/objects.toml", "id = \"work_of_art\"", "id = \"weapon\""},
      {"registers/objects.toml", "type = \"object\"", "type = \"document\""},
      {"registers/stolen_documents.toml", "type = \"document\"", "type = \"object\""},
      {"registers/vehicle_cases.toml", "per_day = \"cost_per_day\"", "per_day = \"custodian\""},
      {"registers/vehicle_cases.toml", "from = \"seized_on\"", "from = \"custodian\""},
      {"registers/vehicle_cases.toml", "currency = \"currency\"", "currency = \"photographs\""},
      {"registers/data_requests.toml", "starts = [\"source_consulted\"]", "pauses = [\"ccf_answer\"]"},
      {"registers/data_requests.toml", "id = \"answer_by\"\ntype = \"date\"", "id = \"answer_by\"\ntype = \"text\""},
      {"deadlines.toml", "until = \"answer_by\"", "until = \"answer_by\"\namount = 3"},
      {"deadlines.toml", "daily = [\"supervisor\"", "daily = [\"sheriff\""}};
  for (const auto& [file, from, to] : wrong) {
    const std::string said = Said(file, from, to);
    EXPECT_NE(said, "ok") << from;
    EXPECT_NE(said.find(file), std::string::npos) << from << ": " << said;
  }
}

}  // namespace
}  // namespace maktab::model
