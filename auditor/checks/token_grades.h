#pragma once

#include "auditor/checks/token_subject.h"
#include "auditor/facts/own_token.h"

#include <functional>
#include <string>

namespace patrol {

/// A requirement on a token, and how each grade of evidence decides it (DESIGN 5).
struct TokenQuestion {
  /// What an integration file can declare that decides it.
  enum class Declares { nothing, scopes, end };

  std::string expected;
  std::function<TokenVerdict(const Token&)> decide_one;  ///< a token that is listed, or declared
  /// By what trying the token showed. Asked where the token is the account's own; empty: it shows nothing.
  std::function<TokenVerdict(const OwnToken&)> try_it{};
  bool is_about_owner = false;  ///< `try_it` is asked also where it is dead, or somebody else's
  bool is_about_life = false;   ///< what is asked is true of living tokens alone
  std::string not_by_trying{};  ///< what trying does not show, where `try_it` is empty
  Declares declares = Declares::nothing;
  bool nameless_matter = false;  ///< as decide_on_tokens() has it
};

/// Observed beats probed beats declared: the best grade that decides it is the outcome's. Where a lesser one
/// says otherwise, a notice tells it; but a yes that trying the token contradicts is none, because the token
/// that was tried is the one that the integration uses. What is declared decides only with `--accept
/// declared`.
Outcome decide_by_grades(const Question& question, const TokenQuestion& asked);

/// Takes a yes about the account's living tokens away where the integration's own was tried and is dead, or
/// somebody else's.
void doubt_by_trying(const Question& question, Outcome& outcome);

}  // namespace patrol
