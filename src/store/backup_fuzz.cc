// A backup from outside: any bytes, in pieces of any size, give rows of the right shape or an error.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "store/backup_format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace maktab;
  if (size == 0) return 0;
  const std::size_t piece = 1 + data[0];
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto source = [&](char* buffer, std::size_t room) {
    const std::size_t count = std::min({piece, room, rest.size()});
    std::copy_n(rest.data(), count, buffer);
    rest.remove_prefix(count);
    return std::int64_t(count);
  };
  const store::BackupSink sink{
      [](const store::BackupHeader&) { return base::Status(); },
      [](const store::BackupTable& table, std::vector<store::BackupCell>&& cells) {
        MAKTAB_ASSERT(cells.size() == table.types.size());
        for (std::size_t i = 0; i < cells.size(); ++i) {
          MAKTAB_ASSERT((table.types[i] == 'n') == std::holds_alternative<std::int64_t>(cells[i]));
        }
        return base::Status();
      }};
  const auto status = store::ReadBackup(source, sink);
  MAKTAB_ASSERT(status.ok() || !status.error().code.empty());
  return 0;
}
