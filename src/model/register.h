// Registers as definitions (design.md section 2): what a record of a register holds, which states it passes, and which
// actions move it. Values, checked when loaded from definitions/registers/*.toml and definitions/deadlines.toml.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "calendar/limit.h"
#include "model/alert_rules.h"
#include "model/calendars.h"
#include "model/condition.h"
#include "model/definitions.h"
#include "model/file_rules.h"
#include "model/hit_rules.h"
#include "model/instrument_rule.h"
#include "model/intake_rules.h"
#include "model/label.h"
#include "model/language.h"
#include "model/letter.h"
#include "model/position.h"
#include "model/principal.h"
#include "model/treaties.h"

namespace maktab::model {

enum class FieldType : std::uint8_t {
  kText,      // one line
  kLongText,  // several
  kChoice,    // one of `choices`
  kChoices,   // some of `choices`
  kDate,      // may be partial: 1975, 1975-03, 1975-03-07
  kInstant,   // ISO 8601 with zone
  kPerson,    // several rows, of the members that model/row_members.h names
  kVehicle,   // the same; no names (P11)
  kDocument,  // the same; no names (P11)
  kPartner,   // ISO 3166-1 alpha-2, upper case, or an organisation of definitions/partners.toml
  kCount,     // a whole number from 0
  kLink,      // the number of another record
  kUnit,      // of definitions/units.toml
  kUser,      // id of a user
  kUnits,     // several
  kUsers,
  kCountries,   // ISO 3166-1 alpha-2 or organisations; several
  kAttachment,  // {"sha256","name","type","bytes"}; several; the bytes are in the store's FileShelf
  kLinks,       // numbers of other records; several
  kObject,      // rows, as of persons; several
};
constexpr std::array<std::string_view, 20> kFieldTypeNames = {
    "text",  "long_text", "choice", "choices", "date",  "instant", "person",    "vehicle",    "document", "partner",
    "count", "link",      "unit",   "user",    "units", "users",   "countries", "attachment", "links",    "object"};

struct Choice {
  std::string id;
  Label label;
  // Days (2025-01-10) from which and until which it may be chosen, both included; empty: without bound.
  std::string since, until;
};

// What a person is in a case. Rows of persons with a masked one are masked by default (domain.md R-26).
struct PersonRole {
  std::string id;
  Label label;
  bool masked = false;
};

// What an object may be, and which numbers such objects bear: one whose check digit is wrong is pointed out.
enum class ObjectNumber : std::uint8_t { kAny, kImo, kContainer, kImei };
constexpr std::array<std::string_view, 4> kObjectNumberNames = {"any", "imo", "container", "imei"};

struct ObjectKind {
  std::string id;
  Label label;
  ObjectNumber number = ObjectNumber::kAny;
};

struct Field {
  std::string id;
  FieldType type = FieldType::kText;
  Label label;
  Label help;  // may be empty in all languages
  std::vector<Choice> choices;
  std::optional<Condition> required_when;
  std::vector<std::string> link_registers;  // kLink, kLinks: of which registers
  bool column = false;                      // shown in lists
  bool machine = false;                     // for programs: people are not shown it beside the rest
  bool unique = false;                      // no two records of the register may have the same value
  bool not_later = false;                   // kDate, kInstant: it says what has happened, so it can't lie ahead
  std::vector<PersonRole> person_roles;     // kPerson: what `role` of a row may be; empty: any text
  std::vector<ObjectKind> object_kinds;     // kObject: what `kind` of a row may be
  // Roles of users. Empty `read`, `write`: whoever may see the record, do the action.
  std::vector<Role> read, write;
  bool masked = false;       // the whole value is, for everybody
  std::vector<Role> unmask;  // may show what is masked, with a reason

  // Of what it holds, some is not for whoever sees the record.
  bool IsProtected() const;
  const PersonRole* FindPersonRole(std::string_view id) const;
  const ObjectKind* FindObjectKind(std::string_view id) const;
};

enum class StateKind : std::uint8_t { kOpen, kWaiting, kClosed };
constexpr std::array<std::string_view, 3> kStateKindNames = {"open", "waiting", "closed"};

struct State {
  std::string id;
  Label label;
  StateKind kind = StateKind::kOpen;
  // What another person approved stands in it until it goes out: who wants to change it goes back before the approval.
  bool approved = false;
  int line = 1;  // of the file
};

struct Action {
  std::string id;
  Label label;
  std::vector<std::string> from;  // states; empty for the one action that creates
  std::string to;                 // empty: the state stays
  std::optional<Condition> when;  // only for records of which this holds; not for the one that creates
  std::vector<Role> may;
  std::vector<std::string> fields;     // that its form shows
  std::vector<std::string> required;   // of those
  std::vector<std::string> complete;   // of those: choices of which none may be left out
  bool reason = false;                 // asks for one
  std::vector<std::string> four_eyes;  // actions whose last doers must be other persons (P6)
  std::vector<std::string> starts, meets, drops, pauses, resumes;  // ids of deadline rules
  std::vector<std::string> recounts;                               // those that are counted again by today's calendars
  std::vector<std::string> clears;                                 // fields that it empties
  // Counted when it is done; "arrest_{where}" is named by the value of that choice.
  std::vector<std::string> facts;
  // Who is told of it: fields of type user, unit or units, and actions whose last doer is meant.
  std::vector<std::string> tells;
  std::string letter;      // a letter of definitions/letters/ that is made and kept when it is done
  bool by_effect = false;  // nobody does it: it follows from others
  std::string receipts;    // a field of units, users or countries: of what it meets, only what these owe is met
  std::vector<Moving> moves;
  std::optional<Opening> opens;
  std::vector<std::string> guards;  // rules in code that must hold, of kGuardNames
  int line = 1;                     // of the file
  bool creates() const { return from.empty(); }
};

struct DeadlineRule {
  std::string id;
  Label label;
  calendar::Limit limit;
  std::string calendar;           // kBureauCalendar, kPartnerCalendar or the id of one
  bool must = true;               // else it says from when one may
  Label source;                   // treaty article, directive, rule of the bureau
  std::optional<Condition> when;  // starts only if it holds
  std::string from_field;         // an instant or date that it counts from; empty: when the action happened
  std::string each;               // a field of several values: each of them has a clock of its own, as its holder
  // Fields of the record that say the amount (count), the unit (choice: hours, calendar_days, working_days, months) and
  // the IANA zone in which days end. Without the amount, or without what it counts from, the clock does not start; a
  // limit above is used where the field says nothing; without the zone it is the bureau's.
  std::string amount_from, unit_from, zone_from;
  std::string until;        // instead of a limit: a date or instant with which it ends; none starts without it
  std::vector<Role> daily;  // who is told of it on each day that it is late (domain.md R-22)
};

// Which rows of persons and things are asked of all lists and of the bureau's own files when they come in.
struct CrossCheckRule {
  std::vector<std::string> fields;
  std::optional<Condition> when;
};

// When a new record may be the same as one that is there: all fields of `same` agree, and, where `subjects` are named,
// a person or thing of these fields may be one of the other's.
struct DuplicateRule {
  std::string id;
  Label label;  // why they may be the same
  std::vector<std::string> same;
  std::vector<std::string> subjects;
  int days = 0;  // the other was opened so many days before at most; 0: at any time
};

// What the entry of a record of an older system names as its action; a [[need]] may ask for data of it too.
inline constexpr std::string_view kImportAction = "import";

// Records of an older system that come in with their numbers, states and dates (docs/formats/old-records.md).
struct ImportRule {
  std::vector<Role> may;
  std::vector<std::string> required;  // fields
  // What is counted of one: when it was opened or when it was closed, if its state is one of these (empty: any).
  struct Fact {
    std::string what;
    std::vector<std::string> states;
    bool when_closed = false;
  };
  std::vector<Fact> facts;
  // Clocks that run for what comes in open, beside those of the action that creates, if its state is one of these
  // (empty: any).
  struct Clock {
    std::string rule;
    std::vector<std::string> states;
  };
  std::vector<Clock> clocks;
};

// From whom a record is kept, and who sees it all the same (P7, domain.md section 9).
struct Restriction {
  // Fields that say it: only these units and users see the record; no user of these countries does, whoever he is.
  // Empty: the register has no such field.
  std::string units, users, countries;
  std::vector<Role> seen_by;  // roles that see what is restricted to units or users
  std::vector<Role> heads;    // roles that see what is assigned to their own unit
  int glass_hours = 24;       // for so long who broke the glass sees the record
};

// What something has cost until now: so much for each day begun, from one date until another or today.
struct Meter {
  std::string id;
  Label label;
  std::string per_day;      // a field of type count
  std::string currency;     // a field of type text or choice; or empty
  std::string from, until;  // fields of type date or instant
};

struct Register {
  std::string file;     // where it is defined, for what is said about it: "registers/requests.toml"
  int states_line = 1;  // of its first state
  int fields_line = 1;  // of its first field
  std::string id;       // "requests"
  std::string code;     // "REQ"
  Label title;          // of many
  Label title_one;
  // {bureau}, {year}, {code}, {serial} (six digits); a series of its own for each value of series_by.
  std::string numbering;
  std::string series_by;             // a choice field, or empty
  std::vector<std::string> caption;  // fields whose values name a record in lists
  Restriction restriction;
  std::vector<Field> fields;
  std::vector<State> states;
  std::vector<Action> actions;
  std::optional<CrossCheckRule> cross_check;
  std::vector<DuplicateRule> duplicates;
  std::optional<ImportRule> import_rule;  // absent: it takes none
  std::optional<AlertRule> alert;
  std::optional<LivesByRule> lives_by;
  std::optional<WhenReceived> when_received;
  std::vector<Need> needs;
  std::optional<HitRule> hits;  // it keeps the hits of checks
  std::optional<InstrumentRule> instrument;
  std::optional<ItemsRule> items;
  std::vector<WhenDue> when_due;
  std::optional<PositionRule> position;
  bool no_names = false;  // it has no field of persons (P11)
  std::vector<Meter> meters;

  const Field* FindField(std::string_view id) const;
  const State* FindState(std::string_view id) const;
  const Action* FindAction(std::string_view id) const;
  const Action& Creation() const;
};

// Registers that stand together where they are listed, in their order.
struct RegisterGroup {
  std::string id;
  Label label;
  std::vector<std::string> registers;  // ids
};

// Sections of the page of a person's legal position, in their order, and what may or may not be done.
struct PositionWords {
  std::vector<Choice> sections, acts;
};

// All registers, deadline rules, calendars and units of a bureau. Immutable after Load; any thread may read.
class Registers {
 public:
  // Errors: definitions.wrong (file, line, what).
  static base::Result<Registers> Load(const Definitions& definitions);

  const std::vector<Register>& all() const { return registers_; }
  const Register* Find(std::string_view id) const;
  const DeadlineRule* FindRule(std::string_view id) const;
  const std::vector<Choice>& units() const { return units_; }
  const Choice* FindUnit(std::string_view id) const;
  // What no group names stands after them.
  const std::vector<RegisterGroup>& groups() const { return groups_; }
  const Calendars& calendars() const { return calendars_; }
  const std::vector<Letter>& letters() const { return letters_; }
  const Letter* FindLetter(std::string_view id) const;
  const std::vector<DeadlineRule>& rules() const { return rules_; }
  const Letterhead& letterhead() const { return letterhead_; }
  // How messages become records.
  const IntakeRules& intake() const { return intake_; }
  // Which files may be attached.
  const FileRules& file_rules() const { return file_rules_; }
  const Treaties& treaties() const { return treaties_; }
  const PositionWords& position_words() const { return position_words_; }
  // The register that keeps the hits of checks; nullptr: they are not kept.
  const Register* hits() const;
  // What is told of them where they happen.
  const FrontLine& front_line() const { return front_line_; }
  // Per cents of a clock at which its alarms go off, ascending.
  const std::vector<int>& alarms() const { return alarms_; }

 private:
  base::Status LoadRules(const Definitions& definitions);
  base::Status LoadUnits(const Definitions& definitions);
  base::Status LoadLetters(const Definitions& definitions);
  base::Status CheckIntake() const;
  // What registers say of each other.
  base::Status CheckAcross() const;
  // P6: what was approved is what goes out.
  base::Status CheckApprovals() const;

  Calendars calendars_;
  Treaties treaties_;
  FileRules file_rules_;
  Letterhead letterhead_;
  std::vector<Letter> letters_;
  IntakeRules intake_;
  FrontLine front_line_;
  std::vector<int> alarms_ = {50, 75, 90};
  std::vector<Register> registers_;
  std::vector<DeadlineRule> rules_;
  std::vector<Choice> units_;
  std::vector<RegisterGroup> groups_;
  PositionWords position_words_;
};

}  // namespace maktab::model
