#include "auditor/checks/permission_doubts.h"

#include "auditor/checks/least_holder.h"
#include "auditor/checks/permission_place.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <utility>

namespace patrol {
namespace {

constexpr const char* collection_namespace = "3e65f728-f8bc-4ecd-8764-7e378b19bfa7";
constexpr const char* project_namespace = "52d39943-cb85-4d7f-8fa8-c6baac873819";
constexpr const char* git_namespace = "2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87";

/// What has to be held beside a permission: the organization has to be shown, and to read code its project.
std::vector<Permission> gates_of(const Permission& permission) {
  std::vector<Permission> gates;
  Permission look{.level = Permission::Level::organization,
                  .place = {},
                  .namespace_id = collection_namespace,
                  .namespace_name = "Collection",
                  .action = "GENERIC_READ",
                  .words = "View instance-level information"};
  const bool is_it =
      permission.namespace_id == look.namespace_id && same_name(permission.action, look.action);
  if (!is_it) gates.push_back(std::move(look));
  if (permission.namespace_id == git_namespace) {
    gates.push_back({.level = Permission::Level::project,
                     .place = permission.place,
                     .namespace_id = project_namespace,
                     .namespace_name = "Project",
                     .action = "GENERIC_READ",
                     .words = "View project-level information"});
  }
  return gates;
}

Gap gap_of(const Permission& gate, const PermissionAnswer& answer, const Identity& account,
           const Permission& permission, const Question& question) {
  Support unused;
  const std::vector<std::string> chain = permission_chain(gate, question, unused);
  const auto page = permission_page(gate, question, chain, chain.empty() ? "" : chain.front());
  Gap gap{Gap::Kind::not_decidable,
          gate.words + " for " + account_name(account) + ", without which " + permission.words +
              " may be of no use",
          "the entries say " + answer.observed,
          (page ? page->path + " › " : "") + account_name(account) + " › " + gate.words +
              ": Allow, or try it by hand"};
  if (answer.is_allowed == Truth::no || answer.support.gaps.empty()) return gap;
  const Gap& first = answer.support.gaps.front();
  gap.kind = first.kind;
  gap.reason = first.what + ": " + first.reason;
  gap.grant = first.grant;
  return gap;
}

/// Not by a pattern, and not with all: a repository that is put away is disabled, and nobody misses it.
bool is_named_itself(const Repository& repository, const Question& question) {
  const std::string project = question.project == nullptr ? "" : question.project->name + "/";
  return std::ranges::any_of(question.integration.repositories, [&](const std::string& name) {
    return same_name(name, repository.name) || same_name(name, project + repository.name);
  });
}

void doubt_disabled(const Question& question, const Permission& permission, PermissionAnswer& answer) {
  const Repository* repository = question.repository;
  if (permission.level != Permission::Level::repository || repository == nullptr) return;
  if (!repository->is_disabled || question.as_if_enabled || !is_named_itself(*repository, question)) return;
  const std::string project = question.project == nullptr ? "" : question.project->name + "/";
  answer.is_allowed = Truth::unknown;
  answer.support.add_gap(
      {Gap::Kind::not_decidable, "what can be done in the repository " + project + repository->name,
       "it is disabled: nobody can read it, whatever its permissions say",
       "Project settings › Repositories › " + repository->name +
           " › Settings › Disable Repository: Off, or take it out of the integration file"});
}

/// Of the organization's own permissions the visibility of a project says nothing.
bool is_public_action(const Question& question, const Permission& permission) {
  const auto* const space = question.catalogue.find_namespace(permission.namespace_id);
  if (space == nullptr || permission.place.kind == Place::Kind::organization) return false;
  return std::ranges::any_of(space->public_actions,
                             [&](const std::string& action) { return same_name(action, permission.action); });
}

}  // namespace

bool opens_gates(const Permission& permission) {
  return same_name(permission.action, "GENERIC_READ") &&
         (permission.namespace_name == "Collection" || permission.namespace_name == "Project");
}

void doubt_absent_lists(const Question& question, const Permission& permission, PermissionAnswer& answer) {
  if (answer.without_list.empty() || answer.is_allowed == Truth::unknown) return;
  const MembershipAnswer administrator = question.facts.auditor_is_administrator();
  answer.support.add_reads(administrator.support.reads);
  if (administrator.is_member == Truth::yes) return;
  answer.is_allowed = Truth::unknown;
  answer.support.add_gap(
      {Gap::Kind::not_decidable,
       "the access control list of " + permission.namespace_name + " at " + answer.without_list.front(),
       "the auditor is shown none, which may hide one", "audit as a Project Collection Administrator"});
}

void doubt_administrator(const Question& question, const Identity& account, const Permission& permission,
                         PermissionAnswer& answer) {
  if (answer.is_allowed != Truth::no) return;
  const GroupAnswer& administrators =
      question.facts.groups().in_organization("Project Collection Administrators");
  answer.support.add(administrators.support);
  if (administrators.descriptor.empty()) {
    answer.is_allowed = Truth::unknown;
    return;
  }
  const MembershipAnswer membership = question.facts.memberships().find(account, administrators.descriptor);
  answer.support.add(membership.support);
  if (membership.is_member == Truth::yes) {
    answer.support.add_gap({Gap::Kind::not_decidable, permission.words + " for " + account_name(account),
                            "the entries say " + answer.observed +
                                ", but administrators of the organization usually keep their rights",
                            "try it by hand, or take the deny away"});
  }
  if (membership.is_member != Truth::no) answer.is_allowed = Truth::unknown;
}

void doubt_inactive(const Identity& account, const Permission& permission, PermissionAnswer& answer) {
  if (account.is_active) return;
  answer.is_allowed = Truth::unknown;
  answer.support.add_gap(
      {Gap::Kind::not_decidable, permission.words + " for " + account_name(account),
       "the account is not active, and the service may tell the entries of such a one wrong",
       "activate the account, or take it out of the organization"});
}

std::vector<std::vector<std::string>> doubt_closed_gates(const Question& question,
                                                         const Permission& permission,
                                                         const Identity* account, PermissionAnswer& answer) {
  std::vector<std::vector<std::string>> openers;
  const bool matters = answer.is_allowed == Truth::yes;
  for (const Permission& gate : gates_of(permission)) {
    // What a public project shows to everybody is no closed gate.
    if (matters && is_shown_to_everybody(question, gate)) continue;
    Support place;
    const std::vector<std::string> chain = permission_chain(gate, question, place);
    PermissionAnswer open =
        decide_permission(question.facts.view(), question.facts.memberships(), account, gate, chain);
    if (account == nullptr || !matters) continue;
    doubt_absent_lists(question, gate, open);
    answer.support.add_reads(open.support.reads);
    if (open.is_allowed == Truth::yes) {
      openers.push_back(least_first(std::move(open.decided_by), *account));
      continue;
    }
    answer.is_allowed = Truth::unknown;
    answer.support.add_gap(gap_of(gate, open, *account, permission, question));
  }
  if (account != nullptr && matters) doubt_disabled(question, permission, answer);
  return openers;
}

bool is_shown_to_everybody(const Question& question, const Permission& permission) {
  return question.project != nullptr && question.project->visibility == "public" &&
         is_public_action(question, permission);
}

void doubt_visibility(const Question& question, const Permission& permission, bool forbids,
                      PermissionAnswer& answer) {
  const bool is_private = question.project == nullptr || question.project->visibility == "private";
  if (is_private || !is_public_action(question, permission)) return;
  const Project& project = *question.project;
  if (forbids && project.visibility == "public") {
    const std::string why = "the project " + project.name + " is public: everybody is shown it";
    if (answer.is_allowed == Truth::yes) {
      answer.observed += ", and " + why;
      return;
    }
    answer.is_allowed = Truth::yes;
    answer.support.gaps.clear();
    answer.observed = why;
    answer.path = {"everybody", permission.words + " in the public project " + project.name};
    answer.decided_at.clear();
    answer.decided_by.clear();
    return;
  }
  if (answer.is_allowed != Truth::no) return;
  answer.is_allowed = Truth::unknown;
  answer.support.add_gap(
      {Gap::Kind::not_decidable, permission.words + " in the project " + project.name,
       "the entries do not give it, but the visibility of the project, " +
           (project.visibility.empty() ? "which is not told," : "`" + project.visibility + "`,") +
           " may show it to those whom they do not name",
       "Project settings › Overview › Visibility: Private, or try it by hand"});
}

}  // namespace patrol
