#include "auditor/cli/command.h"
#include "auditor/cli/inputs.h"
#include "auditor/cli/options.h"
#include "auditor/cli/refusal.h"
#include "auditor/policy/catalogue.h"
#include "auditor/policy/library.h"
#include "reporters/headline.h"

#include <array>

namespace patrol::cli {
namespace {

/// The sizes of what was loaded.
struct Numbers {
  std::size_t policies = 0;
  std::size_t integrations = 0;
};

Result<Numbers, std::vector<Error>> load_all(const Options& options, const Session& session) {
  if (options.integrations.empty()) {
    const auto policies = load_policies(options.policies, built_in_catalogue());
    if (!policies) return policies.error();
    return Numbers{.policies = policies.value().size(), .integrations = 0};
  }
  const auto inputs = load_inputs(options, session);
  if (!inputs) return inputs.error();
  return Numbers{inputs.value().policies.size(), inputs.value().integrations.size()};
}

int run(const Arguments& arguments, Session& session) {
  if (!arguments.has(flags::policies) && !arguments.has(flags::integrations)) {
    const Error nothing{Error::Kind::usage, "",
                        "`--policies` or `--integrations` is missing: what to validate"};
    return refuse_command_line(session, {&nothing, 1}, "validate");
  }
  const auto options = read_options(arguments);
  if (!options) return refuse_command_line(session, options.error(), "validate");

  const auto numbers = load_all(options.value(), session);
  if (!numbers) return refuse(session, numbers.error());
  const bool printed = print(
      session, counted(numbers.value().policies, "policy", "policies") + ", " +
                   counted(numbers.value().integrations, "integration", "integrations") + ": no errors\n");
  return static_cast<int>(printed ? ExitCode::ok : ExitCode::not_audited);
}

constexpr std::array validate_flags{flags::policies, flags::integrations};

constexpr std::array validate_examples{
    Example{"Integrations against the installed policies.", "patrol validate --integrations integrations"},
    Example{"Policies of your own.", "patrol validate --policies policies --integrations integrations"},
};

}  // namespace

const Command validate_command{
    .name = "validate",
    .summary = "check policies and integrations for mistakes; no network",
    .usage = "--policies PATH... --integrations PATH...",
    .details =
        "Reads the files as an audit would and tells all mistakes at once, each as "
        "`file:line:column: what, and what to do`. Exit code 3 if there is one.",
    .flags = validate_flags,
    .examples = validate_examples,
    .run = run,
};

}  // namespace patrol::cli
