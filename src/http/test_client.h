// A client of plain sockets for tests: sends exactly the bytes it is told, and reads answers.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace maktab::http {

class TestClient {
 public:
  explicit TestClient(std::uint16_t port);
  ~TestClient();
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;

  // False if the server has closed the connection.
  bool Send(std::string_view bytes);
  // Nothing more will be sent.
  void FinishSending();
  // Vanishes without a word, as a pulled plug does.
  void Reset();

  struct Answer {
    int status = 0;
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;                            // without its chunks
    bool whole = false;                          // ended as its head said
  };
  // The next answer; nothing if the connection ended before one. `to_head`: an answer to HEAD, which has no body.
  std::optional<Answer> Read(bool to_head = false);
  // Bytes until `text` has come or the connection ended.
  std::string ReadUntil(std::string_view text);
  // True if the server closes within the time that a test may take.
  bool IsClosed();

  Answer Ask(std::string_view request) {
    Send(request);
    return Read().value_or(Answer{});
  }

 private:
  bool Fill();
  bool ReadChunks(Answer& answer);

  int socket_ = -1;
  std::string buffer_;
};

}  // namespace maktab::http
