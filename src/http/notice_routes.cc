// Public notices in the shape of INTERPOL's public notices service (domain.md section 4), from what was imported.
#include <algorithm>
#include <array>
#include <ctime>

#include "http/context.h"
#include "http/notice_shelf.h"
#include "http/route_help.h"
#include "http/url.h"
#include "lists/interpol_write.h"

namespace maktab::http {

namespace {

constexpr std::int64_t kDefaultPage = 20;
constexpr std::int64_t kMaxPage = 160;

struct Page {
  std::int64_t number = 1;
  std::int64_t size = kDefaultPage;
};

base::Result<std::optional<int>> Age(const Request& request, std::string_view name) {
  if (request.Query(name).empty()) return std::optional<int>();
  MAKTAB_ASSIGN(const std::int64_t age, NumberParameter(request, name, 0, 0, 200));
  return std::optional<int>(int(age));
}

base::Result<NoticeQuery> ReadQuery(const Request& request, std::string colour) {
  NoticeQuery query;
  query.colour = std::move(colour);
  query.name = request.Query("name");
  if (query.colour == "un") {
    query.un_reference = request.Query("unReference");
    query.un_resolution = request.Query("unResolution");
    return query;
  }
  query.forename = request.Query("forename");
  query.free_text = request.Query("freeText");
  query.nationality = request.Query("nationality");
  query.sex = request.Query("sexId");
  if (query.colour == "red") query.warrant_country = request.Query("arrestWarrantCountryId");
  MAKTAB_ASSIGN(query.age_min, Age(request, "ageMin"));
  MAKTAB_ASSIGN(query.age_max, Age(request, "ageMax"));
  return query;
}

int YearOf(base::Instant now) {
  return std::atoi(base::FormatInstant(now).substr(0, 4).c_str());
}

// A list page shows persons, so the look at it is an entry before it is given (P10).
base::Status LogLook(const Context& context, const Request& request, std::string_view colour, std::size_t found) {
  const desk::Parts& parts = context.desks.parts;
  std::string purpose = PurposeOf(request);
  if (purpose.empty()) purpose = parts.purposes.default_code();
  if (!parts.purposes.Has(purpose)) return base::Err("purpose.unknown").With("purpose", purpose);
  store::EntryDraft look{"notice.listed", request.who(), purpose, std::string(colour), {}};
  base::JsonWriter json(look.body);
  json.BeginObject().Field("colour", colour).Key("query").BeginObject();
  for (const auto& [name, value] : request.query) json.Field(name, value);
  json.EndObject().Field("found", std::uint64_t(found)).EndObject();
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt, parts.store.AppendAndWait(std::move(look)));
  return {};
}

std::string PageLink(const Request& request, const Page& page) {
  std::string link = BaseUrl(request) + request.path + "?";
  for (const auto& [name, value] : request.query) {
    if (name == "page" || name == "resultPerPage") continue;
    link += PercentEncode(name) + "=" + PercentEncode(value) + "&";
  }
  return link + "resultPerPage=" + std::to_string(page.size) + "&page=" + std::to_string(page.number);
}

void WriteLink(base::JsonWriter& json, std::string_view name, const std::string& href) {
  json.Key(name).BeginObject().Field("href", href).EndObject();
}

std::string ListJson(const Request& request, const std::vector<std::shared_ptr<const Notice>>& found,
                     const Page& page) {
  const auto total = std::int64_t(found.size());
  const std::int64_t last = std::max<std::int64_t>(1, (total + page.size - 1) / page.size);
  const std::string base_url = BaseUrl(request);
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("total", total).Key("query").BeginObject();
  json.Field("page", page.number).Field("resultPerPage", page.size).EndObject();
  json.Key("_embedded").BeginObject().Key("notices").BeginArray();
  for (std::int64_t i = (page.number - 1) * page.size; i < std::min(total, page.number * page.size); ++i) {
    const Notice& notice = *found[std::size_t(i)];
    json.Raw(lists::WriteInterpolItem(notice.entity, {notice.colour, base_url}));
  }
  json.EndArray().EndObject().Key("_links").BeginObject();
  WriteLink(json, "self", PageLink(request, page));
  WriteLink(json, "first", PageLink(request, {1, page.size}));
  if (page.number < last) WriteLink(json, "next", PageLink(request, {page.number + 1, page.size}));
  WriteLink(json, "last", PageLink(request, {last, page.size}));
  json.EndObject().EndObject();
  return body;
}

template <std::size_t kColour>
base::Result<Response> GetNotices(const Context& context, const Request& request);

constexpr std::array<std::string_view, 3> kColours = {"red", "yellow", "un"};

base::Result<Response> ListNotices(const Context& context, const Request& request, std::string_view colour) {
  MAKTAB_ASSIGN(const NoticeQuery query, ReadQuery(request, std::string(colour)));
  Page page;
  MAKTAB_ASSIGN(page.number, NumberParameter(request, "page", 1, 1, 1'000'000));
  MAKTAB_ASSIGN(page.size, NumberParameter(request, "resultPerPage", kDefaultPage, 1, kMaxPage));
  MAKTAB_ASSIGN(const auto notices, context.notices.Current());
  const int year = YearOf(context.desks.parts.clock.Now());
  std::vector<std::shared_ptr<const Notice>> found;
  for (const auto& [key, notice] : *notices) {
    if (Matches(*notice, query, year)) found.push_back(notice);
  }
  MAKTAB_TRY(LogLook(context, request, colour, found.size()));
  return Response::Json(ListJson(request, found, page));
}

template <std::size_t kColour>
base::Result<Response> GetNotices(const Context& context, const Request& request) {
  return ListNotices(context, request, kColours[kColour]);
}

// An id has a dash in the address where the body has a slash.
base::Result<std::shared_ptr<const Notice>> FindNotice(const Context& context, const Request& request,
                                                       std::string_view colour) {
  MAKTAB_ASSIGN(const auto notices, context.notices.Current());
  const std::string& id = request.Param("id");
  for (const auto& [key, notice] : *notices) {
    if (notice->colour != colour) continue;
    std::string address = notice->entity.id;
    std::replace(address.begin(), address.end(), '/', '-');
    if (address == id) return notice;
  }
  return base::Err("http.not_found");
}

base::Result<Response> ShowNotice(const Context& context, const Request& request, std::string_view colour) {
  MAKTAB_ASSIGN(const auto notice, FindNotice(context, request, colour));
  // The desk logs the look, and knows if the notice has ended a moment ago.
  MAKTAB_ASSIGN(const store::StoredEntity stored,
                context.desks.lists.Open(request.who(), notice->dataset, notice->entity.id, PurposeOf(request)));
  if (!stored.in_force) return base::Err("http.not_found");
  return Response::Json(lists::WriteInterpolDetail(stored.entity, {colour, BaseUrl(request)}));
}

// Lists hold no pictures: the answer has the shape and no image.
base::Result<Response> ShowImages(const Context& context, const Request& request, std::string_view colour) {
  MAKTAB_ASSIGN([[maybe_unused]] const auto notice, FindNotice(context, request, colour));
  const std::string self = BaseUrl(request) + request.path;
  const std::string of_notice = self.substr(0, self.rfind('/'));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Key("_embedded").BeginObject().Key("images").BeginArray().EndArray().EndObject();
  json.Key("_links").BeginObject();
  WriteLink(json, "self", self);
  WriteLink(json, "notice", of_notice);
  json.EndObject().EndObject();
  return Response::Json(std::move(body));
}

template <std::size_t kColour>
base::Result<Response> GetNotice(const Context& context, const Request& request) {
  return ShowNotice(context, request, kColours[kColour]);
}

template <std::size_t kColour>
base::Result<Response> GetImages(const Context& context, const Request& request) {
  return ShowImages(context, request, kColours[kColour]);
}

void AddRoute(Router& router, const Context& context, const std::string& pattern, PlainRoute route) {
  router.Add({.method = Method::kGet,
              .pattern = "/notices/v1/" + pattern,
              .handler = Blocking(context, route),
              .right = model::Right::kSeeLists});
}

}  // namespace

void AddNoticeRoutes(Router& router, const Context& context) {
  AddRoute(router, context, "red", GetNotices<0>);
  AddRoute(router, context, "red/{id}", GetNotice<0>);
  AddRoute(router, context, "red/{id}/images", GetImages<0>);
  AddRoute(router, context, "yellow", GetNotices<1>);
  AddRoute(router, context, "yellow/{id}", GetNotice<1>);
  AddRoute(router, context, "yellow/{id}/images", GetImages<1>);
  AddRoute(router, context, "un", GetNotices<2>);
  for (const std::string kind : {"persons", "entities"}) {
    AddRoute(router, context, "un/" + kind + "/{id}", GetNotice<2>);
    AddRoute(router, context, "un/" + kind + "/{id}/images", GetImages<2>);
  }
}

}  // namespace maktab::http
