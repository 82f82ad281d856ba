#include "auditor/cli/collecting.h"
#include "auditor/cli/command.h"
#include "auditor/cli/credentials.h"
#include "auditor/cli/inputs.h"
#include "auditor/cli/needed_rights.h"
#include "auditor/cli/options.h"
#include "auditor/cli/refusal.h"
#include "auditor/cli/source.h"
#include "auditor/cli/terminal.h"
#include "auditor/evaluate/preflight.h"
#include "auditor/model/text.h"
#include "auditor/policy/catalogue.h"
#include "reporters/preflight.h"

#include <array>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace patrol::cli {
namespace {

/// What is asked of the auditor's own account in one organization.
struct Auditor {
  AuditorNeeds needs;
  Integration integration;
  std::optional<AuditorCheck> instead;  ///< what is told in place of rules about a token
};

std::string auditor_name(const Connection& connection) {
  if (connection.account.empty()) return connection.display_name;
  return connection.display_name + " <" + connection.account + ">";
}

const Connection* connection_of(const Organization& organization) {
  const bool is_known = organization.connection && organization.connection->known;
  return is_known ? &organization.connection->known.value() : nullptr;
}

/// One for each organization that told whose the credential is.
std::vector<Auditor> auditors_of(const Snapshot& snapshot, const Credentials& credentials) {
  std::vector<Auditor> auditors;
  for (const auto& [key, organization] : snapshot.organizations) {
    const Connection* connection = connection_of(organization);
    if (connection == nullptr) continue;
    const NeededRights rights = needed_rights(organization);
    Auditor& auditor = auditors.emplace_back();
    auditor.needs = {.scopes = rights.scopes, .administrator = rights.administrator};
    auditor.integration = auditor_integration(organization.name, *connection);
    if (const auto credential = other_than_pat(credentials, organization.name)) {
      auditor.needs.signs_in_with_pat = false;
      auditor.instead = no_token_check(*credential);
    }
  }
  return auditors;
}

Inputs inputs_of(const std::vector<Auditor>& auditors) {
  Inputs inputs;
  for (const Auditor& auditor : auditors) {
    inputs.integrations.push_back(auditor.integration);
    Policy policy = auditor_policy(auditor.integration.organization, auditor.needs);
    inputs.policies.emplace(policy.id, std::move(policy));
  }
  return inputs;
}

/// Once the tokens of its owner were read.
void find_token(Auditor& auditor, const Snapshot& snapshot, Time now) {
  const auto organization = snapshot.organizations.find(fold_case(auditor.integration.organization));
  if (!auditor.needs.signs_in_with_pat || organization == snapshot.organizations.end()) return;
  AuditorToken token = find_auditor_token(organization->second, now);
  auditor.integration.pat.id = std::move(token.id);
  if (!token.doubt) return;
  auditor.needs.signs_in_with_pat = false;
  auditor.instead = std::move(token.doubt);
}

void add_checks(Preflight& preflight, std::vector<Auditor> auditors, const Snapshot& snapshot,
                const Credentials& credentials, const EvaluateOptions& options) {
  for (Auditor& auditor : auditors) find_token(auditor, snapshot, options.now);
  const Inputs inputs = inputs_of(auditors);
  const Audit audit = evaluate(inputs.policies, inputs.integrations, built_in_catalogue(), snapshot, options);
  for (PreflightOrganization& organization : preflight.organizations) {
    for (const Auditor& auditor : auditors) {
      if (!auditor.instead || !same_name(auditor.integration.organization, organization.name)) continue;
      organization.auditor_checks.push_back(*auditor.instead);
    }
    for (const Finding& finding : audit.findings) {
      if (!same_name(audit.integration_of(finding).organization, organization.name)) continue;
      organization.auditor_checks.push_back({.title = audit.rule_of(finding).title,
                                             .verdict = finding.verdict,
                                             .message = finding.message,
                                             .advice = remediation_of(finding).advice});
    }
    if (credentials.graph) organization.auditor_checks.push_back(graph_check());
    const auto read = snapshot.organizations.find(fold_case(organization.name));
    if (read != snapshot.organizations.end()) organization.requests += read->second.reads.size();
  }
}

Preflight judge(const Inputs& samples, const Snapshot& snapshot, const Credentials& credentials,
                const EvaluateOptions& options) {
  Preflight preflight;
  for (const auto& [key, organization] : snapshot.organizations) {
    PreflightOrganization& result = preflight.organizations.emplace_back();
    result.name = organization.name;
    result.requests = organization.reads.size();
    if (const Connection* connection = connection_of(organization)) {
      result.auditor = auditor_name(*connection);
    } else if (organization.connection) {
      const Gap& gap = organization.connection->known.error();
      result.why_unknown = gap.reason;
      result.is_accepted = gap.kind != Gap::Kind::unauthorized && gap.kind != Gap::Kind::forbidden;
    }
    const bool has_scopes = !other_than_pat(credentials, organization.name);
    for (const std::string& scope :
         has_scopes ? needed_rights(organization).scopes : std::vector<std::string>{}) {
      result.needed.push_back(built_in_catalogue().describe_scope(scope));
    }
    result.rules = preflight_rules(samples.policies, samples.integrations, organization.name,
                                   built_in_catalogue(), snapshot, options);
  }
  return preflight;
}

int run_preflight(const Arguments& arguments, Session& session) {
  const auto read = read_options(arguments, check_source(arguments, "what the audit will be of"));
  if (!read) return refuse_command_line(session, read.error(), "preflight");
  const Options& options = read.value();
  session.messages.phase("reading policies and integrations");
  auto inputs = load_inputs(options, session);
  if (!inputs) return refuse(session, inputs.error());
  Inputs samples = std::move(inputs).value();
  samples.integrations = preflight_samples(samples.policies, samples.asked());
  samples.only.clear();
  const auto source = prepare_source(samples, options, session);
  if (!source) return refuse(session, source.error());

  EvaluateOptions evaluating = evaluate_options(options);
  evaluating.only.clear();
  evaluating.ask_auditor = true;
  const Asked asked = source.value().asked();
  auto snapshot = collect_live(samples, options, evaluating, asked, session);
  if (!snapshot) return refuse(session, {&snapshot.error(), 1});
  if (session.interrupt.signal()) return static_cast<int>(ExitCode::not_audited);
  Preflight preflight = judge(samples, snapshot.value(), asked.credentials, evaluating);
  std::vector<Auditor> auditors = auditors_of(snapshot.value(), asked.credentials);
  if (!auditors.empty()) {
    const auto own = collect_live(inputs_of(auditors), options, evaluating, asked, session);
    if (!own) return refuse(session, {&own.error(), 1});
    add_checks(preflight, std::move(auditors), own.value(), asked.credentials, evaluating);
  }
  session.messages.end_live();
  if (session.interrupt.signal()) return static_cast<int>(ExitCode::not_audited);

  std::ostringstream text;
  render_preflight(preflight,
                   {.width = terminal_width(session.output),
                    .colour = session.environment.colour && is_terminal(session.output)},
                   text);
  if (!print(session, text.str())) return static_cast<int>(ExitCode::not_audited);
  return static_cast<int>(preflight.is_good() ? ExitCode::ok : ExitCode::inconclusive);
}

constexpr std::array preflight_flags{
    flags::policies, flags::integrations, flags::only, flags::accept,      flags::token_file,
    flags::server,   flags::login_server, flags::now,  flags::concurrency, flags::max_time};

constexpr std::array preflight_examples{
    Example{"Before the first audit, or after the auditor's token was changed.",
            "patrol preflight --integrations integrations"},
};

}  // namespace

const Command preflight_command{
    .name = "preflight",
    .summary = "tell which rules this credential can decide, and what to grant",
    .usage = "--integrations PATH... [flags]",
    .details =
        "Tries each rule on one integration, and of what that selects on the first project, repository and "
        "pipeline: "
        "at most 40 requests for each policy and organization, and one more for each further page of a list "
        "and for "
        "each thing where a rule says `each`, "
        "whatever "
        "the number of integrations and projects. Tells which rules can be decided with this credential, "
        "which can not "
        "and what would have to be granted, and whether the credential itself holds more than it needs. Exit "
        "code 0 "
        "where the credential is accepted and every rule that is switched on can be decided, else 2.",
    .flags = preflight_flags,
    .examples = preflight_examples,
    .run = run_preflight,
};

}  // namespace patrol::cli
