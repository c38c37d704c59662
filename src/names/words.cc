#include "names/words.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "names/word_table.h"

namespace maktab::names {
namespace {

struct Row {
  std::string_view words;  // separated by spaces
  TokenKind kind;
  std::uint8_t word_class;
};

constexpr TokenKind kPart = TokenKind::kParticle;
constexpr TokenKind kTit = TokenKind::kTitle;
constexpr TokenKind kLeg = TokenKind::kLegalForm;
constexpr TokenKind kStop = TokenKind::kStopWord;

constexpr std::array kEverywhere = std::to_array<Row>({
    {"al el ul il ال آل aal", kPart, kArticle},
});

constexpr std::array kPersonWords = std::to_array<Row>({
    {"bin ben ibn bint bent binti binte ould wuld wald walad oulad ouled ابن بن بنت ولد اولاد ابنة", kPart, kChildOf},
    {"abu abou abo aboo abi aba bou bu ابو ابي ابا بو", kPart, kFatherOf},
    {"umm oum um ummu أم ام", kPart, kMotherOf},
    {"abd abdul abdel abdal abdol abdoul abdool abdil abdur abdour abder abdus abdes abdu abde abdud abdun عبد", kPart,
     kBound},
    {"eddine eddin uddin aldin addin eddeen uddeen ddine", kPart, kFaith},
    {"ait ayt aith آيت ايت", kPart, 10},
    {"de del della di da do dos das du des la le les las los lo von van vom zu zum zur der den het ter ten af av",
     kPart, 11},
    {"y e i", kPart, 12},
    {"oglu ogly ogli oghlu uulu kyzy qizi kizi gizi oghli", kPart, 13},
    {"shaykh sheikh shaikh sheik cheikh cheik shekh sheykh cheick الشيخ شيخ", kTit, 20},
    {"haji hajj hajji hadji hadj haj hag hajjah hajja alhaji alhaj الحاج حاج الحاجة حاجي", kTit, 21},
    {"mullah mulla molla mollah ملا الملا", kTit, 22},
    {"maulavi mawlawi maulawi moulavi molvi maulvi mevlevi maulana mawlana moulana مولوي مولانا مولوی", kTit, 23},
    {"dr doctor doktor prof professor professeur profesor دكتور الدكتور د أستاذ الاستاذ استاذ", kTit, 24},
    {"mr mister monsieur m. herr senor sr sig السيد", kTit, 25},
    {"mrs ms miss mme mlle madame frau senora sra السيدة", kTit, 26},
    {"col colonel coronel oberst عقيد العقيد", kTit, 27},
    {"gen general generale generalleutnant brig brigadier لواء اللواء عميد العميد فريق الفريق جنرال", kTit, 28},
    {"maj major comandante commandant cdt رائد الرائد مقدم المقدم", kTit, 29},
    {"capt captain capitaine capitan hauptmann نقيب النقيب kapitan", kTit, 30},
    {"lt lieut lieutenant teniente ltc ملازم الملازم", kTit, 31},
    {"sgt sergeant sargento cpl corporal", kTit, 32},
    {"eng engineer ing ingenieur مهندس المهندس", kTit, 33},
    {"commander cmdr قائد القائد", kTit, 34},
    {"president presidente الرئيس", kTit, 35},
    {"king prince princess amir-ul الملك الأميرة", kTit, 36},
    {"sir lord lady baron", kTit, 37},
    {"hon honourable honorable hrh excellency", kTit, 38},
    {"alias aka dit المعروف المكنى الملقب", kTit, 39},
    {"jr junior sr snr senior ii iii الابن", kTit, 40},
    {"ayatollah ayatullah hojatoleslam آية", kTit, 41},
    {"ustad ostad ustadh qari hafiz-ul", kTit, 42},
});

constexpr std::array kOrganisationWords = std::to_array<Row>({
    {"ltd limited ltda limitada limitee lte المحدودة محدودة", kLeg, 50},
    {"co company cia compania compagnie cie companies شركة الشركة شركت", kLeg, 51},
    {"corp corporation", kLeg, 52},
    {"inc incorporated", kLeg, 53},
    {"ag aktiengesellschaft", kLeg, 54},
    {"gmbh mbh", kLeg, 55},
    {"sa sab sae", kLeg, 54},
    {"sarl srl sprl eurl sarlau", kLeg, 55},
    {"llc lc", kLeg, 57},
    {"ooo tov", kLeg, 57},
    {"oao ao zao pao pjsc ojsc cjsc jsc pat prat ojsk شم شمم شمع", kLeg, 58},
    {"plc", kLeg, 59},
    {"bv nv", kLeg, 60},
    {"spa", kLeg, 54},
    {"sas sasu", kLeg, 61},
    {"oy oyj ab asa aps", kLeg, 62},
    {"as anonim sirketi", kLeg, 63},
    {"kg kgaa ohg se ev", kLeg, 64},
    {"lp llp pllc", kLeg, 65},
    {"pte pty pvt private", kLeg, 66},
    {"sdn bhd tbk pt", kLeg, 67},
    {"kk kabushiki kaisha", kLeg, 68},
    {"fze fzc fzco dmcc wll bsc ksc qsc", kLeg, 69},
    {"sp zoo", kLeg, 70},
    {"est establishment", kLeg, 71},
    {"bank banque banco banca group groupe grupo gruppe international trading trade industries industry industrial "
     "holding holdings management services service general national global technology technologies technical energy "
     "petroleum gas oil shipping maritime airlines air investment investments finance financial capital partners "
     "foundation organization organisation association center centre institute university ministry enterprise "
     "enterprises electronics engineering systems solutions products products development construction transport "
     "logistics commercial import export factory plant zavod complex corporation front movement army party islamic "
     "brigade fund insurance exchange international zavod bureau office agency company "
     "بنك مصرف مجموعة الدولية دولية للتجارة تجارة مؤسسة جمعية منظمة حركة جبهة اسلامية الاسلامية وزارة مركز هيئة",
     TokenKind::kName, kGeneric},
    {"europe european africa african asia asian america american americas latin arab arabian gulf middle east eastern "
     "west western north northern south southern pacific atlantic mediterranean nordic "
     "afghanistan algeria algerie argentina australia austria bahrain bangladesh belarus belgium brazil brasil "
     "bulgaria "
     "canada chile china chinese colombia croatia cuba cyprus czech denmark deutschland egypt egypte emirates espana "
     "estonia ethiopia finland france germany ghana greece holland hong kong hungary india indonesia iran iraq ireland "
     "israel italia italy japan jordan kazakhstan kenya korea kuwait latvia lebanon liban libya libye lithuania "
     "luxembourg malaysia mali malta maroc mauritania mexico morocco nederland netherlands niger nigeria norway oman "
     "pakistan panama peru philippines poland polska portugal qatar romania russia russian saudi senegal serbia "
     "singapore slovakia slovenia somalia spain sudan suisse sweden switzerland syria syrian taiwan tanzania thailand "
     "tunisia tunisie turkey turkiye uae uganda uk ukraine us usa uzbekistan venezuela vietnam yemen yemeni "
     "المغرب الجزائر تونس ليبيا مصر السودان العراق سوريا لبنان الاردن السعودية اليمن قطر الكويت البحرين عمان "
     "افريقيا اوروبا",
     TokenKind::kName, kPlace},
    {"the of and for de la le les des du del der die das und et y el los las in e di il a an to wal wa fi min من في و "
     "على",
     kStop, 90},
});

constexpr std::array kObjectWords = std::to_array<Row>({
    {"mv mt ms ss mt my fv the m v سفينة", kTit, 95},
});

struct Phrase {
  std::string_view words;
  std::uint8_t word_class;
};
constexpr std::array kPhrases = std::to_array<Phrase>({
    {"gesellschaft mit beschraenkter haftung", 55},
    {"gesellschaft mit beschrankter haftung", 55},
    {"societe a responsabilite limitee", 55},
    {"sociedad de responsabilidad limitada", 55},
    {"sociedad limitada", 55},
    {"societa a responsabilita limitata", 55},
    {"societatea cu raspundere limitata", 55},
    {"societa per azioni", 54},
    {"societe par actions simplifiee", 61},
    {"sociedade anonima", 54},
    {"naamloze vennootschap", 60},
    {"besloten vennootschap", 60},
    {"commanditaire vennootschap", 65},
    {"anonim sirketi", 63},
    {"limited sirketi", 50},
    {"общество с ограниченной ответственностью", 57},
    {"товариство з обмеженою відповідальністю", 57},
    {"открытое акционерное общество", 58},
    {"закрытое акционерное общество", 58},
    {"публичное акционерное общество", 58},
    {"акционерное общество", 58},
    {"shareholding company", 58},
    {"limited company", 50},
    {"private limited", 66},
    {"incorporated company", 52},
    {"شركة ذات مسؤولية محدودة", 50},
    {"ذات مسؤولية محدودة", 50},
    {"شركة مساهمة مغلقة", 58},
    {"public joint stock company", 58},
    {"open joint stock company", 58},
    {"closed joint stock company", 58},
    {"joint stock company", 58},
    {"joint stock", 58},
    {"limited liability company", 57},
    {"limited liability partnership", 65},
    {"limited partnership", 65},
    {"public limited company", 59},
    {"societe anonyme", 54},
    {"sociedad anonima", 54},
    {"sp z oo", 70},
    {"sp z o o", 70},
    {"s a r l", 55},
    {"l l c", 57},
    {"s p a", 54},
    {"s a", 54},
    {"a s", 63},
    {"شركة مساهمة", 58},
    {"obshchestvo s ogranichennoy otvetstvennostyu", 57},
    {"aktsionernoe obshchestvo", 58},
    {"publichnoe aktsionernoe obshchestvo", 58},
});

constexpr std::string_view kWithoutArticle =
    "الياس الهام اليزابيث الكسندر الكساندر البرت الفرد الين الان الكس السا الماس النا البير الفونس اليسا الينا اليكس "
    "الكسي اليكسي اليكسندر اليكساندر الفريد السيو الدو الفا الجي البيرتو الفارو الفيس اليوت الن الك اليزا";

using WordTable = LettersMap<WordInfo>;

template <std::size_t N>
void AddRows(WordTable& table, const std::array<Row, N>& rows) {
  for (const Row& row : rows) {
    ForEachWord(row.words, [&](const std::string& word) {
      table.try_emplace(word, WordInfo{row.kind, row.word_class});
    });
  }
}

const WordTable& TableFor(NameKind kind) {
  static const auto tables = [] {
    std::array<WordTable, 3> made;
    AddRows(made[0], kPersonWords);
    AddRows(made[1], kOrganisationWords);
    AddRows(made[2], kObjectWords);
    for (WordTable& table : made) AddRows(table, kEverywhere);
    return made;
  }();
  return tables[static_cast<std::size_t>(kind)];
}

}  // namespace

WordInfo LookUpWord(std::string_view letters, NameKind kind) {
  const WordTable& table = TableFor(kind);
  const auto found = table.find(letters);
  return found == table.end() ? WordInfo() : found->second;
}

std::uint8_t LookUpPhrase(const std::vector<Word>& words, std::size_t at, std::size_t& count) {
  static const auto phrases = [] {
    std::vector<std::pair<std::vector<Word>, std::uint8_t>> made;
    made.reserve(kPhrases.size());
    for (const Phrase& phrase : kPhrases) {
      made.emplace_back(SplitWords(phrase.words, NameKind::kOrganisation), phrase.word_class);
    }
    return made;
  }();
  for (const auto& [phrase, word_class] : phrases) {
    if (at + phrase.size() > words.size()) continue;
    const auto same = [](const Word& a, const Word& b) { return a.letters == b.letters; };
    if (!std::equal(phrase.begin(), phrase.end(), words.begin() + static_cast<std::ptrdiff_t>(at), same)) continue;
    count = phrase.size();
    return word_class;
  }
  return kNoClass;
}

bool BeginsWithoutArticle(std::string_view letters) {
  static const auto names = [] {
    std::unordered_set<std::string, LettersHash, std::equal_to<>> made;
    ForEachWord(kWithoutArticle, [&](const std::string& word) { made.insert(word); });
    return made;
  }();
  return names.contains(letters);
}

std::string_view WithoutArticle(std::string_view letters) {
  constexpr std::size_t kLeastName = 4;
  if (letters.size() >= kLeastName + 2 && (letters.starts_with("al") || letters.starts_with("el"))) {
    return letters.substr(2);
  }
  constexpr std::string_view kNotAfterArticle = "aeiouyl";
  if (letters.size() > kLeastName && letters[0] == 'l' && kNotAfterArticle.find(letters[1]) == std::string_view::npos) {
    return letters.substr(1);
  }
  return letters;
}

bool IsAllah(std::string_view letters) {
  static const std::string arabic = SplitWords("الله", NameKind::kPerson).front().letters;
  return letters == arabic || letters == "allah";
}

std::string_view NumberWord(std::string_view letters) {
  struct Number {
    std::string_view digits;
    std::string_view words;
  };
  static constexpr Number kNumbers[] = {{"1", "one first 1st i"},
                                        {"2", "two second 2nd ii"},
                                        {"3", "three third 3rd iii"},
                                        {"4", "four fourth 4th iv"},
                                        {"5", "five fifth 5th v"},
                                        {"6", "six sixth 6th vi"},
                                        {"7", "seven seventh 7th vii"},
                                        {"8", "eight eighth 8th viii"},
                                        {"9", "nine ninth 9th ix"},
                                        {"10", "ten tenth 10th x"},
                                        {"11", "eleven eleventh 11th"},
                                        {"12", "twelve twelfth 12th"},
                                        {"20", "twenty twentieth 20th"},
                                        {"30", "thirty 30th"},
                                        {"40", "forty fourty 40th"},
                                        {"50", "fifty 50th"},
                                        {"60", "sixty"},
                                        {"70", "seventy"},
                                        {"80", "eighty"},
                                        {"90", "ninety"},
                                        {"100", "hundred 100th"}};
  static const auto table = [] {
    LettersMap<std::string_view> made;
    for (const Number& number : kNumbers) {
      ForEachWord(number.words, [&](const std::string& word) { made.emplace(word, number.digits); });
    }
    return made;
  }();
  const auto found = table.find(letters);
  return found == table.end() ? std::string_view() : found->second;
}

}  // namespace maktab::names
