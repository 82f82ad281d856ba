#include "auditor/evaluate/draft_rules.h"

#include "auditor/model/redact.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>

namespace patrol {
namespace {

Requirement to_requirement(std::vector<Permission> permissions) {
  return {Permissions{.permissions = std::move(permissions)}};
}

bool contains(const std::vector<Permission>& permissions, const Permission& wanted) {
  return std::ranges::find(permissions, wanted) != permissions.end();
}

}  // namespace

std::string slug_of(std::string_view name) {
  constexpr std::size_t longest = 60;
  std::string slug;
  for (const char c : name.substr(0, name.find('@'))) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && std::isalnum(byte) != 0) {
      slug += static_cast<char>(std::tolower(byte));
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
    if (slug.size() == longest) break;
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug.empty() ? "account" : slug;
}

bool is_sayable(std::string_view name) {
  constexpr std::array<std::string_view, 4> refused{"\xEF\xBB\xBF", "\xEF\xBF\xBE", "\xEF\xBF\xBF", "]\\"};
  if (name.empty() || trim(name) != name || std::ranges::any_of(name, is_ascii_control)) return false;
  for (std::size_t i = 0; i + 1 < name.size(); ++i) {
    const auto next = static_cast<unsigned char>(name[i + 1]);
    if (name[i] == '\xC2' && next >= 0x80 && next <= 0x9F) return false;
  }
  return !is_masked(name) && redact(name) == name &&
         std::ranges::none_of(
             refused, [&](std::string_view part) { return name.find(part) != std::string_view::npos; });
}

Rule draft_rule(std::string id, std::string title, Severity severity, Rule::Mode mode,
                Requirement requirement, Rule::ForEach for_each) {
  Rule rule;
  rule.id = std::move(id);
  rule.title = std::move(title);
  rule.severity = severity;
  rule.mode = mode;
  rule.requirement = std::move(requirement);
  rule.for_each = for_each;
  return rule;
}

DraftTopic permission_topic(const std::string& id, const std::string& title, std::string what,
                            const HeldActions& held, Rule::ForEach for_each) {
  DraftTopic topic{.what = std::move(what)};
  const auto rule = [&](std::string_view end, std::string words, Rule::Mode mode,
                        const std::vector<Permission>& permissions) {
    return draft_rule(id + std::string(end), std::move(words), Severity::medium, mode,
                      to_requirement(permissions), for_each);
  };
  if (!held.is_open && !held.allowed.empty()) {
    topic.ways.push_back({rule("", title + " exactly this", Rule::Mode::exactly, held.allowed)});
    // What is only allowed further down, as on a branch, is not had here, and has to be allowed.
    topic.ways.push_back({rule("", title + " no more than this", Rule::Mode::at_most, held.allowed)});
  }
  std::vector<Rule> known;
  if (!held.allowed.empty()) known.push_back(rule("", title + " this", Rule::Mode::require, held.allowed));
  std::vector<Rule> absent;
  if (!held.denied.empty()) {
    absent.push_back(
        rule(held.allowed.empty() ? "" : "-not", title + " none of this", Rule::Mode::forbid, held.denied));
  }
  std::ranges::copy(absent, std::back_inserter(known));
  const bool has_both = known.size() > absent.size() && !absent.empty();
  if (!known.empty()) topic.ways.push_back(std::move(known));
  // What is allowed may be of no use for want of something else; what is not allowed stays so.
  if (has_both) topic.ways.push_back(std::move(absent));
  return topic;
}

DraftTopic permission_topic(const std::string& id, const std::string& title, std::string what,
                            const std::vector<HeldActions>& held) {
  if (held.empty()) return {.what = std::move(what)};
  const auto is_like_the_first = [&](const HeldActions& each) {
    return each.allowed == held.front().allowed && each.denied == held.front().denied &&
           each.is_open == held.front().is_open;
  };
  if (std::ranges::all_of(held, is_like_the_first)) {
    return permission_topic(id, title, std::move(what), held.front(), Rule::ForEach::project);
  }
  // What is held everywhere is required, what is held anywhere is the most.
  HeldActions common;
  std::vector<Permission> most;
  for (const HeldActions& each : held) {
    common.is_open = common.is_open || each.is_open;
    for (const Permission& permission : each.allowed) {
      if (!contains(most, permission)) most.push_back(permission);
    }
  }
  const auto everywhere = [&](const std::vector<Permission> HeldActions::*list,
                              const Permission& permission) {
    return std::ranges::all_of(held,
                               [&](const HeldActions& each) { return contains(each.*list, permission); });
  };
  for (const Permission& permission : held.front().allowed) {
    if (everywhere(&HeldActions::allowed, permission)) common.allowed.push_back(permission);
  }
  for (const Permission& permission : held.front().denied) {
    if (everywhere(&HeldActions::denied, permission)) common.denied.push_back(permission);
  }
  HeldActions floor = common;
  floor.is_open = true;  // nothing is held in the very same way everywhere
  DraftTopic topic = permission_topic(id, title, std::move(what), floor, Rule::ForEach::project);
  if (common.is_open || most.empty()) return topic;
  std::vector<Rule> bounded{draft_rule(id + "-most", title + " no more than this", Severity::medium,
                                       Rule::Mode::at_most, to_requirement(most), Rule::ForEach::project)};
  if (!common.allowed.empty()) {
    topic.ways.insert(topic.ways.begin(), bounded);
    bounded.push_back(draft_rule(id, title + " this", Severity::medium, Rule::Mode::require,
                                 to_requirement(common.allowed), Rule::ForEach::project));
  }
  topic.ways.insert(topic.ways.begin(), std::move(bounded));
  return topic;
}

}  // namespace patrol
