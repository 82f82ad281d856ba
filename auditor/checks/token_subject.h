#pragma once

#include "auditor/checks/check.h"

#include <functional>
#include <optional>
#include <string>

namespace patrol {

/// What one token answers to a requirement.
struct TokenVerdict {
  Truth holds = Truth::unknown;
  std::string message;
  std::string observed;
  std::vector<std::string> path;  ///< what follows the token
  std::vector<Gap> gaps;
  std::vector<std::string> notices;
  std::vector<std::string> faults;  ///< as in Outcome
  std::vector<ReadId> reads;        ///< behind it, where they are not those of the token; in any order
  Remediation remediation;
};

/// Decides a requirement on the token that the integration uses, as token administration lists it. Several
/// tokens that it may be have to agree; none is a failure once the list was read to its end; a service
/// principal can own none. Where `nameless_matter`, as where a rule bounds what a token may be, and where all
/// that have the name are over, those that are listed without a name may be it too.
Outcome decide_on_tokens(const Question& question, std::string expected,
                         const std::function<TokenVerdict(const Token&)>& decide_one,
                         bool nameless_matter = false);

/// Puts the verdict on one token into the outcome, unless it has gaps; the path begins with account and
/// token.
void conclude(Outcome& outcome, TokenVerdict verdict, std::string account, std::string token);

/// A gap where the token names other organizations only: what it does here is not documented (DESIGN 2).
std::optional<Gap> foreign(const Token& token, const Question& question, Support& support);

/// Where the integration names its token: those that are listed without a name, and are not over. Any may be
/// called so too.
std::vector<const Token*> nameless_for(const Question& question);

/// That such a token may be the one.
Gap may_be_called_so(const Token& nameless, const Question& question);

/// Service principals and build services, of which token administration is not even asked.
bool owns_no_token(const Identity& account);

/// The tokens themselves, with the outcome filled where there are none to judge; empty then.
std::vector<const Token*> tokens_for(const Question& question, Outcome& outcome);

}  // namespace patrol
