// A file as the body of an answer, piece by piece, whatever its size.
#pragma once

#include <filesystem>
#include <string_view>

#include "http/message.h"
#include "http/task.h"

namespace maktab::http {

// Something to save and never to be shown or run by a browser: Content-Disposition: attachment with the name in its own
// script (RFC 6266, RFC 8187), nosniff, and a policy that lets a page made of it do nothing. `pool` must outlive the
// answer.
Response FileToSave(const std::filesystem::path& file, std::string_view name, std::string_view media_type,
                    WorkerPool& pool);
// The head of such an answer, for bytes that are made otherwise.
void MarkToSave(Response& response, std::string_view name);
// "attachment; filename=…; filename*=…"
std::string Disposition(std::string_view kind, std::string_view name);

}  // namespace maktab::http
