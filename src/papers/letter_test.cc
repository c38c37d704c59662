#include "papers/letter.h"

#include <gtest/gtest.h>

#include "crypto/encoding.h"

namespace maktab::papers {
namespace {

LetterPage Reply(model::Language language, const std::string& body) {
  LetterPage letter;
  letter.language = language;
  letter.authority = "Directorate of the made-up";
  letter.name = "National Central Bureau";
  letter.other_language = model::Language::kArabic;
  letter.other_name = "المكتب المركزي الوطني";
  letter.lines = "Our reference: XX/2026/REQ-interpol/000001";
  letter.subject = "Identity of Zorvan Tadrak";
  letter.body = body;
  letter.closing = "The officer";
  letter.footer = "XX/2026/REQ-interpol/000001";
  letter.title = "Reply";
  letter.written_at = base::Instant{1'780'000'000'000'000};
  return letter;
}

int Pages(const std::string& pdf) {
  // The count of the tree of pages.
  const std::size_t at = pdf.find("/Count ");
  return at == std::string::npos ? 0 : std::atoi(pdf.c_str() + at + 7);
}

std::string DateOf(const std::string& pdf, std::string_view key) {
  const std::size_t at = pdf.find(key);
  if (at == std::string::npos) return {};
  std::string date = pdf.substr(at + key.size(), pdf.find(')', at) - at - key.size());
  // Some versions of Cairo leave this out.
  return date.starts_with("D:") ? date.substr(2) : date;
}

TEST(LetterPdf, TheSameLetterGivesTheSameBytes) {
  const LetterPage letter = Reply(model::Language::kArabic, "تحية طيبة وبعد،\n\nلا يوجد ما يسجل ضد Zorvan Tadrak.");
  const auto first = WriteLetter(letter), second = WriteLetter(letter);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(*first, *second);
  EXPECT_TRUE(first->starts_with("%PDF-1.5"));
  EXPECT_EQ(DateOf(*first, "/CreationDate ("), "20260528202640Z") << "no clock but the record's";
  EXPECT_EQ(DateOf(*first, "/ModDate ("), "20260528202640Z");
  EXPECT_NE(first->find("NotoNaskhArabic"), std::string::npos) << "the Arabic letters are in it";
  LetterPage other = letter;
  other.body += ".";
  EXPECT_NE(*WriteLetter(other), *first);
}

TEST(LetterPdf, ALongOneTakesAsManyPagesAsItNeeds) {
  std::string body;
  for (int i = 0; i < 120; ++i)
    body += "A paragraph of made-up words that is a little longer than one line of the page, so that it wraps.\n\n";
  const auto pdf = WriteLetter(Reply(model::Language::kEnglish, body));
  ASSERT_TRUE(pdf.ok());
  EXPECT_GE(Pages(*pdf), 5);
  EXPECT_EQ(Pages(*WriteLetter(Reply(model::Language::kEnglish, "Short."))), 1);
}

TEST(LetterPdf, AnyTextIsWritten) {
  for (const std::string& body :
       {std::string("\xFF\xFE broken"), std::string(5000, 'x'), std::string("\u202E\u2067 turned")}) {
    EXPECT_TRUE(WriteLetter(Reply(model::Language::kFrench, body)).ok());
  }
}

TEST(LetterPdf, AnEmblemThatCannotBeReadIsToldOf) {
  LetterPage letter = Reply(model::Language::kSpanish, "Nada consta.");
  letter.logo_png = "no picture";
  EXPECT_EQ(WriteLetter(letter).error().code, "letter.bad_logo");
  // One red pixel.
  letter.logo_png = *crypto::FromBase64(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");
  EXPECT_TRUE(WriteLetter(letter).ok());
  // The same, said to be a hundred thousand pixels wide and high.
  letter.logo_png[17] = letter.logo_png[21] = '\x01';
  EXPECT_EQ(WriteLetter(letter).error().code, "letter.bad_logo");
}

}  // namespace
}  // namespace maktab::papers
