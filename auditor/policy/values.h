#pragma once

#include "auditor/policy/problems.h"
#include "auditor/policy/yaml_tree.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

// Each reads one value by its type and tells a wrong one at its place; `what` is the key in messages. Values
// of a wrong type are never shown.

/// A text that is not empty. A plain number or switch is none: YAML readers would not take it for a text.
std::optional<std::string> read_text(const YamlNode& node, std::string_view what, Problems& problems);

/// An identifier that others refer to: letters, digits, `.`, `_` and `-`, starting with a letter or digit.
std::optional<std::string> read_identifier(const YamlNode& node, std::string_view what, Problems& problems);

/// A name as a service shows it: one line, no white space at its ends.
std::optional<std::string> read_name(const YamlNode& node, std::string_view what, Problems& problems);

/// A switch that can only be turned on: `true`, or the key is left out.
bool read_switch(const YamlNode& node, std::string_view what, Problems& problems);

std::optional<bool> read_bool(const YamlNode& node, std::string_view what, Problems& problems);

std::optional<int> read_number(const YamlNode& node, std::string_view what, int least, int most,
                               Problems& problems);

/// The place of the word among `known`.
std::optional<std::size_t> read_word(const YamlNode& node, std::string_view what,
                                     const std::vector<std::string>& known, Problems& problems);

/// A list with at least one item.
const std::vector<YamlNode>& read_list(const YamlNode& node, std::string_view what, Problems& problems);

using TextReader = std::optional<std::string>(const YamlNode&, std::string_view, Problems&);

/// A list of different texts, each read by `read_one`. With `ignoring_case`, names that differ in letter case
/// only are the same.
std::vector<std::string> read_texts(const YamlNode& node, std::string_view what, TextReader read_one,
                                    Problems& problems, bool ignoring_case = false);

/// `https://…` or `http://…`, without white space.
bool is_web_address(std::string_view text);
/// `contoso` of https://dev.azure.com/contoso.
bool is_organization_name(std::string_view text);
/// A day such as 2026-11-23.
bool is_date(std::string_view text);

}  // namespace patrol
