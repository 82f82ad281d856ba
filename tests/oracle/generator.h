#pragma once

#include "auditor/model/policy.h"
#include "tests/oracle/chance.h"
#include "tests/oracle/statement.h"

#include <vector>

namespace patrol::oracle {

/// An organization thrown together: nested groups in diamonds and circles, Entra groups, denies, cut
/// inheritance, odd tokens, reads that failed. The same seed gives the same one.
std::vector<Statement> random_organization(std::uint64_t seed);

/// The same without a failed read.
std::vector<Statement> random_organization_all_read(std::uint64_t seed);

/// Groups of the organization in diamonds and circles, with entries for permissions of the organization that
/// several of them have; nothing else, and all was read.
std::vector<Statement> random_nesting(std::uint64_t seed);

/// A rule for each permission that such an organization has entries for.
std::vector<Rule> nesting_needs();

/// Rules named `q0`, `q1`, … that ask one thing each, or two.
std::vector<Rule> random_questions(std::uint64_t seed, std::size_t count);

/// Two rules, in any order, that require permissions of one namespace: of each repository or pipeline, and of
/// the project that it is in.
std::vector<Rule> random_levels(std::uint64_t seed);

/// A rule as a policy would say it, on one line.
std::string to_text(const Rule& rule);

/// The groups that organizations are made of.
const std::vector<std::string>& all_groups();

/// Those that random_nesting() puts into each other.
const std::vector<std::string>& nested_groups();

}  // namespace patrol::oracle
