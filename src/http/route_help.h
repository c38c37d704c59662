// What route files share: running a desk call where it may block, reading parameters, refusing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "http/context.h"
#include "http/message.h"
#include "http/router.h"

namespace maktab::http {

// Most routes: read the request, call the desk, write the answer. Runs on WorkerPool for_rest, so it may block.
using PlainRoute = base::Result<Response> (*)(const Context&, const Request&);
Handler Blocking(const Context& context, PlainRoute route);

// A route that is a coroutine of its own.
using TaskRoute = Task<Response> (*)(const Context&, Request&);
Handler Async(const Context& context, TaskRoute route);

// For Route::replay where answers hold records, as `id` or as `record` of `items`: one that was given is given again
// only to who still sees them. Error: record.unknown.
std::function<Task<base::Status>(Request&, std::string)> ReplayOfRecords(const Context& context);

// What a clock is called; with who owes it, where it has a holder.
std::string ClockLabel(const Context& context, const store::Deadline& deadline, model::Language language);

// What an error says in the reader's language, fields by their labels.
std::string SayError(const Context& context, const Request& request, const base::Error& error);
// The problem in the reader's language.
Response Problem(const Context& context, const Request& request, const base::Error& error);

// The body as a JSON object. Errors: json.*, http.bad_parameter (body).
base::Result<base::JsonDocument> BodyObject(const Request& request);
// A text member that must be there. Error: http.bad_parameter (its name).
base::Result<std::string> TextMember(const base::JsonRef& object, std::string_view name);

// A query parameter as a whole number in the range, or `otherwise` if it is absent. Error: http.bad_parameter.
base::Result<std::int64_t> NumberParameter(const Request& request, std::string_view name, std::int64_t otherwise,
                                           std::int64_t least, std::int64_t most);
// 0–1, or nothing if it is absent. Error: http.bad_parameter.
base::Result<std::optional<float>> ScoreParameter(const Request& request, std::string_view name);
// `cursor` of paging. Error: http.bad_parameter.
base::Result<std::optional<std::int64_t>> Cursor(const Request& request);
base::Error BadParameter(std::string_view name);

// If-Match (RFC 9110 section 13.1.1): the version that the client saw. Error: http.bad_parameter.
base::Result<std::int64_t> MatchedVersion(const Request& request);

// X-Maktab-Purpose, or the query parameter `purpose`; empty if neither.
std::string PurposeOf(const Request& request);

// "https://host" as the client sees this server.
std::string BaseUrl(const Request& request);

}  // namespace maktab::http
