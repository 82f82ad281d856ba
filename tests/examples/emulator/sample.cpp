#include "tests/examples/emulator/sample.h"

#include "auditor/model/text.h"
#include "examples/emulator/build.h"
#include "examples/emulator/ids.h"
#include "examples/emulator/load.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace patrol::emulator {
namespace {

std::vector<std::string> texts(const std::vector<Error>& errors) {
  std::vector<std::string> result;
  for (const Error& error : errors) result.push_back(to_string(error));
  return result;
}

}  // namespace

Organization organization_of(const std::string& yaml) {
  const auto description = load_description(yaml, "sample.yaml");
  if (!description) {
    ADD_FAILURE() << to_string(description.error().front());
    return {};
  }
  auto organization = build_organization(description.value());
  if (!organization) {
    ADD_FAILURE() << to_string(organization.error().front());
    return {};
  }
  return std::move(organization).value();
}

std::vector<std::string> problems_of(const std::string& yaml) {
  const auto description = load_description(yaml, "sample.yaml");
  if (!description) return texts(description.error());
  const auto organization = build_organization(description.value());
  return organization ? std::vector<std::string>{} : texts(organization.error());
}

SubjectId id_of(const Organization& organization, std::string_view word) {
  const auto [begin, end] = organization.by_word.equal_range(fold_case(word));
  EXPECT_EQ(std::distance(begin, end), 1) << word;
  return begin == end ? 0 : begin->second;
}

std::string sample_yaml() {
  return R"(
organization: sample
projects: [Shop, Stock]
users:
  - {account: ada@sample.com}
  - {account: rea@sample.com}
  - {account: nob@sample.com}
groups:
  Project Collection Administrators: [ada@sample.com]
  Shop\Readers: [rea@sample.com]
tokens:
  - {owner: ada@sample.com, scopes: [app_token], secret: ada-token}
  - {owner: ada@sample.com, scopes: [vso.graph], secret: graph-token}
  - {owner: ada@sample.com, scopes: [app_token], secret: dead-token, from: 2025-01-01, to: 2026-01-02}
  - {owner: ada@sample.com, scopes: [app_token], secret: revoked-token, revoked: true}
  - {owner: ada@sample.com, scopes: [app_token], secret: foreign-token, organizations: [elsewhere]}
  - {owner: rea@sample.com, scopes: [app_token], secret: rea-token}
bearers:
  - {owner: ada@sample.com, secret: ada-bearer}
)";
}

Request get(std::string_view target, std::string_view token) {
  Request request = make_request("GET", target);
  const std::string pair = ":" + std::string(token);
  request.headers["authorization"] = "Basic " + base64url(pair);
  request.headers["x-tfs-fedauthredirect"] = "Suppress";
  return request;
}

}  // namespace patrol::emulator
