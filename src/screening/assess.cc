#include "screening/assess.h"

#include <algorithm>

#include "base/assert.h"
#include "screening/birth.h"

namespace maktab::screening {
namespace {

// What meets closes this share of what is missing to 1.
constexpr float kSharePerName = 0.50F;  // of a name beside a number that meets, times its worth
constexpr float kShareNumberCountry = 0.50F;
constexpr float kShareCountry = 0.08F;
constexpr float kShareGender = 0.02F;
// What contradicts takes this away.
constexpr float kLossNamesDiffer = 0.10F;
constexpr float kLossNumberCountry = 0.20F;
constexpr float kLossCountry = 0.08F;
constexpr float kLossGender = 0.15F;
constexpr float kLossPaperDiffers = 0.05F;
constexpr float kLossLastingNumberDiffers = 0.25F;  // a vehicle or vessel keeps its number for life
constexpr float kNamesDifferBelow = 0.30F;
// Evidence counts in full beside a name or number that alone would be worth a look.
constexpr float kFullFrom = 0.70F;

float EffectOf(float begin) {
  return std::min(1.0F, begin / kFullFrom);
}

// Positive: a share of what is missing; negative: a loss.
struct BirthWeight {
  Finding finding;
  float weight;
};
constexpr std::array<BirthWeight, 9> kBirthWeights = {{{Finding::kBirthSame, 0.45F},
                                                       {Finding::kBirthSwapped, 0.25F},
                                                       {Finding::kBirthSameMonth, 0.20F},
                                                       {Finding::kBirthOffByOne, 0.15F},
                                                       {Finding::kBirthSameYear, 0.10F},
                                                       {Finding::kBirthInSpan, 0.06F},
                                                       {Finding::kBirthNear, -0.05F},
                                                       {Finding::kBirthDiffers, -0.25F},
                                                       {Finding::kBirthDiffers, -0.35F}}};

class Sum {
 public:
  explicit Sum(Assessment& out) : out_(out) {}

  void Begin(Finding finding, float score, std::size_t mine = 0, std::size_t theirs = 0) {
    Put(finding, score, mine, theirs);
    effect_ = EffectOf(score);
  }
  void For(Finding finding, float share, std::size_t mine = 0, std::size_t theirs = 0) {
    Put(finding, (1 - out_.score) * share * effect_, mine, theirs);
  }
  // Before any evidence: what the score begins with becomes less.
  void Weaken(Finding finding, float loss) {
    Put(finding, -loss, 0, 0);
    effect_ = EffectOf(out_.score);
  }
  void Against(Finding finding, float loss, std::size_t mine = 0, std::size_t theirs = 0) {
    Put(finding, -std::min(loss, out_.score), mine, theirs);
  }

 private:
  void Put(Finding finding, float weight, std::size_t mine, std::size_t theirs) {
    MAKTAB_ASSERT(out_.count < out_.contributions.size());
    out_.contributions[out_.count++] = {finding, weight, std::uint8_t(mine), std::uint8_t(theirs)};
    out_.score = std::clamp(out_.score + weight, 0.0F, 1.0F);
  }
  Assessment& out_;
  float effect_ = 1;
};

struct BestNumber {
  float worth = 0;
  Finding finding = Finding::kNumberSame;
  std::size_t mine = 0;
  std::size_t theirs = 0;
};

float WorthOf(const NumberMeeting& meeting, std::size_t size) {
  const float confused = meeting.confused;
  if (meeting.how == NumberMeeting::How::kTail) {
    const float letters = float(std::min<std::size_t>(size, 9) - kVinTailBytes);
    return 0.60F + 0.03F * letters - 0.02F * std::min(confused, 5.0F);
  }
  const float few_characters = size < 6 ? 0.05F * float(6 - size) : 0.0F;
  if (meeting.how == NumberMeeting::How::kExact) return 0.95F - few_characters;
  return std::max(0.70F, 0.88F - 0.03F * (confused - 1)) - few_characters;
}

BestNumber FindNumber(const Evidence& example, const Evidence& entity) {
  BestNumber best;
  for (std::size_t i = 0; i < example.numbers.size(); ++i) {
    for (std::size_t k = 0; k < entity.numbers.size(); ++k) {
      const NumberMeeting meeting = MeetNumbers(example.numbers[i], entity.numbers[k]);
      if (meeting.how == NumberMeeting::How::kNot) continue;
      const float worth = WorthOf(meeting, example.numbers[i].size);
      // Of equal ones the one whose country is the same speaks better for the entity.
      const bool same_country =
          example.numbers[i].country != 0 && example.numbers[i].country == entity.numbers[k].country;
      if (worth < best.worth || (worth == best.worth && !same_country)) continue;
      const Finding finding = meeting.how == NumberMeeting::How::kTail    ? Finding::kVinTail
                              : meeting.how == NumberMeeting::How::kExact ? Finding::kNumberSame
                                                                          : Finding::kNumberConfused;
      best = {worth, finding, i, k};
    }
  }
  return best;
}

void AddNumberCountry(const Evidence& example, const Evidence& entity, const BestNumber& best, Sum& sum) {
  const std::uint16_t mine = example.numbers[best.mine].country;
  const std::uint16_t theirs = entity.numbers[best.theirs].country;
  if (mine == 0 || theirs == 0) return;
  if (mine == theirs) {
    sum.For(Finding::kNumberCountrySame, kShareNumberCountry, best.mine, best.theirs);
  } else {
    sum.Against(Finding::kNumberCountryDiffers, kLossNumberCountry, best.mine, best.theirs);
  }
}

float LossIfOther(const Number& mine, const Number& theirs) {
  switch (mine.kind) {
    case NumberKind::kVin:
      return mine.size == kVinBytes && theirs.size == kVinBytes ? kLossLastingNumberDiffers : 0;
    case NumberKind::kImo:
      return kLossLastingNumberDiffers;
    case NumberKind::kPaper:
    case NumberKind::kPlate:
    case NumberKind::kMmsi:
      return kLossPaperDiffers;
    case NumberKind::kVinTail:
    case NumberKind::kOther:
    case NumberKind::kSerial:
      return 0;
  }
  return 0;
}

// The kind of number that most speaks against: both have one and none of them meet.
void AddOtherNumber(const Evidence& example, const Evidence& entity, Sum& sum) {
  std::array<bool, kNumberKindCount> meets{};
  BestNumber worst;
  for (const Number& mine : example.numbers) {
    for (const Number& theirs : entity.numbers) {
      if (MeetNumbers(mine, theirs).how != NumberMeeting::How::kNot) meets[std::size_t(theirs.kind)] = true;
    }
  }
  for (std::size_t i = 0; i < example.numbers.size(); ++i) {
    for (std::size_t k = 0; k < entity.numbers.size(); ++k) {
      const Number& mine = example.numbers[i];
      if (mine.kind != entity.numbers[k].kind || meets[std::size_t(mine.kind)]) continue;
      const float loss = LossIfOther(mine, entity.numbers[k]);
      if (loss > worst.worth) worst = {loss, Finding::kNumberDiffers, i, k};
    }
  }
  if (worst.worth > 0) sum.Against(worst.finding, worst.worth, worst.mine, worst.theirs);
}

void AddBirth(const Evidence& example, const Evidence& entity, Sum& sum) {
  if (example.births.empty() || entity.births.empty()) return;
  BirthMeeting best = BirthMeeting::kFarApart;
  std::size_t mine = 0;
  std::size_t theirs = 0;
  for (std::size_t i = 0; i < example.births.size(); ++i) {
    for (std::size_t k = 0; k < entity.births.size(); ++k) {
      const BirthMeeting meeting = MeetBirths(example.births[i], entity.births[k]);
      if (meeting >= best) continue;
      best = meeting;
      mine = i;
      theirs = k;
    }
  }
  const BirthWeight& row = kBirthWeights[std::size_t(best)];
  if (row.weight > 0) {
    sum.For(row.finding, row.weight, mine, theirs);
  } else {
    sum.Against(row.finding, -row.weight, mine, theirs);
  }
}

void AddCountry(const Evidence& example, const Evidence& entity, Sum& sum) {
  if (example.countries.empty() || entity.countries.empty()) return;
  for (std::size_t i = 0; i < example.countries.size(); ++i) {
    const auto found = std::find(entity.countries.begin(), entity.countries.end(), example.countries[i]);
    if (found == entity.countries.end()) continue;
    sum.For(Finding::kCountrySame, kShareCountry, i, std::size_t(found - entity.countries.begin()));
    return;
  }
  sum.Against(Finding::kCountryDiffers, kLossCountry);
}

void AddGender(const Evidence& example, const Evidence& entity, Sum& sum) {
  if (example.genders == 0 || entity.genders == 0) return;
  if ((example.genders & entity.genders) != 0) {
    sum.For(Finding::kGenderSame, kShareGender);
  } else {
    sum.Against(Finding::kGenderDiffers, kLossGender);
  }
}

void AddNameAndNumber(const BestNumber& number, const NameFinding& name, Sum& sum) {
  const float worth = name.Worth();
  if (worth >= number.worth) {
    sum.Begin(Finding::kName, name.score);
    if (name.weak) sum.Weaken(Finding::kWeakName, name.score - worth);
    if (number.worth > 0) sum.For(number.finding, number.worth, number.mine, number.theirs);
    return;
  }
  sum.Begin(number.finding, number.worth, number.mine, number.theirs);
  if (!name.asked || !name.there) return;
  if (worth < kNamesDifferBelow) {
    sum.Against(Finding::kNamesDiffer, kLossNamesDiffer);
  } else {
    sum.For(Finding::kName, kSharePerName * worth);
  }
}

}  // namespace

Assessment Assess(const Evidence& example, const Evidence& entity, const NameFinding& name) {
  Assessment assessment;
  const BestNumber number = FindNumber(example, entity);
  if (name.score <= 0 && number.worth <= 0) return assessment;
  Sum sum(assessment);
  AddNameAndNumber(number, name, sum);
  if (number.worth > 0) AddNumberCountry(example, entity, number, sum);
  AddOtherNumber(example, entity, sum);
  AddBirth(example, entity, sum);
  AddCountry(example, entity, sum);
  AddGender(example, entity, sum);
  return assessment;
}

namespace {

constexpr float ShareOf(BirthMeeting meeting) {
  return kBirthWeights[std::size_t(meeting)].weight;
}

float MostWith(float name_worth, float birth_share, bool country, bool gender) {
  const float effect = EffectOf(name_worth);
  const auto left = [&](bool known, float share) { return known ? 1 - share * effect : 1.0F; };
  return 1 - (1 - name_worth) * (1 - birth_share * effect) * left(country, kShareCountry) * left(gender, kShareGender);
}

// The best that any date could be beside one that is known so well.
float MostOfBirth(const calendar::DateSpan& birth) {
  if (birth.from != birth.to) return ShareOf(BirthMeeting::kInSpan);
  if (birth.from.has_day()) return ShareOf(BirthMeeting::kSame);
  return ShareOf(birth.from.has_month() ? BirthMeeting::kSameMonth : BirthMeeting::kSameYear);
}

}  // namespace

float MostWith(float name_worth) {
  return MostWith(name_worth, ShareOf(BirthMeeting::kSame), true, true);
}

float LeastNameWorth(const Evidence& example, float score, bool birth_may_meet) {
  const bool country = !example.countries.empty(), gender = example.genders != 0;
  float birth = 0;
  for (const calendar::DateSpan& known : example.births) birth = std::max(birth, MostOfBirth(known));
  if (!birth_may_meet) birth = 0;
  float least = 0, most = 1;  // MostWith grows with the worth
  for (int i = 0; i < 20; ++i) {
    const float middle = (least + most) / 2;
    (MostWith(middle, birth, country, gender) < score ? least : most) = middle;
  }
  return least;
}

model::Reason::Side SideOf(Finding finding) {
  switch (finding) {
    case Finding::kWeakName:
    case Finding::kNamesDiffer:
    case Finding::kNumberCountryDiffers:
    case Finding::kNumberDiffers:
    case Finding::kBirthNear:
    case Finding::kBirthDiffers:
    case Finding::kCountryDiffers:
    case Finding::kGenderDiffers:
      return model::Reason::Side::kAgainst;
    default:
      return model::Reason::Side::kFor;
  }
}

}  // namespace maktab::screening
