#include "desk/judgement.h"

#include <unicode/unistr.h>

#include <algorithm>
#include <charconv>

#include "crypto/digest.h"
#include "crypto/encoding.h"
#include "crypto/random.h"
#include "desk/access.h"
#include "desk/answer.h"
#include "desk/sight.h"

namespace maktab::desk {
namespace {

constexpr std::string_view kNotSame = "different";
constexpr std::string_view kSame = "same";
constexpr std::size_t kKeyLetters = 32;

std::string PairKey(std::string_view query_key, std::string_view dataset, std::string_view entity_id) {
  std::string key(query_key);
  key.append("\n").append(dataset).append("\n").append(entity_id);
  return key;
}

std::string Hex(std::uint64_t value) {
  char buffer[20];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value, 16).ptr};
}

std::string Folded(const std::string& text) {
  std::string out;
  icu::UnicodeString::fromUTF8(text).foldCase().toUTF8String(out);
  return out;
}

}  // namespace

std::string QueryKey(const model::Entity& query) {
  std::string text(model::SchemaName(query.schema));
  for (const auto& [property, values] : query.properties()) {
    std::vector<std::string> folded;
    for (const std::string& value : values) folded.push_back(Folded(value));
    std::sort(folded.begin(), folded.end());
    text.append("\n").append(property);
    for (const std::string& value : folded) text.append("\t").append(value);
  }
  return crypto::ToHex(crypto::Sha256Of(text)).substr(0, kKeyLetters);
}

base::Status Judgements::Load() {
  MAKTAB_ASSIGN(const auto all, parts_.store.Judgements());
  const base::MutexLock lock(mutex_);
  judged_.clear();
  for (const store::Judgement& judgement : all) {
    if (judgement.withdrawn) continue;
    judged_[PairKey(judgement.query_key, judgement.dataset, judgement.entity_id)] = {judgement.entity_hash,
                                                                                     {judgement.verdict, judgement.id}};
  }
  return {};
}

std::optional<Verdict> Judgements::Find(std::string_view query_key, const screening::Hit& hit) const {
  const base::MutexLock lock(mutex_);
  if (judged_.empty()) return std::nullopt;
  const auto found = judged_.find(PairKey(query_key, hit.dataset, hit.entity_id));
  if (found == judged_.end() || found->second.entity_hash != Hex(hit.entity_hash)) return std::nullopt;
  return found->second.verdict;
}

bool Judgements::IsQuiet(std::string_view query_key, const screening::Hit& hit) const {
  // What one officer says of a question that has only a name is true of whom he saw. It would silence a search for
  // everybody: there only what is noted on its alert, and checked (desk/exclusions.h), makes quiet.
  if (hit.dataset.starts_with(store::kRecordLists)) return false;
  const auto judged = Find(query_key, hit);
  return judged && judged->verdict == kNotSame;
}

base::Result<std::string> Judgements::Judge(const model::Principal& who, const JudgeRequest& request) {
  MAKTAB_TRY(Require(who, model::Right::kJudgeHits));
  if (request.reason.empty()) return base::Err("judgement.reason_missing");
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  MAKTAB_ASSIGN(const auto entry, parts_.store.FindEntry(request.check_seq, reader.viewer));
  if (!entry || !IsCheck(entry->kind)) return base::Err("check.unknown").With("id", CheckId(request.check_seq));
  if (entry->actor.id != who.id) MAKTAB_TRY(Require(who, model::Right::kSeeAllHistory));
  MAKTAB_ASSIGN(const CheckAnswer answer, ReadAnswerBody(entry->body));
  MAKTAB_ASSIGN(const Sight sight, SightOf(parts_, reader, answer));
  if (sight == Sight::kNone) return base::Err("check.unknown").With("id", CheckId(request.check_seq));
  const auto hit = std::find_if(answer.hits.begin(), answer.hits.end(), [&](const AnsweredHit& answered) {
    return answered.hit.dataset == request.dataset && answered.hit.entity_id == request.entity_id;
  });
  if (hit == answer.hits.end()) return base::Err("judgement.no_such_hit").With("id", request.entity_id);

  const std::string id = "jdg_" + crypto::RandomToken(9);
  store::EntryDraft draft{"hit.judged", who, entry->purpose, id, {}};
  base::JsonWriter json(draft.body);
  json.BeginObject()
      .Field("id", id)
      .Field("check", request.check_seq)
      .Field("query_key", answer.query_key)
      .Field("dataset", request.dataset);
  json.Field("entity_id", request.entity_id).Field("entity_hash", Hex(hit->hit.entity_hash));
  json.Field("verdict", request.same ? kSame : kNotSame).Field("reason", request.reason).EndObject();
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt, parts_.store.AppendAndWait(std::move(draft)));
  MAKTAB_TRY(Load());
  return id;
}

base::Status Judgements::Withdraw(const model::Principal& who, std::string_view id, std::string_view reason) {
  MAKTAB_TRY(Require(who, model::Right::kJudgeHits));
  if (reason.empty()) return base::Err("judgement.reason_missing");
  store::EntryDraft draft{"hit.judgement_withdrawn", who, {}, std::string(id), {}};
  base::JsonWriter(draft.body).BeginObject().Field("id", id).Field("reason", reason).EndObject();
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt, parts_.store.AppendAndWait(std::move(draft)));
  return Load();
}

}  // namespace maktab::desk
