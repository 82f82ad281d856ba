#include "tests/oracle/losses.h"

#include "tests/oracle/generator.h"
#include "tests/oracle/role_pages.h"
#include "tests/support/world.h"

namespace patrol::oracle {

const std::vector<ListPlace>& places() {
  static const std::vector<ListPlace> all = [] {
    World world;
    std::vector<ListPlace> list{{collection_namespace, "NAMESPACE:"},
                                {project_namespace, "$PROJECT:"},
                                {git_namespace, "repoV2"},
                                {"cb594ebe-87dd-4fc9-ac2c-6a10a4c92046", "PublisherSecurity"},
                                {"bb50f182-8e5e-40b8-bc21-e8752a1e7ae2", ""},
                                {"58450c49-b02d-465a-ab12-59ae512d6531", "$"}};
    for (const char* project : {"Shop", "Web"}) {
      world.repository(project, "main");
      const TokenIds ids = world.ids(project, "main");
      list.push_back({project_namespace, "$PROJECT:vstfs:///Classification/TeamProject/" + ids.project});
      list.push_back({git_namespace, "repoV2/" + ids.project});
      list.push_back({git_namespace, "repoV2/" + ids.project + "/" + ids.repository});
      list.push_back({build_namespace, ids.project});
      list.push_back({"c788c23e-1b46-4162-8f5e-d7585343b5de", ids.project});
      list.push_back({"cb594ebe-87dd-4fc9-ac2c-6a10a4c92046", "PublisherSecurity/" + ids.project});
      list.push_back({"bb50f182-8e5e-40b8-bc21-e8752a1e7ae2", "/" + ids.project});
      list.push_back({"58450c49-b02d-465a-ab12-59ae512d6531", "$/" + ids.project});
      list.push_back({"83e28ad4-2d72-4ceb-97b0-c7726d5502c3", "vstfs:///Classification/Node/" + ids.area});
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

std::vector<Statement> all_losses() {
  using What = Statement::What;
  std::vector<Statement> losses;
  for (const SingleRead& read : single_reads()) {
    losses.push_back({What::hide, "", read.kind, "", 0, 0});
    losses.push_back({What::never_asked, "", read.kind, "", 0, 0});
    if (read.is_list) losses.push_back({What::half, "", read.kind, "", 0, 0});
  }
  for (const std::string& group : all_groups()) {
    losses.push_back({What::hide, group, "group", "", 0, 0});
    if (!group.starts_with("[TEAM FOUNDATION]")) continue;
    losses.push_back({What::hide, group, "entra_membership", "", 0, 0});
    losses.push_back({What::hide, group, "entra_group", "", 0, 0});
  }
  for (const ListPlace& place : places()) {
    losses.push_back({What::hide, "", place.space, place.token, 0, 0});
  }
  for (const Statement& loss : role_losses()) {
    losses.push_back(loss);
    losses.back().what = What::half;
  }
  return losses;
}

}  // namespace patrol::oracle
