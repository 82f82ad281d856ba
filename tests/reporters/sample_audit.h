#pragma once

#include "auditor/model/audit.h"

#include <cstddef>

namespace patrol {

/// A made organization with each verdict and each reason for which a failure does not count, gaps, notices,
/// accounts, tokens and excess.
Audit sample_audit();

/// The same, a week after an audit in which one finding was better, one worse, one not there and one more,
/// and with a history of nine weeks.
Audit compared_audit();

/// The same shape with every text that has ever broken a report: markup, links that run, control characters,
/// commands of CI servers, formulas, malformed UTF-8, text that runs from right to left, very long names.
Audit hostile_audit();

/// Nothing in it but the tool and the time.
Audit empty_audit();

/// As many organizations as wanted with the same integration each: the second was not read, the third fails,
/// the fourth was read in part, all others are all right.
Audit organizations_audit(std::size_t organizations);

/// As many findings as wanted: of ten, six pass, two fail, one is inconclusive, one is not applicable.
Audit large_audit(std::size_t findings);

}  // namespace patrol
