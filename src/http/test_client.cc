#include "http/test_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>

#include "base/assert.h"

namespace maktab::http {

TestClient::TestClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // A server that does not answer fails the test instead of hanging it.
  const timeval patience{60, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  MAKTAB_ASSERT(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
}

TestClient::~TestClient() {
  if (socket_ >= 0) ::close(socket_);
}

bool TestClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(std::size_t(sent));
  }
  return true;
}

void TestClient::FinishSending() {
  ::shutdown(socket_, SHUT_WR);
}

void TestClient::Reset() {
  const linger at_once{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(socket_);
  socket_ = -1;
}

bool TestClient::Fill() {
  std::array<char, 16384> bytes{};
  const ssize_t read = ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (read <= 0) return false;
  buffer_.append(bytes.data(), std::size_t(read));
  return true;
}

std::string TestClient::ReadUntil(std::string_view text) {
  std::size_t at = 0;
  while ((at = buffer_.find(text)) == std::string::npos) {
    if (!Fill()) return std::exchange(buffer_, {});
  }
  std::string found = buffer_.substr(0, at + text.size());
  buffer_.erase(0, at + text.size());
  return found;
}

bool TestClient::IsClosed() {
  return buffer_.empty() && !Fill();
}

bool TestClient::ReadChunks(Answer& answer) {
  for (;;) {
    const std::string line = ReadUntil("\r\n");
    if (!line.ends_with("\r\n")) return false;
    const std::size_t size = std::strtoul(line.c_str(), nullptr, 16);
    while (buffer_.size() < size + 2) {
      if (!Fill()) return false;
    }
    answer.body += buffer_.substr(0, size);
    buffer_.erase(0, size + 2);
    if (size == 0) return true;
  }
}

std::optional<TestClient::Answer> TestClient::Read(bool to_head) {
  std::string head = ReadUntil("\r\n\r\n");
  if (!head.ends_with("\r\n\r\n")) return std::nullopt;
  Answer answer;
  answer.status = std::atoi(head.c_str() + std::string_view("HTTP/1.1 ").size());
  std::size_t at = head.find("\r\n") + 2;
  while (at + 2 < head.size()) {
    const std::size_t end = head.find("\r\n", at);
    const std::size_t colon = head.find(": ", at);
    std::string name = head.substr(at, colon - at);
    for (char& letter : name) letter = static_cast<char>(std::tolower(letter));
    answer.headers[name] = head.substr(colon + 2, end - colon - 2);
    at = end + 2;
  }
  if (to_head || answer.status == 204 || answer.status == 304 || answer.status == 100) {
    answer.whole = true;
    return answer;
  }
  if (answer.headers.contains("transfer-encoding")) {
    answer.whole = ReadChunks(answer);
    return answer;
  }
  const std::size_t length = std::strtoul(answer.headers["content-length"].c_str(), nullptr, 10);
  while (buffer_.size() < length && Fill()) {
  }
  answer.whole = buffer_.size() >= length;
  answer.body = buffer_.substr(0, length);
  buffer_.erase(0, length);
  return answer;
}

}  // namespace maktab::http
