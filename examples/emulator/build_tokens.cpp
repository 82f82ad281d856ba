#include "auditor/model/guid.h"
#include "auditor/model/text.h"
#include "examples/emulator/catalogue.h"
#include "examples/emulator/draft.h"
#include "examples/emulator/ids.h"

#include <fmt/format.h>

#include <utility>

namespace patrol::emulator {
namespace {

Token make_token(Draft& draft, const TokenEntry& entry, SubjectId owner) {
  const Organization& organization = draft.organization;
  const std::string seed = fmt::format("{}/token/{}/{}/{}", organization.id, entry.owner.text, entry.name,
                                       organization.tokens.size());
  Token token{.owner = owner,
              .id = id_or_derived(entry.id, seed),
              .name = entry.name,
              .scopes = {},
              .from = entry.from,
              .to = entry.to,
              .all_organizations = entry.all_organizations,
              .target_accounts = {},
              .revoked = entry.revoked,
              .ssh_key = entry.ssh_key};
  for (const Word& scope : entry.scopes) {
    if (!scope.text.starts_with("vso.") && !is_scope(scope.text))
      draft.problem(
          scope, fmt::format("`{}` is no scope; they look like `vso.code`, or are `app_token`", scope.text));
    token.scopes.push_back(scope.text);
  }
  for (const std::string& name : entry.organizations.value_or(std::vector{organization.name})) {
    const bool own = same_name(name, organization.name);
    token.target_accounts.push_back(own             ? organization.id
                                    : is_guid(name) ? fold_case(name)
                                                    : guid_for("organization/" + name));
  }
  return token;
}

}  // namespace

void add_tokens(Draft& draft) {
  Organization& organization = draft.organization;
  for (const TokenEntry& entry : draft.description.tokens) {
    const std::optional<SubjectId> owner = draft.resolve(entry.owner);
    if (!owner) continue;
    if (!entry.secret.empty())
      organization.credentials[entry.secret] = {.owner = *owner, .token = organization.tokens.size()};
    organization.tokens.push_back(make_token(draft, entry, *owner));
  }
  for (const BearerEntry& entry : draft.description.bearers)
    if (const std::optional<SubjectId> owner = draft.resolve(entry.owner))
      organization.credentials[entry.secret] = {.owner = *owner, .token = std::nullopt};
}

void add_applications(Draft& draft) {
  for (const ApplicationEntry& entry : draft.description.applications) {
    const std::optional<SubjectId> owner = draft.resolve(entry.owner);
    if (!owner) continue;
    const std::string& client_id = draft.organization.subject(*owner).application_id;
    if (client_id.empty())
      draft.problem(entry.owner,
                    fmt::format("`{}` is no service principal: give it that `kind`", entry.owner.text));
    draft.organization.applications.push_back({.client_id = client_id,
                                               .secret = entry.secret,
                                               .certificate = entry.certificate,
                                               .federated_token = entry.federated_token,
                                               .expires_in = entry.expires_in,
                                               .uses = static_cast<std::size_t>(entry.uses)});
  }
}

void add_subscriptions(Draft& draft) {
  Organization& organization = draft.organization;
  for (const SubscriptionEntry& entry : draft.description.subscriptions) {
    const std::optional<std::size_t> project = draft.resolve_project(entry.project, entry.project.text);
    const std::optional<SubjectId> creator = draft.resolve(entry.created_by);
    if (!project || !creator) continue;
    const std::string seed =
        fmt::format("{}/subscription/{}", organization.id, organization.subscriptions.size());
    std::string repository_id;
    for (const Named& repository : organization.projects[*project].repositories)
      if (same_name(repository.name, entry.repository)) repository_id = repository.id;
    if (!entry.repository.empty() && repository_id.empty())
      draft.problem(entry.project, fmt::format("the project has no repository `{}`", entry.repository));
    organization.subscriptions.push_back({.id = guid_for(seed),
                                          .project = *project,
                                          .event = entry.event,
                                          .url = entry.url,
                                          .consumer = entry.consumer,
                                          .status = entry.status,
                                          .repository_id = repository_id,
                                          .created_by = *creator,
                                          .created = entry.created});
  }
}

void add_faults(Draft& draft) {
  for (FaultRule rule : draft.description.faults) {
    rule.organization = draft.organization.name;
    const std::size_t open = rule.path.find('{');
    const std::size_t close = rule.path.find('}', open);
    if (open != std::string::npos && close != std::string::npos) {
      const Word account{.text = rule.path.substr(open + 1, close - open - 1),
                         .where = draft.description.name.where};
      if (const std::optional<SubjectId> subject = draft.resolve(account))
        rule.path.replace(open, close - open + 1, draft.organization.subject(*subject).descriptor);
    }
    draft.organization.faults.push_back(std::move(rule));
  }
}

}  // namespace patrol::emulator
