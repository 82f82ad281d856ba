#include "auditor/azdo/pipelines.h"

#include "auditor/azdo/members.h"
#include "auditor/azdo/pages.h"
#include "auditor/model/redact.h"

namespace patrol::azdo {

Parsed<Pipeline> parse_pipeline(const Json& entry) {
  Members members(entry);
  Pipeline pipeline{.id = std::to_string(members.number("id")),
                    .name = {},
                    // The folder is a part of the security token: a pipeline without one was not read.
                    .folder = members.text("path")};
  pipeline.name = members.free_name("name", pipeline.id);
  // Masked it would be another folder, and the list that decides would not be found; as it is it may not be
  // kept.
  if (redact(pipeline.folder) != pipeline.folder) members.fail("`path` holds what looks like a secret");
  return std::move(members).result(std::move(pipeline));
}

Fetched<Listing<Pipeline>> fetch_pipelines(Client& client, const std::string& project_id) {
  Fetched<Listing<Pipeline>> fetched;
  // Pages need an order to go by.
  fetched.known = read_list(client,
                            {.endpoint = EndpointId::pipelines,
                             .what = "the pipelines of the project `" + project_id + "`",
                             .path = {project_id, "_apis", "build", "definitions"},
                             .query = {{"$top", "1000"}, {"queryOrder", "definitionNameAscending"}}},
                            fetched.reads, parse_pipeline);
  return fetched;
}

}  // namespace patrol::azdo
