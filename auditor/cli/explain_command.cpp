#include "auditor/cli/collecting.h"
#include "auditor/cli/command.h"
#include "auditor/cli/inputs.h"
#include "auditor/cli/options.h"
#include "auditor/cli/refusal.h"
#include "auditor/cli/rule_words.h"
#include "auditor/cli/source.h"
#include "auditor/cli/suggestion.h"
#include "auditor/cli/terminal.h"
#include "auditor/evaluate/take_apart.h"
#include "auditor/model/text.h"
#include "auditor/policy/catalogue.h"
#include "reporters/explanation.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <sstream>
#include <utility>

namespace patrol::cli {
namespace {

std::vector<Error> check(const Arguments& arguments) {
  std::vector<Error> errors = check_source(arguments, "where the integration is");
  if (arguments.words.size() != 2) {
    errors.push_back(
        {Error::Kind::usage, "", "the name of an integration and the id of a rule of its policy are needed"});
  }
  return errors;
}

std::vector<std::string> rule_ids(const Policy& policy) {
  std::vector<std::string> ids;
  ids.reserve(policy.rules.size());
  for (const Rule& rule : policy.rules) ids.push_back(rule.id);
  return ids;
}

/// What is asked, with the policy cut down to it. The other integrations stay: an account may be theirs too.
struct Asked {
  Inputs inputs;
  Explanation explanation;
};

Result<Asked> choose(Inputs all, const std::string& integration_name, const std::string& rule_id) {
  const std::array only{integration_name};
  if (const std::vector<Error> unknown = check_names(all.integrations, only); !unknown.empty()) {
    Error error = unknown.front();
    error.where.clear();
    return error;
  }
  const Integration& integration = *std::ranges::find(all.integrations, integration_name, &Integration::name);
  const Policy& policy = all.policies.at(integration.policy);
  const std::vector<std::string> ids = rule_ids(policy);
  const auto found = std::ranges::find(ids, rule_id);
  if (found == ids.end()) {
    return Error{Error::Kind::usage, "",
                 "the policy " + policy.id + " has no rule `" + rule_id + "`" + did_you_mean(rule_id, ids)};
  }
  const auto place = static_cast<std::size_t>(found - ids.begin());
  TakenApart apart = take_apart(policy, place);
  Asked asked;
  asked.explanation.parts = std::move(apart.parts);
  asked.explanation.mode = to_word(policy.rules[place].mode);
  asked.explanation.condition = condition_of(policy.rules[place]);
  asked.explanation.switched_on = integration.features;
  if (!integration.variant.empty()) asked.explanation.switched_on.push_back(integration.variant);
  asked.inputs = std::move(all);
  asked.inputs.policies.insert_or_assign(apart.policy.id, std::move(apart.policy));
  asked.inputs.only = {integration_name};
  std::erase_if(asked.inputs.waivers, [&](const WrittenWaiver& waiver) {
    return waiver.integration != integration_name || waiver.rule != rule_id;
  });
  return asked;
}

int tell(const Explanation& explanation, const Options& options, Session& session) {
  const bool is_known =
      options.project.empty() || std::ranges::any_of(explanation.audit.findings, [&](const Finding& finding) {
        return same_name(finding.project.value_or(""), options.project);
      });
  if (!is_known) {
    const Error error{Error::Kind::usage, "--project",
                      "the rule says nothing about a project `" + options.project + "`"};
    return refuse(session, {&error, 1});
  }
  std::ostringstream text;
  render_explanation(explanation,
                     {.width = terminal_width(session.output),
                      .colour = session.environment.colour && is_terminal(session.output),
                      .all_reads = options.detail == ConsoleOptions::Detail::verbose,
                      .project = options.project},
                     text);
  return static_cast<int>(print(session, text.str()) ? ExitCode::ok : ExitCode::not_audited);
}

int run_explain(const Arguments& arguments, Session& session) {
  const auto options = read_options(arguments, check(arguments));
  if (!options) return refuse_command_line(session, options.error(), "explain");
  session.messages.phase("reading policies and integrations");
  auto inputs = load_inputs(options.value(), session);
  if (!inputs) return refuse(session, inputs.error());
  auto chosen = choose(std::move(inputs).value(), arguments.words[0], arguments.words[1]);
  if (!chosen) return refuse_command_line(session, {&chosen.error(), 1}, "explain");
  Asked& asked = chosen.value();
  auto source = prepare_source(asked.inputs, options.value(), session);
  if (!source) return refuse(session, source.error());

  EvaluateOptions evaluating = evaluate_options(options.value());
  evaluating.waivers = asked.inputs.waivers;
  evaluating.only = asked.inputs.only;
  const auto snapshot =
      facts_from(std::move(source).value(), asked.inputs, options.value(), evaluating, session);
  session.messages.end_live();
  if (!snapshot) return refuse(session, {&snapshot.error(), 1});
  if (session.interrupt.signal()) return static_cast<int>(ExitCode::not_audited);
  asked.explanation.audit = evaluate(asked.inputs.policies, asked.inputs.integrations, built_in_catalogue(),
                                     snapshot.value(), evaluating);
  return tell(asked.explanation, options.value(), session);
}

constexpr std::array explain_flags{
    flags::policies,    flags::integrations, flags::waivers, flags::project,      flags::snapshot,
    flags::accept,      flags::token_file,   flags::server,  flags::login_server, flags::now,
    flags::concurrency, flags::max_time,     flags::verbose};

constexpr std::array explain_examples{
    Example{"Why the account may not administrate, and how it came to.",
            "patrol explain flow-production org.no-admin --integrations integrations"},
    Example{"One project of many, from a snapshot.",
            "patrol explain flow-production project.readers --project Website \\\n"
            "  --integrations integrations --snapshot contoso.json"},
};

}  // namespace

const Command explain_command{
    .name = "explain",
    .summary = "tell step by step why a rule came out as it did",
    .usage = "INTEGRATION RULE --integrations PATH... [flags]",
    .details =
        "Decides one rule for one integration and tells the decision as a story: what was asked, which reads "
        "answered, the chain of groups or the path of the security token with the entry that decided, what "
        "follows, and what would change it. With --waivers it also tells whether a failure is excused, and "
        "why a "
        "waiver does not excuse it. Only what this rule needs is read. The credential is found as "
        "for `patrol audit`. Exit code 0 whatever the verdict.",
    .flags = explain_flags,
    .examples = explain_examples,
    .most_words = 2,
    .run = run_explain,
};

}  // namespace patrol::cli
