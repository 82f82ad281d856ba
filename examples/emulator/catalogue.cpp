#include "examples/emulator/catalogue.h"

#include "auditor/model/text.h"
#include "examples/emulator/embedded.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>

namespace patrol::emulator {
namespace {

Namespace read_namespace(const YAML::Node& node) {
  Namespace result;
  result.id = node["id"].as<std::string>();
  result.name = node["name"].as<std::string>();
  result.title = node["display"].as<std::string>(result.name);
  result.separator = node["separator"].as<std::string>("");
  result.read = node["read"].as<std::uint32_t>();
  result.write = node["write"].as<std::uint32_t>();
  result.system = node["system"].as<std::uint32_t>(0);
  result.dataspace = node["dataspace"].as<std::string>("Default");
  result.extension = node["extension"].as<std::string>("");
  result.remotable = node["remotable"].as<bool>(false);
  result.translated = node["translated"].as<bool>(false);
  for (const auto& action : node["actions"])
    result.actions.push_back({.bit = action.first.as<std::uint32_t>(),
                              .name = action.second[0].as<std::string>(),
                              .title = action.second[1].as<std::string>()});
  return result;
}

std::vector<Namespace> read_namespaces() {
  std::vector<Namespace> result;
  for (const auto& node : YAML::Load(std::string(namespaces_yaml))) result.push_back(read_namespace(node));
  return result;
}

using Implications = std::map<std::string, std::vector<std::string>, std::less<>>;

const Implications& implications() {
  static const Implications all = [] {
    Implications read;
    for (const auto& scope : YAML::Load(std::string(scopes_yaml)))
      read[scope.first.as<std::string>()] = scope.second.as<std::vector<std::string>>();
    return read;
  }();
  return all;
}

bool implies(std::string_view held, std::string_view wanted) {
  if (held == wanted) return true;
  const auto found = implications().find(held);
  return found != implications().end() &&
         std::ranges::any_of(found->second, [&](const auto& next) { return implies(next, wanted); });
}

}  // namespace

const std::vector<Namespace>& namespaces() {
  static const std::vector<Namespace> all = read_namespaces();
  return all;
}

const Namespace* find_namespace(std::string_view id_or_name) {
  const auto found = std::ranges::find_if(namespaces(), [&](const Namespace& candidate) {
    return same_name(candidate.id, id_or_name) || same_name(candidate.name, id_or_name);
  });
  return found == namespaces().end() ? nullptr : &*found;
}

std::uint32_t all_bits(const Namespace& name_space) {
  std::uint32_t bits = 0;
  for (const Action& action : name_space.actions) bits |= action.bit;
  return bits & ~name_space.system;
}

bool is_scope(std::string_view id) {
  return id == "app_token" || implications().contains(id);
}

bool holds_scope(const std::vector<std::string>& held, std::string_view wanted) {
  return std::ranges::any_of(held,
                             [&](const auto& id) { return implies(id, "app_token") || implies(id, wanted); });
}

}  // namespace patrol::emulator
