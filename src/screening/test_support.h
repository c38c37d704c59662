// Made-up entities for the tests of this module, and the oracle: the answer as one would compute it with all the time
// in the world, without index, segments or tables.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "model/entity.h"
#include "screening/checker.h"
#include "screening/engine.h"

namespace maktab::screening {

// Dataset and id → the entity in force.
using InForce = std::map<std::pair<std::string, std::string>, model::Entity>;

model::Entity MakePerson(const std::string& id, const std::string& name);
model::Entity MakePaper(const std::string& id, const std::string& number, const std::string& country);
Change Added(const std::string& dataset, model::Entity entity);
Change Ended(const std::string& dataset, const std::string& id);

// A word that no language has, of two or three syllables, the same for the same number; in Latin or Arabic letters.
std::string MadeUpWord(unsigned number, bool arabic);
// A person of made-up words and evidence; few numbers make few persons, so that many resemble each other.
model::Entity MadeUpPerson(const std::string& id, unsigned seed);

// All hits that reach the cutoff, best first, without reasons.
std::vector<Hit> OracleHits(const InForce& in_force, const model::Entity& example, const CheckOptions& options);

// "dataset/id score" a line, for comparing answers.
std::string Lines(const std::vector<Hit>& hits);
// The same with schema, caption, hash, match and every reason.
std::string AllOf(const Answer& answer);

// An engine that holds these, made at once.
void Fill(Engine& engine, const InForce& in_force);

}  // namespace maktab::screening
