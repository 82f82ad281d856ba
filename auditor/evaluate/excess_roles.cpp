#include "auditor/evaluate/excess_roles.h"

#include "auditor/checks/check.h"
#include "auditor/checks/resources.h"
#include "auditor/checks/role_holders.h"
#include "auditor/checks/role_remedy.h"
#include "auditor/checks/ways_out.h"
#include "auditor/evaluate/fewest_groups.h"
#include "auditor/evaluate/subjects.h"
#include "auditor/model/account_words.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/parts.h"
#include "auditor/model/rule_mode.h"
#include "auditor/model/snapshot.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace patrol {
namespace {

/// What a role on a thing allows, and how bad that is where nothing needs it.
struct RoleWeight {
  std::string_view role;  ///< as the catalogue names it
  Severity severity;
  Severity far_reaching;  ///< on what reaches beyond its project
  std::string_view allows;
};
constexpr std::array role_weights{
    RoleWeight{"Administrator", Severity::medium, Severity::high, "to change it, and to say who may use it"},
    RoleWeight{"User", Severity::low, Severity::medium, "to use it in pipelines"},
    RoleWeight{"Creator", Severity::low, Severity::medium, "to make more of its kind"},
    RoleWeight{"Service Account", Severity::medium, Severity::medium, "to run its jobs, with their secrets"},
    RoleWeight{"Reader", Severity::low, Severity::low, "to see it"}};
/// Nobody here knows what a role allows that the catalogue lacks.
constexpr RoleWeight unknown_role{"", Severity::medium, Severity::high, "what patrol does not know"};

const RoleWeight& weight_of(const Catalogue::ResourceKind::Role* role) {
  if (role == nullptr) return unknown_role;
  const auto* const found = std::ranges::find(role_weights, role->name, &RoleWeight::role);
  return found == role_weights.end() ? unknown_role : *found;
}

/// A service connection holds what signs in to another system; an agent pool is of all projects.
bool reaches_beyond_its_project(const Catalogue::ResourceKind& kind) {
  return kind.word == "service_connection" || !kind.in_project;
}

/// Of several roles those that no other one of them includes.
std::vector<std::string> highest_of(const Catalogue::ResourceKind& kind, std::vector<std::string> roles) {
  sort_unique(roles);
  std::vector<std::string> highest;
  std::ranges::copy_if(roles, std::back_inserter(highest), [&](const std::string& role) {
    return std::ranges::none_of(roles, [&](const std::string& other) {
      return other != role && goes_beyond(kind, role, {other}) == Truth::no;
    });
  });
  return highest;
}

/// What kept several things from being known, in one line: `its role on the agent pool Linux and 2 more`.
void add_in_one_line(std::string_view lead, const std::set<std::string>& things,
                     std::vector<std::string>& lines) {
  if (things.empty()) return;
  std::string line = std::string(lead) + *things.begin();
  if (things.size() > 1) line += " and " + std::to_string(things.size() - 1) + " more";
  lines.push_back(std::move(line));
}

/// A page that rules ask about, with the question of the first of them.
struct AskedPage {
  RolePage page;
  Question question;
  bool of_all = false;
  std::vector<std::string> required{};  ///< roles, in all ways that are left open
};

class RoleExcess {
 public:
  RoleExcess(const Facts& facts, const Identity& account, const NeededGroups& needed,
             const Catalogue& catalogue, Time now)
      : facts_(facts),
        account_(account),
        catalogue_(catalogue),
        now_(now),
        needed_groups_(needed.behind.settled().needed),
        everybody_(facts.groups().in_organization("Project Collection Valid Users").descriptor) {}

  /// Looks where the rule looks.
  void ask(const RoleRule& asked) {
    const Rule& rule = *asked.rule;
    if (rule.for_each == Rule::ForEach::nothing) return look_in(nullptr, asked);
    std::set<const Project*> seen;
    for (const Subject& subject : subjects_of(rule, *asked.integration, facts_)) {
      if (!subject.instead) {
        // Roles are on things of the project, whichever repository or pipeline of it is asked about.
        if (seen.insert(subject.project).second) look_in(subject.project, asked);
      } else if (subject.instead->holds == Truth::unknown) {
        note_open(rule);
      }
    }
  }

  ExcessRoles run() {
    for (const auto& [key, asked] : pages_) judge(asked);
    std::vector<std::string>& unknown = result_.unknown;
    if (is_hidden_in_entra_) unknown.emplace_back(unseen_groups);
    add_in_one_line("its roles on ", unread_, unknown);
    add_in_one_line("", unlisted_, unknown);
    if (has_open_projects_) unknown.emplace_back("its roles on single things of projects that are not known");
    add_in_one_line("whether it has the role ", unsure_, unknown);
    add_in_one_line("whether it needs the role ", maybe_needed_, unknown);
    if (has_unasked_) {
      result_.not_compared.emplace_back(
          "other roles on single things, through groups: no rule of its policies asks whose they are");
    }
    return std::move(result_);
  }

 private:
  /// It is not known what the rule would be asked for: its roles may be needed on what other rules ask about.
  /// Of projects alone it is known of each that is listed.
  void note_open(const Rule& rule) {
    has_open_projects_ = true;
    const bool is_of_projects = rule.for_each == Rule::ForEach::project && !rule.of_others;
    if (!is_floor(rule.mode) || is_of_projects) return;
    each_role(rule, [&](const AssignedRole& role) { open_kinds_.insert(role.resource); });
  }

  template <class Visit>
  static void each_role(const Rule& rule, const Visit& visit) {
    each_part(rule.requirement, [&](const Requirement& part) {
      const auto* roles = std::get_if<Roles>(&part.kind);
      if (roles != nullptr) std::ranges::for_each(roles->assigned, visit);
    });
  }

  void look_in(const Project* project, const RoleRule& asked) {
    const Question question{.rule = *asked.rule,
                            .integration = *asked.integration,
                            .project = project,
                            .scope_needs = no_scopes_,
                            .facts = facts_,
                            .catalogue = catalogue_,
                            .now = now_};
    each_role(*asked.rule, [&](const AssignedRole& role) {
      if (!role.of_each) return add_page(role, question);
      Support listed;
      for (const AssignedRole& thing : things_of_each(role, question, listed)) add_page(thing, question);
      for (const Gap& gap : listed.gaps) unlisted_.insert(gap.what);
    });
  }

  void add_page(const AssignedRole& role, const Question& question) {
    RolePage page = find_role_page(role, question);
    if (page.absent) {
      result_.is_compared = true;  // nobody has a role on nothing
      return;
    }
    if (page.kind == nullptr) page.label = "things of the kind " + role.resource;
    const std::string key = fact_name(page.scope, page.id.empty() ? "?" + page.label : page.id);
    const auto place = pages_.try_emplace(key, AskedPage{std::move(page), question, role.of_all}).first;
    if (is_floor(question.mode())) place->second.required.push_back(role.role);
  }

  const Fact<Listing<RoleAssignment>>& lines_of(const RolePage& page) const {
    return facts_.view().role_assignments(page.scope, page.id);
  }

  /// The page of all things of the kind, where rules ask about it too; else null.
  const AskedPage* page_of_all(const AskedPage& asked) const {
    const RolePage& page = asked.page;
    const std::string project_id = page.project == nullptr ? "" : page.project->id;
    const auto found = pages_.find(fact_name(page.kind->all.scope, page_id(page.kind->all, project_id, "")));
    return asked.of_all || found == pages_.end() ? nullptr : &found->second;
  }

  /// The roles that are required on a thing; what is required on all of its kind is required on it.
  std::vector<std::string> required_on(const AskedPage& asked) const {
    std::vector<std::string> roles = asked.required;
    if (const AskedPage* all = page_of_all(asked); all != nullptr) {
      roles.insert(roles.end(), all->required.begin(), all->required.end());
    }
    return highest_of(*asked.page.kind, std::move(roles));
  }

  bool stands_on(const AskedPage& all, const RoleAssignment& line) const {
    return std::ranges::any_of(lines_of(all.page).known.items, [&](const RoleAssignment& other) {
      return other.identity_id == line.identity_id && other.role == line.role;
    });
  }

  void judge(const AskedPage& asked) {
    const RolePage& page = asked.page;
    if (page.kind == nullptr || page.id.empty()) {
      unread_.insert(page.label);
      return;
    }
    const auto& lines = lines_of(page).known;
    Support doubt;
    doubt_page(page, asked.question, doubt);
    if (!doubt.gaps.empty()) unread_.insert(page.label);
    if (doubt.gaps.empty() || !lines.items.empty()) result_.is_compared = true;

    const std::vector<std::string> enough = required_on(asked);
    const AskedPage* const all = page_of_all(asked);
    std::map<std::string, std::vector<RoleVoice>> by_role;
    for (const RoleAssignment& line : lines.items) {
      Truth beyond = goes_beyond(*page.kind, line.role, enough);
      if (open_kinds_.contains(page.kind->word)) beyond = beyond & Truth::unknown;
      if (beyond == Truth::no) continue;
      RoleVoice voice = hear_role(line, beyond, account_, page, asked.question);
      if (voice.counts == Truth::no) continue;
      const bool is_told_of_all = line.inherited && all != nullptr && stands_on(*all, line);
      if (is_told_of_all || is_told_of_groups(voice, *page.kind)) continue;
      if (voice.counts == Truth::yes) {
        by_role[line.role].push_back(std::move(voice));
      } else {
        note_unknown(voice, beyond, page);
      }
    }
    for (auto& [role, voices] : by_role) tell(asked, role, enough, std::move(voices));
  }

  /// Whether the line is of a group that the excess of groups speaks of, or may. What the service lets
  /// everybody see is nobody's excess.
  bool is_told_of_groups(const RoleVoice& voice, const Catalogue::ResourceKind& kind) const {
    if (voice.group.empty()) return false;
    if (is_filled_by_the_service(voice.group)) {
      const auto* const role = kind.find_role(voice.assignment->role);
      if (role != nullptr && role->includes.empty() && !role->apart) return true;
    }
    const bool is_member = voice.path.size() > 1;
    return is_member && !stays_in(voice.group);
  }

  /// Whether the account goes on being in the group when it has left all groups that it does not need.
  bool stays_in(const std::string& group) const {
    const auto stays = [&](const std::string& each) {
      return needed_groups_.contains(each) || is_filled_by_the_service(each);
    };
    return facts_.memberships().is_chained(account_, group, everybody_, stays);
  }

  void note_unknown(const RoleVoice& voice, Truth beyond, const RolePage& page) {
    const auto are_all = [&](Gap::Kind kind) {
      return std::ranges::all_of(voice.support.gaps, [&](const Gap& gap) { return gap.kind == kind; });
    };
    if (are_all(Gap::Kind::not_expandable)) {
      is_hidden_in_entra_ = true;
    } else if (are_all(Gap::Kind::not_collected)) {
      // The rules needed not to know who has such a role.
      has_unasked_ = true;
    } else {
      (beyond == Truth::yes ? unsure_ : maybe_needed_).insert(role_line(*voice.assignment, page));
    }
  }

  /// What single things need that comes with the role on all of the kind, and is not required on all of it.
  std::vector<std::pair<const AskedPage*, std::string>> needs_below(const AskedPage& all,
                                                                    const std::string& role) const {
    std::vector<std::pair<const AskedPage*, std::string>> needs;
    if (!all.of_all) return needs;
    const Catalogue::ResourceKind& kind = *all.page.kind;
    for (const auto& [key, thing] : pages_) {
      const bool is_below =
          !thing.of_all && thing.page.kind == &kind && thing.page.project == all.page.project;
      if (!is_below) continue;
      for (const std::string& need : highest_of(kind, thing.required)) {
        const bool comes_with_it = goes_beyond(kind, need, {role}) == Truth::no;
        if (comes_with_it && goes_beyond(kind, need, all.required) != Truth::no)
          needs.emplace_back(&thing, need);
      }
    }
    return needs;
  }

  Remediation give(const std::string& role, const AskedPage& thing) const {
    Remediation step = give_role(role, account_, thing.page, thing.question);
    if (thing.page.id.empty()) step.call.clear();
    return step;
  }

  void tell(const AskedPage& asked, const std::string& role, const std::vector<std::string>& enough,
            std::vector<RoleVoice> voices) {
    const RolePage& page = asked.page;
    // The account's own line first, whatever the order of the page.
    std::ranges::stable_sort(voices, {}, [](const RoleVoice& voice) {
      return std::tuple(voice.path.size(), voice.path, voice.assignment->inherited);
    });
    Support support = page.support;
    support.add_reads(lines_of(page).reads);
    Remediation remedy;
    std::vector<std::string> is_enough = enough;
    for (const auto& [thing, need] : needs_below(asked, role)) {
      is_enough.push_back(need + " of " + thing->page.label);
      add_steps(remedy, give(need, *thing));
    }
    for (const RoleVoice& voice : voices) {
      support.add_reads(voice.support.reads);
      add_steps(remedy, lessen_role(voice, enough, account_, page, asked.question));
    }
    Steps steps = std::move(remedy.advice);
    steps.add(remedy.call);

    const RoleWeight& weight = weight_of(page.kind->find_role(role));
    Excess excess{.kind = Excess::Kind::role,
                  .what = role + " of " + page.label,
                  .severity = reaches_beyond_its_project(*page.kind) ? weight.far_reaching : weight.severity,
                  .allows = std::string(weight.allows),
                  .path = voices.front().path,
                  .reads = std::move(support.reads),
                  .remediation = std::move(steps)};
    if (!is_enough.empty()) {
      excess.what +=
          " where " + join_words(is_enough) + (is_enough.size() > 1 ? " are enough" : " is enough");
    }
    if (page.project != nullptr) excess.project = page.project->name;
    excess.path.push_back(role_line(*voices.front().assignment, page));
    result_.excess.push_back(std::move(excess));
  }

  const Facts& facts_;
  const Identity& account_;
  const Catalogue& catalogue_;
  Time now_;
  std::vector<ScopeNeed> no_scopes_;
  GroupSet needed_groups_;
  std::string everybody_;                   ///< the group of all who are in the organization
  std::map<std::string, AskedPage> pages_;  ///< by fact_name() of scope and id
  std::set<std::string> open_kinds_;        ///< on which more may be required than is known
  std::set<std::string> unread_;
  std::set<std::string> unlisted_;
  std::set<std::string> unsure_;
  std::set<std::string> maybe_needed_;
  bool has_open_projects_ = false;
  bool has_unasked_ = false;
  bool is_hidden_in_entra_ = false;
  ExcessRoles result_;
};

}  // namespace

ExcessRoles excess_roles(const Facts& facts, const Identity& account, const std::vector<RoleRule>& rules,
                         const NeededGroups& needed, const Catalogue& catalogue, Time now) {
  RoleExcess excess(facts, account, needed, catalogue, now);
  for (const RoleRule& rule : rules) excess.ask(rule);
  return excess.run();
}

}  // namespace patrol
