#include "auditor/consistency/remarks.h"

#include "auditor/model/redact.h"
#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace patrol {
namespace {

/// `fabrikam` of `https://dev.azure.com/fabrikam/Website` and of the old form
/// `https://fabrikam.visualstudio.com`; nothing where the URL is another one, such as a server's own.
std::optional<std::string> organization_of(std::string_view url) {
  if (const auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("?#"));
  const auto slash = url.find('/');
  const std::string_view path = slash == std::string_view::npos ? "" : url.substr(slash + 1);
  std::string host = fold_case(url.substr(0, slash));
  host = host.substr(0, host.find(':'));
  constexpr std::string_view old_domain = ".visualstudio.com";
  std::string_view name;
  if (host == "dev.azure.com") {
    name = path.substr(0, path.find('/'));
  } else if (host.ends_with(old_domain)) {
    name = std::string_view(host).substr(0, host.size() - old_domain.size());
  }
  // Such as vssps.dev.azure.com and app.vssps.visualstudio.com name none, or not there; nor do `_apis` and a
  // place left open, `{organization}` or `%7Borganization%7D`.
  if (name.empty() || name.find_first_of(".%") != std::string_view::npos || name.starts_with('_') ||
      name.starts_with('{')) {
    return std::nullopt;
  }
  return std::string(name);
}

std::vector<std::string> in_backticks(const std::vector<std::string>& words) {
  std::vector<std::string> quoted;
  quoted.reserve(words.size());
  for (const std::string& word : words) quoted.push_back("`" + word + "`");
  return quoted;
}

/// Nothing is decided of such an integration, and its audit is never red.
void remark_on_nothing_asked(const Integration& integration, const Policy& policy,
                             std::vector<std::string>& remarks) {
  const auto concerns = [&](const Rule& rule) { return is_active(rule, integration); };
  if (policy.rules.empty() || std::ranges::any_of(policy.rules, concerns)) return;
  std::vector<std::string> words;
  for (const Rule& rule : policy.rules) words.insert(words.end(), rule.when.begin(), rule.when.end());
  sort_unique(words);
  std::string remark = "no rule of the policy `" + policy.id + "` concerns it, so that nothing is audited";
  if (!words.empty()) {
    remark += ": switch on what the product uses (`features:` or `variant:`), of " +
              join_words(in_backticks(words));
  }
  remarks.push_back(std::move(remark));
}

}  // namespace

std::vector<std::string> remarks_on(const Integration& integration, const Policy& policy) {
  std::vector<std::string> remarks;
  const auto typed = organization_of(integration.base_url);
  if (typed && !same_name(*typed, integration.organization)) {
    remarks.push_back("`base_url` of `connection` is of the organization `" + redact(*typed) +
                      "`, and what is audited is `organization: " + integration.organization +
                      "`; correct one of both, or what was typed into the product");
  }
  remark_on_nothing_asked(integration, policy, remarks);
  return remarks;
}

}  // namespace patrol
