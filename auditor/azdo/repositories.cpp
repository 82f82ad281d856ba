#include "auditor/azdo/repositories.h"

#include "auditor/azdo/members.h"
#include "auditor/azdo/pages.h"

namespace patrol::azdo {

Parsed<Repository> parse_repository(const Json& entry) {
  Members members(entry);
  Repository repository{.id = members.guid("id"),
                        .name = {},
                        .project_id = {},
                        .is_disabled = members.flag_or_false("isDisabled")};
  repository.name = members.free_name("name", repository.id);
  Members project(members.object("project"), "project");
  repository.project_id = project.guid("id");
  members.fail_with(project);
  return std::move(members).result(std::move(repository));
}

Fetched<Listing<Repository>> fetch_repositories(Client& client, bool every) {
  Fetched<Listing<Repository>> fetched;
  Question question{.endpoint = EndpointId::repositories,
                    .what = "the repositories of " + client.organization(),
                    .path = {"_apis", "git", "repositories"}};
  if (every) question.query = {{"includeHidden", "true"}};
  fetched.known = read_list(client, question, fetched.reads, parse_repository);
  return fetched;
}

}  // namespace patrol::azdo
