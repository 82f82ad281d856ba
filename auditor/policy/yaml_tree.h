#pragma once

#include "auditor/policy/problems.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// A piece of a YAML document with its place. Scalars stay text: what they mean is the reader's to say.
struct YamlNode {
  enum class Kind { null, scalar, sequence, mapping };
  struct Entry;

  Kind kind = Kind::null;
  TextPosition at;
  std::string text;             ///< of a scalar
  bool is_quoted = false;       ///< a scalar in quotes or a block is never a number or a switch
  std::vector<YamlNode> items;  ///< of a sequence
  std::vector<Entry> entries;   ///< of a mapping, in the order of the text, keys unique

  /// The value of a key, or null.
  const YamlNode* find(std::string_view key) const;
};

struct YamlNode::Entry {
  std::string key;
  TextPosition at;
  YamlNode value;
};

/// Reads the one document of a text, by the strict subset of YAML that policies use: no anchors, aliases,
/// tags, merge keys or duplicate keys, one document, nesting of a bounded depth, and no token as a value.
/// Gives what could be read also beside problems; nothing where the text is no YAML.
std::optional<YamlNode> read_yaml(std::string_view text, Problems& problems);

}  // namespace patrol
