#include "auditor/checks/common.h"
#include "auditor/checks/join.h"
#include "auditor/checks/rows.h"
#include "auditor/model/concat.h"
#include "auditor/model/guid.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace patrol {
namespace {

/// Whether the integration file names the account by what changes with its sign-in name, as an identity
/// descriptor of a user does too (API.md 4.3).
bool is_named_by_sign_in(const AccountSelector& selector) {
  return selector.kind == AccountSelector::Kind::email || selector.value.find('@') != std::string::npos;
}

std::string_view may_be_renamed(const Question& question) {
  return is_named_by_sign_in(question.integration.account) ? ", which may have been renamed or removed" : "";
}

std::string advice_on_nobody(const Question& question) {
  const AccountSelector& selector = question.integration.account;
  if (!is_named_by_sign_in(selector)) {
    return "add the account in Organization settings › Users, or correct it in the integration file";
  }
  const std::string look = "look in Organization settings › Users whether it was renamed: if so, correct ";
  const std::string else_add = "; if it is not there, add it";
  if (selector.kind != AccountSelector::Kind::email) {
    return look + "`account: {descriptor: …}` in the integration file, which holds the name" + else_add;
  }
  return look + "`connection: {email: …}` in the integration file and what was typed into the product" +
         else_add;
}

/// Nobody was found: a failure if the auditor would see everybody, else not decidable.
Outcome nobody(const Question& question, std::string expected) {
  Outcome outcome;
  outcome.expected = std::move(expected);
  outcome.observed = "no such account";
  outcome.support.add(question.account().support);
  const MembershipAnswer administrator = question.facts.auditor_is_administrator();
  outcome.support.add_reads(administrator.support.reads);
  if (administrator.is_member == Truth::yes) {
    outcome.holds = Truth::no;
    outcome.message =
        concat({"the organization has no account ", account_label(question), may_be_renamed(question)});
    outcome.remediation.advice = advice_on_nobody(question);
    outcome.remediation.may_break = "nothing that works now; an account takes a licence of the organization";
  } else {
    outcome.support.add_gap(
        {Gap::Kind::not_decidable, "the account " + account_label(question),
         "the search found nobody, and an auditor who is no administrator may not see all",
         "correct the account in the integration file" +
             std::string(is_named_by_sign_in(question.integration.account)
                             ? ", where it was renamed (Organization settings › Users)"
                             : "") +
             ", or audit as a Project Collection Administrator"});
  }
  return outcome;
}

/// Whether it is disabled in Entra or has no access here is not told: the call mends the one, the page the
/// other.
Remediation enable(const Identity& account) {
  const std::string name = account_name(account);
  if (has_never_signed_in(account)) {
    return {"sign in to Azure DevOps once as " + name + ", which accepts the invitation", "",
            "nothing that works now"};
  }
  Remediation remediation{
      "enable " + name + " in Microsoft Entra, or add it again in Organization settings › Users", "",
      "nothing that works now; whoever has its password or token can sign in again"};
  if (!is_guid(account.object_id)) return remediation;
  remediation.call = is_service_principal(account)
                         ? "az ad sp update --id " + account.object_id + " --set accountEnabled=true"
                         : "az ad user update --id " + account.object_id + " --account-enabled true";
  return remediation;
}

Outcome decide_active(const Identity& account) {
  Outcome outcome;
  outcome.holds = truth_of(account.is_active);
  outcome.expected = "an active account";
  outcome.observed = account.is_active              ? "active"
                     : has_never_signed_in(account) ? "not active: invited, and never signed in"
                                                    : "not active (disabled, deleted or without access)";
  outcome.message = concat({account_name(account), account.is_active ? " is active" : " is not active"});
  if (!account.is_active) outcome.remediation = enable(account);
  return outcome;
}

Outcome decide_email(const Identity& account, const std::string& typed) {
  Outcome outcome;
  const std::string& own = account.mail.empty() ? account.account : account.mail;
  outcome.expected = concat({"e-mail ", own, ", letter case included"});
  outcome.observed = typed.empty() ? "no e-mail in the integration file" : typed;
  if (typed.empty()) {
    outcome.support.add_gap({Gap::Kind::not_decidable, "the e-mail typed into the product",
                             "the integration file does not state it",
                             "add `connection: {email: …}` exactly as it was typed into the product"});
    return outcome;
  }
  outcome.holds = truth_of(own == typed);
  outcome.message = "the e-mail is the account's own";
  if (!account.mail.empty() && !account.account.empty() && account.mail != account.account) {
    outcome.observed += " (mail " + account.mail + ", account name " + account.account + ")";
  }
  if (outcome.holds == Truth::no) {
    outcome.faults = {"typed " + typed + " for " + own};
    outcome.message = "the e-mail typed is " + typed + ", the account's own is " + own;
    outcome.remediation = {"enter " + own + " in the product's connection settings, letter by letter", "",
                           "nothing in Azure DevOps; the product connects anew"};
  }
  return outcome;
}

/// By what an account is looked up to see whether it is the only one: a descriptor names one in any case, so
/// there it is the address that the product signs in with.
AccountSelector unique_key(const Integration& integration) {
  if (integration.account.kind != AccountSelector::Kind::descriptor) return integration.account;
  return {AccountSelector::Kind::email, integration.email};
}

/// The account may not have the address at all, which is then not its own.
void decide_whose(const AccountAnswer& found, const Identity& account, const std::string& address,
                  const Question& question, Outcome& outcome) {
  const bool is_own =
      std::ranges::any_of(found.namesakes, [&](const Identity* each) { return each->id == account.id; });
  if (is_own) return;
  outcome.holds = Truth::no;
  outcome.message = account_name(account) + " does not have the address " + address;
  if (!found.namesakes.empty()) {
    outcome.observed = "the address of " + account_name(*found.namesakes.front());
    outcome.message += ", which is that of " + account_name(*found.namesakes.front());
  } else if (!is_shown_all(question.facts, "who has the address " + address, outcome.support)) {
    outcome.holds = Truth::unknown;
  }
  outcome.remediation = {"correct the e-mail or the account in the integration file", "", ""};
}

/// Deleted accounts still come back from a search, and are told from others that are not active by their
/// entitlement alone (API.md 3.4, 3.9, trap 9).
bool was_removed(const Identity& inactive, const Question& question, Outcome& outcome) {
  const auto& fact = question.facts.view().entitlement(inactive.id, is_service_principal(inactive));
  outcome.support.add_reads(fact.reads);
  if (fact.known && same_name(fact.known.value().status, "deleted")) return true;
  const std::string what = "whether " + account_name(inactive) + " (" + inactive.id +
                           "), which has the address too, is still there";
  if (fact.known) {
    outcome.support.add_gap({Gap::Kind::not_decidable, what,
                             "it is not active, and may become so again: its access level has the status `" +
                                 fact.known.value().status + "`",
                             "remove it in Organization settings › Users, where nothing uses it"});
    return false;
  }
  const Gap& unread = fact.known.error();
  outcome.support.add_gap(
      {unread.kind, what,
       "it is not active, a search finds deleted accounts too, and its access level, which tells them apart, "
       "could not be read: " +
           unread.reason,
       (unread.grant.empty() ? "" : unread.grant + "; or ") +
           "look in Organization settings › Users: if it is there and nothing uses it, remove it; if not, it "
           "was deleted, which `any_of` with an `attest` beside `unique` lets a person say"});
  return false;
}

/// Of several identities with one address those that were removed do not count; two that are active are two,
/// whatever the others are.
Truth is_only_one(const std::vector<const Identity*>& namesakes, const Question& question, Outcome& outcome) {
  if (namesakes.size() < 2) return truth_of(namesakes.size() == 1);
  const auto active = std::ranges::count_if(namesakes, &Identity::is_active);
  if (active > 1) return Truth::no;
  std::size_t left = namesakes.size();
  for (const Identity* each : namesakes) {
    if (!each->is_active && was_removed(*each, question, outcome)) --left;
  }
  return active == 1 && left == 1 ? Truth::yes : Truth::unknown;
}

/// `account` may be null: the address can be unique or not although it does not say which account is meant.
Outcome decide_unique(const AccountSelector& key, const Identity* account, const Question& question) {
  Outcome outcome;
  outcome.expected = "one identity with that address";
  if (key.value.empty()) {
    outcome.support.add_gap({Gap::Kind::not_decidable, "the address of " + account_label(question),
                             "the integration file names the account by its descriptor, and states no e-mail",
                             "add `connection: {email: …}` to the integration file"});
    return outcome;
  }
  const AccountAnswer& found = question.facts.account(key);
  const std::size_t number = found.namesakes.size();
  const auto inactive =
      number - static_cast<std::size_t>(std::ranges::count_if(found.namesakes, &Identity::is_active));
  outcome.observed = std::to_string(number) + (number == 1 ? " identity" : " identities");
  for (const Identity* each : found.namesakes) outcome.faults.push_back("identity " + each->id);
  outcome.support.add_reads(found.support.reads);
  outcome.holds = is_only_one(found.namesakes, question, outcome);
  outcome.message = concat({outcome.observed, " with the address ", key.value});
  if (number > 1 && inactive > 0) {
    const std::string others = std::to_string(inactive) + " not active";
    outcome.observed += ", " + others;
    outcome.message += ", " + others;
  }
  // No call: which of them is used is not told.
  outcome.remediation = {"remove the identities that are no longer used in Organization settings › Users", "",
                         "whatever signs in as one of them"};
  // A list that was not read to its end shows that there are two, not that there is one.
  const bool are_several = number > 1 && outcome.holds == Truth::no;
  const bool is_whole = are_several || found.nobody || found.identity != nullptr;
  // Who is not active is not the one that is left.
  const bool is_other =
      outcome.holds == Truth::yes && number > 1 && account != nullptr && !account->is_active;
  if (!is_whole || is_other) outcome.holds = Truth::unknown;
  if (!is_whole) outcome.support.add(found.support);
  if (is_whole && !are_several && account != nullptr) {
    decide_whose(found, *account, key.value, question, outcome);
  }
  return outcome;
}

Outcome decide_kind(const Identity& account, AccountState::Kind kind) {
  Outcome outcome;
  const bool wants_principal = kind == AccountState::Kind::service_principal;
  const bool is_principal = is_service_principal(account);
  const bool is_user = !is_principal && !is_build_service(account);
  outcome.holds = truth_of(wants_principal ? is_principal : is_user);
  outcome.expected = wants_principal ? "a service principal" : "a user";
  outcome.observed = is_principal ? "a service principal"
                     : is_user    ? "a user"
                                  : "a build service of Azure Pipelines";
  outcome.message = concat({account_name(account), " is ", outcome.observed});
  if (outcome.holds == Truth::no) {
    outcome.remediation = {"give the integration " + outcome.expected + " of its own", "",
                           "what the integration does until the new account may do all that it needs"};
  }
  return outcome;
}

Outcome decide_account(const AccountState& wanted, const Question& question) {
  const AccountAnswer& answer = question.account();
  const AccountSelector key = unique_key(question.integration);
  // Asked for before the account is known: then both are searched side by side.
  if (wanted.unique && !key.value.empty()) question.facts.account(key);
  if (answer.nobody) return nobody(question, "the account " + account_label(question));

  std::vector<Outcome> outcomes;
  if (wanted.unique) outcomes.push_back(decide_unique(key, answer.identity, question));
  if (answer.identity == nullptr) {
    Outcome unknown;
    unknown.expected = "the account " + account_label(question);
    account_for(question, unknown);
    outcomes.push_back(std::move(unknown));
  } else {
    const Identity& account = *answer.identity;
    if (wanted.active) outcomes.push_back(decide_active(account));
    if (wanted.email_exact) outcomes.push_back(decide_email(account, question.integration.email));
    if (wanted.kind) outcomes.push_back(decide_kind(account, *wanted.kind));
    for (Outcome& outcome : outcomes) outcome.support.add_reads(answer.support.reads);
  }
  return join_all(std::move(outcomes));
}

}  // namespace

constexpr Check account_check = make_check<AccountState, decide_account>(
    "account", "the account exists, is active, unique, of a kind, and spelled as the product has it", true);

}  // namespace patrol
