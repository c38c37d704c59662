#include "desk/views.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/utf8.h"
#include "crypto/encoding.h"
#include "crypto/random.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kIdBytes = 10;
constexpr std::size_t kMaxNameBytes = 120;
constexpr std::size_t kMaxValueBytes = 300;
constexpr std::size_t kMostViews = 100;
constexpr std::array<std::string_view, 6> kFilterKeys = {"q", "state", "kind", "officer", "late", "order"};

bool MayChange(const Reader& reader, const store::SavedView& view) {
  const store::Seat& own = reader.own();
  if (view.owner == own.id) return true;
  const bool leads = own.role == model::Role::kSupervisor || own.role == model::Role::kAdministrator;
  return !view.unit.empty() && view.unit == own.unit && leads;
}

bool IsFor(const Reader& reader, const store::SavedView& view) {
  return view.owner == reader.own().id || (!view.unit.empty() && view.unit == reader.own().unit);
}

base::Error BadFilter(std::string_view what) {
  return base::Err("view.bad_filter").With("what", base::TruncateUtf8(base::CleanText(what), 60));
}

// In one form, whoever sent it; a field that the reader may not read is none.
base::Result<std::string> ReadFilter(const model::Register& in, const Reader& reader, const base::JsonRef& given) {
  std::map<std::string, std::string> texts, fields;
  for (const auto& [key, value] : given.members()) {
    if (key == "fields") continue;
    const auto text = value.string();
    const bool known = std::find(kFilterKeys.begin(), kFilterKeys.end(), key) != kFilterKeys.end();
    if (!known || !text || text->size() > kMaxValueBytes) return BadFilter(key);
    if (!base::CleanText(*text).empty()) texts.emplace(key, base::CleanText(*text));
  }
  for (const auto& [id, value] : given["fields"].members()) {
    const model::Field* field = in.FindField(id);
    const auto text = value.string();
    const bool usable = field != nullptr && MayRead(*field, reader) && text && text->size() <= kMaxValueBytes;
    if (!usable) return BadFilter(id);
    if (!text->empty()) fields.emplace(id, base::CleanText(*text));
  }
  if (texts.contains("state") && in.FindState(texts["state"]) == nullptr) return BadFilter(texts["state"]);
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  for (const auto& [key, text] : texts) json.Field(key, text);
  if (!fields.empty()) {
    json.Key("fields").BeginObject();
    for (const auto& [id, text] : fields) json.Field(id, text);
    json.EndObject();
  }
  json.EndObject();
  return out;
}

base::Status CheckColumns(const model::Register& in, const Reader& reader, const std::vector<std::string>& columns) {
  for (const std::string& id : columns) {
    const model::Field* field = in.FindField(id);
    if (field != nullptr && MayRead(*field, reader)) continue;
    return base::Err("records.unknown_column").With("column", base::TruncateUtf8(base::CleanText(id), 60));
  }
  return {};
}

}  // namespace

base::Result<std::vector<View>> Views::List(const model::Principal& who, const std::string& register_id) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  if (parts_.registers.Find(register_id) == nullptr) {
    return base::Err("register.unknown").With("register", register_id);
  }
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  MAKTAB_ASSIGN(auto saved, parts_.store.Views(register_id, reader.own().id, reader.own().unit));
  std::vector<View> views;
  for (store::SavedView& one : saved) {
    const bool may = MayChange(reader, one);
    views.push_back({std::move(one), may});
  }
  return views;
}

base::Result<View> Views::Find(const Reader& reader, const std::string& id) const {
  MAKTAB_ASSIGN(auto saved, parts_.store.FindView(id));
  if (!saved || !IsFor(reader, *saved)) return base::Err("view.unknown");
  const bool may = MayChange(reader, *saved);
  return View{*std::move(saved), may};
}

base::Result<View> Views::Write(const model::Principal& who, const Reader& reader, store::SavedView view,
                                const ViewRequest& request) const {
  const model::Register* in = parts_.registers.Find(view.register_id);
  if (in == nullptr) return base::Err("register.unknown").With("register", view.register_id);
  view.name = base::CleanText(request.name);
  if (view.name.empty() || view.name.size() > kMaxNameBytes) return base::Err("view.bad_name");
  // One of another unit stays where it is.
  const std::string& unit = view.unit.empty() ? reader.own().unit : view.unit;
  if (request.for_unit && unit.empty()) return base::Err("view.no_unit");
  view.unit = request.for_unit ? unit : std::string();
  MAKTAB_ASSIGN(view.filter, ReadFilter(*in, reader, request.filter));
  MAKTAB_TRY(CheckColumns(*in, reader, request.columns));
  view.columns.clear();
  base::JsonWriter(view.columns).Strings(request.columns);
  std::string body;
  base::JsonWriter(body)
      .BeginObject()
      .Field("register", view.register_id)
      .Field("name", view.name)
      .Field("unit", view.unit)
      .Key("filter")
      .Raw(view.filter)
      .Key("columns")
      .Raw(view.columns)
      .EndObject();
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts_.store.AppendAndWait({"view.saved", who, {}, view.id, std::move(body)}));
  const bool may = MayChange(reader, view);
  return View{std::move(view), may};
}

base::Result<View> Views::Save(const model::Principal& who, const std::string& register_id,
                               const ViewRequest& request) const {
  MAKTAB_ASSIGN(const auto there, List(who, register_id));
  const auto own =
      std::count_if(there.begin(), there.end(), [&](const View& one) { return one.saved.owner == who.id; });
  if (std::size_t(own) >= kMostViews) return base::Err("view.too_many").With("limit", std::to_string(kMostViews));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  store::SavedView view;
  view.id = crypto::ToHex(crypto::RandomBytes(kIdBytes));
  view.register_id = register_id;
  view.owner = who.id;
  view.owner_name = who.name;
  return Write(who, reader, std::move(view), request);
}

base::Result<View> Views::Change(const model::Principal& who, const std::string& id, const ViewRequest& request) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  MAKTAB_ASSIGN(View view, Find(reader, id));
  if (!view.may_change) return base::Err("view.not_yours");
  return Write(who, reader, std::move(view.saved), request);
}

base::Status Views::Remove(const model::Principal& who, const std::string& id) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  MAKTAB_ASSIGN(const View view, Find(reader, id));
  if (!view.may_change) return base::Err("view.not_yours");
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt, parts_.store.AppendAndWait({"view.removed", who, {}, id, "{}"}));
  return {};
}

}  // namespace maktab::desk
