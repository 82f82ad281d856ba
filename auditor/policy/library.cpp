#include "auditor/policy/library.h"

#include "auditor/policy/fit.h"
#include "auditor/policy/integration_parser.h"
#include "auditor/policy/policy_parser.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace patrol {
namespace {

/// The problems of every file, by the file's name.
class Report {
 public:
  explicit Report(std::vector<Error> errors) : unplaced_(std::move(errors)) {}

  Problems& of(const std::string& file) { return files_.try_emplace(file, Problems(file)).first->second; }
  bool empty() const {
    return unplaced_.empty() &&
           std::ranges::all_of(files_, [](const auto& file) { return file.second.empty(); });
  }
  void add(std::vector<Error> errors) { std::ranges::move(errors, std::back_inserter(unplaced_)); }

  std::vector<Error> errors() const {
    std::vector<Error> errors = unplaced_;
    for (const auto& [name, problems] : files_) {
      for (Error& error : problems.errors()) errors.push_back(std::move(error));
    }
    return errors;
  }

 private:
  std::vector<Error> unplaced_;
  std::map<std::string, Problems> files_;
};

/// The policies of a run, and what is known of the broken ones: an integration of a broken policy is no
/// second mistake.
class Policies {
 public:
  explicit Policies(bool some_unread) : may_be_more_(some_unread) {}

  void add(const Document& document, const Catalogue& catalogue, Report& report) {
    Problems problems(document.name);
    Policy policy = parse_policy(document.text, catalogue, problems);
    const bool is_broken = !problems.empty();
    report.of(document.name).add(problems);
    if (policy.id.empty()) {
      may_be_more_ = true;
      return;
    }
    const auto [same, is_new] = policies_.try_emplace(policy.id, policy);
    if (is_broken) broken_.insert(policy.id);
    if (is_new) return;
    report.of(document.name)
        .add({policy.position.line, policy.position.column},
             "the policy " + in_backticks(policy.id) + " already stands in " +
                 to_string(same->second.position) + "; rename one");
  }

  /// The policy of an integration; nothing where it is missing or broken, the first of which is told.
  const Policy* find(const PlacedIntegration& placed, Problems& problems) const {
    const std::string& id = placed.integration.policy;
    if (id.empty() || broken_.contains(id)) return nullptr;
    if (const auto found = policies_.find(id); found != policies_.end()) return &found->second;
    if (may_be_more_) return nullptr;
    std::vector<std::string> ids;
    for (const auto& [known, policy] : policies_) ids.push_back(known);
    problems.add_unknown(placed.policy_at, "policy", id, ids);
    return nullptr;
  }

  PolicySet take() { return std::move(policies_); }

 private:
  PolicySet policies_;
  std::set<std::string> broken_;
  bool may_be_more_;  ///< in files that could not be read, or under a name that could not
};

/// Reads the integrations and holds each against its policy.
std::vector<Integration> read_integrations(const std::vector<Document>& documents, const Policies& policies,
                                           Report& report) {
  std::map<std::string, Integration> by_name;
  for (const Document& document : documents) {
    Problems problems(document.name);
    PlacedIntegration placed = parse_integration(document.text, problems);
    if (const Policy* policy = policies.find(placed, problems); policy != nullptr) {
      check_fit(placed, *policy, problems);
    }
    Integration& integration = placed.integration;
    if (!integration.name.empty()) {
      const auto [same, is_new] = by_name.try_emplace(integration.name, integration);
      if (!is_new) {
        problems.add(placed.name_at, "the integration " + in_backticks(integration.name) +
                                         " already stands in " + to_string(same->second.position) +
                                         "; rename one");
      }
    }
    report.of(document.name).add(problems);
  }
  std::vector<Integration> integrations;
  integrations.reserve(by_name.size());
  for (auto& [name, integration] : by_name) integrations.push_back(std::move(integration));
  return integrations;
}

}  // namespace

Result<Loaded, std::vector<Error>> load(const std::vector<std::filesystem::path>& policy_paths,
                                        const std::vector<std::filesystem::path>& integration_paths,
                                        const Catalogue& catalogue) {
  return load_documents(read_documents(policy_paths), read_documents(integration_paths), catalogue);
}

Result<PolicySet, std::vector<Error>> load_policies(const std::vector<std::filesystem::path>& paths,
                                                    const Catalogue& catalogue) {
  auto loaded = load_documents(read_documents(paths), {}, catalogue);
  if (!loaded) return loaded.error();
  return std::move(loaded).value().policies;
}

Result<Loaded, std::vector<Error>> load_documents(Documents policies, Documents integrations,
                                                  const Catalogue& catalogue) {
  Policies known(!policies.errors.empty());
  Report report(std::move(policies.errors));
  report.add(std::move(integrations.errors));
  for (const Document& document : policies.read) known.add(document, catalogue, report);
  std::vector<Integration> read = read_integrations(integrations.read, known, report);
  if (!report.empty()) return report.errors();
  return Loaded{known.take(), std::move(read)};
}

}  // namespace patrol
