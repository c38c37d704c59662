#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "http/header_values.h"
#include "http/message.h"
#include "http/multipart.h"
#include "http/request_parser.h"
#include "http/url.h"

namespace maktab::http {
namespace {

std::string CodeOf(std::string_view target) {
  const auto parsed = ParseTarget(target);
  return parsed.ok() ? "" : parsed.error().code;
}

TEST(Target, IsDecodedOnceAndSegmentBySegment) {
  const auto target = ParseTarget("/api/v1/entities/un/2021%2F75051?q=a+b%2B&q=2&empty=&alone");
  ASSERT_TRUE(target.ok());
  EXPECT_EQ(target->segments, (std::vector<std::string>{"api", "v1", "entities", "un", "2021/75051"}));
  const std::vector<std::pair<std::string, std::string>> query = {
      {"q", "a b+"}, {"q", "2"}, {"empty", ""}, {"alone", ""}};
  EXPECT_EQ(target->query, query);
  EXPECT_EQ(ParseTarget("/%2525")->segments, std::vector<std::string>{"%25"});
}

TEST(Target, IsRefusedWhereReadersCouldDiffer) {
  for (const char* bad : {"", "relative", "/a/../b", "/a/%2e%2E/b", "/./a", "/%zz", "/%4", "/a%00b", "/%ff", "/a#b",
                          "/?a=%f", "http://", "ftp://x/y"}) {
    EXPECT_EQ(CodeOf(bad), "http.bad_target") << bad;
  }
  std::string many = "/?";
  for (std::size_t i = 0; i <= kMaxQueryParameters; ++i) many += "a=1&";
  EXPECT_EQ(CodeOf(many), "http.bad_target");
}

TEST(Target, TakesTheAbsoluteForm) {
  const auto target = ParseTarget("http://bureau.example:8080/a?b=c");
  ASSERT_TRUE(target.ok());
  EXPECT_EQ(target->authority, "bureau.example:8080");
  EXPECT_EQ(target->path, "/a");
}

TEST(PercentEncoding, ComesBackAsItWas) {
  EXPECT_TRUE(rc::check("decode(encode(x)) = x", [](const std::string& text) {
    std::string decoded;
    RC_ASSERT(PercentDecode(PercentEncode(text), true, decoded));
    RC_ASSERT(decoded == text);
  }));
}

// Feeds a request in pieces of `step` bytes; gives the error code, or "" and the request.
std::string Parse(std::string_view bytes, std::size_t step, Request& request) {
  RequestParser parser;
  std::string pending;
  while (!bytes.empty()) {
    pending += bytes.substr(0, step);
    bytes.remove_prefix(std::min(step, bytes.size()));
    for (;;) {
      const auto used = parser.Feed(pending);
      if (!used.ok()) return used.error().code;
      pending.erase(0, *used);
      if (!parser.head_complete()) break;
      if (request.path.empty()) {
        request = parser.TakeHead();
        parser.StartBody();
        continue;
      }
      request.body += parser.TakeBody();
      if (*used == 0 || parser.done()) break;
    }
  }
  return parser.done() ? "" : "unfinished";
}

std::string Refusal(const std::string& request) {
  Request parsed;
  return Parse(request, request.size(), parsed);
}

TEST(RequestParser, ReadsTheSameHoweverTheBytesCome) {
  const std::string bytes =
      "POST /a/b?c=d HTTP/1.1\r\nHost: x\r\ncontent-type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: 1\r\n\r\n";
  for (std::size_t step = 1; step <= bytes.size(); ++step) {
    Request request;
    ASSERT_EQ(Parse(bytes, step, request), "") << step;
    EXPECT_EQ(request.method, Method::kPost);
    EXPECT_EQ(request.segments, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(request.Query("c"), "d");
    EXPECT_EQ(request.headers.Get("Content-Type"), "text/plain");
    EXPECT_EQ(request.body, "hello world");
    EXPECT_EQ(request.headers.Count("Trailer"), 0U);
  }
}

TEST(RequestParser, LeavesTheNextRequestAlone) {
  RequestParser parser;
  const std::string first = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab";
  const std::string both = first + "GET /next HTTP/1.1\r\nHost: x\r\n\r\n";
  const auto head = parser.Feed(both);
  ASSERT_TRUE(head.ok());
  EXPECT_EQ(*head, first.size() - 2);
  parser.StartBody();
  const auto body = parser.Feed(std::string_view(both).substr(*head));
  ASSERT_TRUE(body.ok());
  EXPECT_EQ(*body, 2U);
  EXPECT_TRUE(parser.done());
  EXPECT_EQ(*parser.Feed("GET"), 0U);
}

TEST(RequestParser, RefusesWhatTwoServersCouldReadDifferently) {
  const std::string post = "POST / HTTP/1.1\r\nHost: x\r\n";
  EXPECT_EQ(Refusal(post + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"), "http.bad_request");
  EXPECT_EQ(Refusal(post + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n"), "http.bad_request");
  EXPECT_EQ(Refusal(post + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na"), "http.bad_request");
  EXPECT_EQ(Refusal(post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\na"), "http.bad_request");
  EXPECT_EQ(Refusal(post + "Content-Length: 1, 1\r\n\r\na"), "http.bad_request");
  EXPECT_EQ(Refusal(post + "Content-Length: +1\r\n\r\na"), "http.bad_request");
  EXPECT_EQ(Refusal(post + "Transfer-Encoding: gzip\r\n\r\n"), "http.unknown_coding");
  EXPECT_EQ(Refusal(post + "Transfer-Encoding: chunked, identity\r\n\r\n"), "http.unknown_coding");
  EXPECT_EQ(Refusal(post + "Transfer-Encoding: xchunked\r\n\r\n"), "http.unknown_coding");
  EXPECT_EQ(Refusal("GET / HTTP/1.1\r\nHost : x\r\n\r\n"), "http.bad_request");
  EXPECT_EQ(Refusal("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"), "http.bad_request");
  EXPECT_EQ(Refusal("GET / HTTP/1.1\r\n\r\n"), "http.bad_request");
  EXPECT_EQ(Refusal("GET / HTTP/1.1\nHost: x\n\n"), "http.bad_request");
  EXPECT_EQ(Refusal("GET / HTTP/2.0\r\nHost: x\r\n\r\n"), "http.bad_request");
  EXPECT_EQ(Refusal("BREW / HTTP/1.1\r\nHost: x\r\n\r\n"), "http.unknown_method");
  EXPECT_EQ(Refusal("GET http://other.example/ HTTP/1.1\r\nHost: x\r\n\r\n"), "http.bad_request");
}

TEST(RequestParser, BoundsTheHead) {
  EXPECT_EQ(Refusal("GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(20'000, 'a') + "\r\n\r\n"),
            "http.headers_too_large");
  EXPECT_EQ(Refusal("GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n"), "http.headers_too_large");
  std::string many = "GET / HTTP/1.1\r\nHost: x\r\n";
  for (std::size_t i = 0; i < kMaxHeaderFields; ++i) many += "A: b\r\n";
  EXPECT_EQ(Refusal(many + "\r\n"), "http.headers_too_large");
}

TEST(HeaderValues, AreReadAsTheirStandardsSay) {
  const auto media = ParseMediaType("Multipart/Form-Data; boundary=\"a;b\\\"c\" ; charset=utf-8");
  ASSERT_TRUE(media.has_value());
  EXPECT_EQ(media->type, "multipart/form-data");
  EXPECT_EQ(media->parameters.find("boundary")->second, "a;b\"c");
  EXPECT_EQ(media->parameters.find("charset")->second, "utf-8");
  EXPECT_FALSE(ParseMediaType("").has_value());
  EXPECT_EQ(CookieValue("a=1; maktab_session=xyz; b=2", "maktab_session"), "xyz");
  EXPECT_EQ(CookieValue("not_maktab_session=xyz", "maktab_session"), "");
  EXPECT_TRUE(AcceptsCoding("br, gzip;q=0.5", "gzip"));
  EXPECT_FALSE(AcceptsCoding("gzip;q=0", "gzip"));
  EXPECT_FALSE(AcceptsCoding("", "gzip"));
  EXPECT_TRUE(NamesTag("\"a\", W/\"b\"", "\"b\""));
  EXPECT_FALSE(NamesTag("\"a\"", "\"b\""));
  EXPECT_EQ(SetCookie("n", "v", {true, 60}), "n=v; Path=/; HttpOnly; SameSite=Strict; Max-Age=60; Secure");
}

// What a form brings, as "name|file name|data".
class Collector final : public MultipartSink {
 public:
  std::vector<std::string> parts;
  base::Status OnPart(const PartHead& head) override {
    parts.push_back(head.name + "|" + head.file_name + "|");
    return {};
  }
  base::Status OnData(std::string_view bytes) override {
    parts.back() += bytes;
    return {};
  }
  base::Status OnPartEnd() override {
    parts.back() += ";";
    return {};
  }
};

std::string ParseForm(std::string_view bytes, std::size_t step, std::vector<std::string>& parts) {
  Collector collector;
  MultipartParser parser("XX", collector);
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    const base::Status fed = parser.Feed(bytes.substr(at, step));
    if (!fed.ok()) return fed.error().code;
  }
  parts = collector.parts;
  const base::Status finished = parser.Finish();
  return finished.ok() ? "" : finished.error().code;
}

TEST(Multipart, GivesPartsHoweverTheBytesCome) {
  const std::string form =
      "preamble\r\n--XX\r\nContent-Disposition: form-data; name=\"mapping\"\r\n\r\n[csv]\r\n--X not yet\r\n--XX \r\n"
      "Content-Type: text/xml\r\ncontent-disposition: form-data; name=file; filename=\"C:\\lists\\un "
      "\\\"1\\\".xml\"\r\n\r\n"
      "\r\n\r\n--XX\r\nContent-Disposition: form-data; name=e\r\n\r\n\r\n--XX--\r\nepilogue";
  const std::vector<std::string> wanted = {"mapping||[csv]\r\n--X not yet;", "file|un \"1\".xml|\r\n;", "e||;"};
  for (std::size_t step = 1; step <= form.size(); ++step) {
    std::vector<std::string> parts;
    ASSERT_EQ(ParseForm(form, step, parts), "") << step;
    EXPECT_EQ(parts, wanted) << step;
  }
}

TEST(Multipart, KnowsThatItWasCut) {
  const std::string form = "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\nabc\r\n--XX--";
  std::vector<std::string> parts;
  EXPECT_EQ(ParseForm(form, form.size(), parts), "");
  for (std::size_t length = 0; length < form.size(); ++length) {
    EXPECT_EQ(ParseForm(form.substr(0, length), 7, parts), "http.upload_cut") << length;
  }
}

TEST(Multipart, RefusesWhatIsNone) {
  std::vector<std::string> parts;
  EXPECT_EQ(ParseForm("--XX\r\nContent-Disposition: attachment; name=a\r\n\r\n", 9, parts), "http.multipart_bad");
  EXPECT_EQ(ParseForm("--XX\r\nContent-Type: a/b\r\n\r\n", 9, parts), "http.multipart_bad");
  EXPECT_EQ(ParseForm("--XXY\r\n", 9, parts), "http.multipart_bad");
  EXPECT_EQ(ParseForm("--XX\r\n" + std::string(9000, 'a'), 999, parts), "http.multipart_bad");
  std::string many;
  for (std::size_t i = 0; i <= kMaxParts; ++i) many += "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n";
  EXPECT_EQ(ParseForm(many, 999, parts), "http.multipart_bad");
  EXPECT_EQ(MultipartParser::BoundaryOf("text/plain").error().code, "http.unsupported_media_type");
  EXPECT_EQ(MultipartParser::BoundaryOf("multipart/form-data").error().code, "http.multipart_bad");
  EXPECT_EQ(*MultipartParser::BoundaryOf("multipart/form-data; boundary=abc"), "abc");
}

}  // namespace
}  // namespace maktab::http
