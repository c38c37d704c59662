// Files of records over HTTP: as a browser sends and saves them.
#include <gtest/gtest.h>

#include <fstream>

#include "base/json.h"
#include "http/file_stream.h"
#include "http/test_api.h"

namespace maktab::http {
namespace {

class FileRoutes : public ::testing::Test {
 protected:
  static std::string Form(const std::string& name, const std::string& bytes) {
    return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name +
           "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + bytes + "\r\n--b--\r\n";
  }
  TestApi::Answer Send(const std::string& name, const std::string& bytes) {
    return api.Send("POST", "/api/v1/uploads", Form(name, bytes),
                    officer + "Content-Type: multipart/form-data; boundary=b\r\n");
  }
  TestApi::Answer Post(const std::string& target, const std::string& body, const std::string& version = "") {
    return api.Send(
        "POST", target, body,
        officer + "Content-Type: application/json\r\n" + (version.empty() ? "" : "If-Match: \"" + version + "\"\r\n"));
  }
  static std::string Text(const TestApi::Answer& answer, std::string_view key) {
    const auto body = base::JsonDocument::Parse(answer.body);
    return body.ok() ? std::string(body->root()[key].string().value_or("")) : "";
  }

  TestApi api;
  const std::string officer = api.KeyHeader(model::Role::kOfficer);
  const std::string kPdf = "%PDF-1.4\nmade up\n%%EOF\n";
};

TEST_F(FileRoutes, AFileIsSentAttachedAndSaved) {
  const auto sent = Send("رسالة.pdf", kPdf);
  ASSERT_EQ(sent.status, 201) << sent.body;
  const auto uploads = base::JsonDocument::Parse(sent.body);
  const base::JsonRef upload = uploads->root()["items"].elements()[0];
  EXPECT_EQ(upload["name"].string(), "رسالة.pdf");
  EXPECT_EQ(upload["type"].string(), "application/pdf");
  const auto created = Post("/api/v1/registers/requests/records",
                            R"({"values":{"direction":"outgoing","channel":"interpol","partner":"ES",)"
                            R"("subject_matter":"drugs","priority":"routine","summary":"made up",)"
                            R"("attachments":[{"upload":")" +
                                std::string(*upload["upload"].string()) + R"("}]}})");
  ASSERT_EQ(created.status, 201) << created.body;
  const std::string target =
      "/api/v1/records/" + Text(created, "id") + "/files/" + std::string(*upload["sha256"].string());
  const auto saved = api.Get(target, officer);
  EXPECT_EQ(saved.status, 200);
  EXPECT_EQ(saved.body, kPdf);
  EXPECT_EQ(saved.headers.at("content-type"), "application/pdf");
  EXPECT_EQ(saved.headers.at("content-disposition"),
            "attachment; filename=\"_____.pdf\"; filename*=UTF-8''%D8%B1%D8%B3%D8%A7%D9%84%D8%A9.pdf");
  EXPECT_EQ(saved.headers.at("x-content-type-options"), "nosniff");
  TestClient raw(api.port());
  raw.Send("HEAD " + target + " HTTP/1.1\r\nHost: localhost\r\n" + officer + "\r\n");
  EXPECT_NE(raw.ReadUntil("\r\n\r\n").find("Content-Security-Policy: sandbox; default-src 'none'"), std::string::npos);
  EXPECT_EQ(api.Get(target, "").status, 401);
  EXPECT_EQ(api.Get(target, api.KeyHeader(model::Role::kChecker)).status, 403);
  EXPECT_EQ(api.Get(target + "0", officer).status, 404);
}

TEST_F(FileRoutes, WhatIsNotTakenLeavesNothing) {
  const auto code = [](const TestApi::Answer& answer) { return Text(answer, "code"); };
  EXPECT_EQ(code(Send("scan.pdf", "")), "file.empty");
  EXPECT_EQ(code(Send("..\\\\scan.pdf", kPdf)), "file.name_path");
  EXPECT_EQ(code(Send("../scan.pdf", kPdf)), "file.name_path");
  EXPECT_EQ(code(Send("tool.exe", "MZ")), "file.type_forbidden");
  EXPECT_EQ(code(Send("scan\xE2\x80\xAE"
                      "fdp.pdf",
                      kPdf)),
            "file.name_hidden");
  // Two gigabytes are refused by what the head says of them, before a byte is read.
  TestClient client(api.port());
  const auto large = client.Ask("POST /api/v1/uploads HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2147483648\r\n" +
                                officer + "Content-Type: multipart/form-data; boundary=b\r\n\r\n");
  EXPECT_EQ(large.status, 413);
  EXPECT_EQ(code(large), "file.too_large");
  std::size_t left = 0;
  for (const auto& at : std::filesystem::recursive_directory_iterator(api.folder() / "uploads"))
    left += at.is_regular_file();
  EXPECT_EQ(left, 0U);
}

TEST(Disposition, NamesInAnyScriptAndNoWayOutOfTheField) {
  EXPECT_EQ(Disposition("attachment", "a \"b\"\\.pdf"),
            "attachment; filename=\"a _b__.pdf\"; filename*=UTF-8''a%20%22b%22%5C.pdf");
  EXPECT_EQ(Disposition("inline", "a\r\nX: y"), "inline; filename=\"a__X: y\"; filename*=UTF-8''a%0D%0AX%3A%20y");
}

}  // namespace
}  // namespace maktab::http
