#pragma once

#include "auditor/checks/check.h"
#include "auditor/evaluate/fewest_groups.h"
#include "auditor/facts/facts.h"
#include "auditor/model/integration.h"
#include "auditor/model/policy.h"

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace patrol {

/// Whether anything that it names may be held through a group.
bool is_held_through_groups(const Requirement& requirement);

/// `the rule pat.scopes of flow-production`
std::string name_of(const Rule& rule, const Integration& integration);

/// What is left of a chain of groups, account first, behind the organization's valid users. The service
/// itself makes valid users of all who are in the organization, whatever groups they are in: none before
/// these leads there.
std::vector<std::string> from_valid_users(std::vector<std::string> chain, const Facts& facts);

/// Groups through which an account has what is required.
struct GroupsBehind {
  GroupSet groups;
  std::set<GroupChoice> choices{};

  /// Adds the groups through which the account comes to those that an outcome was held through; to valid
  /// users of the organization through none.
  void add(const Outcome& outcome, const Question& question);
  void add(const GroupsBehind& other);
  void add(GroupChoice choice);
  /// The groups, with those of the choices that are the fewest more.
  SettledGroups settled() const { return fewest_groups(groups, choices); }
};

/// Which groups an account needs, as far as the rules of an integration tell.
struct NeededGroups {
  GroupsBehind behind;
  std::set<std::string, std::less<>> may_be;     ///< folded names, without scope, of which it is not known
  std::set<std::string, std::less<>> undecided;  ///< rules that may rest on any group, and were not decided
  std::set<std::string, std::less<>> in_doubt;   ///< these, and the rules of the names that may be

  void add(const NeededGroups& other);
};

/// Gathers them while the rules are decided, which outlive it.
class Needs {
 public:
  /// The rule was asked, with this outcome.
  void add(const Question& question, const Outcome& outcome);

  /// The rule may be asked for more than is known, or for something that is not known.
  void add_open(const Rule& rule, const Integration& integration);

  /// All rules of the integration that require anything were asked.
  void finish(const Integration& integration) { finished_.insert(&integration); }
  bool is_finished(const Integration& integration) const { return finished_.contains(&integration); }

  const NeededGroups& of(const Integration& integration) const;

 private:
  /// What a rule requires that may be held through groups, for all integrations that it is asked of.
  struct Asked {
    bool is_held_through_groups = false;
    bool is_choice = false;            ///< of several ways one is enough
    std::vector<Requirement> singles;  ///< each thing by itself
    Rule floor;                        ///< the rule, as one that requires them
  };
  const Asked& asked_by(const Rule& rule);

  std::map<const Rule*, Asked> asked_;
  std::unordered_map<const Integration*, NeededGroups> by_integration_;
  std::set<const Integration*> finished_;
};

}  // namespace patrol
