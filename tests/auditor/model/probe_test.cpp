#include "auditor/model/probe.h"

#include <gtest/gtest.h>

#include <set>

namespace patrol {
namespace {

TEST(Probes, EachHasItsOwnNameAndAnAddressWithoutALeadingSlash) {
  std::set<std::string_view> names;
  for (const Probe& probe : probes()) {
    EXPECT_TRUE(names.insert(probe.name).second) << probe.name;
    EXPECT_EQ(find_probe(probe.name), &probe);
    EXPECT_FALSE(probe.path.starts_with('/')) << probe.name;
    EXPECT_FALSE(probe.scopes.empty()) << probe.name;
    EXPECT_TRUE(probe.host.ends_with(".azure.com")) << "a token goes to Azure DevOps alone: " << probe.name;
  }
  EXPECT_EQ(find_probe("nothing"), nullptr);
}

TEST(Probes, BeginWithTheOneThatTellsAProject) {
  EXPECT_EQ(probes().front().name, "projects");
  EXPECT_FALSE(probes().front().needs_project());
  EXPECT_TRUE(find_probe("pipelines")->needs_project());
}

}  // namespace
}  // namespace patrol
