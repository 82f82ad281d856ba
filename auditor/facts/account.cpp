#include "auditor/facts/account.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace patrol {
namespace {

using Candidates = std::vector<const Identity*>;

/// Leaves only those for which `better` holds, unless it holds for none.
template <class Predicate>
void prefer(Candidates& candidates, Predicate better) {
  if (std::ranges::any_of(candidates, better)) std::erase_if(candidates, std::not_fn(better));
}

Candidates matching(const std::vector<Identity>& found, const AccountSelector& selector) {
  Candidates candidates;
  for (const Identity& identity : found) {
    const bool is_match = selector.kind != AccountSelector::Kind::email ||
                          same_name(identity.mail, selector.value) ||
                          same_name(identity.account, selector.value);
    // The same identity may come twice, found by its mail and by its name.
    const bool is_new =
        std::ranges::none_of(candidates, [&](const Identity* known) { return known->id == identity.id; });
    if (is_match && is_new && !identity.is_container) candidates.push_back(&identity);
  }
  return candidates;
}

std::string names_of(const Candidates& candidates) {
  std::vector<std::string> names;
  for (const Identity* identity : candidates) {
    names.push_back(account_name(*identity) + " (" + identity->id + ")");
  }
  std::ranges::sort(names);
  return join_words(names);
}

bool starts_folded(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && same_name(text.substr(0, prefix.size()), prefix);
}

}  // namespace

AccountAnswer find_account(const View& view, const AccountSelector& selector) {
  const auto& fact = view.account(selector);
  AccountAnswer answer;
  answer.support.add_reads(fact.reads);
  Candidates candidates = matching(fact.known.items, selector);
  answer.namesakes = candidates;
  if (fact.known.rest) {
    // An account that the unread part may hold could be the better match.
    Gap gap = *fact.known.rest;
    gap.what = "the account " + selector.value;
    answer.support.add_gap(gap);
    return answer;
  }
  if (candidates.empty()) {
    answer.nobody = true;
    return answer;
  }
  if (selector.kind == AccountSelector::Kind::email) {
    const auto is_active = [](const Identity* identity) { return identity->is_active; };
    Candidates same_bytes = candidates;
    prefer(same_bytes, [&](const Identity* identity) {
      return identity->mail == selector.value || identity->account == selector.value;
    });
    // The one of the very letters is meant, and the one that lives signs in: where they are two, neither is
    // sure.
    const bool is_dead = std::ranges::none_of(same_bytes, is_active);
    if (!is_dead || std::ranges::none_of(candidates, is_active)) candidates = std::move(same_bytes);
    if (!is_dead) prefer(candidates, is_active);
  }
  if (candidates.size() > 1) {
    answer.support.add_gap({Gap::Kind::not_decidable, "which account " + selector.value + " means",
                            "several identities match: " + names_of(candidates),
                            "name one in the integration file with `account: {descriptor: …}`"});
    return answer;
  }
  answer.identity = candidates.front();
  return answer;
}

std::string account_name(const Identity& identity) {
  // Of these the account name is an id.
  const bool has_id_for_name = is_service_principal(identity) || is_build_service(identity);
  if (!identity.account.empty() && !has_id_for_name) return identity.account;
  if (!identity.mail.empty()) return identity.mail;
  return identity.display_name.empty() ? identity.descriptor : identity.display_name;
}

bool is_service_principal(const Identity& identity) {
  return identity.subject_descriptor.starts_with("aadsp.") ||
         starts_folded(identity.descriptor, "Microsoft.VisualStudio.Services.Claims.AadServicePrincipal;");
}

bool has_never_signed_in(const Identity& identity) {
  return identity.subject_descriptor.starts_with("bnd.") ||
         starts_folded(identity.descriptor, "Microsoft.TeamFoundation.BindPendingIdentity;");
}

bool is_build_service(const Identity& identity) {
  return starts_folded(identity.descriptor, "Microsoft.TeamFoundation.ServiceIdentity;") ||
         identity.subject_descriptor.starts_with("svc.");
}

bool can_be_in_entra_group(const Identity& identity) {
  return !identity.subject_descriptor.starts_with("msa.") && !is_build_service(identity);
}

}  // namespace patrol
