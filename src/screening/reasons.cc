#include "screening/reasons.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/assert.h"

namespace maktab::screening {
namespace {

using model::Reason;

std::string Percent(float value) {
  return std::to_string(int(std::lround(value * 100)));
}

std::string_view CodeOf(Finding finding) {
  switch (finding) {
    case Finding::kName:
      return "reason.name";
    case Finding::kWeakName:
      return "reason.name.weak";
    case Finding::kNamesDiffer:
      return "reason.name.differs";
    case Finding::kNumberSame:
      return "reason.number.same";
    case Finding::kNumberConfused:
      return "reason.number.confused";
    case Finding::kVinTail:
      return "reason.number.vin_tail";
    case Finding::kNumberCountrySame:
      return "reason.number.country_same";
    case Finding::kNumberCountryDiffers:
      return "reason.number.country_differs";
    case Finding::kNumberDiffers:
      return "reason.number.differs";
    case Finding::kBirthSame:
      return "reason.birth.same";
    case Finding::kBirthSameMonth:
      return "reason.birth.same_month";
    case Finding::kBirthSameYear:
      return "reason.birth.same_year";
    case Finding::kBirthInSpan:
      return "reason.birth.in_span";
    case Finding::kBirthSwapped:
      return "reason.birth.swapped";
    case Finding::kBirthOffByOne:
      return "reason.birth.off_by_one";
    case Finding::kBirthNear:
      return "reason.birth.near";
    case Finding::kBirthDiffers:
      return "reason.birth.differs";
    case Finding::kCountrySame:
      return "reason.country.same";
    case Finding::kCountryDiffers:
      return "reason.country.differs";
    case Finding::kGenderSame:
      return "reason.gender.same";
    case Finding::kGenderDiffers:
      return "reason.gender.differs";
  }
  MAKTAB_ASSERT(!"a finding without a code");
  return {};
}

std::string CountryList(const std::vector<std::uint16_t>& countries) {
  std::string out;
  for (const std::uint16_t& country : countries) {
    if (!out.empty()) out += ", ";
    for (const char c : CountryText(country)) out.push_back(char(c - 'a' + 'A'));
  }
  return out;
}

std::string GenderList(std::uint8_t genders) {
  std::string out;
  const auto add = [&](std::uint8_t bit, std::string_view code) {
    if ((genders & bit) == 0) return;
    if (!out.empty()) out += ", ";
    out += code;
  };
  add(kFemale, "F");
  add(kMale, "M");
  add(kOtherGender, "X");
  return out;
}

void AddParam(Reason& reason, std::string_view name, std::string_view value) {
  reason.params.emplace_back(name, value);
}

void AddNumber(Reason& reason, Finding finding, const Number& mine, const Number& theirs) {
  AddParam(reason, "kind", NumberKindName(theirs.kind));
  AddParam(reason, "query_value", mine.text());
  AddParam(reason, "entity_value", theirs.text());
  if (finding == Finding::kNumberConfused) {
    AddParam(reason, "position", std::to_string(MeetNumbers(mine, theirs).first_position));
  } else if (finding == Finding::kNumberCountrySame || finding == Finding::kNumberCountryDiffers) {
    AddParam(reason, "query_country", CountryList({mine.country}));
    AddParam(reason, "entity_country", CountryList({theirs.country}));
  }
}

Reason::Side SideOf(const names::ExplainedPart& part) {
  switch (part.relation) {
    case names::Relation::kLeftOverQuery:
    case names::Relation::kLeftOverCandidate:
    case names::Relation::kHardlyAlike:
      return Reason::Side::kAgainst;
    case names::Relation::kMinorWord:
    case names::Relation::kCompound:
      return Reason::Side::kNeutral;
    default:
      return part.common ? Reason::Side::kNeutral : Reason::Side::kFor;
  }
}

// Word by word, of weight 0: what they add up to is the reason of the name before them.
void AddParts(const names::Explanation& explanation, std::vector<Reason>& out) {
  for (const names::ExplainedPart& part : explanation.parts) {
    Reason& reason = out.emplace_back();
    reason.code = "reason.part." + std::string(names::RelationCode(part.relation));
    if (!part.query_text.empty()) AddParam(reason, "query_word", part.query_text);
    if (!part.candidate_text.empty()) AddParam(reason, "entity_word", part.candidate_text);
    if (part.similarity > 0) AddParam(reason, "percent", Percent(part.similarity));
    AddParam(reason, "share", Percent(part.weight));
    reason.side = SideOf(part);
  }
  const auto lowered = [&](const char* code) {
    Reason& reason = out.emplace_back();
    reason.code = code;
    reason.side = Reason::Side::kAgainst;
  };
  if (explanation.only_initials) lowered("reason.name.only_initials");
  if (explanation.forefathers_swapped) lowered("reason.name.forefathers_swapped");
}

void AddValues(Reason& reason, const Contribution& part, const Evidence& example, const Evidence& entity) {
  if (part.finding >= Finding::kNumberSame && part.finding <= Finding::kNumberDiffers) {
    AddNumber(reason, part.finding, example.numbers[part.mine], entity.numbers[part.theirs]);
  } else if (part.finding >= Finding::kBirthSame && part.finding <= Finding::kBirthDiffers) {
    AddParam(reason, "query_value", example.births[part.mine].ToString());
    AddParam(reason, "entity_value", entity.births[part.theirs].ToString());
  } else if (part.finding == Finding::kCountrySame || part.finding == Finding::kCountryDiffers) {
    AddParam(reason, "query_value", CountryList(example.countries));
    AddParam(reason, "entity_value", CountryList(entity.countries));
  } else if (part.finding == Finding::kGenderSame || part.finding == Finding::kGenderDiffers) {
    AddParam(reason, "query_value", GenderList(example.genders));
    AddParam(reason, "entity_value", GenderList(entity.genders));
  }
}

}  // namespace

std::vector<Reason> TellReasons(const Assessment& assessment, const Evidence& example, const Evidence& entity,
                                const MetNames& met) {
  std::vector<Reason> out;
  for (const Contribution& part : assessment.all()) {
    Reason& reason = out.emplace_back();
    reason.code = CodeOf(part.finding);
    reason.side = SideOf(part.finding);
    reason.weight = part.weight;
    if (part.finding == Finding::kName || part.finding == Finding::kWeakName) {
      AddParam(reason, "query_name", met.query_name);
      AddParam(reason, "entity_name", met.entity_name);
      if (part.finding == Finding::kName) {
        AddParam(reason, "percent", Percent(met.explanation.score));
        AddParts(met.explanation, out);
      }
      continue;
    }
    AddValues(reason, part, example, entity);
  }
  return out;
}

}  // namespace maktab::screening
