#include "auditor/evaluate/draft.h"

#include "auditor/evaluate/draft_account.h"
#include "auditor/evaluate/draft_choice.h"
#include "auditor/evaluate/draft_groups.h"
#include "auditor/evaluate/draft_permissions.h"
#include "auditor/evaluate/draft_rules.h"
#include "auditor/evaluate/draft_things.h"
#include "auditor/evaluate/draft_token.h"
#include "auditor/facts/facts.h"
#include "auditor/facts/licence.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

using Mode = Rule::Mode;
using Why = LeftOut::Why;

constexpr int days_left = 14;

class Drafting {
 public:
  Drafting(const DraftRequest& request, const Catalogue& catalogue, const Snapshot& snapshot,
           const EvaluateOptions& options, std::map<std::string, std::set<FactKey>>* missing)
      : request_(request),
        catalogue_(catalogue),
        snapshot_(snapshot),
        options_(options),
        missing_(missing),
        key_(fold_case(request.organization)),
        facts_(view(), catalogue, options.accept_materialised) {}

  Result<Draft> run() {
    const auto account = find_the_account();
    if (!account) return account.error();
    if (is_waiting()) return nothing_yet();
    identity_ = account.value();
    name_the_integration();
    read_everything();
    if (is_waiting()) return nothing_yet();

    add_account_topics();
    add_token_topics();
    add_access_topic();
    DraftGroups groups = draft_groups(facts_, *identity_);
    draft_.integration.projects = std::move(groups.projects);
    add(std::move(groups.part));
    if (!add_things()) return nothing_yet();
    auto permissions = draft_permissions(facts_, catalogue_, draft_.integration.projects.size(),
                                         [this](Policy policy) { return audit_of(std::move(policy)); });
    if (!permissions) return nothing_yet();
    add(*std::move(permissions));
    if (!choose_rules()) return nothing_yet();
    if (draft_.policy.rules.empty()) {
      return Error{Error::Kind::bad_response, request_.account, "nothing about it could be read"};
    }
    return std::move(draft_);
  }

 private:
  static Error nothing_yet() { return {Error::Kind::bad_response, "", "not everything was read yet"}; }

  View view() const {
    const auto found = snapshot_.organizations.find(key_);
    const Organization* organization = found == snapshot_.organizations.end() ? nullptr : &found->second;
    return {organization, organization == nullptr ? request_.organization : organization->name,
            missing_ == nullptr ? nullptr : &(*missing_)[key_], options_.ask_graph};
  }

  bool is_waiting() const {
    return missing_ != nullptr &&
           std::ranges::any_of(*missing_, [](const auto& entry) { return !entry.second.empty(); });
  }

  Result<const Identity*> find_the_account() {
    const auto wanted = account_called(request_.account, facts_.view());
    if (is_waiting()) return static_cast<const Identity*>(nullptr);
    if (!wanted) return wanted.error();
    // Who the auditor is decides what an absence is worth.
    facts_.view().connection();
    const AccountAnswer& answer = facts_.account(wanted.value());
    if (is_waiting()) return static_cast<const Identity*>(nullptr);
    if (answer.identity != nullptr) return answer.identity;
    if (answer.nobody) {
      return Error{Error::Kind::usage, request_.account,
                   "nobody is called so in " + request_.organization +
                       "; `patrol discover` lists the accounts that look like integrations"};
    }
    std::string why = "which account it is could not be told";
    for (const Gap& gap : answer.support.gaps) {
      why += ": " + gap.reason + (gap.grant.empty() ? "" : "; " + gap.grant);
    }
    return Error{Error::Kind::bad_response, request_.account, why};
  }

  void name_the_integration() {
    Integration& integration = draft_.integration;
    draft_.account = account_name(*identity_);
    integration.name = request_.name.empty() ? slug_of(draft_.account) : request_.name;
    integration.policy = integration.name + "-rights";
    integration.organization = facts_.view().organization_name();
    integration.account = lasting_selector(*identity_, request_.account, facts_);
    if (integration.account.kind == AccountSelector::Kind::email)
      integration.email = integration.account.value;
    draft_.policy.id = integration.policy;
    draft_.policy.title = "What the account of " + integration.name + " holds";
  }

  bool may_own_tokens() const { return !is_service_principal(*identity_) && !is_build_service(*identity_); }

  /// Side by side what the topics are made of.
  void read_everything() {
    facts_.view().projects();
    facts_.view().group_names();
    facts_.view().namespaces();
    facts_.auditor_is_administrator();
    facts_.memberships().read_groups_of(*identity_);
    if (may_own_tokens()) facts_.view().tokens(identity_->subject_descriptor);
    if (!is_build_service(*identity_)) find_licence(facts_.view(), catalogue_, *identity_);
  }

  void leave_out(Why why, std::string what, const Gap& gap) {
    draft_.left_out.push_back(
        {.why = why, .what = std::move(what), .reason = gap.reason, .grant = gap.grant});
  }

  void add_topic(std::string what, std::vector<Rule> tightest, bool is_quiet = false) {
    topics_.push_back({.what = std::move(what), .ways = {std::move(tightest)}, .is_quiet = is_quiet});
  }

  void add_account_topics() {
    const auto state = [](AccountState wanted) { return Requirement{wanted}; };
    const bool is_principal = is_service_principal(*identity_);
    add_topic("the account is active", {draft_rule("account.active", "The account is active", Severity::high,
                                                   Mode::require, state({.active = true}))});
    if (!is_build_service(*identity_)) {
      const auto kind = is_principal ? AccountState::Kind::service_principal : AccountState::Kind::user;
      add_topic("what kind of account it is",
                {draft_rule("account.kind",
                            is_principal ? "The account is a service principal" : "The account is a user",
                            Severity::low, Mode::require, state({.kind = kind}))});
    }
    if (draft_.integration.email.empty()) return;
    add_topic("nobody else has its address",
              {draft_rule("account.unique", "Nobody else has its address", Severity::medium, Mode::require,
                          state({.unique = true}))});
    add_topic("its address is written as in its profile",
              {draft_rule("account.email", "The address is written as in the profile", Severity::medium,
                          Mode::require, state({.email_exact = true}))});
  }

  void add_token_topics() {
    if (!may_own_tokens()) return;
    const auto& listed = facts_.view().tokens(identity_->subject_descriptor).known;
    const TokenChoice choice = choose_token(listed, request_.token, options_.now);
    if (choice.unknown) leave_out(Why::unread, "what its token may do", *choice.unknown);
    if (!choice.note.empty()) draft_.notes.push_back(choice.note);
    const Token* const token = choice.token;
    if (token == nullptr) return;
    draft_.integration.pat = choice.selector;
    const auto state = [](PatState wanted) { return Requirement{std::move(wanted)}; };
    add_topic("its token is valid", {draft_rule("pat.valid", "The token is valid", Severity::high,
                                                Mode::require, state({.valid = true}))});
    add_topic("its token has two weeks left",
              {draft_rule("pat.expiry", "The token has two weeks left", Severity::medium, Mode::require,
                          state({.min_days_left = Amount{.number = days_left}}))});
    add_lifetime_topic(*token);
    const bool is_for_all = !token->target_accounts;
    add_topic("for which organizations its token is",
              {draft_rule("pat.organization",
                          is_for_all ? "The token is for all organizations"
                                     : "The token is for this organization alone",
                          Severity::medium, Mode::require,
                          state({.one_organization = !is_for_all, .all_organizations = is_for_all}))});
    add_scope_topic(*token);
  }

  void add_lifetime_topic(const Token& token) {
    if (!token.valid_from || !token.valid_to) return;
    const auto days = std::chrono::ceil<std::chrono::days>(*token.valid_to - *token.valid_from).count();
    if (days < 1 || days > 36'500) return;
    add_topic("how long its token lives",
              {draft_rule("pat.lifetime", "The token lives no longer than it does today", Severity::medium,
                          Mode::require,
                          {PatState{.max_lifetime_days = Amount{.number = static_cast<int>(days)}}})});
  }

  void add_scope_topic(const Token& token) {
    PatScopes known;
    std::vector<std::string> unknown;
    for (const std::string& scope : token.scopes) {
      (catalogue_.find_scope(scope) != nullptr ? known.ids : unknown).push_back(scope);
    }
    sort_unique(known.ids);
    if (!unknown.empty()) {
      draft_.notes.push_back("The token holds what patrol does not know, and no rule bounds its scopes: " +
                             join_words(unknown));
    }
    if (known.ids.empty()) return;
    const auto rule = [&](std::string title, Mode mode) {
      return std::vector{draft_rule("pat.scopes", std::move(title), Severity::high, mode, {known})};
    };
    DraftTopic topic{.what = "which scopes its token holds"};
    if (unknown.empty()) {
      topic.ways.push_back(rule("The token holds these scopes and no others", Mode::exactly));
    }
    topic.ways.push_back(rule("The token holds these scopes", Mode::require));
    topics_.push_back(std::move(topic));
  }

  void add_access_topic() {
    if (is_build_service(*identity_)) return;
    const std::string what = "which access level it has";
    const LicenceAnswer licence = find_licence(facts_.view(), catalogue_, *identity_);
    if (!licence.level) {
      for (const Gap& gap : licence.support.gaps) leave_out(Why::unread, what, gap);
      return;
    }
    // Nobody needs to have none: the language has no word for it.
    if (*licence.level == AccessLevel::none) {
      draft_.notes.push_back("It holds no access level: " + licence.observed);
      return;
    }
    add_topic(what, {draft_rule("account.access-level", "The account has this access level", Severity::low,
                                Mode::exactly, {AccessAtLeast{*licence.level}})});
  }

  void add(DraftPart part) {
    std::ranges::move(part.topics, std::back_inserter(topics_));
    std::ranges::move(part.left_out, std::back_inserter(draft_.left_out));
    std::ranges::move(part.notes, std::back_inserter(draft_.notes));
  }

  /// False while facts are missing.
  bool add_things() {
    DraftPart roles = draft_roles(facts_, catalogue_, *identity_, draft_.integration.projects);
    DraftPart hooks = draft_hooks(facts_, *identity_);
    if (is_waiting()) return false;
    add(std::move(roles));
    add(std::move(hooks));
    return true;
  }

  /// What an audit of these rules says; nothing while facts for it are still to be read.
  std::optional<Audit> audit_of(Policy policy) {
    Integration integration = draft_.integration;
    integration.policy = policy.id = "trial";
    PolicySet policies;
    policies.emplace(policy.id, std::move(policy));
    EvaluateOptions options = options_;
    options.only.clear();
    options.waivers.clear();
    if (missing_ != nullptr) {
      for (auto& [key, facts] : missing_facts(policies, {integration}, catalogue_, snapshot_, options)) {
        (*missing_)[key].merge(facts);
      }
      if (is_waiting()) return std::nullopt;
    }
    return evaluate(policies, {integration}, catalogue_, snapshot_, options);
  }

  /// Takes of each topic the tightest way that passes; false while facts are missing.
  bool choose_rules() {
    const auto audit = audit_of(trial_of(topics_));
    if (!audit) return false;
    DraftChoice choice = choose(topics_, *audit);
    draft_.policy.rules = std::move(choice.rules);
    std::ranges::move(choice.left_out, std::back_inserter(draft_.left_out));
    return true;
  }

  const DraftRequest& request_;
  const Catalogue& catalogue_;
  const Snapshot& snapshot_;
  const EvaluateOptions& options_;
  std::map<std::string, std::set<FactKey>>* missing_;
  std::string key_;
  Facts facts_;
  const Identity* identity_ = nullptr;
  std::vector<DraftTopic> topics_;
  Draft draft_;
};

}  // namespace

Result<Draft> make_draft(const DraftRequest& request, const Catalogue& catalogue, const Snapshot& snapshot,
                         const EvaluateOptions& options) {
  return Drafting(request, catalogue, snapshot, options, nullptr).run();
}

std::map<std::string, std::set<FactKey>> missing_for_draft(const DraftRequest& request,
                                                           const Catalogue& catalogue,
                                                           const Snapshot& snapshot,
                                                           const EvaluateOptions& options) {
  std::map<std::string, std::set<FactKey>> missing;
  [[maybe_unused]] const auto unfinished = Drafting(request, catalogue, snapshot, options, &missing).run();
  std::erase_if(missing, [](const auto& entry) { return entry.second.empty(); });
  return missing;
}

}  // namespace patrol
