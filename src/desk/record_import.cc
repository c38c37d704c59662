#include "desk/record_import.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "base/utf8.h"
#include "crypto/digest.h"
#include "crypto/encoding.h"
#include "crypto/random.h"
#include "desk/needs.h"
#include "desk/old_record_json.h"
#include "desk/record_entry.h"
#include "lists/csv_table.h"
#include "lists/text.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kIdBytes = 10;
constexpr std::size_t kMaxProblems = 1'000;
constexpr std::size_t kMaxRowBytes = std::size_t{1} << 20U;
constexpr std::size_t kMaxColumns = 500;
constexpr std::uint64_t kToldEvery = 100;

// The bytes are read in one go; nothing else is told by the reader of rows.
class NoEntries final : public lists::EntrySink {
 public:
  base::Status Accept(model::Entity, std::uint64_t) override { return {}; }
  void Bad(std::uint64_t, const base::Error&) override {}
  void Warn(std::uint64_t, const base::Error&) override {}
  base::Status Progress(std::uint64_t) override { return {}; }
};

base::Result<std::string> ReadWhole(const RecordImportRequest& request) {
  const auto unreadable = [&] { return base::Err("lists.unreadable_file").With("file", request.file_name); };
  std::error_code failed;
  const auto size = std::filesystem::file_size(request.file, failed);
  if (failed) return unreadable();
  if (size > kMaxImportBytes) {
    return base::Err("records.too_large").With("limit", std::to_string(kMaxImportBytes >> 20U));
  }
  std::ifstream in(request.file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return unreadable();
  return std::move(text).str();
}

// Readers of lists advise to leave bad entries out, which is not done here.
base::Error OfThisDoor(base::Error flaw) {
  if (flaw.code == "lists.invalid_utf8") flaw.code = "records.letters_lost";
  if (flaw.code == "lists.wrong_columns") flaw.code = "records.wrong_columns";
  return flaw;
}

bool IsBlank(const std::vector<std::string_view>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](std::string_view cell) { return lists::TrimAscii(cell).empty(); });
}

bool IsOf(const std::vector<std::string>& states, const std::string& state) {
  return states.empty() || std::find(states.begin(), states.end(), state) != states.end();
}

// What an old record of a state goes through as if it were an action, so that one code writes both: nobody's clock is
// started by what is over, and what waits has clocks that stand still.
model::Action ArrivalAction(const model::Register& in, const model::State& state) {
  model::Action action;
  action.id = model::kImportAction;
  action.to = state.id;
  action.may = in.import_rule->may;
  if (state.kind != model::StateKind::kClosed) {
    action.starts = in.Creation().starts;
    for (const model::ImportRule::Clock& clock : in.import_rule->clocks) {
      if (IsOf(clock.states, state.id)) action.starts.push_back(clock.rule);
    }
  }
  if (state.kind == model::StateKind::kWaiting) {
    for (const model::Action& other : in.actions) {
      if (other.to == state.id) action.pauses.insert(action.pauses.end(), other.pauses.begin(), other.pauses.end());
    }
  }
  for (const model::ImportRule::Fact& fact : in.import_rule->facts) {
    if (IsOf(fact.states, state.id) && !fact.when_closed) action.facts.push_back(fact.what);
  }
  return action;
}

std::vector<std::string> ClosingFacts(const model::Register& in, const std::string& state) {
  std::vector<std::string> what;
  for (const model::ImportRule::Fact& fact : in.import_rule->facts) {
    if (IsOf(fact.states, state) && fact.when_closed) what.push_back(fact.what);
  }
  return what;
}

}  // namespace

// One import on its way.
struct RecordImport::Work {
  struct Line {
    std::uint64_t line;
    std::vector<std::string> cells;
  };

  const model::Principal& who;
  const RecordImportRequest& request;
  const Tell& tell;
  const model::Register& in;
  Reader reader;
  std::optional<store::Seat> instead_of;
  std::string purpose;
  std::string bytes_sha256;
  lists::RecordMapping mapping;
  std::unique_ptr<OldRecordReader> lines_reader;
  std::vector<Line> lines;
  std::vector<OldRecord> records;
  RecordImportReport report;

  void Note(LineProblem problem) {
    ++report.problem_count;
    problem.error.With("register", in.id);
    if (report.problems.size() < kMaxProblems) report.problems.push_back(std::move(problem));
  }
  void Told(std::uint64_t done, std::uint64_t total) const {
    if (tell && (done % kToldEvery == 0 || done == total)) tell(done, total);
  }
};

base::Status RecordImport::ReadFile(Work& run) const {
  MAKTAB_ASSIGN(std::string bytes, ReadWhole(run.request));
  run.bytes_sha256 = crypto::ToHex(crypto::Sha256Of(bytes));
  const bool json = run.request.mapping.empty() && IsJsonLines(bytes);
  return json ? ReadJson(run, bytes) : ReadTable(run, std::move(bytes));
}

base::Status RecordImport::ReadJson(Work& run, std::string_view bytes) const {
  std::vector<std::string> titles = OwnTitles(run.in);
  std::erase_if(titles, [&](const std::string& title) {
    const model::Field* field = run.in.FindField(title);
    return field != nullptr && !MayWrite(*field, run.reader);
  });
  MAKTAB_ASSIGN(run.mapping, OwnMapping(run.in, titles));
  run.lines_reader = std::make_unique<OldRecordReader>(parts_, run.reader, run.in, run.mapping, clocks_.zone());
  MAKTAB_TRY(run.lines_reader->Begin([&](const std::string& title) -> base::Result<std::size_t> {
    return std::size_t(std::find(titles.begin(), titles.end(), title) - titles.begin());
  }));
  std::uint64_t number = 0;
  for (const std::string_view line : lists::SplitBy(bytes, "\n")) {
    ++number;
    if (lists::TrimAscii(line).empty()) continue;
    auto cells = CellsOfJson(line, titles);
    if (!cells.ok()) {
      run.Note({number, {}, cells.error()});
      continue;
    }
    if (++run.report.lines > kMaxImportLines) {
      return base::Err("records.too_many_lines").With("limit", std::to_string(kMaxImportLines));
    }
    run.lines.push_back({number, *std::move(cells)});
  }
  return {};
}

base::Status RecordImport::ReadTable(Work& run, std::string bytes) const {
  const bool own = run.request.mapping.empty();
  if (!own) {
    MAKTAB_ASSIGN(run.mapping, lists::ParseRecordMapping(run.request.mapping));
  }
  lists::ReadOptions options;
  options.limits.entry_bytes = kMaxRowBytes;
  NoEntries sink;
  lists::Intake intake(options, sink);
  intake.StartFile(run.request.file_name);
  const lists::CsvShape shape = run.mapping.file;
  const bool letters_lost = shape.encoding == lists::CsvShape().encoding && !base::IsValidUtf8(bytes);
  MAKTAB_ASSIGN(const auto source,
                lists::InUtf8(std::make_unique<lists::MemorySource>(run.request.file_name, std::move(bytes)), shape));
  lists::CsvTable table(*source, intake, shape);
  MAKTAB_TRY(table.Open());
  if (table.titles().size() > kMaxColumns) {
    return base::Err("records.too_many_columns").With("limit", std::to_string(kMaxColumns));
  }
  if (own) {
    MAKTAB_ASSIGN(run.mapping, OwnMapping(run.in, table.titles()));
  }
  run.lines_reader = std::make_unique<OldRecordReader>(parts_, run.reader, run.in, run.mapping, clocks_.zone());
  const base::Status begun = run.lines_reader->Begin([&](const std::string& title) { return table.Column(title); });
  if (!begun.ok()) {
    // Titles too lose letters, and then none is found.
    const bool lost = letters_lost && begun.error().code == "lists.missing_column";
    return lost ? base::Err("records.letters_lost") : begun.error();
  }
  MAKTAB_ASSIGN(const auto skips, lists::CsvSkipPlan::Make(run.mapping.skips, table));
  for (;;) {
    MAKTAB_ASSIGN(const bool more, table.Next());
    if (!more) return {};
    // Spreadsheets end with rows of delimiters.
    if (IsBlank(table.cells())) continue;
    if (const auto flaw = table.Flaw()) {
      run.Note({table.line(), {}, OfThisDoor(intake.At(table.line(), *flaw))});
      continue;
    }
    if (skips.Skips(table.cells())) {
      ++run.report.left_out;
      continue;
    }
    if (++run.report.lines > kMaxImportLines) {
      return base::Err("records.too_many_lines").With("limit", std::to_string(kMaxImportLines));
    }
    run.lines.push_back({table.line(), {table.cells().begin(), table.cells().end()}});
  }
}

base::Status RecordImport::ReadLines(Work& run) const {
  std::map<std::string, std::uint64_t> first;  // where each number stands
  std::set<std::string> numbers;
  std::vector<Work::Line> single;
  for (Work::Line& line : run.lines) {
    const std::string number = run.lines_reader->NumberIn(line.cells);
    const auto [at, fresh] = first.emplace(number, line.line);
    if (fresh || number.empty()) {
      single.push_back(std::move(line));
      continue;
    }
    run.Note({line.line, run.mapping.number_column,
              base::Err("records.number_doubled").With("number", number).With("line", std::to_string(at->second))});
  }
  run.lines = std::move(single);
  for (const auto& [number, line] : first) numbers.insert(number);
  run.lines_reader->Expect(std::move(numbers));
  for (std::size_t i = 0; i < run.lines.size(); ++i) {
    std::vector<LineProblem> problems;
    OldRecord record = run.lines_reader->Read(run.lines[i].line, run.lines[i].cells, problems);
    run.lines[i].cells.clear();
    if (problems.empty()) {
      const base::Status needs = CheckNeeds(run, record);
      if (!needs.ok()) problems.push_back({record.line, {}, needs.error()});
    }
    if (problems.empty()) run.records.push_back(std::move(record));
    for (LineProblem& problem : problems) run.Note(std::move(problem));
    run.Told(i + 1, run.lines.size());
  }
  return {};
}

// Minimum data, of what is not over (R-26 among them).
base::Status RecordImport::CheckNeeds(const Work& run, const OldRecord& record) const {
  const model::State& state = *run.in.FindState(record.state);
  if (state.kind == model::StateKind::kClosed) return {};
  const model::Action action = ArrivalAction(run.in, state);
  Step step(run.in, action);
  step.changes = record.values;
  return HasAllNeeded(step, parts_.clock.Now(), clocks_.zone());
}

// What is known already is left out; what is known as something else is wrong.
base::Status RecordImport::CheckNumbers(Work& run) const {
  std::set<std::string> numbers;
  for (const OldRecord& record : run.records) numbers.insert(record.number);
  MAKTAB_ASSIGN(const auto taken, parts_.store.TakenNumbers(numbers));
  std::map<std::string, std::set<std::int64_t>> serials;  // of each series, here and there
  std::vector<OldRecord> fresh;
  for (OldRecord& record : run.records) {
    const auto wrong = [&](std::string_view code) {
      run.Note({record.line, run.mapping.number_column, base::Err(code).With("number", record.number)});
    };
    const auto known = taken.find(record.number);
    if (known != taken.end()) {
      if (known->second.empty()) {
        wrong("records.number_taken");
      } else if (known->second != record.Digest()) {
        wrong("records.line_changed");
      } else {
        ++run.report.known;
      }
      continue;
    }
    const Place place = PlaceOf(run.in, record.number, parts_);
    if (!serials.contains(place.series)) {
      MAKTAB_ASSIGN(serials[place.series], parts_.store.TakenSerials(place.series));
    }
    // The same number written otherwise: REQ/7 and REQ/000007.
    if (!serials[place.series].insert(place.serial).second) {
      wrong("records.number_taken");
      continue;
    }
    fresh.push_back(std::move(record));
  }
  run.records = std::move(fresh);
  return {};
}

// Values that no two records may have, in the file and against those that are there.
base::Status RecordImport::CheckUniques(Work& run) const {
  std::map<std::pair<std::string, std::string>, std::string> seen;  // field and value → number
  const model::Action none;
  for (const OldRecord& record : run.records) {
    Step step(run.in, none);
    for (const auto& [id, value] : record.values) {
      const model::Field* field = run.in.FindField(id);
      if (!field->unique) continue;
      step.changes.emplace(id, value);
      const auto [at, fresh] = seen.emplace(std::pair(id, value), record.number);
      if (fresh) continue;
      run.Note({record.line, id, base::Err("store.record_doubled").With("field", id).With("number", at->second)});
    }
    if (step.changes.empty()) continue;
    const base::Status unique = CheckUnique(step, run.reader, parts_);
    if (unique.ok()) continue;
    if (unique.error().code != "store.record_doubled") return unique;
    run.Note({record.line, {}, unique.error()});
  }
  return {};
}

base::Status RecordImport::AddDrafts(Work& run, OldRecord& record, std::vector<store::EntryDraft>& drafts) const {
  const model::State& state = *run.in.FindState(record.state);
  const model::Action action = ArrivalAction(run.in, state);
  const Arrival arrival{base::CleanText(run.request.file_name), record.line, record.Digest(), record.closed_at,
                        ClosingFacts(run.in, record.state)};
  Step step(run.in, action);
  step.id = crypto::ToHex(crypto::RandomBytes(kIdBytes));
  step.number = record.number;
  step.changes = std::move(record.values);
  step.happened_at = record.opened_at;
  step.instead_of = run.instead_of;
  step.arrival = &arrival;
  MAKTAB_ASSIGN(step.subjects, GiveSubjects(run.in, step.before, step.changes, run.reader, parts_));
  const Place place = PlaceOf(run.in, record.number, parts_);
  drafts.push_back(
      {"record.imported", run.who, run.purpose, step.id, StepBody(step, parts_, clocks_, place.series, place.serial)});
  // What is over is not asked about by itself; it is found when others are.
  if (state.kind == model::StateKind::kClosed) return {};
  MAKTAB_ASSIGN(auto checks, cross_check_.Entries(run.who, step, step.id, run.purpose));
  std::move(checks.begin(), checks.end(), std::back_inserter(drafts));
  return {};
}

base::Status RecordImport::Write(Work& run) const {
  std::vector<store::EntryDraft> drafts;
  std::uint64_t done = 0;
  for (OldRecord& record : run.records) {
    MAKTAB_TRY(AddDrafts(run, record, drafts));
    run.Told(++done, run.records.size());
  }
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject().Field("register", run.in.id).Field("file", base::CleanText(run.request.file_name));
  json.Field("sha256", run.bytes_sha256).Field("lines", run.report.lines).Field("records", run.report.fresh);
  json.Field("known", run.report.known).Field("left_out", run.report.left_out).EndObject();
  const std::string first = drafts.front().subject;
  const auto receipt =
      parts_.store.AppendTogether({"records.imported", run.who, run.purpose, run.in.id, body}, std::move(drafts));
  if (!receipt.ok()) return In(run.in, receipt.error());
  run.report.seq = receipt->seq;
  if (run.in.alert && !run.in.alert->searched.empty()) cross_check_.KeepUp();
  // One is enough for lists to be known as old.
  std::string event;
  base::JsonWriter(event)
      .BeginObject()
      .Field("id", first)
      .Field("register", run.in.id)
      .Field("action", model::kImportAction)
      .Field("version", 1)
      .Field("who", run.who.name)
      .Field("who_id", run.who.id)
      .EndObject();
  events_.Publish({"record", first, event});
  return {};
}

base::Result<RecordImportReport> RecordImport::Run(const model::Principal& who, const RecordImportRequest& request,
                                                   const Tell& tell) const {
  MAKTAB_TRY(Require(who, model::Right::kActOnRecords));
  const model::Register* in = parts_.registers.Find(request.register_id);
  if (in == nullptr) return base::Err("register.unknown").With("register", request.register_id);
  if (!in->import_rule) return base::Err("records.no_import").With("register", in->id);
  MAKTAB_ASSIGN(Reader reader, ReaderOf(parts_, who));
  model::Action right;
  right.may = in->import_rule->may;
  MAKTAB_ASSIGN(auto instead_of, MayDo(right, reader, {}));
  MAKTAB_ASSIGN(std::string purpose, PurposeFor(parts_, request.purpose));
  Work run{who, request, tell, *in, std::move(reader), std::move(instead_of), std::move(purpose), {}, {},
           {},  {},      {},   {}};
  MAKTAB_TRY(ReadFile(run));
  const bool empty = run.report.lines == 0 && run.report.left_out == 0 && run.report.problem_count == 0;
  if (empty) return base::Err("records.no_lines").With("file", base::CleanText(request.file_name));
  MAKTAB_TRY(ReadLines(run));
  MAKTAB_TRY(CheckNumbers(run));
  MAKTAB_TRY(CheckUniques(run));
  run.report.fresh = run.records.size();
  for (const OldRecord& record : run.records) ++run.report.states[record.state];
  const std::size_t shown = std::min(run.records.size(), kMaxShownRecords);
  run.report.shown.assign(run.records.begin(), run.records.begin() + std::ptrdiff_t(shown));
  std::stable_sort(run.report.problems.begin(), run.report.problems.end(),
                   [](const LineProblem& a, const LineProblem& b) { return a.line < b.line; });
  const bool writes = run.report.problem_count == 0 && !request.dry_run && !run.records.empty();
  if (writes) MAKTAB_TRY(Write(run));
  return std::move(run.report);
}

}  // namespace maktab::desk
