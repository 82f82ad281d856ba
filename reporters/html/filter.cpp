#include "reporters/html/sections.h"

#include <string>
#include <string_view>

namespace patrol::html {
namespace {

void write_option(HtmlWriter& html, std::string_view value, std::string_view words) {
  html.element("option", {{"value", value}}, words);
}

void write_verdict_choice(HtmlWriter& html) {
  const auto label = html.open("label");
  html.element("span", "Verdict");
  const auto select = html.open("select", {{"name", "verdict"}});
  write_option(html, "", "any");
  write_option(html, "fail", "failed");
  write_option(html, "inconclusive", "inconclusive");
  write_option(html, "waived", "waived");
  write_option(html, "pass", "passed");
  write_option(html, "not_applicable", "not applicable");
}

void write_severity_choice(HtmlWriter& html) {
  const auto label = html.open("label");
  html.element("span", "Severity");
  const auto select = html.open("select", {{"name", "severity"}});
  write_option(html, "", "any");
  for (auto severity = severities.rbegin(); severity != severities.rend(); ++severity) {
    write_option(html, to_word(*severity), to_word(*severity));
  }
}

void write_integration_choice(HtmlWriter& html, const Audit& audit) {
  const auto label = html.open("label");
  html.element("span", "Integration");
  const auto select = html.open("select", {{"name", "integration"}});
  write_option(html, "", "any");
  for (std::size_t i = 0; i < audit.integrations.size(); ++i) {
    write_option(html, std::to_string(i), audit.integrations[i].name);
  }
}

void write_text_field(HtmlWriter& html) {
  const auto label = html.open("label", {{"class", "text"}});
  html.element("span", "Text");
  html.leaf("input", {{"name", "text"}, {"type", "search"}, {"autocomplete", "off"}});
}

}  // namespace

/// Hidden until the script shows it: without a script it could do nothing.
void write_filter(HtmlWriter& html, const Audit& audit) {
  const auto form =
      html.open("form", {{"id", "filter"}, {"role", "search"}, {"aria-label", "Findings"}, {"hidden", ""}});
  write_text_field(html);
  write_verdict_choice(html);
  write_severity_choice(html);
  write_integration_choice(html, audit);
  const auto actions = html.open("p", {{"class", "actions"}});
  html.element("button", {{"type", "button"}, {"name", "unfold"}}, "Open all");
  html.element("button", {{"type", "reset"}}, "Show all");
  html.element("output", {{"aria-live", "polite"}}, "");
}

}  // namespace patrol::html
