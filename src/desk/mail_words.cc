#include "desk/mail_words.h"

#include <algorithm>
#include <cstdio>

#include "base/utf8.h"
#include "calendar/partial_date.h"

namespace maktab::desk {
namespace {

constexpr std::size_t kMostPersons = 50, kMostName = 200;

// "07/03/1975", "7.3.1975", "1975-03-07", "1975"; day before month, as all four languages write it. Empty for others.
std::string DayOf(std::string_view text) {
  int parts[3] = {0, 0, 0};
  int count = 0;
  std::size_t digits[3] = {0, 0, 0};
  for (std::size_t at = 0; at < text.size() && count < 3;) {
    if (text[at] < '0' || text[at] > '9') {
      if (count > 0 && std::string_view("/.-").find(text[at]) == std::string_view::npos) break;
      ++at;
      continue;
    }
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && digits[count] < 5; ++at, ++digits[count]) {
      parts[count] = parts[count] * 10 + (text[at] - '0');
    }
    ++count;
  }
  char iso[32] = "";
  if (count == 3 && digits[0] == 4) {
    std::snprintf(iso, sizeof iso, "%04d-%02d-%02d", parts[0], parts[1], parts[2]);
  } else if (count == 3 && digits[2] == 4) {
    std::snprintf(iso, sizeof iso, "%04d-%02d-%02d", parts[2], parts[1], parts[0]);
  } else if (count == 1 && digits[0] == 4) {
    std::snprintf(iso, sizeof iso, "%04d", parts[0]);
  }
  return calendar::ParsePartialDate(iso) ? std::string(iso) : std::string();
}

}  // namespace

MailWords FindWords(const model::IntakeRules& rules, std::string_view text) {
  MailWords words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = base::CleanText(text.substr(at, end - at));
    at = end + 1;
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos) continue;
    const std::string label = base::CleanText(std::string_view(line).substr(0, colon));
    const std::string value = base::CleanText(std::string_view(line).substr(colon + 1));
    if (value.empty() || value.size() > kMostName) continue;
    if (rules.IsNameLabel(label)) {
      const bool known = std::any_of(words.persons.begin(), words.persons.end(),
                                     [&](const NamedPerson& person) { return person.name == value; });
      if (!known && words.persons.size() < kMostPersons) words.persons.push_back({value, {}});
    } else if (rules.IsBirthLabel(label) && !words.persons.empty() && words.persons.back().birth_date.empty()) {
      words.persons.back().birth_date = DayOf(value);
    } else if (rules.IsReferenceLabel(label) && words.reference.empty()) {
      words.reference = value;
    }
  }
  return words;
}

}  // namespace maktab::desk
