#include "auditor/evaluate/draft_things.h"

#include "auditor/checks/resources.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

using Kind = Catalogue::ResourceKind;
using Mode = Rule::Mode;
using Why = LeftOut::Why;

/// Of each thing its page of roles is a request: more of one kind are not looked at one by one.
constexpr std::size_t most_things = 25;
/// Likewise projects, each of which has a page for each kind and a list of its things.
constexpr std::size_t most_projects = 25;

/// A page on which it stands who has which role: on one thing, or on all of a kind.
struct Page {
  const Kind* kind = nullptr;
  const Project* project = nullptr;  ///< null: of the organization
  std::string thing;                 ///< its name; empty: all of the kind
  std::string scope;
  std::string id;
};

/// Reasons with what each keeps from being known, so that one that meets many pages is told once.
class Unread {
 public:
  void add(const std::string& what, const Gap& gap) { met_[{gap.reason, gap.grant}].push_back(what); }

  void tell(std::vector<LeftOut>& left_out) const {
    for (const auto& [why, things] : met_) {
      std::string what = things.front();
      if (things.size() > 1) what += " and " + std::to_string(things.size() - 1) + " more";
      left_out.push_back({.why = Why::unread, .what = what, .reason = why.first, .grant = why.second});
    }
  }

 private:
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> met_;  ///< by reason and grant
};

class RoleDraft {
 public:
  RoleDraft(const Facts& facts, const Catalogue& catalogue, const Identity& account)
      : facts_(facts), catalogue_(catalogue), account_(account) {
    for (const std::string& group : facts.memberships().groups_of(account)) groups_.insert(group);
  }

  DraftPart run(const std::vector<std::string>& projects) {
    if (may_all_without_a_role()) {
      part_.notes.emplace_back(
          "It administers the organization, and may do all with service connections and other things that "
          "have roles, "
          "whatever its role: no rule speaks of these");
      return std::move(part_);
    }
    std::vector<const Project*> chosen = chosen_projects(projects);
    for (const Kind& kind : catalogue_.resource_kinds) {
      if (!kind.in_project) {
        look_at(kind, {nullptr});
      } else if (!chosen.empty()) {
        look_at(kind, chosen);
      }
    }
    unread_.tell(part_.left_out);
    return std::move(part_);
  }

 private:
  bool may_all_without_a_role() const {
    const GroupAnswer administrators = facts_.groups().in_organization("Project Collection Administrators");
    return !administrators.descriptor.empty() && groups_.contains(fold_case(administrators.descriptor));
  }

  std::vector<const Project*> chosen_projects(const std::vector<std::string>& names) {
    std::vector<const Project*> chosen;
    for (const Project& project : facts_.view().projects().known.items) {
      if (std::ranges::find(names, project.name) != names.end()) chosen.push_back(&project);
    }
    if (chosen.size() <= most_projects) return chosen;
    part_.notes.push_back("Its roles on service connections and other things of its " +
                          std::to_string(chosen.size()) + " projects were not looked at: they are too many");
    return {};
  }

  void look_at(const Kind& kind, const std::vector<const Project*>& places) {
    std::vector<Page> of_things;
    for (const Project* project : places) {
      const std::string project_id = project == nullptr ? "" : project->id;
      draft_page({&kind, project, "", kind.all.scope, page_id(kind.all, project_id, "")});
      const auto& things = facts_.view().resources(kind.word, project_id).known;
      if (things.rest)
        unread_.add("its roles on single things of the kind " + kind.title + of(project), *things.rest);
      for (const Resource& thing : things.items) {
        of_things.push_back(
            {&kind, project, thing.name, kind.one.scope, page_id(kind.one, project_id, thing.id)});
      }
    }
    if (of_things.size() > most_things) {
      part_.notes.push_back("Its roles on the " + std::to_string(of_things.size()) + " things of the kind " +
                            kind.title + " were not looked at one by one: they are too many");
      return;
    }
    for (const Page& page : of_things) draft_page(page);
  }

  static std::string of(const Project* project) { return project == nullptr ? "" : " of " + project->name; }

  static std::string label_of(const Page& page) {
    const std::string what = page.thing.empty() ? "all of the kind " + page.kind->title
                                                : "the " + page.kind->title + " " + page.thing;
    return what + of(page.project);
  }

  bool is_of_the_account(const RoleAssignment& line) const {
    if (line.identity_id == account_.id) return true;
    const auto& identity = facts_.view().identity(line.identity_id).known;
    return identity && groups_.contains(fold_case(identity.value().descriptor));
  }

  void draft_page(const Page& page) {
    const auto& lines = facts_.view().role_assignments(page.scope, page.id).known;
    if (lines.rest) return unread_.add("its role on " + label_of(page), *lines.rest);
    std::set<std::string> held;
    bool is_given_here = false;
    for (const RoleAssignment& line : lines.items) {
      if (!is_of_the_account(line)) continue;
      held.insert(line.role);
      is_given_here = is_given_here || !line.inherited;
    }
    // What a thing has from the page above is said of all of the kind.
    if (!page.thing.empty() && !is_given_here) return;
    if (!is_sayable(page.thing) && !page.thing.empty()) {
      part_.left_out.push_back({.why = Why::no_words,
                                .what = "its role on " + label_of(page),
                                .reason = "a file can not hold the name",
                                .grant = {}});
      return;
    }
    part_.topics.push_back(topic_of(page, held));
  }

  DraftTopic topic_of(const Page& page, const std::set<std::string>& held) const {
    DraftTopic topic{.what = "its role on " + label_of(page), .ways = {}, .is_quiet = true};
    const std::string these = (page.thing.empty() ? "all " : "these ") + page.kind->title + "s";
    if (held.empty()) {
      const std::string title =
          page.thing.empty() ? "It was given no role on " + these + " at once" : "It has no role on " + these;
      topic.ways = {{rule(page, "none", title, Mode::forbid, page.kind->roles.front().name)}};
      return topic;
    }
    // How a role that stands apart compares with another no page tells.
    const bool is_told = held.size() == 1 || std::ranges::none_of(held, [&](const std::string& role) {
                           const Kind::Role* known = page.kind->find_role(role);
                           return known == nullptr || known->apart;
                         });
    std::vector<Rule> each;
    for (const std::string& role : held) {
      if (is_told)
        topic.ways.push_back({rule(page, role, "Its role on " + these + " is " + role, Mode::exactly, role)});
      each.push_back(
          rule(page, role + "-at-least", "It has the role " + role + " on " + these, Mode::require, role));
    }
    topic.ways.push_back(std::move(each));
    return topic;
  }

  static Rule rule(const Page& page, const std::string& end, std::string title, Mode mode,
                   const std::string& role) {
    AssignedRole assigned{.place = {},
                          .resource = page.kind->word,
                          .of_all = page.thing.empty(),
                          .name = {.text = page.thing},
                          .role = role};
    if (page.project != nullptr) assigned.place = {Place::Kind::named_project, page.project->name};
    Roles roles;
    roles.assigned.push_back(std::move(assigned));
    std::string id = page.kind->word + (page.thing.empty() ? ".all." : ".") + fold_case(end);
    std::ranges::replace(id, ' ', '-');
    return draft_rule(std::move(id), std::move(title), Severity::medium, mode, {std::move(roles)});
  }

  const Facts& facts_;
  const Catalogue& catalogue_;
  const Identity& account_;
  std::set<std::string, std::less<>> groups_;
  Unread unread_;
  DraftPart part_;
};

/// Enabled hooks of the account that post to one host.
struct Delivery {
  std::set<std::string> events;
  bool is_limited = false;  ///< some are for a part of a project alone
};

}  // namespace

DraftPart draft_roles(const Facts& facts, const Catalogue& catalogue, const Identity& account,
                      const std::vector<std::string>& projects) {
  return RoleDraft(facts, catalogue, account).run(projects);
}

DraftPart draft_hooks(const Facts& facts, const Identity& account) {
  DraftPart part;
  const auto& listed = facts.view().subscriptions().known;
  if (listed.rest) {
    part.left_out.push_back({.why = Why::unread,
                             .what = "which service hooks it made",
                             .reason = listed.rest->reason,
                             .grant = listed.rest->grant});
  }
  std::map<std::string, Delivery> by_host;
  std::size_t idle = 0;
  for (const Subscription& hook : listed.items) {
    if (hook.created_by != account.id) continue;
    if (hook.status != "enabled") {
      ++idle;
      continue;
    }
    Delivery& delivery = by_host[is_sayable(hook.host) ? hook.host : ""];
    delivery.events.insert(hook.event);
    delivery.is_limited = delivery.is_limited || !hook.limits.empty() || !hook.repository_id.empty();
  }
  for (const auto& [host, delivery] : by_host) {
    const std::string id = part.topics.empty() ? "hooks" : "hooks." + std::to_string(part.topics.size() + 1);
    const ServiceHooks hooks{.events = {delivery.events.begin(), delivery.events.end()},
                             .to = host,
                             .limited = delivery.is_limited};
    part.topics.push_back({.what = "its service hooks" + (host.empty() ? "" : " to " + host),
                           .ways = {{draft_rule(id, "Its service hooks for these events are enabled",
                                                Severity::medium, Mode::require, {hooks})}}});
  }
  if (idle > 0)
    part.notes.push_back("Of its service hooks " + std::to_string(idle) +
                         " are not enabled, and no rule speaks of them");
  return part;
}

}  // namespace patrol
