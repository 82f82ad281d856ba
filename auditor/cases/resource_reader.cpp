#include "auditor/cases/resource_reader.h"

#include "auditor/policy/take.h"
#include "auditor/policy/values.h"

#include <string_view>
#include <utility>

namespace patrol::cases {
namespace {

Word read_word_of(const YamlNode& node, std::string_view what, Problems& problems) {
  return {read_name(node, what, problems).value_or(""), node.at};
}

std::vector<DescribedResource::Holders> read_roles(const YamlNode& node, Problems& problems) {
  std::vector<DescribedResource::Holders> roles;
  if (node.kind != YamlNode::Kind::mapping) {
    problems.add(node.at, "`roles` must be a mapping of roles to who has them");
    return roles;
  }
  roles.reserve(node.entries.size());
  for (const YamlNode::Entry& entry : node.entries) {
    DescribedResource::Holders holders{.role = {entry.key, entry.at}, .who = {}};
    if (entry.value.kind != YamlNode::Kind::sequence) {
      problems.add(entry.value.at, in_backticks(entry.key) + " must be a list; `[]` says that there is none");
    }
    holders.who.reserve(entry.value.items.size());
    for (const YamlNode& who : entry.value.items) {
      holders.who.push_back(read_word_of(who, entry.key, problems));
    }
    roles.push_back(std::move(holders));
  }
  return roles;
}

DescribedResource read_resource(const YamlNode& node, Problems& problems) {
  Fields fields(node, "the thing", problems);
  DescribedResource resource;
  if (const YamlNode* kind = fields.need("kind")) resource.kind = read_word_of(*kind, "kind", problems);
  const YamlNode* name = fields.take("name");
  if (name != nullptr) resource.name = read_word_of(*name, "name", problems);
  const bool is_all = take_switch(fields, "all", problems);
  if (const YamlNode* project = fields.take("project")) {
    resource.project = read_word_of(*project, "project", problems);
  }
  if (const YamlNode* roles = fields.take("roles")) resource.roles = read_roles(*roles, problems);
  fields.refuse_others();
  if (fields.is_mapping() && (name != nullptr) == is_all) {
    problems.add(node.at, "give the thing a `name`, or write `all: true` for all of its kind");
  }
  return resource;
}

}  // namespace

std::vector<DescribedResource> take_resources(Fields& fields, Problems& problems) {
  const YamlNode* node = fields.take("resources");
  std::vector<DescribedResource> resources;
  if (node == nullptr) return resources;
  if (node->kind != YamlNode::Kind::sequence) {
    problems.add(node->at, "`resources` must be a list; `[]` says that there is none");
  }
  resources.reserve(node->items.size());
  for (const YamlNode& item : node->items) resources.push_back(read_resource(item, problems));
  return resources;
}

}  // namespace patrol::cases
