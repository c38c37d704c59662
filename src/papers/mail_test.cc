#include "papers/mail.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <vector>

#include "papers/mail_file.h"

namespace maktab::papers {
namespace {

struct Read {
  Mail mail;
  std::vector<MailFile> files;
  std::string code;
};

Read ReadAll(const std::string& bytes) {
  Read read;
  const auto mail = ReadMail(bytes, [&](MailFile&& file) {
    read.files.push_back(std::move(file));
    return base::Status();
  });
  if (mail.ok()) {
    read.mail = *mail;
  } else {
    read.code = mail.error().code;
  }
  return read;
}

const std::string kHead =
    "From: =?UTF-8?B?T2ZpY2luYSBDZW50cmFs?= <rabat@ncb-madeup.es>\r\nMessage-ID: <one@ncb-madeup.es>\r\n"
    "Date: Sun, 22 Nov 2026 10:00:00 +0100\r\nSubject: =?ISO-8859-1?Q?Identificaci=F3n?= de Zorvan\r\n";

TEST(Mail, AMessageWithAFile) {
  const Read read =
      ReadAll(kHead +
              "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
              "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
              "Se solicita la identificaci=F3n.\r\n--b\r\nContent-Type: application/pdf; name=\"x\"\r\n"
              "Content-Disposition: attachment; filename=\"../../dir/scan.pdf\"\r\n"
              "Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n--b--\r\n");
  EXPECT_EQ(read.code, "");
  EXPECT_EQ(read.mail.message_id, "one@ncb-madeup.es");
  EXPECT_EQ(read.mail.from_address, "rabat@ncb-madeup.es");
  EXPECT_EQ(read.mail.from_name, "Oficina Central");
  EXPECT_EQ(read.mail.subject, "Identificación de Zorvan");
  EXPECT_EQ(base::FormatInstant(*read.mail.date), "2026-11-22T09:00:00.000000Z");
  EXPECT_NE(read.mail.text.find("identificación"), std::string::npos);
  ASSERT_EQ(read.files.size(), 1U);
  EXPECT_EQ(read.files[0].name, "scan.pdf");
  EXPECT_EQ(read.files[0].bytes, "%PDF-1.4\n");
}

TEST(Mail, HtmlIsReadAsTextOnlyWhereThereIsNoOther) {
  const std::string alternative =
      "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: "
      "text/html\r\n\r\n"
      "<b>marked</b>\r\n--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n--b--\r\n";
  EXPECT_EQ(ReadAll(kHead + alternative).mail.text.find("marked"), std::string::npos);
  const Read html = ReadAll(kHead +
                            "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<style>x{}</style><p>A &amp; B<br>C"
                            "</p><script>alert(1)</script>&#1575;\r\n");
  EXPECT_NE(html.mail.text.find("A & B\nC\n"), std::string::npos) << html.mail.text;
  EXPECT_NE(html.mail.text.find("ا"), std::string::npos);
  EXPECT_EQ(html.mail.text.find("alert"), std::string::npos);
}

TEST(Mail, NonsenseOfCharsetsSurvives) {
  const Read read = ReadAll(
      "From: x <x@y.es>\r\nSubject: =?no-such-charset?Q?=C3=B3=FF?= \xFF\xFE raw\r\n"
      "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=no-such\r\n\r\nwords \xFF\r\n");
  EXPECT_EQ(read.code, "");
  EXPECT_NE(read.mail.text.find("words"), std::string::npos);
}

std::string Nested(int depth) {
  std::string bytes = kHead + "MIME-Version: 1.0\r\n";
  for (int i = 0; i < depth; ++i) {
    const std::string b = "b" + std::to_string(i);
    bytes += "Content-Type: multipart/mixed; boundary=" + b + "\r\n\r\n--" + b + "\r\n";
  }
  return bytes + "Content-Type: text/plain\r\n\r\nx\r\n";
}

TEST(Mail, ABombIsRefusedWithOneSentence) {
  EXPECT_EQ(ReadAll(Nested(5)).code, "");
  EXPECT_EQ(ReadAll(Nested(50)).code, "mail.too_deep");
  EXPECT_EQ(ReadAll(Nested(20'000)).code, "mail.too_many_parts");
  std::string wide = kHead + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
  for (int i = 0; i < 300; ++i) wide += "--b\r\n\r\nx\r\n";
  EXPECT_EQ(ReadAll(wide).code, "mail.too_many_parts");
  std::string within = kHead;
  for (int i = 0; i < 60; ++i) within += "MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n";
  EXPECT_EQ(ReadAll(within + "\r\nx").code, "mail.too_deep");
  std::string heads;
  for (int i = 0; i < 60'000; ++i) heads += "a:\n";
  EXPECT_EQ(ReadAll(heads).code, "mail.too_many_parts");
  EXPECT_EQ(ReadAll(kHead + "\r\n" + std::string(kMaxMailBytes, 'x')).code, "mail.too_large");
  EXPECT_EQ(ReadAll("").code, "mail.no_message");
  EXPECT_EQ(ReadAll("no message at all").code, "mail.no_message");
}

TEST(MailFile, AMailboxIsReadMessageByMessage) {
  const auto file = std::filesystem::temp_directory_path() / ("maktab_mbox_" + std::to_string(getpid()));
  std::ofstream(file, std::ios::binary)
      << "From a@b Sun\nSubject: 1\n\nOne\n>From here\n\nFrom a@b Mon\nSubject: 2\n\nTwo\nFrom x\n";
  std::vector<std::string> mails;
  const auto keep = [&](std::string&& bytes) {
    mails.push_back(std::move(bytes));
    return base::Status();
  };
  ASSERT_TRUE(EachMail(file, keep).ok());
  ASSERT_EQ(mails.size(), 2U);
  EXPECT_EQ(mails[0], "Subject: 1\n\nOne\nFrom here\n\n");
  EXPECT_EQ(mails[1], "Subject: 2\n\nTwo\nFrom x\n") << "no empty line before it";
  std::ofstream(file, std::ios::binary) << "Subject: 1\n\nFrom here\n";
  mails.clear();
  ASSERT_TRUE(EachMail(file, keep).ok());
  ASSERT_EQ(mails.size(), 1U) << "one message";
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace maktab::papers
