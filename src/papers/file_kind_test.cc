#include "papers/file_kind.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace maktab::papers {
namespace {

std::string Told(const std::string& bytes) {
  const auto file = std::filesystem::temp_directory_path() / ("maktab_kind_" + std::to_string(getpid()));
  std::ofstream(file, std::ios::binary) << bytes;
  const auto type = MediaTypeOf(file);
  std::filesystem::remove(file);
  return type.ok() ? *type : type.error().code;
}

TEST(FileKind, IsToldByTheBytes) {
  EXPECT_EQ(Told("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n"), "application/pdf");
  EXPECT_EQ(Told(std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0", 29)), "image/png");
  EXPECT_EQ(Told("MZ\x90" + std::string(200, '\0')), "application/x-dosexec");
  EXPECT_EQ(Told("Nothing but made-up words.\n"), "text/plain");
  EXPECT_EQ(Told("كلمات مختلقة\n"), "text/plain");
  EXPECT_EQ(Told("<!DOCTYPE html><html><body>x</body></html>"), "text/html");
  EXPECT_EQ(Told(""), "inode/x-empty");
}

TEST(FileKind, AFileThatIsNotThereIsAnError) {
  const auto type = MediaTypeOf("/nowhere/at/all");
  ASSERT_FALSE(type.ok());
  EXPECT_EQ(type.error().code, "file.unreadable");
}

}  // namespace
}  // namespace maktab::papers
