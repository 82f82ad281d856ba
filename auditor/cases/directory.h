#pragma once

#include "auditor/cases/description.h"
#include "auditor/model/catalogue.h"
#include "auditor/model/snapshot.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol::cases {

/// A user or group with its ids and who is in what.
struct Subject {
  Identity identity;  ///< without memberships
  std::string word;   ///< what the case calls it
  std::string application_id;
  std::string license;  ///< of a user
  bool is_group = false;
  bool is_deleted = false;
  bool is_disabled = false;  ///< its licence
  std::size_t crowd = 0;
  std::vector<std::size_t> groups;   ///< that it is shown in directly, as places in Directory::subjects
  std::vector<std::size_t> members;  ///< shown ones
};

/// A project with what hangs on it.
struct ProjectSite {
  Project project;
  std::string scope_id;  ///< of the SIDs of its groups
  std::string area_id;
  std::string iteration_id;
  std::map<std::string, std::string> repositories;  ///< folded name → id
  std::set<std::string> hidden_repositories;        ///< those of them that are hidden, by folded name
  std::vector<Pipeline> pipelines;                  ///< numbered in their order, in no folder
};

/// Who has which role on a thing, or on all of a kind.
struct RolePageSite {
  std::string thing;  ///< its name; empty: of all things of the kind
  std::vector<RoleAssignment> assignments;
};

/// The organization that a description means: every name looked up, every id made, with the groups and
/// permissions that every organization is born with. Deterministic: ids depend on names alone.
struct Directory {
  std::string name;
  std::string id;
  std::vector<ProjectSite> projects;
  std::vector<Subject> subjects;
  std::map<std::string, std::size_t> by_word;  ///< folded
  std::size_t auditor = 0;
  std::map<std::string, std::vector<Token>> tokens;                         ///< by subject descriptor
  std::map<std::pair<std::string, std::string>, AccessControlList> access;  ///< by namespace, normal_token()
  std::vector<SecurityNamespace> namespaces;
  std::vector<Subscription> subscriptions;
  std::map<std::string, std::vector<Resource>> resources;  ///< by fact_name() of kind and project id
  std::map<std::string, RolePageSite> role_pages;          ///< by fact_name() of scope and resource id

  const Subject* find(std::string_view word) const;
  /// All groups above, nearest first.
  std::vector<std::size_t> groups_above(std::size_t subject) const;
};

/// Mistakes of names are told to `problems`.
Directory make_directory(const Description& description, const Catalogue& catalogue, Time now,
                         Problems& problems);

/// The security token of a text in which `{Project}`, `{Project/repository}`, `{Project:area}` and
/// `{Project:iteration}` stand for ids. Names that mean nothing are added to `unknown`.
std::string security_token(const Directory& directory, std::string_view text,
                           std::vector<std::string>& unknown);

}  // namespace patrol::cases
