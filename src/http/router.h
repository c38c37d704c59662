// The table of routes and the way from a path to one of them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"
#include "model/principal.h"

namespace maktab::http {

enum class Access : std::uint8_t {
  kOpen,      // nobody needs to be signed in
  kSignedIn,  // anyone who is; the handler's desk call asks for the right
};

enum class BodyKind : std::uint8_t {
  kNone,    // a body is refused
  kJson,    // read whole before the handler runs, at most Route::max_body; application/json or a +json type
  kStream,  // the handler reads Request::reader; no limit here
};

using Handler = std::function<Task<Response>(Request&)>;

constexpr std::uint64_t kDefaultMaxBody = 1024 * 1024;

struct Route {
  Method method = Method::kGet;
  std::string pattern = {};  // "/api/v1/lists/{dataset}"
  Handler handler = {};
  Access access = Access::kSignedIn;
  // Asked before the body is read; desk asks again, and decides.
  std::optional<model::Right> right = {};
  BodyKind body = BodyKind::kNone;
  std::uint64_t max_body = kDefaultMaxBody;
  std::string media_type = {};  // kStream: what the body must be; empty: anything
  bool idempotent = false;      // accepts Idempotency-Key
  bool attempts = false;        // counted against the client's sign-in attempts
  bool csrf_by_token = true;    // false where there may be no session yet
  // Asked before an answer (its body) is given again for an Idempotency-Key: may he still see it?
  std::function<Task<base::Status>(Request&, std::string)> replay = {};
};

// Immutable once built; any thread may match.
class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  // REQUIRES: no route of this method and pattern yet.
  void Add(Route route);

  struct Found {
    const Route* route = nullptr;  // null: no such path, or not with this method
    std::vector<std::pair<std::string_view, std::string>> params;
    std::string allow;  // if the path is known: its methods, "GET, HEAD, OPTIONS"
  };
  // HEAD finds the route of GET.
  Found Match(Method method, const std::vector<std::string>& segments) const;
  // In the order they were added.
  const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }

 private:
  struct Node;
  std::vector<std::unique_ptr<Route>> routes_;
  std::unique_ptr<Node> root_;
};

}  // namespace maktab::http
