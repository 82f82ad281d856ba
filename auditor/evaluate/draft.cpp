#include "auditor/evaluate/draft.h"

#include "auditor/evaluate/draft_account.h"
#include "auditor/evaluate/draft_choice.h"
#include "auditor/evaluate/draft_rules.h"
#include "auditor/evaluate/draft_things.h"
#include "auditor/evaluate/draft_token.h"
#include "auditor/facts/facts.h"
#include "auditor/facts/licence.h"
#include "auditor/model/concat.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/principal_name.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

using Mode = Rule::Mode;
using Why = LeftOut::Why;

constexpr int days_left = 14;
/// In how many other projects it is said that the account has no role; more would bury the rest.
constexpr std::size_t most_other_projects = 25;
/// In how many projects more is looked at than their own settings: each costs two dozen requests.
constexpr std::size_t most_projects_throughout = 25;
constexpr std::string_view probe_id = "probe";

/// `svc-flow` of `svc-flow@contoso.com`: what every file system and the language take for a name.
std::string slug_of(std::string_view name) {
  constexpr std::size_t longest = 60;
  std::string slug;
  for (const char c : name.substr(0, name.find('@'))) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && std::isalnum(byte) != 0) {
      slug += static_cast<char>(std::tolower(byte));
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
    if (slug.size() == longest) break;
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug.empty() ? "account" : slug;
}

/// The groups of an account by where they are.
struct HeldGroups {
  std::vector<GroupMembership> organization{};
  std::map<std::string, std::set<std::string>> projects{};  ///< names by name of the project
  std::vector<std::string> entra{};                         ///< labels
};

class Drafting {
 public:
  Drafting(const DraftRequest& request, const Catalogue& catalogue, const Snapshot& snapshot,
           const EvaluateOptions& options, std::map<std::string, std::set<FactKey>>* missing)
      : request_(request),
        catalogue_(catalogue),
        snapshot_(snapshot),
        options_(options),
        missing_(missing),
        key_(fold_case(request.organization)),
        facts_(view(), catalogue, options.accept_materialised) {}

  Result<Draft> run() {
    const auto account = find_the_account();
    if (!account) return account.error();
    if (is_waiting()) return nothing_yet();
    identity_ = account.value();
    name_the_integration();
    read_everything();
    if (is_waiting()) return nothing_yet();

    add_account_topics();
    add_token_topics();
    add_access_topic();
    add_group_topics();
    if (!add_thing_topics()) return nothing_yet();
    if (!add_permission_topics()) return nothing_yet();
    if (!choose_rules()) return nothing_yet();
    if (draft_.policy.rules.empty()) {
      return Error{Error::Kind::bad_response, request_.account, "nothing about it could be read"};
    }
    return std::move(draft_);
  }

 private:
  static Error nothing_yet() { return {Error::Kind::bad_response, "", "not everything was read yet"}; }

  View view() const {
    const auto found = snapshot_.organizations.find(key_);
    const Organization* organization = found == snapshot_.organizations.end() ? nullptr : &found->second;
    return {organization, organization == nullptr ? request_.organization : organization->name,
            missing_ == nullptr ? nullptr : &(*missing_)[key_], options_.ask_graph};
  }

  bool is_waiting() const {
    return missing_ != nullptr &&
           std::ranges::any_of(*missing_, [](const auto& entry) { return !entry.second.empty(); });
  }

  Result<const Identity*> find_the_account() {
    const auto wanted = account_called(request_.account, facts_.view());
    if (is_waiting()) return static_cast<const Identity*>(nullptr);
    if (!wanted) return wanted.error();
    // Who the auditor is decides what an absence is worth.
    facts_.view().connection();
    const AccountAnswer& answer = facts_.account(wanted.value());
    if (is_waiting()) return static_cast<const Identity*>(nullptr);
    if (answer.identity != nullptr) return answer.identity;
    if (answer.nobody) {
      return Error{Error::Kind::usage, request_.account,
                   "nobody is called so in " + request_.organization +
                       "; `patrol discover` lists the accounts that look like integrations"};
    }
    std::string why = "which account it is could not be told";
    for (const Gap& gap : answer.support.gaps) {
      why += ": " + gap.reason + (gap.grant.empty() ? "" : "; " + gap.grant);
    }
    return Error{Error::Kind::bad_response, request_.account, why};
  }

  void name_the_integration() {
    Integration& integration = draft_.integration;
    draft_.account = account_name(*identity_);
    integration.name = request_.name.empty() ? slug_of(draft_.account) : request_.name;
    integration.policy = integration.name + "-rights";
    integration.organization = facts_.view().organization_name();
    integration.account = lasting_selector(*identity_, request_.account, facts_);
    if (integration.account.kind == AccountSelector::Kind::email)
      integration.email = integration.account.value;
    draft_.policy.id = integration.policy;
    draft_.policy.title = "What the account of " + integration.name + " holds";
  }

  bool may_own_tokens() const { return !is_service_principal(*identity_) && !is_build_service(*identity_); }

  /// Side by side what the topics are made of.
  void read_everything() {
    facts_.view().projects();
    facts_.view().group_names();
    facts_.view().namespaces();
    facts_.auditor_is_administrator();
    facts_.memberships().read_groups_of(*identity_);
    if (may_own_tokens()) facts_.view().tokens(identity_->subject_descriptor);
    if (!is_build_service(*identity_)) find_licence(facts_.view(), catalogue_, *identity_);
  }

  void leave_out(Why why, std::string what, const Gap& gap) {
    draft_.left_out.push_back(
        {.why = why, .what = std::move(what), .reason = gap.reason, .grant = gap.grant});
  }

  void add_topic(std::string what, std::vector<Rule> tightest, bool is_quiet = false) {
    topics_.push_back({.what = std::move(what), .ways = {std::move(tightest)}, .is_quiet = is_quiet});
  }

  void add_account_topics() {
    const auto state = [](AccountState wanted) { return Requirement{wanted}; };
    const bool is_principal = is_service_principal(*identity_);
    add_topic("the account is active", {draft_rule("account.active", "The account is active", Severity::high,
                                                   Mode::require, state({.active = true}))});
    if (!is_build_service(*identity_)) {
      const auto kind = is_principal ? AccountState::Kind::service_principal : AccountState::Kind::user;
      add_topic("what kind of account it is",
                {draft_rule("account.kind",
                            is_principal ? "The account is a service principal" : "The account is a user",
                            Severity::low, Mode::require, state({.kind = kind}))});
    }
    if (draft_.integration.email.empty()) return;
    add_topic("nobody else has its address",
              {draft_rule("account.unique", "Nobody else has its address", Severity::medium, Mode::require,
                          state({.unique = true}))});
    add_topic("its address is written as in its profile",
              {draft_rule("account.email", "The address is written as in the profile", Severity::medium,
                          Mode::require, state({.email_exact = true}))});
  }

  void add_token_topics() {
    if (!may_own_tokens()) return;
    const auto& listed = facts_.view().tokens(identity_->subject_descriptor).known;
    const TokenChoice choice = choose_token(listed, request_.token, options_.now);
    if (choice.unknown) leave_out(Why::unread, "what its token may do", *choice.unknown);
    if (!choice.note.empty()) draft_.notes.push_back(choice.note);
    const Token* const token = choice.token;
    if (token == nullptr) return;
    draft_.integration.pat = choice.selector;
    const auto state = [](PatState wanted) { return Requirement{std::move(wanted)}; };
    add_topic("its token is valid", {draft_rule("pat.valid", "The token is valid", Severity::high,
                                                Mode::require, state({.valid = true}))});
    add_topic("its token has two weeks left",
              {draft_rule("pat.expiry", "The token has two weeks left", Severity::medium, Mode::require,
                          state({.min_days_left = Amount{.number = days_left}}))});
    add_lifetime_topic(*token);
    const bool is_for_all = !token->target_accounts;
    add_topic("for which organizations its token is",
              {draft_rule("pat.organization",
                          is_for_all ? "The token is for all organizations"
                                     : "The token is for this organization alone",
                          Severity::medium, Mode::require,
                          state({.one_organization = !is_for_all, .all_organizations = is_for_all}))});
    add_scope_topic(*token);
  }

  void add_lifetime_topic(const Token& token) {
    if (!token.valid_from || !token.valid_to) return;
    const auto days = std::chrono::ceil<std::chrono::days>(*token.valid_to - *token.valid_from).count();
    if (days < 1 || days > 36'500) return;
    add_topic("how long its token lives",
              {draft_rule("pat.lifetime", "The token lives no longer than it does today", Severity::medium,
                          Mode::require,
                          {PatState{.max_lifetime_days = Amount{.number = static_cast<int>(days)}}})});
  }

  void add_scope_topic(const Token& token) {
    PatScopes known;
    std::vector<std::string> unknown;
    for (const std::string& scope : token.scopes) {
      (catalogue_.find_scope(scope) != nullptr ? known.ids : unknown).push_back(scope);
    }
    sort_unique(known.ids);
    if (!unknown.empty()) {
      draft_.notes.push_back("The token holds what patrol does not know, and no rule bounds its scopes: " +
                             join_words(unknown));
    }
    if (known.ids.empty()) return;
    const auto rule = [&](std::string title, Mode mode) {
      return std::vector{draft_rule("pat.scopes", std::move(title), Severity::high, mode, {known})};
    };
    DraftTopic topic{.what = "which scopes its token holds"};
    if (unknown.empty()) {
      topic.ways.push_back(rule("The token holds these scopes and no others", Mode::exactly));
    }
    topic.ways.push_back(rule("The token holds these scopes", Mode::require));
    topics_.push_back(std::move(topic));
  }

  void add_access_topic() {
    if (is_build_service(*identity_)) return;
    const std::string what = "which access level it has";
    const LicenceAnswer licence = find_licence(facts_.view(), catalogue_, *identity_);
    if (!licence.level) {
      for (const Gap& gap : licence.support.gaps) leave_out(Why::unread, what, gap);
      return;
    }
    // Nobody needs to have none: the language has no word for it.
    if (*licence.level == AccessLevel::none) {
      draft_.notes.push_back("It holds no access level: " + licence.observed);
      return;
    }
    add_topic(what, {draft_rule("account.access-level", "The account has this access level", Severity::low,
                                Mode::exactly, {AccessAtLeast{*licence.level}})});
  }

  const Project* project_of(const std::string& folded_domain) const {
    constexpr std::string_view prefix = "vstfs:///classification/teamproject/";
    if (!folded_domain.starts_with(prefix)) return nullptr;
    const std::string_view id = std::string_view(folded_domain).substr(prefix.size());
    const auto& projects = facts_.view().projects().known.items;
    const auto found =
        std::ranges::find_if(projects, [&](const Project& each) { return same_name(each.id, id); });
    return found == projects.end() ? nullptr : &*found;
  }

  /// A policy names it as one of the organization's, where no other comes before it.
  void add_entra_group(const std::string& descriptor, const std::string& label, HeldGroups& held) {
    const std::string name(local_name(label));
    if (!is_sayable(name)) {
      leave_out(Why::no_words, "its membership of " + label,
                {.kind = Gap::Kind::not_decidable,
                 .what = {},
                 .reason = "a file can not hold the name",
                 .grant = {}});
    } else if (same_name(facts_.groups().in_organization(name).descriptor, descriptor)) {
      held.organization.push_back({Place{}, name});
    } else {
      held.entra.push_back(label);
    }
  }

  HeldGroups held_groups() {
    HeldGroups held;
    std::map<std::string, const GroupName*> by_descriptor;
    for (const GroupName& group : facts_.view().group_names().known.items) {
      if (const auto descriptor = group_identity_descriptor(group.descriptor)) {
        by_descriptor.emplace(fold_case(*descriptor), &group);
      }
    }
    for (const std::string& descriptor : facts_.memberships().groups_of(*identity_)) {
      if (is_filled_by_the_service(descriptor)) continue;
      const std::string label = facts_.memberships().group_label(descriptor);
      if (entra_group_object_id(descriptor)) {
        add_entra_group(descriptor, label, held);
        continue;
      }
      const auto found = by_descriptor.find(descriptor);
      const std::string domain = found == by_descriptor.end() ? "" : fold_case(found->second->domain);
      const std::string name(found == by_descriptor.end() ? "" : local_name(found->second->principal_name));
      const Project* const project = project_of(domain);
      if (!name.empty() && (!is_sayable(name) || (project != nullptr && !is_sayable(project->name)))) {
        leave_out(Why::no_words, "its membership of " + label,
                  {.kind = Gap::Kind::not_decidable,
                   .what = {},
                   .reason = "a file can not hold the name",
                   .grant = {}});
      } else if (domain.starts_with("vstfs:///framework/identitydomain/")) {
        held.organization.push_back({Place{}, name});
      } else if (project != nullptr) {
        held.projects[project->name].insert(name);
      } else {
        leave_out(Why::unread, "its membership of " + label,
                  {.kind = Gap::Kind::not_decidable,
                   .what = {},
                   .reason = "where the group belongs is not known",
                   .grant = "read the groups and projects as a Project Collection Administrator"});
      }
    }
    std::ranges::sort(held.organization, {}, &GroupMembership::group);
    return held;
  }

  void add_group_topics() {
    const HeldGroups held = held_groups();
    for (const auto& [project, groups] : held.projects) draft_.integration.projects.push_back(project);
    if (!held.entra.empty()) {
      draft_.notes.push_back("It is in these groups of Entra, which no name in a policy means alone: " +
                             join_words(held.entra));
    }
    add_organization_groups(held);
    add_administrator_topic();
    add_project_groups(held);
    add_other_projects(held);
  }

  void add_organization_groups(const HeldGroups& held) {
    const std::string what = "which groups of the organization it is in";
    if (held.organization.empty()) {
      add_topic(what, {draft_rule("org.groups",
                                  "It is in no group of the organization but what these rules rest on",
                                  Severity::high, Mode::at_most, {Groups{.required_only = true}})});
      return;
    }
    const Groups groups{.groups = held.organization};
    topics_.push_back(
        {.what = what,
         .ways = {{draft_rule("org.groups", "It is in these groups of the organization and in no others",
                              Severity::high, Mode::exactly, {groups})},
                  {draft_rule("org.groups", "It is in these groups of the organization", Severity::medium,
                              Mode::require, {groups})}}});
  }

  void add_administrator_topic() {
    Roles administrator;
    administrator.roles.push_back({.place = {}, .role = RoleHeld::Role::admin});
    add_topic("it does not administer the organization",
              {draft_rule("org.no-admin", "It does not administer the organization", Severity::critical,
                          Mode::forbid, {administrator})},
              true);
  }

  void add_project_groups(const HeldGroups& held) {
    if (held.projects.empty()) return;
    const auto& first = held.projects.begin()->second;
    const auto is_like_the_first = [&](const auto& entry) { return entry.second == first; };
    const bool is_same = std::ranges::all_of(held.projects, is_like_the_first);
    Groups groups;
    for (const auto& [project, names] : held.projects) {
      const Place place =
          is_same ? Place{Place::Kind::each_project, ""} : Place{Place::Kind::named_project, project};
      for (const std::string& name : names) groups.groups.push_back({place, name});
      if (is_same) break;
    }
    const auto for_each = is_same ? Rule::ForEach::project : Rule::ForEach::nothing;
    topics_.push_back(
        {.what = "which groups of its projects it is in",
         .ways = {{draft_rule("project.groups", "It is in these groups of its projects and in no others",
                              Severity::medium, Mode::exactly, {groups}, for_each)},
                  {draft_rule("project.groups", "It is in these groups of its projects", Severity::medium,
                              Mode::require, {groups}, for_each)}}});
  }

  void add_other_projects(const HeldGroups& held) {
    const auto& listed = facts_.view().projects().known;
    if (listed.rest) {
      leave_out(Why::unread, "that it has no role in other projects", *listed.rest);
      return;
    }
    std::vector<std::string> others;
    for (const Project& project : listed.items) {
      if (!held.projects.contains(project.name) && is_sayable(project.name)) others.push_back(project.name);
    }
    if (others.size() > most_other_projects) {
      draft_.notes.push_back(
          "Of the " + std::to_string(others.size()) +
          " other projects, in none of which it was seen, no rule speaks: they are too many");
      Roles all;
      for (const std::string& project : others) {
        all.roles.push_back({.place = {Place::Kind::named_project, project}, .role = RoleHeld::Role::reader});
      }
      topics_.push_back(
          {.what = "that it has no role in the other projects",
           .ways = {{draft_rule(std::string(other_projects_id), "It has no role in the other projects",
                                Severity::medium, Mode::forbid, {all})}},
           .is_quiet = true,
           .is_only_asked = true});
      return;
    }
    std::ranges::sort(others);
    for (const std::string& project : others) {
      Roles roles;
      roles.roles.push_back({.place = {Place::Kind::named_project, project}, .role = RoleHeld::Role::reader});
      add_topic("that it has no role in the project " + project,
                {draft_rule(std::string(other_projects_id), "It has no role in the other projects",
                            Severity::medium, Mode::forbid, {roles})},
                true);
    }
  }

  /// False while facts are missing.
  bool add_thing_topics() {
    DraftPart roles = draft_roles(facts_, catalogue_, *identity_, draft_.integration.projects);
    DraftPart hooks = draft_hooks(facts_, *identity_);
    if (is_waiting()) return false;
    for (DraftPart* part : {&roles, &hooks}) {
      std::ranges::move(part->topics, std::back_inserter(topics_));
      std::ranges::move(part->left_out, std::back_inserter(draft_.left_out));
      std::ranges::move(part->notes, std::back_inserter(draft_.notes));
    }
    return true;
  }

  /// A namespace of the catalogue with what the service lists of it.
  struct Probed {
    const Catalogue::SecurityNamespace* known = nullptr;
    const SecurityNamespace* live = nullptr;
  };

  /// Those that can be asked at the level. What the service does not list is told.
  std::vector<Probed> namespaces_at(Permission::Level level, const std::string& what) {
    std::vector<Probed> spaces;
    const auto& listed = facts_.view().namespaces().known;
    for (const Catalogue::SecurityNamespace& known : catalogue_.namespaces) {
      if (known.form_at(level) == nullptr) continue;
      const auto live = std::ranges::find(listed.items, known.id, &SecurityNamespace::id);
      if (live != listed.items.end()) spaces.push_back({&known, &*live});
    }
    if (listed.rest) leave_out(Why::unread, what, *listed.rest);
    return spaces;
  }

  /// One rule for each action of the namespaces, so that each is decided as an audit decides it. Forbidden,
  /// since most are not allowed: a failure costs the search for what would mend it.
  static Policy probe_policy(const std::vector<Probed>& spaces, Permission::Level level) {
    Policy policy;
    policy.id = std::string(probe_id);
    const bool is_of_organization = level == Permission::Level::organization;
    for (const Probed& space : spaces) {
      for (const SecurityNamespace::Action& action : space.live->actions) {
        const Catalogue::Action* const known = space.known->find_action(action.name);
        if (known == nullptr || (action.bit & space.live->system_bits) != 0) continue;
        const Permission permission{
            .level = level,
            .place = {is_of_organization ? Place::Kind::organization : Place::Kind::each_project, ""},
            .namespace_id = space.known->id,
            .namespace_name = space.known->name,
            .action = known->name,
            .words = space.known->name + "/" + known->name};
        policy.rules.push_back(
            draft_rule(space.known->id + "." + known->name, known->name, Severity::medium, Mode::forbid,
                       {Permissions{.permissions = {permission}}},
                       is_of_organization ? Rule::ForEach::nothing : Rule::ForEach::project));
      }
    }
    return policy;
  }

  /// What an audit of these rules says; nothing while facts for it are still to be read.
  std::optional<Audit> audit_of(Policy policy) {
    Integration integration = draft_.integration;
    integration.policy = policy.id;
    PolicySet policies;
    policies.emplace(policy.id, std::move(policy));
    EvaluateOptions options = options_;
    options.only.clear();
    options.waivers.clear();
    if (missing_ != nullptr) {
      for (auto& [key, facts] : missing_facts(policies, {integration}, catalogue_, snapshot_, options)) {
        (*missing_)[key].merge(facts);
      }
      if (is_waiting()) return std::nullopt;
    }
    return evaluate(policies, {integration}, catalogue_, snapshot_, options);
  }

  using HeldByNamespace = std::map<std::string, std::map<std::string, HeldActions>>;  ///< and by project

  /// Sorts what is allowed from what is not; nothing while facts are missing.
  std::optional<HeldByNamespace> held_actions(const std::vector<Probed>& spaces, Permission::Level level,
                                              const std::string& what) {
    const Policy probe = probe_policy(spaces, level);
    const auto audit = audit_of(probe);
    if (!audit) return std::nullopt;
    HeldByNamespace all;
    for (const Finding& finding : audit->findings) {
      const Rule& rule = probe.rules.at(finding.rule);
      const auto& permission = std::get<Permissions>(rule.requirement.kind).permissions.front();
      HeldActions& held = all[permission.namespace_id][finding.project.value_or("")];
      if (finding.verdict == Verdict::fail) held.allowed.push_back(permission);
      if (finding.verdict == Verdict::pass) held.denied.push_back(permission);
      held.is_open = held.is_open || finding.verdict == Verdict::inconclusive;
    }
    leave_out_gaps(*audit, what);
    return all;
  }

  /// What stands behind findings that could not be decided, each reason once.
  void leave_out_gaps(const Audit& audit, const std::string& what) {
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> unknown;  // by reason and advice
    for (const AuditedGap& each : audit.gaps) {
      unknown[{each.gap.reason, each.gap.grant}].push_back(each.gap.what);
    }
    for (const auto& [why, things] : unknown) {
      std::string reason = things.front();
      if (things.size() > 1) reason += " and " + std::to_string(things.size() - 1) + " more";
      draft_.left_out.push_back(
          {.why = Why::unread, .what = what, .reason = reason + ": " + why.first, .grant = why.second});
    }
  }

  /// A topic for each namespace. The first of a level, its own settings, has the plain name.
  bool add_permission_topics(Permission::Level level, const std::string& prefix, const std::string& where,
                             const std::vector<Probed>& spaces) {
    const std::string what = "what it may do " + where;
    const auto held = held_actions(spaces, level, what);
    if (!held) return false;
    for (const Probed& space : spaces) {
      const std::string& name = space.known->name;
      const auto found = held->find(space.known->id);
      if (found == held->end()) continue;
      const std::string id =
          space.known == spaces.front().known ? prefix : concat({prefix, ".", slug_of(name)});
      const std::string title = concat({name, ": ", where, " it may do"});
      std::vector<HeldActions> places;
      places.reserve(found->second.size());
      for (const auto& [project, actions] : found->second) places.push_back(actions);
      const std::string about = concat({what, " (", name, ")"});
      topics_.push_back(level == Permission::Level::organization
                            ? permission_topic(id, title, about, places.front(), Rule::ForEach::nothing)
                            : permission_topic(id, title, about, places));
    }
    return true;
  }

  /// False while facts are missing.
  bool add_permission_topics() {
    const std::string at_organization = "at the organization";
    const std::string in_projects = "in its projects";
    const auto organization =
        namespaces_at(Permission::Level::organization, "what it may do at the organization");
    std::vector<Probed> project;
    const std::size_t projects = draft_.integration.projects.size();
    if (projects > 0) project = namespaces_at(Permission::Level::project, "what it may do in its projects");
    if (projects > most_projects_throughout && project.size() > 1) {
      project.resize(1);
      draft_.notes.push_back("Of its " + std::to_string(projects) +
                             " projects only what it may do in their own settings was looked at: they are "
                             "too many for more");
    }
    note_namespaces_not_probed(organization, project);
    // Both are asked for before either is judged: what is missing is then read side by side.
    const bool has_organization = add_permission_topics(Permission::Level::organization, "org.permissions",
                                                        at_organization, organization);
    const bool has_projects =
        projects == 0 ||
        add_permission_topics(Permission::Level::project, "project.permissions", in_projects, project);
    return has_organization && has_projects;
  }

  /// What stands in no rule is not said to be bounded.
  void note_namespaces_not_probed(const std::vector<Probed>& organization,
                                  const std::vector<Probed>& project) {
    std::set<std::string> ids;
    std::set<std::string> names;
    for (const auto* spaces : {&organization, &project}) {
      for (const Probed& space : *spaces) {
        ids.insert(space.known->id);
        names.insert(fold_case(space.known->name));
      }
    }
    std::vector<std::string> others;
    const auto& listed = facts_.view().namespaces().known.items;
    for (const SecurityNamespace& space : listed) {
      if (ids.contains(space.id)) continue;
      // Some are called alike.
      const std::string name(trim(space.name));
      others.push_back(names.contains(fold_case(name)) ? concat({name, " (", space.id, ")"}) : name);
    }
    for (const Catalogue::SecurityNamespace& space : catalogue_.namespaces) {
      const bool can_be_asked = space.form_at(Permission::Level::organization) != nullptr ||
                                space.form_at(Permission::Level::project) != nullptr;
      const bool is_listed = std::ranges::find(listed, space.id, &SecurityNamespace::id) != listed.end();
      if (can_be_asked && !is_listed) others.push_back(space.name + ", which the service does not list");
    }
    if (others.empty()) return;
    sort_unique(others);
    draft_.notes.push_back("Of these security namespaces no rule speaks: " + join_words(others));
  }

  /// Takes of each topic the tightest way that passes; false while facts are missing.
  bool choose_rules() {
    Policy all = trial_of(topics_);
    all.id = std::string(probe_id);
    const auto audit = audit_of(std::move(all));
    if (!audit) return false;
    DraftChoice choice = choose(topics_, *audit);
    draft_.policy.rules = std::move(choice.rules);
    std::ranges::move(choice.left_out, std::back_inserter(draft_.left_out));
    return true;
  }

  const DraftRequest& request_;
  const Catalogue& catalogue_;
  const Snapshot& snapshot_;
  const EvaluateOptions& options_;
  std::map<std::string, std::set<FactKey>>* missing_;
  std::string key_;
  Facts facts_;
  const Identity* identity_ = nullptr;
  std::vector<DraftTopic> topics_;
  Draft draft_;
};

}  // namespace

Result<Draft> make_draft(const DraftRequest& request, const Catalogue& catalogue, const Snapshot& snapshot,
                         const EvaluateOptions& options) {
  return Drafting(request, catalogue, snapshot, options, nullptr).run();
}

std::map<std::string, std::set<FactKey>> missing_for_draft(const DraftRequest& request,
                                                           const Catalogue& catalogue,
                                                           const Snapshot& snapshot,
                                                           const EvaluateOptions& options) {
  std::map<std::string, std::set<FactKey>> missing;
  [[maybe_unused]] const auto unfinished = Drafting(request, catalogue, snapshot, options, &missing).run();
  std::erase_if(missing, [](const auto& entry) { return entry.second.empty(); });
  return missing;
}

}  // namespace patrol
