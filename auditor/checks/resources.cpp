#include "auditor/checks/resources.h"

#include "auditor/checks/common.h"
#include "auditor/model/slip.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol {
namespace {

std::string label_of(const Catalogue::ResourceKind& kind, const std::string& name,
                     const std::string& project) {
  std::string label =
      name.empty() ? "all things of the kind " + kind.title : "the " + kind.title + " " + name;
  if (!project.empty()) label += " of the project " + project;
  return label;
}

/// A list that lacks the thing: is that the whole truth?
void tell_missing(const std::string& name, const Listing<Resource>& list, const Question& question,
                  RolePage& page) {
  if (list.rest) {
    Gap gap = *list.rest;
    gap.what = page.label;
    page.support.add_gap(gap);
    return;
  }
  const MembershipAnswer administrator = question.facts.auditor_is_administrator();
  page.support.add_reads(administrator.support.reads);
  page.absent = administrator.is_member == Truth::yes;
  if (page.absent) {
    std::vector<std::string> names;
    names.reserve(list.items.size());
    for (const Resource& each : list.items) names.push_back(each.name);
    page.near = likely_meant(name, names);
    return;
  }
  page.support.add_gap(
      {Gap::Kind::not_decidable, page.label,
       "it is not in the list that the auditor is shown, which leaves out what it may not see",
       "correct the name, or audit as a Project Collection Administrator"});
}

void find_thing(const std::string& name, const Project* project, const Question& question, RolePage& page) {
  const std::string project_id = project == nullptr ? "" : project->id;
  const auto& list = question.facts.view().resources(page.kind->word, project_id);
  page.support.add_reads(list.reads);
  std::vector<const Resource*> found;
  for (const Resource& each : list.known.items) {
    if (same_name(each.name, name)) found.push_back(&each);
  }
  if (found.size() == 1) {
    page.id = page_id(page.kind->one, project_id, found.front()->id);
  } else if (found.empty()) {
    tell_missing(name, list.known, question, page);
  } else {
    page.support.add_gap({Gap::Kind::not_decidable, page.label,
                          std::to_string(found.size()) + " have that name", "rename all but one of them"});
  }
}

}  // namespace

std::string page_id(const Catalogue::ResourceKind::Page& page, std::string_view project_id,
                    std::string_view thing_id) {
  std::string id = page.id;
  const auto fill = [&](std::string_view brace, std::string_view value) {
    if (const auto at = id.find(brace); at != std::string::npos) id.replace(at, brace.size(), value);
  };
  fill("{project}", project_id);
  fill("{thing}", thing_id);
  return id;
}

std::vector<AssignedRole> things_of_each(const AssignedRole& wanted, const Question& question,
                                         Support& support) {
  AssignedRole all = wanted;
  all.of_each = false;
  all.of_all = true;
  std::vector<AssignedRole> things{all};
  const auto* const kind = question.catalogue.find_resource_kind(wanted.resource);
  const PlaceAnswer place = resolve_place(wanted.place, question);
  if (kind == nullptr || !place.resolved) return things;
  const auto& list =
      question.facts.view().resources(kind->word, place.project == nullptr ? "" : place.project->id);
  support.add_reads(list.reads);
  for (const Resource& each : list.known.items) {
    things.push_back(all);
    things.back().of_all = false;
    things.back().name = {each.name};
  }
  if (list.known.rest) {
    Gap gap = *list.known.rest;
    gap.what = "which things of the kind " + kind->title + " there are";
    support.add_gap(gap);
    return things;
  }
  const MembershipAnswer administrator = question.facts.auditor_is_administrator();
  support.add_reads(administrator.support.reads);
  if (administrator.is_member == Truth::yes) return things;
  support.add_gap({Gap::Kind::not_decidable, "which things of the kind " + kind->title + " there are",
                   "the list leaves out what the auditor may not see",
                   "audit as a Project Collection Administrator"});
  return things;
}

RolePage find_role_page(const AssignedRole& wanted, const Question& question) {
  RolePage page;
  page.kind = question.catalogue.find_resource_kind(wanted.resource);
  if (page.kind == nullptr) {
    page.support.add_gap({Gap::Kind::not_decidable, "roles of the kind " + wanted.resource,
                          "this version of patrol does not know where they are told", "update patrol"});
    return page;
  }
  const std::string& name = name_for(wanted.name, question.integration);
  const PlaceAnswer place = resolve_place(wanted.place, question);
  page.support.add(place.support);
  page.project = place.project;
  page.label =
      label_of(*page.kind, name, place.project == nullptr ? wanted.place.project : place.project->name);
  page.scope = wanted.of_all ? page.kind->all.scope : page.kind->one.scope;
  page.all_portal = page.kind->portal + " › " + page.kind->security;
  page.portal =
      wanted.of_all ? page.all_portal : page.kind->portal + " › " + name + " › " + page.kind->security;
  if (!place.resolved) {
    page.absent = place.absent;
    page.near = place.near;
    if (place.absent) page.label = "the project " + wanted.place.project;
    if (!place.absent && place.support.gaps.empty()) {
      page.support.add_gap({Gap::Kind::not_decidable, page.label,
                            "it is in a project, and the rule is not for each project",
                            "add `for_each: project` to the rule, or name the project"});
    }
    return page;
  }
  if (wanted.of_all) {
    page.id = page_id(page.kind->all, place.project == nullptr ? "" : place.project->id, "");
  } else {
    find_thing(name, place.project, question, page);
  }
  return page;
}

}  // namespace patrol
