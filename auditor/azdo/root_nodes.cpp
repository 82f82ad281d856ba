#include "auditor/azdo/root_nodes.h"

#include "auditor/azdo/answer.h"
#include "auditor/azdo/members.h"
#include "auditor/azdo/pages.h"

namespace patrol::azdo {

Parsed<std::string> parse_root_node(const Json& answer) {
  Members members(answer);
  std::string id = members.guid("identifier");
  return std::move(members).result(std::move(id));
}

Fetched<Evidence<std::string>> fetch_root_node(Client& client, const std::string& project_id,
                                               const std::string& kind) {
  std::vector<Read> reads;
  const std::string what = "the root " + kind + " of the project `" + project_id + "`";
  auto answer = client.ask({.endpoint = EndpointId::root_nodes,
                            .what = what,
                            .path = {project_id, "_apis", "wit", "classificationnodes", kind + "s"}},
                           reads);
  if (!answer) return {std::move(answer).error(), std::move(reads)};
  auto id = parse_root_node(answer.value().body);
  if (!id) return {foreign_shape(what, id.error()), std::move(reads)};
  return {std::move(id).value(), std::move(reads)};
}

}  // namespace patrol::azdo
