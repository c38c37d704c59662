// The Specially Designated Nationals list of the United States Treasury (OFAC) in its CSV files: sdn, alt, add and
// sdn_comments, in any order; only sdn is needed.
#pragma once

#include "lists/intake.h"

namespace maktab::lists {

// Which file is which is told by its columns (12, 5, 6, 2), not by its name. alt, add and comments are held, sdn is
// streamed. Errors: lists.ofac_no_sdn, lists.ofac_unknown_file, lists.ofac_doubled_file, lists.wrong_columns,
// lists.wrong_id, lists.truncated, lists.entry_too_large, lists.too_much_held.
base::Status ReadOfac(Sources files, Intake& intake, ListInfo& info);

}  // namespace maktab::lists
