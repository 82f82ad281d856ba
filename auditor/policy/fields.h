#pragma once

#include "auditor/policy/problems.h"
#include "auditor/policy/yaml_tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// The entries of a mapping, taken by key. What nobody took is an unknown key; what was asked for is what the
/// known keys are, so that no list of them is kept twice.
class Fields {
 public:
  /// `owner` names the mapping in messages: `the rule`. Anything but a mapping is a problem, and has no
  /// entries.
  Fields(const YamlNode& node, std::string owner, Problems& problems);

  /// The value of a key, or null where the key is absent. A key without a value is a problem, and absent.
  const YamlNode* take(std::string_view key);
  /// The like for a key that has to be there.
  const YamlNode* need(std::string_view key);
  bool has(std::string_view key);

  /// Tells every key that was never asked for. Their values are never looked at, and a key that has none is
  /// not shown: a secret may stand there.
  void refuse_others();

  TextPosition at() const { return node_.at; }
  bool is_mapping() const { return node_.kind == YamlNode::Kind::mapping; }

 private:
  const YamlNode& node_;
  std::string owner_;
  Problems& problems_;
  std::vector<std::string> known_;
};

/// Whether a key is of the kind that people put secrets under: `token`, `client_secret`, `apiKey`.
bool may_hold_secret(std::string_view key);

}  // namespace patrol
