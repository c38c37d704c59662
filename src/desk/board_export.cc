#include "desk/board_export.h"

#include <array>
#include <map>

#include "base/utf8.h"
#include "desk/access.h"
#include "desk/clocks.h"
#include "desk/letter_words.h"
#include "desk/wall_time.h"

namespace maktab::desk {
namespace {

using papers::SheetCell;

constexpr std::array<std::string_view, 11> kColumns = {"owes",    "number",  "caption", "register", "state", "limit",
                                                       "unit_of", "officer", "since",   "due_at",   "late"};

class Table {
 public:
  Table(const Parts& parts, const calendar::Zone& zone, const Board& board, model::Language language)
      : parts_(parts), zone_(zone), board_(board), language_(language) {}

  papers::SheetHead Head(bool owed) const {
    papers::SheetHead head{Word(owed ? "export.owed" : "export.deadlines"), {}, language_ == model::Language::kArabic};
    for (const std::string_view column : kColumns) head.columns.push_back(Word("export." + std::string(column)));
    return head;
  }

  std::vector<SheetCell> RowOf(const BoardClock& line) const {
    const store::RecordClock& clock = line.clock;
    const model::Register* in = parts_.registers.Find(clock.register_id);
    const model::State* state = in == nullptr ? nullptr : in->FindState(clock.state);
    const model::DeadlineRule* rule = parts_.registers.FindRule(clock.deadline.rule);
    const auto officer = board_.names.find(clock.officer);
    const std::string& holder = clock.deadline.holder;
    return {{holder.empty() ? std::string() : SayHolder(parts_, holder, language_)},
            {clock.number},
            {clock.caption},
            {in == nullptr ? clock.register_id : Said(in->title_one)},
            {state == nullptr ? clock.state : Said(state->label)},
            {rule == nullptr ? clock.deadline.rule : Said(rule->label)},
            {clock.unit.empty() ? std::string() : SayHolder(parts_, clock.unit, language_)},
            {officer == board_.names.end() ? clock.officer : officer->second},
            At(clock.deadline.started_at),
            At(clock.deadline.due_at),
            {line.figure == "late" ? Word("export.late") : std::string()}};
  }

 private:
  const std::string& Said(const model::Label& label) const { return label[std::size_t(language_)]; }
  std::string Word(const std::string& code) const { return parts_.words.Say(language_, code); }
  SheetCell At(base::Instant instant) const { return {base::FormatInstant(instant), WallTime(zone_, instant)}; }

  const Parts& parts_;
  const calendar::Zone& zone_;
  const Board& board_;
  const model::Language language_;
};

// What was saved, as the entry says it.
std::string BodyOf(const BoardExportRequest& request, std::int64_t clocks) {
  const BoardFilter& filter = request.filter;
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("form", papers::EndingOf(request.form)).Field("clocks", clocks);
  json.Key("filter").BeginObject();
  if (!filter.register_id.empty()) json.Field("register", filter.register_id);
  if (filter.officer) json.Field("officer", *filter.officer);
  if (filter.unit) json.Field("unit", base::TruncateUtf8(base::CleanText(*filter.unit), 200));
  if (filter.owed) json.Field("owed", true);
  if (!filter.holder.empty()) json.Field("holder", base::TruncateUtf8(base::CleanText(filter.holder), 200));
  if (!request.figure.empty()) json.Field("figure", request.figure);
  for (const store::RecordFilter::Value& value : filter.values) {
    json.Field(base::TruncateUtf8(base::CleanText(value.field), 200), base::CleanText(value.value));
  }
  json.EndObject().EndObject();
  return body;
}

}  // namespace

base::Result<std::int64_t> ExportBoard(const Parts& parts, const model::Principal& who,
                                       const BoardExportRequest& request) {
  MAKTAB_ASSIGN(const std::string purpose, PurposeFor(parts, request.purpose));
  MAKTAB_ASSIGN(const Board board, ReadBoard(parts, who, request.filter, {request.figure}));
  const Clocks clocks(parts.registers, parts.settings);
  const Table table(parts, clocks.zone(), board, request.language);
  MAKTAB_ASSIGN(const auto sheet,
                papers::SheetWriter::Open(request.form, request.file, table.Head(request.filter.owed)));
  for (const BoardClock& line : board.clocks) MAKTAB_TRY(sheet->Row(table.RowOf(line)));
  MAKTAB_TRY(sheet->Finish());
  const auto count = std::int64_t(board.clocks.size());
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts.store.AppendAndWait({"deadlines.exported", who, purpose, {}, BodyOf(request, count)}));
  return count;
}

}  // namespace maktab::desk
