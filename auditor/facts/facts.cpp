#include "auditor/facts/facts.h"

#include "auditor/model/slip.h"

#include <utility>
#include <vector>

namespace patrol {

Facts::Facts(View view, const Catalogue& catalogue, bool accept_materialised)
    : view_(std::move(view)),
      memberships_(view_, catalogue, accept_materialised),
      groups_(view_, catalogue, [this] { return auditor_is_administrator(); }),
      group_scopes_(view_, memberships_) {}

const AccountAnswer& Facts::account(const AccountSelector& selector) const {
  // All rules of an integration ask about the same one, one after another.
  if (last_ != nullptr && last_->first == selector) return last_->second;
  const auto found = accounts_.find(selector);
  last_ =
      found != accounts_.end() ? &*found : &*accounts_.emplace(selector, find_account(view_, selector)).first;
  return last_->second;
}

const std::string& Facts::nearest_project(const std::string& name) const {
  const auto known = nearest_projects_.find(name);
  if (known != nearest_projects_.end()) return known->second;
  std::vector<std::string> names;
  for (const Project& project : view_.projects().known.items) names.push_back(project.name);
  return nearest_projects_.emplace(name, likely_meant(name, names)).first->second;
}

MembershipAnswer Facts::auditor_is_administrator() const {
  MembershipAnswer answer;
  const auto& connection = view_.connection();
  answer.support.add_reads(connection.reads);
  if (!connection.known) {
    answer.support.add_gap(connection.known.error());
    return answer;
  }
  const GroupAnswer& administrators = groups_.in_organization("Project Collection Administrators");
  answer.support.add(administrators.support);
  const AccountAnswer& auditor =
      account({AccountSelector::Kind::descriptor, connection.known.value().identity_descriptor});
  answer.support.add(auditor.support);
  if (auditor.identity == nullptr || administrators.descriptor.empty()) return answer;

  const MembershipAnswer membership = memberships_.find(*auditor.identity, administrators.descriptor);
  answer.is_member = membership.is_member;
  answer.path = membership.path;
  answer.support.add(membership.support);
  return answer;
}

}  // namespace patrol
