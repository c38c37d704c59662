// A name in any script, prepared once and compared many times. Text goes in as people type it or as a list prints it;
// what comes out is a flat byte string of tokens in their normal form, which the index keeps and snapshot files store.
//
// The normal form takes away what does not tell persons apart: invisible controls, case, diacritics, vowel marks and
// tatweel, the forms of alef, hamza, ya and ta marbuta, presentation forms, the article. Persian, Urdu and Pashto
// letters are kept where they are sounds of their own. Hebrew is written with the Arabic letters of the same sounds;
// every other script is transliterated to Latin. عبد and the name that it binds are one token (also "Abdul Rahman",
// "Abderrahmane"), particles, titles and legal forms are marked with one canonical class for both scripts.
//
// All functions are pure and may be called from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace maktab::names {

enum class NameKind : std::uint8_t {
  kPerson = 0,
  kOrganisation = 1,
  kObject = 2,  // names of vessels, aircraft and the like
};

// How the letters of a token are written. kOther was transliterated to Latin letters.
enum class Script : std::uint8_t { kLatin = 0, kArabic = 1, kOther = 2 };

enum class TokenKind : std::uint8_t {
  kName = 0,       // a word that tells persons apart
  kInitial = 1,    // one letter
  kParticle = 2,   // bin, ibn, ben, bint, abu, umm, ould, ait, de, van…; token.word_class says which
  kTitle = 3,      // shaykh, haji, dr, colonel…
  kLegalForm = 4,  // ltd, gmbh, ش.م.م…; word_class says which
  kStopWord = 5,   // of, the, and, de…, in names of organisations
  kNumber = 6,     // digits, in names of organisations and objects
};

// Bits of TokenView::flags.
constexpr std::uint8_t kHasArticle = 1;    // an article stood before it and was taken away
constexpr std::uint8_t kMaybeArticle = 2;  // Latin and begins with al, el or l, which may be an article or not
constexpr std::uint8_t kServant = 4;   // bound by عبد, which was taken away: Abd al-Karim is "karim" with this flag
constexpr std::uint8_t kKunya = 8;     // follows abu or umm
constexpr std::uint8_t kOfGod = 16;    // followed by الله, which was taken away: Nasrallah is "nasr" with this flag
constexpr std::uint8_t kOfFaith = 32;  // followed by الدين, which was taken away: Salah al-Din, Salaheddine
constexpr std::uint8_t kAfterChild = 64;  // follows ibn, bin, bint…: a forefather's name

constexpr std::size_t kMaxTokens = 20;
constexpr std::size_t kMaxTokenLetters = 32;
constexpr std::size_t kTokenHeaderBytes = 8;
constexpr std::size_t kNameHeaderBytes = 2;
constexpr std::size_t kMaxPreparedBytes = kNameHeaderBytes + kMaxTokens * (kTokenHeaderBytes + kMaxTokenLetters);

// Appends the prepared form of `text` to `out`. Invalid UTF-8 is passed over; text beyond the limits is cut, never
// refused; the time is bounded whatever the length. Text without a letter (for organisations and objects: without a
// letter or digit) appends a prepared name with no token.
void PrepareName(std::string_view text, NameKind kind, std::string& out);

// One token of a prepared name; a view into its bytes.
struct TokenView {
  TokenKind kind = TokenKind::kName;
  Script script = Script::kLatin;
  std::uint8_t flags = 0;
  std::uint8_t word_class = 0;   // equal for particles, titles and legal forms that mean the same; 0 for names
  std::uint32_t strong_key = 0;  // hash of its consonant skeleton; 0 if it has none (initials, particles)
  std::string_view letters;      // normal form: 'a'–'z' and '0'–'9', or the codes of letters.h for Arabic

  // The normal form as UTF-8, for display ("karim", "كريم").
  std::string Text() const;
};

// A prepared name; a view of bytes that someone else keeps alive. Cheap to copy.
class PreparedView {
 public:
  PreparedView() = default;
  explicit PreparedView(std::string_view bytes) : bytes_(bytes) {}

  // Whether the bytes are exactly one prepared name. Bytes from outside (a file) must be asked once; the other
  // functions require it.
  bool valid() const;
  bool empty() const { return token_count() == 0; }
  std::size_t token_count() const { return bytes_.size() < 2 ? 0 : static_cast<std::uint8_t>(bytes_[1]); }
  NameKind kind() const;
  std::string_view bytes() const { return bytes_; }

  // Walks the tokens: for (std::size_t at = name.begin(); name.Next(at, token);) …
  static constexpr std::size_t begin() { return kNameHeaderBytes; }
  // The token at `at`, which moves past it; false at the end.
  bool Next(std::size_t& at, TokenView& token) const;

 private:
  std::string_view bytes_;
};

}  // namespace maktab::names
