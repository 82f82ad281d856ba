#pragma once

#include <string_view>

namespace patrol::cli {

/// One flag of the command line. Help, parsing and suggestions walk the lists of flags of the commands.
struct Flag {
  enum class Takes {
    nothing,  ///< `--quiet`
    one,      ///< `--server URL`, once
    each,     ///< `--report A --report B`: one value each time
    list      ///< `--policies A B`: as many as follow
  };
  std::string_view name;
  std::string_view value;  ///< what stands for the value in the help
  Takes takes = Takes::nothing;
  std::string_view help;
};

namespace flags {

inline constexpr Flag policies{"policies", "PATH...", Flag::Takes::list,
                               "policies: files, or folders with *.yaml and *.yml; without it, the installed "
                               "library"};
inline constexpr Flag integrations{"integrations", "PATH...", Flag::Takes::list,
                                   "integrations: files, or folders with *.yaml and *.yml"};
inline constexpr Flag waivers{"waivers", "PATH...", Flag::Takes::list,
                              "waivers: files, or folders with *.yaml and *.yml"};
inline constexpr Flag only{
    "only", "INTEGRATION...", Flag::Takes::list,
    "of the integrations, only these; what the others need of a shared account counts"};
inline constexpr Flag snapshot{
    "snapshot", "FILE", Flag::Takes::one,
    "audit what `patrol collect` saved; no request is made and no credential needed"};
inline constexpr Flag project{"project", "NAME", Flag::Takes::one, "only what concerns this project"};
inline constexpr Flag report{"report", "FORMAT=PATH", Flag::Takes::each,
                             "write a report; may be given several times; FORMAT alone writes to standard "
                             "output, where nothing else is written then"};
inline constexpr Flag fail_on{"fail-on", "SEVERITY", Flag::Takes::one,
                              "what is less severe does not change the exit code: info, low, medium, high or "
                              "critical (default low)"};
inline constexpr Flag baseline{
    "baseline", "AUDIT", Flag::Takes::one,
    "compare with an earlier audit, a report in the format json: each finding is new, "
    "unchanged, worse or better, and what is gone is listed"};
inline constexpr Flag fail_on_new{"fail-on-new", "", Flag::Takes::nothing,
                                  "only what is new or worse since the baseline changes the exit code"};
inline constexpr Flag accept{"accept", "EVIDENCE", Flag::Takes::each,
                             "materialised: take Azure DevOps' own expansion of Entra groups for the whole "
                             "truth; declared: take what an integration file says of its token where nothing "
                             "better is known; the report says so"};
inline constexpr Flag history{
    "history", "FILE", Flag::Takes::one,
    "the history of audits: a file that `patrol audit` begins where it is not there, "
    "and appends to; only its owner may read it"};
inline constexpr Flag since{"since", "DAY", Flag::Takes::one,
                            "only audits and changes from this day on, such as 2026-01-01"};
inline constexpr Flag keep_days{"keep-days", "N", Flag::Takes::one,
                                "remove the audits that are older than this many days"};
inline constexpr Flag output{"output", "SNAPSHOT", Flag::Takes::one,
                             "the file to write; only its owner may read it"};
inline constexpr Flag token_file{"token-file", "FILE", Flag::Takes::one,
                                 "read the credential from this file instead of PATROL_TOKEN"};
inline constexpr Flag server{"server", "URL", Flag::Takes::one,
                             "send the requests for every host H to URL/H: for emulators and proxies; plain "
                             "http only to this machine"};
inline constexpr Flag login_server{"login-server", "URL", Flag::Takes::one,
                                   "the like for signing in: https://login.microsoftonline.com becomes "
                                   "URL/login.microsoftonline.com"};
inline constexpr Flag now{"now", "TIME", Flag::Takes::one,
                          "take this for the current time, such as 2026-11-23T09:00:00Z: for a replay"};
inline constexpr Flag concurrency{"concurrency", "N", Flag::Takes::one,
                                  "requests under way at the same time, 1 to 32 (default 8)"};
inline constexpr Flag resume{
    "resume", "SNAPSHOT", Flag::Takes::one,
    "go on from what `patrol collect` had read when --max-time cut it short, at most a "
    "day ago"};
inline constexpr Flag max_time{"max-time", "TIME", Flag::Takes::one,
                               "ask nothing more after this time: 45s, 5m or 1h; what is not known then is "
                               "inconclusive"};
inline constexpr Flag quiet{"quiet", "", Flag::Takes::nothing, "nothing but errors: no summary, no progress"};
inline constexpr Flag verbose{"verbose", "", Flag::Takes::nothing, "every finding with its evidence"};

}  // namespace flags
}  // namespace patrol::cli
