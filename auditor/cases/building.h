#pragma once

#include "auditor/cases/directory.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace patrol::cases {

/// A directory while it is made. Names that mean nothing are told once, where they stand.
class Building {
 public:
  Building(const Description& description, Directory& directory, Problems& problems)
      : description_(description), directory_(directory), problems_(problems) {}

  const Description& description() const { return description_; }
  Directory& directory() { return directory_; }

  std::size_t add(Subject subject);
  void join(std::size_t member, std::size_t group);

  /// The place of a subject that is known to be there.
  std::size_t named(std::string_view word) const;
  std::optional<std::size_t> resolve(const Word& word);
  const ProjectSite* resolve_project(const Word& at, std::string_view name);
  void problem(const Word& at, std::string what) { problems_.add(at.at, std::move(what)); }

 private:
  const Description& description_;
  Directory& directory_;
  Problems& problems_;
};

// The steps of make_directory(), in their order.
void add_projects(Building& building);
void add_groups_and_people(Building& building);
void add_tokens(Building& building, Time now);
void add_subscriptions(Building& building);
void add_rights(Building& building, const Catalogue& catalogue);
void add_resources(Building& building, const Catalogue& catalogue);

}  // namespace patrol::cases
