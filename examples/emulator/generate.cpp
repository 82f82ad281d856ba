#include "examples/emulator/generate.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

namespace patrol::emulator {
namespace {

constexpr std::string_view place = "generate";
constexpr std::size_t people_per_team = 10;

Word word(std::string text) {
  return {.text = std::move(text), .where = std::string(place)};
}

std::string project_name(std::size_t i) {
  return fmt::format("Project {:03}", i);
}
std::string person(const Description& description, std::size_t i) {
  return fmt::format("user-{:04}@{}.com", i, description.name.text);
}
std::string account(const Description& description, std::size_t i) {
  return fmt::format("svc-{:03}@{}.com", i, description.name.text);
}

/// Account i reads every project whose number is not a multiple of ten from i on: nine of ten.
bool reads(std::size_t account_number, std::size_t project_number) {
  return (account_number + project_number) % 10 != 0;
}

TokenEntry token_of(const Description& description, std::size_t i) {
  TokenEntry token{.owner = word(account(description, i)),
                   .name = fmt::format("svc-{:03}", i),
                   .scopes = {},
                   .from = std::chrono::sys_days{std::chrono::June / 1 / 2026},
                   .to = std::chrono::sys_days{std::chrono::March / 1 / 2027},
                   .organizations = std::nullopt};
  for (const char* scope : {"vso.code", "vso.build", "vso.graph", "vso.identity", "vso.project", "vso.work"})
    token.scopes.push_back(word(scope));
  return token;
}

/// Nested teams: people in teams of ten, teams in departments of ten, all departments in one group.
void add_teams(Description& description, std::size_t users) {
  std::map<std::string, std::vector<Word>> groups;
  for (std::size_t i = 1; i <= users; ++i) {
    const std::size_t team = (i - 1) / people_per_team + 1;
    const std::size_t department = (team - 1) / people_per_team + 1;
    groups[fmt::format("Team {:03}", team)].push_back(word(person(description, i)));
    if (i % people_per_team == 1)
      groups[fmt::format("Department {:02}", department)].push_back(word(fmt::format("Team {:03}", team)));
    if (i % (people_per_team * people_per_team) == 1)
      groups["Everybody"].push_back(word(fmt::format("Department {:02}", department)));
  }
  for (auto& [name, members] : groups)
    description.groups.push_back({.name = word(name), .description = {}, .members = std::move(members)});
}

}  // namespace

Result<Generate> read_generate(const std::string& text) {
  Generate result;
  const std::map<std::string, std::size_t*> places{
      {"users", &result.users}, {"projects", &result.projects}, {"accounts", &result.accounts}};
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string pair = text.substr(begin, end - begin);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const auto found = places.find(pair.substr(0, equals));
    const std::string number = equals < pair.size() ? pair.substr(equals + 1) : "";
    if (found == places.end() || number.empty() || number.size() > 6 ||
        number.find_first_not_of("0123456789") != std::string::npos)
      return Error{.kind = Error::Kind::usage,
                   .where = "--generate",
                   .what = fmt::format("`{}` is not of the form `users=500,projects=50,accounts=20`", pair)};
    *found->second = std::stoul(number);
    begin = end + 1;
  }
  return result;
}

void generate_into(Description& description, const Generate& wanted) {
  for (std::size_t i = 1; i <= wanted.projects; ++i)
    description.projects.push_back({.name = word(project_name(i))});
  for (std::size_t i = 1; i <= wanted.users; ++i)
    description.users.push_back(
        {.account = word(person(description, i)), .name = fmt::format("User {:04}", i)});
  for (std::size_t i = 1; i <= wanted.accounts; ++i) {
    description.users.push_back(
        {.account = word(account(description, i)), .name = fmt::format("Service {:03}", i)});
    description.tokens.push_back(token_of(description, i));
  }
  add_teams(description, wanted.users);
  for (std::size_t project = 1; project <= wanted.projects; ++project) {
    GroupEntry readers{.name = word(project_name(project) + "\\Readers"), .description = {}, .members = {}};
    for (std::size_t i = 1; i <= wanted.accounts; ++i)
      if (reads(i, project)) readers.members.push_back(word(account(description, i)));
    description.groups.push_back(std::move(readers));
    if (wanted.users == 0) continue;
    const std::size_t teams = (wanted.users - 1) / people_per_team + 1;
    description.groups.push_back({.name = word(project_name(project) + "\\Contributors"),
                                  .description = {},
                                  .members = {word(fmt::format("Team {:03}", (project - 1) % teams + 1))}});
  }
}

}  // namespace patrol::emulator
