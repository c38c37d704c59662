// Answers in the shape of yente, OpenSanctions' API, so that its clients work unchanged (docs/formats/api.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "desk/answer.h"
#include "model/words.h"
#include "screening/snapshot.h"
#include "store/lists.h"

namespace maktab::http {

// There, one id names one entity of all datasets: "un-6908555" is the entity 6908555 of the list un.
std::string YenteId(std::string_view dataset, std::string_view entity_id);
// The ways to read such an id with these lists: {dataset, entity id}, the longest dataset first.
std::vector<std::pair<std::string, std::string>> ReadYenteId(std::string_view id,
                                                             const std::vector<screening::ListInfo>& lists);

// The members of an entity without its braces: id, caption, schema, properties, datasets, referents, target,
// first_seen, last_seen, last_change.
void WriteYenteEntity(base::JsonWriter& json, const store::StoredEntity& stored);

// One result of a match: the entity, then score, features, match, explanations.
void WriteYenteResult(base::JsonWriter& json, const desk::AnsweredHit& answered, const store::StoredEntity& stored,
                      const model::Words& words, model::Language language);

// What scores are made of: {"code": {"description","coefficient","url"}}.
void WriteYenteMatcher(base::JsonWriter& json, const model::Words& words, model::Language language);

// {"datasets":[…],"current":[…],"outdated":[],"index_stale":false}
std::string YenteCatalog(const std::vector<screening::ListInfo>& lists);
// {"algorithms":[…],"default","best"}: every name a client may send stands for the one there is.
std::string YenteAlgorithms(const model::Words& words, model::Language language);

// {"countries":{"label","values":[{"name","label","count"}]},"datasets":…,"topics":…} over the results.
void WriteYenteFacets(base::JsonWriter& json, const std::vector<store::StoredEntity>& results);

}  // namespace maktab::http
