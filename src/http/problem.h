// Errors as RFC 9457 problem details, in the reader's language.
#pragma once

#include "base/result.h"
#include "http/message.h"
#include "model/words.h"

namespace maktab::http {

// {"type":"urn:maktab:problem:<code>","title","status","code","detail","params"}; the same sentence as title and
// detail.
std::string ProblemJson(const base::Error& error, const model::Words& words, model::Language language);

// 401 says how to sign in (WWW-Authenticate), 429 and 503 when to come back (Retry-After, of the parameter "seconds").
Response ProblemResponse(const base::Error& error, const model::Words& words, model::Language language);
// With a sentence of its own.
Response ProblemResponse(const base::Error& error, const std::string& sentence, const model::Words& words,
                         model::Language language);

}  // namespace maktab::http
