#include "auditor/checks/ways_out.h"

#include "auditor/checks/calls.h"
#include "auditor/model/concat.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/principal_name.h"
#include "auditor/model/text.h"

namespace patrol {
namespace {

/// By its domain, because a project may be called as the organization is (API.md 4.5); by the name in
/// brackets where the service did not tell it.
bool is_of_project(const Facts& facts, const std::string& group) {
  const std::string& domain = facts.memberships().group_domain(group);
  if (!domain.empty()) return domain.starts_with("vstfs:///classification/teamproject/");
  const std::string label = facts.memberships().group_label(group);
  const std::string_view scope = scope_name(label);
  return !scope.empty() && !same_name(scope, facts.view().organization_name());
}

Remediation leave_group(const std::string& group, const Identity& account, const Question& question) {
  const std::string name = account_name(account);
  const bool is_of_entra = entra_group_object_id(group).has_value();
  return {way_out_page(question.facts, group, name),
          is_of_entra ? entra_member_call(group, account) : member_call("remove", group, account, question),
          "everything else that " + name + " may do only through " +
              question.facts.memberships().group_label(group) +
              (is_of_entra ? ", in Azure DevOps and elsewhere" : "")};
}

/// Everybody leaves with it: nobody can be taken out of what the service fills (API.md 4.5). Who looks at one
/// account has no call for that.
Remediation take_out(const WaysIn::Filled& filled, const Question& question) {
  const Memberships& memberships = question.facts.memberships();
  const std::string everybody = is_of_project(question.facts, filled.group) ? "everybody of the project"
                                                                            : "everybody of the organization";
  return {way_out_page(question.facts, filled.in, memberships.group_label(filled.group)) +
              ", into which the service puts " + everybody,
          "", "what " + everybody + " may do only through " + memberships.group_label(filled.in)};
}

}  // namespace

void add_steps(Remediation& remediation, const Remediation& more) {
  remediation.advice.add(more.advice);
  remediation.call.add(more.call);
  remediation.may_break.add(more.may_break);
}

std::string way_out_page(const Facts& facts, const std::string& group, std::string_view whom) {
  const std::string label = facts.memberships().group_label(group);
  if (entra_group_object_id(group)) {
    return concat({"Microsoft Entra › Groups › ", local_name(label), " › Members › Remove: ", whom,
                   ", or from the group in it that holds the account"});
  }
  return concat({is_of_project(facts, group) ? "Project" : "Organization", " settings › Permissions › ",
                 label, " › Members › Remove: ", whom});
}

Remediation leave_groups(const WaysIn& ways, const Identity& account, const Question& question) {
  Remediation remediation;
  for (const std::string& group : ways.own) add_steps(remediation, leave_group(group, account, question));
  for (const WaysIn::Filled& filled : ways.filled) add_steps(remediation, take_out(filled, question));
  // Half of it would not do.
  if (!ways.filled.empty()) remediation.call.clear();
  return remediation;
}

}  // namespace patrol
