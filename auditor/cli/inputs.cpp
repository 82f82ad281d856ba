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

std::vector<std::string> Inputs::organizations() const {
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (const Integration& integration : integrations) {
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

Result<std::vector<Integration>, std::vector<Error>> select_integrations(std::vector<Integration> all,
                                                                         std::span<const std::string> names) {
  if (names.empty()) return all;
  std::vector<std::string> known;
  known.reserve(all.size());
  for (const Integration& integration : all) known.push_back(integration.name);
  std::vector<Error> errors;
  for (const std::string& name : names) {
    if (std::ranges::find(known, name) != known.end()) continue;
    errors.push_back(
        {Error::Kind::usage, "--only", "unknown integration `" + name + "`" + did_you_mean(name, known)});
  }
  if (!errors.empty()) return errors;
  std::erase_if(all, [&](const Integration& integration) {
    return std::ranges::find(names, integration.name) == names.end();
  });
  return all;
}

namespace {

/// Takes out what is for an integration that was loaded and not selected: nobody can say here that it is
/// unused.
void leave_out(std::vector<WrittenWaiver>& waivers, const std::vector<Integration>& all,
               const std::vector<Integration>& selected) {
  const auto is_among = [](const std::vector<Integration>& integrations, const std::string& name) {
    return std::ranges::find(integrations, name, &Integration::name) != integrations.end();
  };
  std::erase_if(waivers, [&](const WrittenWaiver& written) {
    return is_among(all, written.integration) && !is_among(selected, written.integration);
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
  const std::vector<Integration> all = loaded.value().integrations;
  auto selected = select_integrations(std::move(loaded.value().integrations), options.only);
  if (!selected) return std::move(selected).error();
  leave_out(waivers.value(), all, selected.value());
  return Inputs{std::move(loaded.value().policies), std::move(selected).value(), std::move(waivers).value()};
}

}  // namespace patrol::cli
