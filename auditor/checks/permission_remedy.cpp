#include "auditor/checks/permission_remedy.h"

#include "auditor/checks/calls.h"
#include "auditor/checks/permission_place.h"
#include "auditor/checks/ways_out.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <utility>

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
    return {page_line({decided_.chain.front(), own_, to}), "", ""};
  }

  bool is_decided_by_own() const {
    return std::ranges::any_of(decided_.answer.decided_by,
                               [&](const std::string& each) { return same_name(each, own_); });
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

  std::string page_line(const PermissionChange::Entry& entry) const {
    return permission_page(decided_.permission, decided_.question, decided_.chain, entry.token) + " › " +
           name_of(entry.descriptor) + " › " + decided_.permission.words + ": " +
           std::string(word_of(entry.to));
  }

  std::string subject_of(const std::string& descriptor) const {
    if (same_name(descriptor, own_)) return decided_.account.subject_descriptor;
    return group_subject_descriptor(descriptor, entra_group_object_id(descriptor).has_value()).value_or("");
  }

  std::string call(EntryVerb verb, const PermissionChange::Entry& entry) const {
    return entry_call(verb, decided_.permission, entry.token, subject_of(entry.descriptor),
                      decided_.question);
  }

  std::string what_may_break(const PermissionChange::Entry& entry) const {
    const std::string& words = decided_.permission.words;
    const std::string name = name_of(entry.descriptor);
    if (!same_name(entry.descriptor, own_)) {
      return "nothing that works now; what keeps the other members of " + name + " from " + words +
             " falls away";
    }
    const bool gives = decided_.answer.is_allowed != Truth::yes;
    return gives ? "nothing that works now; " + name + " may then use " + words
                 : "whatever else the account does with this permission";
  }

  Remediation step_of(const PermissionChange::Entry& entry) const {
    Remediation step{page_line(entry), "", what_may_break(entry)};
    if (entry.to == To::not_set) {
      step.call = call(EntryVerb::reset, entry);
      return step;
    }
    step.call = call(entry.to == To::allow ? EntryVerb::allow : EntryVerb::deny, entry);
    // What an entry says already is taken back first: how the service puts two words on one permission
    // together is not told.
    const bool says_something =
        has_own_entry(facts_.view(), decided_.account, decided_.permission, entry.token);
    if (says_something && !step.call.empty()) step.call = call(EntryVerb::reset, entry) + "\n" + step.call;
    return step;
  }

  Remediation steps_of(const PermissionChange& change) const {
    Remediation remediation =
        leave_groups({.own = change.left, .filled = {}}, decided_.account, decided_.question);
    for (const PermissionChange::Entry& entry : change.entries) add_steps(remediation, step_of(entry));
    if (decided_.answer.is_allowed == Truth::yes) return remediation;
    // Who needs the group all the same has another way.
    for (const std::string& each : decided_.answer.decided_by) {
      if (change.left.empty() || same_name(each, own_)) continue;
      add_steps(remediation,
                {"or let the group have it: " + page_line({decided_.answer.decided_at, each, To::not_set}),
                 "", ""});
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
  return remediation;
}

}  // namespace patrol
