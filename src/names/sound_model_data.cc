#include <span>

#include "names/letters.h"
#include "names/sound_model.h"

namespace maktab::names {
namespace {

// The groups of one left side: "right:cost right:cost ".
struct GroupRow {
  std::string_view left;
  std::string_view groups;
};

#include "names/sound_model_data.inc"

std::vector<SoundModel::Group> Parse(std::span<const GroupRow> rows) {
  std::vector<SoundModel::Group> parsed;
  for (const GroupRow& row : rows) {
    const std::string left = LettersFromDisplay(row.left);
    std::string_view rest = row.groups;
    while (!rest.empty()) {
      const std::size_t colon = rest.find(':');
      const std::size_t end = rest.find(' ', colon);
      const float cost = std::stof(std::string(rest.substr(colon + 1, end - colon - 1)));
      parsed.push_back({left, LettersFromDisplay(rest.substr(0, colon)), cost});
      rest.remove_prefix(end + 1);
    }
  }
  return parsed;
}

// Letters and readings of Persian, Turkish, Urdu, Pashto and Hebrew writers, which are rare in the pairs that were
// learned from. The prices are those of usual (5) and of less usual groups (7 to 8) of learned letters.
void AddHabits(std::vector<SoundModel::Group>& groups) {
  static constexpr GroupRow kHabits[] = {
      {"پ", "p:5 pp:6.5 pa:6 pe:6.5 pi:6.5 po:7 b:7 "},
      {"چ", "ch:5 tch:6.5 c:6 sh:7.5 cha:6 che:6 chi:6.5 j:7.5 "},
      {"ژ", "zh:5 j:5.5 z:6.5 "},
      {"گ", "g:5 gh:7 k:7 gu:6 ga:6 go:6.5 ge:6.5 gi:6.5 "},
      {"ڤ", "v:5 w:7 f:7 va:6 vi:6 ve:6.5 "},
      {"و", "v:7.5 vi:8 va:8 ve:8 "},
      {"ب", "v:8 "},
      {"ث", "s:8 "},
      {"ذ", "z:8 "},
      {"ض", "z:8 "},
      {"ظ", "z:8 "},
      {"ج", "c:7.5 "},
      {"ق", "gh:8 "},
      {"ش", "s:7.5 "},
      {"خ", "h:7.5 "},
      {"ى", "ay:6.5 ai:6.5 ey:7.5 ei:7.5 "},
  };
  for (SoundModel::Group& group : Parse(kHabits)) groups.push_back(std::move(group));
}

// French and English habits for the sounds of one Arabic name.
void AddLatinHabits(std::vector<SoundModel::Group>& groups) {
  static constexpr GroupRow kHabits[] = {
      {"ch", "sh:5.5 "}, {"ou", "u:6.5 w:7 oo:7 "}, {"oui", "wi:8 "}, {"k", "q:5.5 "}, {"dj", "j:5.5 "},
      {"gu", "g:6 "},    {"ai", "ay:6.5 ei:6.5 "},  {"i", "ee:6 "},   {"f", "ph:6 "}};
  for (SoundModel::Group& group : Parse(kHabits)) {
    // A group that is cheap against another is as cheap against itself, or it would make the same letters a regret.
    groups.push_back({group.left, group.left, group.cost});
    groups.push_back({group.right, group.right, group.cost});
    groups.push_back({group.right, group.left, group.cost});
    groups.push_back(std::move(group));
  }
}

// Arabic to Arabic, by hand: long vowels tell names apart (حسن, حسين), so they are dear; letters of near sound or near
// shape are what a writer or a reader takes for one another.
std::vector<SoundModel::Group> ArabicGroups() {
  std::vector<SoundModel::Group> groups;
  for (std::size_t i = 0; i < kArabicLetterCount; ++i) {
    const std::string letter(1, static_cast<char>(kArabicFirst + i));
    groups.push_back({letter, letter, 3.0F});
  }
  struct Near {
    std::string_view a;
    std::string_view b;
    float cost;
  };
  static constexpr Near kNear[] = {
      {"ة", "ا", 3.4F},  {"ة", "ى", 4.2F},  {"ا", "ى", 3.6F},  {"ى", "ي", 3.0F}, {"ة", "ه", 3.0F}, {"ة", "ت", 3.6F},
      {"ض", "ظ", 3.7F},  {"ض", "د", 4.6F},  {"ذ", "د", 4.4F},  {"ذ", "ز", 4.4F}, {"ظ", "ز", 4.6F}, {"ث", "ت", 4.6F},
      {"ث", "س", 4.8F},  {"س", "ص", 4.6F},  {"ت", "ط", 4.6F},  {"ك", "ق", 4.8F}, {"ك", "گ", 3.7F}, {"ق", "گ", 4.6F},
      {"غ", "گ", 4.2F},  {"ج", "گ", 4.2F},  {"غ", "ج", 4.6F},  {"ب", "پ", 3.7F}, {"ف", "ڤ", 3.5F}, {"ب", "ڤ", 4.6F},
      {"و", "ڤ", 5.0F},  {"ج", "چ", 4.0F},  {"ش", "چ", 4.0F},  {"ز", "ژ", 4.0F}, {"ج", "ژ", 4.2F}, {"ح", "ه", 4.6F},
      {"ح", "ة", 5.0F},  {"خ", "ح", 5.2F},  {"ع", "غ", 5.4F},  {"ا", "ع", 5.0F}, {"د", "ط", 5.5F}, {"ت", "د", 5.5F},
      {"وو", "و", 3.3F}, {"يي", "ي", 3.3F}, {"اا", "ا", 3.3F}, {"", "ا", 5.4F},  {"", "و", 5.8F},  {"", "ي", 6.0F},
      {"", "ة", 5.2F},   {"", "ى", 5.6F},   {"", "ع", 6.0F}};
  for (const Near& near : kNear) {
    const std::string a = LettersFromDisplay(near.a);
    const std::string b = LettersFromDisplay(near.b);
    groups.push_back({a, b, near.cost});
    groups.push_back({b, a, near.cost});
  }
  return groups;
}

}  // namespace

const SoundModel& ArabicLatinModel() {
  static const SoundModel model = [] {
    std::vector<SoundModel::Group> groups = Parse(kArabicLatin);
    AddHabits(groups);
    return SoundModel(groups, {});
  }();
  return model;
}

const SoundModel& LatinModel() {
  static const SoundModel model = [] {
    std::vector<SoundModel::Group> groups = Parse(kLatin);
    AddLatinHabits(groups);
    // Typing errors are likelier within one script than between two.
    return SoundModel(groups, {.substitute = 9.0F, .drop_vowel = 6.0F, .drop = 7.0F, .swap = 9.0F});
  }();
  return model;
}

const SoundModel& ArabicModel() {
  static const SoundModel model(ArabicGroups(), {});
  return model;
}

}  // namespace maktab::names
