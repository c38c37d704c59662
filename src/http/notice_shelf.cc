#include "http/notice_shelf.h"

#include <algorithm>
#include <charconv>

#include "base/json.h"

namespace maktab::http {

namespace {

std::string Lowered(std::string_view text) {
  std::string out(text);
  for (char& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return out;
}

bool Holds(std::string_view value, std::string_view wanted) {
  const std::string text = Lowered(value);
  std::string pattern = Lowered(wanted);
  const bool from_start = pattern.starts_with('^');
  if (from_start) pattern.erase(0, 1);
  const bool to_end = pattern.ends_with('$');
  if (to_end) pattern.pop_back();
  if (from_start && to_end) return text == pattern;
  if (from_start) return text.starts_with(pattern);
  if (to_end) return text.ends_with(pattern);
  return text.find(pattern) != std::string::npos;
}

bool AnyHolds(const model::Entity& entity, std::string_view property, std::string_view wanted) {
  const auto& values = entity.Get(property);
  return std::any_of(values.begin(), values.end(), [&](const std::string& value) { return Holds(value, wanted); });
}

bool AnyIs(const model::Entity& entity, std::string_view property, std::string_view wanted) {
  const auto& values = entity.Get(property);
  return std::any_of(values.begin(), values.end(),
                     [&](const std::string& value) { return Lowered(value) == Lowered(wanted); });
}

bool NameHolds(const model::Entity& entity, std::string_view wanted) {
  if (!entity.Get("lastName").empty()) return AnyHolds(entity, "lastName", wanted);
  return AnyHolds(entity, model::kPropName, wanted);
}

bool TextHolds(const model::Entity& entity, std::string_view wanted) {
  return std::any_of(entity.properties().begin(), entity.properties().end(),
                     [&](const auto& property) { return AnyHolds(entity, property.first, wanted); });
}

bool SexIs(const model::Entity& entity, std::string_view wanted) {
  const std::string_view gender = entity.First(model::kPropGender);
  const char* sex = gender == "male" ? "m" : gender == "female" ? "f" : "u";
  return Lowered(wanted) == sex;
}

// The reader of the list keeps the resolution only in the record as it came.
std::string ResolutionOf(const model::Entity& entity) {
  if (entity.source_record.empty()) return {};
  const auto record = base::JsonDocument::Parse(entity.source_record);
  if (!record.ok()) return {};
  const std::vector<std::string> values = record->root()["un_resolution"].strings();
  return values.empty() ? std::string() : values.front();
}

// The age that is reached this year; a notice without a birth year has none.
bool AgeFits(const model::Entity& entity, const NoticeQuery& query, int this_year) {
  if (!query.age_min && !query.age_max) return true;
  const std::string_view birth = entity.First(model::kPropBirthDate);
  int year = 0;
  if (birth.size() < 4 || std::from_chars(birth.data(), birth.data() + 4, year).ptr != birth.data() + 4) return false;
  const int age = this_year - year;
  return age >= query.age_min.value_or(age) && age <= query.age_max.value_or(age);
}

}  // namespace

bool Matches(const Notice& notice, const NoticeQuery& query, int this_year) {
  const model::Entity& entity = notice.entity;
  const auto asks = [](const std::string& text) { return !text.empty(); };
  if (notice.colour != query.colour) return false;
  if (asks(query.forename) && !AnyHolds(entity, "firstName", query.forename)) return false;
  if (asks(query.name) && !NameHolds(entity, query.name)) return false;
  if (asks(query.free_text) && !TextHolds(entity, query.free_text)) return false;
  if (asks(query.nationality) && !AnyIs(entity, model::kPropNationality, query.nationality)) return false;
  if (asks(query.warrant_country) && !AnyIs(entity, "warrantCountry", query.warrant_country)) return false;
  if (asks(query.sex) && !SexIs(entity, query.sex)) return false;
  if (asks(query.un_reference) && !AnyHolds(entity, "unReference", query.un_reference)) return false;
  if (asks(query.un_resolution) && notice.un_resolution != query.un_resolution) return false;
  return AgeFits(entity, query, this_year);
}

base::Result<std::shared_ptr<const NoticeShelf::Notices>> NoticeShelf::Current() {
  const base::MutexLock lock(mutex_);
  MAKTAB_ASSIGN(const auto numbers, store_.ListNumbers());
  if (numbers != seen_) MAKTAB_TRY(Follow(numbers));
  return notices_;
}

base::Status NoticeShelf::Follow(const std::map<std::string, std::int64_t>& numbers) {
  MAKTAB_ASSIGN(const auto lists, store_.Lists());
  // Other lists are taken as known, so that only those of notices are read.
  std::map<std::string, std::int64_t> after = numbers;
  for (const store::ListState& list : lists) {
    if (list.meta.format != "interpol" && !read_.contains(list.dataset)) continue;
    const auto reached = read_.find(list.dataset);
    reached == read_.end() ? after.erase(list.dataset) : after[list.dataset] = reached->second;
  }
  auto next = std::make_shared<Notices>(*notices_);
  base::JsonParser parser;
  const auto visit = [&](store::ListChange&& change) -> base::Status {
    if (change.kind == store::ChangeKind::kListEnded) {
      std::erase_if(*next, [&](const auto& row) { return row.first.first == change.dataset; });
      return {};
    }
    const std::pair key{change.dataset, change.entity_id};
    next->erase(key);
    if (change.kind == store::ChangeKind::kEnded) return {};
    MAKTAB_ASSIGN(const base::JsonRef json, parser.Parse(change.body));
    auto notice = std::make_shared<Notice>();
    MAKTAB_ASSIGN(notice->entity, model::ReadEntity(json));
    notice->dataset = change.dataset;
    notice->colour = notice->entity.First("noticeType");
    notice->un_resolution = ResolutionOf(notice->entity);
    if (!notice->colour.empty()) next->emplace(key, std::move(notice));
    return {};
  };
  MAKTAB_ASSIGN(const auto reached, store_.ReadChanges(after, visit));
  for (const store::ListState& list : reached) {
    if (list.meta.format == "interpol") read_[list.dataset] = list.number;
  }
  seen_ = numbers;
  notices_ = std::move(next);
  return {};
}

}  // namespace maktab::http
