#include "auditor/checks/token_subject.h"

#include "auditor/checks/common.h"
#include "auditor/checks/join.h"
#include "auditor/model/concat.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <utility>

namespace patrol {
namespace {

std::string wanted_token(const Question& question) {
  const PatSelector& pat = question.integration.pat;
  if (!pat.name.empty()) return "token `" + pat.name + "`";
  if (!pat.id.empty()) return "token " + pat.id;
  return "personal access token";
}

/// What is wrong with each of them. One more token of which the same is wrong is one more thing that is
/// wrong, told by their number: one that takes the place of another is not.
std::vector<std::string> faults_of_tokens(const std::vector<TokenVerdict>& verdicts) {
  std::vector<std::string> faults;
  std::map<std::string, std::size_t> tokens;  // by what is wrong of them
  for (const TokenVerdict& verdict : verdicts) {
    std::vector<std::string> own = verdict.faults.empty() ? std::vector{verdict.observed} : verdict.faults;
    sort_unique(own);
    for (std::string& fault : own) {
      const std::size_t number = ++tokens[fault];
      if (number > 1) fault.insert(0, std::to_string(number) + " tokens: ");
      faults.push_back(std::move(fault));
    }
  }
  return faults;
}

/// Puts the verdicts on several that fail, in the same order, into the outcome: each has to be mended.
void conclude_all(std::vector<TokenVerdict> verdicts, const std::vector<const Token*>& tokens,
                  const std::string& account, Outcome& outcome) {
  std::vector<Outcome> outcomes(verdicts.size());
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    conclude(outcomes[i], std::move(verdicts[i]), account, concat({"token ", token_name(*tokens[i])}));
  }
  Outcome joint = join_all(std::move(outcomes));
  outcome.holds = joint.holds;
  outcome.message = std::move(joint.message);
  outcome.observed = std::move(joint.observed);
  outcome.path = std::move(joint.path);
  outcome.remediation = std::move(joint.remediation);
}

}  // namespace

std::optional<Gap> foreign(const Token& token, const Question& question, Support& support) {
  if (!token.target_accounts) return std::nullopt;
  const auto& connection = question.facts.view().connection();
  support.add_reads(connection.reads);
  if (!connection.known) {
    Gap gap = connection.known.error();
    gap.what = "whether the token " + token_name(token) + " is for this organization";
    return gap;
  }
  if (std::ranges::find(*token.target_accounts, connection.known.value().instance_id) !=
      token.target_accounts->end()) {
    return std::nullopt;
  }
  return Gap{Gap::Kind::not_decidable, "whether the token " + token_name(token) + " is for this organization",
             "the organization lists it, but it names other organizations only",
             "make a token for this organization, or name the right one in the integration file"};
}

std::vector<const Token*> nameless_for(const Question& question) {
  std::vector<const Token*> tokens;
  const PatSelector& pat = question.integration.pat;
  const Identity* account = question.account().identity;
  if (pat.name.empty() || !pat.id.empty() || account == nullptr) return tokens;
  for (const Token& token : question.facts.view().tokens(account->subject_descriptor).known.items) {
    if (token.display_name.empty() && !is_over(token, question.now)) tokens.push_back(&token);
  }
  return tokens;
}

Gap may_be_called_so(const Token& nameless, const Question& question) {
  return {
      Gap::Kind::not_decidable,
      "whether the token " + token_name(nameless) + " is called `" + question.integration.pat.name + "` too",
      "the service lists it without its name",
      "name the token by its id in the integration file: `pat: {id: …}`"};
}

bool owns_no_token(const Identity& account) {
  return is_service_principal(account) || is_build_service(account);
}

std::vector<const Token*> tokens_for(const Question& question, Outcome& outcome) {
  const Identity* account = account_for(question, outcome);
  // Asked early, because every judgement of a token needs it.
  question.facts.view().connection();
  if (account == nullptr) return {};
  if (owns_no_token(*account)) {
    outcome.holds = Truth::no;
    outcome.observed = is_service_principal(*account) ? "a service principal" : "a build service";
    outcome.message = account_name(*account) + " is " + outcome.observed + ", which can not own a token";
    outcome.remediation.advice =
        "use a user account for this integration, or a policy for service principals";
    return {};
  }
  if (account->subject_descriptor.empty()) {
    outcome.support.add_gap({Gap::Kind::bad_answer, "the tokens of " + account_name(*account),
                             "the service did not tell the account's subject descriptor",
                             "name the account by its descriptor in the integration file"});
    return {};
  }
  TokenAnswer tokens =
      find_tokens(question.facts.view(), account->subject_descriptor, question.integration.pat, question.now);
  outcome.support.add(tokens.support);
  outcome.notices = std::move(tokens.notices);
  if (tokens.none) {
    outcome.holds = Truth::no;
    outcome.message = account_name(*account) + " has no " + wanted_token(question);
    outcome.observed = "no such token";
    outcome.path = {account_name(*account)};
    outcome.remediation.advice = "sign in as " + account_name(*account) +
                                 " and make the token in User settings › Personal access tokens, or correct "
                                 "`pat` in the integration file";
  }
  return tokens.support.gaps.empty() ? std::move(tokens.chosen) : std::vector<const Token*>{};
}

Outcome decide_on_tokens(const Question& question, std::string expected,
                         const std::function<TokenVerdict(const Token&)>& decide_one, bool nameless_matter) {
  Outcome outcome;
  outcome.expected = std::move(expected);
  const auto tokens = tokens_for(question, outcome);
  if (tokens.empty()) return outcome;

  std::vector<TokenVerdict> verdicts;
  verdicts.reserve(tokens.size());
  for (const Token* token : tokens) {
    if (const auto gap = foreign(*token, question, outcome.support)) {
      outcome.support.add_gap(*gap);
    } else {
      verdicts.push_back(decide_one(*token));
      for (const Gap& open : verdicts.back().gaps) outcome.support.add_gap(open);
      const std::vector<std::string>& notices = verdicts.back().notices;
      outcome.notices.insert(outcome.notices.end(), notices.begin(), notices.end());
    }
  }
  if (!outcome.support.gaps.empty()) return outcome;

  const Truth first = verdicts.front().holds;
  if (!std::ranges::all_of(verdicts, [&](const TokenVerdict& verdict) { return verdict.holds == first; })) {
    std::vector<std::string> names;
    names.reserve(tokens.size());
    for (const Token* token : tokens) names.push_back(token_name(*token));
    outcome.support.add_gap({Gap::Kind::not_decidable, "which token " + question.integration.name + " uses",
                             "several may be it, and they differ: " + join_words(names),
                             "name it by its id in the integration file: `pat: {id: …}`"});
    return outcome;
  }
  // Beside one that lives a dead namesake would have been set aside.
  const auto is_dead = [&](const Token* token) { return is_over(*token, question.now); };
  if (nameless_matter || std::ranges::all_of(tokens, is_dead)) {
    for (const Token* token : nameless_for(question)) {
      if (decide_one(*token).holds != first) outcome.support.add_gap(may_be_called_so(*token, question));
    }
    if (!outcome.support.gaps.empty()) return outcome;
  }
  const std::string account = account_name(*question.account().identity);
  if (first == Truth::no) outcome.faults = faults_of_tokens(verdicts);
  if (first == Truth::no && verdicts.size() > 1) {
    conclude_all(std::move(verdicts), tokens, account, outcome);
    return outcome;
  }
  // Of several with which the rule holds the first is told.
  conclude(outcome, std::move(verdicts.front()), account, concat({"token ", token_name(*tokens.front())}));
  return outcome;
}

void conclude(Outcome& outcome, TokenVerdict verdict, std::string account, std::string token) {
  outcome.holds = verdict.holds;
  outcome.message = std::move(verdict.message);
  outcome.observed = std::move(verdict.observed);
  outcome.remediation = std::move(verdict.remediation);
  outcome.path.clear();
  outcome.path.reserve(2 + verdict.path.size());
  outcome.path.push_back(std::move(account));
  outcome.path.push_back(std::move(token));
  std::ranges::move(verdict.path, std::back_inserter(outcome.path));
}

}  // namespace patrol
