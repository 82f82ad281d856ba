// Microsoft's recorded examples (MicrosoftDocs/vsts-rest-api-specs), read with patrol's own parsers. They are
// not part of this tree: PATROL_SPECS names their folder, and where there is none the tests are skipped. What
// the emulator answers is held against the same specification by tests/examples/emulator/contract_test.js.
#include "auditor/azdo/entitlements.h"
#include "auditor/azdo/graph.h"
#include "auditor/azdo/identities.h"
#include "auditor/azdo/judge.h"
#include "auditor/azdo/members.h"
#include "auditor/azdo/projects.h"
#include "auditor/azdo/roles.h"
#include "auditor/azdo/security.h"
#include "auditor/azdo/subscriptions.h"
#include "auditor/azdo/tokens.h"
#include "tests/auditor/azdo/fake_transport.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace patrol::azdo {
namespace {

namespace fs = std::filesystem;

fs::path specifications() {
  const char* const given = std::getenv("PATROL_SPECS");
  return given != nullptr ? fs::path(given) : fs::path(PATROL_SOURCE_DIR) / "../shared/ado/specs";
}

/// What is wrong with one entry of a list or a map, or with an answer that is one thing; empty: nothing.
using Reader = std::string (*)(const Json&);

template <auto parse>
std::string read_with(const Json& entry) {
  const auto parsed = parse(entry);
  return parsed ? "" : parsed.error().what;
}

std::string read_membership(const Json& entry) {
  const auto parsed = parse_container_of(entry, Members(entry).text("memberDescriptor"));
  return parsed ? "" : parsed.error().what;
}

std::string read_entitlement(const Json& entry) {
  const auto parsed = parse_entitlement(entry, Members(entry).text("id"));
  return parsed ? "" : parsed.error().what;
}

/// The examples of one kind: files of a folder whose names begin alike, and the parser of such answers.
struct Examples {
  std::string_view folder;
  std::string_view name;
  std::size_t files;
  Reader read;
};

constexpr Examples all_examples[]{
    {"core/7.1/httpExamples/projects", "GET", 1, read_with<parse_project>},
    {"graph/7.1/httpExamples/Groups", "", 8, read_with<parse_group_name>},
    {"graph/7.1/httpExamples/MembershipsBatch", "", 3, read_membership},
    {"graph/7.1/httpExamples/Memberships", "GetMembership", 2, read_membership},
    {"graph/7.1/httpExamples/ServicePrincipals", "", 4, read_with<parse_principal>},
    {"graph/7.1/httpExamples/Users", "GetAllUsers", 1, read_with<parse_principal>},
    {"graph/7.1/httpExamples/Subjectlookup", "", 1, read_with<parse_group_name>},
    {"hooks/7.1/httpExamples/subscriptions", "", 4, read_with<parse_subscription>},
    {"ims/7.1/httpExamples/Identities", "", 5, read_with<parse_identity>},
    {"memberEntitlementManagement/7.1/httpExamples/ServicePrincipalEntitlements", "GET", 1, read_entitlement},
    {"memberEntitlementManagement/7.1/httpExamples/UserEntitlements", "GET", 1, read_entitlement},
    {"security/7.1/httpExamples/accessControlLists", "GET", 5, read_with<parse_access_control_list>},
    {"security/7.1/httpExamples/securityNamespaces", "GET", 2, read_with<parse_namespace>},
    {"securityRoles/7.1/httpExamples/roleAssignments", "", 1, read_with<parse_role_assignment>},
    {"tokenAdmin/7.1/httpExamples/personalAccessTokens", "", 1, read_with<parse_token>},
};

Json example_in(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return parse_json(text.str()).value();
}

/// The answer of an example; nothing where it has none, as what deletes.
std::optional<Json> answer_of(const Json& example) {
  for (const Json& response : example.at("responses")) {
    if (response.contains("body") && response["body"].is_object()) return response["body"];
  }
  return std::nullopt;
}

class RecordedExamples : public testing::TestWithParam<Examples> {};

TEST_P(RecordedExamples, AreReadWhole) {
  const Examples& examples = GetParam();
  const fs::path folder = specifications() / examples.folder;
  if (!fs::exists(specifications())) {
    GTEST_SKIP() << "no folder " << specifications() << "; set PATROL_SPECS";
  }
  std::size_t files = 0;
  for (const auto& file : fs::directory_iterator(folder)) {
    const std::string name = file.path().filename().string();
    if (!name.starts_with(examples.name)) continue;
    const auto body = answer_of(example_in(file.path()));
    if (!body) continue;
    ++files;
    // As it would come over the wire, so that what judges an answer as a whole reads it too.
    const auto judged = judge(json(body->dump()));
    ASSERT_TRUE(judged) << name << ": " << judged.error().reason;
    const Json& answer = judged.value();
    const Json entries = answer.contains("value") ? answer["value"] : Json::array({answer});
    EXPECT_FALSE(entries.empty()) << name;
    for (const Json& entry : entries) EXPECT_EQ(examples.read(entry), "") << name << "\n" << entry.dump(1);
  }
  EXPECT_EQ(files, examples.files) << folder;
}

INSTANTIATE_TEST_SUITE_P(OfMicrosoft, RecordedExamples, testing::ValuesIn(all_examples),
                         [](const testing::TestParamInfo<Examples>& test) {
                           const std::string_view folder = test.param.folder;
                           return std::string(folder.substr(folder.rfind('/') + 1));
                         });

}  // namespace
}  // namespace patrol::azdo
