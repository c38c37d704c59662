#include "model/letter.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <map>

#include "model/changed_definitions.h"
#include "model/register.h"

namespace maktab::model {
namespace {

std::string Filled(const std::string& text, const std::map<std::string, std::string>& values) {
  Template::Problem problem;
  const auto parsed = Template::Parse(text, problem);
  if (!parsed) return std::to_string(problem.line) + ": " + problem.what;
  return parsed->Fill([&](const std::string& place) {
    const auto found = values.find(place);
    return found == values.end() ? std::string() : found->second;
  });
}

TEST(Template, PlacesAreFilledAndEmptyLinesFall) {
  EXPECT_EQ(Filled("To {a}, of {b}", {{"a", "X"}, {"b", "Y"}}), "To X, of Y");
  EXPECT_EQ(Filled("Our: {a}\nYours: {b}\nDate: {c}", {{"a", "1"}, {"c", "2"}}), "Our: 1\nDate: 2");
  EXPECT_EQ(Filled("Dear all,\n\nYours of {a}.\n\n{b}\n\nBye.", {{"b", "Two\n\nlines"}}),
            "Dear all,\n\nTwo\n\nlines\n\nBye.");
  EXPECT_EQ(Filled("{{a}} {a}", {{"a", "1"}}), "{a} 1");
  EXPECT_EQ(Filled("", {}), "");
  EXPECT_EQ(Filled("{a}", {}), "");
}

TEST(Template, AWrongOneIsToldWithItsLine) {
  EXPECT_EQ(Filled("one\ntwo {", {}), "1: write the name of a field in braces, such as {summary}");
  EXPECT_EQ(Filled("one }", {}), "0: a } without its {");
  EXPECT_EQ(Filled("{Not a name}", {}), "0: write the name of a field in braces, such as {summary}");
}

TEST(Letters, TheBuiltInOneIsSound) {
  const auto registers = Registers::Load(Definitions());
  ASSERT_TRUE(registers.ok()) << registers.error().params[0].second << ":" << registers.error().params[1].second << " "
                              << registers.error().params[2].second;
  ASSERT_NE(registers->FindLetter("reply"), nullptr);
  EXPECT_FALSE(registers->letterhead().name[0].empty());
}

TEST(Letters, AWrongPlaceIsRefusedWithFileAndLine) {
  const auto folder = std::filesystem::temp_directory_path() / ("maktab_letters_" + std::to_string(getpid()));
  std::filesystem::create_directories(folder / "letters");
  std::string text(Definitions().Text("letters/reply.toml"));
  const std::size_t at = text.find("{reply_text}");
  const auto line = std::count(text.begin(), text.begin() + std::ptrdiff_t(at), '\n') + 1;
  text.replace(at, 12, "{replay_text}");
  std::ofstream(folder / "letters" / "reply.toml") << text;
  const auto registers = Registers::Load(Definitions::WithOverrides(folder).value());
  std::filesystem::remove_all(folder);
  ASSERT_FALSE(registers.ok());
  EXPECT_EQ(registers.error().params[0].second, "letters/reply.toml");
  EXPECT_EQ(registers.error().params[1].second, std::to_string(line));
  EXPECT_EQ(registers.error().params[2].second, "body: {replay_text} is no field of the register");
}

using LetterDefinitions = ChangedDefinitions;

TEST_F(LetterDefinitions, WhatIsPartOfALetterIsNamedByAFieldOfItsRegister) {
  const std::string said = Said("letters/purge_proof.toml", "with = \"follows\"", "with = \"precedes\"");
  EXPECT_NE(said.find("precedes is no field of the register"), std::string::npos) << said;
}

}  // namespace
}  // namespace maktab::model
