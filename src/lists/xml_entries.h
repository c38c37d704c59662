// A streaming XML reader for lists that are one long row of entries: it gives each element of the third level
// (root / group / entry) as a small tree and holds nothing else. Depth, size of a tree and size of one token are
// bounded; entity declarations are refused, so no text can grow by expansion.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lists/intake.h"

namespace maktab::lists {

struct XmlNode {
  std::string name;
  std::string text;
  std::uint64_t line = 0;
  std::vector<XmlNode> children;

  // The text of the first child of that name; empty if there is none.
  std::string_view Text(std::string_view child) const;
  // The first child of that name, or null.
  const XmlNode* Child(std::string_view child) const;
};

struct XmlCallbacks {
  // The root element; `attribute(name)` is empty for one that is not there.
  std::function<base::Status(std::string_view name, const std::function<std::string_view(std::string_view)>& attribute)>
      root;
  std::function<base::Status(const XmlNode& entry)> entry;
};

// Errors: lists.empty, lists.truncated, lists.not_xml, lists.invalid_utf8, lists.xml_entities, lists.too_deep,
// lists.entry_too_large, and what the callbacks return.
base::Status ReadXmlEntries(ByteSource& source, Intake& intake, const XmlCallbacks& callbacks);

}  // namespace maktab::lists
