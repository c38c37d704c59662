// Which hits of checks become records ([hits] of the register that keeps them), and what the front line is told of them
// (front_line.toml). Values, checked when loaded (docs/adr/0015-hits.md).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/condition.h"
#include "model/definitions.h"
#include "model/label.h"
#include "model/language.h"

namespace maktab::model {

struct Register;
class Registers;

struct HitRule {
  std::vector<std::string> lists;          // "records.*": all lists of records; else the id of a list
  std::vector<std::string> purposes;       // of checks whose hits become records
  std::vector<std::string> cross_checks;   // registers of which the checks that come with a record make hits too
  std::vector<std::string> urgent;         // of these purposes the source must confirm at once
  int score = 0;                           // per cent; what is less alike is no hit
  int window_minutes = 0;                  // the same question of the same asker about the same alert is no new hit
  int most = 0;                            // that one run may make, in bulk or of what was asked before
  std::string unit;                        // handles them
  std::string hide;                        // done by effect when their alert is hidden from more people
  Language language = Language::kEnglish;  // in which the reasons are written down

  bool Keeps(std::string_view dataset) const;
};

// Fields that the program fills: the register must have them, its creation must show them, with these types.
struct HitField {
  std::string_view id, type;
};
const std::vector<HitField>& HitFields();

// What is wrong with the rule as its register has it, or with what it says of other registers; empty if nothing.
std::string WrongHits(const Register& in);
std::string WrongHitsAcross(const Register& in, const Registers& all);

// What the front line is told: one sentence, and what to do.
class FrontLine {
 public:
  // Of one hit: nobody has confirmed it, or its source has.
  enum class Answer : std::uint8_t { kNothing, kWait, kHit };
  struct Todo {
    Answer answer = Answer::kWait;
    std::vector<Condition> when;  // of the alert; all must hold
    Label text;
  };

  static base::Result<FrontLine> Load(const Definitions& definitions);
  const std::string& Say(Answer answer, Language language) const;
  // In their order; the first of an answer whose conditions hold is what to do.
  const std::vector<Todo>& todos() const { return todos_; }
  // The alert's own words for who meets it are not given if they say one of these, whatever the letter case: who is a
  // refugee is said to nobody (domain.md R-04).
  const std::vector<std::string>& never() const { return never_; }

 private:
  std::array<Label, 3> say_;
  std::vector<Todo> todos_;
  std::vector<std::string> never_;
};
constexpr std::array<std::string_view, 3> kFrontLineAnswers = {"nothing", "wait", "hit"};

}  // namespace maktab::model
