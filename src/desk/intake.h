// Messages that come as files (.eml, .mbox) become records, by the action that creates records and by nothing else.
// What a message says is proposed, never believed: an officer sees it before (`dry_run`) and may change it.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "desk/files.h"
#include "desk/records.h"
#include "papers/mail.h"

namespace maktab::desk {

struct IntakeFile {
  std::filesystem::path path;
  std::string name;
};

// What a person changed about one message.
struct IntakeChange {
  bool skip = false;
  std::string apart_reason;                   // as of an ActionRequest
  std::map<std::string, std::string> values;  // field → JSON
};

struct IntakeResult {
  std::string file;
  int number = 0;  // of the message, from 1, over all files
  papers::Mail mail;
  std::optional<model::Language> language;
  Values values;              // field → JSON, as they are or would be registered; without the files
  std::vector<Upload> files;  // that are or would be attached, the message itself last
  std::vector<std::pair<std::string, base::Error>> left_out;  // files that are not taken, and why
  std::string known;                                          // number of the record that has this message already
  std::optional<store::Record> record;                        // that was made
  std::optional<base::Error> error;                           // why none was or would be
  bool skipped = false;
};

struct IntakeRequest {
  std::string register_id;
  std::vector<IntakeFile> files;
  bool dry_run = false;
  std::map<int, IntakeChange> changes;        // by number of the message
  std::map<std::string, std::string> values;  // for every message: field → JSON
  std::string purpose;
  std::string apart_reason;  // for every message that has none of its own
};

class IntakeDesk {
 public:
  IntakeDesk(const Parts& parts, FileDesk& files, const RecordDesk& records)
      : parts_(parts), files_(files), records_(records) {}

  // Each message for itself: one that is refused says why and does not hold up the others. Errors (of the whole):
  // access.denied, register.unknown, intake.no_register (the register takes no messages), intake.kind (the name of a
  // file ends with neither .eml nor .mbox), mail.too_many, file.unreadable.
  base::Result<std::vector<IntakeResult>> Run(const model::Principal& who, const IntakeRequest& request) const;

 private:
  IntakeResult One(const model::Principal& who, const IntakeRequest& request, const std::string& bytes,
                   IntakeResult result) const;
  base::Status TakeParts(const model::Principal& who, const std::string& bytes, IntakeResult& result) const;
  void Propose(const std::string& bytes, IntakeResult& result) const;
  base::Status Register(const model::Principal& who, const IntakeRequest& request, IntakeResult& result) const;

  const Parts& parts_;
  FileDesk& files_;
  const RecordDesk& records_;
};

}  // namespace maktab::desk
