#include "reporters/headline.h"
#include "reporters/html/sections.h"
#include "reporters/trend_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::html {
namespace {

/// Of the drawing; more audits than columns have room are drawn as their newest.
constexpr std::size_t most_columns = 60;
constexpr double chart_height = 120;
constexpr std::size_t most_spells = 20;

struct Part {
  std::string_view style;
  std::size_t TrendPoint::*count;
};

/// From the ground upwards.
constexpr std::array parts{Part{"pass", &TrendPoint::pass}, Part{"waived", &TrendPoint::waived},
                           Part{"inconclusive", &TrendPoint::inconclusive}, Part{"fail", &TrendPoint::fail}};

std::size_t all_of(const TrendPoint& point) {
  return point.pass + point.fail + point.inconclusive + point.waived;
}

/// A column for each audit, divided as its findings are. The table below says the same.
void write_chart(HtmlWriter& html, std::span<const TrendPoint> points) {
  const auto svg = html.open("svg", {{"class", "bar trend"},
                                     {"viewBox", fmt::format("0 0 {} {}", points.size() * 10, chart_height)},
                                     {"preserveAspectRatio", "none"},
                                     {"height", fmt::format("{}", chart_height)},
                                     {"aria-hidden", "true"}});
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto whole = static_cast<double>(std::max<std::size_t>(all_of(points[i]), 1));
    double y = chart_height;
    for (const Part& part : parts) {
      const double height = chart_height * static_cast<double>(points[i].*part.count) / whole;
      if (height <= 0) continue;
      y -= height;
      html.element("rect",
                   {{"class", part.style},
                    {"x", std::to_string(i * 10 + 1)},
                    {"width", "8"},
                    {"y", fmt::format("{:.1f}", y)},
                    {"height", fmt::format("{:.1f}", height)}},
                   "");
    }
  }
}

void write_table(Page& page, std::span<const TrendPoint> points) {
  HtmlWriter& html = page.html;
  const auto fold = html.open("details", {{"class", "fold"}});
  html.element("summary", "The same as a table");
  const auto frame = html.open(
      "div", {{"class", "wide"}, {"role", "region"}, {"aria-label", "All audits"}, {"tabindex", "0"}});
  const auto table = html.open("table");
  {
    const auto head = html.open("thead");
    const auto row = html.open("tr");
    for (const std::string_view title :
         {"Audit", "Hold", "Passed", "Failed", "Inconclusive", "Waived", "Integrations"}) {
      html.element("th", {{"scope", "col"}}, title);
    }
  }
  const auto body = html.open("tbody");
  for (const TrendPoint& point : points) {
    const auto row = html.open("tr");
    html.element("th", {{"scope", "row"}}, moment_text(point.at) + (point.cut_short ? ", cut short" : ""));
    html.element("td", compliance_text(point));
    for (const std::size_t count :
         {point.pass, point.fail, point.inconclusive, point.waived, point.integrations}) {
      html.element("td", std::to_string(count));
    }
  }
}

void write_spell(Page& page, const Trend& trend, const FailureSpell& spell) {
  HtmlWriter& html = page.html;
  const auto item = html.open("li");
  page.write_badge(spell.severity);
  html.text(" ");
  html.name(spell.finding.integration);
  html.text(" ");
  html.element("code", spell.finding.rule);
  html.text(" ");
  if (spell.finding.project) {
    html.name(*spell.finding.project);
    html.text(" ");
  }
  html.name(spell.title);
  html.text(" · since " + format_date(spell.since));
  if (spell.mended) {
    html.text(fmt::format(", mended {} after {}", format_date(*spell.mended),
                          days_text(spell.since, *spell.mended)));
  } else {
    html.text(fmt::format(", for {}", days_text(spell.since, trend.points.back().at)));
  }
  if (spell.waived) html.text(", waived");
  html.text(stale_text(trend, spell));
}

void write_spells(Page& page, std::string_view title, const Trend& trend,
                  const std::vector<FailureSpell>& spells) {
  if (spells.empty()) return;
  HtmlWriter& html = page.html;
  html.element("h3", fmt::format("{} {}", title, spells.size()));
  if (&spells == &trend.mended) html.element("p", mended_text(trend) + ".");
  const std::size_t shown = std::min(spells.size(), most_spells);
  {
    const auto list = html.open("ul", {{"class", "changes"}});
    for (const FailureSpell& spell : std::span(spells).first(shown)) write_spell(page, trend, spell);
  }
  if (spells.size() > shown) {
    html.element("p", {{"class", "rest"}}, fmt::format("{} more are in the history.", spells.size() - shown));
  }
}

void write_token(HtmlWriter& html, const ExpiringToken& token) {
  const auto item = html.open("li");
  html.element("span", {{"class", "tag"}}, fmt::format("within {} days", token.within));
  html.text(fmt::format(" {}, in {} day{} · ", format_date(token.expires), token.days_left,
                        token.days_left == 1 ? "" : "s"));
  html.name(token.name.empty() ? token.id : token.name);
  html.text(" of ");
  html.name(token.account);
  html.text(" in ");
  html.name(token.organization);
  std::string_view separator = ", used by ";
  for (const std::string& integration : token.integrations) {
    html.text(separator);
    html.name(integration);
    separator = ", ";
  }
}

void write_ending_tokens(Page& page, const Trend& trend) {
  if (trend.expiring.empty()) return;
  HtmlWriter& html = page.html;
  html.element("h3", fmt::format("Tokens that end within 90 days {}", trend.expiring.size()));
  const std::size_t shown = std::min(trend.expiring.size(), most_rows);
  {
    const auto list = html.open("ul", {{"class", "changes"}});
    for (const ExpiringToken& token : std::span(trend.expiring).first(shown)) write_token(html, token);
  }
  page.write_rest(trend.expiring.size(), shown);
}

}  // namespace

void write_trend(Page& page) {
  if (!page.audit.trend || page.audit.trend->points.empty()) return;
  const Trend& trend = *page.audit.trend;
  const auto section = page.open_section("trend");
  page.write_title("trend", "Over time", std::to_string(trend.points.size()));
  for (const std::string& line : trend_summary(trend)) page.html.element("p", line);
  const std::span<const TrendPoint> points(trend.points);
  write_chart(page.html, points.last(std::min(points.size(), most_columns)));
  write_table(page, points.last(std::min(points.size(), most_rows)));
  page.write_rest(points.size(), std::min(points.size(), most_rows));
  write_ending_tokens(page, trend);
  write_spells(page, "Open for the longest time", trend, trend.open);
  write_spells(page, "Appeared", trend, trend.appeared);
  write_spells(page, "Mended", trend, trend.mended);
}

}  // namespace patrol::html
