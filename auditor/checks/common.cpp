#include "auditor/checks/common.h"

#include "auditor/model/text.h"

#include <algorithm>

namespace patrol {

std::string account_label(const Question& question) {
  return question.integration.account.value;
}

const Identity* account_for(const Question& question, Outcome& outcome) {
  const AccountAnswer& account = question.account();
  outcome.support.add(account.support);
  if (account.nobody) {
    outcome.support.add_gap(
        {Gap::Kind::not_decidable, "the account " + account_label(question),
         "the organization " + question.facts.view().organization_name() + " shows no such account",
         "correct the account in the integration file, where it was renamed, or add it to the organization"});
  }
  return account.identity;
}

std::string organization_url(const Question& question) {
  return "https://dev.azure.com/" + question.facts.view().organization_name();
}

std::string shell_word(std::string_view text) {
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + "'";
}

std::string or_is_it(const std::string& near) {
  return near.empty() ? "" : "; did you mean `" + near + "`?";
}

Gap slip_of(const std::string& label, const std::string& near) {
  return {Gap::Kind::not_decidable, "what is meant by " + label,
          "there is none of that name" + or_is_it(near),
          "correct the name in the policy or the integration file"};
}

PlaceAnswer find_project(const Facts& facts, const std::string& name) {
  PlaceAnswer answer;
  const auto& projects = facts.view().projects();
  answer.support.add_reads(projects.reads);
  const auto found = std::ranges::find_if(
      projects.known.items, [&](const Project& project) { return same_name(project.name, name); });
  if (found != projects.known.items.end()) {
    answer.project = &*found;
    answer.resolved = true;
    return answer;
  }
  if (projects.known.rest) {
    Gap gap = *projects.known.rest;
    gap.what = "the project " + name;
    answer.support.add_gap(gap);
    return answer;
  }
  const MembershipAnswer administrator = facts.auditor_is_administrator();
  answer.support.add_reads(administrator.support.reads);
  if (administrator.is_member == Truth::yes) {
    answer.absent = true;
    answer.near = facts.nearest_project(name);
  } else {
    answer.support.add_gap(
        {Gap::Kind::not_decidable, "the project " + name,
         "it is not in the list that the auditor is shown, which leaves out what it may not see",
         "correct the name in the integration file, or audit as a Project Collection "
         "Administrator"});
  }
  return answer;
}

bool is_shown_all(const Facts& facts, const std::string& what, Support& support) {
  const MembershipAnswer administrator = facts.auditor_is_administrator();
  support.add_reads(administrator.support.reads);
  if (administrator.is_member == Truth::yes) return true;
  support.add_gap(
      {Gap::Kind::not_decidable, what,
       administrator.is_member == Truth::no
           ? "the auditor is no administrator of the organization, and is shown only what it may see"
           : "that the auditor is an administrator of the organization, who is shown all, is not known",
       "audit as a Project Collection Administrator, or name each of them in the integration file"});
  return false;
}

PlaceAnswer resolve_place(const Place& place, const Question& question) {
  switch (place.kind) {
    case Place::Kind::organization: {
      PlaceAnswer answer;
      answer.resolved = true;
      return answer;
    }
    case Place::Kind::each_project: {
      PlaceAnswer answer;
      answer.project = question.project;
      answer.resolved = question.project != nullptr;
      return answer;
    }
    case Place::Kind::named_project: return find_project(question.facts, place.project);
  }
  return {};
}

}  // namespace patrol
