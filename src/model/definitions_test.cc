#include "model/definitions.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "model/purpose.h"
#include "model/words.h"

namespace maktab::model {
namespace {

// A folder of its own that is gone after the test.
class OverrideFolder {
 public:
  OverrideFolder() {
    char name[] = "/tmp/maktab-definitions-XXXXXX";
    path_ = mkdtemp(name);
  }
  ~OverrideFolder() { std::filesystem::remove_all(path_); }
  void Write(const std::string& file, const std::string& text) const {
    std::filesystem::create_directories((path_ / file).parent_path());
    std::ofstream(path_ / file) << text;
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

TEST(Definitions, BuiltInFilesLoad) {
  const Definitions definitions;
  const auto words = Words::Load(definitions);
  ASSERT_TRUE(words.ok()) << words.error().params.at(2).second;
  EXPECT_TRUE(words->Has("json.invalid"));
  EXPECT_EQ(words->StatusOf("json.too_large"), 413);
  EXPECT_EQ(words->StatusOf("no.such.code"), 500);
  const auto purposes = Purposes::Load(definitions);
  ASSERT_TRUE(purposes.ok());
  EXPECT_TRUE(purposes->Has("border_check"));
  EXPECT_FALSE(purposes->Has("curiosity"));
}

TEST(Words, EverySentenceKeepsItsPlaceholdersInEveryLanguage) {
  const auto words = Words::Load(Definitions{});
  ASSERT_TRUE(words.ok());
  for (const std::string& code : words->Codes()) {
    const auto expected = words->Placeholders(Language::kEnglish, code);
    for (const Language language : kLanguages) EXPECT_EQ(words->Placeholders(language, code), expected) << code;
  }
}

TEST(Words, PlaceholdersAreFilled) {
  const auto words = Words::Load(Definitions{});
  ASSERT_TRUE(words.ok());
  const auto error = base::Err("entity.no_name").With("id", "QDi.1");
  EXPECT_NE(words->Say(Language::kEnglish, error).find("QDi.1"), std::string::npos);
  // Isolated, so that the sentence around it stays as it is.
  EXPECT_NE(words->Say(Language::kArabic, error).find("\u2068QDi.1\u2069"), std::string::npos);
  EXPECT_EQ(words->Say(Language::kFrench, "no.such.code"), "no.such.code");
}

TEST(Definitions, AFolderOverridesABuiltInFile) {
  const OverrideFolder folder;
  folder.Write("purposes.toml", "[[purpose]]\ncode='x'\nar='أ'\nen='X'\nfr='X'\nes='X'\n");
  const auto definitions = Definitions::WithOverrides(folder.path());
  ASSERT_TRUE(definitions.ok());
  const auto purposes = Purposes::Load(*definitions);
  ASSERT_TRUE(purposes.ok());
  EXPECT_EQ(purposes->all().size(), 1U);
  EXPECT_EQ(purposes->default_code(), "x");
}

TEST(Definitions, AWrongFileIsRefusedWithItsLine) {
  const OverrideFolder folder;
  folder.Write("errors/base.toml", "[\"json.invalid\"]\nstatus = 400\nen = 'only English'\n");
  const auto words = Words::Load(*Definitions::WithOverrides(folder.path()));
  ASSERT_FALSE(words.ok());
  EXPECT_EQ(words.error().code, "definitions.wrong");
  folder.Write("errors/base.toml", "x = [\n");
  const auto broken = Words::Load(*Definitions::WithOverrides(folder.path()));
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.error().params.at(0).second, "errors/base.toml");
}

}  // namespace
}  // namespace maktab::model
