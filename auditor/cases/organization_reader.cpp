#include "auditor/cases/organization_reader.h"

#include "auditor/cases/resource_reader.h"
#include "auditor/cases/unread_reader.h"
#include "auditor/model/guid.h"
#include "auditor/model/text.h"
#include "auditor/policy/take.h"
#include "auditor/policy/values.h"

#include <array>
#include <utility>

namespace patrol::cases {
namespace {

constexpr int largest_crowd = 10'000;

/// A list of a case, which may be empty: that there is nothing is a fact too.
const std::vector<YamlNode>& items_of(const YamlNode& node, std::string_view what, Problems& problems) {
  if (node.kind != YamlNode::Kind::sequence) {
    problems.add(node.at, in_backticks(what) + " must be a list; `[]` says that there is none");
  }
  return node.items;
}

std::vector<Word> read_words(const YamlNode& node, std::string_view what, Problems& problems) {
  std::vector<Word> words;
  for (const YamlNode& item : items_of(node, what, problems)) {
    if (auto text = read_name(item, what, problems)) words.push_back({std::move(*text), item.at});
  }
  return words;
}

std::vector<Word> take_words(Fields& fields, std::string_view key, Problems& problems) {
  const YamlNode* node = fields.take(key);
  return node == nullptr ? std::vector<Word>{} : read_words(*node, key, problems);
}

Word take_word(Fields& fields, std::string_view key, Problems& problems) {
  const YamlNode* node = fields.take(key);
  if (node == nullptr) return {};
  return {read_name(*node, key, problems).value_or(""), node->at};
}

Word need_word(Fields& fields, std::string_view key, Problems& problems) {
  fields.need(key);
  return take_word(fields, key, problems);
}

std::string take_guid(Fields& fields, std::string_view key, Problems& problems) {
  const YamlNode* node = fields.take(key);
  if (node == nullptr) return {};
  auto text = read_name(*node, key, problems);
  if (text && is_guid(*text)) return std::move(*text);
  if (text) {
    problems.add(node->at,
                 in_backticks(key) + " must be a guid, such as 2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60");
  }
  return {};
}

/// The value among `known`, the first of which stands for an absent one.
std::string take_choice(Fields& fields, std::string_view key, const std::vector<std::string>& known,
                        Problems& problems) {
  const YamlNode* node = fields.take(key);
  const auto place = node == nullptr ? std::nullopt : read_word(*node, key, known, problems);
  return known[place.value_or(0)];
}

bool take_bool(Fields& fields, std::string_view key, Problems& problems) {
  const YamlNode* node = fields.take(key);
  return node != nullptr && read_bool(*node, key, problems).value_or(false);
}

DescribedProject read_project(const YamlNode& node, Problems& problems) {
  if (node.kind != YamlNode::Kind::mapping) {
    return {.name = {read_name(node, "projects[]", problems).value_or(""), node.at}};
  }
  Fields fields(node, "the project", problems);
  DescribedProject project{.name = need_word(fields, "name", problems)};
  project.id = take_guid(fields, "id", problems);
  take_text(fields, "description", problems);
  project.visibility = take_choice(fields, "visibility", {"private", "public", "organization"}, problems);
  project.state =
      take_choice(fields, "state", {"wellFormed", "new", "deleting", "createPending", "deleted"}, problems);
  project.repositories = take_texts(fields, "repositories", problems, read_name);
  project.hidden_repositories = take_texts(fields, "hidden_repositories", problems, read_name);
  project.pipelines = take_texts(fields, "pipelines", problems, read_name);
  fields.refuse_others();
  return project;
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

DescribedUser read_user(const YamlNode& node, Problems& problems) {
  if (node.kind != YamlNode::Kind::mapping) {
    return {.account = {read_name(node, "users[]", problems).value_or(""), node.at}};
  }
  Fields fields(node, "the user", problems);
  DescribedUser user{.account = need_word(fields, "account", problems)};
  user.name = take_text(fields, "name", problems);
  user.kind = kind_of(take_choice(
      fields, "kind", {"entra", "guest", "msa", "service-principal", "managed-identity"}, problems));
  user.state = state_of(take_choice(fields, "state", {"active", "invited", "inactive", "deleted"}, problems));
  user.license = take_choice(
      fields, "license",
      {"basic", "basic-test-plans", "stakeholder", "visual-studio", "github-enterprise", "none"}, problems);
  user.disabled = take_bool(fields, "disabled", problems);
  user.sign_in = take_text(fields, "sign_in", problems);
  if (const YamlNode* mail = fields.take("mail")) {
    // An empty one is a fact: the service tells no mail of this account.
    user.mail = mail->is_quoted && mail->text.empty() ? "" : read_name(*mail, "mail", problems).value_or("");
  }
  user.id = take_guid(fields, "id", problems);
  user.object_id = take_guid(fields, "object_id", problems);
  user.application_id = take_guid(fields, "application_id", problems);
  take_text(fields, "last_access", problems);
  fields.refuse_others();
  return user;
}

DescribedGroup read_group(const YamlNode::Entry& entry, Problems& problems) {
  DescribedGroup group{.name = {entry.key, entry.at}};
  if (entry.value.kind != YamlNode::Kind::mapping) {
    group.members = read_words(entry.value, entry.key, problems);
    return group;
  }
  Fields fields(entry.value, "the group", problems);
  take_text(fields, "description", problems);
  group.members = take_words(fields, "members", problems);
  if (const YamlNode* crowd = fields.take("crowd")) {
    group.crowd =
        static_cast<std::size_t>(read_number(*crowd, "crowd", 1, largest_crowd, problems).value_or(0));
  }
  fields.refuse_others();
  return group;
}

DescribedEntraGroup read_entra_group(const YamlNode::Entry& entry, Problems& problems) {
  Fields fields(entry.value, "the Entra group", problems);
  DescribedEntraGroup group{.name = {entry.key, entry.at}};
  group.object_id = take_guid(fields, "object_id", problems);
  group.members = take_words(fields, "members", problems);
  group.hidden = take_words(fields, "hidden", problems);
  fields.refuse_others();
  return group;
}

/// A date of a token; `none` says that the service does not tell it.
std::optional<Time> take_date(Fields& fields, std::string_view key, Time otherwise, Problems& problems) {
  const YamlNode* node = fields.take(key);
  if (node == nullptr) return otherwise;
  const auto text = read_text(*node, key, problems);
  if (!text || *text == "none") return std::nullopt;
  const auto time = parse_time(*text);
  if (!time) problems.add(node->at, in_backticks(key) + " must be a date such as 2026-11-23, or `none`");
  return time;
}

DescribedToken read_token(const YamlNode& node, const OrganizationContext& context, Problems& problems) {
  constexpr std::chrono::days most_of_a_life{90};
  Fields fields(node, "the token", problems);
  DescribedToken token{.owner = take_word(fields, "owner", problems)};
  if (token.owner.empty()) token.owner = {context.account, node.at};
  token.name = take_text(fields, "name", problems);
  for (const Word& scope : take_words(fields, "scopes", problems)) token.scopes.push_back(scope.text);
  token.from = take_date(fields, "from", context.now - most_of_a_life, problems);
  token.to = take_date(fields, "to", context.now + most_of_a_life, problems);
  token.revoked = take_bool(fields, "revoked", problems);
  token.id = take_guid(fields, "id", problems);
  if (const YamlNode* organizations = fields.take("organizations")) {
    token.all_organizations = organizations->kind == YamlNode::Kind::scalar && organizations->text == "all";
    if (!token.all_organizations) {
      token.organizations.emplace();
      for (const Word& name : read_words(*organizations, "organizations", problems)) {
        token.organizations->push_back(name.text);
      }
    }
  }
  fields.refuse_others();
  return token;
}

DescribedAccess read_access(const YamlNode& node, Problems& problems) {
  Fields fields(node, "the access control entry", problems);
  DescribedAccess access{.name_space = need_word(fields, "namespace", problems),
                         .token = need_word(fields, "token", problems),
                         .who = take_word(fields, "who", problems),
                         .allow = take_words(fields, "allow", problems),
                         .deny = take_words(fields, "deny", problems),
                         .effective_allow = take_words(fields, "effective_allow", problems),
                         .effective_deny = take_words(fields, "effective_deny", problems),
                         .inherit = std::nullopt};
  if (const YamlNode* inherit = fields.take("inherit")) {
    access.inherit = read_bool(*inherit, "inherit", problems);
  }
  fields.refuse_others();
  return access;
}

DescribedAuditor read_auditor(const YamlNode& node, Problems& problems) {
  const auto word = read_name(node, "auditor", problems);
  if (!word || *word == "administrator") return {};
  if (*word == "no-administrator") {
    return {.standing = DescribedAuditor::Standing::no_administrator, .user = {}};
  }
  return {.standing = DescribedAuditor::Standing::user, .user = {*word, node.at}};
}

/// Reads each item of a section with `read_one`; nothing where the section is not there.
template <class Read>
auto take_section(Fields& fields, std::string_view key, Problems& problems, Read read_one)
    -> std::optional<std::vector<decltype(read_one(std::declval<const YamlNode&>()))>> {
  const YamlNode* node = fields.take(key);
  if (node == nullptr) return std::nullopt;
  std::vector<decltype(read_one(*node))> section;
  for (const YamlNode& item : items_of(*node, key, problems)) section.push_back(read_one(item));
  return section;
}

DescribedSubscription read_subscription(const YamlNode& node, const OrganizationContext& context,
                                        Problems& problems) {
  Fields fields(node, "the subscription", problems);
  DescribedSubscription hook{.project = take_word(fields, "project", problems),
                             .event = need_text(fields, "event", problems),
                             .host = fold_case(take_text(fields, "host", problems)),
                             .consumer = take_text(fields, "consumer", problems),
                             .status = take_choice(fields, "status",
                                                   {"enabled", "onProbation", "disabledByUser",
                                                    "disabledBySystem", "disabledByInactiveIdentity"},
                                                   problems),
                             .created_by = take_word(fields, "created_by", problems),
                             .repository = take_text(fields, "repository", problems),
                             .limits = take_words(fields, "limits", problems)};
  if (hook.created_by.empty()) hook.created_by = {context.account, node.at};
  if (hook.created_by.text == "nobody") hook.created_by = {};
  if (hook.consumer.empty()) hook.consumer = "webHooks";
  if (hook.consumer == "none") hook.consumer = {};
  fields.refuse_others();
  return hook;
}

template <class Read>
auto take_named(Fields& fields, std::string_view key, Problems& problems, Read read_one)
    -> std::vector<decltype(read_one(std::declval<const YamlNode::Entry&>()))> {
  const YamlNode* node = fields.take(key);
  if (node == nullptr) return {};
  if (node->kind != YamlNode::Kind::mapping) {
    problems.add(node->at, in_backticks(key) + " must be a mapping of names to members");
  }
  std::vector<decltype(read_one(std::declval<const YamlNode::Entry&>()))> section;
  section.reserve(node->entries.size());
  for (const YamlNode::Entry& entry : node->entries) section.push_back(read_one(entry));
  return section;
}

std::vector<DescribedProject> projects_named(const OrganizationContext& context) {
  std::vector<DescribedProject> projects;
  projects.reserve(context.projects.size());
  for (const std::string& name : context.projects) projects.push_back({.name = {name, {}}});
  if (projects.empty()) projects.push_back({.name = {"Website", {}}});
  return projects;
}

}  // namespace

Description read_organization(Fields& fields, const OrganizationContext& context, Problems& problems) {
  Description told;
  if (const YamlNode* name = fields.take("organization")) {
    told.name = read_name(*name, "organization", problems).value_or("");
  }
  told.id = take_guid(fields, "id", problems);
  told.tenant = take_guid(fields, "tenant", problems);
  const auto read_one_project = [&](const YamlNode& node) { return read_project(node, problems); };
  told.projects =
      take_section(fields, "projects", problems, read_one_project).value_or(projects_named(context));
  const auto read_one_user = [&](const YamlNode& node) { return read_user(node, problems); };
  const std::vector<DescribedUser> account{{.account = {context.account, {}}, .is_usual = true}};
  told.users = take_section(fields, "users", problems, read_one_user).value_or(account);
  told.groups = take_named(fields, "groups", problems,
                           [&](const YamlNode::Entry& entry) { return read_group(entry, problems); });
  told.entra_groups = take_named(fields, "entra_groups", problems, [&](const YamlNode::Entry& entry) {
    return read_entra_group(entry, problems);
  });
  const auto read_one_token = [&](const YamlNode& node) { return read_token(node, context, problems); };
  told.tokens =
      take_section(fields, "tokens", problems, read_one_token).value_or(std::vector<DescribedToken>{});
  const auto read_one_access = [&](const YamlNode& node) { return read_access(node, problems); };
  told.access =
      take_section(fields, "access", problems, read_one_access).value_or(std::vector<DescribedAccess>{});
  const auto read_one_hook = [&](const YamlNode& node) { return read_subscription(node, context, problems); };
  told.subscriptions = take_section(fields, "subscriptions", problems, read_one_hook)
                           .value_or(std::vector<DescribedSubscription>{});
  told.resources = take_resources(fields, problems);
  told.unread = take_unread(fields, context.account, problems);
  if (const YamlNode* auditor = fields.take("auditor")) told.auditor = read_auditor(*auditor, problems);
  return told;
}

}  // namespace patrol::cases
