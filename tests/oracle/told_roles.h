#pragma once

#include "auditor/model/policy.h"
#include "tests/oracle/known.h"
#include "tests/oracle/role_pages.h"
#include "tests/oracle/statement.h"

#include <optional>
#include <string>
#include <vector>

namespace patrol::oracle {

/// A role on a page.
struct RoleOn {
  std::string role;
  const RoleSheet* sheet = nullptr;
};

/// A role that is told as too much, and what is told to be enough.
struct ToldRole {
  RoleOn held;
  std::vector<RoleOn> enough;
};

/// What an entry of the excess says in words; nothing: the words mean no page of roles.
std::optional<ToldRole> told_role(const std::string& what);

/// The pages that a role asked for at a spot is about; none: there is no such thing.
std::vector<const RoleSheet*> sheets_meant(const AssignedRole& role, const Spot& spot);

/// Whether it is that of all things of the kind in its place, which each of them inherits.
bool is_of_all(const RoleSheet& sheet);

/// What stands on the page and on those that inherit from it.
bool stands_on(const Statement& line, const RoleOn& role);

/// The lines that give the account the role there, and on what inherits it.
std::vector<Statement> lines_to_give(const RoleOn& role);

}  // namespace patrol::oracle
