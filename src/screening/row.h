// One entity as the index keeps it: identity, evidence and names in one run of bytes, written once and read in place.
// docs/formats/snapshot.md gives the layout. Numbers are of the machine's byte order, which the file's header states.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/partial_date.h"
#include "model/entity.h"
#include "names/name.h"
#include "screening/numbers.h"

namespace maktab::screening {

// How much a name says, by the property it stands in. Stored: never renumber.
enum class NameStrength : std::uint8_t { kName = 0, kAlias = 1, kPreviousName = 2, kWeakAlias = 3 };
NameStrength StrengthOf(std::string_view property);

// Bits of the genders that are said of an entity; 0: nothing is said.
constexpr std::uint8_t kMale = 1;
constexpr std::uint8_t kFemale = 2;
constexpr std::uint8_t kOtherGender = 4;

constexpr std::size_t kMaxRowDates = 32;
constexpr std::size_t kMaxRowCountries = 64;
constexpr std::size_t kMaxRowNumbers = 255;

// What speaks for or against beside names, of an example or of a row.
struct Evidence {
  std::vector<calendar::DateSpan> births;
  std::vector<std::uint16_t> countries;  // nationality, citizenship, country; each once
  std::uint8_t genders = 0;
  std::vector<Number> numbers;
};
void CollectEvidence(const model::Entity& entity, Evidence& out);

struct RowName {
  NameStrength strength = NameStrength::kName;
  std::string_view text;  // as the list writes it
};

// The kinds under which names of this schema are prepared: a body that may be a person or an organisation is found as
// both. Empty for schemata that hold no names (P11).
struct NameKinds {
  std::array<names::NameKind, 3> kinds{};
  std::size_t count = 0;
  const names::NameKind* begin() const { return kinds.data(); }
  const names::NameKind* end() const { return kinds.data() + count; }
};
NameKinds KindsOf(model::Schema schema);

void AppendRow(const model::Entity& entity, std::string& out);

// A row's bytes read in place. Bytes from a file must be asked by Valid() once.
class RowView {
 public:
  explicit RowView(std::string_view bytes) : bytes_(bytes) {}

  bool Valid() const;
  std::string_view id() const;
  std::string_view caption() const;
  // Fills `out`, whose memory is used again.
  void Read(Evidence& out) const;
  // All names in order.
  void Read(std::vector<RowName>& out) const;

 private:
  std::string_view bytes_;
};

}  // namespace maktab::screening
