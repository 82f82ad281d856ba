// Foreign bytes through everything that reads an answer of Azure DevOps. Looked for: crashes, endless loops,
// exceptions, and a success that is none.

#include "auditor/azdo/connection.h"
#include "auditor/azdo/entitlements.h"
#include "auditor/azdo/graph.h"
#include "auditor/azdo/identities.h"
#include "auditor/azdo/judge.h"
#include "auditor/azdo/limiter.h"
#include "auditor/azdo/pipelines.h"
#include "auditor/azdo/projects.h"
#include "auditor/azdo/repositories.h"
#include "auditor/azdo/roles.h"
#include "auditor/azdo/root_nodes.h"
#include "auditor/azdo/security.h"
#include "auditor/azdo/subscriptions.h"
#include "auditor/azdo/tokens.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace patrol::azdo {
namespace {

/// The parser on the value itself and on all that a list of pages would hand to it.
template <class Parse>
void each(const Json& json, const Parse& parse) {
  static_cast<void>(parse(json));
  if (!json.is_object()) return;
  const auto value = json.find("value");
  if (value == json.end()) return;
  for (const Json& entry : *value) static_cast<void>(parse(entry));
}

void parse_all(const Json& json) {
  each(json, parse_connection);
  each(json, parse_project);
  each(json, parse_repository);
  each(json, parse_pipeline);
  each(json, parse_root_node);
  each(json, parse_resource);
  each(json, parse_role_assignment);
  each(json, parse_namespace);
  each(json, parse_access_control_list);
  each(json, parse_group_name);
  each(json, parse_principal);
  each(json, parse_identity);
  each(json, parse_token);
  each(json, parse_subscription);
  each(json, [](const Json& entry) { return parse_container_of(entry, "vssgp.x"); });
  each(json, [](const Json& entry) { return parse_entitlement(entry, "x"); });
}

}  // namespace
}  // namespace patrol::azdo

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace patrol::azdo;
  const std::string body(reinterpret_cast<const char*>(data), size);
  const auto json = parse_json(body);
  if (json) parse_all(json.value());

  // The same bytes as the body and as the headers of a refusal and of a success.
  for (const int status : {200, 203, 302, 401, 403, 404, 429, 500}) {
    const Response response{.status = status,
                            .headers = {{"Content-Type", status == 429 ? body : "application/json"},
                                        {"X-TFS-ServiceError", body},
                                        {"Retry-After", body}},
                            .body = body};
    const auto judged = judge(response);
    if (judged && (status != 200 || !json)) std::abort();
    static_cast<void>(retry_after(response, {}));
  }
  return 0;
}
