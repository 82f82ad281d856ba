#include "auditor/facts/token_chain.h"

#include "tests/support/world.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

using Level = Permission::Level;
using Chain = std::vector<std::string>;

const TokenIds all_ids{.project = "p", .repository = "r", .area = "a", .iteration = "i", .pipeline = "12"};

Chain chain(std::string_view name, Level level, const TokenIds& ids = all_ids) {
  static const Catalogue catalogue = small_catalogue();
  for (const Catalogue::SecurityNamespace& space : catalogue.namespaces) {
    if (space.name == name && space.form_at(level) != nullptr) return token_chain(space, level, ids);
  }
  return {};
}

TEST(TokenChain, GoesUpToTheRootOfTheNamespace) {
  EXPECT_EQ(chain("Collection", Level::organization), (Chain{"NAMESPACE:"}));
  EXPECT_EQ(chain("Project", Level::project),
            (Chain{"$PROJECT:vstfs:///Classification/TeamProject/p", "$PROJECT:"}));
  EXPECT_EQ(chain("Git Repositories", Level::project), (Chain{"repoV2/p", "repoV2"}));
  EXPECT_EQ(chain("Git Repositories", Level::repository), (Chain{"repoV2/p/r", "repoV2/p", "repoV2"}));
  EXPECT_EQ(chain("ServiceHooks", Level::service_hooks), (Chain{"PublisherSecurity/p", "PublisherSecurity"}));
  EXPECT_EQ(chain("Tagging", Level::tagging), (Chain{"/p", ""}));
  EXPECT_EQ(chain("AnalyticsViews", Level::analytics), (Chain{"$/Shared/p", "$/Shared", "$"}));
  EXPECT_EQ(chain("WorkItemQueryFolders", Level::query), (Chain{"$/p", "$"}));
  EXPECT_EQ(chain("ReleaseManagement", Level::release), (Chain{"p"}));
}

TEST(TokenChain, StartsAtTheRootAreaAndIteration) {
  EXPECT_EQ(chain("CSS", Level::area), (Chain{"vstfs:///Classification/Node/a"}));
  EXPECT_EQ(chain("Iteration", Level::iteration), (Chain{"vstfs:///Classification/Node/i"}));
}

TEST(TokenChain, OfAPipelineGoesThroughItsFolders) {
  TokenIds ids = all_ids;
  for (const char* none : {"", "\\"}) {
    ids.folder = none;
    EXPECT_EQ(chain("Build", Level::pipeline, ids), (Chain{"p/12", "p"}));
  }
  ids.folder = "\\Nightly\\Linux";
  EXPECT_EQ(chain("Build", Level::pipeline, ids),
            (Chain{"p/Nightly/Linux/12", "p/Nightly/Linux", "p/Nightly", "p"}));
}

TEST(TokenChain, IsEmptyWhereAnIdIsMissingOrTheLevelHasNone) {
  EXPECT_EQ(chain("Git Repositories", Level::repository, {.project = "p"}), Chain{});
  EXPECT_EQ(chain("Build", Level::pipeline, {.project = "p", .folder = "\\Nightly"}), Chain{});
  EXPECT_EQ(chain("CSS", Level::area, {.project = "p"}), Chain{});
  EXPECT_EQ(chain("Collection", Level::project), Chain{});
}

std::optional<std::string> top(std::string_view name, Level level) {
  static const Catalogue catalogue = small_catalogue();
  for (const Catalogue::SecurityNamespace& space : catalogue.namespaces) {
    if (space.name == name) return token_with_more_below(space, level, all_ids);
  }
  return std::nullopt;
}

TEST(TokenWithMoreBelow, IsTheProjectsOwnForAllThatIsInIt) {
  EXPECT_EQ(top("Git Repositories", Level::project), "repoV2/p");
  EXPECT_EQ(top("Git Repositories", Level::repository), "repoV2/p");
  EXPECT_EQ(top("Build", Level::project), "p");
  EXPECT_EQ(top("CSS", Level::area), "vstfs:///Classification/Node/a");
  EXPECT_EQ(top("WorkItemQueryFolders", Level::query), "$/p");
}

TEST(TokenWithMoreBelow, IsNoneWhereNothingIsBelow) {
  EXPECT_EQ(top("Build", Level::pipeline), std::nullopt);
  EXPECT_EQ(top("Project", Level::project), std::nullopt);
  EXPECT_EQ(top("Collection", Level::organization), std::nullopt);
  EXPECT_EQ(top("Tagging", Level::tagging), std::nullopt);
}

}  // namespace
}  // namespace patrol
