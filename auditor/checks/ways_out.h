#pragma once

#include "auditor/checks/check.h"

#include <string>
#include <string_view>

namespace patrol {

/// The page on which a person takes somebody, or a group, out of the group: that of Microsoft Entra for a
/// group of Entra, else the settings of the organization or of the project that it is of.
std::string way_out_page(const Facts& facts, const std::string& group, std::string_view whom);

/// The pages and the calls by which the account leaves a group. One way that is left open keeps it where it
/// is, so all are told. Where it is there with everybody, because the service fills a group that is in it,
/// that one is taken out.
Remediation leave_groups(const WaysIn& ways, const Identity& account, const Question& question);

/// Adds what else has to be done, so that each step stands once.
void add_steps(Remediation& remediation, const Remediation& more);

}  // namespace patrol
