#include "auditor/cli/inputs.h"

#include "auditor/cli/library_folder.h"
#include "auditor/cli/suggestion.h"
#include "auditor/model/text.h"
#include "auditor/policy/catalogue.h"
#include "auditor/policy/library.h"
#include "auditor/policy/waiver_parser.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace patrol::cli {

std::vector<Integration> Inputs::asked() const {
  std::vector<Integration> chosen;
  std::ranges::copy_if(integrations, std::back_inserter(chosen), [this](const Integration& integration) {
    return only.empty() || only.contains(integration.name);
  });
  return chosen;
}

std::vector<std::string> Inputs::organizations() const {
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (const Integration& integration : asked()) {
    if (seen.insert(fold_case(integration.organization)).second) names.push_back(integration.organization);
  }
  return names;
}

Result<std::vector<std::filesystem::path>> policy_paths(const Options& options, const Session& session) {
  if (!options.policies.empty()) return options.policies;
  Result<std::filesystem::path> library = library_folder(session.folder);
  if (!library) return std::move(library).error();
  return std::vector{std::move(library).value()};
}

std::vector<Error> check_names(const std::vector<Integration>& all, std::span<const std::string> names) {
  std::vector<std::string> known;
  known.reserve(all.size());
  for (const Integration& integration : all) known.push_back(integration.name);
  std::vector<Error> errors;
  for (const std::string& name : names) {
    if (std::ranges::find(known, name) != known.end()) continue;
    errors.push_back(
        {Error::Kind::usage, "--only", "unknown integration `" + name + "`" + did_you_mean(name, known)});
  }
  return errors;
}

namespace {

/// Takes out what is for an integration that was loaded and nobody asks about: whether it is unused is not
/// known.
void leave_out(std::vector<WrittenWaiver>& waivers, const Inputs& inputs) {
  if (inputs.only.empty()) return;
  std::erase_if(waivers, [&](const WrittenWaiver& written) {
    const bool is_loaded = std::ranges::find(inputs.integrations, written.integration, &Integration::name) !=
                           inputs.integrations.end();
    return is_loaded && !inputs.only.contains(written.integration);
  });
}

}  // namespace

Result<Inputs, std::vector<Error>> load_inputs(const Options& options, const Session& session) {
  const auto paths = policy_paths(options, session);
  if (!paths) return std::vector{paths.error()};
  Result<Loaded, std::vector<Error>> loaded = load(paths.value(), options.integrations, built_in_catalogue());
  auto waivers = load_waivers(options.waivers);
  if (!loaded || !waivers) {
    std::vector<Error> errors = loaded ? std::vector<Error>{} : std::move(loaded).error();
    if (!waivers) std::ranges::move(waivers.error(), std::back_inserter(errors));
    return errors;
  }
  std::vector<Error> unknown = check_names(loaded.value().integrations, options.only);
  if (!unknown.empty()) return unknown;
  Inputs inputs{.policies = std::move(loaded.value().policies),
                .integrations = std::move(loaded.value().integrations),
                .waivers = {},
                .only = {options.only.begin(), options.only.end()}};
  leave_out(waivers.value(), inputs);
  inputs.waivers = std::move(waivers).value();
  return inputs;
}

}  // namespace patrol::cli
