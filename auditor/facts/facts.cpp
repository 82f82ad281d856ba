#include "auditor/facts/facts.h"

#include <utility>

namespace patrol {

Facts::Facts(View view, const Catalogue& catalogue, bool accept_materialised)
    : view_(std::move(view)), memberships_(view_, accept_materialised), groups_(view_, catalogue) {}

const AccountAnswer& Facts::account(const AccountSelector& selector) const {
  // The value as written: two spellings of an address can mean two identities.
  const std::string key = account_key(selector) + "\n" + selector.value;
  const auto found = accounts_.find(key);
  if (found != accounts_.end()) return found->second;
  return accounts_.emplace(key, find_account(view_, selector)).first->second;
}

MembershipAnswer Facts::auditor_is_administrator() const {
  MembershipAnswer answer;
  const auto& connection = view_.connection();
  answer.support.add_reads(connection.reads);
  if (!connection.known) {
    answer.support.add_gap(connection.known.error());
    return answer;
  }
  const GroupAnswer administrators = groups_.in_organization("Project Collection Administrators");
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
