#include "auditor/cli/command.h"
#include "auditor/cli/inputs.h"
#include "auditor/cli/options.h"
#include "auditor/cli/refusal.h"
#include "auditor/cli/rule_words.h"
#include "auditor/cli/suggestion.h"
#include "auditor/model/text.h"
#include "auditor/model/visible_text.h"
#include "auditor/policy/catalogue.h"
#include "auditor/policy/library.h"
#include "reporters/display_width.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace patrol::cli {
namespace {

Result<PolicySet, std::vector<Error>> load_library(const Options& options, const Session& session) {
  const auto paths = policy_paths(options, session);
  if (!paths) return std::vector{paths.error()};
  return load_policies(paths.value(), built_in_catalogue());
}

std::string list(const PolicySet& policies) {
  std::size_t width = 0;
  for (const auto& [id, policy] : policies) width = std::max(width, id.size());
  std::string text;
  for (const auto& [id, policy] : policies) {
    text +=
        fmt::format("{:<{}}  {} ({} rules)\n", id, width, visible_line(policy.title), policy.rules.size());
  }
  return text;
}

std::string describe(const Rule& rule) {
  std::string text = fmt::format("\n  {}  ({}, {})\n    {}\n", rule.id, to_word(rule.severity),
                                 to_word(rule.need), visible_line(rule.title));
  if (const std::string condition = condition_of(rule); !condition.empty()) text += "    " + condition + "\n";
  return text;
}

std::string describe(const Policy& policy) {
  std::string text = fmt::format("{}: {}\n", policy.id, visible_line(policy.title));
  for (const std::string& line : wrap(visible_line(policy.description), 80)) text += line + "\n";
  if (!policy.features.empty()) text += "features: " + join_words(policy.features) + "\n";
  if (!policy.variants.empty()) text += "variants: " + join_words(policy.variants) + "\n";
  for (const Source& source : policy.sources) {
    text += fmt::format("source: {} <{}>{}\n", visible_line(source.title), visible_line(source.url),
                        source.read.empty() ? "" : ", read " + source.read);
  }
  text += "rules:\n";
  for (const Rule& rule : policy.rules) text += describe(rule);
  return text;
}

int finish(bool printed) {
  return static_cast<int>(printed ? ExitCode::ok : ExitCode::not_audited);
}

int show(const PolicySet& policies, const std::string& id, Session& session) {
  if (const auto found = policies.find(id); found != policies.end()) {
    return finish(print(session, describe(found->second)));
  }
  std::vector<std::string> known;
  for (const auto& [name, policy] : policies) known.push_back(name);
  const Error unknown{Error::Kind::usage, "", "unknown policy `" + id + "`" + did_you_mean(id, known)};
  return refuse_command_line(session, {&unknown, 1}, "policies");
}

int run_policies(const Arguments& arguments, Session& session) {
  const std::vector<std::string>& words = arguments.words;
  const bool lists = words.size() == 1 && words[0] == "list";
  const bool shows = words.size() == 2 && words[0] == "show";
  if (!lists && !shows) {
    constexpr std::array actions{"list", "show"};
    const std::vector<std::string> known(actions.begin(), actions.end());
    const bool is_unknown = !words.empty() && std::ranges::find(known, words[0]) == known.end();
    const Error mistake{Error::Kind::usage, "",
                        is_unknown ? "unknown word `" + words[0] + "`" + did_you_mean(words[0], known)
                                   : "either `list` or `show ID` is needed"};
    return refuse_command_line(session, {&mistake, 1}, "policies");
  }
  const auto options = read_options(arguments);
  if (!options) return refuse_command_line(session, options.error(), "policies");
  const auto policies = load_library(options.value(), session);
  if (!policies) return refuse(session, policies.error());
  if (shows) return show(policies.value(), words[1], session);
  return finish(print(session, list(policies.value())));
}

constexpr std::array policies_flags{flags::policies};

constexpr std::array policies_examples{
    Example{"What the library holds.", "patrol policies list"},
    Example{"What one policy asks for.", "patrol policies show pluralsight-flow"},
};

}  // namespace

const Command policies_command{
    .name = "policies",
    .summary = "list the policies, or show one",
    .usage = "list|show ID [--policies PATH...]",
    .details = "Speaks of the library that was installed with patrol, or of the policies named.",
    .flags = policies_flags,
    .examples = policies_examples,
    .most_words = 2,
    .run = run_policies,
};

}  // namespace patrol::cli
