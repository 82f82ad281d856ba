#include "auditor/evaluate/group_grants.h"

#include "auditor/model/concat.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/snapshot.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

/// How much of the organization a list is about, in rising order.
enum class Breadth { part, project, organization };

/// An action of a namespace, as the service lists it now.
struct ListedAction {
  std::int64_t bit = 0;
  std::string words;  ///< what a person calls it
  Catalogue::Effect effect = Catalogue::Effect::changing;
  bool edits_organization = false;
};

/// How bad it is to hold a permission without need: by what it allows, and in how much of the organization.
/// Whoever edits the organization itself edits its groups and permissions, and so can have everything; what
/// else administers, does so in its own namespace.
Severity severity_of_grant(const ListedAction& action, Breadth breadth) {
  switch (action.effect) {
    case Catalogue::Effect::reading: return Severity::low;
    case Catalogue::Effect::changing: return Severity::medium;
    case Catalogue::Effect::administering: break;
  }
  const bool is_everything = action.edits_organization && breadth == Breadth::organization;
  return is_everything ? Severity::critical : Severity::high;
}

/// "Edit instance-level information" of the namespace Collection.
bool is_to_edit_organization(std::string_view namespace_id, std::string_view action) {
  return namespace_id == "3e65f728-f8bc-4ecd-8764-7e378b19bfa7" && same_name(action, "GENERIC_WRITE");
}

/// A namespace: the organization's own word where it lists it, else the catalogue's.
struct ListedNamespace {
  std::string name;
  std::int64_t system_bits = 0;
  std::vector<ListedAction> actions;
  std::vector<std::string> organization_tokens;  ///< in normal form
};

ListedNamespace listed_namespace(const std::string& id, const Organization& organization,
                                 const Catalogue& catalogue) {
  ListedNamespace space{.name = id};
  const Catalogue::SecurityNamespace* const known = catalogue.find_namespace(id);
  const auto take = [&](const auto& listed) {
    space.name = listed.name;
    space.system_bits = listed.system_bits;
    for (const auto& action : listed.actions) {
      const std::string& words = action.display_name.empty() ? action.name : action.display_name;
      space.actions.push_back(
          {.bit = action.bit,
           .words = std::string(trim(words)),
           .effect = known == nullptr ? Catalogue::Effect::changing : known->effect_of(action.name),
           .edits_organization = is_to_edit_organization(id, action.name)});
    }
  };
  const SecurityNamespace* live = nullptr;
  if (organization.namespaces) {
    const auto& listed = organization.namespaces->known.items;
    const auto found = std::ranges::find(listed, id, &SecurityNamespace::id);
    if (found != listed.end()) live = &*found;
  }
  if (live != nullptr) {
    take(*live);
  } else if (known != nullptr) {
    take(*known);
  }
  if (known == nullptr) return space;
  for (const Catalogue::TokenForm& form : known->tokens) {
    if (form.token.find('{') == std::string::npos) {
      space.organization_tokens.push_back(normal_token(form.token));
    }
  }
  return space;
}

/// A list with the reads behind it.
struct ReadList {
  const AccessControlList* list = nullptr;
  const std::vector<ReadId>* reads = nullptr;
};

/// By namespace id and token in normal form. One that was read by itself and with others below a token counts
/// once.
std::map<std::pair<std::string, std::string>, ReadList> lists_of(const Organization& organization) {
  std::map<std::pair<std::string, std::string>, ReadList> lists;
  for (const auto& [place, fact] : organization.access_control) {
    if (!fact.known) continue;
    const std::optional<AccessControlList>& list = fact.known.value();
    if (list) lists.try_emplace(place, ReadList{&*list, &fact.reads});
  }
  for (const auto& [name, fact] : organization.lists_below) {
    const std::string id = name.substr(0, name.find(':'));
    for (const AccessControlList& list : fact.known.items) {
      lists.try_emplace(std::pair(id, normal_token(list.token)), ReadList{&list, &fact.reads});
    }
  }
  return lists;
}

/// Names of projects, each by its own id and by those of its root area and iteration.
std::unordered_map<std::string, std::string> projects_by_id(const Organization& organization) {
  std::unordered_map<std::string, std::string> names;
  if (!organization.projects) return names;
  for (const Project& project : organization.projects->known.items) names.emplace(project.id, project.name);
  for (const auto& [name, fact] : organization.root_nodes) {
    const auto project = names.find(name.substr(name.find(':') + 1));
    if (!fact.known || project == names.end()) continue;
    std::string of = project->second;
    names.emplace(fold_case(fact.known.value()), std::move(of));
  }
  return names;
}

class GrantReader {
 public:
  GrantReader(const Organization& organization, std::string name, const Catalogue& catalogue)
      : organization_(organization),
        name_(std::move(name)),
        catalogue_(catalogue),
        projects_(projects_by_id(organization)) {}

  std::unordered_map<std::string, GroupGrant> run() {
    for (const auto& [place, read] : lists_of(organization_)) {
      const ListedNamespace& space = namespace_of(place.first);
      add_list(space, extent_of(space, place.second), read);
    }
    std::unordered_map<std::string, GroupGrant> grants;
    for (auto& [group, weighed] : weighed_) {
      std::vector<ReadId>& reads = weighed.grant.reads;
      // Which bit is which action, the list of namespaces tells.
      if (organization_.namespaces) {
        reads.insert(reads.end(), organization_.namespaces->reads.begin(),
                     organization_.namespaces->reads.end());
      }
      sort_unique(reads);
      grants.emplace(group, std::move(weighed.grant));
    }
    return grants;
  }

 private:
  struct Extent {
    Breadth breadth = Breadth::part;
    std::string of;  ///< name of the project or organization
  };
  struct Weighed {
    GroupGrant grant;
    Breadth breadth = Breadth::part;  ///< of the worst
  };
  struct Bits {
    std::int64_t allow = 0;
    std::int64_t deny = 0;
  };

  const ListedNamespace& namespace_of(const std::string& id) {
    const auto known = namespaces_.find(id);
    if (known != namespaces_.end()) return known->second;
    return namespaces_.emplace(id, listed_namespace(id, organization_, catalogue_)).first->second;
  }

  /// What a token in normal form stands for.
  Extent extent_of(const ListedNamespace& space, const std::string& token) const {
    const auto& whole = space.organization_tokens;
    if (std::ranges::find(whole, token) != whole.end()) return {Breadth::organization, name_};
    for (std::size_t start = 0; start < token.size();) {
      const std::size_t end = std::min(token.find_first_of("/:\\", start), token.size());
      const auto project = projects_.find(token.substr(start, end - start));
      if (project != projects_.end()) {
        return {end == token.size() ? Breadth::project : Breadth::part, project->second};
      }
      start = end + 1;
    }
    return {Breadth::part, name_};
  }

  void add_list(const ListedNamespace& space, const Extent& extent, const ReadList& read) {
    std::map<std::string, Bits> own;
    for (const AccessControlEntry& entry : read.list->entries) {
      if (!is_group_descriptor(entry.descriptor)) continue;
      Bits& bits = own[fold_case(entry.descriptor)];
      bits.allow |= entry.allow;
      bits.deny |= entry.deny;
    }
    for (const auto& [group, bits] : own) {
      std::int64_t allowed = bits.allow & ~bits.deny & ~space.system_bits;
      if (allowed == 0) continue;
      Weighed& weighed = weighed_[group];
      for (const ListedAction& action : space.actions) {
        if ((allowed & action.bit) == 0) continue;
        weigh_grant(weighed, space, extent, action, *read.reads);
        allowed &= ~action.bit;
      }
      // Bits that have no name may mean anything.
      for (auto rest = static_cast<std::uint64_t>(allowed); rest != 0; rest &= rest - 1) {
        const std::uint64_t lowest = rest & (~rest + 1);
        weigh_grant(weighed, space, extent, {.words = "bit " + std::to_string(lowest)}, *read.reads);
      }
    }
  }

  static void weigh_grant(Weighed& weighed, const ListedNamespace& space, const Extent& extent,
                          const ListedAction& action, const std::vector<ReadId>& reads) {
    GroupGrant& grant = weighed.grant;
    const Severity severity = severity_of_grant(action, extent.breadth);
    const bool is_first = grant.worst.empty();
    if (!is_first) ++grant.more;
    if (!is_first && std::pair(severity, extent.breadth) <= std::pair(grant.severity, weighed.breadth))
      return;
    grant.severity = severity;
    grant.reads = reads;
    weighed.breadth = extent.breadth;
    const std::string_view part = extent.breadth == Breadth::part ? "a part of " : "";
    grant.worst = concat({action.words, " in ", space.name, " of ", part, extent.of});
  }

  const Organization& organization_;
  std::string name_;
  const Catalogue& catalogue_;
  std::unordered_map<std::string, std::string> projects_;
  std::map<std::string, ListedNamespace, std::less<>> namespaces_;
  std::unordered_map<std::string, Weighed> weighed_;  ///< by folded descriptor
};

}  // namespace

const GroupGrant* GroupGrants::find(const std::string& group) const {
  const Organization* const organization = view_.organization();
  if (organization == nullptr) return nullptr;
  if (!grants_) grants_ = GrantReader(*organization, view_.organization_name(), catalogue_).run();
  const auto found = grants_->find(group);
  return found == grants_->end() ? nullptr : &found->second;
}

}  // namespace patrol
