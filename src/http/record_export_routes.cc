// A list of records as a file for spreadsheets.
#include "desk/record_export.h"
#include "http/context.h"
#include "http/record_query.h"
#include "http/route_help.h"
#include "http/temporary_file.h"

namespace maktab::http {

namespace {

// "number,state,partner"
std::vector<std::string> ReadColumns(std::string_view text) {
  std::vector<std::string> columns;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    if (end > 0) columns.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return columns;
}

base::Result<Response> GetExport(const Context& context, const Request& request) {
  desk::RecordExportRequest wanted;
  MAKTAB_ASSIGN(wanted.filter, ReadRecordFilter(context, request));
  wanted.filter.register_id = request.Param("register");
  wanted.text = request.Query("q");
  const std::string_view form = request.Query("form");
  if (form != "csv" && form != "xlsx" && form != "own") return BadParameter("form");
  wanted.form = form == "xlsx" ? papers::SheetForm::kXlsx : papers::SheetForm::kCsv;
  wanted.own = form == "own";
  wanted.columns = ReadColumns(request.Query("columns"));
  wanted.language = request.language;
  wanted.purpose = PurposeOf(request);
  const auto file = std::make_shared<TemporaryFile>(context.upload_folder, papers::EndingOf(wanted.form));
  wanted.file = file->path();
  const desk::RecordExport desk(context.desks.parts, context.desks.records);
  MAKTAB_ASSIGN(const std::int64_t records, desk.Run(request.who(), wanted));
  const std::string day = base::FormatInstant(context.desks.parts.clock.Now()).substr(0, 10);
  Response response = ToSave(file, wanted.filter.register_id + "-" + day + "." + papers::EndingOf(wanted.form),
                             papers::MediaTypeOf(wanted.form), context.for_rest);
  response.headers.Add("X-Maktab-Records", std::to_string(records));
  return response;
}

}  // namespace

void AddRecordExportRoutes(Router& router, const Context& context) {
  router.Add({.method = Method::kGet,
              .pattern = "/api/v1/registers/{register}/export",
              .handler = Blocking(context, GetExport),
              .right = model::Right::kSeeRecords});
}

}  // namespace maktab::http
