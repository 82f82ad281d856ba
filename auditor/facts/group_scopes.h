#pragma once

#include "auditor/facts/membership.h"
#include "auditor/facts/view.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol {

/// What the domain of a group begins with, folded (API.md 4.5).
inline constexpr std::string_view domain_of_organizations = "vstfs:///framework/identitydomain/";
inline constexpr std::string_view domain_of_projects = "vstfs:///classification/teamproject/";

/// Whether a group is of the project, or, without one, of the organization or of Entra, whose groups no
/// project has: by its domain, not by the name in brackets, because a project may be called as the
/// organization is (API.md 4.5). The domain is folded.
bool is_of_scope(std::string_view descriptor, std::string_view domain, const Project* project);

/// A group that may hold accounts of one kind although no source shows them in it.
struct HidingPlace {
  std::string group;             ///< folded identity descriptor
  const Doubt* doubt = nullptr;  ///< never null
};

/// What can hide an account from the groups of a scope.
struct HidingPlaces {
  std::vector<HidingPlace> places;
  std::vector<ReadId> reads;  ///< behind all absences from the scope's groups
};

/// The groups of the organization, and those of each project, as the list has them. Looks at each once,
/// however many accounts are asked about.
class GroupScopes {
 public:
  GroupScopes(const View& view, const Memberships& memberships) : view_(view), memberships_(memberships) {}

  /// Of groups of which it is not told where they belong, or which they are: they may be of any scope.
  const std::vector<Gap>& homeless() const { return listing().homeless; }

  /// For accounts that are like this one; groups that the service fills by itself are left out.
  const HidingPlaces& hiding_places(const Project* project, const Identity& account) const;

 private:
  struct Listing {
    /// Identity descriptors as they came, by id of the project; empty: of the organization and of Entra.
    std::map<std::string, std::vector<std::string>, std::less<>> groups;
    std::vector<Gap> homeless;
  };
  const Listing& listing() const;
  Listing read_list() const;

  const View& view_;
  const Memberships& memberships_;
  mutable std::optional<Listing> listing_;
  mutable std::map<std::pair<std::string, bool>, HidingPlaces> hiding_places_;
};

}  // namespace patrol
