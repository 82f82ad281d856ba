#include "auditor/checks/token_grades.h"

#include "auditor/checks/common.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <array>
#include <optional>
#include <utility>

namespace patrol {
namespace {

constexpr const char* list_them = "give patrol a credential that may list the account's tokens";

Outcome observe(const Question& question, const TokenQuestion& asked) {
  Outcome outcome = decide_on_tokens(question, asked.expected, asked.decide_one, asked.nameless_matter);
  if (outcome.holds != Truth::unknown) outcome.grade = Grade::observed;
  return outcome;
}

/// Why the token in the variable is no living token of the account; empty: nothing says so.
std::string why_not_the_accounts(const OwnToken& own, const Question& question) {
  const std::string token = "the token in " + question.integration.pat.secret_env;
  switch (own.state) {
    case OwnToken::State::dead: return token + " is not accepted (" + own.refusal + ")";
    case OwnToken::State::others:
      return token + " belongs to " + own.owner + ", not to " + account_label(question);
    case OwnToken::State::unknown:
    case OwnToken::State::the_account: break;
  }
  return {};
}

/// Why trying it shows nothing of the account's token.
std::optional<Gap> why_no_use(const OwnToken& own, const Question& question, const TokenQuestion& asked) {
  const std::string& variable = question.integration.pat.secret_env;
  const std::string what =
      asked.not_by_trying.empty() ? "what the token in " + variable + " may do" : asked.not_by_trying;
  if (own.state == OwnToken::State::dead && !asked.is_about_owner) {
    return Gap{Gap::Kind::not_decidable, what, why_not_the_accounts(own, question), list_them};
  }
  if (own.state == OwnToken::State::others && !asked.is_about_owner) {
    return Gap{Gap::Kind::not_decidable, what, why_not_the_accounts(own, question),
               "set " + variable + " to the token of " + account_label(question)};
  }
  if (asked.try_it) return std::nullopt;
  return Gap{Gap::Kind::not_decidable, what, "trying the token in " + variable + " does not show it",
             list_them};
}

OwnToken try_token(const Question& question) {
  return own_token(question.facts.view(), question.integration.pat.secret_env, question.account().identity);
}

Outcome probe(const OwnToken& own, const Question& question, const TokenQuestion& asked) {
  const std::string& variable = question.integration.pat.secret_env;
  Outcome outcome;
  outcome.expected = asked.expected;
  const AccountAnswer& account = question.account();
  outcome.support = own.support;
  if (own.state == OwnToken::State::others) {
    outcome.notices.push_back(why_not_the_accounts(own, question));
  }
  if (own.state == OwnToken::State::unknown) return outcome;
  if (const auto gap = why_no_use(own, question, asked)) {
    outcome.support.add_gap(*gap);
    return outcome;
  }
  outcome.support.add(account.support);
  TokenVerdict verdict = asked.try_it(own);
  sort_unique(verdict.reads);
  outcome.support.add_reads(verdict.reads);
  if (verdict.holds == Truth::unknown) {
    for (const Gap& gap : verdict.gaps) outcome.support.add_gap(gap);
    return outcome;
  }
  outcome.grade = Grade::probed;
  outcome.faults = verdict.faults;
  conclude(outcome, std::move(verdict), account_label(question), "token in " + variable);
  return outcome;
}

/// The token as the integration file describes it; nothing: it does not say what is asked.
std::optional<Token> declared_token(const Question& question, const TokenQuestion& asked) {
  const PatSelector& pat = question.integration.pat;
  const bool says_scopes = asked.declares == TokenQuestion::Declares::scopes && pat.scopes.has_value();
  const bool says_end = asked.declares == TokenQuestion::Declares::end && pat.expires.has_value();
  if (!says_scopes && !says_end) return std::nullopt;
  return Token{.authorization_id = pat.id.empty() ? "declared" : pat.id,
               .display_name = pat.name,
               .scopes = pat.scopes.value_or(std::vector<std::string>{}),
               .target_accounts = std::vector<std::string>{},
               .valid_from = question.now,
               .valid_to = pat.expires,
               .is_valid = true};
}

Outcome take_declared(const Token& token, const Question& question, const TokenQuestion& asked) {
  Outcome outcome;
  outcome.expected = asked.expected;
  TokenVerdict verdict = asked.decide_one(token);
  for (const Gap& gap : verdict.gaps) outcome.support.add_gap(gap);
  if (verdict.holds == Truth::unknown) return outcome;
  outcome.grade = Grade::declared;
  outcome.faults = verdict.faults;
  verdict.message = "as the integration file declares, " + verdict.message;
  conclude(outcome, std::move(verdict), account_label(question), "token " + token_name(token));
  return outcome;
}

bool is_decided(const Outcome& outcome) {
  return outcome.holds != Truth::unknown;
}

/// What a lesser grade says against the one that counts. What trying the token says against a yes does not
/// leave it one: doubt() tells that.
void tell_contradiction(const Outcome& lesser, Outcome& counts) {
  if (!is_decided(lesser) || lesser.holds == counts.holds || !lesser.grade || !counts.grade) return;
  if (lesser.grade == Grade::probed && counts.holds == Truth::yes) return;
  counts.notices.push_back("the evidence disagrees: " + std::string(to_word(*counts.grade)) + ", " +
                           counts.message + "; " + std::string(to_word(*lesser.grade)) + ", " +
                           lesser.message + ". What is " + std::string(to_word(*counts.grade)) + " counts");
}

/// What trying the token says against another grade's yes; empty: nothing. That it is not a living one of the
/// account speaks against what is true of living ones alone; and against all that is true of the account's
/// tokens where the integration names none of them: then none is known to be the one that it uses.
std::string said_against(const OwnToken& own, const Outcome& probed, const Question& question,
                         const TokenQuestion& asked) {
  if (probed.holds == Truth::no) return probed.message;
  const PatSelector& pat = question.integration.pat;
  const bool names_none = pat.name.empty() && pat.id.empty();
  return asked.is_about_life || names_none ? why_not_the_accounts(own, question) : std::string();
}

/// Two pieces of evidence that contradict each other prove nothing: the token that is listed, or declared, is
/// not the one that the integration uses, or one of both is told wrong.
void doubt(const OwnToken& own, const std::string& against, const Question& question, Outcome& outcome) {
  if (against.empty() || outcome.holds != Truth::yes) return;
  const std::string_view grade = to_word(outcome.grade.value_or(Grade::observed));
  outcome.holds = Truth::unknown;
  outcome.grade.reset();
  outcome.support.add_reads(own.support.reads);
  outcome.support.add_gap(
      {Gap::Kind::not_decidable, "which token " + question.integration.name + " uses",
       "the evidence disagrees: " + std::string(grade) + ", " + outcome.message + "; probed, " + against,
       "set " + question.integration.pat.secret_env +
           " to the token that the integration uses, and name that one by its id in the integration file: "
           "`pat: {id: …}`"});
}

}  // namespace

void doubt_by_trying(const Question& question, Outcome& outcome) {
  const Identity* const account = question.account().identity;
  if (question.integration.pat.secret_env.empty() || (account != nullptr && owns_no_token(*account))) return;
  const OwnToken own = try_token(question);
  doubt(own, why_not_the_accounts(own, question), question, outcome);
}

Outcome decide_by_grades(const Question& question, const TokenQuestion& asked) {
  Outcome observed = observe(question, asked);
  const PatSelector& pat = question.integration.pat;
  const Identity* const account = question.account().identity;
  if (account != nullptr && owns_no_token(*account)) return observed;

  std::vector<Outcome> lesser;
  std::string against;
  const OwnToken own = pat.secret_env.empty() ? OwnToken{} : try_token(question);
  if (!pat.secret_env.empty()) {
    lesser.push_back(probe(own, question, asked));
    against = said_against(own, lesser.back(), question, asked);
  }
  const std::optional<Token> token = declared_token(question, asked);
  if (token) lesser.push_back(take_declared(*token, question, asked));

  Outcome best = std::move(observed);
  for (Outcome& other : lesser) {
    const bool counts = other.grade != Grade::declared || question.accept_declared;
    if (!is_decided(best) && is_decided(other) && counts) {
      other.notices.insert(other.notices.begin(), best.notices.begin(), best.notices.end());
      best = std::move(other);
      continue;
    }
    best.notices.insert(best.notices.end(), other.notices.begin(), other.notices.end());
    if (is_decided(best)) {
      tell_contradiction(other, best);
    } else if (!counts) {
      best.support.add_gap({Gap::Kind::not_decidable, "the token of " + account_label(question),
                            "what the integration file declares of it is no evidence by itself",
                            "audit with `--accept declared` to let it count"});
    } else {
      best.support.add(other.support);
    }
  }
  doubt(own, against, question, best);
  return best;
}

}  // namespace patrol
