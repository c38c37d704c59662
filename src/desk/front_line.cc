#include "desk/front_line.h"

#include <unicode/unistr.h>

#include <algorithm>

#include "desk/access.h"
#include "desk/alerts.h"
#include "desk/record_values.h"

namespace maktab::desk {
namespace {

using Answer = model::FrontLine::Answer;

constexpr std::string_view kStateSeen = "hit.state_seen";

std::string Folded(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), std::int32_t(text.size()))).foldCase().toUTF8String(out);
  return out;
}

bool MayBeTold(const model::FrontLine& words, std::string_view text) {
  const std::string folded = Folded(text);
  return std::none_of(words.never().begin(), words.never().end(),
                      [&](const std::string& word) { return folded.find(Folded(word)) != std::string::npos; });
}

std::string TextIn(const Values& values, const std::string& field) {
  const auto value = values.find(field);
  const std::vector<std::string> texts = value == values.end() ? std::vector<std::string>() : TextsOf(value->second);
  return texts.empty() ? std::string() : texts.front();
}

// A hit and what it is of, as the asker may know it.
struct Known {
  store::Record hit;
  bool searched = false;               // what it is of is in force, and seen by him
  std::optional<store::Record> alert;  // if it is a record
};

// A closed hit is nothing any more, and so is one whose search has ended or is hidden from him.
Answer AnswerOf(const Known& known) {
  if (known.hit.kind == "closed" || !known.searched) return Answer::kNothing;
  return known.hit.state == "confirmed" || known.hit.state == "acted" ? Answer::kHit : Answer::kWait;
}

base::Result<Known> KnownOf(const Parts& parts, const Reader& reader, const store::Record& hit) {
  Known known{hit, false, {}};
  const Values values = ReadContent(hit.content);
  const std::string number = TextIn(values, "alert");
  if (number.empty()) {  // an entry of a public list
    MAKTAB_ASSIGN(const auto entry, parts.store.FindEntity(TextIn(values, "dataset"), TextIn(values, "entity")));
    known.searched = entry && entry->in_force;
    return known;
  }
  MAKTAB_ASSIGN(auto alert, parts.store.FindRecordByNumber(number, reader.viewer));
  const model::Register* in = alert ? parts.registers.Find(alert->register_id) : nullptr;
  known.searched = in != nullptr && LifeIn(*in, alert->state) == Life::kInForce;
  if (known.searched) known.alert = std::move(alert);
  return known;
}

void SayWhatToDo(const Parts& parts, const Known& known, model::Language language, FrontLineAnswer& out) {
  const model::FrontLine& words = parts.registers.front_line();
  const Values values = known.alert ? ReadContent(known.alert->content) : Values();
  out.say = words.Say(out.answer, language);
  for (const model::FrontLine::Todo& todo : words.todos()) {
    const bool fits = todo.answer == out.answer && std::all_of(todo.when.begin(), todo.when.end(),
                                                               [&](const auto& when) { return Holds(when, values); });
    if (!fits) continue;
    out.todo.push_back(todo.text[std::size_t(language)]);
    break;
  }
  // The alert's own words are for whoever meets the one searched, once it is he.
  const model::Register* in = known.alert ? parts.registers.Find(known.alert->register_id) : nullptr;
  const model::Field* field = in == nullptr ? nullptr : in->FindField("instructions");
  const std::string own = TextIn(values, "instructions");
  const bool open = field != nullptr && !field->IsProtected() && out.answer == Answer::kHit;
  if (open && !own.empty() && MayBeTold(words, own)) out.todo.push_back(own);
}

base::Result<base::Instant> DueOf(const Parts& parts, const store::Record& hit) {
  base::Instant due{};
  MAKTAB_ASSIGN(const auto clocks, parts.store.Deadlines(hit.id, store::Viewer::Program()));
  for (const store::Deadline& clock : clocks) {
    if (clock.state == "running" && clock.must && (due.micros == 0 || clock.due_at < due)) due = clock.due_at;
  }
  return due;
}

base::Status Fill(const Parts& parts, const Known& known, model::Language language, FrontLineAnswer& out) {
  out.hit = known.hit.id;
  out.number = known.hit.number;
  out.answer = AnswerOf(known);
  MAKTAB_ASSIGN(out.due, DueOf(parts, known.hit));
  SayWhatToDo(parts, known, language, out);
  return {};
}

void Recognise(const AnsweredHit& answered, FrontLineAnswer& out) {
  out.name = answered.hit.caption;
  out.birth_dates = answered.birth_dates;
  out.nationalities = answered.nationalities;
}

// Whom the hit is of, as the check of its asker showed him; nothing where the list says so no more.
base::Status RecogniseAgain(const Parts& parts, const store::Record& hit, FrontLineAnswer& out) {
  const Values values = ReadContent(hit.content);
  MAKTAB_ASSIGN(const auto entity, parts.store.FindEntity(TextIn(values, "dataset"), TextIn(values, "entity")));
  if (!entity || !entity->in_force) return {};
  AnsweredHit answered;
  answered.hit.caption = entity->entity.caption;
  answered.birth_dates = entity->entity.Get(model::kPropBirthDate);
  answered.nationalities = entity->entity.Get(model::kPropNationality);
  Recognise(answered, out);
  return {};
}

// Who asked, or one of his unit: the next shift goes on with it.
base::Result<bool> IsAsker(const Parts& parts, const Reader& reader, const model::Principal& who,
                           const store::Record& hit) {
  const Values values = ReadContent(hit.content);
  const std::string unit = TextIn(values, "asked_unit");
  if (!unit.empty() && unit == reader.own().unit) return true;
  const auto seq = ParseCheckId(TextIn(values, "check"));
  if (!seq) return false;
  MAKTAB_ASSIGN(const auto check, parts.store.FindEntry(*seq, store::Viewer::Program()));
  return check && check->actor.id == who.id;
}

// What he was told before is on record; only what is new to him is written.
base::Status NoteSeen(const Parts& parts, const model::Principal& who, const store::Record& hit,
                      const FrontLineAnswer& out) {
  store::EntryFilter filter;
  filter.kinds = {std::string(kStateSeen)};
  filter.actor_id = who.id;
  filter.subject = hit.id;
  filter.limit = 1;
  MAKTAB_ASSIGN(const auto last, parts.store.Entries(filter, store::Viewer::Program()));
  std::string body;
  base::JsonWriter(body)
      .BeginObject()
      .Field("version", hit.version)
      .Field("answer", model::kFrontLineAnswers[std::size_t(out.answer)])
      .EndObject();
  if (!last.empty() && last.front().body == body) return {};
  const std::string purpose = TextIn(ReadContent(hit.content), "purpose");
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts.store.AppendAndWait({std::string(kStateSeen), who,
                                           purpose.empty() ? parts.purposes.default_code() : purpose, hit.id, body}));
  return {};
}

}  // namespace

base::Result<CheckRequest> FrontLineQuestion(const Parts& parts, const base::JsonRef& json) {
  MAKTAB_ASSIGN(CheckRequest request, ReadCheckRequest(json));
  MAKTAB_TRY(ReadableDates(request));
  if (request.purpose.empty()) return base::Err("hit.purpose_missing");
  // "Nothing" said to what nobody could read would let somebody pass who was never asked about.
  if (!request.text.empty() && !IsReadable(request.text)) return base::Err("hit.question_unreadable");
  MAKTAB_ASSIGN(const Question question, QuestionFrom(request, parts.tables, parts.clock.Now()));
  if (!NotCompared(question.examples.front()).empty()) return base::Err("hit.question_unreadable");
  if (const auto place = json["place"].string()) request.reference = *place;
  request.front_line = true;
  request.limit = kMaxCheckLimit;
  request.threshold.reset();
  request.datasets.clear();
  const model::Register* in = parts.registers.hits();
  if (in == nullptr) return request;
  // Others would only be in the way of those that count; where there is none yet, all are asked and none counts.
  for (const screening::ListInfo& list : *parts.engine.Current()->lists()) {
    if (in->hits->Keeps(list.dataset)) request.datasets.push_back(list.dataset);
  }
  return request;
}

base::Result<FrontLineAnswer> FrontLineSays(const Parts& parts, const model::Principal& who, const CheckAnswer& answer,
                                            model::Language language) {
  MAKTAB_TRY(Require(who, model::Right::kCheck));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts, who));
  FrontLineAnswer out;
  SayWhatToDo(parts, {}, language, out);
  for (const AnsweredHit& answered : answer.hits) {
    if (answered.kept_id.empty()) continue;
    MAKTAB_ASSIGN(const auto hit, parts.store.FindRecord(answered.kept_id, store::Viewer::Program()));
    if (!hit) continue;
    MAKTAB_ASSIGN(const Known known, KnownOf(parts, reader, *hit));
    // Best first; of several what is confirmed counts before what is not.
    if (AnswerOf(known) <= out.answer) continue;
    out = {};
    MAKTAB_TRY(Fill(parts, known, language, out));
    Recognise(answered, out);
  }
  out.check = CheckId(answer.seq);
  out.at = answer.at;
  out.asked = SummaryOf(answer.query);
  return out;
}

base::Result<FrontLineAnswer> FrontLineState(const Parts& parts, const model::Principal& who, const std::string& hit,
                                             model::Language language) {
  MAKTAB_TRY(Require(who, model::Right::kSeeOwnHistory));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts, who));
  // Hidden from him, it is not there.
  MAKTAB_ASSIGN(const auto record, parts.store.FindRecord(hit, reader.viewer));
  const model::Register* in = parts.registers.hits();
  if (!record || in == nullptr || record->register_id != in->id) return base::Err("hit.unknown");
  MAKTAB_ASSIGN(const bool his, IsAsker(parts, reader, who, *record));
  if (!his) return base::Err("hit.unknown");
  MAKTAB_ASSIGN(const Known known, KnownOf(parts, reader, *record));
  FrontLineAnswer out;
  MAKTAB_TRY(Fill(parts, known, language, out));
  if (out.answer != Answer::kNothing) MAKTAB_TRY(RecogniseAgain(parts, *record, out));
  const Values values = ReadContent(record->content);
  out.check = TextIn(values, "check");
  out.asked = TextIn(values, "question");
  out.at = record->opened_at;
  MAKTAB_TRY(NoteSeen(parts, who, *record, out));
  return out;
}

std::string RenderFrontLine(const FrontLineAnswer& answer) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject().Field("answer", model::kFrontLineAnswers[std::size_t(answer.answer)]).Field("say", answer.say);
  json.Key("do").Strings(answer.todo);
  json.Field("check", answer.check).Field("at", base::FormatInstant(answer.at)).Field("asked", answer.asked);
  if (!answer.hit.empty()) json.Field("id", answer.hit).Field("hit", answer.number);
  if (answer.due.micros != 0) json.Field("due_at", base::FormatInstant(answer.due));
  if (!answer.name.empty()) {
    json.Key("recognise").BeginObject().Field("name", answer.name);
    json.Key("birth_dates").Strings(answer.birth_dates).Key("nationalities").Strings(answer.nationalities).EndObject();
  }
  json.EndObject();
  return out;
}

}  // namespace maktab::desk
