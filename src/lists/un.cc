#include "lists/un.h"

#include <array>
#include <cctype>
#include <utility>

#include "calendar/partial_date.h"
#include "lists/dates.h"
#include "lists/text.h"

namespace maktab::lists {
namespace {

using model::Schema;

constexpr std::array<std::string_view, 6> kNameParts = {"FIRST_NAME",  "SECOND_NAME", "THIRD_NAME",
                                                        "FOURTH_NAME", "FIFTH_NAME",  "SIXTH_NAME"};

// The list says in its remarks whether INTERPOL has a special notice of the person: a fact of its own to a bureau.
constexpr std::string_view kNoticeLabel = "INTERPOL-UN Security Council Special Notice web link";

template <typename Visit>
void ForEach(const XmlNode& entry, std::string_view suffix, const Visit& visit) {
  for (const XmlNode& child : entry.children) {
    // INDIVIDUAL_ALIAS and ENTITY_ALIAS are the same thing.
    if (child.name.size() > suffix.size() && std::string_view(child.name).ends_with(suffix)) visit(child);
  }
}

void AddValues(Draft& draft, const XmlNode& entry, std::string_view element, std::string_view property) {
  for (const XmlNode& child : entry.children) {
    if (child.name != element) continue;
    for (const XmlNode& value : child.children) draft.Add(property, value.text);
  }
}

// "City, Province, Country (note)" of whichever of these there are.
std::string Place(Draft& draft, const XmlNode& node) {
  std::string place;
  for (const char* part : {"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY"}) {
    AppendWith(place, ", ", draft.Clean(node.Text(part)));
  }
  const std::string note = draft.Clean(node.Text("NOTE"));
  if (!note.empty()) AppendWith(place, " ", "(" + note + ")");
  return place;
}

void AddNames(Draft& draft, const XmlNode& entry) {
  std::string name;
  for (const std::string_view part : kNameParts) AppendWith(name, " ", draft.Clean(entry.Text(part)));
  draft.Add(model::kPropName, name);
  draft.Add(model::kPropName, entry.Text("NAME_ORIGINAL_SCRIPT"));
}

std::string_view AliasProperty(std::string_view quality, std::string_view note) {
  if (quality == "f.k.a." || ContainsWord(note, "previously listed") || ContainsWord(note, "formerly")) {
    return model::kPropPreviousName;
  }
  const bool by_name_of_war = ContainsWord(note, "nom de guerre") || ContainsWord(note, "call sign");
  return quality == "Low" || by_name_of_war ? model::kPropWeakAlias : model::kPropAlias;
}

void AddAlias(Draft& draft, const XmlNode& alias) {
  const std::string name = draft.Clean(alias.Text("ALIAS_NAME"));
  const std::string note = draft.Clean(alias.Text("NOTE"));
  if (!name.empty()) draft.Add(AliasProperty(draft.Clean(alias.Text("QUALITY")), note), name);
  // "in Arabic script: شركة المثال" carries one more name.
  if (const std::size_t script = note.find(" script: "); script != std::string::npos) {
    draft.Add(model::kPropAlias, std::string_view(note).substr(script + 9));
  } else if (!note.empty()) {
    draft.Add("notes", name.empty() ? note : name + ": " + note);
  }
  const std::string birth = draft.Clean(alias.Text("DATE_OF_BIRTH"));
  if (!birth.empty()) draft.AddDate(model::kPropBirthDate, ReadDate(birth, DateOrder::kYearFirst).iso, birth);
  std::string place = draft.Clean(alias.Text("CITY_OF_BIRTH"));
  AppendWith(place, ", ", draft.Clean(alias.Text("COUNTRY_OF_BIRTH")));
  draft.Add("birthPlace", place);
}

void AddBirthDate(Draft& draft, const XmlNode& node) {
  const std::string type = draft.Clean(node.Text("TYPE_OF_DATE"));
  const std::string note = draft.Clean(node.Text("NOTE"));
  std::string written = draft.Clean(node.Text("DATE"));
  if (written.empty()) written = draft.Clean(node.Text("YEAR"));
  std::string iso;
  if (written.empty()) {
    const std::string from = draft.Clean(node.Text("FROM_YEAR"));
    const std::string to = draft.Clean(node.Text("TO_YEAR"));
    if (from.empty() && to.empty()) {
      // Some entries say the date in the note alone ("Nov. 1973").
      const ListDate date = ReadWordDate(note);
      if (!date.iso.empty()) return draft.Add(model::kPropBirthDate, date.iso);
      return draft.Add("birthDateNote", note);
    }
    written = from.empty() || to.empty() ? from + to : from + "/" + to;
    const auto span = calendar::ParseDateSpan(written);
    iso = span ? span->ToString() : std::string();
  } else {
    iso = ReadDate(std::string_view(written).substr(0, 10), DateOrder::kYearFirst).iso;
  }
  draft.AddDate(model::kPropBirthDate, iso, written);
  const std::string& shown = iso.empty() ? written : iso;
  if (type == "APPROXIMATELY") draft.Add("birthDateNote", "approximately " + shown);
  if (!note.empty()) draft.Add("birthDateNote", shown + ": " + note);
}

// Where the list writes the number into a remark: "Libyan passport number 347834, issued under…".
std::string NumberInRemark(std::string_view remark) {
  if (!remark.empty() && std::isdigit(static_cast<unsigned char>(remark[0])) != 0) return BareNumber(remark);
  for (const std::string_view label : {"number ", "no. ", "card ", "ssn ", "code: "}) {
    const std::size_t at = FindWord(remark, label);
    if (at != std::string_view::npos) return BareNumber(remark.substr(at + label.size()));
  }
  return {};
}

void AddDocument(Draft& draft, const XmlNode& node) {
  model::IdentityDocument document;
  document.type = draft.Clean(node.Text("TYPE_OF_DOCUMENT"));
  const std::string type2 = draft.Clean(node.Text("TYPE_OF_DOCUMENT2"));
  if (document.type.empty()) {
    document.type = type2;
  } else if (!type2.empty() && type2 != document.type) {
    document.type += " (" + type2 + ")";
  }
  const std::string note = draft.Clean(node.Text("NOTE"));
  document.number = draft.Clean(node.Text("NUMBER"));
  if (document.number.empty()) document.number = NumberInRemark(type2);
  if (document.number.empty()) document.number = NumberInRemark(note);
  document.country = draft.Clean(node.Text("ISSUING_COUNTRY"));
  const std::string other = draft.Clean(node.Text("COUNTRY_OF_ISSUE"));
  if (document.country.empty()) document.country = other;
  const std::string issued = draft.Clean(node.Text("DATE_OF_ISSUE"));
  if (!issued.empty()) AppendWith(document.note, "; ", "issued " + issued);
  const std::string city = draft.Clean(node.Text("CITY_OF_ISSUE"));
  if (!city.empty()) AppendWith(document.note, "; ", "issued in " + city);
  AppendWith(document.note, "; ", note);
  const bool passport = ContainsWord(document.type, "passport") || ContainsWord(document.type, "passeport") ||
                        ContainsWord(document.type, "pasaporte");
  draft.AddDocument(passport ? model::kPropPassportNumber : model::kPropIdNumber, document);
}

void AddRemarks(Draft& draft, const XmlNode& entry, Schema schema) {
  std::string remarks = draft.Clean(entry.Text("COMMENTS1"));
  if (const std::size_t at = remarks.find(kNoticeLabel); at != std::string::npos) {
    std::string_view url = std::string_view(remarks).substr(at + kNoticeLabel.size());
    while (!url.empty() && (url.front() == ':' || url.front() == ' ')) url.remove_prefix(1);
    draft.Add("noticeUrl", url.substr(0, url.find(' ')));
    remarks.resize(at);
  }
  draft.Add("notes", remarks);
  if (schema != Schema::kPerson) return;
  draft.AddGender(entry.Text("GENDER"));
  if (!draft.entity().Get(model::kPropGender).empty()) return;
  const std::size_t at = FindWord(remarks, "gender: ");
  if (at == std::string::npos) return;
  std::size_t end = at + 8;
  while (end < remarks.size() && std::isalpha(static_cast<unsigned char>(remarks[end])) != 0) ++end;
  draft.AddGender(std::string_view(remarks).substr(at + 8, end - at - 8));
}

void AddListing(Draft& draft, const XmlNode& entry) {
  draft.Add("unReference", entry.Text("REFERENCE_NUMBER"));
  draft.Add("program", entry.Text("UN_LIST_TYPE"));
  const std::string listed = draft.Clean(entry.Text("LISTED_ON"));
  if (!listed.empty()) {
    draft.AddDate("listingDate", ReadDate(std::string_view(listed).substr(0, 10), DateOrder::kYearFirst).iso, listed);
  }
  std::string latest;
  if (const XmlNode* updates = entry.Child("LAST_DAY_UPDATED")) {
    for (const XmlNode& value : updates->children) {
      const std::string date =
          ReadDate(std::string_view(draft.Clean(value.text)).substr(0, 10), DateOrder::kYearFirst).iso;
      if (date > latest) latest = date;
    }
  }
  draft.Add("modifiedAt", latest);
}

}  // namespace

Draft DraftOfUnEntry(const XmlNode& entry, Schema schema) {
  Draft draft(entry.line, schema);
  draft.SetId(entry.Text("DATAID"));
  AddNames(draft, entry);
  ForEach(entry, "_ALIAS", [&](const XmlNode& node) { AddAlias(draft, node); });
  AddValues(draft, entry, "TITLE", "title");
  AddValues(draft, entry, "DESIGNATION", "position");
  for (const XmlNode& child : entry.children) {
    if (!child.name.starts_with("NATIONALITY")) continue;
    for (const XmlNode& value : child.children) draft.AddCountry(model::kPropNationality, value.text);
  }
  ForEach(entry, "_DATE_OF_BIRTH", [&](const XmlNode& node) { AddBirthDate(draft, node); });
  ForEach(entry, "_PLACE_OF_BIRTH", [&](const XmlNode& node) {
    draft.Add("birthPlace", Place(draft, node));
    draft.AddCountry("birthCountry", node.Text("COUNTRY"));
  });
  ForEach(entry, "_ADDRESS", [&](const XmlNode& node) {
    draft.Add("address", Place(draft, node));
    // Where a person was said to live tells nothing of who he is; where a body sits does.
    if (schema != Schema::kPerson) draft.AddCountry(model::kPropCountry, node.Text("COUNTRY"));
  });
  ForEach(entry, "_DOCUMENT", [&](const XmlNode& node) { AddDocument(draft, node); });
  AddRemarks(draft, entry, schema);
  AddListing(draft, entry);
  return draft;
}

base::Status ReadUn(Sources files, Intake& intake, ListInfo& info) {
  if (files.size() != 1) return base::Err("lists.one_file");
  intake.StartFile(files[0]->name());
  info.title = "United Nations Security Council Consolidated List";
  info.publisher = "United Nations Security Council";
  XmlCallbacks callbacks;
  callbacks.root = [&](std::string_view name, const auto& attribute) -> base::Status {
    if (name != "CONSOLIDATED_LIST") return base::Err("lists.wrong_root").With("root", name.substr(0, 80));
    info.list_date = std::string(attribute("dateGenerated")).substr(0, 80);
    info.version = info.list_date;
    return {};
  };
  callbacks.entry = [&](const XmlNode& entry) -> base::Status {
    if (entry.name == "INDIVIDUAL") return intake.Take(DraftOfUnEntry(entry, Schema::kPerson));
    if (entry.name == "ENTITY") return intake.Take(DraftOfUnEntry(entry, Schema::kOrganization));
    ++info.ignored;
    return {};
  };
  return ReadXmlEntries(*files[0], intake, callbacks);
}

}  // namespace maktab::lists
