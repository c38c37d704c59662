#include "names/name.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "names/letters.h"
#include "names/skeleton.h"
#include "names/words.h"

namespace maktab::names {
namespace {

struct Token {
  TokenKind kind = TokenKind::kName;
  Script script = Script::kLatin;
  std::uint8_t flags = 0;
  std::uint8_t word_class = 0;
  std::string letters;
};

bool IsVowel(char letter) {
  return std::string_view("aeiouy").find(letter) != std::string_view::npos;
}

bool StartsWithArticle(std::string_view arabic) {
  return arabic.size() >= 2 && static_cast<std::uint8_t>(arabic[0]) == kAlef &&
         static_cast<std::uint8_t>(arabic[1]) == kLam;
}

// "al-", "el-" whose l became the first sound of the name: ar-Rahman, ash-Shami, ed-Din.
bool IsAssimilatedArticle(const Word& word, const Word& next) {
  if (word.script == Script::kArabic || next.script == Script::kArabic) return false;
  const std::string& letters = word.letters;
  if (letters.size() < 2 || letters.size() > 3 || !IsVowel(letters[0])) return false;
  const std::string_view sun = std::string_view(letters).substr(1);
  if (!next.letters.starts_with(sun)) return false;
  if (word.before_hyphen) return true;
  return sun == "sh" || sun == "r" || sun == "z" || sun == "dh" || sun == "th";
}

// What عبد binds inside one word: "abdelkarim" → "karim", "abdurrahman" → "rahman", "abdullah" → "allah".
// Empty if the word is not such a name.
std::string BoundByServant(const Word& word) {
  const std::string& letters = word.letters;
  if (word.script == Script::kArabic) {
    const bool abd = letters.size() >= 6 && static_cast<std::uint8_t>(letters[0]) == kAin &&
                     static_cast<std::uint8_t>(letters[1]) == kBa && static_cast<std::uint8_t>(letters[2]) == kDal;
    if (!abd || !StartsWithArticle(std::string_view(letters).substr(3))) return {};
    const std::string rest = letters.substr(3);
    return IsAllah(rest) ? rest : rest.substr(2);
  }
  if (letters.size() < 6 || !letters.starts_with("abd")) return {};
  std::size_t at = 3;
  while (at < letters.size() && IsVowel(letters[at])) ++at;
  if (at - 3 > 2 || at + 1 >= letters.size()) return {};
  std::string_view rest = std::string_view(letters).substr(at);
  const bool vowel = at > 3;
  if (vowel && (rest == "llah" || rest == "lla" || rest == "lah" || rest == "llahi" || rest == "laye")) return "allah";
  if (rest.starts_with("llae") || rest.starts_with("llay") || rest.starts_with("llak") || rest.starts_with("llaj")) {
    return {};
  }
  if (vowel && (rest[0] == 'l' || rest[0] == rest[1])) rest.remove_prefix(1);
  return rest.size() >= (vowel ? 3U : 4U) ? std::string(rest) : std::string();
}

// Latin endings for what الله and الدين make of a name: Nasrallah, Hidayatullah; Salaheddine, Nuruddin. The first vowel
// belongs to the ending.
bool TakeEnding(std::string& letters, std::initializer_list<std::string_view> endings, std::size_t least) {
  for (const std::string_view ending : endings) {
    if (letters.size() < ending.size() + least || !letters.ends_with(ending)) continue;
    std::size_t left = letters.size() - ending.size();
    if (left > least && IsVowel(letters[left - 1])) --left;
    if (left > least && letters[left - 1] == 'o' && ending.front() != 'o') --left;
    letters.resize(left);
    return true;
  }
  return false;
}

// Takes "الله" and "الدين" off the end of a name that is one word.
void TakeBoundEnding(Token& token) {
  if (token.script == Script::kArabic) {
    static const std::string allah = SplitWords("الله", NameKind::kPerson).front().letters;
    static const std::string faith = SplitWords("الدين", NameKind::kPerson).front().letters;
    const auto take = [&](const std::string& ending, std::uint8_t flag) {
      if (token.letters.size() < ending.size() + 2 || !token.letters.ends_with(ending)) return;
      token.letters.resize(token.letters.size() - ending.size());
      token.flags |= flag;
    };
    take(allah, kOfGod);
    take(faith, kOfFaith);
    return;
  }
  if (TakeEnding(token.letters, {"llah", "ullahi", "ulla"}, 2)) {
    token.flags |= kOfGod;
  } else if (TakeEnding(token.letters,
                        {"lddine", "ddine", "ddeen", "ddin", "aldin", "eldin", "aldine", "eldine", "uldin", "oudine",
                         "oudin", "udine", "udin", "oudeen", "udeen"},
                        3)) {
    token.flags |= kOfFaith;
  }
}

// Where a word of a person's name is two that were written as one, the size of the first; 0 if it is one. A servant
// attached to the name before it, a father attached to an article (أبوالفضل), a son attached to one (Binalshibh).
std::size_t AttachedSize(const Word& word, const Word* next) {
  static const std::string father = SplitWords("أبو", NameKind::kPerson).front().letters;
  static const std::string servant = SplitWords("عبد", NameKind::kPerson).front().letters;
  constexpr std::size_t kLeastRest = 4;
  constexpr std::size_t kLeastArabicRest = 3;
  const std::string_view letters = word.letters;
  if (word.script == Script::kArabic) {
    if (letters.size() >= father.size() + 2 + kLeastArabicRest && letters.starts_with(father) &&
        StartsWithArticle(letters.substr(father.size()))) {
      return father.size();
    }
    const bool bound = next != nullptr && StartsWithArticle(next->letters);
    if (bound && letters.size() >= servant.size() + 2 && letters.ends_with(servant)) {
      return letters.size() - servant.size();
    }
    return 0;
  }
  for (const std::string_view first : {"bin", "ben", "ibn", "abu", "abou"}) {
    const std::string_view rest = letters.substr(std::min(first.size(), letters.size()));
    if (letters.starts_with(first) && rest.size() >= 2 + kLeastRest && rest.starts_with("al")) return first.size();
  }
  return 0;
}

std::vector<Word> Detach(std::vector<Word> words) {
  for (std::size_t i = 0; i < words.size() && words.size() < kMaxWords; ++i) {
    const std::size_t size = AttachedSize(words[i], i + 1 < words.size() ? &words[i + 1] : nullptr);
    if (size == 0) continue;
    Word rest = words[i];
    rest.letters.erase(0, size);
    rest.hamza_start = false;
    words[i].letters.resize(size);
    words[i].before_hyphen = false;
    words.insert(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(rest));
  }
  return words;
}

class Builder {
 public:
  Builder(std::string_view text, NameKind kind) : kind_(kind), words_(SplitWords(text, kind)) {
    if (kind == NameKind::kPerson) words_ = Detach(std::move(words_));
  }

  std::vector<Token> Build() {
    while (at_ < words_.size() && tokens_.size() < kMaxTokens) TakeWord();
    // A word may become two: عبد that binds nothing, and what stands behind it.
    if (tokens_.size() > kMaxTokens) tokens_.pop_back();
    const bool named = std::any_of(tokens_.begin(), tokens_.end(), [](const Token& token) {
      return token.kind == TokenKind::kName || token.kind == TokenKind::kNumber;
    });
    // A name of nothing but titles or particles is the name itself.
    for (Token& token : tokens_) {
      if (!named && token.kind != TokenKind::kInitial) token.kind = TokenKind::kName;
    }
    return std::move(tokens_);
  }

 private:
  void TakeWord() {
    const Word& word = words_[at_];
    const bool last = at_ + 1 >= words_.size();
    if (kind_ == NameKind::kOrganisation && TakePhrase()) return;
    const WordInfo info = LookUpWord(word.letters, kind_);
    if (!last && (info.word_class == kArticle || IsAssimilatedArticle(word, words_[at_ + 1]))) {
      pending_ |= kHasArticle;
      ++at_;
      return;
    }
    if (!last && info.word_class == kBound) {
      pending_ |= kServant;
      bound_word_ = at_++;
      return;
    }
    if (kind_ == NameKind::kPerson && AttachEnding(word, info)) return;
    if (info.kind != TokenKind::kName && info.word_class != kArticle && info.word_class != kBound &&
        (!last || info.kind != TokenKind::kParticle)) {
      TakeMinorWord(word, info);
      return;
    }
    TakeName(word);
  }

  bool TakePhrase() {
    std::size_t count = 0;
    const std::uint8_t word_class = LookUpPhrase(words_, at_, count);
    if (word_class == kNoClass) return false;
    const Word& word = words_[at_];
    tokens_.push_back({TokenKind::kLegalForm, word.script, 0, word_class, word.letters});
    at_ += count;
    return true;
  }

  // الله or الدين after a name belongs to it.
  bool AttachEnding(const Word& word, const WordInfo& info) {
    if (tokens_.empty() || tokens_.back().kind != TokenKind::kName || (pending_ & kServant) != 0) return false;
    Token& before = tokens_.back();
    if ((before.flags & (kServant | kOfGod | kOfFaith)) != 0) return false;
    static const std::string faith = SplitWords("الدين", NameKind::kPerson).front().letters;
    const std::string& letters = word.letters;
    const bool detached = letters == "din" || letters == "deen" || letters == "dine" || letters == "dein";
    if (IsAllah(letters) || letters == "ullah") {
      before.flags |= kOfGod;
    } else if (info.word_class == kFaith || letters == faith || (detached && (pending_ & kHasArticle) != 0)) {
      before.flags |= kOfFaith;
    } else {
      return false;
    }
    pending_ = 0;
    ++at_;
    return true;
  }

  void TakeMinorWord(const Word& word, const WordInfo& info) {
    FlushBound();
    tokens_.push_back({info.kind, word.script, 0, info.word_class, word.letters});
    pending_ = info.word_class == kFatherOf || info.word_class == kMotherOf ? kKunya : 0;
    if (info.word_class == kChildOf) pending_ = kAfterChild;
    ++at_;
  }

  // عبد before a word that it cannot bind is a name of its own.
  void FlushBound() {
    if ((pending_ & kServant) == 0) return;
    const Word& word = words_[bound_word_];
    tokens_.push_back({TokenKind::kName, word.script, 0, kNoClass, word.letters});
    pending_ = 0;
  }

  void TakeName(const Word& word) {
    const bool after_number = !tokens_.empty() && tokens_.back().kind == TokenKind::kNumber;
    spelled_tens_ = spelled_tens_ && after_number;
    Token token{TokenKind::kName, word.script, pending_, kNoClass, word.letters};
    if (kind_ == NameKind::kOrganisation) {
      const std::uint8_t word_class = LookUpWord(word.letters, kind_).word_class;
      if (word_class == kGeneric || word_class == kPlace) token.word_class = word_class;
    }
    const bool numbered = kind_ == NameKind::kOrganisation || (kind_ == NameKind::kObject && !tokens_.empty());
    if (numbered && !NumberWord(word.letters).empty()) token.letters = NumberWord(word.letters);
    pending_ = 0;
    ++at_;
    const bool digits =
        std::all_of(token.letters.begin(), token.letters.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits) {
      token.kind = TokenKind::kNumber;
      if (AddToTens(word, token.letters)) return;
      const std::size_t zeros = std::min(token.letters.find_first_not_of('0'), token.letters.size() - 1);
      token.letters.erase(0, zeros);
    } else if (token.letters.size() == 1) {
      token.kind = TokenKind::kInitial;
    } else if (std::string bound = BoundByServant(word); !bound.empty() && kind_ == NameKind::kPerson) {
      token.letters = std::move(bound);
      token.flags |= kServant;
    } else {
      if (kind_ == NameKind::kPerson) TakeBoundEnding(token);
      StripArticle(word, kind_, token);
    }
    tokens_.push_back(std::move(token));
  }

  // "Forty-four", "forty 4": after tens that were written as a word.
  bool AddToTens(const Word& word, const std::string& digits) {
    const bool after_tens = spelled_tens_ && tokens_.back().kind == TokenKind::kNumber && digits.size() == 1;
    spelled_tens_ = digits.size() == 2 && digits[1] == '0' && word.letters != digits;
    if (!after_tens) return false;
    tokens_.back().letters.back() = digits[0];
    return true;
  }

  static void StripArticle(const Word& word, NameKind kind, Token& token) {
    if (word.script == Script::kArabic) {
      // "And the …" in the name of a body: والجهاد
      const std::string_view rest = std::string_view(token.letters).substr(1);
      if (kind == NameKind::kOrganisation && static_cast<std::uint8_t>(token.letters[0]) == kWaw && rest.size() >= 5 &&
          StartsWithArticle(rest)) {
        token.letters.erase(0, 1);
      }
      if (token.letters.size() >= 4 && StartsWithArticle(token.letters) && !word.hamza_start &&
          !IsAllah(token.letters) && !BeginsWithoutArticle(token.letters)) {
        token.letters.erase(0, 2);
        token.flags |= kHasArticle;
      }
    } else if ((token.flags & kHasArticle) == 0 && WithoutArticle(token.letters).size() < token.letters.size()) {
      token.flags |= kMaybeArticle;
    }
  }

  NameKind kind_;
  std::vector<Word> words_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t bound_word_ = 0;
  std::uint8_t pending_ = 0;
  bool spelled_tens_ = false;  // the last token is twenty, thirty… as a word
};

void AppendToken(const Token& token, std::string& out) {
  out.push_back(static_cast<char>(static_cast<unsigned>(token.kind) | (static_cast<unsigned>(token.script) << 4U)));
  out.push_back(static_cast<char>(token.flags));
  out.push_back(static_cast<char>(token.word_class));
  out.push_back(static_cast<char>(token.letters.size()));
  TokenView view{token.kind, token.script, token.flags, token.word_class, 0, token.letters};
  const std::uint32_t key = StrongKey(view);
  char bytes[4];
  std::memcpy(bytes, &key, 4);
  out.append(bytes, 4);
  out += token.letters;
}

}  // namespace

void PrepareName(std::string_view text, NameKind kind, std::string& out) {
  const std::vector<Token> tokens = Builder(text, kind).Build();
  out.push_back(static_cast<char>(kind));
  out.push_back(static_cast<char>(tokens.size()));
  for (const Token& token : tokens) AppendToken(token, out);
}

std::string TokenView::Text() const {
  std::string text = (flags & kServant) != 0 ? (script == Script::kArabic ? "عبد " : "abd ") : "";
  std::string shown(letters);
  // The code of a final ya also stands for alef maqsura; ya is what readers expect.
  std::replace(shown.begin(), shown.end(), static_cast<char>(kFinalYa), static_cast<char>(kYa));
  text += DisplayLetters(shown);
  if ((flags & kOfGod) != 0) text += script == Script::kArabic ? " الله" : "ullah";
  if ((flags & kOfFaith) != 0) text += script == Script::kArabic ? " الدين" : "uddin";
  return text;
}

NameKind PreparedView::kind() const {
  return bytes_.empty() ? NameKind::kPerson : static_cast<NameKind>(bytes_[0]);
}

bool PreparedView::Next(std::size_t& at, TokenView& token) const {
  if (at + kTokenHeaderBytes > bytes_.size()) return false;
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes_[at + i]); };
  token.kind = static_cast<TokenKind>(byte(0) & 0x0FU);
  token.script = static_cast<Script>(byte(0) >> 4U);
  token.flags = byte(1);
  token.word_class = byte(2);
  const std::size_t length = byte(3);
  std::memcpy(&token.strong_key, bytes_.data() + at + 4, 4);
  token.letters = std::string_view(bytes_.data() + at + kTokenHeaderBytes, length);
  at += kTokenHeaderBytes + length;
  return true;
}

bool PreparedView::valid() const {
  if (bytes_.size() < kNameHeaderBytes || bytes_.size() > kMaxPreparedBytes) return false;
  if (static_cast<std::uint8_t>(bytes_[0]) > static_cast<std::uint8_t>(NameKind::kObject)) return false;
  const std::size_t count = token_count();
  if (count > kMaxTokens) return false;
  std::size_t at = begin();
  for (std::size_t i = 0; i < count; ++i) {
    if (at + kTokenHeaderBytes > bytes_.size()) return false;
    const auto byte = [&](std::size_t k) { return static_cast<std::uint8_t>(bytes_[at + k]); };
    const bool known = (byte(0) & 0x0FU) <= static_cast<unsigned>(TokenKind::kNumber) &&
                       (byte(0) >> 4U) <= static_cast<unsigned>(Script::kOther);
    const std::size_t length = byte(3);
    if (!known || length == 0 || length > kMaxTokenLetters || at + kTokenHeaderBytes + length > bytes_.size()) {
      return false;
    }
    for (std::size_t k = 0; k < length; ++k) {
      const std::uint8_t letter = byte(kTokenHeaderBytes + k);
      const bool latin = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
      if (!latin && (letter < kArabicFirst || letter >= kArabicFirst + kArabicLetterCount)) return false;
    }
    at += kTokenHeaderBytes + length;
  }
  return at == bytes_.size();
}

}  // namespace maktab::names
