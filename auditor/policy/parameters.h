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

  /// Tells parameters that no rule uses; to be called after the last rule.
  void refuse_unused(Problems& problems) const;

  const std::map<std::string, Parameter, std::less<>>& all() const { return declared_; }

  static constexpr NumberRange widest{0, 3650};

 private:
  std::map<std::string, Parameter, std::less<>> declared_;
  std::map<std::string, TextPosition, std::less<>> places_;
  std::set<std::string, std::less<>> used_;
};

}  // namespace patrol
