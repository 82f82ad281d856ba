#include "reporters/digest.h"
#include "reporters/headline.h"
#include "reporters/html/page_assets.h"
#include "reporters/html/sections.h"
#include "reporters/html_writer.h"
#include "reporters/reporters.h"

#include <fmt/format.h>

#include <string>

namespace patrol {
namespace {

/// Nothing may run or load but the one style and the one script below, known by their hashes.
std::string content_security_policy() {
  return fmt::format(
      "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action "
      "'none'",
      sha256_base64(html::page_style), sha256_base64(html::page_script));
}

void write_head(HtmlWriter& html, const Audit& audit) {
  const auto head = html.open("head");
  html.leaf("meta", {{"charset", "utf-8"}});
  html.leaf("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", content_security_policy()}});
  html.leaf("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.leaf("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  html.leaf("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
  html.element("title", fmt::format("{}: patrol audit of {}", title_of(headline(audit).kind),
                                    format_date(audit.collected_at)));
  html.trusted("style", html::page_style);
}

void write_body(HtmlWriter& html, const Audit& audit) {
  const auto body = html.open("body");
  html.element("a", {{"class", "skip"}, {"href", "#failed"}}, "Skip to the findings");
  html::write_masthead(html, audit);
  html::write_contents(html, audit);
  {
    const auto main = html.open("main");
    html::write_numbers(html, audit);
    html::write_gaps(html, audit);
    html::write_filter(html, audit);
    html::write_failed(html, audit);
    html::write_inconclusive(html, audit);
    html::write_waived(html, audit);
    html::write_integrations(html, audit);
    html::write_passed(html, audit);
    html::write_not_applicable(html, audit);
    html::write_notices(html, audit);
    html::write_method(html, audit);
  }
  html.trusted("script", html::page_script);
}

}  // namespace

void render_html(const Audit& audit, std::ostream& out) {
  HtmlWriter html(out);
  const auto root = html.open("html", {{"lang", "en"}});
  write_head(html, audit);
  write_body(html, audit);
}

}  // namespace patrol
