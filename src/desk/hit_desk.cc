#include "desk/hit_desk.h"

#include <algorithm>
#include <cmath>

#include "crypto/digest.h"
#include "crypto/encoding.h"
#include "desk/access.h"
#include "desk/alerts.h"
#include "desk/hit_access.h"
#include "desk/redact.h"
#include "desk/what_follows.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kMarkLetters = 32;

bool Contains(const std::vector<std::string>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

std::string Upper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = char(c - 32);
  }
  return upper;
}

// What tells that the same asker asked the same about the same entry of a list. Of a record, it asks.
std::string MarkOf(const HitFound& found) {
  const std::string& asker = found.record.empty() ? found.asker_id : found.record;
  const std::string text = asker + "\n" + found.query_key + "\n" + found.hit.dataset + "\n" + found.hit.entity_id;
  return crypto::ToHex(crypto::Sha256Of(text)).substr(0, kMarkLetters);
}

// Only what is there.
class Row {
 public:
  Row() : json_(text_) { json_.BeginArray().BeginObject(); }
  Row& Put(std::string_view member, std::string_view value) {
    if (!value.empty()) json_.Field(member, value);
    return *this;
  }
  std::string Done() {
    json_.EndObject().EndArray();
    return std::move(text_);
  }

 private:
  std::string text_;
  base::JsonWriter json_;
};

std::string PaperOf(const model::Entity& query) {
  for (const std::string_view property : {model::kPropPassportNumber, model::kPropIdNumber, model::kPropNumber}) {
    if (!query.First(property).empty()) return std::string(query.First(property));
  }
  return {};
}

// What was asked about, as a row of a record: a person by name, a vehicle, or else a paper.
void PutQuestion(Values& values, const model::Entity& query) {
  const std::string country = Upper(query.First(model::kPropCountry));
  if (query.schema == model::Schema::kVehicle) {
    const auto plate = query.First(model::kPropOtherNumber), vin = query.First(model::kPropVin);
    if (!plate.empty() || !vin.empty()) {
      values["vehicles"] = Row().Put("country", country).Put("plate", plate).Put("vin", vin).Done();
    }
  } else if (const auto name = query.First(model::kPropName); !name.empty()) {
    values["persons"] = Row()
                            .Put("birth_date", query.First(model::kPropBirthDate))
                            .Put("document", PaperOf(query))
                            .Put("gender", query.First(model::kPropGender))
                            .Put("name", name)
                            .Put("nationality", Upper(query.First(model::kPropNationality)))
                            .Done();
  } else if (const std::string paper = PaperOf(query); !paper.empty()) {
    values["documents"] = Row().Put("country", country).Put("number", paper).Done();
  }
}

std::string ReasonsOf(const screening::Hit& hit, const model::Words& words, model::Language language) {
  std::string text;
  for (const model::Reason& reason : hit.reasons) {
    text += (text.empty() ? "" : "\n") + words.Say(language, reason.code, reason.params);
  }
  return text;
}

bool HasChoice(const model::Register& in, const char* field, std::string_view id) {
  const auto& choices = in.FindField(field)->choices;
  return std::any_of(choices.begin(), choices.end(), [&](const auto& choice) { return choice.id == id; });
}

Values ValuesOf(const HitFound& found, const Parts& parts, const model::Register& in, std::int64_t check) {
  Values values;
  const auto put = [&](const char* field, std::string_view text) {
    if (text.empty()) return;
    std::string json;
    base::AppendJsonString(json, text);
    values[field] = std::move(json);
  };
  const model::HitRule& rule = *in.hits;
  put("how", found.how);
  put("check", CheckId(check));
  if (found.person) put("asker", found.asker_id);
  put("asked_by", found.asker);
  put("asked_unit", found.asker_unit);
  if (HasChoice(in, "purpose", found.purpose)) put("purpose", found.purpose);
  put("place", found.place);
  if (!found.masked) {
    put("question", SummaryOf(found.query));
    PutQuestion(values, found.query);
    put("reasons", ReasonsOf(found.hit, parts.words, rule.language));
  }
  put("dataset", found.hit.dataset);
  put("entity", found.hit.entity_id);
  values["score"] = std::to_string(std::lround(double(found.hit.score) * 100));
  put("priority", Contains(rule.urgent, found.purpose) ? "urgent" : "routine");
  put("unit", rule.unit);
  put("mark", MarkOf(found));
  return values;
}

// One of the two names the other: a bulletin is no news to the notice that it rests on.
bool Ties(const Parts& parts, const store::Record& from, const store::Record& to) {
  const model::Register* in = parts.registers.Find(from.register_id);
  for (const auto& [id, value] : ReadContent(from.content)) {
    const model::Field* field = in == nullptr ? nullptr : in->FindField(id);
    const bool links = field != nullptr && !field->link_registers.empty();
    if (links && Contains(TextsOf(value), to.number)) return true;
  }
  return false;
}

}  // namespace

base::Result<std::vector<HitFound>> HitDesk::Wanted(const model::Principal& who, const CheckAnswer& answer,
                                                    std::string_view how, bool always) const {
  std::vector<HitFound> wanted;
  if (answer.hits.empty()) return wanted;
  const model::Register* in = parts_.registers.hits();
  if (in == nullptr || (!always && !Contains(in->hits->purposes, answer.purpose))) return wanted;
  for (std::size_t i = 0; i < answer.hits.size(); ++i) {
    const AnsweredHit& answered = answer.hits[i];
    const bool alike = std::lround(double(answered.hit.score) * 100) >= in->hits->score;
    if (answered.quiet || !alike || !in->hits->Keeps(answered.hit.dataset)) continue;
    HitFound& found = wanted.emplace_back();
    found.how = how;
    found.asker_id = who.id;
    found.asker = who.name;
    found.person = who.kind == model::Principal::Kind::kPerson;
    found.purpose = answer.purpose;
    found.place = answer.reference;
    found.query_key = answer.query_key;
    found.query = answer.query;
    found.hit = answered.hit;
    found.place_in_answer = i;
  }
  if (wanted.empty()) return wanted;
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  for (HitFound& found : wanted) found.asker_unit = reader.own().unit;
  return wanted;
}

base::Result<std::vector<HitFound>> HitDesk::WantedOfRecord(const model::Principal& who, const model::Register& in,
                                                            const std::string& record,
                                                            const std::vector<store::EntryDraft>& checks) const {
  std::vector<HitFound> all;
  const model::Register* hits = parts_.registers.hits();
  if (hits == nullptr || checks.empty() || !Contains(hits->hits->cross_checks, in.id)) return all;
  for (std::size_t i = 0; i < checks.size(); ++i) {
    MAKTAB_ASSIGN(CheckAnswer answer, ReadAnswerBody(checks[i].body));
    answer.purpose = checks[i].purpose;
    MAKTAB_ASSIGN(auto wanted, Wanted(who, answer, "cross_check", true));
    for (HitFound& found : wanted) {
      found.behind = std::int64_t(i) + 1;
      Belongs(found, in, record, answer);
      all.push_back(std::move(found));
    }
  }
  return all;
}

void HitDesk::Belongs(HitFound& found, const model::Register& in, const std::string& record,
                      const CheckAnswer& answer) const {
  const model::Field* field = in.FindField(answer.field);
  found.record = record;
  const auto row = base::JsonDocument::Parse(answer.row);
  const bool open = field != nullptr && !field->masked && field->read.empty() && row.ok();
  found.masked = !open || IsMaskedRow(*field, row->root());
}

base::Status HitDesk::Open(store::Transaction& transaction, std::vector<HitFound>& found,
                           std::vector<Followed>& followed) const {
  if (found.empty()) return {};
  std::string purpose = found.front().purpose;
  WhatFollows what(parts_, clocks_, purpose, transaction);
  for (HitFound& one : found) {
    purpose = one.purpose;
    one.id.clear();
    one.number.clear();
    MAKTAB_TRY(OpenOne(transaction, what, one));
  }
  followed.insert(followed.end(), what.followed().begin(), what.followed().end());
  return {};
}

base::Status HitDesk::OpenOne(store::Transaction& transaction, WhatFollows& what, HitFound& found) const {
  const model::Register& in = *parts_.registers.hits();
  Values values = ValuesOf(found, parts_, in, found.check >= 0 ? found.check : transaction.FirstSeq() + found.behind);
  const auto narrow = [&](const store::Record& source) {
    const model::Register* of = parts_.registers.Find(source.register_id);
    if (of != nullptr) Narrow(values, AccessOf(*of, ReadContent(source.content)));
  };
  const auto record = found.record.empty() ? std::nullopt : transaction.Find(found.record);
  if (!found.record.empty() && !record) return {};
  if (record) {
    narrow(*record);
    const bool links = Contains(in.FindField("record")->link_registers, record->register_id);
    if (links) base::AppendJsonString(values["record"], record->number);
  }
  const std::string alert_id = RecordOfAlert(found.hit.dataset, found.hit.entity_id);
  if (!alert_id.empty()) {
    const auto alert = transaction.Find(alert_id);
    const model::Register* of = alert ? parts_.registers.Find(alert->register_id) : nullptr;
    // It has ended since it was found (P4).
    if (of == nullptr || LifeIn(*of, alert->state) != Life::kInForce) return {};
    base::AppendJsonString(values["alert"], alert->number);
    if (record && (record->id == alert->id || Ties(parts_, *record, *alert) || Ties(parts_, *alert, *record)))
      return {};
    narrow(*alert);
  }
  const std::int64_t since = parts_.clock.Now().micros - in.hits->window_minutes * 60 * base::kMicrosPerSecond;
  for (const store::Record& before : transaction.Naming(in.id, "mark", TextsOf(values["mark"]).front())) {
    // What was asked long ago was found once, however often that is looked at. Whoever asks now stands before somebody
    // now: a system at the border is one asker, and whom it asked about this morning may have been another one.
    const bool over = before.kind == "closed" || before.opened_at.micros < since;
    if (found.how != "retro" && over) continue;
    found.id = before.id;
    found.number = before.number;
  }
  if (!found.id.empty()) return {};
  MAKTAB_ASSIGN(found.id, what.Bring(in, values, found.asker_id));
  found.number = transaction.Find(found.id)->number;
  return {};
}

}  // namespace maktab::desk
