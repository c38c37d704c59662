#include "screening/test_support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "names/compare.h"
#include "screening/assess.h"

namespace maktab::screening {
namespace {

struct Letter {
  const char* latin;
  const char* arabic;
};
constexpr std::array<Letter, 12> kConsonants = {{{"b", "ب"},
                                                 {"d", "د"},
                                                 {"f", "ف"},
                                                 {"k", "ك"},
                                                 {"l", "ل"},
                                                 {"m", "م"},
                                                 {"n", "ن"},
                                                 {"r", "ر"},
                                                 {"s", "س"},
                                                 {"t", "ت"},
                                                 {"z", "ز"},
                                                 {"gh", "غ"}}};
constexpr std::array<Letter, 3> kVowels = {{{"a", "ا"}, {"i", "ي"}, {"ou", "و"}}};

// Draws from a seed, always the same.
class Draw {
 public:
  explicit Draw(unsigned seed) : state_(base::MixBits(seed + 1)) {}
  unsigned Below(unsigned bound) {
    state_ = base::MixBits(state_ + 0x9e3779b97f4a7c15ULL);
    return unsigned(state_ % bound);
  }

 private:
  std::uint64_t state_;
};

// Words that others write otherwise, or write apart.
std::string KnownWord(Draw& draw) {
  constexpr std::array kWords =
      std::to_array<const char*>({"Benjamin", "Ben", "William", "Bill", "Zedong", "Tse-tung", "Xiang", "Hsiang"});
  return kWords[draw.Below(kWords.size())];
}

// A letter that is another, two that changed places, or two words of which the first letters are left.
void Slip(Draw& draw, std::vector<std::string>& words) {
  std::string& word = words[draw.Below(unsigned(words.size()))];
  const unsigned at = draw.Below(unsigned(word.size() - 1));
  switch (draw.Below(3)) {
    case 0:
      word[at] = "aeimt"[draw.Below(5)];
      break;
    case 1:
      std::swap(word[at], word[at + 1]);
      break;
    default:
      if (words.size() < 3) break;
      words[0] = {words[0][0], words[1][0]};
      words.erase(words.begin() + 1);
      break;
  }
}

std::string MadeUpName(Draw& draw) {
  const bool arabic = draw.Below(3) == 0;
  std::vector<std::string> words;
  for (unsigned left = 2 + draw.Below(2); left > 0; --left) {
    const bool known = !arabic && draw.Below(8) == 0;
    words.push_back(known ? KnownWord(draw) : MadeUpWord(draw.Below(40), arabic));
  }
  if (!arabic && draw.Below(4) == 0) Slip(draw, words);
  std::string name;
  for (const std::string& word : words) name += (name.empty() ? "" : " ") + word;
  return name;
}

NameFinding BestName(const model::Entity& example, const model::Entity& entity) {
  NameFinding best;
  best.asked = !example.Names().empty() && KindsOf(example.schema).count > 0;
  names::Comparer comparer;
  for (const names::NameKind kind : KindsOf(example.schema)) {
    for (const names::NameKind other : KindsOf(entity.schema)) {
      if (kind != other) continue;
      for (const auto& [property, name] : example.Names()) {
        comparer.SetQuery(name, kind);
        for (const auto& [entity_property, entity_name] : entity.Names()) {
          std::string prepared;
          names::PrepareName(entity_name, kind, prepared);
          if (names::PreparedView(prepared).empty() || comparer.query().empty()) continue;
          const bool weak = property == model::kPropWeakAlias || entity_property == model::kPropWeakAlias;
          const NameFinding found = {true, true, comparer.Score(names::PreparedView(prepared)), weak};
          if (!best.there || found.Worth() > best.Worth()) best = found;
        }
      }
    }
  }
  return best;
}

bool PaperMeets(const Evidence& example, const Evidence& entity) {
  for (const Number& mine : example.numbers) {
    for (const Number& theirs : entity.numbers) {
      if (mine.kind == NumberKind::kPaper && MeetNumbers(mine, theirs).how != NumberMeeting::How::kNot) return true;
    }
  }
  return false;
}

}  // namespace

model::Entity MakePerson(const std::string& id, const std::string& name) {
  model::Entity person;
  person.id = id;
  person.caption = name;
  person.Add(model::kPropName, name);
  return person;
}

model::Entity MakePaper(const std::string& id, const std::string& number, const std::string& country) {
  model::Entity paper;
  paper.id = id;
  paper.schema = model::Schema::kPassport;
  paper.caption = number;
  paper.Add(model::kPropNumber, number);
  paper.Add(model::kPropCountry, country);
  return paper;
}

Change Added(const std::string& dataset, model::Entity entity) {
  const std::string id = entity.id;
  return {dataset, false, false, id, std::move(entity)};
}

Change Ended(const std::string& dataset, const std::string& id) {
  return {dataset, false, true, id, {}};
}

std::string MadeUpWord(unsigned number, bool arabic) {
  Draw draw(number * 7919 + 17);
  std::string word;
  for (unsigned left = 2 + draw.Below(2); left > 0; --left) {
    const Letter& consonant = kConsonants[draw.Below(kConsonants.size())];
    const Letter& vowel = kVowels[draw.Below(kVowels.size())];
    word += arabic ? consonant.arabic : consonant.latin;
    word += arabic ? vowel.arabic : vowel.latin;
  }
  return word;
}

model::Entity MadeUpPerson(const std::string& id, unsigned seed) {
  Draw draw(seed);
  model::Entity person = MakePerson(id, MadeUpName(draw));
  for (unsigned left = draw.Below(3); left > 0; --left) person.Add(model::kPropAlias, MadeUpName(draw));
  if (draw.Below(4) == 0) person.Add(model::kPropWeakAlias, MadeUpName(draw));
  if (draw.Below(2) == 0) person.Add(model::kPropBirthDate, std::to_string(1960 + draw.Below(4)));
  if (draw.Below(3) == 0) person.Add(model::kPropBirthDate, "1961-03-0" + std::to_string(1 + draw.Below(4)));
  if (draw.Below(2) == 0) person.Add(model::kPropNationality, std::array{"ma", "fr", "es"}[draw.Below(3)]);
  if (draw.Below(2) == 0) person.Add(model::kPropGender, std::array{"male", "female"}[draw.Below(2)]);
  if (draw.Below(3) == 0) person.Add(model::kPropPassportNumber, "XB100" + std::to_string(draw.Below(5)));
  return person;
}

std::vector<Hit> OracleHits(const InForce& in_force, const model::Entity& example, const CheckOptions& options) {
  std::vector<Hit> hits;
  Evidence asked;
  CollectEvidence(example, asked);
  for (const auto& [key, entity] : in_force) {
    const auto& datasets = options.datasets;
    if (!datasets.empty() && std::find(datasets.begin(), datasets.end(), key.first) == datasets.end()) continue;
    Evidence evidence;
    CollectEvidence(entity, evidence);
    if (!model::MayMatch(example.schema, entity.schema) && !PaperMeets(asked, evidence)) continue;
    const Assessment assessment = Assess(asked, evidence, BestName(example, entity));
    if (assessment.score <= 0 || assessment.score < options.cutoff) continue;
    Hit& hit = hits.emplace_back();
    hit.dataset = key.first;
    hit.entity_id = key.second;
    hit.score = assessment.score;
  }
  std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; });
  return hits;
}

std::string Lines(const std::vector<Hit>& hits) {
  std::string out;
  for (const Hit& hit : hits) out += hit.dataset + "/" + hit.entity_id + " " + std::to_string(hit.score) + "\n";
  return out;
}

std::string AllOf(const Answer& answer) {
  std::string out;
  for (const Hit& hit : answer.hits) {
    out += Lines({hit}) + std::string(model::SchemaName(hit.schema)) + hit.caption + std::to_string(hit.entity_hash);
    out += hit.match ? " match\n" : "\n";
    for (const model::Reason& reason : hit.reasons) {
      out += reason.code + " " + std::to_string(reason.weight) + " " + std::to_string(int(reason.side));
      for (const auto& [name, value] : reason.params) out += " " + name + "=" + value;
      out += "\n";
    }
  }
  return out;
}

void Fill(Engine& engine, const InForce& in_force) {
  std::vector<Change> changes;
  for (const auto& [key, entity] : in_force) changes.push_back(Added(key.first, entity));
  ASSERT_TRUE(engine.Apply(std::move(changes), {}).ok());
}

}  // namespace maktab::screening
