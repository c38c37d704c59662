#include "lists/interpol_notice.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "lists/dates.h"
#include "lists/text.h"

namespace maktab::lists {
namespace {

using base::JsonRef;
using model::Schema;

constexpr std::array<std::string_view, 3> kColours = {"red", "yellow", "un"};
constexpr std::array<std::string_view, 6> kListMembers = {"forename",  "name",          "date_of_birth",
                                                          "entity_id", "nationalities", "_links"};

// The text of a member; "-" is how the service writes "none" (4.4).
std::string Text(Draft& draft, const JsonRef& notice, std::string_view member) {
  const auto values = notice[member].strings();
  if (values.empty()) return {};
  std::string text = draft.Clean(values.front());
  return text == "-" ? std::string() : text;
}

std::string FullName(Draft& draft, const JsonRef& notice, std::string_view forename, std::string_view name) {
  std::string full = Text(draft, notice, forename);
  AppendWith(full, " ", Text(draft, notice, name));
  return full;
}

void AddTexts(Draft& draft, const JsonRef& notice, std::string_view member, std::string_view property) {
  for (const std::string& value : notice[member].strings()) {
    if (value != "-") draft.Add(property, value);
  }
}

void AddDateOf(Draft& draft, const JsonRef& notice, std::string_view member, std::string_view property) {
  const std::string text = Text(draft, notice, member);
  // A birth date that is wholly unknown is written in zeros.
  if (text.empty() || text.find_first_not_of("0/-") == std::string::npos) return;
  draft.AddDate(property, ReadDate(text, DateOrder::kYearFirst).iso, text);
}

void AddPerson(Draft& draft, const JsonRef& notice) {
  draft.Add(model::kPropName, FullName(draft, notice, "forename", "name"));
  draft.Add("firstName", Text(draft, notice, "forename"));
  draft.Add("lastName", Text(draft, notice, "name"));
  draft.AddGender(Text(draft, notice, "sex_id"));
  AddDateOf(draft, notice, "date_of_birth", model::kPropBirthDate);
  for (const std::string& code : notice["nationalities"].strings()) draft.AddCountry(model::kPropNationality, code);
  draft.Add("birthPlace", Text(draft, notice, "place_of_birth"));
  draft.AddCountry("birthCountry", Text(draft, notice, "country_of_birth_id"));
  draft.Add("height", Text(draft, notice, "height"));
  draft.Add("weight", Text(draft, notice, "weight"));
  draft.Add("distinguishingMarks", Text(draft, notice, "distinguishing_marks"));
  AddTexts(draft, notice, "eyes_colors_id", "eyeColor");
  AddTexts(draft, notice, "hairs_id", "hairColor");
  AddTexts(draft, notice, "languages_spoken_ids", "spokenLanguage");
  draft.Add("fatherName", FullName(draft, notice, "father_forename", "father_name"));
  draft.Add("motherName", FullName(draft, notice, "mother_forename", "mother_name"));
}

void AddRed(Draft& draft, const JsonRef& notice) {
  for (const JsonRef& warrant : notice["arrest_warrants"].elements()) {
    draft.Add("charge", Text(draft, warrant, "charge"));
    draft.Add("chargeTranslation", Text(draft, warrant, "charge_translation"));
    draft.AddCountry("warrantCountry", Text(draft, warrant, "issuing_country_id"));
  }
}

void AddYellow(Draft& draft, const JsonRef& notice) {
  if (const std::string name = Text(draft, notice, "birth_name"); !name.empty()) {
    draft.Add(model::kPropPreviousName, FullName(draft, notice, "forename", "birth_name"));
  }
  AddDateOf(draft, notice, "date_of_event", "eventDate");
  draft.Add("eventPlace", Text(draft, notice, "place"));
  draft.AddCountry("eventCountry", Text(draft, notice, "country"));
}

// "Passport number A123 issued in…": the service gives papers as free text.
void AddPaper(Draft& draft, const std::string& text) {
  model::IdentityDocument document;
  document.number = draft.Clean(text);
  const bool passport = ContainsWord(document.number, "passport");
  document.type = passport ? "Passport" : "";
  draft.AddDocument(passport ? model::kPropPassportNumber : model::kPropIdNumber, document);
}

void AddUn(Draft& draft, const JsonRef& notice) {
  draft.Add(model::kPropName, FullName(draft, notice, "forename_in_original_script", "name_in_original_script"));
  for (const JsonRef& alias : notice["aliases"].elements()) {
    if (alias.is_object()) draft.Add(model::kPropAlias, FullName(draft, alias, "forename", "name"));
    if (const auto text = alias.string(); text && *text != "-") draft.Add(model::kPropAlias, *text);
  }
  draft.Add(model::kPropPreviousName, Text(draft, notice, "name_at_birth"));
  draft.Add(model::kPropPreviousName, Text(draft, notice, "formerly_known_as"));
  draft.Add("unReference", Text(draft, notice, "un_reference"));
  if (const std::string resolution = Text(draft, notice, "un_resolution"); !resolution.empty()) {
    draft.Add("program", "UNSCR " + resolution);
  }
  AddDateOf(draft, notice, "un_reference_date", "listingDate");
  draft.Add("position", Text(draft, notice, "profession"));
  draft.Add("legalForm", Text(draft, notice, "legal_form"));
  draft.Add(model::kPropOtherNumber, Text(draft, notice, "registration_number"));
  for (const char* member : {"summary", "main_activity", "additional_information", "from_chamber_of_commerce"}) {
    draft.Add("notes", Text(draft, notice, member));
  }
  AddTexts(draft, notice, "purposes", "purpose");
  AddTexts(draft, notice, "adresses", "address");
  AddTexts(draft, notice, "associates", "associates");
  AddTexts(draft, notice, "administrators", "administrators");
  for (const std::string& paper : notice["identity_documents"].strings()) AddPaper(draft, paper);
}

std::string_view Link(const JsonRef& notice, std::string_view which) {
  return notice["_links"][which]["href"].string().value_or("");
}

bool Has(const JsonRef& notice, std::string_view member) {
  const JsonRef value = notice[member];
  return value.present() && !value.is_null();
}

}  // namespace

std::string_view ColourInAddress(std::string_view address) {
  constexpr std::string_view kPath = "/notices/v1/";
  const std::size_t at = address.find(kPath);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = address.substr(at + kPath.size());
  const std::string_view word = rest.substr(0, rest.find_first_of("/?"));
  const auto* found = std::find(kColours.begin(), kColours.end(), word);
  return found == kColours.end() ? std::string_view() : *found;
}

std::string_view NoticeColour(const JsonRef& notice) {
  for (const char* link : {"self", "images", "thumbnail"}) {
    if (const std::string_view colour = ColourInAddress(Link(notice, link)); !colour.empty()) return colour;
  }
  if (Has(notice, "arrest_warrants")) return "red";
  if (Has(notice, "un_reference") || Has(notice, "un_resolution")) return "un";
  for (const char* member : {"birth_name", "date_of_event", "father_name", "mother_name"}) {
    if (Has(notice, member)) return "yellow";
  }
  return {};
}

std::string NoticeId(std::string_view text) {
  std::string id(text);
  const std::size_t dash = id.find('-');
  const bool numbers = !id.empty() && id.find_first_not_of("0123456789-") == std::string::npos;
  if (numbers && dash != std::string::npos && dash == id.rfind('-')) id[dash] = '/';
  return id;
}

bool IsDetail(const JsonRef& notice) {
  const auto members = notice.members();
  return std::any_of(members.begin(), members.end(), [](const auto& member) {
    return std::find(kListMembers.begin(), kListMembers.end(), member.first) == kListMembers.end();
  });
}

Schema NoticeSchema(const JsonRef& notice) {
  const std::string_view self = Link(notice, "self");
  if (self.find("/un/entities/") != std::string_view::npos) return Schema::kOrganization;
  if (self.find("/un/persons/") != std::string_view::npos) return Schema::kPerson;
  // The Security Council marks individuals with "i" and entities with "e": QDi.001, QDe.001.
  const std::string_view reference = notice["un_reference"].string().value_or("");
  if (const std::size_t dot = reference.find('.'); dot != std::string_view::npos && dot > 0) {
    if (reference[dot - 1] == 'e') return Schema::kOrganization;
  }
  const bool body = Has(notice, "legal_form") || Has(notice, "administrators");
  const bool person = Has(notice, "forename") || Has(notice, "sex_id") || Has(notice, "date_of_birth");
  return body && !person ? Schema::kOrganization : Schema::kPerson;
}

void AddNotice(Draft& draft, const JsonRef& notice, std::string_view colour) {
  draft.Add("noticeType", colour);
  AddPerson(draft, notice);
  if (colour == "red") AddRed(draft, notice);
  if (colour == "yellow") AddYellow(draft, notice);
  if (colour == "un") AddUn(draft, notice);
}

}  // namespace maktab::lists
