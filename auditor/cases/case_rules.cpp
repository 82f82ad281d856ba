#include "auditor/cases/case_rules.h"

#include "auditor/cases/merge.h"
#include "auditor/policy/policy_parser.h"
#include "auditor/policy/take.h"
#include "auditor/policy/values.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol::cases {
namespace {

/// The name of the policy that a case's own rules are put into.
constexpr std::string_view own_policy = "case";

void add_words(const YamlNode* node, std::vector<YamlNode>& words) {
  if (node == nullptr) return;
  if (node->kind == YamlNode::Kind::scalar) words.push_back(*node);
  for (const YamlNode& item : node->items) {
    if (item.kind == YamlNode::Kind::scalar) words.push_back(item);
  }
}

/// What the rules and the integration mention, as a list that declares each word once.
YamlNode declared(const std::vector<YamlNode>& words, std::string_view without) {
  YamlNode list{.kind = YamlNode::Kind::sequence, .at = words.empty() ? TextPosition{} : words.front().at};
  for (const YamlNode& word : words) {
    const bool is_known =
        std::ranges::any_of(list.items, [&](const YamlNode& other) { return other.text == word.text; });
    if (!is_known && word.text != without) list.items.push_back(word);
  }
  return list;
}

/// A policy document around rules of a case's own.
YamlNode document_around(YamlNode rules, const YamlNode& node, const std::string& sentence) {
  std::vector<YamlNode> features;
  for (const YamlNode& rule : rules.items) {
    add_words(rule.find("when"), features);
    add_words(rule.find("unless"), features);
  }
  const YamlNode* integration = node.find("integration");
  const YamlNode* variant = integration == nullptr ? nullptr : integration->find("variant");
  if (integration != nullptr) add_words(integration->find("features"), features);
  YamlNode document{.kind = YamlNode::Kind::mapping, .at = rules.at};
  set_entry(document, "policy", text_node(own_policy, rules.at));
  set_entry(document, "title",
            text_node(sentence.empty() ? own_policy : std::string_view(sentence), rules.at));
  YamlNode list = declared(features, variant == nullptr ? "" : variant->text);
  if (!list.items.empty()) set_entry(document, "features", std::move(list));
  if (variant != nullptr) {
    set_entry(document, "variants",
              {.kind = YamlNode::Kind::sequence, .at = variant->at, .items = {*variant}});
  }
  set_entry(document, "rules", std::move(rules));
  return document;
}

/// `rule: {require: …}` as a list of one whole rule.
YamlNode list_of_one(const YamlNode& rule, const std::string& sentence) {
  YamlNode whole = rule;
  if (whole.kind == YamlNode::Kind::mapping) {
    if (whole.find("id") == nullptr) set_entry(whole, "id", text_node("rule", rule.at));
    if (whole.find("title") == nullptr) {
      set_entry(whole, "title", text_node(sentence.empty() ? "rule" : sentence, rule.at));
    }
  }
  return {.kind = YamlNode::Kind::sequence, .at = rule.at, .items = {std::move(whole)}};
}

Policy find_policy(const YamlNode& node, const PolicySet& policies, Problems& problems) {
  const auto id = read_identifier(node, "policy", problems);
  if (!id) return {};
  if (const auto found = policies.find(*id); found != policies.end()) return found->second;
  std::vector<std::string> known;
  for (const auto& [name, policy] : policies) known.push_back(name);
  problems.add(node.at, "unknown policy " + in_backticks(*id) + suggestion(*id, known));
  return {};
}

}  // namespace

CaseRules take_rules(Fields& fields, const YamlNode& node, const std::string& sentence,
                     const PolicySet& policies, const Catalogue& catalogue, Problems& problems) {
  const YamlNode* policy = fields.take("policy");
  const YamlNode* rule = fields.take("rule");
  const YamlNode* rules = fields.take("rules");
  const auto given = (policy != nullptr ? 1 : 0) + (rule != nullptr ? 1 : 0) + (rules != nullptr ? 1 : 0);
  if (given != 1) {
    problems.add(node.at,
                 "the case needs exactly one of `policy`, `rule` and `rules`, its own or that of the file");
    return {};
  }
  if (policy != nullptr) return {.policy = find_policy(*policy, policies, problems)};
  YamlNode list = rule != nullptr ? list_of_one(*rule, sentence) : *rules;
  return {.policy = read_policy(document_around(std::move(list), node, sentence), catalogue, problems),
          .is_own = true,
          .is_one = rule != nullptr};
}

}  // namespace patrol::cases
