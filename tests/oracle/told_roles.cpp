#include "tests/oracle/told_roles.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <string_view>

namespace patrol::oracle {
namespace {

std::string thing_of(const RoleSheet& sheet) {
  return sheet.name.substr(sheet.place.size() + 1);
}

const RoleSheet* sheet_named(const std::string& name) {
  const auto found = std::ranges::find(role_sheets(), name, &RoleSheet::name);
  return found == role_sheets().end() ? nullptr : &*found;
}

/// `the agent pool Linux`, `all things of the kind service connection of the project Shop`
const RoleSheet* sheet_in_words(const std::string& words) {
  for (const RoleSheet& sheet : role_sheets()) {
    const bool is_pool = sheet.place == "pool";
    const std::string kind = is_pool ? "agent pool" : "service connection";
    const std::string thing =
        is_of_all(sheet) ? "all things of the kind " + kind : "the " + kind + " " + thing_of(sheet);
    if (same_name(thing + (is_pool ? "" : " of the project " + sheet.place), words)) return &sheet;
  }
  return nullptr;
}

/// `Reader of the agent pool Linux`; the page is the other one where only a role is named.
RoleOn role_in_words(const std::string& words, const RoleSheet* other) {
  const auto of = words.find(" of ");
  if (of == std::string::npos) return {words, other};
  return {words.substr(0, of), sheet_in_words(words.substr(of + 4))};
}

/// `a, b and c`
std::vector<std::string> apart(std::string words) {
  constexpr std::string_view comma = ", ";
  constexpr std::string_view last = " and ";
  if (const auto at = words.rfind(last); at != std::string::npos) words.replace(at, last.size(), comma);
  std::vector<std::string> parts;
  for (std::size_t start = 0; start < words.size();) {
    const std::size_t end = std::min(words.find(comma, start), words.size());
    parts.push_back(words.substr(start, end - start));
    start = end + comma.size();
  }
  return parts;
}

}  // namespace

std::optional<ToldRole> told_role(const std::string& what) {
  constexpr std::string_view where = " where ";
  const std::size_t cut = std::min(what.find(where), what.size());
  ToldRole told{.held = role_in_words(what.substr(0, cut), nullptr), .enough = {}};
  if (cut < what.size()) {
    std::string enough = what.substr(cut + where.size());
    for (const std::string_view end : {" is enough", " are enough"}) {
      if (enough.ends_with(end)) enough.resize(enough.size() - end.size());
    }
    for (const std::string& each : apart(enough)) {
      told.enough.push_back(role_in_words(each, told.held.sheet));
    }
  }
  const auto is_nowhere = [](const RoleOn& role) { return role.sheet == nullptr; };
  if (is_nowhere(told.held) || std::ranges::any_of(told.enough, is_nowhere)) return std::nullopt;
  return told;
}

std::vector<const RoleSheet*> sheets_meant(const AssignedRole& role, const Spot& spot) {
  const std::string place =
      role.resource == "agent_pool" ? "pool" : project_of(role.place, spot).value_or("");
  std::vector<const RoleSheet*> meant;
  for (const RoleSheet& sheet : role_sheets()) {
    if (!same_name(sheet.place, place)) continue;
    const bool is_it =
        is_of_all(sheet) ? role.of_all : !role.of_all && same_name(thing_of(sheet), role.name.text);
    if (role.of_each || is_it) meant.push_back(&sheet);
  }
  return meant;
}

bool is_of_all(const RoleSheet& sheet) {
  return sheet.name.ends_with("/*");
}

bool stands_on(const Statement& line, const RoleOn& role) {
  if (line.what != Statement::What::role || line.of != role.role) return false;
  if (line.token == role.sheet->name) return true;
  const RoleSheet* const other = sheet_named(line.token);
  const bool is_inherited = line.allow != 0;
  return is_inherited && is_of_all(*role.sheet) && other != nullptr && other->place == role.sheet->place;
}

std::vector<Statement> lines_to_give(const RoleOn& role) {
  std::vector<Statement> lines;
  for (const RoleSheet& sheet : role_sheets()) {
    const bool is_it = sheet.name == role.sheet->name;
    const bool inherits = is_of_all(*role.sheet) && sheet.place == role.sheet->place;
    if (is_it || inherits) {
      lines.push_back({Statement::What::role, svc, role.role, sheet.name, is_it ? 0 : 1, 0});
    }
  }
  return lines;
}

}  // namespace patrol::oracle
