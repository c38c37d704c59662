// What records of a register say of the legal position of a person whom they name: what is shown of them, and what may
// or may not be done because of them (docs/adr/0018-position.md). Values, checked with the register that they are part
// of.
#pragma once

#include <string>
#include <vector>

#include "model/condition.h"
#include "model/label.h"

namespace maktab::model {

// Which records, and whom of those whom they name.
struct PositionWhen {
  std::vector<std::string> states;    // the record is in one of them
  std::vector<std::string> about;     // he stands in one of these fields of persons
  std::vector<std::string> roles;     // as one of these, where the field knows roles; empty: as any
  std::vector<Condition> conditions;  // all hold; on fields that are for whoever sees the record
  std::string until;                  // a rule: not any more once a clock of it has run out; or empty
};

// What is shown of a record, and where.
struct PositionSection {
  PositionWhen when;
  std::string section;              // of definitions/position.toml
  std::vector<std::string> fields;  // shown, in this order
  std::string by;                   // a field of type choice whose value stands over the record; or empty
  Label heading;                    // what stands there instead; may be empty
};

// Which of its clocks are the person's: they run for or against him.
struct PositionClocks {
  PositionWhen when;
  std::vector<std::string> rules;
};

// What may or may not be done.
struct PositionLine {
  PositionWhen when;
  std::string act;  // of definitions/position.toml
  bool may = false;
  bool bars = false;  // of what may not be done: it holds back every "may" of the same act, whatever that rests on
  Label say;
  std::string source;        // treaty, law, article; never empty
  bool from_memory = false;  // nobody has held it against the source yet
  // Of what may not be done: records of these registers that name him say it too, with what these fields say.
  std::vector<std::string> warns, facts;
};

struct PositionRule {
  std::vector<std::string> about;  // fields of persons in which he stands whom the record is about
  // A field of links: where the record names no person itself, it is about those whom the records that it names are
  // about; or empty.
  std::string through;
  std::vector<PositionSection> sections;
  std::vector<PositionClocks> clocks;
  std::vector<PositionLine> lines;
};

}  // namespace maktab::model
