#pragma once

#include "auditor/model/trial.h"

#include <ostream>

namespace patrol {

struct TrialConsoleOptions {
  bool colour = false;
  bool verbose = false;  ///< each case and each rule, not only what is not as it should be
};

/// For people: what differs, then the totals and the rules that no case has ever failed.
void render_trial_console(const Trial& trial, const TrialConsoleOptions& options, std::ostream& out);

/// For CI servers: a suite for each file, a test for each case; with `must_be_complete` a suite of rules,
/// too.
void render_trial_junit(const Trial& trial, std::ostream& out);

}  // namespace patrol
