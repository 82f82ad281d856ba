#include "reporters/html/sections.h"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol::html {
namespace {

using Option = std::pair<std::string_view, std::string_view>;  ///< value, words

/// Begins with `any`, which has no value.
template <class WriteOptions>
void write_choice(HtmlWriter& html, std::string_view name, std::string_view label,
                  WriteOptions write_options) {
  const auto element = html.open("label");
  html.element("span", label);
  const auto select = html.open("select", {{"name", name}});
  write_options();
}

void write_options(HtmlWriter& html, std::initializer_list<Option> options) {
  for (const auto& [value, words] : options) html.element("option", {{"value", value}}, words);
}

std::vector<std::string> owners_of(const Audit& audit) {
  std::set<std::string> owners;
  for (const AuditedIntegration& integration : audit.integrations) {
    if (!integration.owner.empty()) owners.insert(integration.owner);
  }
  return {owners.begin(), owners.end()};
}

void write_integrations(HtmlWriter& html, const Audit& audit, const std::vector<std::string>& owners) {
  for (std::size_t i = 0; i < audit.integrations.size(); ++i) {
    const AuditedIntegration& integration = audit.integrations[i];
    const auto owner = std::ranges::lower_bound(owners, integration.owner);
    const std::string number = std::to_string(owner - owners.begin());
    html.element("option",
                 {{"value", std::to_string(i)},
                  {"data-owner", integration.owner.empty() ? std::string_view{} : std::string_view(number)}},
                 integration.name);
  }
}

void write_text_field(HtmlWriter& html) {
  const auto label = html.open("label", {{"class", "text"}});
  html.element("span", "Text");
  html.leaf("input", {{"name", "text"}, {"type", "search"}, {"autocomplete", "off"}});
}

void write_choices(HtmlWriter& html, const Audit& audit) {
  const Option any{"", "any"};
  write_choice(html, "verdict", "Verdict", [&] {
    write_options(html, {any,
                         {"fail", "failed"},
                         {"inconclusive", "inconclusive"},
                         {"waived", "waived"},
                         {"pass", "passed"},
                         {"not_applicable", "not applicable"}});
  });
  write_choice(html, "severity", "Severity", [&] {
    write_options(html, {any});
    for (auto severity = severities.rbegin(); severity != severities.rend(); ++severity) {
      write_options(html, {{to_word(*severity), to_word(*severity)}});
    }
  });
  const std::vector<std::string> owners = owners_of(audit);
  write_choice(html, "integration", "Integration", [&] {
    write_options(html, {any});
    write_integrations(html, audit, owners);
  });
  write_choice(html, "owner", "Owner", [&] {
    write_options(html, {any});
    for (std::size_t i = 0; i < owners.size(); ++i) {
      html.element("option", {{"value", std::to_string(i)}}, owners[i]);
    }
  });
  if (audit.baseline) {
    write_choice(html, "since", "Since the last audit", [&] {
      write_options(html, {any,
                           {"new", "new"},
                           {"worse", "worse"},
                           {"better", "better"},
                           {"no longer applies", "no longer applies"},
                           {"rated differently", "rated differently"}});
    });
  }
  write_choice(html, "sort", "Sort by", [&] {
    write_options(
        html, {{"", "severity"}, {"integration", "integration"}, {"rule", "rule"}, {"project", "project"}});
  });
}

}  // namespace

/// Hidden until the script shows it: without a script it could do nothing.
void write_filter(Page& page) {
  HtmlWriter& html = page.html;
  const std::string elsewhere = std::to_string(page.left_out());
  const auto form = html.open(
      "form", {{"id", "filter"},
               {"role", "search"},
               {"aria-label", "Findings"},
               {"data-elsewhere", page.left_out() > 0 ? std::string_view(elsewhere) : std::string_view{}},
               {"hidden", ""}});
  write_text_field(html);
  write_choices(html, page.audit);
  const auto actions = html.open("p", {{"class", "actions"}});
  html.element("button", {{"type", "button"}, {"name", "unfold"}}, "Open all");
  html.element("button", {{"type", "reset"}}, "Show all");
  html.element("output", {{"aria-live", "polite"}}, "");
}

}  // namespace patrol::html
