#include "auditor/checks/permission_place.h"

#include "auditor/checks/branch_name.h"
#include "auditor/facts/token_chain.h"
#include "auditor/model/concat.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <cstddef>

namespace patrol {
namespace {

/// What the security token of the level is made of; an id that is not known leaves a gap.
TokenIds ids_of(const Permission& permission, const Question& question, Support& support) {
  TokenIds ids;
  if (question.project == nullptr) return ids;
  ids.project = question.project->id;
  if (question.repository != nullptr) ids.repository = question.repository->id;
  if (question.pipeline != nullptr) {
    ids.pipeline = question.pipeline->id;
    ids.folder = question.pipeline->folder;
  }
  if (permission.level != Permission::Level::area && permission.level != Permission::Level::iteration)
    return ids;
  const std::string kind(to_word(permission.level));
  const auto& root = question.facts.view().root_node(kind, question.project->id);
  support.add_reads(root.reads);
  if (root.known) {
    (permission.level == Permission::Level::area ? ids.area : ids.iteration) = root.known.value();
  } else {
    Gap gap = root.known.error();
    gap.what = "the root " + kind + " of the project " + question.project->name;
    support.add_gap(gap);
  }
  return ids;
}

/// The page of what is further down than the permission is asked at, where it is known which that is.
std::optional<PortalPage> page_below(const Permission& permission, const std::string& token) {
  const std::size_t slash = token.find('/');
  if (same_name(permission.namespace_name, "Build") && slash != std::string::npos) {
    return PortalPage{concat({"Pipelines › ", token.substr(slash + 1), " › ⋮ › Manage security"})};
  }
  if (!same_name(permission.namespace_name, "Git Repositories")) return std::nullopt;
  if (const auto branch = branch_of(token)) {
    if (branch->empty()) return std::nullopt;  // of all branches of a repository there is none
    return PortalPage{concat({"Repos › Branches › ", *branch, " › ⋮ › Branch security"})};
  }
  return PortalPage{"Project settings › Repositories › the repository › Security"};
}

}  // namespace

std::optional<PortalPage> permission_page(const Permission& permission, const Question& question,
                                          const std::vector<std::string>& chain, const std::string& token) {
  using Level = Permission::Level;
  const bool is_here = chain.empty() || token == chain.front();
  const bool is_of_thing = permission.level == Level::repository || permission.level == Level::pipeline;
  if (is_here && permission.level == Level::repository) {
    return PortalPage{concat({"Project settings › Repositories › ",
                              question.repository == nullptr ? "the repository" : question.repository->name,
                              " › Security"})};
  }
  if (is_here && permission.level == Level::pipeline) {
    return PortalPage{
        concat({"Pipelines › ", question.pipeline == nullptr ? "the pipeline" : question.pipeline->name,
                " › ⋮ › Manage security"})};
  }
  if (is_here) return portal_page(permission);
  if (std::ranges::find(chain, token) == chain.end()) return page_below(permission, token);
  // Above a thing its project has a page, and for pipelines each folder; what is above a project has none.
  if (!is_of_thing && permission.level != Level::project) return std::nullopt;
  const std::size_t slash = token.find('/');
  if (same_name(permission.namespace_name, "Build") && slash != std::string::npos) {
    return PortalPage{concat({"Pipelines › ", token.substr(slash + 1), " › ⋮ › Manage security"})};
  }
  const bool is_of_project = same_name(permission.namespace_name, "Git Repositories")
                                 ? slash != std::string::npos
                                 : same_name(permission.namespace_name, "Build");
  return is_of_project ? portal_page(permission) : std::nullopt;
}

std::string permission_label(const Permission& permission, const Catalogue& catalogue) {
  const auto* const space = catalogue.find_namespace(permission.namespace_id);
  const auto* const action = space == nullptr ? nullptr : space->find_action(permission.action);
  if (action == nullptr || action->display_name.empty()) return permission.words;
  // Documentation and portal call some by an alias.
  const auto alias = std::ranges::find_if(
      action->aliases, [&](const std::string& each) { return same_name(each, permission.words); });
  return alias == action->aliases.end() ? std::string(trim(action->display_name)) : *alias;
}

std::vector<std::string> permission_chain(const Permission& permission, const Question& question,
                                          Support& support) {
  const TokenIds ids = ids_of(permission, question, support);
  const auto* const space = question.catalogue.find_namespace(permission.namespace_id);
  auto chain = space == nullptr ? std::vector<std::string>{} : token_chain(*space, permission.level, ids);
  if (chain.empty() && support.gaps.empty()) {
    support.add_gap({Gap::Kind::not_decidable, "the permission " + permission.words,
                     "this version of patrol knows no security token of " + permission.namespace_name +
                         " at the level " + std::string(to_word(permission.level)),
                     "take the permission out of the policy"});
  }
  return chain;
}

std::optional<std::string> permission_top(const Permission& permission, const Question& question) {
  const auto* const space = question.catalogue.find_namespace(permission.namespace_id);
  Support told_by_the_chain;
  const TokenIds ids = ids_of(permission, question, told_by_the_chain);
  return space == nullptr ? std::nullopt : token_with_more_below(*space, permission.level, ids);
}

}  // namespace patrol
