#include "auditor/checks/calls.h"
#include "auditor/checks/common.h"
#include "auditor/checks/join.h"
#include "auditor/checks/rows.h"
#include "auditor/checks/token_edit.h"
#include "auditor/checks/token_grades.h"
#include "auditor/checks/token_subject.h"
#include "auditor/checks/unique_token.h"
#include "auditor/model/concat.h"
#include "auditor/model/holdings.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>

namespace patrol {
namespace {

using std::chrono::days;

constexpr std::string_view global_tokens_stop = "tokens for all organizations stop on 1 December 2026";

/// Whether that day comes before the token's own end.
bool stops_early(const Token& token) {
  return !token.target_accounts && token.valid_to && *token.valid_to > global_tokens_end;
}

std::string count_days(std::chrono::seconds span) {
  const auto whole = std::chrono::floor<days>(span).count();
  return std::to_string(whole) + (whole == 1 ? " day" : " days");
}

TokenVerdict not_told(const Token& token, std::string_view member) {
  TokenVerdict verdict;
  verdict.gaps.push_back({Gap::Kind::bad_answer, "the dates of the token " + token_name(token),
                          "the service did not send " + std::string(member),
                          "look at the token in the portal"});
  return verdict;
}

TokenVerdict decide_valid(const Token& token, Time now) {
  if (!token.valid_to) return not_told(token, "validTo");
  TokenVerdict verdict;
  verdict.holds = truth_of(is_alive(token, now));
  if (verdict.holds == Truth::no) verdict.remediation = make_new_token();
  if (now >= *token.valid_to) {
    verdict.observed = "expired on " + format_date(*token.valid_to);
    verdict.faults = {"expired"};
  } else if (!token.is_valid) {
    verdict.observed = "revoked or disabled";
  } else if (token.valid_from && now < *token.valid_from) {
    verdict.faults = {"not valid yet"};
    verdict.observed = "not valid before " + format_date(*token.valid_from);
  } else if (stops_early(token) && now >= global_tokens_end) {
    // How far the end is carried out on the day is not known (API.md 11).
    verdict.holds = Truth::unknown;
    verdict.gaps.push_back({Gap::Kind::not_decidable,
                            "whether the token " + token_name(token) + " still works",
                            "it is for all organizations, and " + std::string(global_tokens_stop),
                            "make a token for this organization alone, and enter it in the product"});
    return verdict;
  } else if (!token.valid_from) {
    return not_told(token, "validFrom");  // it may begin tomorrow
  } else if (stops_early(token)) {
    verdict.observed = "valid until " + format_date(global_tokens_end) + ": " +
                       std::string(global_tokens_stop) + ", its own end is " + format_date(*token.valid_to);
  } else {
    verdict.observed = "valid until " + format_date(*token.valid_to);
  }
  const bool is_over = now >= *token.valid_to;
  verdict.message = concat({"the token ", token_name(token), is_over ? " " : " is ", verdict.observed});
  return verdict;
}

/// What a rule asks of the end of a token, in days.
struct EndRule {
  int least_left = 0;
  std::optional<int> longest_life;
};

/// A token can be given a later end, no longer than the page allows; one for all organizations can not.
constexpr days longest_renewal{365};

/// As long again as it was made for, within the life that the rule allows. Nothing where that is not enough,
/// and where the token can get no later end at all.
std::optional<Time> later_end(const Token& token, const EndRule& wanted, Time now) {
  if (!token.valid_to || !token.valid_from || !token.target_accounts) return std::nullopt;
  if (!is_alive(token, now)) return std::nullopt;
  const days least{wanted.least_left};
  const auto life = std::chrono::ceil<days>(*token.valid_to - *token.valid_from);
  Time end = now + std::min(std::max(life, least), longest_renewal);
  if (wanted.longest_life) end = std::min(end, *token.valid_from + days{*wanted.longest_life});
  if (end <= *token.valid_to || end - now < least) return std::nullopt;
  return end;
}

/// A new end where the token can have one: then the product keeps what it holds.
Remediation renew(const Token& token, const EndRule& wanted, const Question& question) {
  const std::optional<Time> end = later_end(token, wanted, question.now);
  if (!end) return make_new_token();
  return with_edit(
      {concat(
           {"give the token a later end, signed in as the account: User settings › Personal access tokens › ",
            token_name(token), " › Edit › ", format_date(*end), "; the product keeps it as it is"}),
       "",
       "nothing that works now; a rule about the life of a token counts from the day on which it was made"},
      token, {token.scopes, *end}, question);
}

TokenVerdict no_days_left(const Token& token) {
  TokenVerdict verdict;
  verdict.holds = Truth::no;
  verdict.observed = "no days left: revoked or disabled";
  verdict.faults = {"revoked or disabled"};
  verdict.message = "the token " + token_name(token) + " has " + verdict.observed;
  verdict.remediation = make_new_token();
  return verdict;
}

TokenVerdict decide_days_left(const Token& token, const EndRule& wanted, const Question& question) {
  const Time now = question.now;
  // Whatever its dates say, a token that was revoked ends today.
  if (!token.is_valid && (!token.valid_to || now < *token.valid_to)) return no_days_left(token);
  if (!token.valid_to) return not_told(token, "validTo");
  TokenVerdict verdict;
  const Time end = stops_early(token) ? global_tokens_end : *token.valid_to;
  const auto left = end - now;
  verdict.holds = truth_of(left >= days{wanted.least_left});
  verdict.observed = left < days{0} ? (stops_early(token) ? "stopped on " : "expired on ") + format_date(end)
                                    : count_days(left) + " left, until " + format_date(end);
  if (stops_early(token)) verdict.observed += ": " + std::string(global_tokens_stop);
  verdict.message =
      concat({"the token ", token_name(token), left < days{0} ? " " : " has ", verdict.observed});
  if (verdict.holds == Truth::no) {
    verdict.faults = {left < days{0} ? "expired" : "too few days left"};
    verdict.remediation = renew(token, wanted, question);
  }
  return verdict;
}

/// A token dies with its account (API.md 8), whatever the list, a trial or a file says of it; and an account
/// that is not active may be so again. That one read says so is not the last word (API.md 3.5).
void doubt_inactive(const Question& question, Outcome& outcome) {
  const Identity* const account = question.account().identity;
  if (outcome.holds != Truth::yes || account == nullptr || account->is_active) return;
  outcome.holds = Truth::unknown;
  outcome.grade.reset();
  outcome.support.add(question.account().support);
  outcome.support.add_gap({Gap::Kind::not_decidable,
                           "whether the token of " + account_name(*account) + " works",
                           "the account is not active, and a token dies with its account",
                           "activate the account, or take it out of the organization"});
}

/// Ends a token for good. For where the product has a new one by then.
std::string revoke(const Token& token, const Question& question) {
  return rest_call("post",
                   "https://vssps.dev.azure.com/" + question.facts.view().organization_name() +
                       "/_apis/tokenadmin/revocations?isPublic=false&api-version=7.1",
                   R"([{"authorizationId":")" + token.authorization_id + R"("}])");
}

/// Which end of the life of a token a rule bounds.
enum class Bound { least, longest };

/// How long the token was made to live. One for all organizations lives no longer than these are let, which
/// keeps it from living long enough, and not from having been made for too long. The longest that can be had
/// is a year (API.md 8), which is why some products want no less than that.
TokenVerdict decide_lifetime(const Token& token, Bound bound, days limit, const Question& question) {
  if (!token.valid_to || !token.valid_from) return not_told(token, token.valid_to ? "validFrom" : "validTo");
  TokenVerdict verdict;
  const bool is_least = bound == Bound::least;
  const bool is_stopped = is_least && stops_early(token);
  const Time end = is_stopped ? global_tokens_end : *token.valid_to;
  const auto life = std::max(Time::duration::zero(), end - *token.valid_from);
  // The page offers dates: a year that was chosen there lacks the hours of the day on which it was made.
  const days begun = std::chrono::ceil<days>(life);
  verdict.holds = truth_of(is_least ? begun >= limit : life <= limit);
  const days whole = is_least || life > limit ? begun : std::chrono::floor<days>(life);
  verdict.observed = "a life of " + count_days(whole);
  if (is_stopped) {
    verdict.observed += concat({", until ", format_date(end), ": ", global_tokens_stop});
  }
  verdict.message = concat({"the token ", token_name(token), " has ", verdict.observed});
  if (verdict.holds == Truth::yes) return verdict;
  constexpr std::string_view where_and_when =
      " in User settings › Personal access tokens, signed in as the account, and enter it in the product; "
      "then, and not before, the call revokes the old one";
  verdict.remediation = {concat({"make a token ", is_stopped ? "for this organization alone " : "",
                                 "that ends ", is_least ? "later" : "sooner", where_and_when}),
                         revoke(token, question), "whatever else uses the old token"};
  return verdict;
}

TokenVerdict decide_one_organization(const Token& token, const Question& question) {
  TokenVerdict verdict;
  if (token.target_accounts && token.target_accounts->size() == 1) {
    verdict.holds = Truth::yes;
    verdict.observed = "this organization alone";
    verdict.message = concat({"the token ", token_name(token), " is for ", verdict.observed});
    return verdict;
  }
  verdict.holds = Truth::no;
  if (token.target_accounts) {
    verdict.observed = std::to_string(token.target_accounts->size()) + " organizations";
    verdict.message = "the token " + token_name(token) + " is for " + verdict.observed;
    for (const std::string& organization : *token.target_accounts) {
      verdict.faults.push_back("for the organization " + organization);
    }
  } else {
    verdict.observed = "all accessible organizations";
    verdict.message =
        "the token " + token_name(token) + " is for all organizations; such tokens stop on 1 December 2026";
  }
  verdict.remediation = {
      "make a new token for this organization alone in User settings › Personal access tokens, signed in as "
      "the "
      "account, and enter it in the product; then, and not before, the call revokes the old one",
      revoke(token, question), "whatever else uses the old token, in other organizations too"};
  return verdict;
}

TokenVerdict decide_all_organizations(const Token& token) {
  TokenVerdict verdict;
  verdict.holds = truth_of(!token.target_accounts);
  verdict.observed = token.target_accounts ? "chosen organizations only" : "all accessible organizations";
  verdict.message = "the token " + token_name(token) + " is for " + verdict.observed;
  if (!token.target_accounts) verdict.message += "; such tokens stop on 1 December 2026";
  verdict.remediation.advice =
      "the product asks for a token for all organizations, and none can be made since 15 March 2026: ask its "
      "vendor how to connect each organization by itself";
  return verdict;
}

/// `14 days`, and who says so where an integration set a parameter of the policy.
std::string describe(const Amount& amount, const Question& question) {
  const int number = number_for(amount, question.integration);
  std::string text = count_days(days{number});
  if (number != amount.number) {
    text += " (set by the integration; " + std::to_string(amount.number) + " by default)";
  }
  return text;
}

/// That it works here and now, and is the account's own, is what being valid means. Somebody else's token
/// says nothing good of the account's: the product signs in as somebody else.
TokenVerdict try_valid(const OwnToken& own, const Question& question) {
  TokenVerdict verdict;
  const std::string token = "the token in " + question.integration.pat.secret_env;
  switch (own.state) {
    case OwnToken::State::unknown: break;
    case OwnToken::State::dead:
      verdict.holds = Truth::no;
      verdict.observed = "not accepted";
      verdict.faults = {"not accepted"};
      verdict.message = token + " is not accepted (" + own.refusal +
                        "): it is expired, revoked or made for another organization";
      verdict.remediation.advice =
          "make a new token in User settings › Personal access tokens, signed in as the account, enter it in "
          "the "
          "product, and set " +
          question.integration.pat.secret_env + " to it";
      verdict.remediation.may_break = "nothing that works now";
      break;
    case OwnToken::State::others:
      verdict.holds = Truth::no;
      verdict.observed = "the token of " + own.owner;
      verdict.faults = {"the token of somebody else"};
      verdict.message = token + " belongs to " + own.owner + ", not to " + account_label(question);
      verdict.remediation.advice = "enter a token of " + account_label(question) +
                                   " in the product, and set " + question.integration.pat.secret_env +
                                   " to it; or name the right account in "
                                   "the integration file";
      break;
    case OwnToken::State::the_account:
      verdict.holds = Truth::yes;
      verdict.observed = "accepted";
      verdict.message = token + " is accepted, and belongs to " + account_label(question);
      break;
  }
  return verdict;
}

Outcome decide_pat(const PatState& wanted, const Question& question) {
  std::vector<Outcome> outcomes;
  if (wanted.valid) {
    outcomes.push_back(decide_by_grades(
        question, {.expected = "a token that is valid now for this organization",
                   .decide_one = [&](const Token& token) { return decide_valid(token, question.now); },
                   .try_it = [&](const OwnToken& own) { return try_valid(own, question); },
                   .is_about_owner = true,
                   .is_about_life = true,
                   .declares = TokenQuestion::Declares::end}));
    doubt_inactive(question, outcomes.back());
  }
  if (wanted.min_days_left) {
    EndRule end{.least_left = number_for(*wanted.min_days_left, question.integration), .longest_life = {}};
    if (wanted.max_lifetime_days) {
      end.longest_life = number_for(*wanted.max_lifetime_days, question.integration);
    }
    outcomes.push_back(decide_by_grades(
        question, {.expected = "at least " + describe(*wanted.min_days_left, question) + " left",
                   .decide_one = [&](const Token& token) { return decide_days_left(token, end, question); },
                   .is_about_life = true,
                   .not_by_trying = "when the token ends",
                   .declares = TokenQuestion::Declares::end}));
    doubt_inactive(question, outcomes.back());
  }
  if (wanted.min_lifetime_days) {
    const int shortest = number_for(*wanted.min_lifetime_days, question.integration);
    outcomes.push_back(decide_by_grades(
        question, {.expected = "a life of at least " + describe(*wanted.min_lifetime_days, question),
                   .decide_one =
                       [&](const Token& token) {
                         return decide_lifetime(token, Bound::least, days{shortest}, question);
                       },
                   .not_by_trying = "from when to when the token is valid"}));
  }
  if (wanted.max_lifetime_days) {
    const int longest = number_for(*wanted.max_lifetime_days, question.integration);
    outcomes.push_back(decide_by_grades(
        question, {.expected = "a life of at most " + describe(*wanted.max_lifetime_days, question),
                   .decide_one =
                       [&](const Token& token) {
                         return decide_lifetime(token, Bound::longest, days{longest}, question);
                       },
                   .not_by_trying = "from when to when the token is valid",
                   .nameless_matter = true}));
  }
  if (wanted.one_organization) {
    outcomes.push_back(decide_by_grades(
        question, {.expected = "a token for this organization alone",
                   .decide_one = [&](const Token& token) { return decide_one_organization(token, question); },
                   .not_by_trying = "for which organizations the token is",
                   .nameless_matter = true}));
  }
  if (wanted.all_organizations) {
    outcomes.push_back(decide_by_grades(question, {.expected = "a token for all organizations",
                                                   .decide_one = decide_all_organizations,
                                                   .not_by_trying = "for which organizations the token is"}));
  }
  if (wanted.unique) {
    outcomes.push_back(decide_unique_token(question));
    doubt_by_trying(question, outcomes.back());
  }
  return join_all(std::move(outcomes));
}

}  // namespace

constexpr Check pat_check = make_check<PatState, decide_pat>(
    "pat", "the token is valid, long enough, and made for this organization", true);

}  // namespace patrol
