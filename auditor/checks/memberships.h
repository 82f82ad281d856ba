#pragma once

#include "auditor/checks/check.h"

#include <string>

namespace patrol {

/// A group as a requirement names it, and how the requirement calls the matter.
struct WantedGroup {
  Place place;
  std::string name;
};

/// Whether the account is in the group, as an outcome whose `holds` is about being a member: yes, no or not
/// known. Asks for the group before it looks at the account, so that both are read side by side.
Outcome decide_membership(const WantedGroup& wanted, const Question& question);

/// The like for being no member of it, with the messages and remediation of something forbidden.
Outcome decide_absence(const WantedGroup& wanted, const Question& question);

}  // namespace patrol
