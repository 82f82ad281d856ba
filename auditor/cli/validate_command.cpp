#include "auditor/cli/command.h"
#include "auditor/cli/inputs.h"
#include "auditor/cli/options.h"
#include "auditor/cli/refusal.h"
#include "auditor/policy/catalogue.h"
#include "auditor/policy/library.h"
#include "auditor/policy/waiver_parser.h"
#include "reporters/headline.h"

#include <array>
#include <string>

namespace patrol::cli {
namespace {

/// The sizes of what was loaded.
struct Numbers {
  std::size_t policies = 0;
  std::size_t integrations = 0;
  std::size_t waivers = 0;
};

/// Without integrations, what is given is checked by itself.
Result<Numbers, std::vector<Error>> load_all(const Options& options, const Session& session) {
  if (!options.integrations.empty()) {
    const auto inputs = load_inputs(options, session);
    if (!inputs) return inputs.error();
    return Numbers{.policies = inputs.value().policies.size(),
                   .integrations = inputs.value().integrations.size(),
                   .waivers = inputs.value().waivers.size()};
  }
  const auto policies = load_policies(options.policies, built_in_catalogue());
  const auto waivers = load_waivers(options.waivers);
  std::vector<Error> errors = policies ? std::vector<Error>{} : policies.error();
  if (!waivers) errors.insert(errors.end(), waivers.error().begin(), waivers.error().end());
  if (!errors.empty()) return errors;
  return Numbers{.policies = policies.value().size(), .integrations = 0, .waivers = waivers.value().size()};
}

std::string counted_all(const Numbers& numbers, bool with_waivers) {
  std::string text = counted(numbers.policies, "policy", "policies") + ", " +
                     counted(numbers.integrations, "integration", "integrations");
  if (with_waivers) text += ", " + counted(numbers.waivers, "waiver", "waivers");
  return text;
}

int run(const Arguments& arguments, Session& session) {
  const bool is_given =
      arguments.has(flags::policies) || arguments.has(flags::integrations) || arguments.has(flags::waivers);
  if (!is_given) {
    const Error nothing{Error::Kind::usage, "",
                        "`--policies`, `--integrations` or `--waivers` is missing: what to validate"};
    return refuse_command_line(session, {&nothing, 1}, "validate");
  }
  const auto options = read_options(arguments);
  if (!options) return refuse_command_line(session, options.error(), "validate");

  const auto numbers = load_all(options.value(), session);
  if (!numbers) return refuse(session, numbers.error());
  const bool printed =
      print(session, counted_all(numbers.value(), arguments.has(flags::waivers)) + ": no errors\n");
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
        "`file:line:column: what, and what to do`. Exit code 3 if there is one.",
    .flags = validate_flags,
    .examples = validate_examples,
    .run = run,
};

}  // namespace patrol::cli
