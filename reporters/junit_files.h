#pragma once

#include "auditor/model/audit.h"
#include "reporters/junit_case.h"

#include <cstddef>
#include <functional>
#include <ostream>
#include <span>
#include <vector>

namespace patrol {

/// The findings of one integration.
struct JunitSuite {
  std::uint32_t integration = 0;  ///< place in Audit::integrations
  std::vector<const Finding*> findings;
  JunitCounts counts;
};

/// One for each integration, in the order of the audit.
std::vector<JunitSuite> junit_suites(const Audit& audit);

/// What GitLab refuses a file beyond: elements of the document (`Gitlab::FogbugzImport::XmlAdapter`, which
/// counts for all XML since GitLab 17.6) and bytes (`Gitlab::MAX_XML_SIZE`).
struct JunitLimits {
  std::size_t elements = 250'000;
  std::size_t bytes = std::size_t{30} * 1024 * 1024;
};

/// Writes the document of these suites.
using JunitRender = std::function<void(std::span<const JunitSuite>, std::ostream&)>;

/// The suites of each file: one file where all fits, else as many whole organizations in each as fit; one
/// that does not fit alone is divided between its integrations. A single integration is never divided.
std::vector<std::vector<JunitSuite>> junit_files(const Audit& audit, const JunitRender& render,
                                                 const JunitLimits& limits = {});

}  // namespace patrol
