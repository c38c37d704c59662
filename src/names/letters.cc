#include "names/letters.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/utf8.h"

namespace maktab::names {
namespace {

// Longer than any real name; what lies beyond is cut so that the time stays bounded.
constexpr std::size_t kMaxTextBytes = 2048;

constexpr std::array<char32_t, kArabicLetterCount> kArabicLetters = {
    U'ا', U'ب', U'ت', U'ث', U'ج', U'ح', U'خ', U'د', U'ذ', U'ر', U'ز', U'س', U'ش', U'ص', U'ض', U'ط', U'ظ', U'ع',
    U'غ', U'ف', U'ق', U'ك', U'ل', U'م', U'ن', U'ه', U'و', U'ي', U'ة', U'ى', U'پ', U'چ', U'ژ', U'گ', U'ڤ'};

struct Alike {
  char32_t from;
  char32_t to;
};

// Letters that are written otherwise in Persian, Urdu, Pashto, Kurdish, Uyghur or Maghrebi hands, or that carry hamza.
constexpr std::array kArabicAlike = std::to_array<Alike>({
    {U'أ', U'ا'}, {U'إ', U'ا'}, {U'آ', U'ا'}, {U'ٱ', U'ا'}, {U'ٲ', U'ا'}, {U'ٳ', U'ا'}, {U'ئ', U'ي'}, {U'ؤ', U'و'},
    {U'ی', U'ي'}, {U'ى', U'ي'}, {U'ې', U'ي'}, {U'ۍ', U'ي'}, {U'ێ', U'ي'}, {U'ے', U'ي'}, {U'ۓ', U'ي'}, {U'ۆ', U'و'},
    {U'ۇ', U'و'}, {U'ۈ', U'و'}, {U'ۋ', U'و'}, {U'ک', U'ك'}, {U'ڪ', U'ك'}, {U'ګ', U'گ'}, {U'ڭ', U'گ'}, {U'ݣ', U'گ'},
    {U'ہ', U'ه'}, {U'ھ', U'ه'}, {U'ە', U'ه'}, {U'ۀ', U'ه'}, {U'ۃ', U'ة'}, {U'ۂ', U'ه'}, {U'ٹ', U'ت'}, {U'ټ', U'ت'},
    {U'ڈ', U'د'}, {U'ډ', U'د'}, {U'ڑ', U'ر'}, {U'ړ', U'ر'}, {U'ڕ', U'ر'}, {U'ں', U'ن'}, {U'ڼ', U'ن'}, {U'ڵ', U'ل'},
    {U'ځ', U'ز'}, {U'څ', U'س'}, {U'ږ', U'ژ'}, {U'ښ', U'ش'}, {U'ڜ', U'ش'}, {U'ڥ', U'ڤ'}, {U'ڢ', U'ف'}, {U'ڧ', U'ق'},
    {U'ٺ', U'ت'}, {U'ڨ', U'گ'}, {U'ٻ', U'ب'},
});

// Hebrew writes consonants as Arabic does, so its letters join the same comparison.
constexpr std::u32string_view kHebrewAsArabic = U"ابجدهوزحطيككلممننسعففصصقرشت";  // from U+05D0 on

constexpr std::array<std::string_view, 32> kCyrillic = {  // from U+0430 on
    "a", "b", "v", "g", "d", "e",  "zh", "z",  "i",  "y",    "k", "l", "m", "n", "o",  "p",
    "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "",  "y", "",  "e", "yu", "ya"};

struct Spelled {
  char32_t from;
  std::string_view to;
};

constexpr std::array kSpelled = std::to_array<Spelled>({
    {U'ß', "ss"}, {U'æ', "ae"}, {U'œ', "oe"}, {U'ø', "o"},  {U'ð', "d"},  {U'þ', "th"}, {U'ł', "l"},  {U'đ', "d"},
    {U'ħ', "h"},  {U'ı', "i"},  {U'ə', "a"},  {U'ŋ', "ng"}, {U'ƙ', "k"},  {U'ɓ', "b"},  {U'ɗ', "d"},  {U'ƴ', "y"},
    {U'ḫ', "kh"}, {U'ḵ', "kh"}, {U'ǧ', "j"},  {U'ḏ', "dh"}, {U'ṯ', "th"}, {U'ġ', "gh"}, {U'ё', "yo"}, {U'і', "i"},
    {U'ї', "yi"}, {U'є', "ye"}, {U'ґ', "g"},  {U'ў', "u"},  {U'ђ', "dj"}, {U'ј', "j"},  {U'љ', "lj"}, {U'њ', "nj"},
    {U'ћ', "c"},  {U'џ', "dz"}, {U'ѓ', "gj"}, {U'ќ', "kj"}, {U'ѕ', "dz"}, {U'қ', "k"},  {U'ғ', "gh"}, {U'ң', "ng"},
    {U'ү', "u"},  {U'ұ', "u"},  {U'ө', "o"},  {U'һ', "h"},  {U'ҳ', "h"},  {U'ҷ', "j"},  {U'ә', "a"},  {U'ѝ', "i"},
    {U'ӣ', "i"},  {U'ӯ', "u"},
});

bool IsMark(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x064B && c <= 0x065F) || c == 0x0670 || c == 0x0640 ||
         (c >= 0x0610 && c <= 0x061A) || (c >= 0x06D6 && c <= 0x06ED) || (c >= 0x02B0 && c <= 0x02FF) ||
         (c >= 0x0591 && c <= 0x05C7) || c == U'ء' || c == U'ٴ';
}

bool IsApostrophe(char32_t c) {
  return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0xB4 || c == 0x2032 || c == 0x05F3;
}

bool IsHyphen(char32_t c) {
  return c == '-' || c == '_' || (c >= 0x2010 && c <= 0x2015) || c == 0x05BE || c == 0x30FB;
}

char ArabicCode(char32_t c) {
  static const auto codes = [] {
    std::array<char, 0x200> table{};
    for (std::size_t i = 0; i < kArabicLetters.size(); ++i) {
      table[kArabicLetters[i] - 0x600] = static_cast<char>(kArabicFirst + i);
    }
    for (const Alike& alike : kArabicAlike) table[alike.from - 0x600] = table[alike.to - 0x600];
    return table;
  }();
  return c >= 0x600 && c < 0x800 ? codes[c - 0x600] : '\0';
}

// Final letters that stand for a vowel more often than for a consonant get codes of their own.
void MarkFinalLetter(std::string& letters) {
  if (letters.size() < 2) return;
  const auto last = static_cast<std::uint8_t>(letters.back());
  if (last == kHeh) letters.back() = static_cast<char>(kTaMarbuta);
  if (last == kYa) letters.back() = static_cast<char>(kFinalYa);
}

// Chat spelling writes Arabic sounds that Latin lacks as digits of similar shape.
std::string_view DigitSound(char digit) {
  constexpr std::array<std::string_view, 10> kSounds = {"o", "i", "", "", "", "kh", "t", "h", "gh", "q"};
  return kSounds[static_cast<std::size_t>(digit - '0')];
}

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

bool IsSmallLatin(char32_t c) {
  return c >= 'a' && c <= 'z';
}

class Splitter {
 public:
  explicit Splitter(NameKind kind) : kind_(kind) {}

  std::vector<Word> Split(std::string_view text) {
    text = base::TruncateUtf8(text, kMaxTextBytes);
    for (std::size_t at = 0; at < text.size() && words_.size() < kMaxWords;) {
      const bool alone = at == 0 || text[at - 1] == ' ';
      const char32_t c = base::NextCodePoint(text, at);
      const bool letter_follows = at < text.size() && text[at] != ' ' && text[at] != '.';
      Take(c, alone, letter_follows);
    }
    FlushForeign();
    EndWord();
    return std::move(words_);
  }

 private:
  // `alone`: a space or the beginning is before it.
  void Take(char32_t c, bool alone, bool letter_follows) {
    if (c == 0xFFFD || base::IsInvisibleControl(c) || IsMark(c)) return;
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    if (IsSmallLatin(c) || (c >= '0' && c <= '9')) return AddLetter(Script::kLatin, static_cast<char>(c));
    if (const char code = ArabicCode(c); code != '\0') {
      const bool hamza = c == U'أ' || c == U'إ' || c == U'آ';
      if (hamza && (current_.letters.empty() || current_.script != Script::kArabic)) hamza_start_ = true;
      return AddLetter(Script::kArabic, code);
    }
    if (c < 0x80 || IsApostrophe(c) || IsHyphen(c)) return TakeSign(c, alone, letter_follows);
    TakeRare(c, 0);
  }

  void TakeSign(char32_t c, bool alone, bool letter_follows) {
    FlushForeign();
    if (IsApostrophe(c) && !alone && letter_follows) return;  // Sa'd, M'hamed, O'Neill
    if (c == '.' && kind_ != NameKind::kPerson && IsDotted() && letter_follows) {
      ++dots_;
      return;
    }
    const bool hyphen = IsHyphen(c) || (IsApostrophe(c) && !alone);
    EndWord();
    if (hyphen && !words_.empty() && !alone) {
      words_.back().before_hyphen = letter_follows;
      after_hyphen_ = letter_follows;
    }
    if (c == ',') comma_ = true;
    if (c == '&' && kind_ != NameKind::kPerson) {
      for (const char letter : std::string_view("and")) AddLetter(Script::kLatin, letter);
      EndWord();
    }
  }

  // Single letters with dots between: S.A., L.L.C.
  bool IsDotted() const { return !current_.letters.empty() && current_.letters.size() == dots_ + 1; }

  void TakeRare(char32_t c, int depth) {
    c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    if (IsSmallLatin(c)) return AddLetter(Script::kLatin, static_cast<char>(c));
    if (const std::string_view spelled = Spell(c); spelled.data() != nullptr) {
      const Script script = c < 0x400 || c > 0x52F ? Script::kLatin : Script::kOther;
      for (const char letter : spelled) AddLetter(script, letter);
      return;
    }
    if (c >= 0x05D0 && c <= 0x05EA) return AddLetter(Script::kArabic, ArabicCode(kHebrewAsArabic[c - 0x05D0]));
    const std::int32_t digit = u_charDigitValue(static_cast<UChar32>(c));
    if (digit >= 0) return AddLetter(Script::kLatin, static_cast<char>('0' + digit));
    UErrorCode error = U_ZERO_ERROR;
    static const icu::Normalizer2* const nfkd = icu::Normalizer2::getNFKDInstance(error);
    icu::UnicodeString parts;
    const bool hangul = c >= 0xAC00 && c <= 0xD7A3;
    if (depth < 2 && nfkd != nullptr && !hangul && nfkd->getDecomposition(static_cast<UChar32>(c), parts)) {
      for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
        TakeDecomposed(static_cast<char32_t>(parts.char32At(i)), depth + 1);
      }
      return;
    }
    if (u_isalpha(static_cast<UChar32>(c)) || u_getCombiningClass(static_cast<UChar32>(c)) != 0 ||
        u_charType(static_cast<UChar32>(c)) == U_COMBINING_SPACING_MARK ||
        u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK) {
      if (foreign_.isEmpty()) EndWord();
      foreign_.append(static_cast<UChar32>(c));
      return;
    }
    FlushForeign();
    EndWord();
  }

  void TakeDecomposed(char32_t c, int depth) {
    if (c < 0x80 || ArabicCode(c) != '\0' || IsMark(c)) return Take(c, false, true);
    TakeRare(c, depth);
  }

  static std::string_view Spell(char32_t c) {
    if (c >= 0x0430 && c <= 0x044F) return kCyrillic[c - 0x0430];
    const auto* const found =
        std::find_if(kSpelled.begin(), kSpelled.end(), [c](const Spelled& spelled) { return spelled.from == c; });
    return found == kSpelled.end() ? std::string_view() : found->to;
  }

  void AddLetter(Script script, char letter) {
    if (!in_foreign_) FlushForeign();
    if (!current_.letters.empty() && current_.script != script) {
      const bool both_latin = current_.script != Script::kArabic && script != Script::kArabic;
      if (!both_latin && !IsDigit(letter)) EndWord();
    }
    if (current_.letters.empty()) current_.script = script;
    if (script == Script::kArabic && current_.script == Script::kArabic && current_.letters.empty()) {
      current_.hamza_start = hamza_start_;
    }
    if (current_.letters.size() < kMaxTokenLetters) current_.letters.push_back(letter);
  }

  void FlushForeign() {
    if (foreign_.isEmpty()) return;
    icu::UnicodeString text;
    std::swap(text, foreign_);
    UErrorCode error = U_ZERO_ERROR;
    thread_local const std::unique_ptr<icu::Transliterator> to_latin(icu::Transliterator::createInstance(
        "Greek-Latin/UNGEGN; Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, error));
    if (to_latin == nullptr) return;
    to_latin->transliterate(text);
    EndWord();
    in_foreign_ = true;
    for (std::int32_t i = 0; i < text.length() && words_.size() < kMaxWords; ++i) {
      const char16_t c = text.charAt(i);
      if (IsSmallLatin(c)) {
        AddLetter(Script::kOther, static_cast<char>(c));
      } else if (c == ' ' || c == '-') {
        EndWord();
      } else if (c > 0x7F && u_isalpha(c)) {
        // A script that ICU does not carry (Khmer, Lao): such a name meets at least itself.
        AddLetter(Script::kOther, static_cast<char>('a' + c % 26));
        AddLetter(Script::kOther, static_cast<char>('a' + c / 26 % 26));
      }
    }
    in_foreign_ = false;
    EndWord();
  }

  void EndWord() {
    if (kind_ == NameKind::kPerson) {
      SoundDigits(current_.letters);
      SpellGermanJ(current_.letters);
    }
    if (!current_.letters.empty() && words_.size() < kMaxWords) {
      if (current_.script == Script::kArabic) MarkFinalLetter(current_.letters);
      current_.after_hyphen = after_hyphen_;
      current_.comma_before = comma_;
      words_.push_back(std::move(current_));
      after_hyphen_ = false;
      comma_ = false;
    }
    current_ = Word();
    hamza_start_ = false;
    dots_ = 0;
  }

  // Dschamal: four letters for one sound, more than a learned group holds.
  static void SpellGermanJ(std::string& letters) {
    constexpr std::string_view kGerman = "dsch";
    const std::size_t at = letters.find(kGerman);
    if (at != std::string::npos) letters.replace(at, kGerman.size(), "j");
  }

  // Digits are sounds beside letters and nothing alone.
  static void SoundDigits(std::string& letters) {
    if (std::none_of(letters.begin(), letters.end(), IsDigit)) return;
    const auto digits = std::count_if(letters.begin(), letters.end(), IsDigit);
    const bool sounds = letters.size() - static_cast<std::size_t>(digits) >= 2 && !IsArabicLetter(letters.front());
    std::string out;
    for (const char letter : letters) {
      if (!IsDigit(letter)) {
        out.push_back(letter);
      } else if (sounds) {
        out += DigitSound(letter);
      }
    }
    out.resize(std::min(out.size(), kMaxTokenLetters));
    letters = std::move(out);
  }

  NameKind kind_;
  std::vector<Word> words_;
  Word current_;
  icu::UnicodeString foreign_;
  bool in_foreign_ = false;
  bool hamza_start_ = false;
  bool after_hyphen_ = false;
  bool comma_ = false;
  std::size_t dots_ = 0;
};

}  // namespace

std::vector<Word> SplitWords(std::string_view text, NameKind kind) {
  return Splitter(kind).Split(text);
}

std::string DisplayLetters(std::string_view letters) {
  std::string out;
  for (const char letter : letters) {
    const std::size_t code = static_cast<std::uint8_t>(letter);
    if (code < kArabicFirst) {
      out.push_back(letter);
    } else if (code < kArabicFirst + kArabicLetterCount) {
      base::AppendUtf8(out, kArabicLetters[code - kArabicFirst]);
    }
  }
  return out;
}

std::string LettersFromDisplay(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = base::NextCodePoint(text, at);
    const auto* const found = std::find(kArabicLetters.begin(), kArabicLetters.end(), c);
    if (found != kArabicLetters.end()) {
      out.push_back(static_cast<char>(kArabicFirst + (found - kArabicLetters.begin())));
    } else if (IsSmallLatin(c) || (c < 0x80 && IsDigit(static_cast<char>(c)))) {
      out.push_back(static_cast<char>(c));
    }
  }
  return out;
}

}  // namespace maktab::names
