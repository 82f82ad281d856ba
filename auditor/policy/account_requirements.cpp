#include "auditor/policy/fields.h"
#include "auditor/policy/requirement_readers.h"
#include "auditor/policy/take.h"

#include <string>
#include <utility>
#include <vector>

namespace patrol {
namespace {

/// The pattern with its place-holder taken out, or nothing where it holds braces of another kind.
std::optional<std::string> without_placeholder(std::string pattern) {
  constexpr std::string_view placeholder = ConnectionState::hole;
  for (auto at = pattern.find(placeholder); at != std::string::npos; at = pattern.find(placeholder)) {
    pattern.replace(at, placeholder.size(), "organization");
  }
  if (pattern.find_first_of("{}") != std::string::npos) return std::nullopt;
  return pattern;
}

}  // namespace

std::optional<Requirement> read_access_level(const YamlNode& node, const RuleContext& context) {
  if (is_required_word(node, "access_level", context)) {
    return Requirement{AccessAtLeast{.required_only = true}};
  }
  std::vector<std::string> words;
  for (const AccessLevel level : access_levels) {
    // Nobody needs to have none.
    if (level != AccessLevel::none) words.emplace_back(to_word(level));
  }
  const auto word = read_word(node, "access level", words, context.problems);
  const auto level = word ? access_level_from(words[*word]) : std::nullopt;
  if (!level) return std::nullopt;
  return Requirement{AccessAtLeast{*level}};
}

std::optional<Requirement> read_account(const YamlNode& node, const RuleContext& context) {
  Problems& problems = context.problems;
  if (!asks_for_something(node, "account", problems)) return std::nullopt;
  Fields fields(node, "`account`", problems);
  AccountState state;
  state.active = take_switch(fields, "active", problems);
  if (const YamlNode* email = fields.take("email")) {
    state.email_exact = read_word(*email, "value of `email`", {"exact"}, problems).has_value();
  }
  state.unique = take_switch(fields, "unique", problems);
  if (const YamlNode* kind = fields.take("kind")) {
    const auto word = read_word(*kind, "kind of account", {"user", "service-principal"}, problems);
    if (word) state.kind = static_cast<AccountState::Kind>(*word);
  }
  fields.refuse_others();
  return Requirement{state};
}

std::optional<Requirement> read_connection(const YamlNode& node, const RuleContext& context) {
  Problems& problems = context.problems;
  if (!asks_for_something(node, "connection", problems)) return std::nullopt;
  Fields fields(node, "`connection`", problems);
  const YamlNode* base_url = fields.need("base_url");
  fields.refuse_others();
  if (base_url == nullptr) return std::nullopt;
  const auto pattern = read_text(*base_url, "base_url", problems);
  if (!pattern) return std::nullopt;
  const auto example = without_placeholder(*pattern);
  if (!example || !is_web_address(*example)) {
    problems.add(base_url->at,
                 "`base_url` must be an address such as `https://dev.azure.com/{organization}`, with no "
                 "other place-holder");
    return std::nullopt;
  }
  return Requirement{ConnectionState{*pattern}};
}

std::optional<Requirement> read_attest(const YamlNode& node, const RuleContext& context) {
  const auto statement = read_text(node, "attest", context.problems);
  if (!statement) return std::nullopt;
  return Requirement{Attested{*statement}};
}

}  // namespace patrol
