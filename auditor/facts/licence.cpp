#include "auditor/facts/licence.h"

#include "auditor/facts/account.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace patrol {
namespace {

bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
  return std::ranges::any_of(words, [&](std::string_view each) { return same_name(each, word); });
}

/// A pending account holds its licence; it only never signed in yet.
constexpr std::array<std::string_view, 2> held_states{"active", "pending"};
constexpr std::array<std::string_view, 4> lost_states{"disabled", "deleted", "expired", "none"};

std::optional<AccessLevel> level_of(const Catalogue& catalogue, const Entitlement& entitlement) {
  const bool subscribes = same_name(entitlement.licensing_source, "msdn");
  const std::string& word = subscribes ? entitlement.msdn_license_type : entitlement.account_license_type;
  for (const Catalogue::AccessLevelNames& names : catalogue.access_levels) {
    const auto& known = subscribes ? names.subscriptions : names.licences;
    const auto is_it = [&](const std::string& each) { return same_name(each, word); };
    if (std::ranges::any_of(known, is_it)) return names.level;
  }
  return std::nullopt;
}

std::string describe(const Entitlement& entitlement) {
  const std::string& name = entitlement.license_display_name.empty() ? entitlement.account_license_type
                                                                     : entitlement.license_display_name;
  return name + ", " + (entitlement.status.empty() ? "status not told" : entitlement.status);
}

}  // namespace

LicenceAnswer find_licence(const View& view, const Catalogue& catalogue, const Identity& account) {
  LicenceAnswer answer;
  const auto& fact = view.entitlement(account.id, is_service_principal(account));
  answer.support.add_reads(fact.reads);
  const std::string what = "the access level of " + account_name(account);
  if (!fact.known) {
    Gap gap = fact.known.error();
    gap.what = what;
    answer.support.add_gap(gap);
    return answer;
  }
  const Entitlement& entitlement = fact.known.value();
  answer.observed = describe(entitlement);
  const auto level = level_of(catalogue, entitlement);
  const bool is_held = is_one_of(held_states, entitlement.status);
  if (!level || (!is_held && !is_one_of(lost_states, entitlement.status))) {
    answer.support.add_gap({Gap::Kind::not_decidable, what,
                            "the service calls it `" + answer.observed + "`, which patrol does not know",
                            "look at Organization settings › Users"});
    return answer;
  }
  answer.level = is_held ? *level : AccessLevel::none;
  if (same_name(entitlement.status, "disabled")) answer.when_enabled = level;
  return answer;
}

}  // namespace patrol
