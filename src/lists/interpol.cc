#include "lists/interpol.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/utf8.h"
#include "lists/interpol_notice.h"
#include "lists/json_values.h"
#include "lists/text.h"

namespace maktab::lists {
namespace {

using base::JsonRef;

// One notice of one colour: what the list and what its detail said.
struct Side {
  std::string item;
  std::string detail;
  bool gone = false;
};

// All that was read about one entity_id. A person may be sought and missing at once, by two notices of one id.
struct Held {
  std::string id;
  std::string file;
  std::uint64_t line = 0;
  std::map<std::string, Side, std::less<>> sides;  // by colour
};

// One query to the service, of whatever pages.
struct Query {
  std::int64_t total = 0;
  std::set<std::string, std::less<>> ids;
};

// The address without the page: all pages of one query have the same.
std::string QueryOf(const JsonRef& page) {
  const std::string_view self = page["_links"]["self"]["href"].string().value_or("");
  const std::size_t question = self.find('?');
  std::string key(self.substr(0, question));
  std::vector<std::string_view> parts;
  if (question != std::string_view::npos) parts = SplitBy(self.substr(question + 1), "&");
  std::sort(parts.begin(), parts.end());
  for (const std::string_view part : parts) {
    if (!part.starts_with("page=") && !part.starts_with("resultPerPage=")) key += "&" + std::string(part);
  }
  for (const auto& [name, value] : page["query"].members()) {
    if (name != "page" && name != "resultPerPage") key += "&" + std::string(name) + "=" + value.text();
  }
  return key;
}

class InterpolReader {
 public:
  InterpolReader(Intake& intake, ListInfo& info) : intake_(intake), info_(info) {}
  base::Status ReadFile(ByteSource& source);
  base::Status Finish();

 private:
  base::Status TakeText(std::string_view text);
  base::Status TakeValue(const JsonRef& json, int nesting);
  base::Status TakePage(const JsonRef& page);
  base::Status TakeNotice(const JsonRef& notice, std::string_view page_colour, Query* query);
  base::Status TakeGone(const JsonRef& answer);
  base::Result<Side*> SideOf(const std::string& id, std::string_view colour);
  base::Status TakeHeld(const Held& held);
  base::Status NotNotice() { return intake_.Bad(line_, base::Err("lists.interpol_not_notice")); }

  Intake& intake_;
  ListInfo& info_;
  std::string file_;
  std::uint64_t line_ = 0;
  base::JsonParser parser_;
  std::vector<Held> held_;  // in the order of the list
  std::unordered_map<std::string, std::size_t> by_id_;
  std::map<std::string, Query> queries_;
  std::size_t held_bytes_ = 0;
};

base::Status InterpolReader::ReadFile(ByteSource& source) {
  intake_.StartFile(source.name());
  file_ = source.name();
  JsonValues values(source, intake_);
  bool blank = true;
  while (true) {
    std::string_view text;
    MAKTAB_ASSIGN(const JsonValues::Kind kind, values.Next(text));
    line_ = values.line();
    if (kind == JsonValues::Kind::kEnd) break;
    blank = false;
    if (kind == JsonValues::Kind::kUnclosed) return intake_.At(line_, base::Err("lists.truncated"));
    if (kind == JsonValues::Kind::kValue) MAKTAB_TRY(TakeText(text));
    if (kind == JsonValues::Kind::kTooLong) MAKTAB_TRY(intake_.Bad(line_, base::Err("lists.entry_too_large")));
    if (kind == JsonValues::Kind::kNoBracket) MAKTAB_TRY(intake_.Bad(line_, base::Err("lists.bad_json")));
  }
  if (blank) return intake_.At(0, base::Err("lists.empty"));
  return {};
}

base::Status InterpolReader::TakeText(std::string_view text) {
  auto json = parser_.Parse(text);
  if (json.ok()) return TakeValue(*json, 0);
  if (json.error().code != "json.invalid") return intake_.Bad(line_, json.error());
  const std::string_view code = base::IsValidUtf8(text) ? "lists.bad_json" : "lists.invalid_utf8";
  return intake_.Bad(line_, base::Err(code).Log(json.error().log));
}

base::Status InterpolReader::TakeValue(const JsonRef& json, int nesting) {
  if (json.is_array() && nesting == 0) {
    for (const JsonRef& element : json.elements()) MAKTAB_TRY(TakeValue(element, nesting + 1));
    return {};
  }
  if (!json.is_object()) return NotNotice();
  if (json["_embedded"]["notices"].is_array()) return TakePage(json);
  if (json["entity_id"].present()) return TakeNotice(json, {}, nullptr);
  if (json["_embedded"]["images"].is_array()) {
    ++info_.ignored;
    return {};
  }
  if (json["status"].integer().value_or(0) == 404) return TakeGone(json);
  return NotNotice();
}

base::Status InterpolReader::TakePage(const JsonRef& page) {
  const std::string_view colour = ColourInAddress(page["_links"]["self"]["href"].string().value_or(""));
  Query& query = queries_[QueryOf(page)];
  query.total = std::max(query.total, page["total"].integer().value_or(0));
  for (const JsonRef& notice : page["_embedded"]["notices"].elements()) {
    MAKTAB_TRY(TakeNotice(notice, colour, &query));
  }
  return {};
}

base::Result<Side*> InterpolReader::SideOf(const std::string& id, std::string_view colour) {
  const auto [at, added] = by_id_.try_emplace(id, held_.size());
  if (added) {
    held_bytes_ += sizeof(Held) + sizeof(Side) + 2 * id.size() + file_.size();
    held_.push_back({id, file_, line_, {}});
  }
  if (held_bytes_ > intake_.limits().held_bytes) return intake_.At(line_, base::Err("lists.too_much_held"));
  return &held_[at->second].sides[std::string(colour)];
}

base::Status InterpolReader::TakeNotice(const JsonRef& notice, std::string_view page_colour, Query* query) {
  const std::string id = NoticeId(base::CleanText(notice["entity_id"].string().value_or("")));
  if (id.empty()) return intake_.Bad(line_, base::Err("entity.no_id"));
  std::string_view colour = NoticeColour(notice);
  if (colour.empty()) colour = page_colour;
  if (colour.empty()) return intake_.Bad(line_, base::Err("lists.interpol_colour").With("id", id));
  if (query != nullptr) query->ids.insert(id);
  const bool detail = IsDetail(notice);
  std::string text = notice.text();
  held_bytes_ += text.size();
  MAKTAB_ASSIGN(Side * side, SideOf(id, colour));
  if (detail) side->gone = false;
  std::string& place = detail ? side->detail : side->item;
  held_bytes_ -= place.size();
  place = std::move(text);
  return {};
}

// A detail that was not found is information: the notice was withdrawn between the list and now (4.4).
base::Status InterpolReader::TakeGone(const JsonRef& answer) {
  for (const char* member : {"path", "url", "instance", "message"}) {
    const std::string_view text = answer[member].string().value_or("");
    const std::string_view colour = ColourInAddress(text);
    if (colour.empty()) continue;
    std::string_view rest = text.substr(text.find("/notices/v1/") + 12 + colour.size());
    for (const std::string_view kind : {"/persons", "/entities"}) {
      if (rest.starts_with(kind)) rest.remove_prefix(kind.size());
    }
    if (!rest.starts_with('/')) continue;
    rest.remove_prefix(1);
    const std::string id = NoticeId(rest.substr(0, rest.find_first_not_of("0123456789-")));
    if (id.empty()) continue;
    MAKTAB_ASSIGN(Side * side, SideOf(id, colour));
    side->gone = true;
    return {};
  }
  return NotNotice();
}

base::Status InterpolReader::TakeHeld(const Held& held) {
  intake_.StartFile(held.file);
  Draft draft(held.line, model::Schema::kPerson);
  draft.SetId(held.id);
  bool any = false;
  for (const auto& [colour, side] : held.sides) {
    if (side.gone) {
      intake_.Warn(held.line, base::Err("lists.interpol_withdrawn").With("id", held.id));
      continue;
    }
    for (const std::string* text : {&side.detail, &side.item}) {
      if (text->empty()) continue;
      MAKTAB_ASSIGN(const JsonRef notice, parser_.Parse(*text));
      if (!any) {
        draft.SetSchema(NoticeSchema(notice));
        draft.SetSourceRecord(*text);
      }
      any = true;
      AddNotice(draft, notice, colour);
    }
  }
  return any ? intake_.Take(std::move(draft)) : base::Status();
}

base::Status InterpolReader::Finish() {
  for (const Held& held : held_) MAKTAB_TRY(TakeHeld(held));
  intake_.StartFile({});
  for (const auto& [key, query] : queries_) {
    if (std::int64_t(query.ids.size()) >= query.total) continue;
    intake_.Warn(0, base::Err("lists.interpol_incomplete")
                        .With("obtained", std::to_string(query.ids.size()))
                        .With("total", std::to_string(query.total)));
  }
  info_.title = "INTERPOL public notices";
  info_.publisher = "INTERPOL";
  return {};
}

}  // namespace

base::Status ReadInterpol(Sources files, Intake& intake, ListInfo& info) {
  InterpolReader reader(intake, info);
  for (const auto& file : files) MAKTAB_TRY(reader.ReadFile(*file));
  return reader.Finish();
}

}  // namespace maktab::lists
