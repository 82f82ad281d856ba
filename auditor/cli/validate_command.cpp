#include "auditor/cli/command.h"
#include "auditor/cli/inputs.h"
#include "auditor/cli/options.h"
#include "auditor/cli/refusal.h"
#include "auditor/consistency/contradictions.h"
#include "auditor/consistency/remarks.h"
#include "auditor/consistency/slips.h"
#include "auditor/policy/catalogue.h"
#include "auditor/policy/library.h"
#include "auditor/policy/problems.h"
#include "auditor/policy/waiver_parser.h"
#include "reporters/headline.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace patrol::cli {
namespace {

/// The sizes of what was loaded, and what a person should know of it that is no mistake.
struct Checked {
  std::size_t policies = 0;
  std::size_t integrations = 0;
  std::size_t waivers = 0;
  std::vector<Error> remarks;
};

/// Puts what contradicts itself where it belongs: `position` is the place of one of them.
void sort_out(std::vector<Contradiction> found, Position (*position)(const AskedRule&),
              std::vector<Error>& errors, std::vector<Error>& remarks) {
  for (Contradiction& each : found) {
    const bool is_certain = each.weight == Contradiction::Weight::certain;
    (is_certain ? errors : remarks)
        .push_back({Error::Kind::policy, to_string(position(each.rules.front())), std::move(each.text)});
  }
}

Position rule_place(const AskedRule& asked) {
  return asked.rule->position;
}
Position integration_place(const AskedRule& asked) {
  return asked.integration->position;
}

/// What the rules say of each other.
std::vector<Error> check_consistency(const PolicySet& policies, const std::vector<Integration>& integrations,
                                     std::vector<Error>& remarks) {
  const Catalogue& catalogue = built_in_catalogue();
  std::vector<Error> errors;
  for (const auto& [id, policy] : policies) {
    sort_out(contradictions_in(policy, catalogue), rule_place, errors, remarks);
    for (Slip& slip : slips_in(policy, catalogue)) {
      remarks.push_back({Error::Kind::policy, to_string(slip.rule->position), std::move(slip.text)});
    }
  }
  for (const Integration& integration : integrations) {
    sort_out(contradictions_of(integration, policies.at(integration.policy), catalogue), integration_place,
             errors, remarks);
    for (std::string& remark : remarks_on(integration, policies.at(integration.policy))) {
      remarks.push_back({Error::Kind::policy, to_string(integration.position), std::move(remark)});
    }
  }
  for (const auto& users : sharing_an_account(integrations)) {
    sort_out(contradictions_between(users, policies, catalogue), integration_place, errors, remarks);
  }
  return errors;
}

Result<Checked, std::vector<Error>> check(const PolicySet& policies,
                                          const std::vector<Integration>& integrations, std::size_t waivers) {
  Checked checked{
      .policies = policies.size(), .integrations = integrations.size(), .waivers = waivers, .remarks = {}};
  std::vector<Error> errors = check_consistency(policies, integrations, checked.remarks);
  if (!errors.empty()) return errors;
  return checked;
}

/// Without integrations, what is given is checked by itself.
Result<Checked, std::vector<Error>> load_all(const Options& options, const Session& session) {
  if (!options.integrations.empty()) {
    const auto inputs = load_inputs(options, session);
    if (!inputs) return inputs.error();
    return check(inputs.value().policies, inputs.value().integrations, inputs.value().waivers.size());
  }
  const auto policies = load_policies(options.policies, built_in_catalogue());
  const auto waivers = load_waivers(options.waivers);
  std::vector<Error> errors = policies ? std::vector<Error>{} : policies.error();
  if (!waivers) errors.insert(errors.end(), waivers.error().begin(), waivers.error().end());
  if (!errors.empty()) return errors;
  return check(policies.value(), {}, waivers.value().size());
}

std::string counted_all(const Checked& checked, bool with_waivers) {
  std::string text = counted(checked.policies, "policy", "policies") + ", " +
                     counted(checked.integrations, "integration", "integrations");
  if (with_waivers) text += ", " + counted(checked.waivers, "waiver", "waivers");
  text += ": no errors";
  if (!checked.remarks.empty()) text += ", " + counted(checked.remarks.size(), "remark", "remarks");
  return text;
}

int run_validate(const Arguments& arguments, Session& session) {
  const bool is_given =
      arguments.has(flags::policies) || arguments.has(flags::integrations) || arguments.has(flags::waivers);
  if (!is_given) {
    const Error nothing{Error::Kind::usage, "",
                        "`--policies`, `--integrations` or `--waivers` is missing: what to validate"};
    return refuse_command_line(session, {&nothing, 1}, "validate");
  }
  const auto options = read_options(arguments);
  if (!options) return refuse_command_line(session, options.error(), "validate");

  const auto checked = load_all(options.value(), session);
  if (!checked) return refuse(session, checked.error());
  session.messages.tell(checked.value().remarks);
  const bool printed = print(session, counted_all(checked.value(), arguments.has(flags::waivers)) + "\n");
  return static_cast<int>(printed ? ExitCode::ok : ExitCode::not_audited);
}

constexpr std::array validate_flags{flags::policies, flags::integrations, flags::waivers};

constexpr std::array validate_examples{
    Example{"Integrations against the installed policies.", "patrol validate --integrations integrations"},
    Example{"Policies of your own.", "patrol validate --policies policies --integrations integrations"},
};

}  // namespace

const Command validate_command{
    .name = "validate",
    .summary = "check policies, integrations and waivers for mistakes; no network",
    .usage = "[--policies PATH...] [--integrations PATH...] [flags]",
    .details =
        "Reads the files as an audit would and tells all mistakes at once, each as "
        "`file:line:column: what, and what to do`. Exit code 3 if there is one. Rules that no account can "
        "satisfy together are a mistake too: of one policy, and of integrations that sign in with one "
        "account. "
        "Where one of them is only recommended it is a remark, and no mistake; so is a group that is called "
        "nearly as a built-in one, and a base URL of another organization than the one that is audited.",
    .flags = validate_flags,
    .examples = validate_examples,
    .run = run_validate,
};

}  // namespace patrol::cli
