#include "store/view_tables.h"

namespace maktab::store {
namespace {

using Text = std::string;

base::Error BadEntry(const EntryColumns& entry, std::string_view field) {
  return base::Err("store.bad_entry").With("kind", entry.kind).With("field", field);
}

// Empty where it is missing, is no text, or holds a NUL, which the databases do not keep alike.
Text TextOf(const base::JsonRef& body, std::string_view key) {
  const Text text(body[key].string().value_or(""));
  return text.find('\0') == Text::npos ? text : Text();
}

constexpr std::string_view kSelect =
    "select id, register, owner, owner_name, unit, name, filter, columns from saved_view where ";

auto TakeInto(std::vector<SavedView>& views) {
  return
      [&views](Text& id, Text& in, Text& owner, Text& owner_name, Text& unit, Text& name, Text& filter, Text& columns) {
        views.push_back({id, in, owner, owner_name, unit, name, filter, columns});
      };
}

}  // namespace

// The one who made it stays its owner, whoever changes it.
base::Status ProjectViewSaved(Connection& connection, const EntryColumns& entry, const base::JsonRef& body) {
  const Text& id = entry.subject;
  const Text in = TextOf(body, "register"), name = TextOf(body, "name"), unit = TextOf(body, "unit");
  if (id.empty()) return BadEntry(entry, "subject");
  if (in.empty()) return BadEntry(entry, "register");
  if (name.empty()) return BadEntry(entry, "name");
  if (!body["filter"].is_object()) return BadEntry(entry, "filter");
  if (!body["columns"].is_array()) return BadEntry(entry, "columns");
  const auto before = ReadView(connection, id);
  const Text owner = before ? before->owner : entry.actor_id;
  const Text owner_name = before ? before->owner_name : entry.actor_name;
  const auto doubled = connection.Number(
      "select count(*) from saved_view where register = :register and unit = :unit and name = :name and id <> :id and "
      "(unit <> '' or owner = :owner)",
      in, unit, name, id, owner);
  if (doubled > 0) return base::Err("store.view_doubled").With("name", name);
  connection.Run("delete from saved_view where id = :id", id);
  connection.Run(
      "insert into saved_view (id, register, owner, owner_name, unit, name, filter, columns) values (:id, :register, "
      ":owner, :owner_name, :unit, :name, :filter, :columns)",
      id, in, owner, owner_name, unit, name, body["filter"].text(), body["columns"].text());
  return {};
}

base::Status ProjectViewRemoved(Connection& connection, const EntryColumns& entry, const base::JsonRef&) {
  if (entry.subject.empty()) return BadEntry(entry, "subject");
  const long long gone = connection.Run("delete from saved_view where id = :id", entry.subject);
  if (gone == 0) return base::Err("store.view_unknown");
  return {};
}

std::vector<SavedView> ReadViews(Connection& connection, const Text& register_id, const Text& owner, const Text& unit) {
  std::vector<SavedView> views;
  connection.Each<Text, Text, Text, Text, Text, Text, Text, Text>(
      Text(kSelect) +
          "register = :register and ((unit = '' and owner = :owner) or (unit <> '' and unit = :unit)) order by name, "
          "id",
      TakeInto(views), register_id, owner, unit);
  return views;
}

std::optional<SavedView> ReadView(Connection& connection, const Text& id) {
  std::vector<SavedView> views;
  connection.Each<Text, Text, Text, Text, Text, Text, Text, Text>(Text(kSelect) + "id = :id", TakeInto(views), id);
  if (views.empty()) return std::nullopt;
  return std::move(views.front());
}

}  // namespace maktab::store
