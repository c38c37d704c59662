// INTERPOL's public notices (red, yellow and UN) as its public service gives them, in (domain.md section 4).
#pragma once

#include "lists/intake.h"

namespace maktab::lists {

// Files of JSON: list pages, details, arrays of either, pictures' indexes (passed over) and recorded 404 answers, in
// any order, one document a file or one a line. Notices are held until all is read: a detail is joined to its list
// entry by id, and a notice whose detail was gone (404) was withdrawn and is left out, with a warning. Where fewer
// notices were obtained than a query's `total`, lists.interpol_incomplete says so. Errors: lists.empty,
// lists.truncated, lists.bad_json, lists.invalid_utf8, lists.entry_too_large, lists.too_much_held,
// lists.interpol_not_notice, lists.interpol_colour.
base::Status ReadInterpol(Sources files, Intake& intake, ListInfo& info);

}  // namespace maktab::lists
