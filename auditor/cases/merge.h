#pragma once

#include "auditor/policy/yaml_tree.h"

#include <span>
#include <string_view>

namespace patrol::cases {

/// Two mappings as one: what `own` has stands for what `defaults` has. Where both have a mapping under one of
/// the keys `joined`, those are joined in the same way, key by key. `null` takes away what `defaults` has.
YamlNode merge(const YamlNode& defaults, const YamlNode& own, std::span<const std::string_view> joined);

/// The entry put in, in the place of one of that key.
void set_entry(YamlNode& mapping, std::string_view key, YamlNode value);

/// The mapping without that key.
void drop_entry(YamlNode& mapping, std::string_view key);

/// A text at a place.
YamlNode text_node(std::string_view text, TextPosition at);

}  // namespace patrol::cases
