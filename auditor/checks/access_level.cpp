#include "auditor/checks/common.h"
#include "auditor/checks/rows.h"
#include "auditor/model/text.h"

#include <array>
#include <optional>

namespace patrol {
namespace {

struct Licence {
  std::string_view word;
  AccessLevel level;
};

/// API.md 3.9. `eligible` (a subscription that may be there) is left out: it settles nothing.
constexpr std::array account_licences{
    Licence{"none", AccessLevel::none},          Licence{"stakeholder", AccessLevel::stakeholder},
    Licence{"express", AccessLevel::basic},      Licence{"earlyadopter", AccessLevel::basic},
    Licence{"professional", AccessLevel::basic}, Licence{"advanced", AccessLevel::basic_and_test_plans}};
constexpr std::array subscriptions{Licence{"professional", AccessLevel::basic},
                                   Licence{"platforms", AccessLevel::basic},
                                   Licence{"testprofessional", AccessLevel::basic_and_test_plans},
                                   Licence{"premium", AccessLevel::basic_and_test_plans},
                                   Licence{"ultimate", AccessLevel::basic_and_test_plans},
                                   Licence{"enterprise", AccessLevel::basic_and_test_plans}};

template <std::size_t N>
std::optional<AccessLevel> level_of(const std::array<Licence, N>& table, std::string_view word) {
  for (const Licence& licence : table) {
    if (same_name(licence.word, word)) return licence.level;
  }
  return std::nullopt;
}

std::optional<AccessLevel> level_of(const Entitlement& entitlement) {
  if (same_name(entitlement.licensing_source, "msdn")) {
    return level_of(subscriptions, entitlement.msdn_license_type);
  }
  return level_of(account_licences, entitlement.account_license_type);
}

/// A pending account holds its licence; it only never signed in yet.
bool is_held(const Entitlement& entitlement) {
  return same_name(entitlement.status, "active") || same_name(entitlement.status, "pending");
}

std::string describe(const Entitlement& entitlement) {
  const std::string& name = entitlement.license_display_name.empty() ? entitlement.account_license_type
                                                                     : entitlement.license_display_name;
  return name + ", " + (entitlement.status.empty() ? "status not told" : entitlement.status);
}

std::string words_of(AccessLevel level) {
  switch (level) {
    case AccessLevel::none: return "None";
    case AccessLevel::stakeholder: return "Stakeholder";
    case AccessLevel::basic: return "Basic";
    case AccessLevel::basic_and_test_plans: return "Basic + Test Plans";
  }
  return "?";
}

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

std::string_view licence_word(AccessLevel level) {
  switch (level) {
    case AccessLevel::none: return "none";
    case AccessLevel::stakeholder: return "stakeholder";
    case AccessLevel::basic: return "express";
    case AccessLevel::basic_and_test_plans: return "advanced";
  }
  return "";
}

Outcome decide_access(const AccessAtLeast& wanted, const Question& question) {
  Outcome outcome;
  outcome.expected = std::string(phrase(question.mode())) + words_of(wanted.level);
  const Identity* account = account_for(question, outcome);
  if (account == nullptr) return outcome;

  const auto& fact = question.facts.view().entitlement(account->id, is_service_principal(*account));
  outcome.support.add_reads(fact.reads);
  if (!fact.known) {
    Gap gap = fact.known.error();
    gap.what = "the access level of " + account_name(*account);
    outcome.support.add_gap(gap);
    return outcome;
  }
  const Entitlement& entitlement = fact.known.value();
  outcome.observed = describe(entitlement);
  const auto level = level_of(entitlement);
  const bool known_status = is_held(entitlement) || same_name(entitlement.status, "disabled") ||
                            same_name(entitlement.status, "deleted") ||
                            same_name(entitlement.status, "expired") || same_name(entitlement.status, "none");
  if (!level || !known_status) {
    outcome.support.add_gap({Gap::Kind::not_decidable, "the access level of " + account_name(*account),
                             "the service calls it `" + outcome.observed + "`, which patrol does not know",
                             "look at Organization settings › Users"});
    return outcome;
  }
  const AccessLevel held = is_held(entitlement) ? *level : AccessLevel::none;
  outcome.holds = compare(question.mode(), held, wanted.level);
  outcome.message = account_name(*account) + " has the access level " + outcome.observed;
  outcome.remediation = {"Organization settings › Users › " + account_name(*account) +
                             " › Change access level: " + words_of(wanted.level),
                         "az devops user update --organization " + organization_url(question) + " --user " +
                             shell_word(account_name(*account)) + " --license-type " +
                             std::string(licence_word(wanted.level)),
                         "takes or frees a licence of the organization"};
  return outcome;
}

}  // namespace

constexpr Check access_level_check = make_check<AccessAtLeast, decide_access>(
    "access_level", "the licence of the account lets it use what the integration needs");

}  // namespace patrol
