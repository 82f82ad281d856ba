#include "auditor/checks/unique_token.h"

#include "auditor/checks/token_edit.h"
#include "auditor/checks/token_subject.h"
#include "auditor/model/concat.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol {
namespace {

/// Tokens that may be the integration's, and are not over.
struct Candidates {
  std::vector<const Token*> tokens;  ///< those that begin later among them
  std::vector<Gap> open;             ///< why others may be among them
};

Candidates candidates_of(const std::vector<const Token*>& chosen, const Question& question,
                         Support& support) {
  Candidates candidates;
  for (const Token* token : chosen) {
    if (is_over(*token, question.now)) continue;
    if (auto gap = foreign(*token, question, support)) {
      candidates.open.push_back(*std::move(gap));
    } else if (token->valid_to) {
      candidates.tokens.push_back(token);
    } else {
      candidates.open.push_back({Gap::Kind::bad_answer,
                                 "whether the token " + token_name(*token) + " is alive",
                                 "the service did not tell its end", "look at the token in the portal"});
    }
  }
  for (const Token* token : nameless_for(question)) {
    candidates.open.push_back(may_be_called_so(*token, question));
  }
  return candidates;
}

bool begins_later(const Token& token, Time now) {
  return token.valid_from && now < *token.valid_from;
}

/// Where the only token of the integration is of no use yet.
Outcome not_begun(const Token& token, Outcome outcome) {
  outcome.holds = Truth::no;
  outcome.observed = concat({"none is valid yet: ", token_name(token)});
  if (token.valid_from) outcome.observed += " begins on " + format_date(*token.valid_from);
  outcome.message = "of the tokens that may be the integration's " + outcome.observed;
  outcome.faults = {"not valid yet"};
  outcome.remediation = make_new_token();
  return outcome;
}

}  // namespace

Outcome decide_unique_token(const Question& question) {
  Outcome outcome;
  outcome.expected = "one living token";
  const std::vector<const Token*> chosen = tokens_for(question, outcome);
  if (chosen.empty()) {
    if (outcome.holds != Truth::unknown) outcome.grade = Grade::observed;
    return outcome;
  }
  outcome.grade = Grade::observed;
  const Identity& account = *question.account().identity;
  const auto& [tokens, open] = candidates_of(chosen, question, outcome.support);
  if (tokens.size() < 2 && !open.empty()) {
    for (const Gap& gap : open) outcome.support.add_gap(gap);
    return outcome;
  }
  outcome.path = {account_name(account)};
  if (tokens.size() == 1 && begins_later(*tokens.front(), question.now)) {
    return not_begun(*tokens.front(), std::move(outcome));
  }
  outcome.holds = truth_of(tokens.size() == 1);
  const bool all_live =
      std::ranges::none_of(tokens, [&](const Token* token) { return begins_later(*token, question.now); });
  const std::string count = std::to_string(tokens.size()) + (all_live ? " living token" : " token") +
                            (tokens.size() == 1 ? "" : "s");
  const std::string_view not_yet = all_live ? "" : ", not all of them alive yet";
  outcome.observed = concat({count, not_yet});
  outcome.message =
      concat({account_name(account), " has ", count, " that may be the integration's", not_yet});
  if (outcome.holds == Truth::yes) return outcome;
  for (const Token* token : tokens) outcome.faults.push_back("living token " + token->authorization_id);
  if (tokens.empty()) {
    outcome.remediation = make_new_token();
    return outcome;
  }
  std::vector<std::string> names;
  names.reserve(tokens.size());
  for (const Token* token : tokens) names.push_back(token_name(*token));
  // No call: which of them the product holds is not told.
  outcome.remediation = {
      "revoke those that the product does not use, or name the right one in the integration file, "
      "`pat: {id: …}`: " +
          join_words(names),
      "", "whatever else uses them"};
  return outcome;
}

}  // namespace patrol
