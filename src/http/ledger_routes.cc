// The ledger as auditors see it.
#include "http/context.h"
#include "http/file_stream.h"
#include "http/route_help.h"

namespace maktab::http {

namespace {

base::Result<Response> GetLedger(const Context& context, const Request& request) {
  store::EntryFilter filter;
  MAKTAB_ASSIGN(filter.before_seq, Cursor(request));
  MAKTAB_ASSIGN(const std::int64_t limit, NumberParameter(request, "limit", 100, 1, 1000));
  filter.limit = int(limit);
  if (!request.Query("kind").empty()) filter.kinds.emplace_back(request.Query("kind"));
  MAKTAB_ASSIGN(const auto entries, context.desks.care.Ledger(request.who(), std::move(filter)));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("items").BeginArray();
  for (const store::Entry& entry : entries) {
    json.BeginObject().Field("seq", entry.seq).Field("at", base::FormatInstant(entry.at)).Field("kind", entry.kind);
    json.Field("who", entry.actor.name.empty() ? entry.actor.id : entry.actor.name).Field("purpose", entry.purpose);
    json.Field("summary", entry.subject).EndObject();
  }
  json.EndArray().Key("next");
  entries.size() == std::size_t(limit) ? json.Integer(entries.back().seq) : json.Null();
  json.EndObject();
  return Response::Json(std::move(body));
}

base::Result<Response> GetCheckpoint(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(std::string note, context.desks.care.Checkpoint(request.who()));
  return Response::Text(std::move(note));
}

base::Result<Response> GetVerify(const Context& context, const Request& request) {
  MAKTAB_ASSIGN(const store::VerifyReport report, context.desks.care.Verify(request.who()));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("ok", report.ok).Field("entries", report.entries).Field("checkpoints", report.checkpoints);
  json.Field("list_rows", report.list_rows).Field("root", report.root).Key("seconds").Number(report.seconds, 3);
  json.Key("first_wrong");
  if (report.first_wrong) {
    json.Integer(report.first_wrong->seq).Field("wrong_kind", report.first_wrong->kind);
    json.Field("text", desk::SayWrong(*report.first_wrong, context.desks.parts.words, request.language));
  } else {
    json.Null();
  }
  json.EndObject();
  return Response::Json(std::move(body));
}

base::Result<Response> GetProof(const Context& context, const Request& request) {
  const std::string& number = request.Param("n");
  const bool digits =
      !number.empty() && number.size() <= 18 && number.find_first_not_of("0123456789") == std::string::npos;
  if (!digits) return BadParameter("n");
  MAKTAB_ASSIGN(std::string proof, context.desks.care.Prove(request.who(), std::stoll(number)));
  Response response = Response::Json(std::move(proof));
  MarkToSave(response, "entry-" + number + ".proof.json");
  return response;
}

}  // namespace

void AddLedgerRoutes(Router& router, const Context& context) {
  constexpr auto kRight = model::Right::kVerifyLedger;
  router.Add(
      {.method = Method::kGet, .pattern = "/api/v1/ledger", .handler = Blocking(context, GetLedger), .right = kRight});
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/ledger/entries/{n}/proof",
              .handler = Blocking(context, GetProof),
              .right = kRight});
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/ledger/checkpoint",
              .handler = Blocking(context, GetCheckpoint),
              .right = kRight});
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/ledger/verify",
              .handler = Blocking(context, GetVerify),
              .right = kRight});
}

}  // namespace maktab::http
