#include "auditor/cases/merge.h"

#include <algorithm>
#include <utility>

namespace patrol::cases {

YamlNode merge(const YamlNode& defaults, const YamlNode& own, std::span<const std::string_view> joined) {
  if (defaults.kind != YamlNode::Kind::mapping) return own;
  YamlNode merged = own;
  for (const YamlNode::Entry& entry : defaults.entries) {
    const auto same = std::ranges::find(merged.entries, entry.key, &YamlNode::Entry::key);
    if (same == merged.entries.end()) {
      merged.entries.push_back(entry);
      continue;
    }
    if (same->value.kind == YamlNode::Kind::null) {
      merged.entries.erase(same);
      continue;
    }
    const bool is_joined = std::ranges::find(joined, entry.key) != joined.end();
    if (is_joined && same->value.kind == YamlNode::Kind::mapping) {
      same->value = merge(entry.value, same->value, joined);
    }
  }
  return merged;
}

void set_entry(YamlNode& mapping, std::string_view key, YamlNode value) {
  const auto same = std::ranges::find(mapping.entries, key, &YamlNode::Entry::key);
  if (same != mapping.entries.end()) {
    same->value = std::move(value);
  } else {
    mapping.entries.push_back({std::string(key), value.at, std::move(value)});
  }
}

void drop_entry(YamlNode& mapping, std::string_view key) {
  std::erase_if(mapping.entries, [&](const YamlNode::Entry& entry) { return entry.key == key; });
}

YamlNode text_node(std::string_view text, TextPosition at) {
  return {.kind = YamlNode::Kind::scalar,
          .at = at,
          .text = std::string(text),
          .is_quoted = true,
          .items = {},
          .entries = {}};
}

}  // namespace patrol::cases
