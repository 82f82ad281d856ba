#pragma once

#include "auditor/consistency/claims.h"
#include "auditor/model/policy.h"

namespace patrol {

// Whether two rules are asked about one thing. Each function says yes only of what is so whatever the
// organization is: a pattern may fit nothing, and a repository may be in one project alone.

/// Whether both are asked by one installation, or both by any of their policy.
bool is_one_installation(const AskedRule& a, const AskedRule& b);

/// Whether there is something that both rules are asked for: a project, or a repository or pipeline of one,
/// which is in the project of a rule for each project.
bool subjects_meet(const AskedRule& a, const AskedRule& b);

/// Whether one of the rules is for what its installation does not select, and nothing of that is known to be
/// what the other is asked for: it may be for nothing.
bool may_never_meet(const AskedRule& a, const AskedRule& b);

/// Whether a place that the one rule names is one that the other names: for rules of each project the places
/// are one where their subjects meet, and a project by its name is one of those that it is asked for.
bool is_one_place(const Place& a, const AskedRule& by_a, const Place& b, const AskedRule& by_b);

}  // namespace patrol
