#pragma once

#include "auditor/model/audit.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>

namespace patrol {

/// What a finding is in JUnit: exactly one of these (DESIGN 3).
enum class JunitOutcome { passed, failure, error, skipped };

JunitOutcome junit_outcome(const Audit& audit, const Finding& finding);

/// Why a case is skipped, whole: Azure Pipelines and Jenkins show nothing else of it.
std::string junit_skip_reason(const Audit& audit, const Finding& finding);

struct JunitCounts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;

  void add(JunitOutcome outcome);
  void add(const JunitCounts& counts);
};

/// `organization.integration` with no other dot: each would begin a level in every reader's tree.
std::string junit_classname(const AuditedIntegration& integration);

/// Gives cases their names. Readers merge cases of equal class and name, so a name that is too long or was
/// given before ends in the finding's id.
class JunitNames {
 public:
  explicit JunitNames(const Audit& audit) : audit_(audit) {}

  std::string name_of(const Finding& finding, std::string_view classname);

 private:
  const Audit& audit_;
  std::unordered_set<std::string> given_;
};

}  // namespace patrol
