#include "desk/demo_work.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <future>
#include <iterator>
#include <memory>
#include <thread>

#include "base/mutex.h"
#include "desk/instruments.h"
#include "desk/record_values.h"

namespace maktab::desk {
namespace {

constexpr std::int64_t kHour = 3'600 * base::kMicrosPerSecond;
// The store commits what waits for the disk as one group: so many registrations are under way at once, and so many
// people act.
constexpr std::size_t kMadeAtOnce = 500;
constexpr std::size_t kThreads = 64;
constexpr int kPage = 1'000;

const model::Principal& Person(DemoDoer who) {
  using Kind = model::Principal::Kind;
  static const std::array<model::Principal, 3> kPeople = {
      {{"demo:officer", "Officer Made-Up", model::Role::kOfficer, Kind::kPerson},
       {"demo:supervisor", "Supervisor Made-Up", model::Role::kSupervisor, Kind::kPerson},
       {"demo:head", "Head Made-Up", model::Role::kSupervisor, Kind::kPerson}}};
  return kPeople[std::size_t(who)];
}

ActionRequest Asked(const base::JsonDocument& document, base::Instant at) {
  ActionRequest request;
  request.values = document.root();
  request.reason = "Made up for demonstration";
  request.apart_reason = request.reason;
  request.happened_at = at;
  return request;
}

std::future<base::Result<std::string>> Begin(const RecordDesk& desk, const std::string& in, const DemoNew& made) {
  const auto done = std::make_shared<std::promise<base::Result<std::string>>>();
  const auto document = base::JsonDocument::Parse(made.values);
  if (!document.ok()) {
    done->set_value(document.error());
    return done->get_future();
  }
  desk.CreateThen(Person(made.who), in, Asked(*document, made.at),
                  [done](base::Result<std::string> id) { done->set_value(std::move(id)); });
  return done->get_future();
}

bool IsName(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

}  // namespace

base::Result<std::vector<std::string>> CreateInOrder(const RecordDesk& desk, const std::string& in,
                                                     const std::vector<DemoNew>& made,
                                                     const std::function<void(std::size_t done)>& tell) {
  std::vector<std::string> ids;
  for (std::size_t from = 0; from < made.size(); from += kMadeAtOnce) {
    const std::size_t to = std::min(from + kMadeAtOnce, made.size());
    std::vector<std::future<base::Result<std::string>>> waiting;
    for (std::size_t i = from; i < to; ++i) waiting.push_back(Begin(desk, in, made[i]));
    base::Status outcome;
    for (auto& one : waiting) {
      base::Result<std::string> id = one.get();  // all of them, also after an error
      if (!id.ok() && outcome.ok()) outcome = id.error();
      if (id.ok()) ids.push_back(*std::move(id));
    }
    MAKTAB_TRY(outcome);
    tell(to);
  }
  return ids;
}

base::Status DoEach(std::size_t count, const std::function<base::Status(std::size_t)>& work,
                    const std::function<void(std::size_t done)>& tell) {
  std::atomic<std::size_t> next = 0;
  base::Mutex mutex;
  base::Status outcome;
  std::size_t done = 0;
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      const base::Status status = work(i);
      const base::MutexLock lock(mutex);
      if (!status.ok() && outcome.ok()) outcome = status;
      if (!outcome.ok()) return;
      if (++done % 50 == 0 || done == count) tell(done);
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < std::min(kThreads, count); ++i) threads.emplace_back(run);
  for (std::thread& thread : threads) thread.join();
  return outcome;
}

base::Result<store::Record> ActOn(const RecordDesk& desk, DemoDoer who, const store::Record& record,
                                  const std::string& action, const std::string& values, base::Instant at) {
  MAKTAB_ASSIGN(const base::JsonDocument document, base::JsonDocument::Parse(values));
  return desk.Act(Person(who), record.id, action, record.version, Asked(document, at));
}

base::Instant DemoWork::Ago(Draw& draw, std::size_t least_days, std::size_t most_days) const {
  const std::size_t hours = 24 * least_days + draw.Below(24 * (most_days - least_days));
  return {now_.micros - std::int64_t(hours) * kHour};
}

std::string DemoWork::Told(std::string_view pattern, const DemoKnown& known, base::Instant at, Draw& draw) const {
  std::string out;
  for (std::size_t i = 0; i < pattern.size();) {
    const std::size_t end = pattern[i] == '{' ? pattern.find('}', i) : std::string_view::npos;
    const std::string_view name = end == std::string_view::npos ? "" : pattern.substr(i + 1, end - i - 1);
    if (!IsName(name)) {
      out += pattern[i++];
      continue;
    }
    i = end + 1;
    const auto found = known.find(name);
    if (found != known.end()) {
      out += found->second;
    } else if (name == "day") {
      out += base::FormatInstant(at).substr(0, 10);
    } else if (name == "at") {
      out += base::FormatInstant(at);
    } else if (name == "reference") {
      out += "DEMO-" + draw.Letters("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", 10);
    } else {
      out += draw.Of(lists_.Words(name));
    }
  }
  return out;
}

base::Result<std::vector<store::Record>> DemoWork::Create(const std::string& in,
                                                          const std::vector<DemoNew>& made) const {
  std::size_t told = 0;
  MAKTAB_ASSIGN(const auto ids, CreateInOrder(desk_, in, made, [&](std::size_t done) {
                  tell_(done - told);
                  told = done;
                }));
  std::vector<store::Record> records;
  for (const std::string& id : ids) {
    MAKTAB_ASSIGN(records.emplace_back(), Find(id));
  }
  return records;
}

base::Status DemoWork::Each(std::size_t count, const std::function<base::Status(std::size_t)>& work) const {
  return DoEach(count, work, [](std::size_t) {});
}

base::Result<store::Record> DemoWork::Find(const std::string& id) const {
  MAKTAB_ASSIGN(auto record, parts_.store.FindRecord(id, store::Viewer::Program()));
  if (!record) return base::Err("record.unknown").With("record", id);
  return *std::move(record);
}

base::Result<std::vector<store::Record>> DemoWork::All(const std::string& in, const std::string& state) const {
  std::vector<store::Record> records;
  store::RecordFilter filter;
  filter.register_id = in;
  filter.state = state;
  filter.order = store::RecordFilter::Order::kRegistered;
  filter.limit = kPage;
  while (true) {
    MAKTAB_ASSIGN(auto page, parts_.store.Records(filter, store::Viewer::Program()));
    const bool last = page.records.size() < std::size_t(kPage);
    std::move(page.records.begin(), page.records.end(), std::back_inserter(records));
    if (last) break;
    filter.offset += kPage;
  }
  std::sort(records.begin(), records.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
  return records;
}

base::Status DemoWork::Act(DemoDoer who, const std::string& id, const std::string& action, const std::string& values,
                           base::Instant at) const {
  MAKTAB_ASSIGN(const store::Record record, Find(id));
  const auto done = ActOn(desk_, who, record, action, values, std::min(at, now_));
  return done.ok() ? base::Status() : base::Status(done.error());
}

base::Status DemoWork::Follow(const std::string& id, base::Instant since, std::span<const DemoStep> steps,
                              const DemoKnown& known, Draw& draw) const {
  base::Instant at = since;
  MAKTAB_ASSIGN(store::Record record, Find(id));
  for (const DemoStep& step : steps) {
    at.micros += std::int64_t(1 + draw.Below(std::size_t(step.hours) * 2)) * kHour / 2;
    if (at.micros > now_.micros) return {};
    MAKTAB_ASSIGN(record, ActOn(desk_, step.who, record, step.action, Told(step.values, known, at, draw), at));
  }
  return {};
}

base::Result<std::string> DemoWork::Instrument(const std::string& id) const {
  MAKTAB_ASSIGN(const InstrumentChoices choices, ReadInstruments(parts_, Person(DemoDoer::kHead), id));
  return choices.proposed.empty() ? std::string() : choices.proposed.front()->id;
}

std::string DemoWork::Partner(std::span<const std::string_view> countries, Draw& draw) const {
  const std::size_t at = draw.Below(countries.size());
  const bool own = countries[at] == parts_.settings.bureau;
  return std::string(countries[own ? (at + 1) % countries.size() : at]);
}

std::string DemoValueOf(const store::Record& record, const std::string& field) {
  const Values values = ReadContent(record.content);
  const auto value = values.find(field);
  return value == values.end() ? "null" : value->second;
}

std::string DemoText(std::string_view text) {
  std::string out;
  base::AppendJsonString(out, text);
  return out;
}

std::string DemoTexts(const std::vector<std::string>& texts) {
  std::string out;
  base::JsonWriter(out).Strings(texts);
  return out;
}

std::string DemoRow(const DemoPerson& person, const std::string& nationality, bool in_arabic) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginArray().BeginObject().Field("name", in_arabic ? person.arabic + " " + person.latin : person.latin);
  json.Field("birth_date", person.birth_date).Field("gender", person.gender).Field("document", person.document);
  json.Field("nationality", nationality).EndObject().EndArray();
  return out;
}

}  // namespace maktab::desk
