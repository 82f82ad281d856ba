#include "tests/oracle/excess.h"

#include "auditor/evaluate/evaluate.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"
#include "auditor/policy/catalogue.h"
#include "tests/oracle/comparison.h"
#include "tests/oracle/generator.h"
#include "tests/oracle/group_weight.h"
#include "tests/oracle/known.h"
#include "tests/oracle/shrink.h"
#include "tests/oracle/told_roles.h"
#include "tests/support/world.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace patrol::oracle {
namespace {

using What = Statement::What;
using Lines = std::vector<Statement>;

constexpr const char* ceiling_of_access = "ceiling-access";
constexpr const char* ceiling_of_groups = "ceiling-groups";
constexpr const char* ceiling_of_projects = "ceiling-project-groups";
constexpr const char* ceiling_of_permissions = "ceiling-permissions";

/// One thing that a rule asks for, at one place.
struct Need {
  Rule rule;
  Spot spot;
};

/// Whom the service makes valid users: all who are in the organization (API.md 4.5).
constexpr const char* everybody = "[contoso]\\Project Collection Valid Users";

/// Takes a requirement apart: of whatever joins them, each thing is a need of its own.
struct Parts {
  std::vector<Requirement>& parts;

  void operator()(const Groups& asked) const {
    for (const GroupMembership& group : asked.groups) parts.push_back({Groups{.groups = {group}}});
  }
  void operator()(const Roles& asked) const {
    for (const RoleHeld& role : asked.roles) parts.push_back({Roles{.roles = {role}}});
    for (const AssignedRole& role : asked.assigned) parts.push_back({Roles{.assigned = {role}}});
  }
  void operator()(const Permissions& asked) const {
    for (const Permission& permission : asked.permissions) {
      parts.push_back({Permissions{.permissions = {permission}}});
    }
  }
  void operator()(const AnyOf& any) const {
    for (const Requirement& branch : any.branches) std::visit(*this, branch.kind);
  }
  void operator()(const AllOf& all) const {
    for (const Requirement& branch : all.branches) std::visit(*this, branch.kind);
  }
  template <class Other>
  void operator()(const Other& other) const {
    parts.push_back({other});
  }
};

std::vector<Requirement> parts_of(const Rule& rule) {
  std::vector<Requirement> parts;
  std::visit(Parts{parts}, rule.requirement.kind);
  return parts;
}

bool asks(const Rule& rule) {
  return rule.mode == Rule::Mode::require || rule.mode == Rule::Mode::exactly;
}

Rule ceiling(std::string id, Rule::ForEach for_each, Requirement bounded) {
  Rule rule;
  rule.id = std::move(id);
  rule.title = rule.id;
  rule.mode = Rule::Mode::at_most;
  rule.for_each = for_each;
  rule.requirement = std::move(bounded);
  return rule;
}

std::vector<Rule> ceilings() {
  using ForEach = Rule::ForEach;
  std::vector<Rule> rules{ceiling(ceiling_of_groups, ForEach::nothing, {Groups{.required_only = true}}),
                          ceiling(ceiling_of_projects, ForEach::project, {Groups{.required_only = true}})};
  rules.push_back(ceiling(ceiling_of_access, ForEach::nothing, {AccessAtLeast{.required_only = true}}));
  for (const ForEach each : {ForEach::nothing, ForEach::project, ForEach::repository, ForEach::pipeline}) {
    rules.push_back(ceiling(ceiling_of_permissions + std::to_string(static_cast<int>(each)), each,
                            {Permissions{.required_only = true}}));
  }
  return rules;
}

/// What patrol says where two integrations share the rules and the account.
Audit audit_of_both(const std::vector<Rule>& rules, const Snapshot& snapshot) {
  PolicySet policies;
  std::vector<Integration> integrations;
  for (const std::string name : {"first", "second"}) {
    Policy policy;
    policy.id = name;
    policy.features = {"repos"};
    for (std::size_t i = name == "first" ? 0 : 1; i < rules.size(); i += 2) policy.rules.push_back(rules[i]);
    if (name == "first") std::ranges::move(ceilings(), std::back_inserter(policy.rules));
    policies.emplace(name, policy);
    integrations.push_back(asking_integration());
    integrations.back().name = integrations.back().policy = name;
  }
  return evaluate(policies, integrations, built_in_catalogue(), snapshot, {.now = test_now()});
}

std::vector<Need> needs_of(const std::vector<Rule>& rules, const Audit& audit) {
  std::vector<Need> needs;
  for (const Finding& finding : audit.findings) {
    const auto rule = std::ranges::find(rules, audit.rule_of(finding).id, &Rule::id);
    if (rule == rules.end() || !asks(*rule)) continue;
    for (Requirement& part : parts_of(*rule)) {
      Need need{*rule, {finding.project.value_or(""), finding.resource.value_or("")}};
      need.rule.mode = Rule::Mode::require;
      need.rule.requirement = std::move(part);
      needs.push_back(std::move(need));
    }
  }
  return needs;
}

/// The role that is asked for comes before a higher one that would do: who has it has no need of more.
void prefer_the_very_role(std::vector<Need>& needs, const Known& known) {
  for (Need& need : needs) {
    auto* const roles = std::get_if<Roles>(&need.rule.requirement.kind);
    if (roles == nullptr || roles->roles.empty() || !roles->roles.front().at_least) continue;
    roles->roles.front().at_least = false;
    roles->roles.front().at_least = second_opinion(known, need.rule, need.spot) != Verdict::pass;
  }
}

/// How well each need is met: not, perhaps, certainly.
std::optional<std::vector<Answer>> met(const std::vector<Need>& needs, const Lines& organization) {
  const Snapshot snapshot = snapshot_of(organization);
  const Integration asking = asking_integration();
  const Known known = look(snapshot.organizations.begin()->second, asking, test_now());
  if (known.groups.too_many) return std::nullopt;
  std::vector<Answer> answers;
  for (const Need& need : needs) {
    const Verdict verdict = second_opinion(known, need.rule, need.spot);
    answers.push_back(verdict == Verdict::pass   ? Answer::yes
                      : verdict == Verdict::fail ? Answer::no
                                                 : Answer::unknown);
  }
  return answers;
}

/// The first need that is met less well than before, in words.
std::optional<std::string> what_it_costs(const std::vector<Need>& needs, const std::vector<Answer>& before,
                                         const std::vector<Answer>& after) {
  for (std::size_t i = 0; i < needs.size(); ++i) {
    if (after[i] < before[i]) return to_text(needs[i].rule);
  }
  return std::nullopt;
}

/// The organization without a group's members but the auditor, so that nothing comes from it.
Lines without_members(Lines organization, const std::string& group) {
  std::erase_if(organization, [&](const Statement& line) {
    return (line.what == What::put && line.of == group && line.subject != World::auditor_email) ||
           (line.what == What::graph_says && line.subject == group && line.allow != 0);
  });
  return organization;
}

bool is_filled_by_the_service(const std::string& group) {
  return group.ends_with("Valid Users");
}
bool is_entra(const std::string& group) {
  return group.starts_with("[TEAM FOUNDATION]");
}

/// `[Shop]\Readers` → Shop; nothing for the organization.
std::optional<std::string> project_of_group(const std::string& group) {
  const std::string scope = group.substr(1, group.find(']') - 1);
  return scope == "contoso" ? std::nullopt : std::optional(scope);
}

bool is_certainly_in(const Known& known, const std::string& group) {
  if (!known.account) return false;
  if (known.organization.group_names) {
    for (const GroupName& name : known.organization.group_names->known.items) {
      if (name.principal_name != group) continue;
      return known.groups.is_in(fold_case(*group_identity_descriptor(name.descriptor))) == Answer::yes;
    }
  }
  for (const auto& [descriptor, fact] : known.organization.groups) {
    if (fact.known && fact.known.value().display_name == group)
      return known.groups.is_in(descriptor) == Answer::yes;
  }
  return is_member(known, project_of_group(group), group.substr(group.find('\\') + 1)) == Answer::yes;
}

/// The groups that an entry of the excess means; one entry may stand for a group of several projects.
std::vector<std::string> groups_meant(const Excess& excess) {
  if (excess.what.starts_with('[')) return {excess.what};
  const auto of = excess.what.find(" of 2 projects: ");
  if (of == std::string::npos) return {};
  const std::string name = excess.what.substr(0, of);
  return {"[Shop]\\" + name, "[Web]\\" + name};
}

/// All groups into which some members of this one come through it, by the lines that put them there.
std::set<std::string> above(const Lines& organization, const std::string& group) {
  std::set<std::string> all{group};
  for (bool grew = true; grew;) {
    grew = false;
    for (const Statement& line : organization) {
      if (line.what == What::put && all.contains(line.subject)) grew |= all.insert(line.of).second;
    }
    // The service puts every group of a project there (API.md 4.5).
    const auto is_of_project = [](const std::string& each) {
      return !is_entra(each) && project_of_group(each);
    };
    if (std::ranges::any_of(all, is_of_project)) grew |= all.insert(everybody).second;
  }
  all.erase(group);
  return all;
}

/// The groups that a need names, as lines of an organization call them.
std::vector<std::string> groups_named(const Need& need) {
  static const std::array roles{"Readers", "Contributors", "Project Administrators"};
  const auto scope = [&](const Place& place) {
    const auto project = project_of(place, need.spot);
    return "[" + (project ? *project : std::string("contoso")) + "]\\";
  };
  std::vector<std::string> names;
  if (const auto* groups = std::get_if<Groups>(&need.rule.requirement.kind)) {
    for (const GroupMembership& each : groups->groups) {
      names.push_back(scope(each.place) + each.group);
      // What the organization has none of is one of Entra.
      if (!project_of(each.place, need.spot)) names.push_back("[TEAM FOUNDATION]\\" + each.group);
    }
  }
  if (const auto* held = std::get_if<Roles>(&need.rule.requirement.kind)) {
    for (const RoleHeld& each : held->roles) {
      const bool is_of_project = each.place.kind != Place::Kind::organization;
      names.push_back(scope(each.place) + (is_of_project ? roles.at(static_cast<std::size_t>(each.role))
                                                         : "Project Collection Administrators"));
    }
  }
  std::vector<std::string> known;
  for (const std::string& group : all_groups()) {
    if (std::ranges::any_of(names, [&](const std::string& name) { return same_name(name, group); }))
      known.push_back(group);
  }
  return known;
}

/// Some of the groups of an account, by how many they are.
struct Part {
  std::size_t administrators = 0;
  std::size_t count = 0;
  std::set<std::string> groups{};

  friend auto operator<=>(const Part&, const Part&) = default;
};

Part part_of(const std::vector<std::string>& groups, std::size_t bits) {
  Part part;
  for (std::size_t at = 0; at < groups.size(); ++at) {
    if (((bits >> at) & 1U) == 0) continue;
    if (groups[at].ends_with("Administrators")) ++part.administrators;
    part.groups.insert(groups[at]);
  }
  part.count = part.groups.size();
  return part;
}

class Comparing {
 public:
  Comparing(const Lines& organization, const std::vector<Rule>& rules)
      : organization_(organization),
        rules_(rules),
        snapshot_(snapshot_of(organization)),
        audit_(audit_of_both(rules, snapshot_)),
        known_(look(snapshot_.organizations.begin()->second, asking_, test_now())),
        needs_(needs_of(rules, audit_)) {
    prefer_the_very_role(needs_, known_);
  }

  ExcessComparison run() {
    result_.told = audit_.excess.size();
    const auto before = met(needs_, organization_);
    if (!before) {
      result_.left_out = true;
      return result_;
    }
    before_ = *before;
    for (const Need& need : needs_) {
      for (const std::string& group : groups_named(need)) {
        above_named_.insert(group);
        above_named_.merge(above(organization_, group));
      }
    }
    compare_groups();
    compare_severities();
    compare_roles();
    compare_ceilings();
    compare_permissions();
    compare_scopes();
    compare_tokens();
    compare_access();
    return result_;
  }

 private:
  void dispute(ExcessDispute::Kind kind, std::string what, std::string why) {
    result_.disputes.push_back({kind, std::move(what), std::move(why)});
  }

  void let_off(std::string what, std::string why) {
    result_.let_off.push_back({ExcessDispute::Kind::not_told, std::move(what), std::move(why)});
  }

  std::set<std::string> told_groups() const {
    std::set<std::string> told;
    for (const Excess& excess : audit_.excess) {
      for (const std::string& group : groups_meant(excess)) told.insert(group);
    }
    return told;
  }

  bool is_patrol_sure() const {
    return std::ranges::all_of(audit_.accounts,
                               [](const AuditedAccount& account) { return account.unknown.empty(); });
  }

  /// Who is in the organization is one of its valid users, whatever groups are left; and an auditor who
  /// administers it goes on doing so.
  Lines with_who_stays() const {
    Lines lines = organization_;
    if (is_certainly_in(known_, everybody)) lines.push_back({What::put, svc, everybody, "", 0, 0});
    if (known_.auditor_administers) {
      lines.push_back(
          {What::put, World::auditor_email, "[contoso]\\Project Collection Administrators", "", 0, 0});
    }
    return lines;
  }

  void compare_groups() {
    const std::set<std::string> told = told_groups();
    Lines left = with_who_stays();
    for (const std::string& group : told) {
      ++result_.compared;
      if (!is_certainly_in(known_, group))
        dispute(ExcessDispute::Kind::not_held, group, "not certainly a member");
      left = without_members(std::move(left), group);
    }
    const auto after = met(needs_, left);
    if (!after) return;
    if (const auto cost = what_it_costs(needs_, before_, *after)) {
      dispute(ExcessDispute::Kind::needed, told.empty() ? "" : *told.begin(), *cost);
    }
    for (const std::string& group : all_groups()) {
      if (is_entra(group) || is_filled_by_the_service(group) || told.contains(group)) continue;
      if (!is_certainly_in(known_, group)) continue;
      ++result_.compared;
      const auto without = met(needs_, without_members(left, group));
      if (!without || what_it_costs(needs_, *after, *without)) continue;
      const auto reached = above(organization_, group);
      const bool leads_to_a_told_one =
          std::ranges::any_of(reached, [&](const std::string& each) { return told.contains(each); });
      if (leads_to_a_told_one || above_named_.contains(group) || !is_patrol_sure()) continue;
      let_off(group, "nothing needs it");
    }
  }

  /// A group that somebody made is no better than its place, and as bad as an administrator where a list that
  /// was read lets it administer; where no list names it, it is what its place is.
  void compare_severities() {
    static const World world;
    for (const Excess& excess : audit_.excess) {
      const bool is_known = std::ranges::find(all_groups(), excess.what) != all_groups().end();
      if (excess.kind != Excess::Kind::group || !is_known) continue;
      ++result_.compared;
      const bool is_of_project = !is_entra(excess.what) && project_of_group(excess.what);
      const Severity by_place = is_of_project ? Severity::low : Severity::medium;
      const ByLists by_lists =
          allowed_by_lists(known_.organization, fold_case(world.group_descriptor(excess.what)));
      const Severity least = by_lists == ByLists::administering ? Severity::high : by_place;
      const bool is_by_place = by_lists != ByLists::nothing || excess.severity == by_place;
      if (excess.severity < least || !is_by_place) {
        dispute(ExcessDispute::Kind::misjudged, excess.what,
                "told as " + std::string(to_word(excess.severity)));
      }
    }
  }

  /// Whether a line is of the account, or of a group that it is certainly in.
  bool is_held(const Statement& line) const {
    return line.subject == svc || is_certainly_in(known_, line.subject);
  }

  std::set<const RoleSheet*> asked_sheets() const {
    std::set<const RoleSheet*> asked;
    for (const Finding& finding : audit_.findings) {
      const auto rule = std::ranges::find(rules_, audit_.rule_of(finding).id, &Rule::id);
      if (rule == rules_.end()) continue;
      const Spot spot{finding.project.value_or(""), finding.resource.value_or("")};
      for (const Requirement& part : parts_of(*rule)) {
        const auto* roles = std::get_if<Roles>(&part.kind);
        if (roles == nullptr) continue;
        for (const AssignedRole& role : roles->assigned) {
          for (const RoleSheet* sheet : sheets_meant(role, spot)) asked.insert(sheet);
        }
      }
    }
    return asked;
  }

  /// What is needed on all of a kind is needed on each.
  std::vector<std::string> roles_needed_on(const RoleSheet& sheet) const {
    std::vector<std::string> needed;
    for (const Need& need : needs_) {
      const auto* roles = std::get_if<Roles>(&need.rule.requirement.kind);
      if (roles == nullptr) continue;
      for (const AssignedRole& role : roles->assigned) {
        const bool is_here = std::ranges::any_of(sheets_meant(role, need.spot), [&](const RoleSheet* meant) {
          return meant == &sheet || (is_of_all(*meant) && meant->place == sheet.place);
        });
        if (is_here) needed.push_back(role.role);
      }
    }
    return needed;
  }

  /// Whether the role is certainly none of those that are needed there, and comes with none of them.
  bool is_beyond_need(const RoleOn& held) const {
    const std::vector<std::string> needed = roles_needed_on(*held.sheet);
    return std::ranges::all_of(needed, [&](const std::string& role) {
      return includes_role(role, held.role, held.sheet->place == "pool") == Answer::no;
    });
  }

  std::vector<ToldRole> told_roles() {
    std::vector<ToldRole> told;
    for (const Excess& excess : audit_.excess) {
      // The others are of built-in groups, by their names or descriptors.
      const bool is_of_group = !groups_meant(excess).empty() || excess.what.find(" of ") == std::string::npos;
      if (excess.kind != Excess::Kind::role || is_of_group) continue;
      ++result_.compared;
      const auto role = told_role(excess.what);
      if (!role) {
        dispute(ExcessDispute::Kind::not_held, excess.what, "it is on no page");
        continue;
      }
      const RoleOn& held = role->held;
      const bool is_there = std::ranges::any_of(organization_, [&](const Statement& line) {
        return line.what == What::role && line.of == held.role && line.token == held.sheet->name &&
               is_held(line);
      });
      if (!is_there) dispute(ExcessDispute::Kind::not_held, excess.what, "no line gives it for sure");
      if (!is_beyond_need(held)) dispute(ExcessDispute::Kind::needed, excess.what, "a needed role has it");
      for (const RoleOn& enough : role->enough) {
        const auto needed = roles_needed_on(*enough.sheet);
        const bool is_needed = std::ranges::find(needed, enough.role) != needed.end();
        if (!is_needed) dispute(ExcessDispute::Kind::needed, excess.what, "nobody needs " + enough.role);
      }
      told.push_back(*role);
    }
    return told;
  }

  /// What is told goes, all of it at once and with the groups that are told, and what is told to be enough
  /// comes. Of its own lines the account has no other that goes beyond the need.
  void compare_roles() {
    const std::vector<ToldRole> told = told_roles();
    Lines left = with_who_stays();
    for (const std::string& group : told_groups()) left = without_members(std::move(left), group);
    for (const ToldRole& role : told) {
      std::erase_if(left, [&](const Statement& line) { return stands_on(line, role.held) && is_held(line); });
    }
    for (const ToldRole& role : told) {
      for (const RoleOn& enough : role.enough) {
        std::ranges::move(lines_to_give(enough), std::back_inserter(left));
      }
    }
    if (!told.empty()) {
      const auto after = met(needs_, left);
      const auto cost = after ? what_it_costs(needs_, before_, *after) : std::nullopt;
      if (cost) dispute(ExcessDispute::Kind::needed, told.front().held.role, *cost);
    }
    if (!is_patrol_sure()) return;
    const std::set<const RoleSheet*> asked = asked_sheets();
    for (const Statement& line : organization_) {
      const bool is_own = line.what == What::role && line.subject == svc && line.allow == 0;
      if (!is_own) continue;
      const auto sheet = std::ranges::find(role_sheets(), line.token, &RoleSheet::name);
      const RoleOn held{line.of, &*sheet};
      if (!asked.contains(held.sheet) || !is_beyond_need(held)) continue;
      ++result_.compared;
      const bool is_told = std::ranges::any_of(told, [&](const ToldRole& role) {
        return role.held.sheet == held.sheet && role.held.role == held.role;
      });
      if (!is_told) dispute(ExcessDispute::Kind::not_told, to_text(line), "nothing needs it");
    }
  }

  /// `at_most: required` fails where one of the groups of its place can go, and passes where none can.
  void compare_ceilings() {
    const Lines all = with_who_stays();
    const auto whole = met(needs_, all);
    if (!whole) return;
    for (const Finding& finding : audit_.findings) {
      const std::string& id = audit_.rule_of(finding).id;
      if (id != ceiling_of_groups && id != ceiling_of_projects) continue;
      if (finding.verdict == Verdict::inconclusive) continue;
      ++result_.compared;
      std::string removable;
      std::string unwanted;  // and nothing that is named brings it with it
      for (const std::string& group : all_groups()) {
        const bool is_here = is_entra(group) ? !finding.project : project_of_group(group) == finding.project;
        if (!is_here || is_filled_by_the_service(group) || !is_certainly_in(known_, group)) continue;
        const auto without = met(needs_, without_members(all, group));
        if (!without || what_it_costs(needs_, *whole, *without)) continue;
        removable = group;
        if (!above_named_.contains(group)) unwanted = group;
      }
      const std::string what = "at_most: required of " + finding.project.value_or("the organization");
      if (finding.verdict == Verdict::fail && removable.empty()) {
        dispute(ExcessDispute::Kind::needed, what, "fails, and no group can go: " + finding.message);
      }
      if (finding.verdict == Verdict::pass && !unwanted.empty()) {
        let_off(what, "passes, and nothing needs " + unwanted);
      }
    }
  }

  /// The permissions that needs of both integrations name at a place, and in their namespaces what opens the
  /// gate before all others there (API.md 5.11).
  Permissions needed_permissions(Rule::ForEach for_each, const Spot& spot) const {
    Permissions needed;
    for (const Need& need : needs_) {
      const auto* permissions = std::get_if<Permissions>(&need.rule.requirement.kind);
      if (permissions == nullptr || need.rule.for_each != for_each || need.spot != spot) continue;
      for (const Permission& each : permissions->permissions) {
        needed.permissions.push_back(each);
        if (each.namespace_name != "Collection" && each.namespace_name != "Project") continue;
        needed.permissions.push_back(each);
        needed.permissions.back().action = "GENERIC_READ";
      }
    }
    return needed;
  }

  /// Those that needs of both integrations name of repositories and pipelines, where the ceiling is for the
  /// project; and of the project and the organization, where it is for what is in them.
  NeededElsewhere needed_elsewhere(Rule::ForEach for_each, const Spot& spot) const {
    using ForEach = Rule::ForEach;
    NeededElsewhere needed;
    for (const Need& need : needs_) {
      const auto* permissions = std::get_if<Permissions>(&need.rule.requirement.kind);
      if (permissions == nullptr) continue;
      const ForEach asked = need.rule.for_each;
      const bool is_of_thing = asked == ForEach::repository || asked == ForEach::pipeline;
      // Of a project that is not known the things are not known either.
      const bool may_be_in = need.spot.project == spot.project || need.spot.project.empty();
      const bool is_around =
          asked == ForEach::nothing || (asked == ForEach::project && need.spot.project == spot.project);
      for (const Permission& each : permissions->permissions) {
        if (for_each == ForEach::project && is_of_thing && may_be_in)
          needed.further_down.push_back({each, need.spot});
        if (for_each != ForEach::nothing && asked != for_each && is_around) needed.further_up.push_back(each);
      }
    }
    return needed;
  }

  /// `at_most: required` of permissions is decided only where the second opinion says the same.
  void compare_permissions() {
    for (const Rule& rule : ceilings()) {
      if (!std::holds_alternative<Permissions>(rule.requirement.kind)) continue;
      for (const Finding& finding : audit_.findings) {
        const bool is_its_own = audit_.rule_of(finding).id == rule.id;
        if (!is_its_own || finding.verdict == Verdict::inconclusive) continue;
        compare_permissions(finding, rule.for_each);
      }
    }
  }

  void compare_permissions(const Finding& finding, Rule::ForEach for_each) {
    const Spot spot{finding.project.value_or(""), finding.resource.value_or("")};
    const Permissions needed = needed_permissions(for_each, spot);
    const Answer kept = needed.permissions.empty()
                            ? Answer::unknown
                            : keeps_to_permissions(known_, needed, spot, needed_elsewhere(for_each, spot));
    ++result_.compared;
    const bool passes = finding.verdict == Verdict::pass;
    if (kept == (passes ? Answer::yes : Answer::no)) return;
    dispute(passes ? ExcessDispute::Kind::not_told : ExcessDispute::Kind::needed,
            "at_most: required of permissions of " + finding.project.value_or("the organization"),
            finding.message);
  }

  void compare_scopes() {
    std::vector<std::string> needed;
    for (const Need& need : needs_) {
      const auto* scopes = std::get_if<PatScopes>(&need.rule.requirement.kind);
      if (scopes != nullptr) needed.insert(needed.end(), scopes->ids.begin(), scopes->ids.end());
    }
    std::set<std::string> told;
    for (const Excess& excess : audit_.excess) {
      if (excess.kind != Excess::Kind::scope) continue;
      const auto at = excess.what.find("(vso.");
      told.insert(excess.what == "Full access" ? "app_token"
                  : at == std::string::npos    ? excess.what
                                               : excess.what.substr(at + 1, excess.what.size() - at - 2));
    }
    const auto tokens = living_tokens(known_);
    const bool is_known = tokens && known_.organization.connection && known_.organization.connection->known;
    if (!is_known || needed.empty()) return;
    std::set<std::string> expected;
    for (const Token& token : *tokens) {
      for (const std::string& scope : token.scopes) {
        if (!comes_with(scope, needed)) expected.insert(scope);
      }
    }
    result_.compared += expected.size() + 1;
    for (const std::string& scope : told) {
      if (!expected.contains(scope))
        dispute(ExcessDispute::Kind::needed, scope, "a needed scope brings it, or no living token holds it");
    }
    for (const std::string& scope : expected) {
      if (!told.contains(scope)) dispute(ExcessDispute::Kind::not_told, scope, "nothing needs it");
    }
  }

  /// Living tokens of another name are nobody's.
  void compare_tokens() {
    std::set<std::string> told;
    for (const Excess& excess : audit_.excess) {
      if (excess.kind == Excess::Kind::token) told.insert(excess.path.back());
    }
    std::set<std::string> expected;
    if (known_.account) {
      const auto found = known_.organization.tokens.find(known_.account->subject_descriptor);
      if (found != known_.organization.tokens.end()) {
        for (const Token& token : found->second.known.items) {
          if (token.is_valid && token.display_name != asking_.pat.name)
            expected.insert(join_words(token.scopes));
        }
      }
    }
    ++result_.compared;
    if (told != expected)
      dispute(ExcessDispute::Kind::not_told, "a token", "nobody uses it, or somebody does");
  }

  void compare_access() {
    std::optional<AccessLevel> needed;
    for (const Need& need : needs_) {
      const auto* access = std::get_if<AccessAtLeast>(&need.rule.requirement.kind);
      if (access != nullptr) needed = std::max(needed.value_or(AccessLevel::none), access->level);
    }
    const auto held = access_of(known_);
    const bool is_told = std::ranges::any_of(
        audit_.excess, [](const Excess& excess) { return excess.kind == Excess::Kind::access_level; });
    const bool is_expected = needed && held && *held > *needed;
    for (const Finding& finding : audit_.findings) {
      const bool is_its_own = audit_.rule_of(finding).id == ceiling_of_access;
      if (!is_its_own || finding.verdict == Verdict::inconclusive) continue;
      ++result_.compared;
      if (needed && held && (finding.verdict == Verdict::fail) == is_expected) continue;
      dispute(is_expected ? ExcessDispute::Kind::not_told : ExcessDispute::Kind::needed,
              "at_most: required of the access level", finding.message);
    }
    ++result_.compared;
    if (is_told == is_expected) return;
    dispute(is_told ? ExcessDispute::Kind::needed : ExcessDispute::Kind::not_told, "the access level",
            held ? std::string(to_word(*held)) : "it is not known");
  }

  const Lines& organization_;
  const std::vector<Rule>& rules_;
  Snapshot snapshot_;
  Audit audit_;
  Integration asking_ = asking_integration();  // known_ points to it
  Known known_;
  std::vector<Need> needs_;
  std::vector<Answer> before_;
  std::set<std::string> above_named_;  ///< groups that needs name, and what these are in
  ExcessComparison result_;
};

}  // namespace

std::vector<Rule> random_needs(std::uint64_t seed, std::size_t count) {
  std::vector<Rule> rules = random_questions(seed, count * 4);
  std::erase_if(rules, [](const Rule& rule) { return !asks(rule); });
  if (rules.size() > count) rules.resize(count);
  // By chance alone two that are of one namespace would hardly ever meet.
  if (seed % 3 == 0) std::ranges::move(random_levels(seed), std::back_inserter(rules));
  return rules;
}

ExcessComparison compare_excess(const Lines& organization, const std::vector<Rule>& rules) {
  return Comparing(organization, rules).run();
}

std::string why_not_the_fewest(const Lines& organization, const std::vector<Rule>& rules,
                               const std::vector<std::string>& groups) {
  const Snapshot snapshot = snapshot_of(organization);
  const Audit audit = audit_of_both(rules, snapshot);
  const Integration asking = asking_integration();
  const Known known = look(snapshot.organizations.begin()->second, asking, test_now());
  const std::vector<Need> needs = needs_of(rules, audit);
  const auto before = met(needs, organization);
  if (!before) return "too many worlds";

  std::vector<std::string> held;
  std::ranges::copy_if(groups, std::back_inserter(held),
                       [&](const std::string& group) { return is_certainly_in(known, group); });
  std::vector<Part> parts;
  const std::size_t all = (std::size_t{1} << held.size()) - 1;
  for (std::size_t bits = 0; bits <= all; ++bits) parts.push_back(part_of(held, bits));
  std::ranges::sort(parts);
  const auto fewest = std::ranges::find_if(parts, [&](const Part& kept) {
    Lines lines = organization;
    for (const std::string& group : held) {
      if (!kept.groups.contains(group)) lines = without_members(std::move(lines), group);
    }
    const auto after = met(needs, lines);
    return after && !what_it_costs(needs, *before, *after);
  });
  if (fewest == parts.end()) return "not even all groups do";

  for (const Finding& finding : audit.findings) {
    if (audit.rule_of(finding).id != ceiling_of_groups) continue;
    std::size_t told = 0;
    for (std::size_t at = 0; at < held.size(); ++at) {
      const bool is_told = finding.message.find("is in " + held[at]) != std::string::npos;
      if (is_told) told |= std::size_t{1} << at;
    }
    const Part left = part_of(held, all & ~told);
    const bool is_as_few = left.administrators == fewest->administrators && left.count == fewest->count;
    if (is_as_few && finding.verdict == (told == 0 ? Verdict::pass : Verdict::fail)) continue;
    std::string text = "patrol says: " + finding.message + "\nenough:";
    for (const std::string& group : fewest->groups) text += " " + group;
    for (const Statement& line : organization) text += "\n  " + to_text(line);
    return text;
  }
  return "";
}

std::string smallest_excess_case(const Lines& organization, const std::vector<Rule>& rules,
                                 const ExcessDispute& dispute) {
  ExcessDispute smallest = dispute;
  const auto still = [&](const Lines& lines, const std::vector<Rule>& asked) {
    ExcessComparison found = compare_excess(lines, asked);
    std::ranges::move(found.let_off, std::back_inserter(found.disputes));
    const auto same = std::ranges::find(found.disputes, dispute.kind, &ExcessDispute::kind);
    if (same == found.disputes.end()) return false;
    smallest = *same;
    return true;
  };
  const auto few_rules = shrunk(rules, [&](const auto& less) { return still(organization, less); });
  const auto few_lines = shrunk(organization, [&](const auto& less) { return still(less, few_rules); });
  std::string text = "rules:\n";
  for (const Rule& rule : few_rules) text += "  " + to_text(rule) + "\n";
  text += "organization:\n";
  for (const Statement& line : few_lines) text += "  " + to_text(line) + "\n";
  constexpr std::array words{"told as too much, though not certainly held", "told as too much, though needed",
                             "not told, though nothing needs it", "told as worse or as less bad than it is"};
  still(few_lines, few_rules);
  text += "patrol tells as too much:\n";
  for (const Excess& excess : audit_of_both(few_rules, snapshot_of(few_lines)).excess)
    text += "  " + excess.what + "\n";
  return text + words.at(static_cast<std::size_t>(smallest.kind)) + ": " + smallest.what + "  # " +
         smallest.why + "\n";
}

}  // namespace patrol::oracle
