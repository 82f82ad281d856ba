#pragma once

#include "auditor/model/words.h"

#include <cstddef>
#include <string>
#include <vector>

namespace patrol {

/// Something that a case wanted and did not get.
struct Difference {
  std::string of;      ///< `project.readers · Website`; empty where it is no finding
  std::string wanted;  ///< `fail`
  std::string got;     ///< `pass`, or why there is none
  std::string detail;  ///< the finding's own message; may be empty

  friend bool operator==(const Difference&, const Difference&) = default;
};

/// How one case ended.
struct CaseResult {
  std::string sentence;
  std::string why;   ///< may be empty
  std::string file;  ///< relative and safe to print
  std::size_t line = 0;
  std::vector<Difference> differences;  ///< none: all as wanted

  friend bool operator==(const CaseResult&, const CaseResult&) = default;
};

/// How many cases want and get each verdict of a rule.
struct RuleCoverage {
  std::string policy;
  std::string rule;
  std::string file;
  std::size_t line = 0;
  std::size_t pass = 0;
  std::size_t fail = 0;
  std::size_t inconclusive = 0;
  std::size_t not_applicable = 0;
  bool can_fail = true;  ///< what a person vouches for does not: unsigned, it is not known

  /// Whether cases show that the rule can hold, can fail, and does not pass without evidence.
  bool is_complete() const { return pass > 0 && (fail > 0 || !can_fail) && inconclusive > 0; }
  friend bool operator==(const RuleCoverage&, const RuleCoverage&) = default;
};

/// The result of `patrol test`: policies held against cases.
struct Trial {
  std::string tool;                 ///< `patrol 0.1.0`
  std::vector<CaseResult> cases;    ///< in the order of the files
  std::vector<RuleCoverage> rules;  ///< by policy, in the order of its file
  bool must_be_complete = false;    ///< `--complete`: a rule without cases of each kind is a failure

  std::size_t failed_cases() const;
  std::size_t incomplete_rules() const;
  /// Whether the exit code is 0.
  bool is_good() const { return failed_cases() == 0 && (!must_be_complete || incomplete_rules() == 0); }

  friend bool operator==(const Trial&, const Trial&) = default;
};

/// `fail, evidence missing`: the kinds of cases that a rule lacks; empty where it lacks none.
std::string missing_cases(const RuleCoverage& rule);

}  // namespace patrol
