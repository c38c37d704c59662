#include "desk/intake.h"

#include <algorithm>

#include "base/utf8.h"
#include "crypto/encoding.h"
#include "desk/access.h"
#include "desk/mail_words.h"
#include "papers/mail_file.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kMaxLineBytes = 1000, kMaxIdBytes = 900;
// Fewer than a person may have waiting (desk/files.cc).
constexpr std::size_t kMostFiles = 50;

std::string Quoted(std::string_view text) {
  std::string out;
  base::AppendJsonString(out, text);
  return out;
}

bool EndsWith(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() && std::equal(ending.rbegin(), ending.rend(), name.rbegin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? char(b - 'A' + 'a') : b);
         });
}

std::string PersonsOf(const std::vector<NamedPerson>& persons) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginArray();
  for (const NamedPerson& person : persons) {
    json.BeginObject().Field("name", person.name);
    if (!person.birth_date.empty()) json.Field("birth_date", person.birth_date);
    json.EndObject();
  }
  json.EndArray();
  return out;
}

std::string FilesOf(const std::vector<Upload>& files) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginArray();
  for (const Upload& file : files) json.BeginObject().Field("upload", file.id).Field("name", file.name).EndObject();
  json.EndArray();
  return out;
}

// A message that says no id of its own is known by its bytes.
std::string IdOf(const papers::Mail& mail, const std::string& bytes) {
  if (!mail.message_id.empty() && mail.message_id.size() <= kMaxIdBytes) return mail.message_id;
  return "sha256:" + crypto::ToHex(crypto::Sha256Of(bytes));
}

std::string SummaryOf(const papers::Mail& mail) {
  std::string summary = mail.subject;
  if (summary.empty()) summary = base::CleanText(std::string_view(mail.text).substr(0, mail.text.find('\n')));
  if (summary.empty()) summary = mail.from_address;
  return std::string(base::TruncateUtf8(summary, kMaxLineBytes));
}

}  // namespace

base::Result<std::vector<IntakeResult>> IntakeDesk::Run(const model::Principal& who,
                                                        const IntakeRequest& request) const {
  MAKTAB_TRY(Require(who, model::Right::kActOnRecords));
  if (parts_.registers.Find(request.register_id) == nullptr) {
    return base::Err("register.unknown").With("register", request.register_id);
  }
  if (request.register_id != parts_.registers.intake().register_id()) return base::Err("intake.no_register");
  for (const IntakeFile& file : request.files) {
    if (!EndsWith(file.name, ".eml") && !EndsWith(file.name, ".mbox")) {
      return base::Err("intake.kind").With("name", base::CleanText(file.name));
    }
  }
  std::vector<IntakeResult> results;
  for (const IntakeFile& file : request.files) {
    MAKTAB_TRY(papers::EachMail(file.path, [&](std::string&& bytes) {
      IntakeResult result;
      result.file = base::CleanText(file.name);
      result.number = int(results.size()) + 1;
      results.push_back(One(who, request, bytes, std::move(result)));
      return results.size() < papers::kMaxMailsOfFile
                 ? base::Status()
                 : base::Status(base::Err("mail.too_many").With("limit", std::to_string(papers::kMaxMailsOfFile)));
    }));
  }
  return results;
}

IntakeResult IntakeDesk::One(const model::Principal& who, const IntakeRequest& request, const std::string& bytes,
                             IntakeResult result) const {
  const auto change = request.changes.find(result.number);
  result.skipped = change != request.changes.end() && change->second.skip;
  base::Status status = TakeParts(who, bytes, result);
  if (status.ok()) {
    Propose(bytes, result);
    for (const auto& [field, value] : request.values) result.values[field] = value;
    if (change != request.changes.end()) {
      for (const auto& [field, value] : change->second.values) result.values[field] = value;
    }
    if (!result.skipped) status = Register(who, request, result);
  }
  if (!status.ok()) result.error = status.error();
  // What was attached is gone from there already; the rest would only wait.
  files_.Drop(result.files);
  return result;
}

base::Status IntakeDesk::TakeParts(const model::Principal& who, const std::string& bytes, IntakeResult& result) const {
  MAKTAB_ASSIGN(result.mail, papers::ReadMail(bytes, [&](papers::MailFile&& file) -> base::Status {
                  if (result.files.size() >= kMostFiles) {
                    base::Error error = base::Err("file.too_many");
                    error.With("limit", std::to_string(kMostFiles)).With("name", file.name);
                    result.left_out.emplace_back(file.name, std::move(error));
                    return {};
                  }
                  auto taken = files_.TakeBytes(who, file.bytes, file.name);
                  if (taken.ok()) {
                    result.files.push_back(*std::move(taken));
                  } else {
                    result.left_out.emplace_back(file.name, taken.error());
                  }
                  return {};
                }));
  // The message as it came proves what is registered of it.
  MAKTAB_ASSIGN(Upload whole, files_.Keep(who, bytes, "message.eml", "message/rfc822"));
  result.files.push_back(std::move(whole));
  return {};
}

void IntakeDesk::Propose(const std::string& bytes, IntakeResult& result) const {
  const model::IntakeRules& rules = parts_.registers.intake();
  const papers::Mail& mail = result.mail;
  for (const auto& [field, value] : rules.values()) result.values[field] = Quoted(value);
  const auto put = [&](std::string_view part, const std::string& json) {
    const std::string& field = rules.FieldOf(part);
    if (!field.empty() && json != "\"\"" && json != "[]") result.values[field] = json;
  };
  const MailWords words = FindWords(rules, mail.text);
  put("subject", Quoted(SummaryOf(mail)));
  put("text", Quoted(mail.text));
  const base::Instant now = parts_.clock.Now();
  // A date that lies ahead is a wrong clock there.
  put("date", Quoted(base::FormatInstant(mail.date && *mail.date < now ? *mail.date : now)));
  put("message_id", Quoted(IdOf(mail, bytes)));
  put("sender_reference", Quoted(words.reference));
  put("persons", PersonsOf(words.persons));
  if (const auto sender = rules.FindSender(mail.from_address)) {
    put("partner", Quoted(sender->partner));
    put("channel", Quoted(sender->channel));
  }
  result.language = rules.LanguageOf(mail.subject + "\n" + mail.text);
  if (result.language) put("language", Quoted(model::LanguageTag(*result.language)));
}

base::Status IntakeDesk::Register(const model::Principal& who, const IntakeRequest& request,
                                  IntakeResult& result) const {
  const model::IntakeRules& rules = parts_.registers.intake();
  Values all = result.values;
  if (!rules.FieldOf("files").empty()) all[rules.FieldOf("files")] = FilesOf(result.files);
  const std::string content = WriteContent(all);
  MAKTAB_ASSIGN(const auto document, base::JsonDocument::Parse(content));
  ActionRequest action;
  action.values = document.root();
  action.purpose = request.purpose;
  action.apart_reason = request.apart_reason;
  const auto change = request.changes.find(result.number);
  if (change != request.changes.end() && !change->second.apart_reason.empty()) {
    action.apart_reason = change->second.apart_reason;
  }
  const auto id = result.values.find(rules.FieldOf("message_id"));
  if (id != result.values.end()) {
    store::RecordFilter filter;
    filter.register_id = request.register_id;
    for (const std::string& text : TextsOf(id->second)) filter.values.emplace_back(id->first, text);
    MAKTAB_ASSIGN(const store::RecordPage known, records_.List(who, filter, ""));
    if (!known.records.empty()) {
      result.known = known.records.front().number;
      return base::Err("intake.known").With("number", result.known);
    }
  }
  if (request.dry_run) return records_.CheckNew(who, request.register_id, action);
  MAKTAB_ASSIGN(result.record, records_.Create(who, request.register_id, action));
  return {};
}

}  // namespace maktab::desk
