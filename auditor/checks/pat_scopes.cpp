#include "auditor/checks/required_scopes.h"
#include "auditor/checks/rows.h"
#include "auditor/checks/token_edit.h"
#include "auditor/checks/token_grades.h"
#include "auditor/checks/token_subject.h"
#include "auditor/facts/own_token.h"
#include "auditor/model/concat.h"
#include "auditor/model/probe.h"
#include "auditor/model/rule_mode.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <utility>

namespace patrol {
namespace {

using Ids = std::vector<std::string>;

std::string join_with(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

std::string describe(const Catalogue& catalogue, const Ids& ids) {
  std::vector<std::string> words;
  words.reserve(ids.size());
  for (const std::string& id : ids) {
    words.push_back(id == Catalogue::full_access ? "Full access" : catalogue.describe_scope(id));
  }
  return words.empty() ? "none" : join_words(words);
}

/// Decides one token against wanted or allowed scopes.
class Comparison {
 public:
  Comparison(const Catalogue& catalogue, const Token& token, PatScopes::Match match)
      : catalogue_(catalogue), token_(token), match_(match) {}

  bool holds(const std::string& wanted) const {
    if (std::ranges::find(token_.scopes, wanted) != token_.scopes.end()) return true;
    return std::ranges::any_of(token_.scopes, [&](const std::string& held) {
      return match_ == PatScopes::Match::literal ? held == wanted : catalogue_.holds(held, wanted);
    });
  }

  Ids missing(const Ids& wanted) const {
    Ids ids;
    std::ranges::copy_if(wanted, std::back_inserter(ids), [&](const std::string& id) { return !holds(id); });
    return ids;
  }

  Ids present(const Ids& unwanted) const {
    Ids ids;
    std::ranges::copy_if(unwanted, std::back_inserter(ids), [&](const std::string& id) { return holds(id); });
    return ids;
  }

  /// Held scopes that are or imply an unwanted one.
  Ids sources_of(const Ids& unwanted) const {
    Ids ids;
    for (const std::string& held : token_.scopes) {
      const bool gives_one = std::ranges::any_of(unwanted, [&](const std::string& id) {
        return match_ == PatScopes::Match::literal ? held == id : catalogue_.holds(held, id);
      });
      if (gives_one) ids.push_back(held);
    }
    return ids;
  }

  /// Held scopes that nothing allowed covers; one that the catalogue does not know is never covered.
  Ids beyond(const Ids& allowed) const {
    Ids ids;
    for (const std::string& held : token_.scopes) {
      const bool is_covered = std::ranges::any_of(allowed, [&](const std::string& id) {
        return id == held || (match_ == PatScopes::Match::effective && catalogue_.holds(id, held));
      });
      if (!is_covered || !is_known(held)) ids.push_back(held);
    }
    return ids;
  }

  /// Held scopes of which nobody here knows what they allow.
  Ids unknown() const {
    Ids ids;
    std::ranges::copy_if(token_.scopes, std::back_inserter(ids),
                         [&](const std::string& held) { return !is_known(held); });
    return ids;
  }

 private:
  bool is_known(const std::string& id) const {
    return id == Catalogue::full_access || catalogue_.find_scope(id) != nullptr;
  }

  const Catalogue& catalogue_;
  const Token& token_;
  PatScopes::Match match_;
};

/// The scopes with which the rule holds, with as little change as can be: what is allowed, or needed
/// elsewhere, is kept where a scope that goes brought it along.
Ids mended(const Token& token, const PatScopes& wanted, const Ids& ids, const Question& question) {
  const Comparison held(question.catalogue, token, wanted.match);
  const Comparison by_effect(question.catalogue, token, PatScopes::Match::effective);
  Token changed = token;
  const auto drop = [&](const Ids& unwanted) {
    std::erase_if(changed.scopes,
                  [&](const std::string& id) { return std::ranges::find(unwanted, id) != unwanted.end(); });
  };
  const auto keep = [&](const Ids& allowed) {
    for (const std::string& id : allowed) {
      const bool is_there = Comparison(question.catalogue, changed, PatScopes::Match::effective).holds(id);
      if (by_effect.holds(id) && !is_there) changed.scopes.push_back(id);
    }
  };
  switch (question.mode()) {
    case Rule::Mode::require: std::ranges::copy(held.missing(ids), std::back_inserter(changed.scopes)); break;
    case Rule::Mode::exactly: changed.scopes = ids; break;
    case Rule::Mode::at_most:
      drop(held.beyond(ids));
      keep(ids);
      break;
    case Rule::Mode::forbid:
      drop(held.sources_of(ids));
      keep(required_of(token, question).possible);
      break;
  }
  const Comparison after(question.catalogue, changed, wanted.match);
  const bool lacks = question.mode() == Rule::Mode::require && !after.missing(ids).empty();
  const bool holds_more = question.mode() == Rule::Mode::at_most && !after.beyond(ids).empty();
  const bool holds_it = question.mode() == Rule::Mode::forbid && !after.present(ids).empty();
  return lacks || holds_more || holds_it ? Ids{} : changed.scopes;
}

TokenVerdict judge(const Token& token, const PatScopes& wanted, const Ids& ids, const Question& question) {
  const Comparison comparison(question.catalogue, token, wanted.match);
  TokenVerdict verdict;
  verdict.observed = describe(question.catalogue, token.scopes);
  verdict.path.push_back(concat({"scopes ", verdict.observed}));
  std::string complaint;
  const auto blame = [&](std::string_view what, const Ids& scopes) {
    for (const std::string& id : scopes) verdict.faults.push_back(std::string(what) + id);
  };
  const auto complain = [&](std::string_view what, const Ids& scopes) {
    if (scopes.empty()) return;
    if (!complaint.empty()) complaint += " and ";
    complaint += std::string(what) + describe(question.catalogue, scopes);
  };
  const Rule::Mode mode = question.mode();
  if (is_floor(mode)) {
    const Ids missing = comparison.missing(ids);
    complain("lacks ", missing);
    blame("lacks ", missing);
  }
  if (is_ceiling(mode)) {
    const Ids beyond = comparison.beyond(ids);
    complain("holds more than is needed: ", beyond);
    blame("holds ", beyond);
  }
  if (mode == Rule::Mode::forbid) {
    complain("holds what it must not: ", comparison.present(ids));
    blame("holds ", comparison.sources_of(ids));
  }

  const Ids unknown = comparison.unknown();
  if (!unknown.empty()) {
    verdict.notices.push_back(
        "the token " + token_name(token) +
        " holds scopes that this version of patrol does not know: " + join_words(unknown));
  }
  verdict.holds = truth_of(complaint.empty());
  // What a scope outside the catalogue implies may be the very thing that is looked for. Under the other
  // modes such a scope is itself too much.
  const bool is_in_doubt = mode == Rule::Mode::forbid ? complaint.empty() : !complaint.empty();
  const bool may_imply_it = (mode == Rule::Mode::forbid || mode == Rule::Mode::require) &&
                            wanted.match == PatScopes::Match::effective && !unknown.empty();
  if (is_in_doubt && may_imply_it) {
    verdict.holds = Truth::unknown;
    verdict.gaps.push_back(
        {Gap::Kind::not_decidable, "what the scopes of the token " + token_name(token) + " allow",
         join_words(unknown) + " may imply what is " +
             (mode == Rule::Mode::forbid ? "forbidden" : "required") + ", and patrol does not know it",
         "update patrol, or take the scope away"});
  }
  verdict.message = complaint.empty() ? concat({"the token ", token_name(token), " holds ", verdict.observed})
                                      : concat({"the token ", token_name(token), " ", complaint});
  if (verdict.holds == Truth::no) {
    const Ids scopes = mended(token, wanted, ids, question);
    verdict.remediation = {
        "edit the token's scopes, signed in as the account: User settings › Personal access tokens › " +
            token_name(token) + (scopes.empty() ? "" : " › " + describe(question.catalogue, scopes)),
        "",
        mode == Rule::Mode::require ? "nothing that works now; whoever holds the token may then do more"
                                    : "whatever else uses this token"};
    if (token.valid_to) {
      verdict.remediation =
          with_edit(std::move(verdict.remediation), token, {scopes, *token.valid_to}, question);
    }
  }
  return verdict;
}

/// Where no active rule requires a scope, `required` bounds none.
TokenVerdict unbounded() {
  TokenVerdict verdict;
  verdict.gaps.push_back({Gap::Kind::not_decidable, "which scopes the token may hold",
                          "no rule that is switched on requires one, so that none is bounded",
                          "name the scopes in the rule, or give it a `when`"});
  return verdict;
}

/// By what is required: a scope that only an integration requires which may be using another token is neither
/// too much nor allowed.
TokenVerdict judge_required(const Token& token, const PatScopes& wanted, const RequiredScopes& required,
                            const Question& question) {
  if (required.possible.empty()) return unbounded();
  TokenVerdict verdict = judge(token, wanted, required.possible, question);
  if (required.open.empty() || verdict.holds != Truth::yes) return verdict;
  if (judge(token, wanted, required.ids, question).holds == Truth::yes) return verdict;
  verdict.holds = Truth::unknown;
  verdict.gaps.push_back(
      {Gap::Kind::not_decidable, "which scopes the token " + token_name(token) + " needs",
       "whether it is also that of " + join_words(required.open) + ", in another organization, is not known",
       "name the token by its id in the integration files of all who use it"});
  return verdict;
}

std::string expectation(const Question& question, const PatScopes& wanted, const Ids& ids) {
  if (wanted.required_only && ids.empty()) return "no scope beyond what is required";
  std::string scopes = describe(question.catalogue, ids);
  const std::string_view suffix = wanted.match == PatScopes::Match::literal ? " (by that very name)" : "";
  switch (question.mode()) {
    case Rule::Mode::require: return concat({"at least the scopes ", scopes, suffix});
    case Rule::Mode::at_most: return concat({"no scope beyond ", scopes, suffix});
    case Rule::Mode::exactly: return concat({"exactly the scopes ", scopes, suffix});
    case Rule::Mode::forbid: return concat({"none of the scopes ", scopes, suffix});
  }
  return scopes;
}

/// What probing shows of some scopes.
struct Tried {
  Ids there;
  Ids missing;
  Ids open;
  Support support;
};

Tried try_all(const Ids& ids, const OwnToken& own, const Question& question) {
  Tried tried;
  for (const std::string& id : ids) {
    const Truth holds = probe_scope(question.facts.view(), question.catalogue,
                                    question.integration.pat.secret_env, own.project_id, id, tried.support);
    (holds == Truth::yes ? tried.there : holds == Truth::no ? tried.missing : tried.open).push_back(id);
  }
  return tried;
}

/// Scopes that a probe can show and nothing allowed brings along, so that one who holds them, by whatever
/// name, holds too much.
Ids beyond_by_probing(const Ids& allowed, const Catalogue& catalogue) {
  Ids ids;
  for (const Probe& probe : probes()) {
    for (std::string& id : split(probe.scopes, ' ')) {
      const bool is_covered =
          std::ranges::any_of(allowed, [&](const std::string& each) { return catalogue.holds(each, id); });
      if (!is_covered && std::ranges::find(ids, id) == ids.end()) ids.push_back(std::move(id));
    }
  }
  return ids;
}

/// Probing shows that a scope is there or is not, and never that nothing else is.
TokenVerdict try_scopes(const OwnToken& own, const PatScopes& wanted, const Ids& ids,
                        const Question& question) {
  const Rule::Mode mode = question.mode();
  const bool forbids = mode == Rule::Mode::forbid;
  const bool is_literal = wanted.match == PatScopes::Match::literal;
  TokenVerdict verdict;
  std::vector<std::string> complaints;
  const auto complain = [&](std::string_view what, std::string_view fault, const Ids& scopes) {
    if (scopes.empty()) return;
    complaints.push_back(std::string(what) + describe(question.catalogue, scopes));
    for (const std::string& id : scopes) verdict.faults.push_back(std::string(fault) + id);
  };
  bool is_sure = true;
  const auto add = [&](const Tried& tried) {
    verdict.reads.insert(verdict.reads.end(), tried.support.reads.begin(), tried.support.reads.end());
    verdict.gaps.insert(verdict.gaps.end(), tried.support.gaps.begin(), tried.support.gaps.end());
  };
  if (mode != Rule::Mode::at_most) {
    const Tried tried = try_all(ids, own, question);
    add(tried);
    is_sure = tried.open.empty();
    // What is there may be there by another name, which a literal rule does not mean.
    if (forbids && !is_literal) complain("holds what it must not: ", "holds ", tried.there);
    if (is_literal && !tried.there.empty()) {
      is_sure = false;
      verdict.gaps.push_back({Gap::Kind::not_decidable, "by which name the token holds its scopes",
                              "trying it does not tell a scope from one that includes it",
                              "give patrol a credential that may list the account's tokens"});
    }
    if (!forbids) complain("lacks ", "lacks ", tried.missing);
  }
  if (is_ceiling(mode)) {
    const Tried tried = try_all(beyond_by_probing(ids, question.catalogue), own, question);
    complain("holds more than is needed: ", "holds ", tried.there);
    verdict.reads.insert(verdict.reads.end(), tried.support.reads.begin(), tried.support.reads.end());
    is_sure = false;
    verdict.gaps.push_back({Gap::Kind::not_decidable, "whether the token holds nothing else",
                            "trying it shows scopes that are there, and never that there are no others",
                            "give patrol a credential that may list the account's tokens"});
  }
  const std::string& variable = question.integration.pat.secret_env;
  verdict.remediation.advice =
      "edit the token's scopes in User settings › Personal access tokens, signed in as the account";
  if (!complaints.empty()) {
    verdict.holds = Truth::no;
    verdict.gaps.clear();
    verdict.observed = join_with(complaints, " and ");
    verdict.message = "the token in " + variable + " " + verdict.observed;
  } else if (is_sure) {
    verdict.holds = Truth::yes;
    verdict.observed = (forbids ? "none of " : "at least ") + describe(question.catalogue, ids);
    verdict.message = "the token in " + variable + " holds " + verdict.observed;
  }
  return verdict;
}

/// Who can own no token holds no scope: that is a failure only where one is required.
void judge_none(const Ids& ids, const Question& question, Outcome& outcome) {
  const Identity* account = question.account().identity;
  if (account == nullptr || !owns_no_token(*account)) return;
  outcome.message += ", and so holds no scope";
  if (is_floor(question.mode()) && !ids.empty()) return;
  outcome.holds = Truth::yes;
  outcome.remediation = {};
}

Outcome decide_scopes(const PatScopes& wanted, const Question& question) {
  const Ids required = wanted.required_only ? required_of_all(question).possible : Ids{};
  const Ids& ids = wanted.required_only ? required : wanted.ids;
  const auto judge_one = [&](const Token& token) {
    if (wanted.required_only) return judge_required(token, wanted, required_of(token, question), question);
    return judge(token, wanted, ids, question);
  };
  Outcome outcome = decide_by_grades(
      question, {.expected = expectation(question, wanted, ids),
                 .decide_one = judge_one,
                 .try_it =
                     [&](const OwnToken& own) {
                       const bool is_bounded = !wanted.required_only || !ids.empty();
                       return is_bounded ? try_scopes(own, wanted, ids, question) : unbounded();
                     },
                 .declares = TokenQuestion::Declares::scopes,
                 // What one that is required holds is seen; that nothing else is held is not.
                 .nameless_matter = question.mode() != Rule::Mode::require});
  judge_none(ids, question, outcome);
  return outcome;
}

}  // namespace

constexpr Check pat_scopes_check =
    make_check<PatScopes, decide_scopes>("pat_scopes", "the scopes of the token, with what they imply");

}  // namespace patrol
