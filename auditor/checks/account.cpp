#include "auditor/checks/common.h"
#include "auditor/checks/join.h"
#include "auditor/checks/rows.h"

namespace patrol {
namespace {

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
    outcome.message = "the organization has no account " + account_label(question);
    outcome.remediation.advice =
        "add the account in Organization settings › Users, or correct it in the "
        "integration file";
  } else {
    outcome.support.add_gap(
        {Gap::Kind::not_decidable, "the account " + account_label(question),
         "the search found nobody, and an auditor who is no administrator may not see all",
         "correct the account in the integration file, or audit as a Project Collection "
         "Administrator"});
  }
  return outcome;
}

Outcome decide_active(const Identity& account) {
  Outcome outcome;
  outcome.holds = truth_of(account.is_active);
  outcome.expected = "an active account";
  outcome.observed = account.is_active              ? "active"
                     : has_never_signed_in(account) ? "not active: invited, and never signed in"
                                                    : "not active (disabled, deleted or without access)";
  outcome.message = account_name(account) + (account.is_active ? " is active" : " is not active");
  outcome.remediation.advice =
      "enable the account in Entra, or add it again in Organization settings › Users";
  return outcome;
}

Outcome decide_email(const Identity& account, const std::string& typed) {
  Outcome outcome;
  const std::string& own = account.mail.empty() ? account.account : account.mail;
  outcome.expected = "e-mail " + own + ", letter case included";
  outcome.observed = typed.empty() ? "no e-mail in the integration file" : typed;
  if (typed.empty()) {
    outcome.support.add_gap({Gap::Kind::not_decidable, "the e-mail typed into the product",
                             "the integration file does not state it",
                             "add `connection: {email: …}` exactly as it was typed into the product"});
    return outcome;
  }
  outcome.holds = truth_of(own == typed);
  outcome.message = outcome.holds == Truth::yes
                        ? "the e-mail is the account's own"
                        : "the e-mail typed is " + typed + ", the account's own is " + own;
  if (!account.mail.empty() && !account.account.empty() && account.mail != account.account) {
    outcome.observed += " (mail " + account.mail + ", account name " + account.account + ")";
  }
  outcome.remediation.advice = "enter " + own + " in the product's connection settings, letter by letter";
  return outcome;
}

Outcome decide_unique(const AccountAnswer& answer, const Question& question) {
  Outcome outcome;
  outcome.expected = "one identity with that address";
  outcome.observed = std::to_string(answer.namesakes) + (answer.namesakes == 1 ? " identity" : " identities");
  outcome.support.add_reads(answer.support.reads);
  outcome.holds = truth_of(answer.namesakes == 1);
  outcome.message = outcome.observed + " with the address " + account_label(question);
  outcome.remediation.advice =
      "remove the identities that are no longer used in Organization settings › Users";
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
  outcome.message = account_name(account) + " is " + outcome.observed;
  outcome.remediation.advice = "give the integration " + outcome.expected + " of its own";
  return outcome;
}

Outcome decide_account(const AccountState& wanted, const Question& question) {
  const AccountAnswer& answer = question.account();
  if (answer.nobody) return nobody(question, "the account " + account_label(question));

  std::vector<Outcome> outcomes;
  // The address can be checked to be unique although it does not say which account is meant.
  const bool searched = answer.identity != nullptr || answer.namesakes > 1;
  if (wanted.unique && searched) outcomes.push_back(decide_unique(answer, question));
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
