#include "auditor/facts/group_names.h"

#include "tests/support/world.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(GroupNames, AreThoseOfGraphInWhateverLetterCaseTheDescriptorComes) {
  World world;
  const Snapshot snapshot = world.snapshot();
  const View view(&snapshot.organizations.at("contoso"), "contoso", nullptr);
  std::string descriptor = world.group_descriptor("[Shop]\\Readers");
  descriptor[0] = 'm';
  EXPECT_EQ(GroupNames(view, small_catalogue()).label(descriptor), "[Shop]\\Readers");
}

TEST(GroupNames, AreTheCataloguesForBuiltInGroupsOfWhichNoOneTold) {
  World world;
  Snapshot snapshot = world.snapshot();
  Organization& contoso = snapshot.organizations.at("contoso");
  const std::string administrators = world.group_descriptor("[contoso]\\Project Collection Administrators");
  contoso.groups.clear();
  contoso.group_names.reset();
  const View view(&contoso, "contoso", nullptr);
  EXPECT_EQ(GroupNames(view, small_catalogue()).label(administrators),
            "[contoso]\\Project Collection Administrators");

  // Without the organization's id it may be a project's.
  contoso.connection.reset();
  EXPECT_EQ(GroupNames(view, small_catalogue()).label(administrators), administrators);
}

TEST(GroupNames, FallBackOnTheDescriptor) {
  const View view(nullptr, "contoso", nullptr);
  EXPECT_EQ(GroupNames(view, small_catalogue()).label("Microsoft.TeamFoundation.Identity;S-1-9-7"),
            "Microsoft.TeamFoundation.Identity;S-1-9-7");
}

}  // namespace
}  // namespace patrol
