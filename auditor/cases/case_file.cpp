#include "auditor/cases/case_file.h"

#include "auditor/cases/case_reader.h"
#include "auditor/cases/merge.h"
#include "auditor/model/text.h"
#include "auditor/policy/fields.h"
#include "auditor/policy/values.h"

#include <array>
#include <map>
#include <set>
#include <utility>

namespace patrol::cases {
namespace {

/// Of these a case tells what is different; of all else it tells the whole or nothing.
constexpr std::array<std::string_view, 4> joined{"integration", "connection", "groups", "entra_groups"};

/// Which rules are asked: a case that says so drops what the file says.
constexpr std::array<std::string_view, 3> rule_keys{"policy", "rule", "rules"};

/// The keys of a case alone, which make no sense for a whole file.
constexpr std::array<std::string_view, 6> own_keys{"case", "why", "verdict", "expect", "notices", "excess"};

YamlNode without_rules(YamlNode defaults) {
  for (const std::string_view key : rule_keys) drop_entry(defaults, key);
  return defaults;
}

bool brings_rules(const YamlNode& node) {
  for (const std::string_view key : rule_keys) {
    if (node.find(key) != nullptr) return true;
  }
  return false;
}

void refuse_own_keys(const YamlNode& root, Problems& problems) {
  for (const YamlNode::Entry& entry : root.entries) {
    for (const std::string_view key : own_keys) {
      if (entry.key == key) {
        problems.add(entry.at, in_backticks(key) + " is of one case, not of the file; put it below `cases`");
      }
    }
  }
}

void refuse_second(const Case& one, TextPosition at, std::map<std::string, TextPosition>& sentences,
                   Problems& problems) {
  if (one.sentence.empty()) return;
  const auto [same, is_new] = sentences.emplace(one.sentence, at);
  if (is_new) return;
  problems.add(at, "the case stands already in line " + std::to_string(same->second.line) +
                       "; give it a sentence of its own");
}

}  // namespace

std::vector<Case> read_case_file(const Document& document, const PolicySet& policies,
                                 const Catalogue& catalogue, Problems& problems) {
  std::vector<Case> cases;
  const auto root = read_yaml(document.text, problems);
  if (!root) return cases;
  if (root->kind != YamlNode::Kind::mapping || root->find("cases") == nullptr) {
    if (problems.empty()) problems.add(root->at, "the file has no `cases`; add them, or remove the file");
    return cases;
  }
  refuse_own_keys(*root, problems);
  YamlNode defaults = *root;
  drop_entry(defaults, "cases");
  for (const std::string_view key : own_keys) drop_entry(defaults, key);
  std::map<std::string, TextPosition> sentences;
  for (const YamlNode& node : read_list(*root->find("cases"), "cases", problems)) {
    if (node.kind != YamlNode::Kind::mapping) {
      problems.add(node.at, "the case must be a mapping of keys to values");
      continue;
    }
    const YamlNode whole = merge(brings_rules(node) ? without_rules(defaults) : defaults, node, joined);
    cases.push_back(read_case(whole, policies, catalogue, problems));
    refuse_second(cases.back(), node.at, sentences, problems);
  }
  return cases;
}

Result<std::vector<Case>, std::vector<Error>> read_case_files(const Documents& documents,
                                                              const PolicySet& policies,
                                                              const Catalogue& catalogue) {
  std::vector<Error> errors = documents.errors;
  std::vector<Case> cases;
  for (const Document& document : documents.read) {
    Problems problems(document.name);
    for (Case& one : read_case_file(document, policies, catalogue, problems)) cases.push_back(std::move(one));
    for (Error& error : problems.errors()) errors.push_back(std::move(error));
  }
  if (!errors.empty()) return errors;
  return cases;
}

}  // namespace patrol::cases
