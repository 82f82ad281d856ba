#include "auditor/cases/case_reader.h"

#include "auditor/cases/answers.h"
#include "auditor/cases/case_rules.h"
#include "auditor/cases/merge.h"
#include "auditor/cases/organization_reader.h"
#include "auditor/cases/unread.h"
#include "auditor/cases/wanted_reader.h"
#include "auditor/model/text.h"
#include "auditor/policy/fields.h"
#include "auditor/policy/fit.h"
#include "auditor/policy/integration_parser.h"
#include "auditor/policy/take.h"
#include "auditor/policy/values.h"

#include <algorithm>
#include <array>
#include <utility>

namespace patrol::cases {
namespace {

/// The moment of all cases that tell none: the one that Contoso was made for.
constexpr std::string_view usual_now = "2026-11-23T09:00:00Z";
constexpr std::string_view usual_account = "svc@contoso.com";

/// Nobody can know the descriptors that are made for a case, so it may name the user; until its organization
/// is known, this stands before the name.
constexpr std::string_view user_stand_in = "user;";

std::string text_of(const YamlNode* node) {
  return node == nullptr ? "" : node->text;
}

class CaseReader {
 public:
  CaseReader(const YamlNode& node, const PolicySet& policies, const Catalogue& catalogue, Problems& problems)
      : node_(node),
        policies_(policies),
        catalogue_(catalogue),
        problems_(problems),
        fields_(node, "the case", problems) {}

  Case read() {
    case_.position = problems_.position(node_.at);
    case_.sentence = need_text(fields_, "case", problems_);
    case_.why = take_text(fields_, "why", problems_);
    read_now();
    read_accept();
    organization_name_ =
        node_.find("organization") == nullptr ? "contoso" : text_of(node_.find("organization"));
    read_rules();
    read_integrations();
    read_facts();
    case_.others_pass = take_others();
    case_.notices = take_texts(fields_, "notices", problems_);
    case_.excess = take_excess();
    case_.wanted = take_wanted(fields_, policy_, is_one_rule_, problems_);
    refuse_nothing();
    fields_.refuse_others();
    return std::move(case_);
  }

 private:
  void refuse_nothing() {
    constexpr std::array<std::string_view, 5> wishes{"verdict", "expect", "others", "notices", "excess"};
    const bool wants_something =
        std::ranges::any_of(wishes, [&](std::string_view key) { return node_.find(key) != nullptr; });
    if (wants_something) return;
    problems_.add(node_.at, is_one_rule_ ? "the case wants nothing; add `verdict`"
                                         : "the case wants nothing; add `expect`");
  }

  /// A list, or the word for an empty one.
  std::optional<std::vector<std::string>> take_excess() {
    const YamlNode* node = node_.find("excess");
    if (node == nullptr || node->kind == YamlNode::Kind::null) return std::nullopt;
    if (node->kind != YamlNode::Kind::scalar) return take_texts(fields_, "excess", problems_);
    fields_.take("excess");
    if (!read_word(*node, "value of `excess`", {"none"}, problems_)) return std::nullopt;
    return std::vector<std::string>{};
  }

  void read_now() {
    const std::string text = take_text(fields_, "now", problems_);
    const auto now = parse_time(text.empty() ? usual_now : std::string_view(text));
    if (!now) {
      problems_.add(node_.find("now")->at, "`now` must be a time such as 2026-11-23 or 2026-11-23T09:00:00Z");
    }
    case_.now = now.value_or(Time{});
  }

  void read_accept() {
    const YamlNode* accept = fields_.take("accept");
    if (accept == nullptr) return;
    const auto word = read_word(*accept, "evidence to accept", {"materialised", "declared"}, problems_);
    case_.accept_materialised = word == 0U;
    case_.accept_declared = word == 1U;
  }

  bool take_others() {
    const YamlNode* others = fields_.take("others");
    return others != nullptr && read_word(*others, "verdict of the others", {"pass"}, problems_).has_value();
  }

  void read_rules() {
    CaseRules rules = take_rules(fields_, node_, case_.sentence, policies_, catalogue_, problems_);
    is_one_rule_ = rules.is_one;
    if (!rules.is_own) case_.tested_policy = rules.policy.id;
    policy_ = std::move(rules.policy);
    case_.policies.emplace(policy_.id, policy_);
  }

  /// `account: {user: NAME}` as a descriptor that stands for the real one.
  void replace_named_user(YamlNode& integration) const {
    const YamlNode* account = integration.find("account");
    const YamlNode* user = account == nullptr ? nullptr : account->find("user");
    if (user == nullptr || account->entries.size() != 1) return;
    const auto name = read_name(*user, "user", problems_);
    YamlNode descriptor{.kind = YamlNode::Kind::mapping, .at = account->at};
    set_entry(descriptor, "descriptor", text_node(std::string(user_stand_in) + name.value_or("?"), user->at));
    set_entry(integration, "account", std::move(descriptor));
  }

  /// An integration with what a case need not tell.
  YamlNode completed(YamlNode node, std::string_view name) const {
    const TextPosition at = node.at;
    replace_named_user(node);
    const auto complete = [&](std::string_view key, std::string_view text) {
      if (node.find(key) == nullptr) set_entry(node, key, text_node(text, at));
    };
    complete("integration", name);
    complete("policy", policy_.id.empty() ? std::string_view("case") : policy_.id);
    complete("organization", organization_name_);
    if (node.find("connection") == nullptr) {
      YamlNode connection{.kind = YamlNode::Kind::mapping, .at = at};
      set_entry(connection, "base_url", text_node("https://dev.azure.com/" + organization_name_, at));
      if (node.find("account") == nullptr) set_entry(connection, "email", text_node(usual_account, at));
      set_entry(node, "connection", std::move(connection));
    } else if (node.find("account") == nullptr && node.find("connection")->find("email") == nullptr) {
      YamlNode connection = *node.find("connection");
      set_entry(connection, "email", text_node(usual_account, at));
      set_entry(node, "connection", std::move(connection));
    }
    if (node.find("projects") == nullptr) set_entry(node, "projects", text_node("all", at));
    return node;
  }

  void read_one(const YamlNode& node, std::string_view name) {
    if (node.kind != YamlNode::Kind::mapping) {
      problems_.add(node.at, "the integration must be a mapping of keys to values");
      return;
    }
    Problems own(problems_.position({}).file);
    PlacedIntegration placed = read_integration(completed(node, name), own);
    const Policy* policy = find_policy(placed, own);
    if (policy != nullptr) check_fit(placed, *policy, own);
    problems_.add(own);
    const bool is_known = std::ranges::any_of(
        case_.integrations, [&](const Integration& other) { return other.name == placed.integration.name; });
    if (is_known) {
      problems_.add(placed.name_at, "the case has an integration " + in_backticks(placed.integration.name) +
                                        " already; name this one");
    }
    case_.integrations.push_back(std::move(placed.integration));
  }

  /// The policy of the case, or for an integration beside it another one under test.
  const Policy* find_policy(const PlacedIntegration& placed, Problems& problems) {
    const std::string& id = placed.integration.policy;
    if (policy_.id.empty() || id == policy_.id) return &policy_;
    const auto found = policies_.find(id);
    if (found != policies_.end()) {
      case_.policies.emplace(id, found->second);
      return &found->second;
    }
    std::vector<std::string> known;
    for (const auto& [name, policy] : policies_) known.push_back(name);
    problems.add(placed.policy_at, "unknown policy " + in_backticks(id) + suggestion(id, known));
    return nullptr;
  }

  void read_integrations() {
    const YamlNode* told = fields_.take("integration");
    read_one(told == nullptr ? YamlNode{.kind = YamlNode::Kind::mapping, .at = node_.at} : *told, "case");
    const YamlNode* beside = fields_.take("beside");
    if (beside == nullptr) return;
    std::size_t number = 1;
    for (const YamlNode& node : read_list(*beside, "beside", problems_)) {
      read_one(node, "beside-" + std::to_string(number++));
    }
  }

  void read_facts() {
    OrganizationContext context{.account = "", .projects = {}, .now = case_.now};
    if (!case_.integrations.empty()) {
      const Integration& integration = case_.integrations.front();
      context = {.account = account_word(integration), .projects = integration.projects, .now = case_.now};
    }
    const Description told = read_organization(fields_, context, problems_);
    case_.organization = make_directory(told, catalogue_, case_.now, problems_);
    case_.unread = told.unread;
    check_unread(told.unread, case_.organization, problems_);
    for (Integration& integration : case_.integrations) resolve_descriptor(integration);
  }

  /// What the case calls the integration's account: of the users that it tells, the one that is meant.
  std::string account_word(const Integration& integration) const {
    const std::string& value = integration.account.value;
    if (const std::string name = named_user(value); !name.empty()) return name;
    const YamlNode* users = node_.find("users");
    if (users == nullptr) return value;
    for (const YamlNode& user : users->items) {
      const bool is_name = user.kind == YamlNode::Kind::scalar;
      const std::string account = is_name ? user.text : text_of(user.find("account"));
      for (const std::string_view key : {"sign_in", "mail", "object_id", "application_id"}) {
        if (same_name(text_of(user.find(key)), value)) return account;
      }
      if (same_name(account, value)) return account;
    }
    return value;
  }

  /// The name behind a stand-in; empty where the text is none.
  static std::string named_user(std::string_view text) {
    return text.starts_with(user_stand_in) ? std::string(text.substr(user_stand_in.size())) : std::string();
  }

  void resolve_descriptor(Integration& integration) {
    const std::string name = named_user(integration.account.value);
    if (name.empty()) return;
    if (const Subject* subject = case_.organization.find(name)) {
      integration.account.value = subject->identity.descriptor;
      return;
    }
    std::vector<std::string> known;
    known.reserve(case_.organization.subjects.size());
    for (const Subject& subject : case_.organization.subjects) known.push_back(subject.word);
    const YamlNode* told = node_.find("integration");
    problems_.add(told == nullptr ? node_.at : told->at,
                  "there is no user " + in_backticks(name) + suggestion(name, known));
  }

  const YamlNode& node_;
  const PolicySet& policies_;
  const Catalogue& catalogue_;
  Problems& problems_;
  Fields fields_;
  Case case_;
  Policy policy_;
  bool is_one_rule_ = false;
  std::string organization_name_;
};

}  // namespace

Case read_case(const YamlNode& node, const PolicySet& policies, const Catalogue& catalogue,
               Problems& problems) {
  return CaseReader(node, policies, catalogue, problems).read();
}

}  // namespace patrol::cases
