#include "auditor/model/text.h"
#include "auditor/policy/fields.h"
#include "auditor/policy/hook_events.h"
#include "auditor/policy/requirement_readers.h"
#include "auditor/policy/take.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <utility>
#include <vector>

namespace patrol {
namespace {

std::vector<std::string> read_events(const YamlNode& node, Problems& problems) {
  const auto known = hook_events();
  const std::vector<std::string> words(known.begin(), known.end());
  std::vector<std::string> events;
  for (const YamlNode& each : read_list(node, "service_hooks", problems)) {
    const auto word = read_word(each, "event", words, problems);
    if (!word) continue;
    if (std::ranges::find(events, words[*word]) == events.end()) {
      events.push_back(words[*word]);
    } else {
      problems.add(each.at, "the same stands twice in `service_hooks`; remove one");
    }
  }
  std::ranges::sort(events);
  return events;
}

std::string read_host(const YamlNode& node, Problems& problems) {
  const auto text = read_name(node, "to", problems);
  if (!text) return {};
  const bool is_host =
      text->find_first_of("/:@?# ") == std::string::npos && text->find('.') != std::string::npos;
  if (!is_host) {
    problems.add(node.at,
                 "`to` must be the host alone, such as `flow.example.com` of https://flow.example.com/hooks");
  }
  return fold_case(*text);
}

/// Extensions bring further consumers, so that there is no list of them.
std::string read_consumer(const YamlNode& node, Problems& problems) {
  const auto text = read_name(node, "consumer", problems);
  if (!text) return {};
  const auto is_of_id = [](unsigned char c) {
    return c < 0x80 && (std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_');
  };
  if (!std::ranges::all_of(*text, is_of_id)) {
    problems.add(node.at,
                 "`consumer` must be the id of a consumer, such as `webHooks`, `jenkins` or `slack`");
  }
  return *text;
}

}  // namespace

std::optional<Requirement> read_service_hooks(const YamlNode& node, const RuleContext& context) {
  Problems& problems = context.problems;
  ServiceHooks hooks;
  if (node.kind != YamlNode::Kind::mapping) {
    hooks.events = read_events(node, problems);
    return hooks.events.empty() ? std::nullopt : std::optional{Requirement{std::move(hooks)}};
  }
  Fields fields(node, "`service_hooks`", problems);
  if (const YamlNode* events = fields.need("events")) hooks.events = read_events(*events, problems);
  if (const YamlNode* to = fields.take("to")) hooks.to = read_host(*to, problems);
  if (const YamlNode* consumer = fields.take("consumer")) hooks.consumer = read_consumer(*consumer, problems);
  if (const YamlNode* by = fields.take("by")) {
    hooks.by_anyone = read_word(*by, "value of `by`", {"account", "anyone"}, problems) == 1U;
  }
  if (const YamlNode* limited = fields.take("limited")) {
    hooks.limited = read_switch(*limited, "limited", problems);
    if (context.mode != Rule::Mode::require) {
      problems.add(limited->at, "`limited` means something under `require` only; remove it");
    }
  }
  fields.refuse_others();
  if (hooks.events.empty()) return std::nullopt;
  return Requirement{std::move(hooks)};
}

}  // namespace patrol
