#include "store/leaf.h"

#include <array>
#include <charconv>

namespace maktab::store {
namespace {

constexpr std::array<std::string_view, 3> kActorKinds = {"person", "system", "shell"};
constexpr std::string_view kLeafStart = "maktab-entry-1\n";

}  // namespace

void AppendNetstring(std::string& out, std::string_view bytes) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), bytes.size()).ptr;
  out.append(digits.data(), end);
  out += ':';
  out += bytes;
  out += ',';
}

void AppendNetstring(std::string& out, std::int64_t number) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  AppendNetstring(out, std::string_view(digits.data(), std::size_t(end - digits.data())));
}

EntryColumns ToColumns(const EntryDraft& draft, const Receipt& receipt) {
  return {receipt.seq,
          receipt.at.micros,
          draft.kind,
          draft.actor.id,
          draft.actor.name,
          std::string(model::RoleName(draft.actor.role)),
          std::string(ActorKindName(draft.actor.kind)),
          draft.purpose,
          draft.subject,
          draft.body};
}

Entry FromColumns(EntryColumns&& columns) {
  Entry entry{columns.seq, base::Instant{columns.at}, std::move(columns.kind), {}, {}, {}, {}};
  entry.actor.id = std::move(columns.actor_id);
  entry.actor.name = std::move(columns.actor_name);
  entry.actor.role = model::ParseRole(columns.actor_role).value_or(model::Role::kChecker);
  for (std::size_t i = 0; i < kActorKinds.size(); ++i) {
    if (kActorKinds[i] == columns.actor_kind) entry.actor.kind = model::Principal::Kind(i);
  }
  entry.purpose = std::move(columns.purpose);
  entry.subject = std::move(columns.subject);
  entry.body = std::move(columns.body);
  return entry;
}

void WriteLeaf(const EntryColumns& columns, std::string& out) {
  out = kLeafStart;
  AppendNetstring(out, columns.seq);
  AppendNetstring(out, columns.at);
  for (const std::string* text : {&columns.kind, &columns.actor_id, &columns.actor_name, &columns.actor_role,
                                  &columns.actor_kind, &columns.purpose, &columns.subject, &columns.body}) {
    AppendNetstring(out, *text);
  }
}

void WriteListRow(const ListRow& row, std::string& out) {
  out.clear();
  AppendNetstring(out, row.row);
  for (const std::string* text : {&row.op, &row.entity_id, &row.digest, &row.schema, &row.caption, &row.body}) {
    AppendNetstring(out, *text);
  }
}

std::string_view ActorKindName(model::Principal::Kind kind) {
  return kActorKinds[std::size_t(kind)];
}

}  // namespace maktab::store
