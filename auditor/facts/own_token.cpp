#include "auditor/facts/own_token.h"

#include "auditor/model/probe.h"
#include "auditor/model/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace patrol {
namespace {

std::string name_of(const Connection& owner) {
  if (owner.display_name.empty()) return owner.account;
  return owner.account.empty() ? owner.display_name : owner.display_name + " <" + owner.account + ">";
}

/// Nothing: no descriptor of one kind is known of both.
Truth is_same(const Connection& owner, const Identity& account) {
  if (!owner.subject_descriptor.empty() && !account.subject_descriptor.empty()) {
    return truth_of(owner.subject_descriptor == account.subject_descriptor);
  }
  if (owner.identity_descriptor.empty() || account.descriptor.empty()) return Truth::unknown;
  return truth_of(same_name(owner.identity_descriptor, account.descriptor));
}

/// What probing can say of a scope: what an answer to the probe proves, and what a refusal excludes.
struct Power {
  bool proves = false;
  bool excludes = false;
};

Power power_of(const Probe& probe, const std::string& scope, const Catalogue& catalogue) {
  const std::vector<std::string> opening = split(probe.scopes, ' ');
  Power power;
  // Any one of them may have opened it, so that each has to bring the scope along.
  power.proves =
      std::ranges::all_of(opening, [&](const std::string& open) { return catalogue.holds(open, scope); });
  // None of them is there; whoever held the scope would hold one.
  power.excludes =
      std::ranges::any_of(opening, [&](const std::string& open) { return catalogue.holds(scope, open); });
  return power;
}

}  // namespace

OwnToken own_token(const View& view, const std::string& variable, const Identity* account) {
  OwnToken own;
  const auto& fact = view.probed_token(variable);
  own.support.add_reads(fact.reads);
  if (!fact.known) {
    own.support.add_gap(fact.known.error());
    return own;
  }
  const ProbedToken& token = fact.known.value();
  own.project_id = token.project_id;
  own.refusal = token.refusal;
  if (!token.is_accepted) {
    own.state = OwnToken::State::dead;
    return own;
  }
  const Truth same = account == nullptr ? Truth::unknown : is_same(token.owner, *account);
  if (same == Truth::yes) own.state = OwnToken::State::the_account;
  if (same == Truth::no) {
    own.state = OwnToken::State::others;
    own.owner = name_of(token.owner);
  }
  if (same == Truth::unknown) {
    own.support.add_gap({Gap::Kind::not_decidable, "whose the token in " + variable + " is",
                         account == nullptr ? "the account is not known"
                                            : "the token works, and the service did not tell its owner",
                         "give patrol a credential that may list the account's tokens"});
  }
  return own;
}

Truth probe_scope(const View& view, const Catalogue& catalogue, const std::string& variable,
                  const std::string& project_id, const std::string& scope, Support& support) {
  Support tried;
  bool is_probed = false;
  for (const Probe& probe : probes()) {
    const Power power = power_of(probe, scope, catalogue);
    if (!power.proves && !power.excludes) continue;
    if (probe.needs_project() && project_id.empty()) {
      tried.add_gap({Gap::Kind::not_decidable,
                     fmt::format("whether the token in {} holds {}", variable, scope),
                     "the token is shown no private project to try it in",
                     "give patrol a credential that may list the account's tokens"});
      continue;
    }
    const auto& fact = view.probe(variable, probe.name, probe.needs_project() ? project_id : "");
    tried.add_reads(fact.reads);
    is_probed = true;
    if (!fact.known) {
      tried.add_gap(fact.known.error());
    } else if (fact.known.value() ? power.proves : power.excludes) {
      support.add_reads(tried.reads);
      return truth_of(fact.known.value());
    }
  }
  if (tried.gaps.empty()) {
    tried.add_gap({Gap::Kind::not_decidable, fmt::format("whether the token in {} holds {}", variable, scope),
                   is_probed
                       ? "the answers to reading requests do not tell: another scope may have opened them"
                       : "no reading request shows this scope",
                   "give patrol a credential that may list the account's tokens"});
  }
  support.add(tried);
  return Truth::unknown;
}

}  // namespace patrol
