#include "auditor/facts/licence.h"

#include "auditor/facts/account.h"
#include "auditor/model/policy.h"
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
constexpr std::array<std::string_view, 3> lost_states{"disabled", "deleted", "none"};
/// Whose account may sign in for some days of grace (memberEntitlementManagement.json, AccountUserStatus).
constexpr std::string_view grace_state = "expired";

bool is_of_subscriber(const Entitlement& entitlement) {
  return same_name(entitlement.licensing_source, "msdn");
}

std::optional<AccessLevel> level_of(const Catalogue& catalogue, const Entitlement& entitlement) {
  const bool subscribes = is_of_subscriber(entitlement);
  const std::string& word = subscribes ? entitlement.msdn_license_type : entitlement.account_license_type;
  for (const Catalogue::AccessLevelNames& names : catalogue.access_levels) {
    const auto& known = subscribes ? names.subscriptions : names.licences;
    const auto is_it = [&](const std::string& each) { return same_name(each, word); };
    if (std::ranges::any_of(known, is_it)) return names.level;
  }
  return std::nullopt;
}

/// What the service leaves out and what it calls `none` is the same.
bool is_nothing(std::string_view word) {
  return word.empty() || same_name(word, "none");
}

/// Whether the account may hold more than its account licence says: through a licence of another kind, of
/// GitHub say, beside which the account licence is `none`.
bool may_hold_more(const Entitlement& entitlement, AccessLevel told) {
  if (is_of_subscriber(entitlement)) return false;
  const bool has_another_kind =
      !is_nothing(entitlement.msdn_license_type) || !is_nothing(entitlement.github_license_type);
  const bool is_of_account = same_name(entitlement.licensing_source, "account");
  if (told != AccessLevel::none) return has_another_kind && !is_of_account;
  const bool has_other_source = !is_of_account && !is_nothing(entitlement.licensing_source);
  return has_another_kind || has_other_source || !is_nothing(entitlement.license_display_name);
}

/// What the service says in its own words, beside the name and the status.
std::string list_words(const Entitlement& entitlement) {
  std::string list = "accountLicenseType `" + entitlement.account_license_type + "`";
  const auto add = [&](std::string_view name, const std::string& word) {
    if (!is_nothing(word)) list += ", " + std::string(name) + " `" + word + "`";
  };
  add("licensingSource", entitlement.licensing_source);
  add("msdnLicenseType", entitlement.msdn_license_type);
  add("gitHubLicenseType", entitlement.github_license_type);
  return list;
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
  if (same_name(entitlement.status, grace_state)) {
    answer.support.add_gap({Gap::Kind::not_decidable, what,
                            "the service calls it `" + answer.observed +
                                "`, and does not tell whether its days of grace are over",
                            "renew it or take it away: Organization settings › Users"});
    return answer;
  }
  const auto level = level_of(catalogue, entitlement);
  const bool is_held = is_one_of(held_states, entitlement.status);
  const bool is_open = level && may_hold_more(entitlement, *level);
  if (!level || (is_held ? is_open : !is_one_of(lost_states, entitlement.status))) {
    const std::string words = is_open ? ", with " + list_words(entitlement) : "";
    answer.support.add_gap(
        {Gap::Kind::not_decidable, what,
         "the service calls it `" + answer.observed + "`" + words + ", which is no level that patrol knows",
         "look at Organization settings › Users"});
    return answer;
  }
  answer.level = is_held ? *level : AccessLevel::none;
  if (same_name(entitlement.status, "disabled"))
    answer.when_enabled = is_open ? access_levels.back() : *level;
  return answer;
}

}  // namespace patrol
