#pragma once

#include "auditor/model/policy.h"
#include "tests/oracle/statement.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace patrol::oracle {

/// Rules for what an account holds too much of: only such as need something, for two integrations that sign
/// in with one account (those with an even number are the first one's).
std::vector<Rule> random_needs(std::uint64_t seed, std::size_t count);

/// Something on which patrol and the second opinion do not agree.
struct ExcessDispute {
  enum class Kind {
    not_held,  ///< told as too much, and it is not certain that the account has it
    needed,    ///< told as too much, and without it a rule would hold no longer
    not_told,  ///< nothing needs it, and it is not told
    misjudged  ///< told as worse or as less bad than its place and the lists that were read make it
  };
  Kind kind = Kind::needed;
  std::string what;  ///< a group, a role, a scope, the access level, or `at_most: required` with its place
  std::string why;

  friend bool operator==(const ExcessDispute&, const ExcessDispute&) = default;
};

struct ExcessComparison {
  std::size_t told = 0;      ///< things that patrol tells
  std::size_t compared = 0;  ///< things that both had a word on
  bool left_out = false;     ///< the organization can be completed in too many ways
  std::vector<ExcessDispute> disputes;
  /// Of groups that are not told although nothing needs them: no false accusation, but one that was let off.
  std::vector<ExcessDispute> let_off;
};

/// The second opinion on excess knows nothing of how patrol finds out what is needed. It takes the thing
/// away, in the organization itself, and asks again: what is too much can go, all of it at once, and every
/// rule that held still holds, part by part; what is left can not, one by one. Of a role on a thing the
/// lesser one that is told to be enough comes in its place.
ExcessComparison compare_excess(const std::vector<Statement>& organization, const std::vector<Rule>& rules);

/// Whether the groups that `at_most: required` leaves are the fewest of these groups of the organization with
/// which every need is met as well, administrators first: by trying all parts of those that the account is
/// in. Empty: they are; else what patrol says and what would do.
std::string why_not_the_fewest(const std::vector<Statement>& organization, const std::vector<Rule>& rules,
                               const std::vector<std::string>& groups);

/// The fewest lines and rules on which there is still a dispute of that kind about that thing.
std::string smallest_excess_case(const std::vector<Statement>& organization, const std::vector<Rule>& rules,
                                 const ExcessDispute& dispute);

}  // namespace patrol::oracle
