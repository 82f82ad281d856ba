#include "auditor/checks/permission_place.h"

#include "auditor/facts/token_chain.h"
#include "auditor/model/text.h"

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

/// The page of what the permission is asked at.
std::string page_here(const Permission& permission, const Question& question) {
  using Level = Permission::Level;
  switch (permission.level) {
    case Level::organization: return "Organization settings › Permissions";
    case Level::repository:
      return "Project settings › Repositories › " +
             (question.repository == nullptr ? "the repository" : question.repository->name) + " › Security";
    case Level::pipeline:
      return "Pipelines › " + (question.pipeline == nullptr ? "the pipeline" : question.pipeline->name) +
             " › ⋮ › Manage security";
    case Level::area: return "Project settings › Project configuration › Areas › the root area › Security";
    case Level::iteration:
      return "Project settings › Project configuration › Iterations › the root iteration › Security";
    case Level::query: return "Boards › Queries › Shared Queries › ⋮ › Security";
    case Level::release: return "Pipelines › Releases › All pipelines › ⋮ › Security";
    case Level::project:
    case Level::service_hooks:
    case Level::tagging:
    case Level::analytics: break;
  }
  return "Project settings › Permissions";
}

}  // namespace

std::string permission_page(const Permission& permission, const Question& question,
                            const std::vector<std::string>& chain, const std::string& token) {
  const bool is_here = chain.empty() || token == chain.front();
  const bool is_of_thing =
      permission.level == Permission::Level::repository || permission.level == Permission::Level::pipeline;
  if (is_here && is_of_thing) return page_here(permission, question);
  const std::size_t slash = token.find('/');
  if (same_name(permission.namespace_name, "Git Repositories") && slash != std::string::npos) {
    return "Project settings › Repositories › Security";
  }
  if (same_name(permission.namespace_name, "Build")) {
    if (slash == std::string::npos) return "Pipelines › ⋮ › Manage security";
    return "Pipelines › " + token.substr(slash + 1) + " › ⋮ › Manage security";
  }
  if (is_here) return page_here(permission, question);
  return "the access control list of " + permission.namespace_name + " at " + token;
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

}  // namespace patrol
