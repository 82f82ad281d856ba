#include "auditor/checks/access_level.h"

#include "auditor/checks/calls.h"
#include "auditor/checks/common.h"
#include "auditor/checks/rows.h"
#include "auditor/facts/account.h"
#include "auditor/facts/licence.h"
#include "auditor/model/concat.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <iterator>

namespace patrol {
namespace {

Truth compare(Rule::Mode mode, AccessLevel held, AccessLevel wanted) {
  switch (mode) {
    case Rule::Mode::require: return truth_of(held >= wanted);
    case Rule::Mode::at_most: return truth_of(held <= wanted);
    case Rule::Mode::exactly: return truth_of(held == wanted);
    case Rule::Mode::forbid: return truth_of(held < wanted);
  }
  return Truth::unknown;
}

std::string_view phrase(Rule::Mode mode) {
  switch (mode) {
    case Rule::Mode::require: return "access level at least ";
    case Rule::Mode::at_most: return "access level at most ";
    case Rule::Mode::exactly: return "access level ";
    case Rule::Mode::forbid: return "access level below ";
  }
  return "";
}

/// The level that settles it with the least change.
AccessLevel level_for(Rule::Mode mode, AccessLevel wanted) {
  if (mode != Rule::Mode::forbid || wanted == AccessLevel::none) return wanted;
  return *std::prev(std::ranges::find(access_levels, wanted));
}

/// Each level that is held and should not be, or the other way round, so that one that comes nearer to what
/// is wanted is no new fault. What the service calls it and whether it was used yet is no part of it.
std::vector<std::string> faults_of_level(Rule::Mode mode, AccessLevel held, AccessLevel wanted) {
  std::vector<std::string> faults;
  for (const AccessLevel level : access_levels) {
    const bool is_too_high = level > wanted || (mode == Rule::Mode::forbid && level == wanted);
    if (is_too_high && level <= held) faults.push_back(concat({"access level ", to_word(level)}));
    if (level <= wanted && level > held) faults.push_back(concat({"no access level ", to_word(level)}));
  }
  return faults;
}

/// The call for a service principal, which `az devops user` does not know (API.md 3.9).
std::string principal_call(const Catalogue::AccessLevelNames& names, const Identity& account,
                           const Question& question) {
  const std::string url = "https://vsaex.dev.azure.com/" + question.facts.view().organization_name() +
                          "/_apis/serviceprincipalentitlements/" + account.id + "?api-version=7.1-preview.1";
  std::string call =
      rest_call("patch", url,
                R"([{"from":"","op":"replace","path":"/accessLevel","value":{"accountLicenseType":")" +
                    names.license_type + R"(","licensingSource":"account"}}])");
  if (!call.empty()) call += " --headers Content-Type=application/json-patch+json";
  return call;
}

/// The account that builds run as holds no licence, and needs none for what its entries allow.
Outcome judge_build_service(AccessLevel wanted, const Identity& account, const Question& question,
                            Outcome outcome) {
  outcome.holds = compare(question.mode(), AccessLevel::none, wanted);
  outcome.observed = "none, as every build service";
  outcome.message = account_name(account) + " has no access level, as no build service has";
  if (outcome.holds == Truth::no) {
    outcome.message += ", and nobody can give it one";
    outcome.remediation.advice =
        "declare a variant for build services in the policy, such as `variants: [user, build-service]`, "
        "choose "
        "it in the integration file with `variant: build-service`, and give the rule `unless: build-service`";
  }
  return outcome;
}

Outcome decide_level(AccessLevel wanted, const Question& question) {
  const Catalogue::AccessLevelNames names = question.catalogue.names_of(wanted);
  Outcome outcome;
  outcome.expected = std::string(phrase(question.mode())) + names.title;
  const Identity* account = account_for(question, outcome);
  if (account == nullptr) return outcome;

  if (is_build_service(*account)) return judge_build_service(wanted, *account, question, std::move(outcome));
  const LicenceAnswer licence = find_licence(question.facts.view(), question.catalogue, *account);
  outcome.support.add(licence.support);
  outcome.observed = licence.observed;
  if (!licence.level) return outcome;
  outcome.holds = compare(question.mode(), *licence.level, wanted);
  outcome.message = account_name(*account) + " has the access level " + outcome.observed;
  const bool is_kept_away = question.mode() == Rule::Mode::forbid || question.mode() == Rule::Mode::at_most;
  if (is_kept_away && licence.when_enabled &&
      compare(question.mode(), *licence.when_enabled, wanted) == Truth::no) {
    outcome.holds = Truth::unknown;
    outcome.support.add_gap(
        {Gap::Kind::not_decidable, "the access level of " + account_name(*account),
         "it is " + outcome.observed + ", and comes back when the account is enabled again",
         "Organization settings › Users: give it a lower one, or remove the account"});
  }
  if (outcome.holds == Truth::no) {
    outcome.faults = faults_of_level(question.mode(), *licence.level, wanted);
    const AccessLevel level = level_for(question.mode(), wanted);
    outcome.remediation = change_access_level(level, *account, question);
    // Who has none is out of the organization.
    if (level == AccessLevel::none) outcome.reach = Reach::organization;
  }
  return outcome;
}

/// No higher than the account's rules require. Where none requires a level, none is bounded.
Outcome decide_no_more_than_required(const RequiredHere& required, const Question& question) {
  if (required.access_level) {
    Outcome outcome = decide_level(*required.access_level, question);
    if (outcome.holds != Truth::no || required.open.empty()) return outcome;
    outcome.holds = Truth::unknown;
    outcome.remediation = {};
    outcome.support.add_gap({Gap::Kind::not_decidable, "which access level may be held",
                             "whether " + join_words(required.open) +
                                 " is about the account, and requires a higher one, is not known",
                             "see what keeps that from being decided"});
    return outcome;
  }
  Outcome outcome;
  outcome.expected = "no access level beyond what is required";
  outcome.support.add_gap({Gap::Kind::not_decidable, "which access level may be held",
                           "no rule that is switched on requires one, so that none is bounded",
                           "name the level in the rule, or give it a `when`"});
  return outcome;
}

Outcome decide_access(const AccessAtLeast& wanted, const Question& question) {
  if (!wanted.required_only) return decide_level(wanted.level, question);
  // Nobody asks without having looked at the other rules; if somebody did, it would not be known.
  if (question.required == nullptr) return {};
  return decide_no_more_than_required(*question.required, question);
}

}  // namespace

Remediation change_access_level(AccessLevel level, const Identity& account, const Question& question) {
  const std::string page = "Organization settings › Users › " + account_name(account) + " › ";
  if (level == AccessLevel::none) {
    return {page + "Remove from organization, which is the one way to no access level", "",
            "all that the account does in the organization"};
  }
  const Catalogue::AccessLevelNames names = question.catalogue.names_of(level);
  const LicenceAnswer held = find_licence(question.facts.view(), question.catalogue, account);
  const bool is_lower = held.level && level < *held.level;
  const bool is_lost = held.level == AccessLevel::none;
  return {
      page + "Change access level: " + names.title +
          (is_lost ? "; an account that is disabled or deleted has to be enabled or added again first" : ""),
      is_service_principal(account)
          ? principal_call(names, account, question)
          : copyable("az devops user update --organization " + organization_url(question) + " --user " +
                     shell_word(account.id) + " --license-type " + names.license_type),
      is_lower ? "what the account does that needs " + held.observed
               : "nothing that works now; it takes a licence of the organization"};
}

constexpr Check access_level_check = make_check<AccessAtLeast, decide_access>(
    "access_level", "the licence of the account lets it use what the integration needs");

}  // namespace patrol
