#include "auditor/checks/role_remedy.h"

#include "auditor/checks/calls.h"
#include "auditor/checks/common.h"
#include "auditor/checks/ways_out.h"
#include "auditor/model/concat.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

#include <string_view>

namespace patrol {
namespace {

/// The call to Azure DevOps that gives the account the role, or takes the line away; patrol sends neither.
std::string role_call(const RolePage& page, const Question& question, std::string_view verb,
                      const std::string& body) {
  return rest_call(verb,
                   organization_url(question) + "/_apis/securityroles/scopes/" + page.scope +
                       "/roleassignments/resources/" + page.id + "?api-version=7.1-preview.1",
                   body);
}

std::string call_to_give(const std::string& role, const Identity& account, const RolePage& page,
                         const Question& question) {
  return role_call(page, question, "put",
                   R"([{"roleName":")" + role + R"(","userId":")" + account.id + R"("}])");
}

/// Where a person changes the line.
const std::string& portal_of(const RoleVoice& voice, const RolePage& page) {
  return voice.assignment->inherited ? page.all_portal : page.portal;
}

/// What changes with it for all who are in the group that has the role.
std::string others_of_the_group(const RoleVoice& voice, const RolePage& page) {
  return "what everybody else in " + voice.path.back() + " does with " + page.label;
}

}  // namespace

std::string role_line(const RoleAssignment& assignment, const RolePage& page) {
  return assignment.role + " on " + page.label +
         (assignment.inherited ? ", inherited from all of the kind" : "");
}

Remediation give_role(const std::string& role, const Identity& account, const RolePage& page,
                      const Question& question) {
  return {page.portal + " › Add: " + account_name(account) + " as " + role,
          call_to_give(role, account, page, question),
          "nothing that works now; " + account_name(account) + " is then " + role + " of " + page.label};
}

Remediation take_role(const RoleVoice& voice, const Identity& account, const RolePage& page,
                      const Question& question) {
  const std::string name = account_name(account);
  if (!voice.group.empty()) {
    Remediation remediation;
    // Nobody leaves what the service fills.
    const bool can_leave = !is_filled_by_the_service(voice.group);
    if (can_leave) {
      remediation =
          leave_groups(question.facts.memberships().ways_into(account, voice.group), account, question);
    }
    add_steps(remediation, {concat({can_leave ? "or take" : "take", " the role from the group: ",
                                    portal_of(voice, page), " › ", voice.path.back(), " › Remove"}),
                            "", can_leave ? "" : others_of_the_group(voice, page)});
    return remediation;
  }
  const bool is_here = !voice.assignment->inherited;
  return {portal_of(voice, page) + " › " + name + " › Remove",
          is_here ? role_call(page, question, "patch", R"([")" + account.id + R"("])") : std::string(),
          "whatever else the account does with " + page.label};
}

Remediation lessen_role(const RoleVoice& voice, const std::vector<std::string>& enough,
                        const Identity& account, const RolePage& page, const Question& question) {
  const std::string lesser = "Role: " + join_words(enough);
  if (!voice.group.empty()) {
    return {
        concat({enough.empty() ? "take the role from the group: " : "give the group a lesser role: ",
                portal_of(voice, page), " › ", voice.path.back(), " › ", enough.empty() ? "Remove" : lesser}),
        "", others_of_the_group(voice, page)};
  }
  if (enough.empty()) return take_role(voice, account, page, question);
  // One line gives one role.
  const bool has_call = enough.size() == 1 && !voice.assignment->inherited;
  return {concat({portal_of(voice, page), " › ", account_name(account), " › ", lesser}),
          has_call ? call_to_give(enough.front(), account, page, question) : std::string(),
          "whatever else the account does with " + page.label};
}

}  // namespace patrol
