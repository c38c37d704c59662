#include "model/letter.h"

#include <algorithm>

#include "model/toml_reader.h"

namespace maktab::model {
namespace {

bool IsPlaceName(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// The text of a key, told of with the line in the file where it goes wrong.
Template ReadTemplate(TomlReader& reader, const toml::table& table, std::string_view key,
                      const std::function<bool(const std::string& place)>& known) {
  Template::Problem problem;
  const std::string text = reader.Text(table, key);
  if (!table[key]) return {};
  auto parsed = Template::Parse(text, problem);
  if (parsed) {
    const auto& pieces = parsed->pieces();
    const auto stray = std::find_if(pieces.begin(), pieces.end(), [&](const Template::Piece& piece) {
      return !piece.place.empty() && !known(piece.place);
    });
    if (stray == pieces.end()) return *std::move(parsed);
    problem = {stray->line, "{" + stray->place + "} is no field of the register"};
  }
  toml::source_region where = table[key].node()->source();
  where.begin.line += toml::source_index(problem.line + (text.find('\n') == std::string::npos ? 0 : 1));
  reader.NoteAt(where, std::string(key) + ": " + problem.what);
  return {};
}

// One paragraph of lines with their places filled in.
class Filler {
 public:
  void Add(std::string_view text) { line_ += text; }
  void AddPlace(const std::string& value) {
    line_ += value;
    ++(value.empty() ? empty_ : full_);
  }
  void EndLine() {
    const bool kept = empty_ == 0 || full_ > 0;
    if (line_.empty() && kept) {
      EndParagraph();
    } else if (kept) {
      paragraph_ += line_ + "\n";
      ++lines_;
    } else {
      ++dropped_;
    }
    line_.clear();
    empty_ = full_ = 0;
  }
  std::string Finish() {
    EndLine();
    EndParagraph();
    while (out_.ends_with('\n')) out_.pop_back();
    return std::move(out_);
  }

 private:
  // A paragraph from which every line with places fell says nothing any more.
  void EndParagraph() {
    if (lines_ > 0) out_ += paragraph_ + "\n";
    paragraph_.clear();
    lines_ = dropped_ = 0;
  }

  std::string out_, paragraph_, line_;
  int empty_ = 0, full_ = 0, lines_ = 0, dropped_ = 0;
};

}  // namespace

std::optional<Template> Template::Parse(std::string_view text, Problem& problem) {
  Template parsed;
  std::size_t line = 0;
  std::string plain;
  const auto flush = [&] {
    if (!plain.empty()) parsed.pieces_.push_back({std::move(plain), {}, line});
    plain.clear();
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\r') continue;
    if ((c == '{' || c == '}') && at + 1 < text.size() && text[at + 1] == c) {
      plain += c;
      ++at;
    } else if (c == '}') {
      problem = {line, "a } without its {"};
      return std::nullopt;
    } else if (c == '{') {
      const std::size_t end = text.find('}', at);
      const std::string name(text.substr(at + 1, end == std::string_view::npos ? 0 : end - at - 1));
      if (!IsPlaceName(name)) {
        problem = {line, "write the name of a field in braces, such as {summary}"};
        return std::nullopt;
      }
      flush();
      parsed.pieces_.push_back({{}, name, line});
      at = end;
    } else {
      plain += c;
      if (c == '\n') ++line;
    }
  }
  flush();
  return parsed;
}

std::string Template::Fill(const std::function<std::string(const std::string& place)>& value) const {
  Filler filler;
  for (const Piece& piece : pieces_) {
    if (!piece.place.empty()) {
      filler.AddPlace(value(piece.place));
      continue;
    }
    std::string_view rest = piece.text;
    for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
      filler.Add(rest.substr(0, end));
      filler.EndLine();
      rest.remove_prefix(end + 1);
    }
    filler.Add(rest);
  }
  return filler.Finish();
}

base::Result<Letterhead> ReadLetterhead(const Definitions& definitions) {
  TomlReader reader("letterhead.toml");
  MAKTAB_ASSIGN(const toml::table table, reader.Parse(definitions.Text("letterhead.toml")));
  Letterhead head;
  head.authority = reader.Words(table, "authority", false);
  head.name = reader.Words(table, "name");
  head.address = reader.Words(table, "address", false);
  head.beside = reader.Text(table, "beside", false);
  if (!head.beside.empty() && !ParseLanguage(head.beside)) reader.Note(table, "beside: write ar, en, fr or es");
  MAKTAB_TRY(reader.status());
  return head;
}

base::Result<Letter> ReadLetter(const Definitions& definitions, const std::string& name, const IsField& is_field) {
  TomlReader reader(name);
  MAKTAB_ASSIGN(const toml::table table, reader.Parse(definitions.Text(name)));
  Letter letter;
  letter.id = reader.Text(table, "id");
  letter.register_id = reader.Text(table, "register");
  letter.title = reader.Words(table, "title");
  letter.language_field = reader.Text(table, "language");
  letter.final_states = reader.Texts(table, "final");
  letter.signed_by = reader.Text(table, "signed_by");
  letter.with = reader.Text(table, "with", false);
  letter.kept_in = reader.Text(table, "kept_in");
  for (const std::string* field : {&letter.language_field, &letter.kept_in}) {
    if (!is_field(letter.register_id, *field)) reader.Note(table, *field + " is no field of the register");
  }
  if (!letter.with.empty() && !is_field(letter.register_id, letter.with)) {
    reader.Note(table, letter.with + " is no field of the register");
  }
  const auto known = [&](const std::string& place) {
    return std::find(kLetterPlaces.begin(), kLetterPlaces.end(), place) != kLetterPlaces.end() ||
           is_field(letter.register_id, place);
  };
  for (const Language language : kLanguages) {
    const std::string tag(LanguageTag(language));
    const toml::table* row = table["text"][tag].as_table();
    if (row == nullptr) {
      reader.Note(table, "text." + tag);
      continue;
    }
    LetterText& text = letter.texts[std::size_t(language)];
    text.lines = ReadTemplate(reader, *row, "lines", known);
    text.subject = ReadTemplate(reader, *row, "subject", known);
    text.body = ReadTemplate(reader, *row, "body", known);
    text.closing = ReadTemplate(reader, *row, "closing", known);
    text.draft = reader.Text(*row, "draft");
  }
  MAKTAB_TRY(reader.status());
  return letter;
}

}  // namespace maktab::model
