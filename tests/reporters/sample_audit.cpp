#include "tests/reporters/sample_audit.h"

#include <chrono>
#include <string>
#include <utility>

namespace patrol {
namespace {

Time time(const char* text) {
  return *parse_time(text);
}

Audit sealed(Audit audit) {
  audit.totals = count(audit);
  return audit;
}

AuditedRule rule(std::string id, std::string title, Severity severity, std::size_t line) {
  return {.policy = "pluralsight-flow",
          .id = std::move(id),
          .title = std::move(title),
          .severity = severity,
          .controls = {},
          .file = "policies/pluralsight-flow.yaml",
          .line = line};
}

AuditedIntegration integration(std::string name, std::string account, std::size_t line) {
  return {.name = std::move(name),
          .policy = "pluralsight-flow",
          .owner = "devex@contoso.com",
          .organization = "contoso",
          .account = std::move(account),
          .file = "integrations/flow.yaml",
          .line = line};
}

Finding finding(std::uint32_t integration, std::uint32_t rule, Verdict verdict, std::string message) {
  Finding result;
  result.integration = integration;
  result.rule = rule;
  result.verdict = verdict;
  result.message = std::move(message);
  return result;
}

Finding in_project(Finding finding, std::string project) {
  finding.project = std::move(project);
  return finding;
}

std::vector<Read> contoso_reads() {
  const std::string host = "https://vssps.dev.azure.com/contoso/_apis/";
  return {{"GET", "https://dev.azure.com/contoso/_apis/projects?$top=500&api-version=7.1", 200, 3},
          {"GET", host + "identities?searchFilter=General&filterValue=svc-flow%40contoso.com", 200, 1},
          {"GET", host + "tokenadmin/personalaccesstokens/aad.c3ZjLWZsb3c?pageSize=100", 200, 1},
          {"GET", host + "tokenadmin/personalaccesstokens/aad.c3ZjLWdhcA?pageSize=100", 401, std::nullopt},
          {"POST", host + "graph/subjectlookup?api-version=7.1-preview.1", 0, std::nullopt}};
}

Finding administrator() {
  Finding result =
      finding(0, 0, Verdict::fail, "svc-admin is an administrator of the organization, by 3 groups");
  result.expected = "no membership in Project Collection Administrators";
  result.observed = "member of Project Collection Administrators";
  result.path = {"svc-admin@contoso.com", "[contoso]\\Tools", "[contoso]\\Platform",
                 "[contoso]\\Project Collection Administrators"};
  result.reads = {0, 1};
  result.remediation = Remediation{
      .advice = "take the account out of Tools: Organization settings > Permissions > Tools > Members",
      .call = "az devops security group membership remove --group-id vssgp.VG9vbHM --member-id aad.c3Zj",
      .may_break = "whatever else the account does as an administrator"};
  return result;
}

Finding missing_scope() {
  Finding result =
      finding(2, 1, Verdict::fail,
              "The token lacks Build: Read (vso.build), so the connection test says \"Authorization "
              "denied\"");
  result.expected = "Code: Read, Build: Read, Graph: Read, Identity: Read, Work Items: Read";
  result.observed = "vso.code, vso.graph, vso.identity, vso.work";
  result.path = {"flow-production", "token flow-production (2f6a0c1e-0000-4000-8000-000000000001)",
                 "vso.build"};
  result.reads = {2};
  result.grade = Grade::observed;
  result.remediation =
      Remediation{.advice = "edit the token: User settings > Personal access tokens > flow-production > Edit",
                  .call = "",
                  .may_break = ""};
  return result;
}

Finding not_a_reader() {
  Finding result = in_project(finding(2, 2, Verdict::fail, "svc-flow is not in Readers of Zahlungsverkehr-Ü"),
                              "Zahlungsverkehr-Ü");
  result.expected = "member of [Zahlungsverkehr-Ü]\\Readers";
  result.observed = "member of no group of the project";
  result.reads = {0, 1};
  result.remediation.emplace().advice =
      "add the account: Project settings > Permissions > Readers > Members > Add";
  return result;
}

Finding unread_tokens(std::uint32_t rule) {
  Finding result =
      finding(1, rule, Verdict::inconclusive, "The tokens of svc-gap@contoso.com could not be read");
  result.expected = "Code: Read, Build: Read, Graph: Read, Identity: Read, Work Items: Read";
  result.observed = "not known: HTTP 401";
  result.reads = {3};
  result.remediation.emplace().advice =
      "give the auditor's token the scope Token Administration: Read (vso.tokenadministration)";
  return result;
}

Finding excused() {
  Finding result = finding(1, 0, Verdict::fail, "svc-gap is an administrator of the organization");
  result.expected = "no membership in Project Collection Administrators";
  result.observed = "member of Project Collection Administrators";
  result.path = {"svc-gap@contoso.com", "[contoso]\\Project Collection Administrators"};
  result.reads = {1};
  result.remediation.emplace().advice = "take the account out of the group";
  result.facts = {"h0f1e2d3c4b5a6978"};
  result.waiver = Waiver{.reason = "migration to webhooks",
                         .owner = "devex@contoso.com",
                         .approved_by = "kim@contoso.com",
                         .expires = time("2026-12-31")};
  return result;
}

Finding too_wide() {
  Finding result = finding(2, 3, Verdict::fail, "The token holds Code: Read & write (vso.code_write)");
  result.expected = "no scope beyond the six";
  result.observed = "vso.code_write";
  result.facts = {"h0123456789abcdef", "h89abcdef01234567"};
  result.reads = {2};
  result.remediation.emplace().advice = "make a token with fewer scopes and delete this one";
  return result;
}

Finding passing(Finding finding) {
  finding.expected = "member of Readers";
  finding.observed = "member of Readers";
  finding.reads = {0, 1};
  return finding;
}

std::vector<AuditedAccount> contoso_accounts() {
  return {{.organization = "contoso",
           .account = "svc-admin@contoso.com",
           .name = "Flow Administration",
           .kind = "user",
           .access_level = "Basic",
           .integrations = {"flow-admin"},
           .unknown = {},
           .compared = {"scopes", "groups"},
           .not_compared = {"the access level: no rule of its policies requires one"}},
          {.organization = "contoso",
           .account = "svc-flow@contoso.com",
           .name = "Flow Größen-Import",
           .kind = "user",
           .access_level = "Basic + Test Plans",
           .integrations = {"flow-production", "jira-sync"},
           .unknown = {},
           .compared = {"scopes", "groups", "access level"}},
          {.organization = "contoso",
           .account = "svc-gap@contoso.com",
           .name = "",
           .kind = "",
           .access_level = "",
           .integrations = {"flow-gap"},
           .unknown = {"the tokens of svc-gap@contoso.com"}}};
}

std::vector<AuditedToken> contoso_tokens() {
  return {{.organization = "contoso",
           .account = "svc-admin@contoso.com",
           .integrations = {"flow-admin"},
           .name = "flow-everywhere",
           .id = "2f6a0c1e-0000-4000-8000-000000000002",
           .scopes = {"app_token"},
           .valid_from = time("2026-02-01"),
           .valid_to = time("2027-01-31"),
           .is_alive = true,
           .all_organizations = true},
          {.organization = "contoso",
           .account = "svc-flow@contoso.com",
           .integrations = {"flow-production"},
           .name = "flow-production",
           .id = "2f6a0c1e-0000-4000-8000-000000000009",
           .scopes = {"vso.code"},
           .valid_from = time("2025-10-01"),
           .valid_to = time("2026-09-30"),
           .is_alive = false,
           .all_organizations = false},
          {.organization = "contoso",
           .account = "svc-flow@contoso.com",
           .integrations = {"flow-production", "jira-sync"},
           .name = "flow-production",
           .id = "2f6a0c1e-0000-4000-8000-000000000001",
           .scopes = {"vso.code_write", "vso.graph", "vso.identity", "vso.work"},
           .valid_from = time("2026-09-15"),
           .valid_to = time("2026-12-07"),
           .is_alive = true,
           .all_organizations = false},
          {.organization = "contoso",
           .account = "svc-flow@contoso.com",
           .integrations = {"flow-production"},
           .name = "",
           .id = "2f6a0c1e-0000-4000-8000-000000000003",
           .scopes = {},
           .valid_from = std::nullopt,
           .valid_to = std::nullopt,
           .is_alive = false,
           .all_organizations = false}};
}

std::vector<Excess> contoso_excess() {
  return {
      {.organization = "contoso",
       .account = "svc-admin@contoso.com",
       .integrations = {"flow-admin"},
       .kind = Excess::Kind::group,
       .what = "[contoso]\\Project Collection Administrators",
       .project = std::nullopt,
       .severity = Severity::critical,
       .allows = "everything in the organization",
       .path = {"svc-admin@contoso.com", "[contoso]\\Tools", "[contoso]\\Platform",
                "[contoso]\\Project Collection Administrators"},
       .reads = {1},
       .remediation = "take the account out of [contoso]\\Tools"},
      {.organization = "contoso",
       .account = "svc-flow@contoso.com",
       .integrations = {"flow-production", "jira-sync"},
       .kind = Excess::Kind::scope,
       .what = "Code: Read & write (vso.code_write)",
       .project = std::nullopt,
       .severity = Severity::high,
       .allows = "to push to every repository that the account may push to",
       .path = {"svc-flow@contoso.com", "token flow-production", "vso.code_write"},
       .reads = {2},
       .remediation = "make a token with Code: Read and delete this one"},
      {.organization = "contoso",
       .account = "svc-flow@contoso.com",
       .integrations = {"flow-production", "jira-sync"},
       .kind = Excess::Kind::group,
       .what = "[Website]\\Contributors",
       .project = "Website",
       .severity = Severity::medium,
       .allows = "to change code and work items of the project",
       .path = {"svc-flow@contoso.com", "[Website]\\Contributors"},
       .reads = {1},
       .remediation = "take the account out of the group: Project settings > Permissions > Contributors"}};
}

}  // namespace

Audit empty_audit() {
  Audit audit;
  audit.tool = "patrol 0.1.0";
  audit.generated_at = time("2026-11-23T09:00:00Z");
  audit.collected_at = time("2026-11-23T08:59:00Z");
  return sealed(std::move(audit));
}

Audit sample_audit() {
  Audit audit = empty_audit();
  audit.organizations = {{.name = "contoso", .auditor = "Audit Bot (svc-audit@contoso.com)"}};
  audit.policies = {{.id = "pluralsight-flow",
                     .title = "Pluralsight Flow",
                     .file = "policies/pluralsight-flow.yaml",
                     .sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     .sources = {{.title = "Azure DevOps setup",
                                  .url = "https://help.pluralsight.com/help/azure-devops-vsts-setup",
                                  .read = "2026-11-23"}}}};
  audit.integrations = {integration("flow-admin", "svc-admin@contoso.com", 1),
                        integration("flow-gap", "svc-gap@contoso.com", 12),
                        integration("flow-production", "svc-flow@contoso.com", 23)};
  audit.rules = {rule("org.no-admin", "Without webhooks no administrator is needed", Severity::critical, 41),
                 rule("pat.scopes", "The token can read all that Flow imports", Severity::high, 12),
                 rule("project.readers", "The account reads each imported project", Severity::medium, 33),
                 rule("pat.no-excess", "The token holds nothing beyond what Flow needs", Severity::low, 52),
                 rule("org.pca", "Webhooks can be enabled", Severity::medium, 20),
                 rule("pat.note", "The token is named for its use", Severity::info, 60)};
  audit.rules[0].controls = {"NIST AC-6", "NIST AC-6(5)"};
  audit.rules[3].need = Need::recommended;
  audit.findings = {
      administrator(),
      passing(finding(0, 1, Verdict::pass, "The token holds every scope that is needed")),
      finding(0, 4, Verdict::not_applicable, "webhooks are not switched on"),
      excused(),
      unread_tokens(1),
      unread_tokens(3),
      finding(1, 4, Verdict::not_applicable, "webhooks are not switched on"),
      passing(finding(2, 0, Verdict::pass, "svc-flow is no administrator")),
      missing_scope(),
      passing(in_project(finding(2, 2, Verdict::pass, "svc-flow is in Readers of Mobile"), "Mobile")),
      passing(in_project(finding(2, 2, Verdict::pass, "svc-flow is in Readers of Website"), "Website")),
      not_a_reader(),
      too_wide(),
      finding(2, 4, Verdict::not_applicable, "webhooks are not switched on"),
      finding(2, 5, Verdict::fail, "The token has no name"),
  };
  audit.findings.back().remediation.emplace().advice = "name the token for its use";
  audit.gaps = {{.organization = "contoso",
                 .gap = {.kind = Gap::Kind::unauthorized,
                         .what = "the tokens of svc-gap@contoso.com",
                         .reason = "HTTP 401: the scope of the credential does not cover this",
                         .grant = "the scope Token Administration: Read (vso.tokenadministration)"},
                 .findings = 2,
                 .leads = 2}};
  audit.notices = {
      {.organization = "contoso",
       .integration = "flow-production",
       .text = "a dead token of the same name was set aside: 2f6a0c1e-0000-4000-8000-000000000009"}};
  audit.accounts = contoso_accounts();
  audit.tokens = contoso_tokens();
  audit.excess = contoso_excess();
  audit.reads = contoso_reads();
  return sealed(std::move(audit));
}

namespace {

/// Nine weeks in which things got better, with a failure that is as old as the history.
Trend nine_weeks() {
  Trend trend;
  for (std::size_t week = 0; week < 9; ++week) {
    trend.points.push_back({.at = time("2026-09-21T06:00:00Z") + std::chrono::weeks(week),
                            .integrations = 3,
                            .pass = 3 + week / 3,
                            .fail = 7 - week / 2,
                            .inconclusive = 2,
                            .waived = week / 4});
  }
  const FailureSpell spell{.finding = {.organization = "contoso",
                                       .integration = "flow-production",
                                       .policy = "pluralsight-flow",
                                       .rule = "pat.scopes",
                                       .project = std::nullopt,
                                       .resource = std::nullopt},
                           .title = "The token can read all that Flow imports",
                           .severity = Severity::high,
                           .since = time("2026-09-21T06:00:00Z"),
                           .mended = std::nullopt,
                           .audited = time("2026-11-23T09:00:00Z")};
  trend.open = {spell};
  trend.mended = {spell};
  trend.mended[0].mended = time("2026-10-05T06:00:00Z");
  trend.median_days = 14;
  trend.expiring = {{.organization = "contoso",
                     .account = "svc-flow@contoso.com",
                     .integrations = {"flow-production"},
                     .name = "flow-production",
                     .id = "11111111-0000-4000-8000-000000000001",
                     .expires = time("2027-01-10T00:00:00Z"),
                     .days_left = 47,
                     .within = 60}};
  return trend;
}

}  // namespace

Audit compared_audit() {
  Audit audit = sample_audit();
  const auto since = [&](std::size_t finding, Change change, std::optional<Verdict> before,
                         const char* seen) {
    audit.findings[finding].since =
        SinceBaseline{.change = change, .first_seen = time(seen), .before = before};
  };
  for (std::size_t i = 0; i < audit.findings.size(); ++i) {
    since(i, Change::unchanged, audit.findings[i].verdict, "2026-09-07T06:00:00Z");
  }
  since(0, Change::worse, Verdict::pass, "2026-11-23T09:00:00Z");
  since(7, Change::better, Verdict::fail, "2026-11-23T09:00:00Z");
  since(11, Change::added, std::nullopt, "2026-11-23T09:00:00Z");
  audit.baseline = Baseline{.generated_at = time("2026-11-16T09:00:00Z"),
                            .gone = {{.integration = "flow-pilot",
                                      .organization = "contoso",
                                      .policy = "pluralsight-flow",
                                      .rule = "pat.scopes",
                                      .title = "The token can read all that Flow imports",
                                      .project = "Website",
                                      .resource = std::nullopt,
                                      .before = Verdict::fail,
                                      .severity = Severity::high,
                                      .first_seen = time("2026-10-05T06:00:00Z")}},
                            .added = 1,
                            .unchanged = 12,
                            .worse = 1,
                            .better = 1};
  audit.trend = nine_weeks();
  return sealed(std::move(audit));
}

}  // namespace patrol
