#include "desk/record_export.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/utf8.h"
#include "calendar/partial_date.h"
#include "desk/letter_words.h"
#include "desk/record_subjects.h"
#include "desk/redact.h"
#include "desk/wall_time.h"
#include "model/row_members.h"

namespace maktab::desk {
namespace {

using model::Field;
using model::FieldType;
using papers::SheetCell;

constexpr int kPortion = 1'000;

// The members of a row in the order in which people read them.
std::vector<std::string_view> MembersOf(FieldType type) {
  const model::RowShape* shape = model::RowShapeOf(type);
  if (shape != nullptr) return shape->members;
  return {"name"};  // of a file
}

template <typename Rows>
std::string LabelOf(const Rows& rows, const std::string& id, model::Language language) {
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.id == id; });
  return row == rows.end() ? id : row->label[std::size_t(language)];
}

// One export on its way: what stands in each cell.
class Table {
 public:
  Table(const Parts& parts, const calendar::Zone& zone, const RecordExportRequest& request, const model::Register& in)
      : parts_(parts), zone_(zone), request_(request), in_(in) {}

  base::Status Choose(const Reader& reader) {
    columns_ = request_.columns;
    if (request_.own) columns_ = {"number", "opened_at", "closed_at", "state"};
    if (columns_.empty()) columns_.assign(kRecordColumns.begin(), kRecordColumns.end());
    const auto readable = [&](const Field& field) { return MayRead(field, reader); };
    if (request_.own || request_.columns.empty()) {
      for (const Field& field : in_.fields) {
        // What goes into another bureau is whole but for files; people are spared what is for programs.
        const bool out = request_.own ? field.type == FieldType::kAttachment : field.machine;
        if (readable(field) && !out) columns_.push_back(field.id);
      }
    }
    for (const std::string& column : columns_) {
      const Field* field = in_.FindField(column);
      const bool plain = std::find(kRecordColumns.begin(), kRecordColumns.end(), column) != kRecordColumns.end();
      if (!plain && (field == nullptr || !readable(*field))) {
        return base::Err("records.unknown_column").With("column", base::TruncateUtf8(base::CleanText(column), 60));
      }
      fields_.push_back(plain ? nullptr : field);
    }
    return {};
  }

  papers::SheetHead Head() const {
    papers::SheetHead head{
        in_.title[std::size_t(request_.language)], {}, request_.language == model::Language::kArabic};
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      head.columns.push_back(request_.own ? columns_[i]
                             : fields_[i] ? fields_[i]->label[std::size_t(request_.language)]
                                          : Word("export." + columns_[i]));
    }
    return head;
  }

  std::vector<SheetCell> RowOf(const store::Record& record) {
    const Values values = ReadContent(record.content);
    std::vector<SheetCell> row;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (fields_[i] == nullptr) {
        row.push_back(Plain(columns_[i], record));
        continue;
      }
      const auto value = values.find(columns_[i]);
      if (value == values.end()) {
        row.emplace_back();
      } else {
        row.push_back(request_.own ? Own(value->second) : Read(*fields_[i], value->second));
      }
    }
    return row;
  }

  const std::vector<std::string>& columns() const { return columns_; }

 private:
  std::string Word(const std::string& code) const { return parts_.words.Say(request_.language, code); }

  SheetCell At(base::Instant instant) const {
    if (instant.micros == 0) return {};
    return {base::FormatInstant(instant), WallTime(zone_, instant)};
  }

  SheetCell Plain(const std::string& column, const store::Record& record) const {
    if (column == "number") return {record.number};
    if (column == "caption") return {record.caption};
    if (column == "state" && request_.own) return {record.state};
    if (column == "state") return {LabelOf(in_.states, record.state, request_.language)};
    if (column == "due_at") return At(record.due_at);
    if (column == "opened_at") return At(record.opened_at);
    if (column == "closed_at") return At(record.closed_at);
    if (column == "changed_at") return At(record.changed_at);
    const bool late = record.due_at.micros != 0 && record.due_at < parts_.clock.Now();
    return {late ? Word("export.late") : std::string()};
  }

  // As an import reads it: lists are JSON without the files of this bureau, all else is text.
  static SheetCell Own(const std::string& value) {
    const auto document = base::JsonDocument::Parse(value);
    if (!document.ok() || document->root().is_object()) return {};  // masked as a whole
    if (const auto text = document->root().string()) return {std::string(*text)};
    if (!document->root().is_array()) return {value};
    std::string out;
    base::JsonWriter json(out);
    json.BeginArray();
    for (const base::JsonRef& one : document->root().elements()) {
      if (!one.is_object()) {
        json.Raw(one.text());
        continue;
      }
      json.BeginObject();
      for (const auto& [member, text] : one.members()) {
        if (member != "subject") json.Key(member).Raw(text.text());
      }
      json.EndObject();
    }
    json.EndArray();
    return {out};
  }

  SheetCell Read(const Field& field, const std::string& value) {
    const auto document = base::JsonDocument::Parse(value);
    if (!document.ok()) return {};
    const base::JsonRef root = document->root();
    if (root.is_object()) return {Word("export.masked")};
    if (root.is_array()) {
      std::string text;
      for (const base::JsonRef& one : root.elements()) text += (text.empty() ? "" : "; ") + PartOf(field, one);
      return {text};
    }
    const std::string text(root.string() ? *root.string() : std::string_view(value));
    if (field.type == FieldType::kInstant) {
      const auto instant = base::ParseInstant(text);
      return instant ? At(*instant) : SheetCell{text};
    }
    if (field.type == FieldType::kDate) {
      const auto date = calendar::ParsePartialDate(text);
      if (date && date->has_day()) return {text, DayOf(calendar::FirstDay(*date))};
    }
    return {NameOf(field, text)};
  }

  std::string PartOf(const Field& field, const base::JsonRef& one) {
    if (const auto id = one.string()) return NameOf(field, std::string(*id));
    const std::string role(one["role"].string().value_or(""));
    if (one[kMasked].present()) {
      return Word("export.masked") + ", " + LabelOf(field.person_roles, role, request_.language);
    }
    std::string text;
    for (const std::string_view member : MembersOf(field.type)) {
      std::string part(one[member].string().value_or(""));
      if (member == "kind") part = LabelOf(field.object_kinds, part, request_.language);
      if (member == "role") part = LabelOf(field.person_roles, part, request_.language);
      if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
    }
    return text;
  }

  std::string NameOf(const Field& field, const std::string& id) {
    switch (field.type) {
      case FieldType::kChoice:
      case FieldType::kChoices:
        return LabelOf(field.choices, id, request_.language);
      case FieldType::kUnit:
      case FieldType::kUnits:
        return LabelOf(parts_.registers.units(), id, request_.language);
      case FieldType::kUser:
      case FieldType::kUsers: {
        const auto known = users_.find(id);
        if (known != users_.end()) return known->second;
        const auto user = parts_.store.FindUser(id);
        return users_.emplace(id, user.ok() && *user ? (*user)->name : id).first->second;
      }
      case FieldType::kPartner:
      case FieldType::kCountries: {
        std::string value;
        base::JsonWriter(value).String(id);
        return SayValue(parts_, field, value, request_.language);
      }
      default:
        return id;
    }
  }

  const Parts& parts_;
  const calendar::Zone& zone_;
  const RecordExportRequest& request_;
  const model::Register& in_;
  std::vector<std::string> columns_;
  std::vector<const Field*> fields_;  // null: one of kRecordColumns
  std::map<std::string, std::string> users_;
};

// What was saved, as the entry says it.
std::string BodyOf(const RecordExportRequest& request, const std::vector<std::string>& columns, std::int64_t records) {
  const store::RecordFilter& filter = request.filter;
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("register", filter.register_id).Field("form", papers::EndingOf(request.form));
  json.Field("own", request.own).Field("records", records).Key("columns").Strings(columns);
  json.Key("filter").BeginObject();
  const std::pair<const char*, const std::string*> texts[] = {
      {"q", &request.text}, {"state", &filter.state}, {"kind", &filter.kind}, {"unit", &filter.unit}};
  for (const auto& [key, text] : texts) {
    if (!text->empty()) json.Field(key, base::CleanText(*text));
  }
  if (!filter.officers.empty()) json.Key("officers").Strings(filter.officers);
  for (const store::RecordFilter::Value& value : filter.values) json.Field(value.field, value.value);
  if (filter.due_before) json.Field("late", true);
  if (filter.used) json.Field("used", filter.used->percent);
  json.EndObject().EndObject();
  return body;
}

}  // namespace

RecordExport::RecordExport(const Parts& parts, const RecordDesk& records)
    : parts_(parts),
      records_(records),
      zone_(calendar::Zone::Named(parts.settings.zone).value_or(calendar::Zone::Utc())) {}

base::Result<std::int64_t> RecordExport::Run(const model::Principal& who, const RecordExportRequest& request,
                                             const Tell& tell) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  const model::Register* in = parts_.registers.Find(request.filter.register_id);
  if (in == nullptr) return base::Err("register.unknown").With("register", request.filter.register_id);
  MAKTAB_ASSIGN(const std::string purpose, PurposeFor(parts_, request.purpose));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  Table table(parts_, zone_, request, *in);
  MAKTAB_TRY(table.Choose(reader));
  MAKTAB_ASSIGN(const auto sheet, papers::SheetWriter::Open(request.form, request.file, table.Head()));
  store::RecordFilter filter = request.filter;
  // What comes in meanwhile moves the others on, and none is left out.
  const bool due = filter.order == store::RecordFilter::Order::kDue;
  if (!due) filter.order = store::RecordFilter::Order::kRegistered;
  filter.offset = 0;
  filter.limit = kPortion;
  std::set<std::string> seen;
  for (;; filter.offset += kPortion) {
    MAKTAB_ASSIGN(const store::RecordPage page, records_.List(who, filter, request.text));
    for (const store::Record& record : page.records) {
      if (seen.insert(record.id).second) MAKTAB_TRY(sheet->Row(table.RowOf(record)));
    }
    if (tell) tell(std::int64_t(seen.size()), page.total);
    if (page.records.size() < std::size_t(kPortion)) break;
  }
  MAKTAB_TRY(sheet->Finish());
  const auto count = std::int64_t(seen.size());
  MAKTAB_ASSIGN(
      [[maybe_unused]] const auto receipt,
      parts_.store.AppendAndWait({"records.exported", who, purpose, in->id, BodyOf(request, table.columns(), count)}));
  return count;
}

}  // namespace maktab::desk
