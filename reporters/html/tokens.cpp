#include "reporters/headline.h"
#include "reporters/holdings_text.h"
#include "reporters/html/sections.h"
#include "reporters/html/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::html {
namespace {

/// More of them would be no drawing any more; the table has all.
constexpr std::size_t most_drawn = 40;

std::string date_or_unknown(const std::optional<Time>& time) {
  return time ? format_date(*time) : "not known";
}

void write_names(HtmlWriter& html, std::span<const std::string> names) {
  const auto cell = html.open("td");
  std::string_view separator;
  for (const std::string& name : names) {
    html.text(separator);
    html.name(name);
    separator = ", ";
  }
}

/// Sorted by `key` where the words would be in a wrong order.
void write_cell(HtmlWriter& html, std::string_view words, std::string_view key = {}) {
  html.element("td", {{"data-key", key}}, words);
}

void write_row(Page& page, const AuditedToken& token) {
  HtmlWriter& html = page.html;
  const auto row = html.open("tr");
  {
    const auto cell = html.open("th", {{"scope", "row"}});
    html.name(name_of(token));
    if (!token.name.empty()) {
      const auto line = html.open("small");
      html.element("code", token.id);
    }
  }
  {
    const auto cell = html.open("td");
    html.name(token.account);
    html.text(" · ");
    html.name(token.organization);
  }
  write_names(html, token.integrations);
  write_names(html, token.scopes);
  html.element("td", {{"class", "date"}}, date_or_unknown(token.valid_from));
  const std::optional<Time> end = last_moment(token);
  write_cell(html, end_text(page.audit, token), end ? format_date(*end) : "9999");
  write_cell(html, token.is_alive ? "valid" : "not valid");
}

void write_table(Page& page, std::span<const AuditedToken* const> tokens) {
  HtmlWriter& html = page.html;
  const auto frame = html.open(
      "div", {{"class", "wide"}, {"role", "region"}, {"aria-label", "All tokens"}, {"tabindex", "0"}});
  const auto table = html.open("table", {{"class", "sortable"}});
  {
    const auto head = html.open("thead");
    const auto row = html.open("tr");
    for (const std::string_view title : {"Token", "Account", "Used by", "Scopes", "From", "Ends", "State"}) {
      html.element("th", {{"scope", "col"}}, title);
    }
  }
  const auto body = html.open("tbody");
  for (const AuditedToken* token : tokens) write_row(page, *token);
}

}  // namespace

void write_tokens(Page& page) {
  if (page.audit.tokens.empty()) return;
  HtmlWriter& html = page.html;
  const std::vector<const AuditedToken*> tokens = tokens_by_end(page.audit);
  const auto section = page.open_section("tokens");
  page.write_title("tokens", "Tokens", std::to_string(tokens.size()));
  const std::size_t drawn = std::min(tokens.size(), most_drawn);
  const std::string_view first = drawn < tokens.size() ? "The first to end, of all that were found. " : "";
  html.element("p", {{"class", "muted"}},
               fmt::format("{}Tokens for all organizations end on {}, whatever their own date.", first,
                           format_date(end_of_global_tokens())));
  write_timeline(page, std::span(tokens).first(drawn));
  const std::size_t shown = std::min(tokens.size(), most_rows);
  const auto fold = html.open("details", {{"class", "fold"}});
  html.element("summary", "The same as a table, with accounts and scopes");
  write_table(page, std::span(tokens).first(shown));
  page.write_rest(tokens.size(), shown);
}

}  // namespace patrol::html
