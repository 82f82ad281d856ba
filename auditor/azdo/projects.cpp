#include "auditor/azdo/projects.h"

#include "auditor/azdo/members.h"
#include "auditor/azdo/pages.h"

namespace patrol::azdo {

Parsed<Project> parse_project(const Json& entry) {
  Members members(entry);
  Project project{.id = members.guid("id"),
                  .name = {},
                  .state = members.text_or_empty("state"),
                  .visibility = members.text_or_empty("visibility")};
  project.name = members.free_name("name", project.id);
  return std::move(members).result(std::move(project));
}

Fetched<Listing<Project>> fetch_projects(Client& client) {
  Fetched<Listing<Project>> fetched;
  // The service's own page is about 100 (API.md 3.2): asking for more makes most organizations one request.
  fetched.known = read_list(client,
                            {.endpoint = EndpointId::projects,
                             .what = "the projects of " + client.organization(),
                             .path = {"_apis", "projects"},
                             .query = {{"$top", "500"}}},
                            fetched.reads, parse_project);
  return fetched;
}

}  // namespace patrol::azdo
