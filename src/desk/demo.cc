#include "desk/demo.h"

#include <toml++/toml.h>

#include <array>
#include <fstream>
#include <string_view>

#include "base/assert.h"
#include "base/json.h"
#include "desk/draw.h"
#include "identifiers/vin.h"

namespace maktab::desk {
namespace {

constexpr std::string_view kFile = "demo.toml";

// Lists of words, each of at least one.
constexpr std::array<std::string_view, 12> kWordLists = {"bodies",          "ships",    "makes",      "offences",
                                                         "arabic_offences", "places",   "courts",     "prosecutors",
                                                         "judges",          "insurers", "custodians", "papers"};

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kCapitals = "ABCDEFGHJKLMNPRSTUVWXYZ";
constexpr std::array<std::string_view, 8> kCountries = {"ma", "dz", "tn", "fr", "es", "be", "nl", "de"};

std::string Number(std::size_t value, int width) {
  std::string digits = std::to_string(value);
  return std::string(std::size_t(std::max(0, width - int(digits.size()))), '0') + digits;
}

std::string BirthDate(Draw& draw) {
  const std::string year = std::to_string(1945 + draw.Below(60));
  if (draw.OneIn(20)) return year;
  return year + "-" + Number(1 + draw.Below(12), 2) + "-" + Number(1 + draw.Below(28), 2);
}

std::string ImoNumber(Draw& draw) {
  const std::string six = "9" + draw.Letters(kDigits, 5);
  int sum = 0;
  for (int i = 0; i < 6; ++i) sum += (six[std::size_t(i)] - '0') * (7 - i);
  return "IMO" + six + std::to_string(sum % 10);
}

void Values(base::JsonWriter& json, std::string_view property, std::initializer_list<std::string_view> values) {
  json.Key(property).BeginArray();
  for (const std::string_view value : values) json.String(value);
  json.EndArray();
}

base::JsonWriter Begin(std::string& line, std::string_view schema, const std::string& id) {
  base::JsonWriter json(line);
  json.BeginObject().Field("id", id).Field("schema", schema).Key("properties").BeginObject();
  return json;
}

base::Status WriteLines(const std::filesystem::path& file, const std::string& lines) {
  std::ofstream out(file, std::ios::binary);
  out << lines;
  out.close();
  if (!out) return base::Err("demo.not_written").With("file", file.string());
  return {};
}

}  // namespace

std::string MadeUpPaper(Draw& draw) {
  return draw.Letters(kCapitals, 2) + draw.Letters(kDigits, 7);
}

// The maker's code begins with the region that nobody uses for cars (ZZZ).
std::string MadeUpVin(Draw& draw) {
  std::string vin = "ZZ9" + draw.Letters(kCapitals, 5) + "0" + draw.Letters(kCapitals, 2) + draw.Letters(kDigits, 6);
  if (const char digit = identifiers::VinCheckDigit(vin); digit != '\0') vin[8] = digit;
  return vin;
}

std::string MadeUpPlate(Draw& draw) {
  static constexpr std::array<std::string_view, 6> kLetters = {"أ", "ب", "د", "ه", "و", "ط"};
  return std::to_string(1 + draw.Below(99'999)) + "-" + std::string(kLetters[draw.Below(kLetters.size())]) + "-" +
         std::to_string(1 + draw.Below(88));
}

base::Result<DemoLists> DemoLists::Load(const model::Definitions& definitions) {
  DemoLists lists;
  toml::table table;
  try {
    table = toml::parse(definitions.Text(kFile), kFile);
  } catch (const toml::parse_error& error) {
    return base::Err("definitions.wrong")
        .With("file", kFile)
        .With("line", std::to_string(error.source().begin.line))
        .With("what", error.description());
  }
  const auto wrong = [](std::string_view key) {
    return base::Err("definitions.wrong").With("file", kFile).With("line", "1").With("what", key);
  };
  for (auto& [key, into] : {std::pair{"male", &lists.male_}, {"female", &lists.female_}, {"family", &lists.family_}}) {
    const toml::array* rows = table[key].as_array();
    for (std::size_t i = 0; rows != nullptr && i < rows->size(); ++i) {
      const toml::array* row = rows->get(i)->as_array();
      if (row == nullptr || row->size() != 3) return wrong(key);
      into->push_back({row->get(0)->value_or(std::string()), row->get(1)->value_or(std::string()),
                       row->get(2)->value_or(std::string())});
    }
    if (into->empty()) return wrong(key);
  }
  for (const std::string_view key : kWordLists) {
    const toml::array* rows = table[key].as_array();
    std::vector<std::string>& into = lists.words_[std::string(key)];
    for (std::size_t i = 0; rows != nullptr && i < rows->size(); ++i) {
      into.push_back(rows->get(i)->value_or(std::string()));
    }
    if (into.empty()) return wrong(key);
  }
  return lists;
}

std::string DemoLists::NameOf(std::uint64_t number) const {
  Draw draw(number);
  const Pair& given = draw.Of(draw.OneIn(5) ? female_ : male_);
  return given.latin + " " + draw.Of(family_).latin;
}

const std::vector<std::string>& DemoLists::Words(std::string_view key) const {
  const auto found = words_.find(key);
  MAKTAB_ASSERT(found != words_.end());  // kWordLists
  return found->second;
}

DemoPerson DemoLists::PersonOf(std::uint64_t number) const {
  Draw draw(number);
  DemoPerson person;
  const bool female = draw.OneIn(8);
  const Pair& given = draw.Of(female ? female_ : male_);
  const Pair& father = draw.Of(male_);
  const Pair& family = draw.Of(family_);
  person.latin = given.latin + " " + father.latin + " " + family.latin;
  person.arabic = given.arabic + " " + father.arabic + " " + family.arabic;
  person.gender = female ? "female" : "male";
  person.birth_date =
      std::to_string(1990 + draw.Below(16)) + "-" + Number(1 + draw.Below(12), 2) + "-" + Number(1 + draw.Below(28), 2);
  person.document = MadeUpPaper(draw);
  return person;
}

base::Status DemoLists::WritePersons(const std::filesystem::path& file, const DemoOptions& options) const {
  Draw draw(options.seed);
  std::string lines;
  for (std::size_t i = 0; i < options.persons; ++i) {
    const bool female = draw.OneIn(5);
    const Pair& given = draw.Of(female ? female_ : male_);
    const Pair& father = draw.Of(male_);
    const Pair& family = draw.Of(family_);
    auto json = Begin(lines, "Person", "demo-p" + std::to_string(i + 1));
    Values(json, "name", {given.latin + " " + family.latin, given.arabic + " " + family.arabic});
    if (!draw.OneIn(3)) Values(json, "alias", {given.other + " " + father.other + " " + family.other});
    if (draw.OneIn(8)) Values(json, "weakAlias", {"Abou " + father.latin});
    Values(json, "birthDate", {BirthDate(draw)});
    Values(json, "nationality", {kCountries[draw.Below(kCountries.size())]});
    Values(json, "gender", {female ? "female" : "male"});
    if (!draw.OneIn(3)) Values(json, "passportNumber", {MadeUpPaper(draw)});
    Values(json, "notes", {"Made up for demonstration; no such person exists."});
    json.EndObject().EndObject();
    lines += '\n';
  }
  for (std::size_t i = 0; i < options.organisations; ++i) {
    auto json = Begin(lines, "Organization", "demo-o" + std::to_string(i + 1));
    Values(json, "name", {draw.Of(Words("bodies")) + " " + std::to_string(i + 1)});
    Values(json, "country", {kCountries[draw.Below(kCountries.size())]});
    json.EndObject().EndObject();
    lines += '\n';
  }
  for (std::size_t i = 0; i < options.vessels; ++i) {
    auto json = Begin(lines, "Vessel", "demo-s" + std::to_string(i + 1));
    Values(json, "name", {draw.Of(Words("ships")) + " " + std::to_string(i + 1)});
    Values(json, "imoNumber", {ImoNumber(draw)});
    json.EndObject().EndObject();
    lines += '\n';
  }
  return WriteLines(file, lines);
}

base::Status DemoLists::WriteObjects(const std::filesystem::path& file, const DemoOptions& options) const {
  Draw draw(options.seed + 1);
  std::string lines;
  for (std::size_t i = 0; i < options.papers; ++i) {
    const bool passport = !draw.OneIn(3);
    auto json = Begin(lines, passport ? "Passport" : "Identification", "demo-d" + std::to_string(i + 1));
    Values(json, "number", {MadeUpPaper(draw)});
    Values(json, "country", {kCountries[draw.Below(kCountries.size())]});
    json.EndObject().EndObject();
    lines += '\n';
  }
  for (std::size_t i = 0; i < options.vehicles; ++i) {
    auto json = Begin(lines, "Vehicle", "demo-v" + std::to_string(i + 1));
    Values(json, "vin", {MadeUpVin(draw)});
    Values(json, "make", {draw.Of(Words("makes"))});
    Values(json, "registrationNumber", {MadeUpPlate(draw)});
    Values(json, "country", {"ma"});
    json.EndObject().EndObject();
    lines += '\n';
  }
  return WriteLines(file, lines);
}

}  // namespace maktab::desk
