#include "tests/end-to-end/small_organization.h"

namespace patrol::end_to_end {

std::string small_organization(const std::string& name, const std::string& more) {
  const std::string account = "svc-flow@" + name + ".com";
  const std::string auditor = "auditor@" + name + ".com";
  return "organization: " + name + "\ntenant: " + tenant +
         "\nprojects: [Website, Mobile]\n"
         "users:\n"
         "  - {account: " +
         account +
         "}\n"
         "  - {account: " +
         auditor +
         "}\n"
         "  - {account: auditing application, kind: service-principal, application_id: " +
         application +
         "}\n"
         "groups:\n"
         "  Project Collection Administrators: [" +
         auditor +
         ", auditing application]\n"
         "  Website\\Readers: [" +
         account +
         "]\n"
         "  Mobile\\Readers: [" +
         account +
         "]\n"
         "tokens:\n"
         "  - {owner: " +
         account +
         ", name: flow, from: 2026-09-01, to: 2027-03-01,\n"
         "     scopes: [vso.code, vso.build, vso.graph, vso.identity, vso.project, vso.work]}\n"
         "  - {owner: " +
         auditor +
         ", name: patrol, scopes: [app_token], from: 2026-09-01, to: 2027-03-01,\n"
         "     secret: " +
         name +
         "-auditor-demo-token}\n"
         "bearers:\n"
         "  - {owner: " +
         auditor + ", secret: " + name + "-auditor-demo-bearer}\n" + more;
}

std::string small_integration(const std::string& organization) {
  return "integration: " + organization +
         "-flow\npolicy: pluralsight-flow\nowner: devex@contoso.com\norganization: " + organization +
         "\nconnection: {base_url: \"https://dev.azure.com/" + organization + "\", email: svc-flow@" +
         organization + ".com}\npat: {name: flow}\nfeatures: [tickets]\nprojects: [Website, Mobile]\n";
}

std::string application_with(const std::string& proof) {
  return "applications:\n  - owner: auditing application\n    " + proof + "\n";
}

}  // namespace patrol::end_to_end
