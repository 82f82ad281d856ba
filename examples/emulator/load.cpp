#include "examples/emulator/load.h"

#include "examples/emulator/faults.h"
#include "examples/emulator/yaml_section.h"

#include <fmt/format.h>

#include <utility>

namespace patrol::emulator {
namespace {

/// Each item of a list, read as a mapping.
template <class Entry>
std::vector<Entry> read_list(const YAML::Node& list, Problems& problems,
                             Entry (*read)(YamlSection&, Problems&)) {
  std::vector<Entry> entries;
  if (!list.IsDefined() || list.IsNull()) return entries;
  if (!list.IsSequence()) {
    problems.add(list, "a list (`- …`) is wanted here");
    return entries;
  }
  for (const auto& item : list) {
    YamlSection section(item, problems);
    entries.push_back(read(section, problems));
    section.finish();
  }
  return entries;
}

ProjectEntry read_project(YamlSection& section, Problems&) {
  return {.name = section.required_word("name"),
          .id = section.text("id"),
          .description = section.text("description"),
          .visibility = section.one_of("visibility", {"private", "public", "organization"}),
          .state = section.one_of("state", {"wellFormed", "new", "deleting", "createPending", "deleted"}),
          .repositories = section.texts("repositories"),
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
          .license = section.one_of("license",
                                    {"basic", "basic-test-plans", "stakeholder", "visual-studio", "none"}),
          .disabled = section.flag("disabled"),
          .sign_in = section.text("sign_in"),
          .mail = section.optional_text("mail"),
          .id = section.text("id"),
          .object_id = section.text("object_id"),
          .application_id = section.text("application_id"),
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
    details.finish();
    groups.push_back(std::move(group));
  }
  return groups;
}

TokenEntry read_token(YamlSection& section, Problems&) {
  TokenEntry token{.owner = section.required_word("owner"),
                   .name = section.text("name"),
                   .scopes = section.words("scopes"),
                   .from = section.time("from").value_or(*parse_time("2026-01-01")),
                   .to = section.time("to").value_or(*parse_time("2027-01-01")),
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
          .status = section.one_of("status", {"enabled", "onProbation", "disabledByUser", "disabledBySystem",
                                              "disabledByInactiveIdentity"}),
          .created_by = section.required_word("created_by"),
          .created = section.time("created").value_or(*parse_time("2026-06-01"))};
}

FaultRule read_fault(YamlSection& section, Problems& problems) {
  FaultRule rule{.host = section.text("host"),
                 .path = section.text("path"),
                 .method = section.text("method"),
                 .nth = static_cast<int>(section.number("nth")),
                 .first = static_cast<int>(section.number("first")),
                 .answer = section.has("answer") ? section.one_of("answer", fault_answers()) : "",
                 .status = static_cast<int>(section.number("status")),
                 .body = section.optional_text("body"),
                 .delay_ms = section.number("delay_ms")};
  const YAML::Node headers = section.node("headers");
  YamlSection names(headers, problems);
  if (headers.IsDefined() && headers.IsMap())
    for (const auto& pair : headers) rule.headers[pair.first.Scalar()] = names.text(pair.first.Scalar());
  return rule;
}

Description read_description(const YAML::Node& root, Problems& problems) {
  YamlSection section(root, problems);
  Description result{.name = section.required_word("organization"),
                     .id = section.text("id"),
                     .tenant = section.text("tenant"),
                     .projects = read_projects(section.node("projects"), problems),
                     .users = read_list<UserEntry>(section.node("users"), problems, read_user),
                     .groups = read_groups(section.node("groups"), problems),
                     .entra_groups = read_entra_groups(section.node("entra_groups"), problems),
                     .tokens = read_list<TokenEntry>(section.node("tokens"), problems, read_token),
                     .bearers = read_list<BearerEntry>(section.node("bearers"), problems, read_bearer),
                     .access = read_list<AccessEntry>(section.node("access"), problems, read_access),
                     .subscriptions = read_list<SubscriptionEntry>(section.node("subscriptions"), problems,
                                                                   read_subscription),
                     .faults = read_list<FaultRule>(section.node("faults"), problems, read_fault),
                     .generate = {}};
  YamlSection generate(section.node("generate"), problems);
  result.generate = {.users = static_cast<std::size_t>(generate.number("users")),
                     .projects = static_cast<std::size_t>(generate.number("projects")),
                     .accounts = static_cast<std::size_t>(generate.number("accounts"))};
  generate.finish();
  section.finish();
  return result;
}

/// Runs a reader over the parsed text; what yaml-cpp throws becomes a problem like the others.
template <class Value, class Read>
Result<Value, std::vector<Error>> parse(const std::string& text, const std::string& source, Read read) {
  Problems problems{.source = source, .errors = {}};
  Value value;
  try {
    value = read(YAML::Load(text), problems);
  } catch (const YAML::Exception& e) {
    problems.errors.push_back({.kind = Error::Kind::file,
                               .where = fmt::format("{}:{}:{}", source, e.mark.line + 1, e.mark.column + 1),
                               .what = e.msg});
  }
  if (!problems.errors.empty()) return std::move(problems.errors);
  return value;
}

}  // namespace

Result<Description, std::vector<Error>> load_description(const std::string& text, const std::string& source) {
  return parse<Description>(text, source, read_description);
}

Result<std::vector<FaultRule>, std::vector<Error>> load_faults(const std::string& text,
                                                               const std::string& source) {
  const std::size_t first = text.find_first_not_of(" \t\n");
  const bool bare = first != std::string::npos && text.find('\n') == std::string::npos &&
                    text[first] != '{' && text[first] != '[' && text[first] != '-';
  const std::string whole = bare                                               ? "[{" + text + "}]"
                            : first != std::string::npos && text[first] == '{' ? "[" + text + "]"
                                                                               : text;
  return parse<std::vector<FaultRule>>(whole, source, [](const YAML::Node& root, Problems& problems) {
    return read_list<FaultRule>(root, problems, read_fault);
  });
}

}  // namespace patrol::emulator
