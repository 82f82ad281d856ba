#include "tests/oracle/generator.h"

#include "tests/oracle/losses.h"
#include "tests/oracle/role_pages.h"
#include "tests/support/world.h"

#include <algorithm>
#include <array>

namespace patrol::oracle {
namespace {

using What = Statement::What;

constexpr const char* administrators = "[contoso]\\Project Collection Administrators";

bool is_entra(const std::string& group) {
  return group.starts_with("[TEAM FOUNDATION]");
}

/// Bits of the actions that nesting_needs() asks for.
constexpr std::array<std::int64_t, 4> nesting_bits{4, 16, 32, 1024};

/// Bits that questions ask for; those of one level are told together, so that they meet.
constexpr std::int64_t asked_bits = 1 | 2 | 4 | 128 | 8192;

void add_memberships(std::vector<Statement>& lines, Chance& chance) {
  const std::size_t density = chance.below(12);
  for (const std::string& group : all_groups()) {
    if (chance.yes(density + 4)) lines.push_back({What::put, svc, group, "", 0, 0});
    if (chance.yes(4)) lines.push_back({What::crowd, group, "", "", chance.yes(50) ? 120 : 97, 0});
    for (const std::string& other : all_groups()) {
      // Azure DevOps puts nothing into an Entra group.
      if (group != other && !is_entra(other) && chance.yes(density)) {
        lines.push_back({What::put, group, other, "", 0, 0});
      }
    }
  }
}

void add_entries(std::vector<Statement>& lines, Chance& chance) {
  const auto bits = [&] {
    std::int64_t chosen = 0;
    for (std::int64_t bit = 1; bit <= asked_bits; bit *= 2) {
      if ((asked_bits & bit) != 0 && chance.yes(40)) chosen |= bit;
    }
    return chosen;
  };
  for (const ListPlace& place : places()) {
    for (std::size_t left = chance.below(4); left > 0; --left) {
      const std::string& who = chance.yes(20) ? std::string(svc) : chance.one_of(all_groups());
      const std::int64_t allow = bits();
      lines.push_back(
          {What::entry, who, place.space, place.token, allow, chance.yes(40) ? bits() & ~allow : 0});
    }
    if (chance.yes(10)) lines.push_back({What::cut_inheritance, "", place.space, place.token, 0, 0});
    if (chance.yes(4)) lines.push_back({What::effective, "", place.space, place.token, bits(), bits()});
  }
}

void add_token_and_licence(std::vector<Statement>& lines, Chance& chance) {
  const std::vector<std::string> scopes{"vso.code",      "vso.code_write", "vso.work",
                                        "vso.work_full", "vso.build",      "vso.graph_manage",
                                        "vso.identity",  "app_token",      "vso.hooks_write",
                                        "vso.mystery",   "vso.profile",    "vso.release_manage"};
  for (std::size_t left = chance.below(4); left > 0; --left) {
    std::string held = chance.one_of(scopes);
    while (chance.yes(60)) held += " " + chance.one_of(scopes);
    const std::string name = chance.yes(75) ? "flow" : "other";
    const std::int64_t is_of_all = chance.yes(20) ? 1 : 0;
    lines.push_back({What::token, name, held, "", is_of_all, chance.yes(25) ? 1 : 0});
  }
  const std::vector<std::string> licences{"none", "stakeholder", "express", "advanced"};
  lines.push_back({What::licence, chance.yes(50) ? "express" : chance.one_of(licences), "", "", 0, 0});
}

void add_roles(std::vector<Statement>& lines, Chance& chance) {
  for (const RoleSheet& sheet : role_sheets()) {
    const std::vector<std::string> roles =
        sheet.place == "pool" ? std::vector<std::string>{"Reader", "Service Account", "Administrator"}
                              : std::vector<std::string>{"Reader", "User", "Creator", "Administrator"};
    for (std::size_t left = chance.below(4); left > 0; --left) {
      const std::string& who = chance.yes(25) ? std::string(svc) : chance.one_of(all_groups());
      lines.push_back({What::role, who, chance.one_of(roles), sheet.name, chance.yes(20) ? 1 : 0, 0});
    }
  }
}

void add_hooks(std::vector<Statement>& lines, Chance& chance) {
  for (std::size_t left = chance.below(4); left > 0; --left) {
    const std::string project = chance.one_of(std::vector<std::string>{"Shop", "Web", ""});
    const std::string event = chance.one_of(std::vector<std::string>{"git.push", "build.complete"});
    const std::string status =
        chance.one_of(std::vector<std::string>{"enabled", "enabled", "onProbation", "disabledByUser"});
    lines.push_back({What::hook, project, event, status, chance.yes(70) ? 1 : 0, 0});
  }
}

void add_graph(std::vector<Statement>& lines, Chance& chance) {
  // Of an account that is none of Entra's there is nothing to ask.
  if (std::ranges::find(lines, What::microsoft_account, &Statement::what) != lines.end()) return;
  for (const std::string& group : all_groups()) {
    if (!is_entra(group) || chance.yes(50)) continue;
    const bool in = std::ranges::any_of(lines, [&](const Statement& line) {
      return line.what == What::put && line.subject == svc && line.of == group;
    });
    lines.push_back({What::graph_says, group, "", "", in || chance.yes(20) ? 1 : 0, 0});
    if (chance.yes(90)) lines.push_back({What::hidden_members, group, "", "", chance.yes(15) ? 1 : 0, 0});
  }
}

void add_losses(std::vector<Statement>& lines, Chance& chance) {
  for (const SingleRead& read : single_reads()) {
    if (!chance.yes(4)) continue;
    const bool halved = read.is_list && chance.yes(40);
    lines.push_back({halved           ? What::half
                     : chance.yes(50) ? What::hide
                                      : What::never_asked,
                     "", read.kind, "", 0, 0});
  }
  for (const std::string& group : all_groups()) {
    if (chance.yes(3)) {
      lines.push_back({chance.yes(50) ? What::hide : What::never_asked, group, "group", "", 0, 0});
    }
  }
  for (const ListPlace& place : places()) {
    if (chance.yes(4)) {
      lines.push_back({chance.yes(50) ? What::hide : What::never_asked, "", place.space, place.token, 0, 0});
    }
  }
  const auto lose_some = [&](std::vector<Statement> losses, std::size_t percent) {
    for (Statement& loss : losses) {
      if (!chance.yes(percent)) continue;
      loss.what = chance.one_of(std::vector{What::hide, What::half, What::never_asked});
      lines.push_back(std::move(loss));
    }
  };
  lose_some(role_losses(), 6);
  lose_some(project_losses(), 4);
  for (const std::string& group : all_groups()) {
    if (chance.yes(3)) lines.push_back({What::hide, group, "identity", "", 0, 0});
  }
}

}  // namespace

const std::vector<std::string>& all_groups() {
  static const std::vector<std::string> all{"[contoso]\\Tools",
                                            "[contoso]\\Ops",
                                            "[contoso]\\Crew",
                                            "[contoso]\\Project Collection Administrators",
                                            "[contoso]\\Project Collection Service Accounts",
                                            "[contoso]\\Project Collection Valid Users",
                                            "[TEAM FOUNDATION]\\Platform",
                                            "[TEAM FOUNDATION]\\Everyone",
                                            "[TEAM FOUNDATION]\\Vendors",
                                            "[Shop]\\Readers",
                                            "[Shop]\\Contributors",
                                            "[Shop]\\Project Administrators",
                                            "[Shop]\\Builders",
                                            "[Shop]\\Build Administrators",
                                            "[Web]\\Readers",
                                            "[Web]\\Contributors",
                                            "[Web]\\Project Administrators"};
  return all;
}

const std::vector<std::string>& nested_groups() {
  static const std::vector<std::string> all{"[contoso]\\Bots",  "[contoso]\\Crew",   "[contoso]\\Makers",
                                            "[contoso]\\Tools", "[contoso]\\Owners", administrators};
  return all;
}

std::vector<Statement> random_nesting(std::uint64_t seed) {
  Chance chance(seed);
  std::vector<Statement> lines{{What::put, svc, "[contoso]\\Project Collection Valid Users", "", 0, 0},
                               {What::licence, "express", "", "", 0, 0}};
  for (const std::string& group : nested_groups()) {
    const bool administers = group == administrators;
    if (chance.yes(administers ? 10 : 40)) lines.push_back({What::put, svc, group, "", 0, 0});
    for (const std::string& other : nested_groups()) {
      if (group == other || !chance.yes(administers || other == administrators ? 6 : 25)) continue;
      lines.push_back({What::put, group, other, "", 0, 0});
    }
    if (administers) continue;  // they may do all of it
    std::int64_t allowed = 0;
    for (const std::int64_t bit : nesting_bits) allowed |= chance.yes(30) ? bit : 0;
    if (allowed != 0) lines.push_back({What::entry, group, collection_namespace, "NAMESPACE:", allowed, 0});
  }
  return lines;
}

std::vector<Statement> random_organization_all_read(std::uint64_t seed) {
  Chance chance(seed);
  std::vector<Statement> lines;
  if (chance.yes(25)) lines.push_back({What::humble_auditor, "", "", "", 0, 0});
  if (chance.yes(15)) lines.push_back({What::microsoft_account, "", "", "", 0, 0});
  if (chance.yes(8)) lines.push_back({What::inactive_account, "", "", "", 0, 0});
  if (chance.yes(15)) lines.push_back({What::other_spelling, "", "", "", 0, 0});
  if (chance.yes(20)) lines.push_back({What::visibility, "Web", "public", "", 0, 0});
  add_memberships(lines, chance);
  add_entries(lines, chance);
  add_token_and_licence(lines, chance);
  add_roles(lines, chance);
  add_hooks(lines, chance);
  add_graph(lines, chance);
  return lines;
}

std::vector<Statement> random_organization(std::uint64_t seed) {
  std::vector<Statement> lines = random_organization_all_read(seed);
  Chance chance(seed * 2 + 1);
  if (chance.yes(10)) lines.push_back({What::forgets, chance.one_of(all_groups()), "", "", 0, 0});
  if (chance.yes(70)) add_losses(lines, chance);
  if (chance.yes(25)) lines.push_back({What::renamed, "[Shop]\\Build Administrators", "CI Admins", "", 0, 0});
  return lines;
}

}  // namespace patrol::oracle
