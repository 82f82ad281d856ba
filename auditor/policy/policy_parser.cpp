#include "auditor/policy/policy_parser.h"

#include "auditor/model/parts.h"
#include "auditor/model/rule_mode.h"
#include "auditor/policy/fields.h"
#include "auditor/policy/requirement_parser.h"
#include "auditor/policy/requirement_readers.h"
#include "auditor/policy/sha256.h"
#include "auditor/policy/take.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

namespace patrol {
namespace {

constexpr std::array rule_modes{Rule::Mode::require, Rule::Mode::at_most, Rule::Mode::exactly,
                                Rule::Mode::forbid};

std::vector<std::string> severity_words() {
  std::vector<std::string> words;
  words.reserve(severities.size());
  for (const Severity severity : severities) words.emplace_back(to_word(severity));
  return words;
}

/// A value and where it stands, for checks that need the whole document.
struct Placed {
  std::string text;
  TextPosition at;
};

/// Whether there are scopes of such a kind anywhere in a requirement.
template <class Kind, class Predicate>
bool mentions(const Requirement& requirement, Predicate is_wanted) {
  return any_part(requirement, [is_wanted](const Requirement& part) {
    const auto* kind = std::get_if<Kind>(&part.kind);
    return kind != nullptr && is_wanted(*kind);
  });
}

class PolicyReader {
 public:
  PolicyReader(const Catalogue& catalogue, Problems& problems) : catalogue_(catalogue), problems_(problems) {}

  Policy read(const YamlNode& root) {
    Fields fields(root, "the policy", problems_);
    if (!fields.is_mapping()) return {};
    policy_.position = problems_.position(root.at);
    policy_.id = need_text(fields, "policy", problems_, read_identifier);
    policy_.title = need_text(fields, "title", problems_, read_name);
    policy_.description = take_text(fields, "description", problems_);
    if (const YamlNode* sources = fields.take("sources")) read_sources(*sources);
    policy_.features = take_texts(fields, "features", problems_, read_identifier);
    policy_.variants = take_texts(fields, "variants", problems_, read_identifier);
    refuse_shared_words(root);
    if (const YamlNode* parameters = fields.take("parameters")) parameters_.read(*parameters, problems_);
    if (const YamlNode* rules = fields.need("rules")) {
      for (const YamlNode& rule : read_list(*rules, "rules", problems_)) read_rule(rule);
    }
    refuse_empty_ceilings();
    parameters_.refuse_unused(problems_);
    policy_.parameters = parameters_.all();
    fields.refuse_others();
    return std::move(policy_);
  }

 private:
  void read_sources(const YamlNode& node) {
    for (const YamlNode& item : read_list(node, "sources", problems_)) {
      Fields fields(item, "the source", problems_);
      Source source;
      source.title = need_text(fields, "title", problems_, read_name);
      if (const YamlNode* url = fields.need("url")) {
        source.url = read_text(*url, "url", problems_).value_or("");
        if (!source.url.empty() && !is_web_address(source.url)) {
          problems_.add(url->at, "`url` must be an address that starts with `https://` or `http://`");
        }
      }
      if (const YamlNode* read = fields.take("read")) {
        source.read = read_text(*read, "read", problems_).value_or("");
        if (!source.read.empty() && !is_date(source.read)) {
          problems_.add(read->at, "`read` must be the day the page was read, such as `2026-11-23`");
        }
      }
      fields.refuse_others();
      policy_.sources.push_back(std::move(source));
    }
  }

  /// `when` takes both, so a word that is both would be ambiguous.
  void refuse_shared_words(const YamlNode& root) {
    const YamlNode* variants = root.find("variants");
    if (variants == nullptr) return;
    for (const YamlNode& item : variants->items) {
      if (std::ranges::find(policy_.features, item.text) != policy_.features.end()) {
        problems_.add(item.at, in_backticks(item.text) + " is a feature and a variant; rename one");
      }
    }
  }

  void read_rule(const YamlNode& node) {
    Fields fields(node, "the rule", problems_);
    if (!fields.is_mapping()) return;
    Rule rule;
    rule.position = problems_.position(node.at);
    rule.id = need_text(fields, "id", problems_, read_identifier);
    refuse_repeated_id(node);
    rule.title = need_text(fields, "title", problems_, read_name);
    if (const YamlNode* severity = fields.take("severity")) {
      const auto word = read_word(*severity, "severity", severity_words(), problems_);
      if (word) rule.severity = severities.at(*word);
    }
    if (const YamlNode* need = fields.take("need")) {
      const auto word = read_word(*need, "need", {"required", "recommended"}, problems_);
      if (word == 1) rule.need = Need::recommended;
    }
    rule.controls = take_texts(fields, "controls", problems_);
    rule.remediation = take_text(fields, "remediation", problems_);
    rule.when = take_conditions(fields, "when");
    rule.unless = take_conditions(fields, "unless");
    refuse_contradiction(rule, node);
    const YamlNode* for_each = take_for_each(fields, rule);
    read_mode(fields, rule);
    if (rule.of_others && for_each != nullptr && node.find("forbid") == nullptr) {
      problems_.add(for_each->at,
                    in_backticks("for_each: " + for_each->text) +
                        " is for what the integration does not select, so it goes with `forbid` alone");
    }
    fields.refuse_others();
    policy_.rules.push_back(std::move(rule));
  }

  void refuse_repeated_id(const YamlNode& node) {
    const YamlNode* id = node.find("id");
    if (id == nullptr || id->text.empty()) return;
    const auto same = std::ranges::find(rule_ids_, id->text, &Placed::text);
    if (same == rule_ids_.end()) {
      rule_ids_.push_back({id->text, id->at});
    } else {
      problems_.add(id->at, "the rule id " + in_backticks(id->text) + " already stands in line " +
                                std::to_string(same->at.line) + "; rename one");
    }
  }

  std::vector<std::string> take_conditions(Fields& fields, std::string_view key) {
    const YamlNode* node = fields.take(key);
    if (node == nullptr) return {};
    if (node->kind != YamlNode::Kind::sequence) {
      const auto word = read_condition(*node, key);
      return word ? std::vector{*word} : std::vector<std::string>{};
    }
    std::vector<std::string> words = read_texts(*node, key, read_identifier, problems_);
    for (const YamlNode& item : node->items) refuse_undeclared(item);
    return words;
  }

  std::optional<std::string> read_condition(const YamlNode& node, std::string_view key) {
    if (node.kind != YamlNode::Kind::scalar) {
      problems_.add(node.at, in_backticks(key) + " must be a feature or variant, or a list of them");
      return std::nullopt;
    }
    auto word = read_identifier(node, key, problems_);
    if (word) refuse_undeclared(node);
    return word;
  }

  void refuse_undeclared(const YamlNode& node) {
    if (node.kind != YamlNode::Kind::scalar || node.text.empty()) return;
    std::vector<std::string> declared = policy_.features;
    declared.insert(declared.end(), policy_.variants.begin(), policy_.variants.end());
    if (std::ranges::find(declared, node.text) != declared.end()) return;
    problems_.add(node.at,
                  declared.empty()
                      ? "the policy declares no features; add " + in_backticks(node.text) + " to `features`"
                      : "unknown feature " + in_backticks(node.text) + suggestion(node.text, declared));
  }

  void refuse_contradiction(const Rule& rule, const YamlNode& node) {
    if (rule.when.empty()) return;
    const auto is_excluded = [&](const std::string& word) {
      return std::ranges::find(rule.unless, word) != rule.unless.end();
    };
    if (std::ranges::all_of(rule.when, is_excluded)) {
      problems_.add(node.at,
                    "`when` and `unless` contradict each other: the rule would never apply; change one");
    }
  }

  /// Where it stands; null: it does not.
  const YamlNode* take_for_each(Fields& fields, Rule& rule) {
    const YamlNode* node = fields.take("for_each");
    if (node == nullptr) return nullptr;
    using ForEach = Rule::ForEach;
    static constexpr std::array values{std::pair{ForEach::project, false},
                                       std::pair{ForEach::repository, false},
                                       std::pair{ForEach::pipeline, false}, std::pair{ForEach::project, true},
                                       std::pair{ForEach::repository, true}};
    std::vector<std::string> words;
    words.reserve(values.size());
    for (const auto& [kind, of_others] : values) words.push_back(for_each_word(kind, of_others));
    if (const auto word = read_word(*node, "value of `for_each`", words, problems_)) {
      std::tie(rule.for_each, rule.of_others) = values.at(*word);
    }
    return node;
  }

  void read_mode(Fields& fields, Rule& rule) {
    std::vector<Rule::Mode> given;
    for (const Rule::Mode mode : rule_modes) {
      if (fields.has(to_word(mode))) given.push_back(mode);
    }
    if (given.size() != 1) {
      problems_.add(fields.at(),
                    "the rule needs exactly one of `require`, `at_most`, `exactly` and `forbid`");
    }
    for (const Rule::Mode mode : given) {
      const YamlNode* node = fields.take(to_word(mode));
      if (node == nullptr) continue;
      rule.mode = mode;
      const RuleContext context{catalogue_, mode, rule.for_each, problems_, parameters_};
      if (auto requirement = parse_requirement(*node, context)) rule.requirement = std::move(*requirement);
    }
  }

  /// `required` beside no rule that requires such would condemn every token, or bound nothing. To be in no
  /// group is a ceiling that makes sense.
  void refuse_empty_ceilings() {
    refuse_empty_ceiling<PatScopes>("pat_scopes", "the scopes",
                                    [](const PatScopes& scopes) { return !scopes.ids.empty(); });
    refuse_empty_ceiling<Permissions>("permissions", "the permissions", [](const Permissions& permissions) {
      return !permissions.permissions.empty();
    });
    refuse_empty_ceiling<AccessAtLeast>("access_level", "the level",
                                        [](const AccessAtLeast& access) { return !access.required_only; });
  }

  template <class Kind, class IsNamed>
  void refuse_empty_ceiling(std::string_view word, std::string_view things, IsNamed is_named) {
    const auto requires_some = [&](const Rule& rule) {
      return is_floor(rule.mode) && mentions<Kind>(rule.requirement, is_named);
    };
    if (std::ranges::any_of(policy_.rules, requires_some)) return;
    for (const Rule& rule : policy_.rules) {
      if (rule.mode != Rule::Mode::at_most) continue;  // that was told where it stands
      if (!mentions<Kind>(rule.requirement, [](const Kind& kind) { return kind.required_only; })) continue;
      std::string what = "`";
      what.append(word)
          .append(": required` means what other rules require, and none requires `")
          .append(word);
      what.append("`; name ").append(things).append(", or add such a rule");
      problems_.add({rule.position.line, rule.position.column}, std::move(what));
    }
  }

  const Catalogue& catalogue_;
  Problems& problems_;
  Policy policy_;
  Parameters parameters_;
  std::vector<Placed> rule_ids_;
};

/// Whether a document is the other kind: a mapping with its key and without ours.
bool is_integration(const YamlNode& root) {
  return root.find("integration") != nullptr && root.find("rules") == nullptr;
}

bool is_waivers(const YamlNode& root) {
  return root.find("waivers") != nullptr && root.find("rules") == nullptr;
}

}  // namespace

Result<Policy, std::vector<Error>> parse_policy(std::string_view text, const std::string& source_name,
                                                const Catalogue& catalogue) {
  Problems problems(source_name);
  Policy policy = parse_policy(text, catalogue, problems);
  if (!problems.empty()) return problems.errors();
  return policy;
}

Policy parse_policy(std::string_view text, const Catalogue& catalogue, Problems& problems) {
  const auto root = read_yaml(text, problems);
  if (!root) return {};
  if (root->kind == YamlNode::Kind::null) {
    if (problems.empty()) problems.add({}, "the file is empty; write a policy, or remove it");
    return {};
  }
  if (is_integration(*root)) {
    problems.add(root->at, "this is an integration, not a policy; give it to `--integrations`");
    return {};
  }
  if (is_waivers(*root)) {
    problems.add(root->at, "this is a file of waivers, not a policy; give it to `--waivers`");
    return {};
  }
  Policy policy = read_policy(*root, catalogue, problems);
  policy.sha256 = sha256(text);
  return policy;
}

Policy read_policy(const YamlNode& root, const Catalogue& catalogue, Problems& problems) {
  return PolicyReader(catalogue, problems).read(root);
}

}  // namespace patrol
