#include "auditor/policy/pat_selector.h"

#include "auditor/model/guid.h"
#include "auditor/model/secret.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"
#include "auditor/policy/catalogue.h"
#include "auditor/policy/fields.h"
#include "auditor/policy/scope_words.h"
#include "auditor/policy/values.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace patrol {
namespace {

constexpr const char* no_scope =
    "`scopes` must be a list of ids such as `[vso.code, vso.work]`, or a mapping such as `{Code: Read}`, of "
    "scopes that patrol knows";

/// `vso.code`, `app_token`, or nothing.
std::optional<std::string> scope_of_id(const YamlNode& node) {
  if (node.kind != YamlNode::Kind::scalar) return std::nullopt;
  std::string id = fold_case(node.text);
  if (id != Catalogue::full_access && built_in_catalogue().find_scope(id) == nullptr) return std::nullopt;
  return id;
}

/// A level of an area: `Read` of `Code`.
std::optional<std::string> scope_of_words(const YamlNode::Entry& entry, const YamlNode& level) {
  const auto scopes = scopes_of_area(built_in_catalogue(), entry.key);
  if (scopes.empty() || level.kind != YamlNode::Kind::scalar) return std::nullopt;
  const Scope* const scope = scope_of_level(scopes, level.text);
  return scope == nullptr ? std::nullopt : std::optional{scope->id};
}

std::vector<std::string> read_scopes(const YamlNode& node, Problems& problems) {
  std::vector<std::string> ids;
  const auto add = [&](std::optional<std::string> id, TextPosition at) {
    if (id) {
      ids.push_back(*std::move(id));
    } else {
      problems.add(at, no_scope);
    }
  };
  if (node.kind == YamlNode::Kind::sequence) {
    for (const YamlNode& item : node.items) add(scope_of_id(item), item.at);
  }
  for (const YamlNode::Entry& entry : node.entries) {
    if (entry.value.kind == YamlNode::Kind::sequence) {
      for (const YamlNode& level : entry.value.items) add(scope_of_words(entry, level), level.at);
    } else {
      add(scope_of_words(entry, entry.value), entry.at);
    }
  }
  if (node.items.empty() && node.entries.empty()) problems.add(node.at, no_scope);
  sort_unique(ids);
  return ids;
}

std::string read_variable(const YamlNode& node, Problems& problems) {
  if (node.kind == YamlNode::Kind::scalar && is_token_variable(node.text)) return node.text;
  problems.add(node.at,
               "`secret_env` must be the name of a variable of the environment in upper case that ends in "
               "`_PAT`, such as `FLOW_PAT`, and begins with neither `PATROL_` nor `AZURE_`: what it holds is "
               "sent to Azure DevOps. The token itself never stands in a file: revoke it if it does");
  return "";
}

std::optional<Time> read_end(const YamlNode& node, Problems& problems) {
  const bool is_day = node.kind == YamlNode::Kind::scalar && is_date(node.text);
  const auto day = is_day ? parse_time(node.text) : std::nullopt;
  if (!day) {
    problems.add(node.at,
                 "`expires` must be a day such as 2027-03-01, from which the token is no longer valid");
  }
  return day;
}

std::string read_id(const YamlNode& node, Problems& problems) {
  const auto text = read_name(node, "id", problems);
  if (!text) return "";
  if (!is_guid(*text)) {
    problems.add(node.at, "`id` must be an id such as `2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60`");
  }
  return fold_case(*text);
}

}  // namespace

PatSelector read_pat(const YamlNode& node, Problems& problems) {
  PatSelector pat;
  if (node.kind != YamlNode::Kind::mapping) {
    // Most likely the token itself.
    problems.add(node.at,
                 "`pat` must name the token by `{name: …}` or `{id: …}`; the token itself never stands in "
                 "a file: revoke it if it does");
    return pat;
  }
  Fields fields(node, "`pat`", problems);
  if (const YamlNode* name = fields.take("name")) pat.name = read_name(*name, "name", problems).value_or("");
  if (const YamlNode* id = fields.take("id")) pat.id = read_id(*id, problems);
  if (const YamlNode* variable = fields.take("secret_env")) {
    pat.secret_env = read_variable(*variable, problems);
  }
  if (const YamlNode* scopes = fields.take("scopes")) pat.scopes = read_scopes(*scopes, problems);
  if (const YamlNode* expires = fields.take("expires")) pat.expires = read_end(*expires, problems);
  fields.refuse_others();
  if (node.entries.empty()) problems.add(node.at, "`pat` says nothing; add `name` or `id`, or remove it");
  return pat;
}

}  // namespace patrol
