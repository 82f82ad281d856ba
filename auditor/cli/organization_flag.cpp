#include "auditor/cli/organization_flag.h"

#include "auditor/policy/values.h"

namespace patrol::cli {

std::string read_organization(const Arguments& arguments, std::vector<Error>& mistakes) {
  const auto name = arguments.one(flags::organization);
  if (!name) {
    mistakes.push_back({Error::Kind::usage, "", "`--organization` is missing: it names what is looked at"});
    return "";
  }
  if (!is_organization_name(*name)) {
    mistakes.push_back({Error::Kind::usage, "--organization",
                        "must be the name alone, such as `contoso` of https://dev.azure.com/contoso: "
                        "letters, digits and hyphens"});
  }
  return *name;
}

}  // namespace patrol::cli
