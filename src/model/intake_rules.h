// How a message that came as a file becomes a record: definitions/intake.toml. Values, checked when loaded.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/definitions.h"
#include "model/language.h"

namespace maktab::model {

// Who writes from where.
struct Sender {
  std::string address;  // "rabat@…" whole, or "@domain" with what is below it
  std::string partner;
  std::string channel;  // may be empty
};

class IntakeRules {
 public:
  // Error: definitions.wrong (file, line, what).
  static base::Result<IntakeRules> Load(const Definitions& definitions);

  const std::string& register_id() const { return register_id_; }
  // Field → value that every message begins with.
  const std::map<std::string, std::string>& values() const { return values_; }
  // Where a part of a message goes: "subject", "text", "date", "sender_reference", "partner", "channel", "persons",
  // "files", "message_id", "language"; "" if it is not kept.
  const std::string& FieldOf(std::string_view part) const;
  std::vector<std::string> FieldsUsed() const;

  // By the whole address, then by its domain and those above it, then by the country's ending (".es" → ES).
  std::optional<Sender> FindSender(std::string_view address) const;
  // Words before a colon after which the name of a person stands, and the same of a day of birth; lower case.
  bool IsNameLabel(std::string_view label) const;
  bool IsBirthLabel(std::string_view label) const;
  // Before the sender's own number.
  bool IsReferenceLabel(std::string_view label) const;
  // The language whose frequent words occur most; Arabic by its script; nullopt if too little speaks for one.
  std::optional<Language> LanguageOf(std::string_view text) const;

 private:
  std::string register_id_;
  std::map<std::string, std::string> values_;
  std::map<std::string, std::string, std::less<>> fields_;
  std::vector<Sender> senders_;
  std::vector<std::string> name_labels_, birth_labels_, reference_labels_;
  std::map<std::string, Language, std::less<>> words_;
};

}  // namespace maktab::model
