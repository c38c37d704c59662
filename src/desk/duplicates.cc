#include "desk/duplicates.h"

#include <algorithm>
#include <set>

#include "desk/record_subjects.h"
#include "desk/sight.h"

namespace maktab::desk {
namespace {

constexpr int kMostRecords = 20;
constexpr std::size_t kMostFiles = 10;

std::string TextOf(const Values& values, const std::string& field) {
  const auto value = values.find(field);
  const std::vector<std::string> texts = value == values.end() ? std::vector<std::string>() : TextsOf(value->second);
  return texts.empty() ? std::string() : texts.front();
}

// As the index of records holds it.
std::string KeyOf(const model::Register& in, const std::string& field, const Values& values) {
  const std::string text = TextOf(values, field);
  return IsComparedForDuplicates(in, *in.FindField(field)) ? ReferenceKey(text) : text;
}

}  // namespace

std::string ReferenceKey(std::string_view text) {
  std::string key;
  for (const char c : text) {
    if (c >= 'a' && c <= 'z') {
      key += char(c - 32);
    } else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0) {
      key += c;
    }
  }
  return key;
}

bool IsComparedForDuplicates(const model::Register& in, const model::Field& field) {
  return field.type == model::FieldType::kText &&
         std::any_of(in.duplicates.begin(), in.duplicates.end(), [&](const model::DuplicateRule& rule) {
           return std::find(rule.same.begin(), rule.same.end(), field.id) != rule.same.end();
         });
}

base::Result<std::vector<store::Record>> DuplicateSearch::WithSubjects(const model::Principal& who,
                                                                       const model::Register& in,
                                                                       const model::DuplicateRule& rule,
                                                                       const Values& values) const {
  std::set<std::string> ids;
  const auto take = [&](const SubjectFile& file) {
    for (const store::SubjectRow& row : file.group.rows) ids.insert(row.record);
  };
  for (const std::string& field : rule.subjects) {
    const auto value = values.find(field);
    if (value == values.end()) continue;
    const std::string_view kind = SubjectKindOf(in.FindField(field)->type);
    for (const std::string& row : RowsOf(value->second)) {
      if (const auto picked = search_.Find(who, SubjectOf(row)); picked.ok()) {
        take(*picked);
        continue;
      }
      store::Subject file;
      file.kind = kind;
      file.content = "{}";
      const model::Entity example = EntityOf(IdentityOf({{}, {file}, {{{}, field, 0, {}, row}}}), {});
      MAKTAB_ASSIGN(const auto likely, search_.Likely(who, {example}, kMostFiles, parts_.settings.threshold));
      for (const LikelyFile& one : likely) {
        if (one.file.identity.kind == kind) take(one.file);
      }
    }
  }
  std::vector<store::Record> records;
  for (const std::string& id : ids) {
    MAKTAB_ASSIGN(auto record, parts_.store.FindRecord(id));
    if (!record || record->register_id != in.id) continue;
    const Values theirs = ReadContent(record->content);
    const bool agree = std::all_of(rule.same.begin(), rule.same.end(), [&](const std::string& field) {
      return KeyOf(in, field, theirs) == KeyOf(in, field, values);
    });
    if (agree) records.push_back(*std::move(record));
  }
  return records;
}

base::Status DuplicateSearch::ByRule(const model::Principal& who, const model::Register& in,
                                     const model::DuplicateRule& rule, const Values& values,
                                     std::vector<LikelyRecord>& found) const {
  store::RecordFilter filter;
  filter.register_id = in.id;
  filter.limit = kMostRecords;
  for (const std::string& field : rule.same) {
    filter.values.emplace_back(field, KeyOf(in, field, values));
    if (filter.values.back().second.empty()) return {};
  }
  std::vector<store::Record> records;
  if (rule.subjects.empty()) {
    MAKTAB_ASSIGN(auto page, parts_.store.Records(filter));
    records = std::move(page.records);
  } else {
    MAKTAB_ASSIGN(records, WithSubjects(who, in, rule, values));
  }
  const std::int64_t since = parts_.clock.Now().micros - rule.days * base::kMicrosPerDay;
  for (store::Record& record : records) {
    if ((rule.days > 0 && record.opened_at.micros < since) || !MaySeeRecord(parts_, who, record.id)) continue;
    const auto known =
        std::find_if(found.begin(), found.end(), [&](const auto& other) { return other.record.id == record.id; });
    if (known != found.end()) {
      known->why.push_back(&rule);
    } else {
      found.push_back({std::move(record), {&rule}});
    }
  }
  return {};
}

base::Result<std::vector<LikelyRecord>> DuplicateSearch::Find(const model::Principal& who, const model::Register& in,
                                                              const Values& values) const {
  std::vector<LikelyRecord> found;
  for (const model::DuplicateRule& rule : in.duplicates) MAKTAB_TRY(ByRule(who, in, rule, values, found));
  std::sort(found.begin(), found.end(),
            [](const LikelyRecord& a, const LikelyRecord& b) { return a.record.created_seq > b.record.created_seq; });
  if (found.size() > std::size_t(kMostRecords)) found.resize(kMostRecords);
  return found;
}

}  // namespace maktab::desk
