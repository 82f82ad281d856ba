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

/// The like for being no member of it, with the messages and remediation of something forbidden. Nobody is in
/// a group that is not there; a notice tells it, because the name may be wrong.
Outcome decide_absence(const WantedGroup& wanted, const Question& question);

/// The same of the group with this descriptor.
Outcome decide_absence_from(const std::string& descriptor, Place::Kind where, const Question& question);

/// Tells of a group that is not there, beside a verdict that does not rest on it: its name may be wrong.
std::string notice_of_absence(const WantedGroup& wanted, const std::string& label);

}  // namespace patrol
