#include "auditor/policy/requirement_parser.h"

#include "auditor/policy/requirement_readers.h"
#include "auditor/policy/values.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace patrol {
namespace {

using Mode = Rule::Mode;

constexpr std::array any_mode{Mode::require, Mode::at_most, Mode::exactly, Mode::forbid};
constexpr std::array required_or_forbidden{Mode::require, Mode::forbid};
constexpr std::array only_required{Mode::require};

constexpr std::string_view any_of_word = "any_of";
constexpr std::string_view all_of_word = "all_of";

std::vector<std::string> known_words() {
  std::vector<std::string> words;
  for (const RequirementKind& kind : requirement_kinds()) words.emplace_back(kind.word);
  words.emplace_back(any_of_word);
  words.emplace_back(all_of_word);
  return words;
}

std::vector<Requirement> parse_branches(const YamlNode& node, std::string_view word,
                                        const RuleContext& context) {
  std::vector<Requirement> branches;
  for (const YamlNode& branch : read_list(node, word, context.problems)) {
    if (auto requirement = parse_requirement(branch, context)) branches.push_back(std::move(*requirement));
  }
  return branches;
}

std::optional<Requirement> parse_kind(const RequirementKind& kind, const YamlNode::Entry& entry,
                                      const RuleContext& context) {
  if (std::ranges::find(kind.modes, context.mode) != kind.modes.end()) return kind.read(entry.value, context);
  std::vector<std::string> modes;
  for (const Mode mode : kind.modes) modes.emplace_back(to_word(mode));
  context.problems.add(entry.at, in_backticks(kind.word) + " can not stand under " +
                                     in_backticks(to_word(context.mode)) + suggestion("", modes));
  return std::nullopt;
}

std::optional<Requirement> parse_entry(const YamlNode::Entry& entry, const RuleContext& context) {
  if (entry.value.kind == YamlNode::Kind::null) {
    context.problems.add(entry.at, in_backticks(entry.key) + " has no value; write one, or remove the key");
    return std::nullopt;
  }
  const auto kinds = requirement_kinds();
  if (const auto kind = std::ranges::find(kinds, entry.key, &RequirementKind::word); kind != kinds.end()) {
    return parse_kind(*kind, entry, context);
  }
  if (entry.key == any_of_word) return Requirement{AnyOf{parse_branches(entry.value, any_of_word, context)}};
  if (entry.key == all_of_word) return Requirement{AllOf{parse_branches(entry.value, all_of_word, context)}};
  context.problems.add(
      entry.at, "unknown requirement " + in_backticks(entry.key) + suggestion(entry.key, known_words()));
  return std::nullopt;
}

}  // namespace

std::span<const RequirementKind> requirement_kinds() {
  static constexpr std::array all{
      RequirementKind{"pat_scopes", any_mode, read_pat_scopes},
      RequirementKind{"pat", only_required, read_pat},
      RequirementKind{"groups", any_mode, read_groups},
      RequirementKind{"roles", any_mode, read_roles},
      RequirementKind{"permissions", any_mode, read_permissions},
      RequirementKind{"access_level", any_mode, read_access_level},
      RequirementKind{"account", only_required, read_account},
      RequirementKind{"connection", only_required, read_connection},
      RequirementKind{"attest", only_required, read_attest},
      RequirementKind{"service_hooks", required_or_forbidden, read_service_hooks},
  };
  return all;
}

std::optional<Requirement> parse_requirement(const YamlNode& node, const RuleContext& context) {
  if (!asks_for_something(node, to_word(context.mode), context.problems)) return std::nullopt;
  std::vector<Requirement> kinds;
  for (const YamlNode::Entry& entry : node.entries) {
    if (auto requirement = parse_entry(entry, context)) kinds.push_back(std::move(*requirement));
  }
  if (kinds.empty()) return std::nullopt;
  if (kinds.size() == 1) return std::move(kinds.front());
  // Side by side each of them is meant: under `forbid` not one of them may be there.
  if (context.mode == Mode::forbid) return Requirement{AnyOf{std::move(kinds)}};
  return Requirement{AllOf{std::move(kinds)}};
}

bool is_required_word(const YamlNode& node, std::string_view what, const RuleContext& context) {
  if (node.kind != YamlNode::Kind::scalar || node.text != "required") return false;
  if (context.mode != Mode::at_most) {
    context.problems.add(node.at, "`" + std::string(what) +
                                      ": required` means something under `at_most` only; name the " +
                                      (what == "pat_scopes"     ? "scopes"
                                       : what == "access_level" ? "level"
                                                                : std::string(what)));
  }
  return true;
}

bool asks_for_something(const YamlNode& node, std::string_view what, Problems& problems) {
  if (node.kind != YamlNode::Kind::mapping) {
    problems.add(node.at, in_backticks(what) + " must be a mapping of keys to values");
    return false;
  }
  if (!node.entries.empty()) return true;
  problems.add(node.at, in_backticks(what) + " asks for nothing; name something, or remove it");
  return false;
}

void tell_not_supported(TextPosition at, std::string_view word, Problems& problems) {
  problems.add(at, in_backticks(word) +
                       " is not supported yet: this version can not decide it; take it out of the "
                       "policy");
}

}  // namespace patrol
