#include "auditor/evaluate/holdings.h"

#include "auditor/checks/token_subject.h"
#include "auditor/evaluate/excess_groups.h"
#include "auditor/evaluate/excess_roles.h"
#include "auditor/evaluate/group_grants.h"
#include "auditor/evaluate/rules.h"
#include "auditor/evaluate/token_sharers.h"
#include "auditor/evaluate/unclaimed_tokens.h"
#include "auditor/facts/licence.h"
#include "auditor/facts/tokens.h"
#include "auditor/facts/truth.h"
#include "auditor/model/account_words.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

/// One account with the integrations that sign in with it.
struct User {
  std::string organization;
  const Facts* facts = nullptr;
  ReadId first_read = 0;
  const AccountAnswer* answer = nullptr;
  std::vector<const Integration*> integrations;
  NeededGroups needed;
};

std::string kind_of(const Identity& identity) {
  if (is_service_principal(identity)) {
    return same_name(identity.meta_type, "managedIdentity") ? "managed identity" : "service principal";
  }
  if (identity.subject_descriptor.starts_with("svc.")) return "build service";
  return identity.meta_type == "guest" ? "guest" : "user";
}

std::vector<std::string> names_of(const std::vector<const Integration*>& integrations) {
  std::vector<std::string> names;
  names.reserve(integrations.size());
  for (const Integration* integration : integrations) names.push_back(integration->name);
  return names;
}

/// The places of the organization's own reads in the audit.
void shift(std::vector<ReadId>& reads, ReadId first) {
  for (ReadId& read : reads) read += first;
}

class Holdings {
 public:
  Holdings(Audit& audit, const std::vector<const Integration*>& integrations, const PolicySet& policies,
           const Catalogue& catalogue, Time now)
      : audit_(audit), sharers_(integrations), policies_(policies), catalogue_(catalogue), now_(now) {}

  void add(const User& user) {
    AuditedAccount account{.organization = user.organization,
                           .account = user.integrations.front()->account.value,
                           .integrations = names_of(user.integrations)};
    for (const Gap& gap : user.answer->support.gaps) account.unknown.push_back(gap.what);
    if (const Identity* const identity = user.answer->identity) {
      account.name = account_name(*identity);
      account.kind = kind_of(*identity);
      add_tokens(user, *identity, account);
      add_groups(user, *identity, account);
      add_roles(user, *identity, account);
      add_access_level(user, *identity, account);
    }
    audit_.accounts.push_back(std::move(account));
  }

 private:
  /// The highest level that a rule requires; nothing: none does, and what is needed is not known.
  std::optional<AccessLevel> needed_access_level(const User& user) const {
    std::optional<AccessLevel> needed;
    for (const Integration* integration : user.integrations) {
      const auto policy = policies_.find(integration->policy);
      if (policy == policies_.end()) continue;
      needed = std::max(needed, required_access_level(policy->second, *integration));
    }
    return needed;
  }

  void add_access_level(const User& user, const Identity& identity, AuditedAccount& account) {
    if (is_build_service(identity)) {
      account.compared.emplace_back(compared_access_level);  // it has none
      return;
    }
    const std::optional<AccessLevel> needed = needed_access_level(user);
    const auto& known = user.facts->view().organization()->entitlements;
    const auto found = known.find(identity.id);
    if (found != known.end() && found->second.known) {
      const Entitlement& entitlement = found->second.known.value();
      account.access_level = entitlement.license_display_name.empty() ? entitlement.account_license_type
                                                                      : entitlement.license_display_name;
    }
    if (!needed) {
      account.not_compared.emplace_back("the access level: no rule of its policies requires one");
      return;
    }
    LicenceAnswer licence = find_licence(user.facts->view(), catalogue_, identity);
    if (found == known.end() || !licence.level) {
      account.unknown.emplace_back("the access level");
      return;
    }
    account.compared.emplace_back(compared_access_level);
    const AccessLevel held = *licence.level;
    if (held > *needed) add_excess_of_access(*needed, held, std::move(licence), user, account);
  }

  void add_excess_of_access(AccessLevel needed, AccessLevel held, LicenceAnswer licence, const User& user,
                            const AuditedAccount& account) {
    const std::string title = catalogue_.names_of(held).title;
    const bool is_test_plans = held == AccessLevel::basic_and_test_plans;
    add({.kind = Excess::Kind::access_level,
         .what = title + " where " + catalogue_.names_of(needed).title + " is enough",
         .severity = is_test_plans ? Severity::low : Severity::medium,
         .allows = is_test_plans ? "test plans, by a licence that costs more"
                                 : "repositories and pipelines of private projects",
         .path = {account.name, "access level " + title},
         .reads = std::move(licence.support.reads),
         .remediation = "Organization settings › Users › " + account.name +
                        " › Change access level: " + catalogue_.names_of(needed).title},
        user, account);
  }

  bool asks_for_tokens(const User& user) const {
    return std::ranges::any_of(user.integrations, [&](const Integration* integration) {
      const auto policy = policies_.find(integration->policy);
      return policy != policies_.end() && patrol::asks_for_tokens(policy->second, *integration);
    });
  }

  bool requires_scopes(const std::vector<const Integration*>& integrations) const {
    return std::ranges::any_of(integrations, [&](const Integration* integration) {
      const auto policy = policies_.find(integration->policy);
      return policy != policies_.end() && patrol::requires_scopes(policy->second, *integration);
    });
  }

  void add_tokens(const User& user, const Identity& identity, AuditedAccount& account) {
    if (owns_no_token(identity)) {
      account.compared.emplace_back(compared_scopes);
      return;
    }
    const auto& listed = user.facts->view().organization()->tokens;
    const auto fact = listed.find(identity.subject_descriptor);
    if (fact == listed.end()) {
      if (asks_for_tokens(user)) {
        account.unknown.emplace_back("its tokens");
      } else {
        account.not_compared.emplace_back("its tokens: no rule of its policies asks about them");
      }
      return;
    }
    const bool is_any_required = requires_scopes(user.integrations);
    if (!is_any_required) {
      account.not_compared.emplace_back(scopes_not_required);
    } else if (!fact->second.known.rest || !fact->second.known.items.empty()) {
      account.compared.emplace_back(compared_scopes);
    }
    std::map<const Token*, std::vector<const Integration*>> used;
    const std::size_t known_so_far = account.unknown.size();
    for (const Integration* integration : user.integrations) {
      const TokenAnswer answer =
          find_tokens(user.facts->view(), identity.subject_descriptor, integration->pat, now_);
      for (const Gap& gap : answer.support.gaps) account.unknown.push_back(gap.what);
      for (const Token* token : answer.chosen) used[token].push_back(integration);
    }
    if (fact->second.known.rest && account.unknown.size() == known_so_far) {
      account.unknown.emplace_back("which other tokens it has");
    }
    for (const Token& token : fact->second.known.items) {
      const auto users = used.find(&token);
      if (users == used.end()) continue;
      audit_.tokens.push_back({.organization = account.organization,
                               .account = account.account,
                               .integrations = names_of(users->second),
                               .name = token.display_name,
                               .id = token.authorization_id,
                               .scopes = token.scopes,
                               .valid_from = token.valid_from,
                               .valid_to = token.valid_to,
                               .is_alive = is_alive(token, now_),
                               .all_organizations = !token.target_accounts.has_value()});
      if (requires_scopes(users->second)) {
        add_scopes(user, identity, token, users->second, account, fact->second.reads);
      } else if (is_any_required) {
        account.not_compared.push_back("the scopes of the token " + token_name(token) +
                                       ": no rule of the policies that it is for requires one");
      }
    }
    if (used.size() == fact->second.known.items.size()) return;
    std::set<const Token*> claimed;
    for (const auto& [token, integrations] : used) claimed.insert(token);
    for (const Token& token : fact->second.known.items) {
      if (used.contains(&token) || is_over(token, now_)) continue;
      const Elsewhere elsewhere = elsewhere_of(user, identity, token);
      if (elsewhere.sure.empty() && elsewhere.open.empty()) continue;
      claimed.insert(&token);
      if (!elsewhere.sure.empty()) continue;
      account.unknown.push_back("whether the token " + token_name(token) + " is that of " +
                                join_words(names_of(elsewhere.open)) + ", in another organization");
    }
    UnclaimedTokens others =
        unclaimed_tokens(*user.facts, identity, user.integrations, claimed, catalogue_, now_);
    for (Excess& excess : others.excess) add(std::move(excess), user, account);
    std::ranges::move(others.unknown, std::back_inserter(account.unknown));
  }

  /// Integrations of other organizations that use a token, and those of which that is not known.
  struct Elsewhere {
    std::vector<const Integration*> sure;
    std::vector<const Integration*> open;
  };
  Elsewhere elsewhere_of(const User& user, const Identity& identity, const Token& token) const {
    Elsewhere elsewhere;
    const std::array<std::string_view, 2> addresses{identity.mail, identity.account};
    const std::array<std::string_view, 2> words{token.authorization_id, token.display_name};
    for (const Integration* integration : sharers_.elsewhere(user.organization, addresses, words)) {
      const Truth uses = is_used_elsewhere(token, identity.mail, identity.account, *integration);
      if (uses == Truth::yes) elsewhere.sure.push_back(integration);
      if (uses == Truth::unknown) elsewhere.open.push_back(integration);
    }
    return elsewhere;
  }

  std::set<std::string> needed_scopes(const std::vector<const Integration*>& integrations) const {
    std::set<std::string> needed;
    for (const Integration* integration : integrations) {
      const auto policy = policies_.find(integration->policy);
      if (policy == policies_.end()) continue;
      for (std::string& scope : required_scopes(policy->second, *integration))
        needed.insert(std::move(scope));
    }
    return needed;
  }

  /// Whether it is one of these, or comes with one.
  bool is_among(const std::string& scope, const std::set<std::string>& needed) const {
    return std::ranges::any_of(needed,
                               [&](const std::string& wanted) { return catalogue_.holds(wanted, scope); });
  }

  /// What the token holds and none of the integrations that use it needs, in whatever organization.
  void add_scopes(const User& user, const Identity& identity, const Token& token,
                  const std::vector<const Integration*>& users, AuditedAccount& account,
                  const std::vector<ReadId>& reads) {
    // What begins later is held then.
    if (is_over(token, now_)) return;
    const Elsewhere elsewhere = elsewhere_of(user, identity, token);
    std::set<std::string> needed = needed_scopes(users);
    needed.merge(needed_scopes(elsewhere.sure));
    const std::set<std::string> maybe_needed = needed_scopes(elsewhere.open);
    for (const std::string& scope : token.scopes) {
      if (is_among(scope, needed)) continue;
      if (is_among(scope, maybe_needed)) {
        account.unknown.push_back("whether " + scope + " of the token " + token_name(token) +
                                  " is needed by " + join_words(names_of(elsewhere.open)) +
                                  ", in another organization");
        continue;
      }
      Excess excess{
          .organization = account.organization,
          .account = account.account,
          .integrations = names_of(users),
          .kind = Excess::Kind::scope,
          .what = scope == Catalogue::full_access ? "Full access" : catalogue_.describe_scope(scope),
          .severity = severity_of_scope(catalogue_, scope),
          .allows = what_scope_allows(catalogue_, scope),
          .path = {account.name, "token " + token_name(token), scope},
          .reads = reads,
          .remediation =
              "edit the token, or make a new one with less: User settings › Personal "
              "access tokens › " +
              (token.display_name.empty() ? token.authorization_id : token.display_name)};
      shift(excess.reads, user.first_read);
      audit_.excess.push_back(std::move(excess));
    }
  }

  void add_groups(const User& user, const Identity& identity, AuditedAccount& account) {
    account.compared.emplace_back(compared_groups);
    const GroupGrants& grants = grants_.try_emplace(user.facts, user.facts->view(), catalogue_).first->second;
    ExcessGroups groups = excess_groups(*user.facts, identity, user.needed, grants);
    for (Excess& excess : groups.excess) add(std::move(excess), user, account);
    std::ranges::move(groups.unknown, std::back_inserter(account.unknown));
  }

  /// The active rules of all its integrations that ask about roles on single things.
  std::vector<RoleRule> role_rules(const User& user) {
    std::vector<RoleRule> rules;
    for (const Integration* integration : user.integrations) {
      const auto policy = policies_.find(integration->policy);
      if (policy == policies_.end()) continue;
      const auto [known, is_new] = about_things_.try_emplace(&policy->second);
      if (is_new) known->second = rules_about_things(policy->second);
      for (const Rule* rule : known->second) {
        if (is_active(*rule, *integration)) rules.push_back({rule, integration});
      }
    }
    return rules;
  }

  void add_roles(const User& user, const Identity& identity, AuditedAccount& account) {
    const std::vector<RoleRule> rules = role_rules(user);
    if (rules.empty()) return;
    ExcessRoles roles = excess_roles(*user.facts, identity, rules, user.needed, catalogue_, now_);
    if (roles.is_compared) account.compared.emplace_back(compared_roles);
    for (Excess& excess : roles.excess) add(std::move(excess), user, account);
    std::ranges::move(roles.not_compared, std::back_inserter(account.not_compared));
    for (std::string& unknown : roles.unknown) {
      // Of Entra the groups may have said it already.
      const bool is_told = std::ranges::find(account.unknown, unknown) != account.unknown.end();
      if (!is_told) account.unknown.push_back(std::move(unknown));
    }
  }

  void add(Excess excess, const User& user, const AuditedAccount& account) {
    excess.organization = account.organization;
    excess.account = account.account;
    excess.integrations = account.integrations;
    shift(excess.reads, user.first_read);
    audit_.excess.push_back(std::move(excess));
  }

  Audit& audit_;
  TokenSharers sharers_;  ///< of all organizations
  const PolicySet& policies_;
  const Catalogue& catalogue_;
  Time now_;
  std::map<const Facts*, GroupGrants> grants_;                      ///< of each organization
  std::map<const Policy*, std::vector<const Rule*>> about_things_;  ///< rules_about_things() of each policy
};

}  // namespace

void add_holdings(Audit& audit, const std::vector<const Integration*>& integrations,
                  const PolicySet& policies, const Catalogue& catalogue, const FactsOf& facts_of,
                  const Needs& needs, Time now) {
  // By organization and identity: two integrations that spell one account differently share it.
  std::map<std::pair<std::string, std::string>, User> users;
  for (const Integration* integration : integrations) {
    const std::string organization = fold_case(integration->organization);
    const OrganizationFacts known = facts_of(organization);
    if (known.facts == nullptr || known.facts->view().organization() == nullptr) continue;
    const AccountAnswer& answer = known.facts->account(integration->account);
    const std::string key =
        answer.identity != nullptr ? answer.identity->id : account_key(integration->account);
    User& user = users[{organization, key}];
    if (user.facts == nullptr) {
      user.organization = known.facts->view().organization_name();
      user.facts = known.facts;
      user.first_read = known.first_read;
      user.answer = &answer;
    }
    user.integrations.push_back(integration);
    user.needed.add(needs.of(*integration));
  }
  audit.accounts.reserve(users.size());
  audit.tokens.reserve(users.size());
  Holdings holdings(audit, integrations, policies, catalogue, now);
  for (const auto& [key, user] : users) holdings.add(user);

  std::ranges::sort(audit.accounts, {}, [](const AuditedAccount& account) {
    return std::pair(std::string_view(account.organization), std::string_view(account.account));
  });
  std::ranges::stable_sort(audit.tokens, {}, [](const AuditedToken& token) {
    return std::tuple(std::string_view(token.organization), std::string_view(token.account), token.valid_to,
                      std::string_view(token.id));
  });
  std::ranges::stable_sort(audit.excess, [](const Excess& a, const Excess& b) {
    return std::tuple(std::string_view(a.organization), std::string_view(a.account), b.severity,
                      std::string_view(a.what)) < std::tuple(std::string_view(b.organization),
                                                             std::string_view(b.account), a.severity,
                                                             std::string_view(b.what));
  });
}

}  // namespace patrol
