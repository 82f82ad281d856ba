#include "auditor/checks/rows.h"

#include <algorithm>
#include <chrono>

namespace patrol {
namespace {

std::string days_of(const Attestation& attestation) {
  return "on " + format_date(attestation.on) + ", until " + format_date(attestation.until);
}

/// The last day counts whole.
bool has_run_out(const Attestation& attestation, Time now) {
  return now >= attestation.until + std::chrono::days{1};
}

Outcome decide_attested(const Attested& wanted, const Question& question) {
  Outcome outcome;
  outcome.expected = "attested: " + wanted.statement;
  const auto refuse = [&](std::string observed, std::string reason) {
    outcome.observed = std::move(observed);
    outcome.support.add_gap({Gap::Kind::not_decidable, "what no API tells: " + wanted.statement,
                             std::move(reason),
                             "look whether it is so, then sign for it in the integration file: "
                             "`attestations: [{statement: …, by: …, "
                             "on: …, until: …}]`"});
    return outcome;
  };
  const auto& all = question.integration.attestations;
  const auto found = std::ranges::find_if(all, [&](const Attestation& attestation) {
    return same_statement(attestation.statement, wanted.statement);
  });
  if (found == all.end()) return refuse("not attested", "the integration file holds no attestation of it");

  std::string signed_by = "attested by " + found->by + " " + days_of(*found);
  if (question.now < found->on) {
    return refuse(std::move(signed_by), "the attestation is dated " + format_date(found->on) +
                                            ", which is after this audit: nobody can have looked yet");
  }
  if (has_run_out(*found, question.now)) {
    return refuse(std::move(signed_by),
                  "the attestation of " + found->by + " ran out on " + format_date(found->until));
  }
  outcome.holds = Truth::yes;
  outcome.message = found->by + " attested " + days_of(*found) + ": " + wanted.statement;
  outcome.observed = std::move(signed_by);
  return outcome;
}

}  // namespace

constexpr Check attest_check = make_check<Attested, decide_attested>(
    "attest", "a person vouches for what no API tells, signed, dated and for a limited time", true);

}  // namespace patrol
