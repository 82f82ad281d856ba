#include "tests/reporters/sample_audit.h"

#include <fmt/format.h>

#include <array>
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
  result.remediation = {
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
  result.remediation = {
      .advice = "edit the token: User settings > Personal access tokens > flow-production > Edit",
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
  result.remediation.advice = "add the account: Project settings > Permissions > Readers > Members > Add";
  return result;
}

Finding unread_tokens(std::uint32_t rule) {
  Finding result =
      finding(1, rule, Verdict::inconclusive, "The tokens of svc-gap@contoso.com could not be read");
  result.expected = "Code: Read, Build: Read, Graph: Read, Identity: Read, Work Items: Read";
  result.observed = "not known: HTTP 401";
  result.reads = {3};
  result.remediation.advice =
      "give the auditor's token the scope Token Administration: Read (vso.tokenadministration)";
  return result;
}

Finding excused() {
  Finding result = finding(1, 0, Verdict::fail, "svc-gap is an administrator of the organization");
  result.expected = "no membership in Project Collection Administrators";
  result.observed = "member of Project Collection Administrators";
  result.path = {"svc-gap@contoso.com", "[contoso]\\Project Collection Administrators"};
  result.reads = {1};
  result.remediation.advice = "take the account out of the group";
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
  result.reads = {2};
  result.remediation.advice = "make a token with fewer scopes and delete this one";
  return result;
}

Finding passing(Finding finding) {
  finding.expected = "member of Readers";
  finding.observed = "member of Readers";
  finding.reads = {0, 1};
  return finding;
}

/// Each of these has broken a report of some product.
constexpr std::array<std::string_view, 18> hostile_names{
    "<script>document.documentElement.dataset.hacked=1</script>",
    "\"><img src=x onerror=\"document.documentElement.dataset.hacked=1\">",
    "' onmouseover='document.documentElement.dataset.hacked=1",
    "]]><!-- --></style></script></details>",
    "javascript:document.documentElement.dataset.hacked=1",
    "##vso[task.setvariable variable=hacked]1",
    "line\n##vso[task.complete result=Succeeded;]\r\n::set-output name=x::y",
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "bell \a escape \x1b[31mred\x1b[0m \x1b]0;title\a nul-free \x01\x08\x7f",
    "c1 \xc2\x9b"
    "31m csi \xc2\x85 next line",
    "user\xe2\x80\xaetxt.exe override \xe2\x81\xa6isolate",
    "broken \xff\xfe \xc3 \xe2\x82 \xed\xa0\x80 \xf4\x90\x80\x80 \xc0\xaf utf-8",
    "日本語のプロジェクト名・開発チーム",
    "مشروع الاختبار العربي",
    "Straße Übergrößenträger — naïve café",
    "&amp; &lt;b&gt; &#0; &nbsp; %s %n {} {0} ${jndi:ldap://x} {{7*7}}",
    "non-characters \xef\xbf\xbe\xef\xbf\xbf and \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb",
};

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
  audit.findings.back().remediation.advice = "name the token for its use";
  audit.gaps = {{.organization = "contoso",
                 .gap = {.kind = Gap::Kind::unauthorized,
                         .what = "the tokens of svc-gap@contoso.com",
                         .reason = "HTTP 401: the scope of the credential does not cover this",
                         .grant = "the scope Token Administration: Read (vso.tokenadministration)"},
                 .findings = 2}};
  audit.notices = {
      {.organization = "contoso",
       .integration = "flow-production",
       .text = "a dead token of the same name was set aside: 2f6a0c1e-0000-4000-8000-000000000009"}};
  audit.reads = contoso_reads();
  return sealed(std::move(audit));
}

Audit hostile_audit() {
  Audit audit = sample_audit();
  const std::string long_name = std::string(248, 'W') + "ß!";
  std::uint32_t number = 0;
  const auto poison = [&](std::string_view name) {
    const std::string text(name);
    audit.organizations.push_back({.name = text, .auditor = text});
    audit.policies.push_back(
        {.id = text, .title = text, .file = text, .sha256 = text, .sources = {{text, text, text}}});
    audit.integrations.push_back({text, text, text, text, text, text, 1});
    audit.rules.push_back({text, text, text, Severity::high, Need::required, {text}, text, 1});
    audit.reads.push_back({"GET", text, 200, 1});
    audit.gaps.push_back({text, {Gap::Kind::forbidden, text, text, text}, 1});
    audit.notices.push_back({text, text, text});
    for (const Verdict verdict :
         {Verdict::fail, Verdict::inconclusive, Verdict::pass, Verdict::not_applicable, Verdict::fail}) {
      Finding hostile = finding(static_cast<std::uint32_t>(audit.integrations.size() - 1),
                                static_cast<std::uint32_t>(audit.rules.size() - 1), verdict, text);
      hostile.project = text;
      hostile.resource = fmt::format("{}{}", text, number++ % 5);
      hostile.expected = hostile.observed = text;
      hostile.path = {text, text};
      hostile.reads = {static_cast<ReadId>(audit.reads.size() - 1)};
      hostile.remediation = {text, text, text};
      if (number % 5 == 0) hostile.waiver = Waiver{text, text, text, text, time("2027-01-01")};
      audit.findings.push_back(hostile);
    }
  };
  for (const std::string_view name : hostile_names) poison(name);
  poison(long_name);
  return sealed(std::move(audit));
}

Audit large_audit(std::size_t findings) {
  constexpr std::size_t findings_each = 100;
  const Audit sample = sample_audit();
  const std::array kinds{sample.findings[7], sample.findings[0], sample.findings[9], sample.findings[10],
                         sample.findings[8], sample.findings[1], sample.findings[4], sample.findings[2],
                         sample.findings[9], sample.findings[10]};
  Audit audit = sample;
  audit.integrations.clear();
  audit.findings.clear();
  for (std::size_t i = 0; i < findings; ++i) {
    if (i % findings_each == 0) {
      audit.integrations.push_back(integration(fmt::format("integration-{:05}", i / findings_each),
                                               fmt::format("svc-{:05}@contoso.com", i / findings_each),
                                               i + 1));
    }
    Finding next = kinds[i % kinds.size()];
    next.integration = static_cast<std::uint32_t>(audit.integrations.size() - 1);
    next.project = fmt::format("Project {:03}", i % findings_each);
    audit.findings.push_back(std::move(next));
  }
  return sealed(std::move(audit));
}

}  // namespace patrol
