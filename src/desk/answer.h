// The answer to one check: what was asked, in which lists, what was found and why. The same value is written into the
// ledger (without sentences: reasons are codes) and shown in any of the four languages, then or years later.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "identifiers/identify.h"
#include "model/entity.h"
#include "model/reason.h"
#include "model/words.h"
#include "screening/checker.h"

namespace maktab::desk {

// What a text was recognised as; owns its words, unlike identifiers::Identification.
struct Recognition {
  std::string kind;  // identifiers::KindName
  std::string key;   // what it is looked up by
  bool valid = false;
  std::vector<std::pair<std::string, bool>> check_digits;
  std::vector<std::pair<std::string, std::string>> fields;
  std::vector<std::pair<std::string, base::Error::Params>> warnings;  // code, params

  std::string Field(std::string_view name) const;
};
Recognition RecognitionOf(const identifiers::Identification& found);

struct AnsweredHit {
  screening::Hit hit;
  bool quiet = false;  // judged "not the same" before, and neither side has changed since
  // What was judged of it, "different" or "same", and by which judgement; empty if nothing, or nothing that still
  // holds.
  std::string verdict, judgement_id;
  // What the list says of the entry, to show beside the hit.
  std::vector<std::pair<std::string, std::string>> names;  // {property, name}
  std::vector<std::string> birth_dates;
  std::vector<std::string> nationalities;
  // The record that keeps it, if it became one or went on in one.
  std::string kept_id, kept_number;
};

struct CheckAnswer {
  std::int64_t seq = -1;  // of its ledger entry; -1 until it is durable
  base::Instant at;
  std::string who_id, who;
  std::string purpose;
  std::string reference;  // the asker's own words
  std::optional<Recognition> recognised;
  model::Entity query;    // what was asked in the end
  std::string query_key;  // stands for the query when a pair is judged; the same question gives the same key
  std::size_t limit = 0;
  float threshold = 0;
  std::vector<std::string> datasets;  // asked; empty = all
  std::vector<AnsweredHit> hits;      // best first
  std::uint64_t considered = 0;       // entries in force in the lists asked
  std::vector<screening::ListInfo> lists;
  // Of a check that was made for a record: the record, the field and the file of the row that was asked about.
  std::string record, field, subject;
  std::string row;  // as it stood then; JSON object
};

// "chk_123" ↔ 123.
std::string CheckId(std::int64_t seq);
std::optional<std::int64_t> ParseCheckId(std::string_view id);

// The kinds of entries that hold the answer to one question: one that a person asked, and one that was asked for a
// record when it came in.
inline constexpr std::string_view kCheckAsked = "check.asked", kRecordChecked = "record.checked";
inline bool IsCheck(std::string_view kind) {
  return kind == kCheckAsked || kind == kRecordChecked;
}

// The body of its ledger entry, and back.
std::string WriteAnswerBody(const CheckAnswer& answer);
base::Result<CheckAnswer> ReadAnswerBody(std::string_view body);

// One hit as it stands in a body: codes, no sentences; and back.
void WriteHitBody(base::JsonWriter& json, const AnsweredHit& answered);
AnsweredHit ReadHitBody(const base::JsonRef& json);
// What a list of checks shows of the question: its first name or number.
std::string SummaryOf(const model::Entity& query);

// The answer as the API and the shell give it, with sentences.
std::string RenderAnswer(const CheckAnswer& answer, const model::Words& words, model::Language language);
// [{"code","text","side","weight"}…]
void RenderReasons(base::JsonWriter& json, const std::vector<model::Reason>& reasons, const model::Words& words,
                   model::Language language);
// {"kind","valid","check_digits","fields","warnings"}; `id` first if not empty (JSON text).
std::string RenderRecognition(const Recognition& found, const model::Words& words, model::Language language,
                              std::string_view id_json = {});
// [{"code","text"}]; [] without a code.
void RenderWarning(base::JsonWriter& json, std::string_view code, const model::Words& words, model::Language language);
// [{"dataset","title","list_date","version","imported_at","count"}…]
void RenderLists(base::JsonWriter& json, const std::vector<screening::ListInfo>& lists);

}  // namespace maktab::desk
