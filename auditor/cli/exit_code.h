#pragma once

namespace patrol::cli {

/// What the program's end tells whoever started it (README, "Exit codes").
enum class ExitCode : int {
  ok = 0,            ///< every rule that counts holds; the command did what was asked
  failed = 1,        ///< a failure counts
  inconclusive = 2,  ///< none counts, but something could not be decided, or was cut short
  not_audited = 3,   ///< nothing was audited: a mistake in the command or a file, no credential, no report
  changed = 4,       ///< `patrol diff`: what was compared is not the same
};

/// After SIGINT, SIGTERM or SIGHUP, as shells have it.
constexpr int exit_code_of_signal(int signal) {
  return 128 + signal;
}

}  // namespace patrol::cli
