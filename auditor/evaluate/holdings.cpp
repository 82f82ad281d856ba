#include "auditor/evaluate/holdings.h"

#include "auditor/evaluate/excess_groups.h"
#include "auditor/evaluate/rules.h"
#include "auditor/facts/licence.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
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

Severity severity_of(const Catalogue& catalogue, const std::string& scope) {
  if (scope == Catalogue::full_access) return Severity::critical;
  const Scope* const known = catalogue.find_scope(scope);
  // Nobody here knows what such a scope allows.
  if (known == nullptr) return Severity::high;
  return known->high_privilege ? Severity::high : known->writes ? Severity::medium : Severity::low;
}

std::string what_allows(const Catalogue& catalogue, const std::string& scope) {
  if (scope == Catalogue::full_access) return "everything that the account may do";
  const Scope* const known = catalogue.find_scope(scope);
  if (known == nullptr) return "what patrol does not know";
  return known->writes ? "to change what the account may change" : "to read what the account may read";
}

class Holdings {
 public:
  Holdings(Audit& audit, const PolicySet& policies, const Catalogue& catalogue, Time now)
      : audit_(audit), policies_(policies), catalogue_(catalogue), now_(now) {}

  void add(const User& user) {
    AuditedAccount account{.organization = user.organization,
                           .account = user.integrations.front()->account.value,
                           .integrations = names_of(user.integrations)};
    for (const Gap& gap : user.answer->support.gaps) account.unknown.push_back(gap.what);
    if (const Identity* const identity = user.answer->identity) {
      account.name = account_name(*identity);
      account.kind = kind_of(*identity);
      add_access_level(user, *identity, account);
      add_tokens(user, *identity, account);
      add_groups(user, *identity, account);
    }
    audit_.accounts.push_back(std::move(account));
  }

 private:
  void add_access_level(const User& user, const Identity& identity, AuditedAccount& account) {
    const auto& known = user.facts->view().organization()->entitlements;
    const auto found = known.find(identity.id);
    if (found == known.end()) return;
    if (found->second.known) {
      const Entitlement& entitlement = found->second.known.value();
      account.access_level = entitlement.license_display_name.empty() ? entitlement.account_license_type
                                                                      : entitlement.license_display_name;
      add_excess_of_access(user, identity, account);
    } else {
      account.unknown.emplace_back("the access level");
    }
  }

  /// More than the highest level that a rule requires. Where none does, what is needed is not known.
  void add_excess_of_access(const User& user, const Identity& identity, const AuditedAccount& account) {
    std::optional<AccessLevel> needed;
    for (const Integration* integration : user.integrations) {
      const auto policy = policies_.find(integration->policy);
      if (policy == policies_.end()) continue;
      needed = std::max(needed, required_access_level(policy->second, *integration));
    }
    LicenceAnswer licence = find_licence(user.facts->view(), catalogue_, identity);
    if (!needed || !licence.level || *licence.level <= *needed) return;
    const std::string title = catalogue_.names_of(*licence.level).title;
    const bool is_test_plans = *licence.level == AccessLevel::basic_and_test_plans;
    add({.kind = Excess::Kind::access_level,
         .what = title + " where " + catalogue_.names_of(*needed).title + " is enough",
         .severity = is_test_plans ? Severity::low : Severity::medium,
         .allows = is_test_plans ? "test plans, by a licence that costs more"
                                 : "repositories and pipelines of private projects",
         .path = {account.name, "access level " + title},
         .reads = std::move(licence.support.reads),
         .remediation = "Organization settings › Users › " + account.name +
                        " › Change access level: " + catalogue_.names_of(*needed).title},
        user, account);
  }

  void add_tokens(const User& user, const Identity& identity, AuditedAccount& account) {
    const auto& listed = user.facts->view().organization()->tokens;
    const auto fact = listed.find(identity.subject_descriptor);
    if (fact == listed.end()) return;
    std::map<const Token*, std::vector<const Integration*>> used;
    for (const Integration* integration : user.integrations) {
      const TokenAnswer answer =
          find_tokens(user.facts->view(), identity.subject_descriptor, integration->pat, now_);
      for (const Gap& gap : answer.support.gaps) account.unknown.push_back(gap.what);
      for (const Token* token : answer.chosen) used[token].push_back(integration);
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
      add_scopes(user, token, users->second, account, fact->second.reads);
    }
  }

  /// What the token holds and none of the integrations that use it needs.
  void add_scopes(const User& user, const Token& token, const std::vector<const Integration*>& users,
                  const AuditedAccount& account, const std::vector<ReadId>& reads) {
    if (!is_alive(token, now_)) return;
    std::set<std::string> needed;
    for (const Integration* integration : users) {
      const auto policy = policies_.find(integration->policy);
      if (policy == policies_.end()) continue;
      for (std::string& scope : required_scopes(policy->second, *integration))
        needed.insert(std::move(scope));
    }
    for (const std::string& scope : token.scopes) {
      const bool is_needed = std::ranges::any_of(
          needed, [&](const std::string& wanted) { return catalogue_.holds(wanted, scope); });
      if (is_needed) continue;
      Excess excess{
          .organization = account.organization,
          .account = account.account,
          .integrations = names_of(users),
          .kind = Excess::Kind::scope,
          .what = scope == Catalogue::full_access ? "Full access" : catalogue_.describe_scope(scope),
          .severity = severity_of(catalogue_, scope),
          .allows = what_allows(catalogue_, scope),
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
    ExcessGroups groups = excess_groups(*user.facts, identity, user.needed);
    for (Excess& excess : groups.excess) add(std::move(excess), user, account);
    std::ranges::move(groups.unknown, std::back_inserter(account.unknown));
  }

  void add(Excess excess, const User& user, const AuditedAccount& account) {
    excess.organization = account.organization;
    excess.account = account.account;
    excess.integrations = account.integrations;
    shift(excess.reads, user.first_read);
    audit_.excess.push_back(std::move(excess));
  }

  Audit& audit_;
  const PolicySet& policies_;
  const Catalogue& catalogue_;
  Time now_;
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
  Holdings holdings(audit, policies, catalogue, now);
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
