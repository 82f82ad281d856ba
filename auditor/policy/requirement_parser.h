#pragma once

#include "auditor/model/catalogue.h"
#include "auditor/model/policy.h"
#include "auditor/policy/parameters.h"
#include "auditor/policy/problems.h"
#include "auditor/policy/yaml_tree.h"

#include <optional>
#include <span>
#include <string_view>

namespace patrol {

/// What the meaning of a requirement depends on.
struct RuleContext {
  const Catalogue& catalogue;
  Rule::Mode mode;
  Rule::ForEach for_each;
  Problems& problems;
  Parameters& parameters;
};

/// A key under `require`, `at_most`, `exactly` or `forbid`, and what reads its value.
struct RequirementKind {
  std::string_view word;
  std::span<const Rule::Mode> modes;  ///< under which it means something
  std::optional<Requirement> (*read)(const YamlNode&, const RuleContext&);
};

/// The one list of kinds. A new kind is a struct in auditor/model/policy.h, a row here and a row in
/// auditor/checks.
std::span<const RequirementKind> requirement_kinds();

/// Reads what stands under a mode: one kind, several (all of them are meant; under `forbid` each of them),
/// `any_of` or `all_of`.
std::optional<Requirement> parse_requirement(const YamlNode& node, const RuleContext& context);

}  // namespace patrol
