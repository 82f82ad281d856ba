#include "examples/emulator/load.h"

#include "examples/emulator/yaml_section.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace patrol::emulator {
namespace {

constexpr Time default_from = std::chrono::sys_days{std::chrono::January / 1 / 2026};
constexpr Time default_to = std::chrono::sys_days{std::chrono::January / 1 / 2027};
constexpr Time default_created = std::chrono::sys_days{std::chrono::June / 1 / 2026};

ProjectEntry read_project(YamlSection& section, Problems&) {
  return {.name = section.required_word("name"),
          .id = section.text("id"),
          .description = section.text("description"),
          .visibility = section.one_of("visibility", {"private", "public", "organization"}),
          .state = section.one_of("state", {"wellFormed", "new", "deleting", "createPending", "deleted"}),
          .repositories = section.texts("repositories"),
          .hidden_repositories = section.texts("hidden_repositories"),
          .pipelines = section.texts("pipelines")};
}

/// A project is a name, or a mapping where there is more to say.
std::vector<ProjectEntry> read_projects(const YAML::Node& list, Problems& problems) {
  std::vector<ProjectEntry> projects;
  if (!list.IsDefined() || !list.IsSequence()) return projects;
  for (const auto& item : list) {
    if (item.IsScalar()) {
      projects.push_back({.name = read_word(item, problems)});
      continue;
    }
    YamlSection section(item, problems);
    projects.push_back(read_project(section, problems));
    section.finish();
  }
  return projects;
}

UserKind kind_of(const std::string& word) {
  if (word == "guest") return UserKind::guest;
  if (word == "msa") return UserKind::msa;
  if (word == "service-principal") return UserKind::service_principal;
  if (word == "managed-identity") return UserKind::managed_identity;
  return UserKind::entra;
}

UserState state_of(const std::string& word) {
  if (word == "invited") return UserState::invited;
  if (word == "inactive") return UserState::inactive;
  if (word == "deleted") return UserState::deleted;
  return UserState::active;
}

UserEntry read_user(YamlSection& section, Problems&) {
  return {.account = section.required_word("account"),
          .name = section.text("name"),
          .kind = kind_of(
              section.one_of("kind", {"entra", "guest", "msa", "service-principal", "managed-identity"})),
          .state = state_of(section.one_of("state", {"active", "invited", "inactive", "deleted"})),
          .license = section.one_of("license", {"basic", "basic-test-plans", "stakeholder", "visual-studio",
                                                "github-enterprise", "none"}),
          .disabled = section.flag("disabled"),
          .sign_in = section.text("sign_in"),
          .mail = section.optional_text("mail"),
          .id = section.text("id"),
          .object_id = section.text("object_id"),
          .application_id = section.text("application_id"),
          .hides_object_id = section.flag("hides_object_id"),
          .last_access = section.time("last_access")};
}

std::vector<GroupEntry> read_groups(const YAML::Node& node, Problems& problems) {
  std::vector<GroupEntry> groups;
  if (!node.IsDefined()) return groups;
  YamlSection section(node, problems);
  for (const auto& pair : node) {
    GroupEntry group{.name = read_word(pair.first, problems)};
    const YAML::Node value = section.node(group.name.text);
    if (value.IsMap()) {
      YamlSection details(value, problems);
      group.description = details.text("description");
      group.members = details.words("members");
      details.finish();
    } else {
      group.members = read_words(value, problems);
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

std::vector<EntraGroupEntry> read_entra_groups(const YAML::Node& node, Problems& problems) {
  std::vector<EntraGroupEntry> groups;
  if (!node.IsDefined()) return groups;
  YamlSection section(node, problems);
  for (const auto& pair : node) {
    EntraGroupEntry group{.name = read_word(pair.first, problems)};
    YamlSection details(section.node(group.name.text), problems);
    group.object_id = details.text("object_id");
    group.members = details.words("members");
    group.hidden = details.words("hidden");
    group.has_hidden_members = details.flag("hidden_membership");
    group.is_unreadable = details.flag("unreadable");
    details.finish();
    groups.push_back(std::move(group));
  }
  return groups;
}

TokenEntry read_token(YamlSection& section, Problems&) {
  TokenEntry token{.owner = section.required_word("owner"),
                   .name = section.text("name"),
                   .scopes = section.words("scopes"),
                   .from = section.time("from").value_or(default_from),
                   .to = section.time("to").value_or(default_to),
                   .revoked = section.flag("revoked"),
                   .ssh_key = section.text("ssh_key"),
                   .id = section.text("id"),
                   .secret = section.text("secret")};
  if (!section.has("organizations")) return token;
  const std::vector<std::string> organizations = section.texts("organizations");
  token.all_organizations = organizations == std::vector<std::string>{"all"};
  if (!token.all_organizations) token.organizations = organizations;
  return token;
}

BearerEntry read_bearer(YamlSection& section, Problems&) {
  return {.owner = section.required_word("owner"), .secret = section.required_word("secret").text};
}

ApplicationEntry read_application(YamlSection& section, Problems&) {
  return {.owner = section.required_word("owner"),
          .secret = section.text("secret"),
          .certificate = section.text("certificate"),
          .federated_token = section.text("federated_token"),
          .expires_in = section.number("expires_in", 3599),
          .uses = section.number("uses")};
}

AccessEntry read_access(YamlSection& section, Problems&) {
  AccessEntry entry{.name_space = section.required_word("namespace"),
                    .token = section.required_word("token"),
                    .who = section.word("who"),
                    .allow = section.words("allow"),
                    .deny = section.words("deny"),
                    .inherit = std::nullopt};
  if (section.has("inherit")) entry.inherit = section.flag("inherit");
  return entry;
}

SubscriptionEntry read_subscription(YamlSection& section, Problems&) {
  return {.project = section.required_word("project"),
          .event = section.required_word("event").text,
          .url = section.text("url", "https://flow.example/hooks"),
          .consumer = section.text("consumer", "webHooks"),
          .status = section.one_of("status", {"enabled", "onProbation", "disabledByUser", "disabledBySystem",
                                              "disabledByInactiveIdentity"}),
          .repository = section.text("repository"),
          .created_by = section.required_word("created_by"),
          .created = section.time("created").value_or(default_created)};
}

ResourceEntry read_resource(YamlSection& section, Problems& problems) {
  ResourceEntry entry{.kind = section.one_of("kind", {"service_connection", "variable_group", "environment",
                                                      "agent_queue", "agent_pool"}),
                      .name = section.word("name"),
                      .of_all = section.flag("all"),
                      .project = section.word("project"),
                      .roles = {}};
  const YAML::Node roles = section.node("roles");
  if (!roles.IsDefined()) return entry;
  YamlSection each(roles, problems);
  for (const auto& pair : roles) {
    const Word role = read_word(pair.first, problems);
    entry.roles.push_back({.role = role, .who = each.words(role.text)});
  }
  return entry;
}

Description read_description(const YAML::Node& root, Problems& problems) {
  YamlSection section(root, problems);
  Description result{
      .name = section.required_word("organization"),
      .id = section.text("id"),
      .tenant = section.text("tenant"),
      .projects = read_projects(section.node("projects"), problems),
      .users = read_sections<UserEntry>(section.node("users"), problems, read_user),
      .groups = read_groups(section.node("groups"), problems),
      .entra_groups = read_entra_groups(section.node("entra_groups"), problems),
      .tokens = read_sections<TokenEntry>(section.node("tokens"), problems, read_token),
      .bearers = read_sections<BearerEntry>(section.node("bearers"), problems, read_bearer),
      .graph_bearers = section.texts("graph_bearers"),
      .applications =
          read_sections<ApplicationEntry>(section.node("applications"), problems, read_application),
      .access = read_sections<AccessEntry>(section.node("access"), problems, read_access),
      .subscriptions =
          read_sections<SubscriptionEntry>(section.node("subscriptions"), problems, read_subscription),
      .resources = read_sections<ResourceEntry>(section.node("resources"), problems, read_resource),
      .faults = read_sections<FaultRule>(section.node("faults"), problems, read_fault),
      .generate = {}};
  YamlSection generate(section.node("generate"), problems);
  result.generate = {.users = static_cast<std::size_t>(generate.number("users")),
                     .projects = static_cast<std::size_t>(generate.number("projects")),
                     .accounts = static_cast<std::size_t>(generate.number("accounts"))};
  generate.finish();
  section.finish();
  return result;
}

}  // namespace

Result<Description, std::vector<Error>> load_description(const std::string& text, const std::string& source) {
  return read_yaml<Description>(text, source, read_description);
}

}  // namespace patrol::emulator
