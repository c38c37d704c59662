#include "store/visible.h"

namespace maktab::store {
namespace {

using Text = std::string;

class Condition {
 public:
  explicit Condition(std::vector<SqlValue>& values) : values_(values) {}

  // Of the row g of record_guard: somebody whose eyes count must not see it.
  Text Hidden(const Viewer& viewer) {
    if (viewer.seats.empty()) return "1 = 1";
    const Viewer::Seat& own = viewer.seats.front();
    // One statement for each place: the values stand in the order of the text.
    Text sees = "exists (select 1 from glass b where b.record = g.record and b.user_id = " + Place(own.id);
    sees += " and b.until_at > " + Place(viewer.now.micros) + ")";
    for (const Viewer::Seat& seat : viewer.seats) sees += " or (" + Sees(seat) + ")";
    // From his own country it is withheld whatever else he may.
    Text hidden = "(g.restricted = 1 and not (" + sees + "))";
    if (!own.country.empty()) hidden += " or " + Withheld(own);
    return hidden;
  }

 private:
  Text Place(SqlValue value) {
    values_.push_back(std::move(value));
    return ":w" + std::to_string(values_.size());
  }
  Text Place(const Text& text) { return Place(SqlValue(text)); }
  Text Place(std::int64_t number) { return Place(SqlValue(static_cast<long long>(number))); }

  Text Named(const char* kind, const Text& value) {
    return "exists (select 1 from record_access a where a.record = g.record and a.kind = '" + Text(kind) +
           "' and a.value = " + Place(value) + ")";
  }
  Text Withheld(const Viewer::Seat& seat) { return Named("country", seat.country); }
  Text OneOf(const char* column, const std::vector<Text>& texts) {
    Text list;
    for (const Text& text : texts) list += (list.empty() ? "" : ", ") + Place(text);
    return Text(column) + " in (" + list + ")";
  }

  // Restricted, and this one is among those who see it all the same.
  Text Sees(const Viewer::Seat& seat) {
    Text sees = "(g.officer = " + Place(seat.id);
    sees += " or " + Named("user", seat.id);
    if (!seat.unit.empty()) sees += " or " + Named("unit", seat.unit);
    if (!seat.sees.empty()) sees += " or " + OneOf("g.register", seat.sees);
    if (!seat.unit.empty() && !seat.heads.empty()) {
      sees += " or (g.unit = " + Place(seat.unit);
      sees += " and " + OneOf("g.register", seat.heads) + ")";
    }
    sees += ")";
    if (!seat.country.empty()) sees += " and not " + Withheld(seat);
    return sees;
  }

  std::vector<SqlValue>& values_;
};

}  // namespace

namespace {

// "(select …)" of the records that are hidden.
Text HiddenRecords(const Viewer& viewer, std::vector<SqlValue>& values) {
  return "(select g.record from record_guard g where " + Condition(values).Hidden(viewer) + ")";
}

}  // namespace

Text AndVisible(const Viewer& viewer, std::string_view column, std::string_view of, std::vector<SqlValue>& values) {
  if (viewer.all) return {};
  Text sql = " and " + Text(column) + " not in (select g." + Text(of) + " from record_guard g where ";
  sql += Condition(values).Hidden(viewer);
  return sql + ")";
}

Text HiddenGuard(const Viewer& viewer, std::vector<SqlValue>& values) {
  return "(" + Condition(values).Hidden(viewer) + ")";
}

Text HiddenFiles(const Viewer& viewer, std::vector<SqlValue>& values) {
  Text sql = "(select x.subject from subject_row x where x.record in " + HiddenRecords(viewer, values);
  sql += " and not exists (select 1 from subject_row y where y.subject = x.subject and y.record not in ";
  sql += HiddenRecords(viewer, values);
  sql += ") union select n.id from subject n where n.born_record in " + HiddenRecords(viewer, values);
  return sql + " and not exists (select 1 from subject_row y where y.subject = n.id))";
}

Text AndFileVisible(const Viewer& viewer, std::string_view column, std::vector<SqlValue>& values) {
  if (viewer.all) return {};
  return " and " + Text(column) + " not in " + HiddenFiles(viewer, values);
}

}  // namespace maktab::store
