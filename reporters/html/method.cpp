#include "reporters/finding_text.h"
#include "reporters/headline.h"
#include "reporters/html/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

namespace patrol::html {
namespace {

void write_term(HtmlWriter& html, std::string_view term, std::string_view meaning) {
  html.element("dt", term);
  html.element("dd", meaning);
}

void write_verdicts(HtmlWriter& html, const Audit& audit) {
  html.element("h3", "How to read the verdicts");
  const auto list = html.open("dl", {{"class", "terms"}});
  write_term(html, "Passed", "The evidence was read and the rule holds.");
  write_term(html, "Failed", "The evidence was read and the rule does not hold.");
  write_term(html, "Inconclusive",
             "The evidence could not be had, or is not enough to decide. Never a pass.");
  write_term(html, "Waived", "Failed, and accepted by a person until a date.");
  write_term(html, "Not applicable", "The rule does not concern this integration as it is set up.");
  write_term(
      html, "Token observed, probed, declared",
      "How the answer about a token was come by: token administration was asked, the integration's own "
      "token was tried, or the integration file says so.");
  write_term(
      html, "Groups known by name",
      "Readers and Contributors of a project, its Release and Endpoint Administrators, teams, and groups "
      "that somebody made have SIDs that tell nothing: whichever group bears the name is taken for it. "
      "Administrators, valid users and, in newer projects, Build Administrators are known by their SID, "
      "whatever they are called.");
  write_term(html, "Counts",
             fmt::format("A finding counts when its rule is required, not waived, and of severity {} "
                         "or above. Only counting findings decide the verdict of the audit.",
                         to_word(audit.fail_on)));
}

void write_run(HtmlWriter& html, const Audit& audit) {
  html.element("h3", "This audit");
  const auto list = html.open("dl", {{"class", "terms"}});
  write_term(html, "Tool", audit.tool);
  write_term(html, "Evidence collected", moment_text(audit.collected_at));
  write_term(html, "Judged as of", moment_text(audit.generated_at));
  for (const AuditedOrganization& organization : audit.organizations) {
    html.element("dt", {{"dir", "auto"}}, "Read in " + organization.name + " as");
    html.element("dd", {{"dir", "auto"}}, organization.auditor.empty() ? "not known" : organization.auditor);
  }
}

void write_source(HtmlWriter& html, const Source& source) {
  const auto item = html.open("li");
  html.web_link(source.url, source.title.empty() ? source.url : source.title);
  if (!source.read.empty()) html.text(", read " + source.read);
}

void write_policy(HtmlWriter& html, const AuditedPolicy& policy) {
  const auto item = html.open("li");
  {
    const auto line = html.open("p", {{"class", "what"}});
    html.name(policy.title.empty() ? policy.id : policy.title);
  }
  {
    const auto line = html.open("p", {{"class", "muted"}});
    html.name(policy.file);
    html.text(" · SHA-256 ");
    html.element("code", policy.sha256);
  }
  if (policy.sources.empty()) return;
  const auto sources = html.open("ul");
  for (const Source& source : policy.sources) write_source(html, source);
}

void write_policies(Page& page) {
  HtmlWriter& html = page.html;
  const Audit& audit = page.audit;
  html.element("h3", "Policies");
  const std::size_t shown = std::min(audit.policies.size(), most_rows);
  {
    const auto list = html.open("ul", {{"class", "cards"}});
    for (std::size_t i = 0; i < shown; ++i) write_policy(html, audit.policies[i]);
  }
  page.write_rest(audit.policies.size(), shown);
}

/// Which integrations were audited, and where they are written down.
void write_loaded(Page& page) {
  HtmlWriter& html = page.html;
  const std::vector<AuditedIntegration>& integrations = page.audit.integrations;
  html.element("h3", "Integrations");
  if (integrations.empty()) return html.element("p", {{"class", "muted"}}, "None.");
  const std::size_t shown = std::min(integrations.size(), most_rows);
  const auto fold = html.open("details", {{"class", "fold"}});
  html.element("summary", "Show " + counted(shown, "integration", "integrations"));
  {
    const auto list = html.open("ul", {{"class", "notices"}});
    for (const AuditedIntegration& integration : std::span(integrations).first(shown)) {
      const auto item = html.open("li");
      html.name(integration.name);
      if (integration.file.empty()) continue;
      html.text(", ");
      html.element("code", fmt::format("{}:{}", integration.file, integration.line));
    }
  }
  page.write_rest(integrations.size(), shown);
}

void write_reads(Page& page) {
  HtmlWriter& html = page.html;
  const Audit& audit = page.audit;
  html.element("h3", "Reads");
  if (audit.reads.empty()) return html.element("p", {{"class", "muted"}}, "Nothing was read.");
  const std::size_t shown = std::min(audit.reads.size(), most_rows);
  const auto fold = html.open("details", {{"class", "fold"}});
  html.element("summary", "Show " + counted(shown, "request", "requests"));
  {
    const auto list = html.open("ol", {{"class", "requests"}});
    for (std::size_t i = 0; i < shown; ++i) {
      const Read& read = audit.reads[i];
      const auto item = html.open("li", {{"id", fmt::format("r{}", i + 1)}});
      html.element("code", read.method + " " + read.url);
      html.text(" " + outcome_text(read));
    }
  }
  page.write_rest(audit.reads.size(), shown);
}

}  // namespace

void write_notices(Page& page) {
  HtmlWriter& html = page.html;
  const Audit& audit = page.audit;
  if (audit.notices.empty()) return;
  const auto section = page.open_section("notices");
  page.write_title("notices", "Notices");
  const std::size_t shown = std::min(audit.notices.size(), most_rows);
  {
    const auto list = html.open("ul", {{"class", "notices"}});
    for (std::size_t i = 0; i < shown; ++i) {
      const Notice& notice = audit.notices[i];
      const auto item = html.open("li");
      html.name(notice.integration.empty() ? notice.organization : notice.integration);
      html.text(": ");
      html.foreign_prose(notice.text);
    }
  }
  page.write_rest(audit.notices.size(), shown);
}

void write_method(Page& page) {
  const auto section = page.open_section("method");
  page.write_title("method", "Method and evidence");
  write_verdicts(page.html, page.audit);
  write_run(page.html, page.audit);
  write_policies(page);
  write_loaded(page);
  write_reads(page);
}

}  // namespace patrol::html
