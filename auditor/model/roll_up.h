#pragma once

#include "auditor/model/audit.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// In one word what findings come to together, in line with the exit code. Never a pass where something
/// fails, unless it is waived, or was not decided.
enum class Standing {
  pass,
  fail,
  inconclusive,
  nothing_new,     ///< what fails or could not be decided is no news, and only news counts (`--fail-on-new`)
  nothing_counts,  ///< the like of what is recommended or below the bar
  nothing          ///< no rule was decided: never shown as a pass
};

/// How much of what the rules ask about an organization was read.
enum class Extent { wholly, partly, not_at_all };

/// `pass`, `fail`, `inconclusive`, `nothing new`, `nothing that counts`, `nothing audited`
std::string_view to_word(Standing standing);
/// `wholly`, `partly`, `not at all`
std::string_view to_word(Extent extent);

/// How many findings there are of some kind, and what they come to.
struct Tally {
  Totals totals;
  std::array<std::size_t, severities.size()> failures{};  ///< without waived ones, by severity
  bool has_news = false;  ///< something fails or could not be decided, and is no old news

  void add(const Audit& audit, const Finding& finding);
  /// `is_incomplete`: not everything was asked, whatever the findings say.
  Standing standing(bool is_incomplete) const;

  friend bool operator==(const Tally&, const Tally&) = default;
};

/// What an audit says of one of its organizations. One that could not be read is never compliant.
struct OrganizationResult {
  std::string name;
  std::string auditor;  ///< as in AuditedOrganization
  Extent extent = Extent::not_at_all;
  Standing standing = Standing::inconclusive;
  std::size_t integrations = 0;
  Tally tally;
  std::optional<Gap> gap;  ///< what was not read, behind most findings; nothing where all was read

  friend bool operator==(const OrganizationResult&, const OrganizationResult&) = default;
};

/// The same integration in several organizations.
struct SideBySide {
  std::string policy;
  /// What the integrations are called apart from their organization (`flow` of contoso-flow and
  /// fabrikam-flow); empty for those that have no more in common than the policy.
  std::string name;
  /// By place in RollUp::organizations: places in Audit::integrations.
  std::map<std::size_t, std::vector<std::uint32_t>> integrations;

  friend bool operator==(const SideBySide&, const SideBySide&) = default;
};

/// An audit of many organizations, seen from above.
struct RollUp {
  std::vector<OrganizationResult> organizations;  ///< by name
  std::vector<Standing> integrations;             ///< at the places of Audit::integrations
  std::vector<SideBySide> side_by_side;           ///< by policy and name; in two organizations at least
  std::size_t alone = 0;                          ///< integrations that have nothing beside them

  bool has_many() const { return organizations.size() > 1; }
  std::size_t unread() const;  ///< organizations of which nothing was read

  friend bool operator==(const RollUp&, const RollUp&) = default;
};

RollUp roll_up(const Audit& audit);

/// What all findings of the audit come to. Inconclusive also where an organization could not be read at all
/// and nothing of it counts.
Standing standing_of(const Audit& audit);

}  // namespace patrol
