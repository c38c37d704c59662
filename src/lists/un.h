// The consolidated list of the United Nations Security Council, XML.
#pragma once

#include "lists/intake.h"
#include "lists/xml_entries.h"

namespace maktab::lists {

// One file. Errors beside those of ReadXmlEntries: lists.one_file, lists.wrong_root.
base::Status ReadUn(Sources files, Intake& intake, ListInfo& info);

// One INDIVIDUAL or ENTITY as a draft.
Draft DraftOfUnEntry(const XmlNode& entry, model::Schema schema);

}  // namespace maktab::lists
