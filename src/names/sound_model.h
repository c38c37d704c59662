// What it costs to write one token as another, by groups of letters that stand for one another: "محمد" and "Mohamed"
// are م–mo, ح–h, م–m, م… Each group has a probability, learned from pairs of spellings by tools/names_train.cc; letters
// that were never seen together have a fixed price. What counts is the regret: how much less probable this pair is than
// the best spelling that each of the two could have met, so that rare letters are no fault. Immutable after it is made;
// any thread may use it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "names/name.h"

namespace maktab::names {

class SoundModel {
 public:
  struct Group {
    std::string left;   // at most kMaxGroup letters in normal form; may be empty
    std::string right;  // at most kMaxGroup; not both empty
    float cost = 0;     // -log of the probability of the group among all groups
  };
  // In the same units as the costs of groups.
  struct Prices {
    float same = 4.0F;         // a letter by itself where that was never seen (digits)
    float substitute = 11.0F;  // a letter by any other
    float drop_vowel = 6.5F;   // a vowel letter too many, on either side
    float drop = 8.5F;         // a consonant too many
    float swap = 10.0F;        // two neighbours exchanged (within one script)
  };

  static constexpr std::size_t kMaxGroup = 3;
  static constexpr float kUnit = 1.0F / 16;  // costs are whole numbers of these inside

  SoundModel(const std::vector<Group>& groups, const Prices& prices);

  // In natural-log units.
  struct Measure {
    float cost = 0;        // of the cheapest way to write the one as the other
    float best_left = 0;   // the cost of the best spelling that the left letters could have met
    float best_right = 0;  // and the right ones
    float Regret() const { return cost - (best_left + best_right) / 2; }
  };
  // How far the cost of a pair may go: fixed + left * best_left + right * best_right.
  struct Limit {
    float fixed = 0;
    float left = 0;
    float right = 0;
  };

  // Letters with what is known of them on one side of a model, whatever they meet; refers to the letters.
  class Spelling {
   public:
    std::string_view letters() const { return letters_; }

   private:
    friend class SoundModel;
    unsigned Rest(std::size_t from) const { return unsigned(best_[letters_.size()]) - best_[from]; }

    std::string_view letters_;
    // Numbers of the groups that end at each position, by length; 0: no such group.
    std::array<std::array<std::uint16_t, kMaxGroup + 1>, kMaxTokenLetters + 1> ids_;
    std::array<std::uint16_t, kMaxTokenLetters + 1> best_;    // cost of the best spelling of the first letters
    std::array<std::uint16_t, kMaxTokenLetters + 1> alone_;   // of the letter before each position, met by nothing
    std::array<std::uint8_t, kMaxTokenLetters + 1> symbols_;  // of that letter
  };
  Spelling Left(std::string_view letters) const { return Spell(left_, letters); }
  Spelling Right(std::string_view letters) const { return Spell(right_, letters); }

  // False if the cost must be more than the limit. Where dropping a letter is cheaper than every group with it, a cost
  // just below the limit may be taken for more.
  bool Compare(const Spelling& left, const Spelling& right, const Limit& limit, Measure& out) const;

  // The letters of the other side that this letter of the left or right one is often written with, alone or beside
  // others.
  std::string_view OftenMeetLeft(char left) const { return left_.often[static_cast<std::uint8_t>(left)]; }
  std::string_view OftenMeetRight(char right) const { return right_.often[static_cast<std::uint8_t>(right)]; }

 private:
  // One side's groups. Letters of the other alphabets have no group.
  struct Side {
    std::vector<std::uint16_t> ids;   // by IndexOf(letters); 0: no such group
    std::vector<std::uint8_t> least;  // by id: the cost of the best group with it
    std::vector<std::uint8_t> alone;  // by id: its cost where nothing meets it, or kNoGroup
    std::vector<bool> begins_three;   // by IndexOf(two letters): whether a group of three begins with them
    std::array<std::string, 256> often;
    std::uint16_t count = 0;

    std::uint16_t Add(std::string_view letters);
  };
  Spelling Spell(const Side& side, std::string_view letters) const;
  unsigned Cost(const Spelling& left, const Spelling& right, unsigned most) const;
  void Add(const Group& group, std::uint16_t left, std::uint16_t right);
  void NoteOftenMet(const std::vector<Group>& groups);

  Side left_;
  Side right_;
  std::vector<std::uint8_t> costs_;  // [left][right]; kNoGroup where never seen
  std::vector<std::uint64_t> ends_;  // by left id: a bit for each symbol that a right side ends with
  // The biggest right side for each size of the left one.
  std::array<std::uint8_t, kMaxGroup + 1> biggest_right_{};
  std::array<std::uint16_t, 256> drop_{};
  std::uint16_t same_ = 0;
  std::uint16_t substitute_ = 0;
  std::uint16_t swap_ = 0;
};

// The learned models. Arabic letters to the left in the first, Latin to the right.
const SoundModel& ArabicLatinModel();
const SoundModel& LatinModel();
const SoundModel& ArabicModel();

}  // namespace maktab::names
