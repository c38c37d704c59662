#include "lists/ofac_remarks.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "lists/dates.h"
#include "lists/text.h"

namespace maktab::lists {
namespace {

using model::IdentityDocument;

enum class Use {
  kPaper,    // a number with a country, kept as a document too
  kText,     // the rest of the phrase as it stands
  kDate,     // a date in words
  kCountry,  // the name of a country
  kQuoted,   // a name in quotes
};

struct Rule {
  std::string_view label;  // lower case, the start of the phrase
  std::string_view property;
  Use use;
};

constexpr std::string_view kRegistration = model::kPropOtherNumber;

// The longest label that fits wins. Labels of papers that only hold "passport" somewhere are found apart.
constexpr std::array kRules = std::to_array<Rule>({
    {"dob ", model::kPropBirthDate, Use::kDate},
    {"pob ", "birthPlace", Use::kText},
    {"nationality ", model::kPropNationality, Use::kCountry},
    {"nationality of registration ", model::kPropCountry, Use::kCountry},
    {"citizen ", model::kPropCitizenship, Use::kCountry},
    {"a.k.a. '", model::kPropWeakAlias, Use::kQuoted},
    {"f.k.a. '", model::kPropPreviousName, Use::kQuoted},
    {"n.k.a. '", model::kPropAlias, Use::kQuoted},
    {"organization established date ", "incorporationDate", Use::kDate},
    {"linked to: ", "linkedTo", Use::kText},
    {"email address ", "email", Use::kText},
    {"website ", "website", Use::kText},
    {"phone number ", "phone", Use::kText},
    {"phone no. ", "phone", Use::kText},
    {"telephone no. ", "phone", Use::kText},
    {"telephone ", "phone", Use::kText},
    {"swift/bic ", "swiftBic", Use::kText},
    {"digital currency address - ", "digitalCurrencyAddress", Use::kText},
    // Vessels and aircraft.
    {"mmsi ", model::kPropMmsi, Use::kText},
    {"other vessel call sign ", "callSign", Use::kText},
    {"vessel call sign ", "callSign", Use::kText},
    {"former vessel flag ", "pastFlag", Use::kCountry},
    {"other vessel flag ", "flag", Use::kCountry},
    {"vessel flag ", "flag", Use::kCountry},
    {"vessel type ", "type", Use::kText},
    {"other vessel type ", "type", Use::kText},
    {"vessel year of build ", "buildDate", Use::kDate},
    {"aircraft manufacture date ", "buildDate", Use::kDate},
    {"aircraft model ", "model", Use::kText},
    {"aircraft operator ", "operator", Use::kText},
    {"aircraft manufacturer's serial number (msn) ", model::kPropSerialNumber, Use::kText},
    {"aircraft construction number (also called l/n or s/n or f/n) ", model::kPropSerialNumber, Use::kText},
    {"aircraft serial identification ", model::kPropSerialNumber, Use::kText},
    {"aircraft mode s transponder code ", "icaoCode", Use::kText},
    {"aircraft tail number ", kRegistration, Use::kText},
    {"previous aircraft tail number ", "previousRegistrationNumber", Use::kText},
    {"serial no. ", model::kPropSerialNumber, Use::kText},
    // Papers of persons.
    {"travel document number ", model::kPropPassportNumber, Use::kPaper},
    {"national id no. ", model::kPropIdNumber, Use::kPaper},
    {"national foreign id number ", model::kPropIdNumber, Use::kPaper},
    {"personal id card ", model::kPropIdNumber, Use::kPaper},
    {"identification number ", model::kPropIdNumber, Use::kPaper},
    {"turkish identification number ", model::kPropIdNumber, Use::kPaper},
    {"kenyan id no. ", model::kPropIdNumber, Use::kPaper},
    {"citizen's card number ", model::kPropIdNumber, Use::kPaper},
    {"cedula no. ", model::kPropIdNumber, Use::kPaper},
    {"cedula de residencia ", model::kPropIdNumber, Use::kPaper},
    {"cedula de ciudadania ", model::kPropIdNumber, Use::kPaper},
    {"cartilla de servicio militar nacional ", model::kPropIdNumber, Use::kPaper},
    {"c.u.r.p. # ", model::kPropIdNumber, Use::kPaper},
    {"c.u.r.p. ", model::kPropIdNumber, Use::kPaper},
    {"c.u.i.p. ", model::kPropIdNumber, Use::kPaper},
    {"c.u.i. ", model::kPropIdNumber, Use::kPaper},
    {"d.n.i. ", model::kPropIdNumber, Use::kPaper},
    {"i.f.e. ", model::kPropIdNumber, Use::kPaper},
    {"credencial electoral ", model::kPropIdNumber, Use::kPaper},
    {"electoral registry no. ", model::kPropIdNumber, Use::kPaper},
    {"numero de identidad ", model::kPropIdNumber, Use::kPaper},
    {"residency number ", model::kPropIdNumber, Use::kPaper},
    {"driver's license no. ", model::kPropIdNumber, Use::kPaper},
    {"pilot license number ", model::kPropIdNumber, Use::kPaper},
    {"tazkira national id card ", model::kPropIdNumber, Use::kPaper},
    {"refugee id card ", model::kPropIdNumber, Use::kPaper},
    {"birth certificate number ", model::kPropIdNumber, Use::kPaper},
    {"immigration no. ", model::kPropIdNumber, Use::kPaper},
    {"visanumberid ", model::kPropIdNumber, Use::kPaper},
    {"le number ", model::kPropIdNumber, Use::kPaper},
    {"ssn ", model::kPropSocialSecurityNumber, Use::kPaper},
    // Taxes.
    {"tax id no. ", model::kPropTaxNumber, Use::kPaper},
    {"nit # ", model::kPropTaxNumber, Use::kPaper},
    {"r.f.c. # ", model::kPropTaxNumber, Use::kPaper},
    {"r.f.c. ", model::kPropTaxNumber, Use::kPaper},
    {"rfc ", model::kPropTaxNumber, Use::kPaper},
    {"ruc # ", model::kPropTaxNumber, Use::kPaper},
    {"rif # ", model::kPropTaxNumber, Use::kPaper},
    {"rtn ", model::kPropTaxNumber, Use::kPaper},
    {"c.i.f. ", model::kPropTaxNumber, Use::kPaper},
    {"c.u.i.t. ", model::kPropTaxNumber, Use::kPaper},
    {"us fein ", model::kPropTaxNumber, Use::kPaper},
    {"v.a.t. number ", model::kPropTaxNumber, Use::kPaper},
    {"italian fiscal code ", model::kPropTaxNumber, Use::kPaper},
    {"fiscal code ", model::kPropTaxNumber, Use::kPaper},
    {"numero unico de identificacao tributaria (nuit) ", model::kPropTaxNumber, Use::kPaper},
    // Registers of bodies.
    {"registration number ", kRegistration, Use::kPaper},
    {"registration id ", kRegistration, Use::kPaper},
    {"public registration number ", kRegistration, Use::kPaper},
    {"business registration number ", kRegistration, Use::kPaper},
    {"business registration document # ", kRegistration, Use::kPaper},
    {"business number ", kRegistration, Use::kPaper},
    {"company number ", kRegistration, Use::kPaper},
    {"uk company number ", kRegistration, Use::kPaper},
    {"commercial registry number ", kRegistration, Use::kPaper},
    {"certificate of incorporation number ", kRegistration, Use::kPaper},
    {"central registration system number ", kRegistration, Use::kPaper},
    {"chamber of commerce number ", kRegistration, Use::kPaper},
    {"dubai chamber of commerce membership no. ", kRegistration, Use::kPaper},
    {"istanbul chamber of comm. no. ", kRegistration, Use::kPaper},
    {"economic register number (cbls) ", kRegistration, Use::kPaper},
    {"enterprise number ", kRegistration, Use::kPaper},
    {"branch unit number ", kRegistration, Use::kPaper},
    {"legal entity number ", kRegistration, Use::kPaper},
    {"government gazette number ", kRegistration, Use::kPaper},
    {"folio mercantil no. ", kRegistration, Use::kPaper},
    {"matricula mercantil no ", kRegistration, Use::kPaper},
    {"registered charity no. ", kRegistration, Use::kPaper},
    {"trade license no. ", kRegistration, Use::kPaper},
    {"license ", kRegistration, Use::kPaper},
    {"c.r. no. ", kRegistration, Use::kPaper},
    {"d-u-n-s number ", kRegistration, Use::kPaper},
    {"file number ", kRegistration, Use::kPaper},
    {"unified social credit code (uscc) ", kRegistration, Use::kPaper},
    {"united social credit code certificate (usccc) ", kRegistration, Use::kPaper},
    {"bik (ru) ", "bikCode", Use::kText},
    {"isin ", "isin", Use::kText},
});

const Rule* FindRule(std::string_view phrase) {
  const Rule* best = nullptr;
  for (const Rule& rule : kRules) {
    if (StartsWithWord(phrase, rule.label) && (best == nullptr || rule.label.size() > best->label.size())) best = &rule;
  }
  return best;
}

bool HasDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

// "IMO 1234567" at the end, or seven figures alone.
std::string_view ImoNumber(std::string_view text) {
  if (text.starts_with("IMO ")) text.remove_prefix(4);
  const bool seven =
      text.size() == 7 && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  return seven ? text : std::string_view();
}

// "A1234567 (Country) issued 12 Mar 2001 expires 11 Mar 2011" after its label.
void AddPaper(Draft& draft, std::string_view property, std::string_view label, std::string_view rest) {
  if (const std::string_view imo = ImoNumber(rest); rest.starts_with("IMO ") && !imo.empty()) {
    return draft.Add(model::kPropImoNumber, imo);
  }
  IdentityDocument document;
  document.type = TrimAscii(label);
  // "Passport issued in Amman" has no number.
  if (StartsWithWord(rest, "issued ")) return draft.Add("notes", std::string(label) + std::string(rest));
  std::size_t end = rest.size();
  for (const std::string_view mark : {" (", " issued ", " expires ", " Date of issue ", " Issued "}) {
    end = std::min(end, rest.find(mark));
  }
  document.number = TrimAscii(rest.substr(0, end));
  std::string_view tail = TrimAscii(rest.substr(end));
  if (tail.starts_with("(")) {
    const std::size_t close = tail.find(')');
    document.country = tail.substr(1, close == std::string_view::npos ? close : close - 1);
    tail = close == std::string_view::npos ? std::string_view() : TrimAscii(tail.substr(close + 1));
  }
  document.note = tail;
  // "License to trade" is a remark, no number.
  if (!HasDigit(document.number)) return draft.Add("notes", std::string(label) + std::string(rest));
  draft.AddDocument(property, document);
}

bool AddPassport(Draft& draft, std::string_view phrase) {
  const std::size_t at = FindWord(phrase, "passport ");
  if (at == std::string_view::npos || at > 30) return false;
  std::size_t end = at + 9;
  for (const std::string_view more : {"booklet: ", "booklet ", "no. ", "number ", "# "}) {
    if (StartsWithWord(phrase.substr(end), more)) end += more.size();
  }
  if (!HasDigit(phrase.substr(end))) return false;
  AddPaper(draft, model::kPropPassportNumber, phrase.substr(0, end), phrase.substr(end));
  return true;
}

void AddRule(Draft& draft, const Rule& rule, std::string_view phrase) {
  const std::string_view label = phrase.substr(0, rule.label.size());
  const std::string_view rest = TrimAscii(phrase.substr(rule.label.size()));
  switch (rule.use) {
    case Use::kPaper:
      return AddPaper(draft, rule.property, label, rest);
    case Use::kText:
      return draft.Add(rule.property, rest);
    case Use::kCountry:
      return draft.AddCountry(rule.property, rest);
    case Use::kDate: {
      const ListDate date = ReadWordDate(rest);
      draft.AddDate(rule.property, date.iso, rest);
      if (date.approximate && rule.property == model::kPropBirthDate) {
        draft.Add("birthDateNote", "approximately " + date.iso);
      }
      return;
    }
    case Use::kQuoted: {
      const std::size_t close = rest.rfind('\'');
      return draft.Add(rule.property, close == std::string_view::npos ? rest : rest.substr(0, close));
    }
  }
}

bool AddVesselNumber(Draft& draft, std::string_view phrase) {
  constexpr std::string_view kLabel = "vessel registration identification ";
  if (!StartsWithWord(phrase, kLabel)) return false;
  const std::string_view rest = TrimAscii(phrase.substr(kLabel.size()));
  const std::string_view imo = ImoNumber(rest);
  draft.Add(imo.empty() ? kRegistration : model::kPropImoNumber, imo.empty() ? rest : imo);
  return true;
}

void AddPhrase(Draft& draft, std::string_view phrase) {
  phrase = TrimAscii(phrase);
  if (StartsWithWord(phrase, "alt. ")) phrase.remove_prefix(5);
  if (phrase.empty()) return;
  if (StartsWithWord(phrase, "gender ")) return draft.AddGender(phrase.substr(7));
  if (AddVesselNumber(draft, phrase)) return;
  if (const Rule* rule = FindRule(phrase)) return AddRule(draft, *rule, phrase);
  if (AddPassport(draft, phrase)) return;
  draft.Add("notes", phrase);
}

bool IsSuffix(std::string_view part) {
  for (const std::string_view suffix : {"jr.", "jr", "sr.", "sr", "ii", "iii", "iv"}) {
    if (part.size() == suffix.size() && StartsWithWord(part, suffix)) return true;
  }
  return false;
}

}  // namespace

void AddOfacRemarks(Draft& draft, std::string_view remarks) {
  remarks = TrimAscii(remarks);
  if (remarks.ends_with('.')) remarks.remove_suffix(1);
  for (const std::string_view phrase : SplitBy(remarks, ";")) AddPhrase(draft, phrase);
}

OfacName SplitOfacName(std::string_view name) {
  OfacName out;
  std::vector<std::string_view> parts = SplitBy(name, ",");
  std::string suffix;
  for (std::size_t i = parts.size(); i-- > 1;) {
    parts[i] = TrimAscii(parts[i]);
    if (!IsSuffix(parts[i])) continue;
    suffix = parts[i];
    parts.erase(parts.begin() + std::ptrdiff_t(i));
  }
  if (parts.size() != 2) {
    out.natural = TrimAscii(name);
    return out;
  }
  out.last = TrimAscii(parts[0]);
  out.first = TrimAscii(parts[1]);
  AppendWith(out.natural, " ", out.first);
  AppendWith(out.natural, " ", out.last);
  AppendWith(out.natural, " ", suffix);
  return out;
}

}  // namespace maktab::lists
