#include "auditor/checks/common.h"
#include "auditor/checks/rows.h"
#include "auditor/facts/licence.h"

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

Outcome decide_access(const AccessAtLeast& wanted, const Question& question) {
  const Catalogue::AccessLevelNames names = question.catalogue.names_of(wanted.level);
  Outcome outcome;
  outcome.expected = std::string(phrase(question.mode())) + names.title;
  const Identity* account = account_for(question, outcome);
  if (account == nullptr) return outcome;

  const LicenceAnswer licence = find_licence(question.facts.view(), question.catalogue, *account);
  outcome.support.add(licence.support);
  outcome.observed = licence.observed;
  if (!licence.level) return outcome;
  outcome.holds = compare(question.mode(), *licence.level, wanted.level);
  outcome.message = account_name(*account) + " has the access level " + outcome.observed;
  outcome.remediation = {
      "Organization settings › Users › " + account_name(*account) + " › Change access level: " + names.title,
      "az devops user update --organization " + organization_url(question) + " --user " +
          shell_word(account_name(*account)) + " --license-type " + names.license_type,
      "takes or frees a licence of the organization"};
  return outcome;
}

}  // namespace

constexpr Check access_level_check = make_check<AccessAtLeast, decide_access>(
    "access_level", "the licence of the account lets it use what the integration needs");

}  // namespace patrol
