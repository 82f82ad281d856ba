#include "auditor/evaluate/discover.h"

#include "auditor/evaluate/discovered_tokens.h"
#include "auditor/evaluate/machine_names.h"
#include "auditor/evaluate/principals.h"
#include "auditor/evaluate/token_sharers.h"
#include "auditor/facts/account.h"
#include "auditor/facts/view.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace patrol {
namespace {

using Sign = DiscoveredAccount::Sign;

/// So many refusals, and not one answer, mean that the others would be refused too.
constexpr std::size_t trial_owners = 8;
/// More names than these are not told one by one.
constexpr std::size_t most_names_told = 3;

/// Why nothing of the list was shown; null where something was, or the reason may be gone the next time.
const Gap* refusal_of(const Listing<Token>& tokens) {
  if (!tokens.rest || !tokens.items.empty()) return nullptr;
  const Gap& gap = *tokens.rest;
  const bool is_refused = gap.kind == Gap::Kind::unauthorized || gap.kind == Gap::Kind::forbidden;
  return is_refused ? &gap : nullptr;
}

std::string accounts_in_words(const std::vector<std::string>& names) {
  if (names.size() <= most_names_told) return "the tokens of " + join_words(names);
  const std::vector<std::string> told(names.begin(), names.begin() + most_names_told);
  return "the tokens of " + std::to_string(names.size()) + " accounts, such as " + join_words(told);
}

std::vector<const Integration*> pointers_to(const std::vector<Integration>& integrations) {
  std::vector<const Integration*> pointers;
  pointers.reserve(integrations.size());
  for (const Integration& integration : integrations) pointers.push_back(&integration);
  return pointers;
}

class Discovering {
 public:
  Discovering(const std::string& organization, const std::vector<Integration>& integrations, View view,
              const DiscoverOptions& options, const std::set<FactKey>* missing)
      : view_(std::move(view)),
        options_(options),
        missing_(missing),
        organization_(organization),
        sharers_(pointers_to(integrations)) {
    for (const Integration& integration : integrations) {
      if (same_name(integration.organization, organization)) integrations_.push_back(&integration);
    }
    std::ranges::sort(integrations_, {},
                      [](const Integration* integration) -> const std::string& { return integration->name; });
  }

  Discovery run() {
    add_auditor();
    add_everybody();
    add_claims();
    add_hooks();
    // Whose tokens are asked for depends on all of these.
    if (is_waiting()) return std::move(result_);
    add_signs();
    add_tokens();
    finish();
    return std::move(result_);
  }

 private:
  struct Candidate {
    DiscoveredAccount account;
    Principal principal;
  };

  bool is_waiting() const { return missing_ != nullptr && !missing_->empty(); }

  void add_gap(const Gap& gap) {
    if (std::ranges::find(result_.gaps, gap) == result_.gaps.end()) result_.gaps.push_back(gap);
  }

  void add_auditor() {
    result_.tool = options_.tool;
    result_.generated_at = options_.now;
    result_.organization = view_.organization_name();
    if (view_.organization() != nullptr) result_.requests = view_.organization()->reads.size();
    for (const Integration* integration : integrations_) result_.integrations.push_back(integration->name);
    const auto& connection = view_.connection().known;
    if (!connection) {
      add_gap(connection.error());
      return;
    }
    auditor_ = connection.value().subject_descriptor;
    result_.auditor = connection.value().display_name;
    if (!connection.value().account.empty()) result_.auditor += " <" + connection.value().account + ">";
  }

  Candidate& candidate(const Principal& principal) {
    const auto [place, is_new] = candidates_.try_emplace(principal.descriptor);
    Candidate& found = place->second;
    if (!is_new) return found;
    found.principal = principal;
    found.account.name = name_of(principal);
    found.account.display_name = principal.display_name;
    found.account.kind = kind_of(principal);
    found.account.descriptor = principal.descriptor;
    found.account.application_id = principal.application_id;
    found.account.is_auditor = !auditor_.empty() && principal.descriptor == auditor_;
    return found;
  }

  void add_everybody() {
    for (const auto* listed : {&view_.users().known, &view_.service_principals().known}) {
      for (const Principal& principal : listed->items) candidate(principal);
      if (listed->rest) add_gap(*listed->rest);
    }
    result_.looked_at = candidates_.size();
  }

  void add_claims() {
    for (const Integration* integration : integrations_) {
      const AccountAnswer answer = find_account(view_, integration->account);
      if (answer.identity != nullptr && answer.identity->subject_descriptor.empty()) {
        // Tokens and service hooks are known by it alone.
        add_gap({Gap::Kind::bad_answer, "which of the accounts is " + integration->account.value,
                 "the service does not tell its subject descriptor",
                 "name it with `account: {descriptor: …}`"});
        add_possible_claims(*integration, {});
        continue;
      }
      if (answer.identity != nullptr) {
        Candidate& found = candidate(principal_of(*answer.identity));
        found.account.integrations.push_back(integration->name);
        claims_[found.account.descriptor].push_back(integration);
        continue;
      }
      if (answer.nobody) {
        result_.notices.push_back("the integration " + integration->name + " signs in as " +
                                  integration->account.value + ", and there is no such account");
        continue;
      }
      for (const Gap& gap : answer.support.gaps) add_gap(gap);
      add_possible_claims(*integration, answer.namesakes);
    }
  }

  /// Where it is not known which account it is: all that it may be.
  void add_possible_claims(const Integration& integration, const std::vector<const Identity*>& namesakes) {
    std::set<std::string> descriptors;
    for (const Identity* identity : namesakes) {
      descriptors.insert(candidate(principal_of(*identity)).account.descriptor);
    }
    const std::string& wanted = integration.account.value;
    for (const auto& [descriptor, each] : candidates_) {
      const Principal& principal = each.principal;
      const bool is_named = descriptor == wanted || same_name(principal.principal_name, wanted) ||
                            same_name(principal.mail, wanted) ||
                            same_name(principal.application_id, wanted) ||
                            same_name(principal.object_id, wanted);
      if (is_named) descriptors.insert(descriptor);
    }
    for (const std::string& descriptor : descriptors) {
      candidates_.at(descriptor).account.maybe_integrations.push_back(integration.name);
      possible_claims_[descriptor].push_back(&integration);
    }
  }

  void add_hooks() {
    const auto& listed = view_.subscriptions().known;
    if (listed.rest) add_gap(*listed.rest);
    std::size_t nameless = 0;
    std::map<std::string, std::vector<const Subscription*>> by_maker;
    for (const Subscription& hook : listed.items) {
      if (hook.created_by.empty()) {
        ++nameless;
      } else {
        by_maker[hook.created_by].push_back(&hook);
      }
    }
    if (nameless > 0) {
      add_gap({Gap::Kind::bad_answer, "who made " + std::to_string(nameless) + " of the service hooks",
               "the service does not tell", "look at them in Project settings › Service hooks"});
    }
    for (const auto& [maker, hooks] : by_maker) {
      const auto& identity = view_.identity(maker).known;
      if (identity) {
        add_hooks_to(candidate(principal_of(identity.value())).account, hooks);
      } else {
        Gap gap = identity.error();
        gap.what = "who made " + std::to_string(hooks.size()) + " of the service hooks (" + maker + ")";
        add_gap(gap);
      }
    }
  }

  static void add_hooks_to(DiscoveredAccount& account, const std::vector<const Subscription*>& hooks) {
    std::map<std::pair<std::string, std::string>, DiscoveredHooks> by_consumer;
    for (const Subscription* hook : hooks) {
      DiscoveredHooks& found = by_consumer[{hook->consumer, hook->host}];
      found.consumer = hook->consumer;
      found.host = hook->host;
      ++found.all;
      if (same_name(hook->status, "enabled")) ++found.enabled;
      if (std::ranges::find(found.events, hook->event) == found.events.end()) {
        found.events.push_back(hook->event);
      }
    }
    for (auto& [consumer, found] : by_consumer) {
      std::ranges::sort(found.events);
      account.hooks.push_back(std::move(found));
    }
  }

  void add_signs() {
    for (auto& [descriptor, each] : candidates_) {
      DiscoveredAccount& account = each.account;
      if (descriptor.starts_with("aadsp.")) account.signs.push_back(Sign::service_principal);
      if (!account.hooks.empty()) account.signs.push_back(Sign::hooks);
      // These are called so by the service itself.
      if (descriptor.starts_with("svc.") || is_part_of_the_service(descriptor)) continue;
      for (const std::string& name : {account.name, account.display_name, each.principal.mail}) {
        if (account.product.empty()) account.product = product_in(name, options_.products);
        if (account.name_part.empty()) account.name_part = machine_part(name);
      }
      if (!account.product.empty()) account.signs.push_back(Sign::product);
      if (!account.name_part.empty()) account.signs.push_back(Sign::name);
    }
  }

  /// Who may hold tokens, the likeliest first.
  std::vector<DiscoveredAccount*> token_owners() {
    std::vector<DiscoveredAccount*> owners;
    for (auto& [descriptor, each] : candidates_) {
      if (may_own_tokens(descriptor)) owners.push_back(&each.account);
    }
    const auto weight = [](const DiscoveredAccount* account) {
      const bool is_claimed = account->is_claimed() || !account->maybe_integrations.empty();
      return std::tuple(!is_claimed, !account->is_likely(), std::string_view(account->name),
                        std::string_view(account->descriptor));
    };
    std::ranges::sort(owners, [&](const auto* a, const auto* b) { return weight(a) < weight(b); });
    return owners;
  }

  void add_tokens() {
    const std::vector<DiscoveredAccount*> owners = token_owners();
    const std::size_t asked = std::min(owners.size(), options_.most_token_owners);
    std::size_t trial = std::min(asked, trial_owners);
    bool is_any_answered = false;
    const Gap* refusal = nullptr;
    for (std::size_t i = 0; i < trial; ++i) {
      const auto& tokens = view_.tokens(owners[i]->descriptor).known;
      // Everybody is shown their own tokens: that says nothing of others'.
      if (owners[i]->is_auditor) continue;
      const Gap* const why = refusal_of(tokens);
      is_any_answered = is_any_answered || why == nullptr;
      if (why != nullptr) refusal = why;
    }
    if (is_waiting()) return;
    const bool is_hopeless = trial == trial_owners && !is_any_answered && refusal != nullptr;
    for (std::size_t i = trial; i < asked && !is_hopeless; ++i) view_.tokens(owners[i]->descriptor);
    if (is_waiting()) return;

    bool is_administrator = false;
    std::map<std::tuple<Gap::Kind, std::string, std::string>, std::vector<std::string>> unread;
    for (std::size_t i = 0; i < owners.size(); ++i) {
      DiscoveredAccount& account = *owners[i];
      std::optional<Gap> gap;
      if (i >= asked) {
        gap = {Gap::Kind::not_collected,
               {},
               "a request for each account, and no more than " + std::to_string(options_.most_token_owners) +
                   " are made",
               "raise --limit"};
      } else if (i >= trial && is_hopeless) {
        gap = *refusal;
      } else {
        gap = read_tokens(account);
        is_administrator = is_administrator || (!gap && !account.is_auditor);
      }
      if (!gap) continue;
      account.tokens_known = false;
      unread[{gap->kind, gap->reason, gap->grant}].push_back(account.name);
    }
    // Only administrators are shown the tokens of others; to all others the list of hooks may lack some too.
    if (!is_administrator) {
      add_gap({Gap::Kind::not_decidable, "whether there are more service hooks",
               "the list leaves out those that the auditor may not view, and nothing shows that it is an "
               "administrator",
               "run as a Project Collection Administrator"});
    }
    for (const auto& [why, names] : unread) {
      const auto& [kind, reason, grant] = why;
      const bool is_stopped = is_hopeless && refusal->kind == kind && refusal->reason == reason;
      add_gap({kind, accounts_in_words(names),
               is_stopped ? reason + "; after " + std::to_string(trial) + " refusals no more were asked for"
                          : reason,
               grant});
    }
  }

  /// What kept the list from being whole.
  std::optional<Gap> read_tokens(DiscoveredAccount& account) {
    const std::string& descriptor = account.descriptor;
    account.tokens = tokens_of({.principal = candidates_.at(descriptor).principal,
                                .sure = claims_[descriptor],
                                .possible = possible_claims_[descriptor]},
                               view_, organization_, sharers_, options_.now);
    if (!account.tokens.empty()) account.signs.push_back(Sign::tokens);
    return view_.tokens(descriptor).known.rest;
  }

  void finish() {
    for (auto& [descriptor, each] : candidates_) {
      DiscoveredAccount& account = each.account;
      const bool is_wanted =
          !account.signs.empty() || account.is_claimed() || !account.maybe_integrations.empty();
      if (is_wanted) result_.accounts.push_back(std::move(account));
    }
    std::ranges::sort(result_.accounts, {}, [](const DiscoveredAccount& account) {
      return std::tuple(!account.is_likely(), fold_case(account.name), account.descriptor);
    });
    std::ranges::sort(result_.gaps);
    std::ranges::sort(result_.notices);
  }

  View view_;
  const DiscoverOptions& options_;
  const std::set<FactKey>* missing_;
  std::string organization_;
  TokenSharers sharers_;                          ///< of all organizations
  std::vector<const Integration*> integrations_;  ///< of the organization, by name
  std::string auditor_;                           ///< subject descriptor; empty: not known
  std::map<std::string, Candidate> candidates_;   ///< by descriptor
  std::map<std::string, std::vector<const Integration*>> claims_;
  std::map<std::string, std::vector<const Integration*>> possible_claims_;
  Discovery result_;
};

const Organization* find_organization(const Snapshot& snapshot, const std::string& name) {
  const auto found = snapshot.organizations.find(fold_case(name));
  return found == snapshot.organizations.end() ? nullptr : &found->second;
}

}  // namespace

Discovery discover(const std::string& organization, const std::vector<Integration>& integrations,
                   const Snapshot& snapshot, const DiscoverOptions& options) {
  const Organization* const read = find_organization(snapshot, organization);
  View view(read, read == nullptr ? organization : read->name, nullptr);
  Discovery result = Discovering(organization, integrations, std::move(view), options, nullptr).run();
  result.collected_at = snapshot.collected_at;
  return result;
}

std::map<std::string, std::set<FactKey>> missing_for_discovery(const std::string& organization,
                                                               const std::vector<Integration>& integrations,
                                                               const Snapshot& snapshot,
                                                               const DiscoverOptions& options) {
  std::map<std::string, std::set<FactKey>> missing;
  std::set<FactKey> keys;
  View view(find_organization(snapshot, organization), organization, &keys);
  Discovering(organization, integrations, std::move(view), options, &keys).run();
  if (!keys.empty()) missing.emplace(fold_case(organization), std::move(keys));
  return missing;
}

}  // namespace patrol
