#pragma once

#include "auditor/model/integration.h"
#include "auditor/model/policy.h"
#include "auditor/model/snapshot.h"
#include "tests/oracle/chance.h"
#include "tests/oracle/facts.h"
#include "tests/oracle/statement.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace patrol::oracle {

/// What snapshots are asked of which reads are taken away: as much as there is, whether the second opinion
/// has a word on it or not.

/// The asking integration; some select a part of the repositories, some name the variable that holds their
/// token.
Integration integration_of(std::uint64_t seed);

/// So many random questions, and those that no random one asks: for service hooks, for what others hold, for
/// what no rule requires.
std::vector<Rule> every_kind_of_question(std::uint64_t seed, std::size_t count);

/// The snapshot of the organization, with what the integration's own token would be answered and with the
/// lists of everybody.
Snapshot with_every_kind_of_fact(const std::vector<Statement>& organization);

/// What a collection would read for these rules, and nothing else.
Snapshot what_is_asked_for(const std::vector<Rule>& rules, const Integration& integration,
                           const Snapshot& whole);

/// Some facts of each kind in every way, and the others once, in a way made by chance.
std::vector<Loss> some_losses(const Organization& organization, Chance& chance);

/// The one organization of the snapshot.
Organization& only_organization(Snapshot& snapshot);
const Organization& only_organization(const Snapshot& snapshot);

}  // namespace patrol::oracle
