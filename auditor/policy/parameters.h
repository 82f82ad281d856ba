#pragma once

#include "auditor/model/policy.h"
#include "auditor/policy/problems.h"
#include "auditor/policy/yaml_tree.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace patrol {

/// What a number of a rule must lie in, both ends included.
struct NumberRange {
  int least = 0;
  int most = 0;
};

/// The parameters of one policy while it is read: what they are, and which of them its rules use.
class Parameters {
 public:
  /// Reads what stands under `parameters`.
  void read(const YamlNode& node, Problems& problems);

  /// A number, or the name of a parameter all of whose values lie in the range.
  std::optional<Amount> read_amount(const YamlNode& node, std::string_view what, NumberRange range,
                                    Problems& problems);

  /// The name of a thing, by the name of a parameter that is one.
  std::optional<ThingName> read_thing_name(const YamlNode& node, Problems& problems);

  /// Tells parameters that no rule uses; to be called after the last rule.
  void refuse_unused(Problems& problems) const;

  const std::map<std::string, Parameter, std::less<>>& all() const { return declared_; }

  static constexpr NumberRange widest{0, 3650};

  /// Whether a value is meant as a name: in quotes, or with a letter in front.
  static bool is_name(const YamlNode& value);

 private:
  using Declared = std::map<std::string, Parameter, std::less<>>;
  /// Tells a word that is the name of none, with `otherwise` where the policy has none at all.
  void tell_unknown(const YamlNode& node, std::string otherwise, Problems& problems) const;

  Declared declared_;
  std::map<std::string, TextPosition, std::less<>> places_;
  std::set<std::string, std::less<>> used_;
};

}  // namespace patrol
