#include "reporters/digest.h"
#include "reporters/headline.h"
#include "reporters/html/page_assets.h"
#include "reporters/html/room.h"
#include "reporters/html/sections.h"
#include "reporters/html_writer.h"
#include "reporters/reporters.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace patrol {
namespace {

/// Where the style and the script of a page are.
enum class Assets {
  inside,  ///< in the page
  beside   ///< in files of the page's folder
};

constexpr std::string_view style_file = "report.css";
constexpr std::string_view script_file = "report.js";

/// Nothing may run or load but the one style and the one script, known by their hashes or as files beside.
std::string content_security_policy(Assets assets) {
  const auto source = [&](std::string_view text) {
    return assets == Assets::beside ? "'self'" : "'sha256-" + sha256_base64(text) + "'";
  };
  return fmt::format("default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
                     source(html::page_style), source(html::page_script));
}

void write_head(HtmlWriter& html, const Audit& audit, Assets assets) {
  const auto head = html.open("head");
  html.leaf("meta", {{"charset", "utf-8"}});
  html.leaf("meta",
            {{"http-equiv", "Content-Security-Policy"}, {"content", content_security_policy(assets)}});
  html.leaf("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.leaf("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  html.leaf("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
  html.element("title", fmt::format("{}: patrol audit of {}", title_of(headline(audit).kind),
                                    format_date(audit.collected_at)));
  if (assets == Assets::inside) return html.trusted("style", html::page_style);
  html.own_file("link", {{"rel", "stylesheet"}, {"href", style_file}});
}

void write_body(html::Page& page, Assets assets) {
  HtmlWriter& html = page.html;
  const auto body = html.open("body");
  // A mail preview shows the first words: they tell the verdict.
  html::write_masthead(page);
  html.element("a", {{"class", "skip"}, {"href", "#failed"}}, "Skip to the findings");
  html::write_contents(page);
  {
    const auto main = html.open("main");
    html::write_numbers(page);
    html::write_organizations(page);
    html::write_gaps(page);
    html::write_changes(page);
    html::write_trend(page);
    html::write_filter(page);
    html::write_failed(page);
    html::write_inconclusive(page);
    html::write_tokens(page);
    html::write_integrations(page);
    html::write_accounts(page);
    html::write_waived(page);
    html::write_passed(page);
    html::write_not_applicable(page);
    html::write_notices(page);
    html::write_method(page);
  }
  if (assets == Assets::inside) return html.trusted("script", html::page_script);
  html.own_file("script", {{"src", script_file}});
}

void write_page(html::Page& page, Assets assets) {
  const auto root = page.html.open("html", {{"lang", "en"}});
  write_head(page.html, page.audit, assets);
  write_body(page, assets);
}

void render_page(const Audit& audit, Assets assets, std::ostream& out) {
  const html::Rows rows = html::rows_with_room(audit, [&](html::Page& page) { write_page(page, assets); });
  HtmlWriter html(out);
  html::Page page(audit, html, rows);
  write_page(page, assets);
}

}  // namespace

void render_html(const Audit& audit, std::ostream& out) {
  render_page(audit, Assets::inside, out);
}

void render_html_page(const Audit& audit, std::ostream& out) {
  render_page(audit, Assets::beside, out);
}

std::vector<ReportPart> html_parts(const Audit& audit) {
  const auto text = [](std::string_view words) { return [words](std::ostream& out) { out << words; }; };
  return {{.name = "index.html", .write = [&audit](std::ostream& out) { render_html_page(audit, out); }},
          {.name = std::string(style_file), .write = text(html::page_style)},
          {.name = std::string(script_file), .write = text(html::page_script)}};
}

}  // namespace patrol
