#include "auditor/checks/permission_remedy.h"

#include "auditor/checks/calls.h"
#include "auditor/checks/permission_doubts.h"
#include "auditor/checks/permission_place.h"
#include "auditor/checks/ways_out.h"
#include "auditor/model/concat.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace patrol {
namespace {

using To = PermissionChange::To;

std::string_view word_of(To to) {
  switch (to) {
    case To::not_set: return "Not set";
    case To::allow: return "Allow";
    case To::deny: return "Deny";
  }
  return "";
}

class Remedy {
 public:
  explicit Remedy(const DecidedPermission& decided)
      : decided_(decided), facts_(decided.question.facts), own_(decided.account.descriptor) {}

  /// The first change that is sure to do it.
  Remediation first_of(const std::vector<PermissionChange>& tries, bool wants_allowed) const {
    for (const PermissionChange& change : tries) {
      const Truth allowed = is_allowed_after(change, facts_.view(), facts_.memberships(), decided_.account,
                                             decided_.permission, decided_.chain);
      if (allowed == truth_of(wants_allowed)) return steps_of(change);
    }
    const To to = wants_allowed ? To::allow : To::deny;
    return {page_line({decided_.chain.front(), own_, to}, false), "", ""};
  }

  bool is_decided_by_own() const {
    return std::ranges::any_of(decided_.answer.decided_by,
                               [&](const std::string& each) { return same_name(each, own_); });
  }

  /// Further down than it was asked at, where what stands above counts for nothing.
  bool is_decided_below() const {
    return std::ranges::find(decided_.chain, decided_.answer.decided_at) == decided_.chain.end();
  }

  /// What ends each entry that allows it below: taking it back where it is the account's own alone, else one
  /// of its own that denies it there.
  Remediation end_it_below() const {
    PermissionChange change;
    // At a token of the chain it is ended by others.
    const auto end_at = [&](const std::string& token, const std::vector<std::string>& by) {
      const auto is_it = [&](const std::string& each) { return same_name(each, own_); };
      // What the account's own entry says is taken back before it says the opposite.
      if (std::ranges::any_of(by, is_it)) change.entries.push_back(own(token, To::not_set));
      if (!std::ranges::all_of(by, is_it)) change.entries.push_back(own(token, To::deny));
    };
    if (is_decided_below()) end_at(decided_.answer.decided_at, decided_.answer.decided_by);
    for (const auto& [token, by] : decided_.answer.also_below) end_at(token, by);
    return steps_of(change);
  }

  PermissionChange::Entry own(const std::string& token, To to) const { return {token, own_, to}; }

  /// The groups that the account has to leave to be out of those whose entries decided; none where it can
  /// not.
  std::vector<std::string> ways_out() const {
    std::vector<std::string> left;
    for (const std::string& each : decided_.answer.decided_by) {
      if (same_name(each, own_)) continue;
      const WaysIn ways = facts_.memberships().ways_into(decided_.account, each);
      if (is_filled_by_the_service(each) || !ways.is_by_own()) return {};
      for (const std::string& way : ways.own) {
        if (std::ranges::find(left, way) == left.end()) left.push_back(way);
      }
    }
    return left;
  }

  /// Administrators of the organization usually keep what is denied to them (API.md 5, rule 6).
  WaysIn ways_out_of_administrators() const {
    const GroupAnswer& administrators = facts_.groups().in_organization("Project Collection Administrators");
    if (administrators.descriptor.empty()) return {};
    return facts_.memberships().ways_into(decided_.account, administrators.descriptor);
  }

 private:
  std::string name_of(const std::string& descriptor) const {
    return same_name(descriptor, own_) ? account_name(decided_.account)
                                       : facts_.memberships().group_label(descriptor);
  }

  /// What a person does about the entry. Where no page shows it, `has_call` says what is left.
  std::string page_line(const PermissionChange::Entry& entry, bool has_call) const {
    const Permission& permission = decided_.permission;
    const auto page = permission_page(permission, decided_.question, decided_.chain, entry.token);
    const std::string label = permission_label(permission, decided_.question.catalogue);
    const std::string name = name_of(entry.descriptor);
    if (page && !page->gives_roles) {
      return concat({page->path, " › ", name, " › ", label, ": ", word_of(entry.to)});
    }
    const std::string place = page ? page->path + " shows it only as a part of roles"
                                   : std::string("no page of the portal shows it");
    if (has_call) {
      return concat({place, ": use the call, which sets ", label, " for ", name, " to ", word_of(entry.to)});
    }
    return concat({"set ", label, " for ", name, " to ", word_of(entry.to), " in the access control list of ",
                   permission.namespace_name,
                   entry.token.empty() ? " of the whole organization" : " at " + entry.token, ": ", place});
  }

  std::string call(EntryVerb verb, const PermissionChange::Entry& entry) const {
    return entry_call(verb, decided_.permission, entry.token, decided_.account.subject_descriptor,
                      decided_.question);
  }

  std::string what_may_break(const PermissionChange::Entry& entry) const {
    const Permission& permission = decided_.permission;
    const std::string name = name_of(entry.descriptor);
    if (!is_own(entry)) {
      return concat({"what keeps everybody else in ", name, " from ", permission.words, " falls away"});
    }
    if (decided_.answer.is_allowed != Truth::yes) {
      return concat({"nothing that works now; ", name, " may then use ", permission.words});
    }
    if (!opens_gates(permission)) return "whatever else the account does with this permission";
    // API.md 5, 11.
    return permission.level == Permission::Level::organization
               ? concat({"everything that ", name, " does in the organization, which needs this permission"})
               : concat({"whatever ", name,
                         " does with the project's code, which needs this permission too, "
                         "and whatever else it does with it"});
  }

  bool is_own(const PermissionChange::Entry& entry) const { return same_name(entry.descriptor, own_); }

  Remediation step_of(const PermissionChange::Entry& entry, Steps calls) const {
    std::string page = page_line(entry, !calls.empty());
    return {std::move(page), std::move(calls), what_may_break(entry)};
  }

  Steps own_calls(const PermissionChange::Entry& entry) const {
    if (entry.to == To::not_set) return call(EntryVerb::reset, entry);
    // What an entry says already is taken back first: how the service puts two words on one permission
    // together is not told.
    Steps calls;
    if (has_own_entry(facts_.view(), decided_.account, decided_.permission, entry.token)) {
      calls = call(EntryVerb::reset, entry);
    }
    calls.add(call(entry.to == To::allow ? EntryVerb::allow : EntryVerb::deny, entry));
    return calls;
  }

  Remediation steps_of(const PermissionChange& change) const {
    Remediation remediation =
        leave_groups({.own = change.left, .filled = {}}, decided_.account, decided_.question);
    // A group's entry is that of all who are in it: who looks at one account has no call for it, and half of
    // a change would not mend the rule.
    bool has_calls = remediation.call.size() == change.left.size();
    std::vector<Steps> calls;
    calls.reserve(change.entries.size());
    for (const PermissionChange::Entry& entry : change.entries) {
      calls.push_back(is_own(entry) ? own_calls(entry) : Steps());
      has_calls = has_calls && !calls.back().empty();
    }
    if (!has_calls) remediation.call.clear();
    for (std::size_t i = 0; i < change.entries.size(); ++i) {
      add_steps(remediation, step_of(change.entries[i], has_calls ? std::move(calls[i]) : Steps()));
    }
    if (decided_.answer.is_allowed == Truth::yes) return remediation;
    // Who needs the group all the same has another way.
    for (const std::string& each : decided_.answer.decided_by) {
      if (change.left.empty() || same_name(each, own_)) continue;
      remediation.advice.add("or let the group have it: " +
                             page_line({decided_.answer.decided_at, each, To::not_set}, false));
    }
    return remediation;
  }

  const DecidedPermission& decided_;
  const Facts& facts_;
  std::string own_;
};

}  // namespace

Remediation allow_it(const DecidedPermission& decided) {
  const Remedy remedy(decided);
  const std::string& here = decided.chain.front();
  const bool is_decided_here = decided.answer.decided_at == here;
  std::vector<PermissionChange> tries;
  const auto try_it = [&](PermissionChange change) {
    tries.push_back(change);
    change.entries.push_back(remedy.own(here, To::allow));
    tries.push_back(std::move(change));
  };
  if (is_decided_here && remedy.is_decided_by_own()) {
    tries.push_back({.entries = {remedy.own(here, To::not_set)}, .left = {}});
  }
  tries.push_back({.entries = {remedy.own(here, To::allow)}, .left = {}});
  if (const std::vector<std::string> left = remedy.ways_out(); !left.empty())
    try_it({.entries = {}, .left = left});
  PermissionChange of_groups;
  for (const std::string& each : decided.answer.decided_by) {
    const bool is_own = same_name(each, decided.account.descriptor);
    if (!is_own) of_groups.entries.push_back({decided.answer.decided_at, each, To::not_set});
  }
  if (!of_groups.entries.empty()) try_it(std::move(of_groups));
  return remedy.first_of(tries, true);
}

Remediation take_it_away(const DecidedPermission& decided) {
  const Remedy remedy(decided);
  if (remedy.is_decided_below()) return remedy.end_it_below();
  const WaysIn administrates = remedy.ways_out_of_administrators();
  const std::vector<std::string>& left = administrates.own;
  std::vector<PermissionChange> tries;
  if (administrates.is_by_own()) tries.push_back({.entries = {}, .left = left});
  if (remedy.is_decided_by_own()) {
    tries.push_back({.entries = {remedy.own(decided.answer.decided_at, To::not_set)}, .left = left});
  }
  tries.push_back({.entries = {remedy.own(decided.chain.front(), To::deny)}, .left = left});
  Remediation remediation = remedy.first_of(tries, false);
  add_steps(remediation,
            leave_groups({.own = {}, .filled = administrates.filled}, decided.account, decided.question));
  if (!administrates.filled.empty()) remediation.call.clear();
  if (!decided.answer.also_below.empty()) add_steps(remediation, remedy.end_it_below());
  return remediation;
}

}  // namespace patrol
