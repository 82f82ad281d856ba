#include "examples/emulator/build.h"

#include "auditor/model/text.h"
#include "examples/emulator/access.h"
#include "examples/emulator/catalogue.h"
#include "examples/emulator/ids.h"
#include "examples/emulator/membership.h"
#include "examples/emulator/people.h"
#include "examples/emulator/standard.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace patrol::emulator {
namespace {

constexpr std::string_view valid_users_name = "Project Collection Valid Users";

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

class Builder {
 public:
  explicit Builder(const Description& description) : description_(description) {}

  Result<Organization, std::vector<Error>> build() {
    start();
    add_projects();
    add_standard_groups();
    add_people();
    add_groups();
    fill_groups();
    fill_valid_users();
    grant_standard_rights();
    grant_described_rights();
    add_tokens();
    add_subscriptions();
    add_faults();
    index();
    if (!errors_.empty()) return std::move(errors_);
    return std::move(result_);
  }

 private:
  void problem(const Word& word, std::string what) {
    errors_.push_back({.kind = Error::Kind::file, .where = word.where, .what = std::move(what)});
  }

  void start() {
    result_.name = description_.name.text;
    result_.id = or_derived(description_.id, "organization/" + result_.name);
    result_.tenant = or_derived(description_.tenant, result_.id + "/tenant");
  }

  static std::string or_derived(const std::string& given, const std::string& seed) {
    return given.empty() ? guid_for(seed) : fold_case(given);
  }

  void add_projects() {
    for (const ProjectEntry& entry : description_.projects) {
      const std::string seed = result_.id + "/project/" + entry.name.text;
      Project project{.id = or_derived(entry.id, seed),
                      .name = entry.name.text,
                      .description = entry.description,
                      .visibility = entry.visibility,
                      .state = entry.state,
                      .scope_id = guid_for(seed + "/scope"),
                      .area_id = guid_for(seed + "/area"),
                      .iteration_id = guid_for(seed + "/iteration"),
                      .team_id = {},
                      .repositories = {},
                      .pipelines = {}};
      std::vector<std::string> repositories = entry.repositories;
      if (repositories.empty()) repositories = {entry.name.text};
      for (const std::string& name : repositories)
        project.repositories.push_back({.id = guid_for(seed + "/repository/" + name), .name = name});
      for (const std::string& name : entry.pipelines)
        project.pipelines.push_back({.id = std::to_string(project.pipelines.size() + 1), .name = name});
      const bool fresh =
          result_.project_by_word.emplace(fold_case(entry.name.text), result_.projects.size()).second;
      if (!fresh) problem(entry.name, fmt::format("there are two projects `{}`", entry.name.text));
      result_.project_by_word.emplace(project.id, result_.projects.size());
      result_.projects.push_back(std::move(project));
    }
  }

  SubjectId add(Subject subject, const std::string& word) {
    const SubjectId id = result_.subjects.size();
    if (!names_.emplace(fold_case(word), id).second)
      errors_.push_back({.kind = Error::Kind::file,
                         .where = description_.name.where,
                         .what = fmt::format("two users or groups are called `{}`", word)});
    result_.subjects.push_back(std::move(subject));
    return id;
  }

  SubjectId add_group(std::string_view name, std::string_view description, std::string_view tail,
                      std::optional<std::size_t> project) {
    const std::string scope = project ? result_.projects[*project].scope_id : result_.id;
    const std::string sid_tail = tail.empty() ? custom_sid_tail(scope, name) : std::string(tail);
    const std::string word =
        project ? fmt::format("{}\\{}", result_.projects[*project].name, name) : std::string(name);
    return add(make_group(name, description, sid_tail, project, result_), word);
  }

  void add_standard_groups() {
    for (const StandardGroup& group : organization_groups())
      add_group(group.name, group.description, group.sid_tail, std::nullopt);
    result_.administrators = named("Project Collection Administrators");
    const SubjectId everybody = named(valid_users_name);
    for (const StandardGroup& group : organization_groups())
      if (group.name != valid_users_name) join(named(group.name), everybody);
    add_build_service("Project Collection", result_.id);
    for (std::size_t i = 0; i < result_.projects.size(); ++i) add_project_groups(i);
  }

  /// Readers, Contributors, the team and the administrators are in Project Valid Users, and those in Project
  /// Collection Valid Users (API.md 4.5).
  void add_project_groups(std::size_t index) {
    Project& project = result_.projects[index];
    std::vector<SubjectId> groups;
    for (const StandardGroup& group : project_groups())
      groups.push_back(add_group(group.name, group.description, group.sid_tail, index));
    const SubjectId team = add_group(project.name + " Team", "The default project team.", "", index);
    groups.push_back(team);
    project.team_id = result_.subject(team).storage_key;
    project.readers = named(project.name + "\\Readers");
    project.valid_users = named(project.name + "\\Project Valid Users");
    join(team, named(project.name + "\\Contributors"));
    for (const SubjectId group : groups)
      if (group != project.valid_users) join(group, project.valid_users);
    join(project.valid_users, named(valid_users_name));
    add_build_service(project.name, project.id);
  }

  void add_build_service(const std::string& scope_name, const std::string& scope_id) {
    Subject service = make_build_service(scope_name, scope_id, result_);
    const std::string word = service.name;
    join(add(std::move(service), word), named("Project Collection Build Service Accounts"));
  }

  void add_people() {
    for (const UserEntry& entry : description_.users) add(make_user(entry, result_), entry.account.text);
    for (const EntraGroupEntry& entry : description_.entra_groups)
      add(make_entra_group(entry, result_), entry.name.text);
  }

  /// Makes the groups that are neither Azure DevOps' own nor Entra's.
  void add_groups() {
    for (const GroupEntry& entry : description_.groups) {
      if (names_.contains(fold_case(entry.name.text))) continue;
      const std::size_t slash = entry.name.text.find('\\');
      if (slash == std::string::npos) {
        add_group(entry.name.text, entry.description, "", std::nullopt);
        continue;
      }
      const auto project = result_.project_by_word.find(fold_case(entry.name.text.substr(0, slash)));
      if (project == result_.project_by_word.end()) {
        problem(entry.name, fmt::format("there is no project `{}`", entry.name.text.substr(0, slash)));
        continue;
      }
      const SubjectId group =
          add_group(entry.name.text.substr(slash + 1), entry.description, "", project->second);
      join(group, result_.projects[project->second].valid_users);
    }
  }

  void fill_groups() {
    for (const GroupEntry& entry : description_.groups) fill(entry.name, entry.members, false);
    for (const EntraGroupEntry& entry : description_.entra_groups) {
      fill(entry.name, entry.members, false);
      fill(entry.name, entry.hidden, true);
    }
  }

  void fill(const Word& group_word, const std::vector<Word>& members, bool hidden) {
    const auto group = names_.find(fold_case(group_word.text));
    if (group == names_.end()) return;  // already told
    for (const Word& word : members) {
      const std::optional<SubjectId> member = resolve(word);
      if (!member) continue;
      if (hidden) {
        result_.subjects[*member].hidden_groups.push_back(group->second);
      } else {
        join(*member, group->second);
      }
    }
  }

  /// The server keeps everybody who was added to the organization in this group.
  void fill_valid_users() {
    const SubjectId everybody = named(valid_users_name);
    for (SubjectId id = 0; id < result_.subjects.size(); ++id) {
      if (id == everybody || result_.subject(id).deleted) continue;
      const auto above = groups_above(result_, id);
      if (std::ranges::find(above, everybody) == above.end()) join(id, everybody);
    }
  }

  void join(SubjectId member, SubjectId group) {
    std::vector<SubjectId>& groups = result_.subjects[member].groups;
    if (std::ranges::find(groups, group) != groups.end()) return;
    groups.push_back(group);
    result_.subjects[group].members.push_back(member);
  }

  SubjectId named(std::string_view word) const { return names_.at(fold_case(word)); }

  std::optional<SubjectId> resolve(const Word& word) {
    const auto found = names_.find(fold_case(word.text));
    if (found != names_.end()) return found->second;
    problem(word, fmt::format("there is no user or group `{}`", word.text));
    return std::nullopt;
  }

  AccessList& list(const Namespace& name_space, const std::string& token) {
    AccessList& found = result_.access[name_space.id][fold_token(name_space, token)];
    if (found.token.empty()) found.token = token;
    return found;
  }

  void grant_standard_rights() {
    for (const StandardGrant& grant : standard_grants()) {
      const Namespace& name_space = *find_namespace(grant.name_space);
      const std::uint32_t allow = grant.allow == everything ? all_bits(name_space) : grant.allow;
      if (grant.token.find('{') == std::string_view::npos) {
        list(name_space, std::string(grant.token)).entries[named(grant.group)].allow = allow;
        continue;
      }
      for (const Project& project : result_.projects) {
        std::string token = replace_all(std::string(grant.token), "{project}", project.id);
        token = replace_all(std::move(token), "{area}", project.area_id);
        token = replace_all(std::move(token), "{iteration}", project.iteration_id);
        const auto own = names_.find(fold_case(fmt::format("{}\\{}", project.name, grant.group)));
        const SubjectId group = own == names_.end() ? named(grant.group) : own->second;
        list(name_space, token).entries[group].allow = allow;
      }
    }
  }

  /// `{Project}`, `{Project/repository}`, `{Project:area}` and `{Project:iteration}` become their ids.
  std::string with_ids(const Word& token) {
    std::string text = token.text;
    for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open)) {
      const std::size_t close = text.find('}', open);
      if (close == std::string::npos) break;
      const std::string name = text.substr(open + 1, close - open - 1);
      const std::string id = id_of(name);
      if (id.empty()) problem(token, fmt::format("there is no project or repository `{}`", name));
      text.replace(open, close - open + 1, id);
    }
    return text;
  }

  std::string id_of(const std::string& name) const {
    const std::size_t cut = name.find_first_of("/:");
    const Project* project = result_.find_project(name.substr(0, cut));
    if (project == nullptr) return {};
    if (cut == std::string::npos) return project->id;
    const std::string part = name.substr(cut + 1);
    if (name[cut] == ':')
      return part == "area" ? project->area_id : part == "iteration" ? project->iteration_id : "";
    for (const Named& repository : project->repositories)
      if (same_name(repository.name, part)) return repository.id;
    return {};
  }

  void grant_described_rights() {
    for (const AccessEntry& entry : description_.access) {
      const Namespace* name_space = find_namespace(entry.name_space.text);
      if (name_space == nullptr) {
        problem(entry.name_space, fmt::format("there is no namespace `{}`", entry.name_space.text));
        continue;
      }
      AccessList& target = list(*name_space, with_ids(entry.token));
      if (entry.inherit) target.inherit = *entry.inherit;
      if (entry.who.text.empty()) continue;
      const std::optional<SubjectId> who = resolve(entry.who);
      if (!who) continue;
      const std::uint32_t allow = bits(*name_space, entry.allow);
      const std::uint32_t deny = bits(*name_space, entry.deny);
      Entry& own = target.entries[*who];
      own.allow = (own.allow | allow) & ~deny;
      own.deny = (own.deny | deny) & ~allow;
    }
  }

  std::uint32_t bits(const Namespace& name_space, const std::vector<Word>& words) {
    std::uint32_t sum = 0;
    for (const Word& word : words) {
      const auto action = std::ranges::find_if(name_space.actions, [&](const Action& candidate) {
        return same_name(candidate.name, word.text) || same_name(candidate.title, word.text);
      });
      if (action == name_space.actions.end()) {
        problem(word, fmt::format("`{}` is no permission of the namespace {}", word.text, name_space.name));
      } else {
        sum |= action->bit;
      }
    }
    return sum;
  }

  void add_tokens() {
    for (const TokenEntry& entry : description_.tokens) {
      const std::optional<SubjectId> owner = resolve(entry.owner);
      if (!owner) continue;
      Token token{.owner = *owner,
                  .id = or_derived(entry.id, fmt::format("{}/token/{}/{}/{}", result_.id, entry.owner.text,
                                                         entry.name, result_.tokens.size())),
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
          problem(scope,
                  fmt::format("`{}` is no scope; they look like `vso.code` or are `app_token`", scope.text));
        token.scopes.push_back(scope.text);
      }
      for (const std::string& name : entry.organizations.value_or(std::vector{result_.name}))
        token.target_accounts.push_back(is_guid(name)                   ? name
                                        : same_name(name, result_.name) ? result_.id
                                                                        : guid_for("organization/" + name));
      if (!entry.secret.empty())
        result_.credentials[entry.secret] = {.owner = *owner, .token = result_.tokens.size()};
      result_.tokens.push_back(std::move(token));
    }
    for (const BearerEntry& entry : description_.bearers)
      if (const std::optional<SubjectId> owner = resolve(entry.owner))
        result_.credentials[entry.secret] = {.owner = *owner, .token = std::nullopt};
  }

  void add_subscriptions() {
    for (const SubscriptionEntry& entry : description_.subscriptions) {
      const auto project = result_.project_by_word.find(fold_case(entry.project.text));
      if (project == result_.project_by_word.end()) {
        problem(entry.project, fmt::format("there is no project `{}`", entry.project.text));
        continue;
      }
      const std::optional<SubjectId> creator = resolve(entry.created_by);
      if (!creator) continue;
      result_.subscriptions.push_back(
          {.id = guid_for(fmt::format("{}/subscription/{}", result_.id, result_.subscriptions.size())),
           .project = project->second,
           .event = entry.event,
           .url = entry.url,
           .status = entry.status,
           .created_by = *creator,
           .created = entry.created});
    }
  }

  void add_faults() {
    for (FaultRule rule : description_.faults) {
      rule.organization = result_.name;
      const std::size_t open = rule.path.find('{');
      const std::size_t close = rule.path.find('}');
      if (open != std::string::npos && close != std::string::npos && open < close) {
        const Word account{.text = rule.path.substr(open + 1, close - open - 1),
                           .where = description_.name.where};
        if (const std::optional<SubjectId> subject = resolve(account))
          rule.path.replace(open, close - open + 1, result_.subject(*subject).descriptor);
      }
      result_.faults.push_back(std::move(rule));
    }
  }

  void index() {
    for (SubjectId id = 0; id < result_.subjects.size(); ++id) {
      const Subject& subject = result_.subject(id);
      for (const std::string& key : {subject.storage_key, subject.descriptor, subject.identity_descriptor})
        result_.by_id.emplace(fold_case(key), id);
      std::vector<std::string> words;
      for (const std::string& word :
           {subject.account, subject.mail, subject.name, subject.principal_name, subject.application_id})
        if (!word.empty()) words.push_back(fold_case(word));
      std::ranges::sort(words);
      words.erase(std::ranges::unique(words).begin(), words.end());
      for (const std::string& word : words) result_.by_word.emplace(word, id);
    }
  }

  const Description& description_;
  Organization result_;
  std::vector<Error> errors_;
  std::unordered_map<std::string, SubjectId> names_;  ///< what the file calls a user or group, folded
};

}  // namespace

Result<Organization, std::vector<Error>> build_organization(const Description& description) {
  return Builder(description).build();
}

}  // namespace patrol::emulator
