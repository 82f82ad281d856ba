#include "examples/emulator/world.h"

#include "examples/emulator/build.h"
#include "examples/emulator/generate.h"
#include "examples/emulator/load.h"

#include <fstream>
#include <sstream>
#include <string>
#include <utility>

namespace patrol::emulator {
namespace {

using Errors = std::vector<Error>;

Result<std::string, Errors> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) return Errors{{.kind = Error::Kind::file, .where = path, .what = "can not be read"}};
  return text.str();
}

Result<Organization, Errors> load_organization(const std::string& path, const Generate& more) {
  const auto text = read_file(path);
  if (!text) return text.error();
  auto description = load_description(text.value(), path);
  if (!description) return description.error();
  generate_into(description.value(), description.value().generate);
  generate_into(description.value(), more);
  return build_organization(description.value());
}

Result<std::vector<FaultRule>, Errors> load_fault_file(const std::string& path) {
  const auto text = read_file(path);
  if (!text) return text.error();
  return load_faults(text.value(), path);
}

template <class Value>
void append(std::vector<Value>& to, const std::vector<Value>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

Result<World, Errors> load_world(const Options& options) {
  World world{.organizations = {}, .faults = options.faults};
  Errors errors;
  Generate more = options.generate;
  for (const std::string& path : options.organization_files) {
    auto organization = load_organization(path, std::exchange(more, {}));
    if (!organization) {
      append(errors, organization.error());
      continue;
    }
    append(world.faults, organization.value().faults);
    world.organizations.push_back(std::move(organization).value());
  }
  for (const std::string& path : options.fault_files) {
    const auto rules = load_fault_file(path);
    if (rules) {
      append(world.faults, rules.value());
    } else {
      append(errors, rules.error());
    }
  }
  if (!errors.empty()) return errors;
  return world;
}

}  // namespace patrol::emulator
