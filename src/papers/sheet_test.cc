#include "papers/sheet.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace maktab::papers {
namespace {

class Sheet : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "maktab_sheet_XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path Written(SheetForm form, const SheetHead& head,
                                const std::vector<std::vector<SheetCell>>& rows) {
    const auto file = folder_ / "a.out";
    auto writer = SheetWriter::Open(form, file, head);
    EXPECT_TRUE(writer.ok());
    for (const auto& row : rows) EXPECT_TRUE((*writer)->Row(row).ok());
    EXPECT_TRUE((*writer)->Finish().ok());
    return file;
  }
  static std::string TextOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }
  // A part of the file, which is a ZIP.
  std::string Part(const std::filesystem::path& file, const std::string& name) const {
    const auto out = folder_ / "part.xml";
    const std::string command = "python3 -c \"import sys,zipfile;sys.stdout.buffer.write(zipfile.ZipFile('" +
                                file.string() + "').read('" + name + "'))\" > " + out.string();
    EXPECT_EQ(std::system(command.c_str()), 0);
    return TextOf(out);
  }

  std::filesystem::path folder_;
};

TEST_F(Sheet, CsvIsQuotedAndNeverComputed) {
  const auto file = Written(SheetForm::kCsv, {"t", {"a", "b"}, false},
                            {{{"x, \"y\""}, {"=1+1"}}, {{"two\nlines"}, {"'quoted"}}, {{""}, {"-"}}});
  EXPECT_EQ(TextOf(file),
            "\xEF\xBB\xBF"
            "a,b\r\n\"x, \"\"y\"\"\",'=1+1\r\n\"two\nlines\",''quoted\r\n\"\",'-\r\n");
}

TEST_F(Sheet, XlsxHasDatesAndNoFormulas) {
  SheetTime day{2025, 3, 7, false, 0, 0};
  const auto file = Written(SheetForm::kXlsx, {"الطلبات / [2025]", {"a", "b"}, true},
                            {{{"=1+1"}, {"2025-03-07", day}}, {{std::string(40'000, 'x')}, {""}}});
  const std::string sheet = Part(file, "xl/worksheets/sheet1.xml");
  EXPECT_EQ(sheet.find("<f>"), std::string::npos);
  EXPECT_NE(sheet.find("<t>=1+1</t>"), std::string::npos);
  EXPECT_NE(sheet.find("<v>45723</v>"), std::string::npos) << "7 March 2025 as a date";
  EXPECT_NE(sheet.find("rightToLeft=\"1\""), std::string::npos);
  EXPECT_NE(sheet.find("state=\"frozen\""), std::string::npos);
  EXPECT_NE(sheet.find("[…]"), std::string::npos) << "what was cut says so";
}

TEST_F(Sheet, AFileThatCannotBeWrittenIsSaid) {
  auto csv = SheetWriter::Open(SheetForm::kCsv, folder_ / "no" / "a.csv", {"t", {"a"}, false});
  EXPECT_EQ(csv.error().code, "sheet.failed");
  auto xlsx = SheetWriter::Open(SheetForm::kXlsx, folder_ / "no" / "a.xlsx", {"t", {"a"}, false});
  EXPECT_TRUE(!xlsx.ok() || (*xlsx)->Finish().error().code == "sheet.failed");
}

}  // namespace
}  // namespace maktab::papers
