#include "auditor/checks/ways_out.h"

#include "auditor/checks/calls.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/principal_name.h"
#include "auditor/model/text.h"

#include <algorithm>

namespace patrol {
namespace {

bool is_of_project(const std::string& group_descriptor, const Question& question) {
  constexpr std::string_view project_domain = "vstfs:///classification/teamproject/";
  const View& view = question.facts.view();
  const auto& group = view.group(group_descriptor);
  if (group.known) return fold_case(group.known.value().domain).starts_with(project_domain);
  for (const GroupName& each : view.group_names().known.items) {
    const auto descriptor = group_identity_descriptor(each.descriptor);
    if (descriptor && same_name(*descriptor, group_descriptor)) {
      return fold_case(each.domain).starts_with(project_domain);
    }
  }
  return false;
}

Remediation leave_group(const std::string& group, const Identity& account, const Question& question) {
  const std::string name = account_name(account);
  const std::string label = question.facts.memberships().group_label(group);
  if (entra_group_object_id(group)) {
    return {
        "Microsoft Entra › Groups › " + std::string(local_name(label)) + " › Members › Remove: " + name +
            ", or from the group in it that holds the account",
        entra_member_call(group, account),
        "everything else that " + name + " may do only through " + label + ", in Azure DevOps and elsewhere"};
  }
  return {std::string(is_of_project(group, question) ? "Project" : "Organization") +
              " settings › Permissions › " + label + " › Members › Remove: " + name,
          member_call("remove", group, account, question),
          "everything else that " + name + " may do only through " + label};
}

void add_lines(std::string& text, const std::string& more) {
  if (more.empty()) return;
  for (const std::string& line : split(more, '\n')) {
    const std::vector<std::string> known = split(text, '\n');
    if (line.empty() || std::ranges::find(known, line) != known.end()) continue;
    text += (text.empty() ? "" : "\n") + line;
  }
}

}  // namespace

void add_steps(Remediation& remediation, const Remediation& more) {
  add_lines(remediation.advice, more.advice);
  add_lines(remediation.call, more.call);
  add_lines(remediation.may_break, more.may_break);
}

Remediation leave_groups(const std::vector<std::string>& groups, const Identity& account,
                         const Question& question) {
  Remediation remediation;
  for (const std::string& group : groups) add_steps(remediation, leave_group(group, account, question));
  return remediation;
}

}  // namespace patrol
