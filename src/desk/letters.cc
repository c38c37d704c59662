#include "desk/letters.h"

#include <algorithm>
#include <fstream>

#include "desk/access.h"
#include "desk/letter_words.h"
#include "desk/redact.h"
#include "papers/letter.h"

namespace maktab::desk {
namespace {

constexpr std::string_view kLogoFile = "letterhead.png";
constexpr std::streamsize kMostLogoBytes = std::streamsize{2} << 20;

std::string ReadLogo(const Parts& parts) {
  std::ifstream in(parts.data_dir / "definitions" / kLogoFile, std::ios::binary);
  if (!in) return {};
  std::string bytes(std::size_t(kMostLogoBytes), '\0');
  in.read(bytes.data(), kMostLogoBytes);
  bytes.resize(std::size_t(in.gcount()));
  return bytes;
}

// In the language that the record says.
model::Language LanguageOf(const LetterMatter& matter) {
  const auto value = matter.values.find(matter.letter.language_field);
  if (value == matter.values.end()) return matter.otherwise;
  const std::vector<std::string> texts = TextsOf(value->second);
  return model::ParseLanguage(texts.empty() ? "" : texts.front()).value_or(matter.otherwise);
}

std::string SignerOf(const Parts& parts, const LetterMatter& matter) {
  const auto doers = base::JsonDocument::Parse(matter.doers);
  if (!doers.ok()) return {};
  const auto user = parts.store.FindUser(std::string(doers->root()[matter.letter.signed_by].string().value_or("")));
  return user.ok() && *user ? (*user)->name : std::string();
}

// Who owed a receipt and when it came; a dash where it has not.
std::string Receipts(const Parts& parts, const std::vector<store::Deadline>& clocks, model::Language language) {
  std::string lines;
  for (const store::Deadline& clock : clocks) {
    if (clock.holder.empty()) continue;
    std::string when = "–";
    if (clock.state == "met") when = SayMinute(parts, clock.stopped_at, language);
    if (!lines.empty()) lines += "\n";
    lines += parts.words.Say(language, "letter.receipt",
                             {{"holder", SayHolder(parts, clock.holder, language)}, {"when", when}});
  }
  return lines;
}

// Those of what is part of it, each under its number.
std::string ReceiptsOf(const Parts& parts, const LetterMatter& matter, model::Language language) {
  std::string lines = Receipts(parts, matter.clocks, language);
  for (const LetterPart& part : matter.with) {
    const std::string theirs = Receipts(parts, part.clocks, language);
    if (!theirs.empty()) lines += (lines.empty() ? "" : "\n") + part.number + "\n" + theirs;
  }
  return lines.empty() ? parts.words.Say(language, "letter.no_holders") : lines;
}

bool IsFinal(const model::Letter& letter, std::string_view state) {
  return std::find(letter.final_states.begin(), letter.final_states.end(), state) != letter.final_states.end();
}

bool IsFinal(const LetterMatter& matter) {
  return IsFinal(matter.letter, matter.state) &&
         std::all_of(matter.with.begin(), matter.with.end(),
                     [&](const LetterPart& part) { return IsFinal(matter.letter, part.state); });
}

std::string PlaceOf(const Parts& parts, const LetterMatter& matter, model::Language language,
                    const std::string& place) {
  const model::Letterhead& head = parts.registers.letterhead();
  if (place == "number") return matter.number;
  if (place == "version") return std::to_string(matter.version);
  if (place == "date") return SayDay(parts, matter.changed_at, language);
  if (place == "bureau") return head.name[std::size_t(language)];
  if (place == "receipts") return ReceiptsOf(parts, matter, language);
  if (place == "signed_by") return IsFinal(matter) ? SignerOf(parts, matter) : std::string();
  const auto value = matter.values.find(place);
  const model::Field* field = matter.in.FindField(place);
  if (value == matter.values.end() || field == nullptr) return {};
  return SayValue(parts, *field, value->second, language);
}

}  // namespace

std::string LetterName(std::string_view number) {
  std::string name(number);
  for (char& c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
    if (!plain) c = '-';
  }
  return name + ".pdf";
}

base::Result<std::string> RenderLetter(const Parts& parts, const LetterMatter& matter) {
  const model::Language language = LanguageOf(matter);
  const model::LetterText& text = matter.letter.texts[std::size_t(language)];
  const model::Letterhead& head = parts.registers.letterhead();
  const auto fill = [&](const model::Template& wanted) {
    return wanted.Fill([&](const std::string& place) { return PlaceOf(parts, matter, language, place); });
  };
  papers::LetterPage page;
  page.language = language;
  page.authority = head.authority[std::size_t(language)];
  page.name = head.name[std::size_t(language)];
  page.address = head.address[std::size_t(language)];
  const auto beside = model::ParseLanguage(head.beside);
  if (beside && *beside != language) {
    page.other_language = *beside;
    page.other_authority = head.authority[std::size_t(*beside)];
    page.other_name = head.name[std::size_t(*beside)];
  }
  page.logo_png = ReadLogo(parts);
  page.lines = fill(text.lines);
  page.subject = fill(text.subject);
  page.body = fill(text.body);
  page.closing = fill(text.closing);
  page.footer = matter.number + " · " + std::to_string(matter.version);
  if (!IsFinal(matter)) page.watermark = text.draft;
  page.title = matter.letter.title[std::size_t(language)] + " " + matter.number;
  page.written_at = matter.changed_at;
  return papers::WriteLetter(page);
}

namespace {

constexpr int kMostParts = 500;

base::Result<std::vector<LetterPart>> PartsOf(const Parts& parts, const model::Letter& letter,
                                              const store::Record& record, const store::Viewer& viewer) {
  std::vector<LetterPart> found;
  if (letter.with.empty()) return found;
  store::RecordFilter filter;
  filter.register_id = record.register_id;
  filter.values.push_back({letter.with, record.number, {}});
  filter.order = store::RecordFilter::Order::kRegistered;
  filter.limit = kMostParts;
  MAKTAB_ASSIGN(const store::RecordPage page, parts.store.Records(filter, viewer));
  for (const store::Record& one : page.records) {
    MAKTAB_ASSIGN(auto clocks, parts.store.Deadlines(one.id, viewer));
    found.push_back({one.number, one.state, std::move(clocks)});
  }
  return found;
}

}  // namespace

base::Result<ShownLetter> LetterDesk::Show(const model::Principal& who, const std::string& id,
                                           const std::string& letter_id, const std::string& purpose,
                                           model::Language otherwise) const {
  MAKTAB_TRY(Require(who, model::Right::kSeeRecords));
  MAKTAB_ASSIGN(const Reader reader, ReaderOf(parts_, who));
  MAKTAB_ASSIGN(const store::Record record, RecordFor(parts_, reader, id));
  MAKTAB_ASSIGN(const std::string why, PurposeFor(parts_, purpose));
  const auto& all = parts_.registers.letters();
  const auto letter = std::find_if(all.begin(), all.end(), [&](const model::Letter& one) {
    return one.register_id == record.register_id && (letter_id.empty() || one.id == letter_id);
  });
  const model::Register* in = parts_.registers.Find(record.register_id);
  if (letter == all.end() || in == nullptr) return base::Err("letter.unknown");
  ShownLetter shown{{}, LetterName(record.number), !IsFinal(*letter, record.state)};
  std::vector<store::Record> seen = {record};
  MAKTAB_TRY(Redact(parts_, reader, seen));
  const Values values = ReadContent(seen.front().content);
  const auto kept = values.find(letter->kept_in);
  if (!shown.draft && kept != values.end()) {
    // What was sent is what was kept, whatever has been done to the record since; opening it is its own look.
    const auto rows = base::JsonDocument::Parse(kept->second);
    const std::vector<base::JsonRef> files = rows.ok() ? rows->root().elements() : std::vector<base::JsonRef>();
    if (!files.empty()) {
      const std::string sha256(files.back()["sha256"].string().value_or(""));
      MAKTAB_ASSIGN(const OpenedFile opened, files_.Open(who, id, sha256, purpose));
      std::ifstream file(opened.path, std::ios::binary);
      shown.pdf.assign(std::istreambuf_iterator<char>(file), {});
      return shown;
    }
  }
  MAKTAB_ASSIGN(const auto clocks, parts_.store.Deadlines(id, reader.viewer));
  LetterMatter matter{*letter, *in,          record.number,     record.version, record.state,
                      values,  record.doers, record.changed_at, clocks,         otherwise};
  MAKTAB_ASSIGN(matter.with, PartsOf(parts_, *letter, record, reader.viewer));
  shown.draft = !IsFinal(matter);
  MAKTAB_ASSIGN(shown.pdf, RenderLetter(parts_, matter));
  std::string body;
  base::JsonWriter json(body);
  json.BeginObject()
      .Field("letter", letter->id)
      .Field("version", record.version)
      .Field("draft", shown.draft)
      .EndObject();
  MAKTAB_ASSIGN([[maybe_unused]] const auto receipt,
                parts_.store.AppendAndWait({"letter.opened", who, why, id, std::move(body)}));
  return shown;
}

}  // namespace maktab::desk
