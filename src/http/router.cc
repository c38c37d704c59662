#include "http/router.h"

#include <algorithm>
#include <set>

#include "base/assert.h"
#include "http/url.h"

namespace maktab::http {

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> named;
  std::unique_ptr<Node> any;  // a {parameter}
  std::map<Method, const Route*> routes;

  // The node of the path, words before parameters, or null. `values` are what the parameters stand for.
  const Node* Find(const std::vector<std::string>& segments, std::size_t at, std::vector<std::string>& values) const {
    if (at == segments.size()) return routes.empty() ? nullptr : this;
    if (const auto child = named.find(segments[at]); child != named.end()) {
      if (const Node* found = child->second->Find(segments, at + 1, values)) return found;
    }
    if (!any || segments[at].empty()) return nullptr;
    values.push_back(segments[at]);
    if (const Node* found = any->Find(segments, at + 1, values)) return found;
    values.pop_back();
    return nullptr;
  }
};

namespace {

bool IsParameter(std::string_view segment) {
  return segment.starts_with('{') && segment.ends_with('}');
}

std::string AllowOf(const std::map<Method, const Route*>& routes) {
  std::set<Method> methods{Method::kOptions};
  for (const auto& [method, route] : routes) methods.insert(method);
  if (methods.contains(Method::kGet)) methods.insert(Method::kHead);
  std::string allow;
  for (const Method method : methods) {
    if (!allow.empty()) allow += ", ";
    allow += MethodName(method);
  }
  return allow;
}

std::vector<std::string_view> SplitPattern(std::string_view pattern) {
  MAKTAB_ASSERT(pattern.starts_with('/'));
  std::vector<std::string_view> segments;
  std::size_t at = 1;
  while (at <= pattern.size()) {
    const std::size_t end = std::min(pattern.find('/', at), pattern.size());
    segments.push_back(pattern.substr(at, end - at));
    at = end + 1;
  }
  return segments;
}

}  // namespace

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::Add(Route route) {
  const Route* kept = routes_.emplace_back(std::make_unique<Route>(std::move(route))).get();
  Node* node = root_.get();
  for (const std::string_view segment : SplitPattern(kept->pattern)) {
    std::unique_ptr<Node>& child = IsParameter(segment) ? node->any : node->named[std::string(segment)];
    if (!child) child = std::make_unique<Node>();
    node = child.get();
  }
  MAKTAB_ASSERT(node->routes.emplace(kept->method, kept).second);
}

Router::Found Router::Match(Method method, const std::vector<std::string>& segments) const {
  Found found;
  std::vector<std::string> values;
  const Node* node = root_->Find(segments, 0, values);
  if (node == nullptr) return found;
  const auto route = node->routes.find(method == Method::kHead ? Method::kGet : method);
  if (route == node->routes.end()) {
    found.allow = AllowOf(node->routes);
    return found;
  }
  found.route = route->second;
  std::size_t next = 0;
  for (const std::string_view segment : SplitPattern(found.route->pattern)) {
    if (!IsParameter(segment)) continue;
    found.params.emplace_back(segment.substr(1, segment.size() - 2), std::move(values[next++]));
  }
  return found;
}

}  // namespace maktab::http
