#include "auditor/checks/role_holders.h"

#include "auditor/model/descriptor.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

using Kind = Catalogue::ResourceKind;

/// Whether who has the role `held` has `wanted` with it.
Truth includes(const Kind& kind, std::string_view held, std::string_view wanted) {
  const Kind::Role* one = kind.find_role(held);
  const Kind::Role* other = kind.find_role(wanted);
  if (one == nullptr || other == nullptr) return Truth::unknown;
  if (one == other) return Truth::yes;
  if (std::ranges::find(one->includes, other->name) != one->includes.end()) return Truth::yes;
  return one->apart || other->apart ? Truth::unknown : Truth::no;
}

Truth concerns(const Kind& kind, const std::string& held, const std::string& wanted, Asked asked) {
  return asked == Asked::it_or_more ? includes(kind, held, wanted) : !includes(kind, wanted, held);
}

/// Whether the account is meant by the line, itself or through a group.
Truth is_meant(const Identity& account, const Question& question, RoleVoice& voice) {
  voice.path = {account_name(account)};
  if (voice.assignment->identity_id == account.id) return Truth::yes;
  const auto& other = question.facts.view().identity(voice.assignment->identity_id);
  voice.support.add_reads(other.reads);
  if (!other.known) {
    Gap gap = other.known.error();
    gap.what = "who " + voice.assignment->display_name + " is, which has the role " + voice.assignment->role;
    voice.support.add_gap(gap);
    return Truth::unknown;
  }
  const Identity& group = other.known.value();
  if (!group.is_container && !is_group_descriptor(group.descriptor)) return Truth::no;
  MembershipAnswer membership = question.facts.memberships().find(account, group.descriptor);
  voice.support.add(membership.support);
  if (membership.is_member == Truth::yes) voice.path = std::move(membership.path);
  voice.group = group.descriptor;
  return membership.is_member;
}

}  // namespace

Truth goes_beyond(const Catalogue::ResourceKind& kind, std::string_view held,
                  const std::vector<std::string>& enough) {
  Truth beyond = Truth::yes;
  for (const std::string& role : enough) beyond = beyond & !includes(kind, role, held);
  return beyond;
}

RoleVoice hear_role(const RoleAssignment& assignment, Truth concern, const Identity& account,
                    const RolePage& page, const Question& question) {
  RoleVoice voice{.assignment = &assignment};
  voice.counts = concern & is_meant(account, question, voice);
  if (voice.counts == Truth::unknown && voice.support.gaps.empty()) {
    voice.support.add_gap({Gap::Kind::not_decidable, "the role " + assignment.role + " on " + page.label,
                           "how it compares with other roles is not told by the service",
                           "look at " + page.portal});
  }
  return voice;
}

void doubt_page(const RolePage& page, const Question& question, Support& support) {
  const auto& assignments = question.facts.view().role_assignments(page.scope, page.id).known;
  const std::string what = "who has which role on " + page.label;
  if (assignments.rest) {
    Gap gap = *assignments.rest;
    gap.what = what;
    return support.add_gap(gap);
  }
  if (!assignments.items.empty()) return;
  const MembershipAnswer auditor = question.facts.auditor_is_administrator();
  support.add_reads(auditor.support.reads);
  if (auditor.is_member == Truth::yes) return;
  support.add_gap({Gap::Kind::not_decidable, what, "the auditor is shown none, which may hide some",
                   "audit as a Project Collection Administrator"});
}

std::vector<RoleVoice> hear_roles(const AssignedRole& wanted, const Identity& account, const RolePage& page,
                                  const Question& question, Asked asked) {
  std::vector<RoleVoice> voices;
  for (const RoleAssignment& each : question.facts.view().role_assignments(page.scope, page.id).known.items) {
    const Truth concern = concerns(*page.kind, each.role, wanted.role, asked);
    if (concern == Truth::no) continue;
    voices.push_back(hear_role(each, concern, account, page, question));
  }
  std::ranges::stable_sort(voices, [](const RoleVoice& a, const RoleVoice& b) {
    return a.counts != b.counts ? a.counts > b.counts : a.path.size() < b.path.size();
  });
  return voices;
}

std::string known_roles(const Identity& account, const RolePage& page, const Question& question) {
  std::vector<std::string> roles;
  for (const RoleAssignment& each : question.facts.view().role_assignments(page.scope, page.id).known.items) {
    RoleVoice voice{.assignment = &each};
    if (is_meant(account, question, voice) == Truth::yes) roles.push_back(each.role);
  }
  sort_unique(roles);
  return join_words(roles);
}

}  // namespace patrol
