#include "tests/oracle/losses.h"

#include "tests/oracle/generator.h"
#include "tests/oracle/role_pages.h"
#include "tests/support/world.h"

namespace patrol::oracle {

namespace {

constexpr const char* release_namespace = "c788c23e-1b46-4162-8f5e-d7585343b5de";
constexpr const char* hooks_namespace = "cb594ebe-87dd-4fc9-ac2c-6a10a4c92046";
constexpr const char* tagging_namespace = "bb50f182-8e5e-40b8-bc21-e8752a1e7ae2";
constexpr const char* analytics_namespace = "58450c49-b02d-465a-ab12-59ae512d6531";
constexpr const char* area_namespace = "83e28ad4-2d72-4ceb-97b0-c7726d5502c3";
constexpr const char* iteration_namespace = "bf7bfa03-b2b7-47db-8113-fa2e002cc5b1";
constexpr const char* query_namespace = "71356614-aad7-4757-8f2c-0fb3bff6f680";

/// Of an area or iteration, or of a folder of queries, below the root.
constexpr const char* child = "c4a2d1ef-2222-4b3c-8e4f-60718293a4b5";

std::string node(const std::string& id) {
  return "vstfs:///Classification/Node/" + id;
}

/// The tokens of a project's build pipelines and their folders, as API.md 5.1 writes them.
std::vector<std::string> build_tokens(const std::string& project, const std::string& project_id) {
  if (project == "Shop") {
    return {project_id + "/Nightly", project_id + "/Nightly/Linux", project_id + "/Nightly/Linux/1",
            project_id + "/2"};
  }
  return {project_id + "/Nightly", project_id + "/Nightly/1"};
}

}  // namespace

const std::vector<PipelinePlace>& pipelines() {
  static const std::vector<PipelinePlace> all{
      {"Shop", "nightly", "\\Nightly\\Linux"}, {"Shop", "release", "\\"}, {"Web", "nightly", "\\Nightly"}};
  return all;
}

const std::vector<ListPlace>& places() {
  static const std::vector<ListPlace> all = [] {
    World world;
    std::vector<ListPlace> list{{collection_namespace, "NAMESPACE:"},
                                {project_namespace, "$PROJECT:"},
                                {git_namespace, "repoV2"},
                                {hooks_namespace, "PublisherSecurity"},
                                {tagging_namespace, ""},
                                {analytics_namespace, "$"},
                                {query_namespace, "$"}};
    for (const char* project : {"Shop", "Web"}) {
      world.repository(project, "main");
      const TokenIds ids = world.ids(project, "main");
      list.push_back({project_namespace, "$PROJECT:vstfs:///Classification/TeamProject/" + ids.project});
      list.push_back({git_namespace, "repoV2/" + ids.project});
      list.push_back({git_namespace, "repoV2/" + ids.project + "/" + ids.repository});
      list.push_back({build_namespace, ids.project});
      for (const std::string& token : build_tokens(project, ids.project)) {
        list.push_back({build_namespace, token});
      }
      list.push_back({release_namespace, ids.project});
      list.push_back({hooks_namespace, "PublisherSecurity/" + ids.project});
      list.push_back({tagging_namespace, "/" + ids.project});
      list.push_back({analytics_namespace, "$/" + ids.project});
      list.push_back({area_namespace, node(ids.area)});
      list.push_back({area_namespace, node(ids.area) + ":" + node(child)});
      list.push_back({iteration_namespace, node(ids.iteration)});
      list.push_back({iteration_namespace, node(ids.iteration) + ":" + node(child)});
      list.push_back({query_namespace, "$/" + ids.project});
      list.push_back({query_namespace, "$/" + ids.project + "/" + child});
    }
    return list;
  }();
  return all;
}

const std::vector<ListPlace>& places_with_more_below() {
  static const std::vector<ListPlace> all = [] {
    const World world;
    std::vector<ListPlace> list;
    for (const char* project : {"Shop", "Web"}) {
      const TokenIds ids = world.ids(project);
      list.push_back({git_namespace, "repoV2/" + ids.project});
      list.push_back({build_namespace, ids.project});
      list.push_back({release_namespace, ids.project});
      list.push_back({area_namespace, node(ids.area)});
      list.push_back({iteration_namespace, node(ids.iteration)});
      list.push_back({query_namespace, "$/" + ids.project});
    }
    return list;
  }();
  return all;
}

const std::vector<SingleRead>& single_reads() {
  static const std::vector<SingleRead> all{
      {"connection"},        {"projects", true},     {"namespaces", true},
      {"group_names", true}, {"repositories", true}, {"account"},
      {"memberships", true}, {"tokens", true},       {"entitlement"}};
  return all;
}

std::vector<Statement> role_losses() {
  using What = Statement::What;
  std::vector<Statement> losses;
  for (const char* place : {"Shop", "Web", "pool"}) losses.push_back({What::hide, place, "things", "", 0, 0});
  for (const RoleSheet& sheet : role_sheets()) {
    losses.push_back({What::hide, "", "role_sheet", sheet.name, 0, 0});
  }
  return losses;
}

std::vector<Statement> project_losses() {
  using What = Statement::What;
  std::vector<Statement> losses;
  for (const char* project : {"Shop", "Web"}) {
    for (const char* kind : {"pipelines", "area", "iteration"}) {
      losses.push_back({What::hide, project, kind, "", 0, 0});
    }
  }
  for (const ListPlace& place : places_with_more_below()) {
    losses.push_back({What::hide, place.space, "lists_below", place.token, 0, 0});
  }
  return losses;
}

}  // namespace patrol::oracle
