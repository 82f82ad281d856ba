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
  EXPECT_EQ(GroupNames(view).label(descriptor), "[Shop]\\Readers");
}

TEST(GroupNames, FallBackOnTheDescriptor) {
  const View view(nullptr, "contoso", nullptr);
  EXPECT_EQ(GroupNames(view).label("Microsoft.TeamFoundation.Identity;S-1-9-7"),
            "Microsoft.TeamFoundation.Identity;S-1-9-7");
}

}  // namespace
}  // namespace patrol
