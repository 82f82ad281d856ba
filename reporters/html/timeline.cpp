#include "reporters/html/timeline.h"

#include "auditor/model/visible_text.h"
#include "reporters/display_width.h"
#include "reporters/holdings_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace patrol::html {
namespace {

using namespace std::chrono;

/// Lengths in pixels downwards; across, everything is in percent, so that it fits any window.
constexpr std::size_t axis_height = 20;
constexpr std::size_t mark_height = 18;
constexpr std::size_t row_height = 40;
constexpr std::size_t bar_top = 22;
constexpr std::size_t bar_height = 10;
/// Columns of a token's name, beside which the time that is left has room on a telephone.
constexpr std::size_t name_width = 24;

/// What is drawn across: not more than two years back and three ahead, whatever the tokens say.
struct Axis {
  Time from{};
  Time to{};

  double at(Time time) const {
    const auto whole = static_cast<double>((to - from).count());
    return 100 * static_cast<double>((std::clamp(time, from, to) - from).count()) / whole;
  }
};

Axis axis_of(const Audit& audit, std::span<const AuditedToken* const> tokens) {
  const Time now = audit.generated_at;
  Axis axis{.from = now - days{30}, .to = now + days{60}};
  for (const AuditedToken* token : tokens) {
    if (token->valid_from) axis.from = std::min(axis.from, *token->valid_from);
    if (token->valid_to) axis.to = std::max(axis.to, *token->valid_to);
    if (token->all_organizations) axis.to = std::max(axis.to, end_of_global_tokens() + days{30});
  }
  axis.from = std::max(axis.from, now - years{2});
  axis.to = std::min(axis.to, now + years{3});
  return axis;
}

std::string percent(double number) {
  return fmt::format("{:.2f}%", number);
}

class Drawing {
 public:
  Drawing(HtmlWriter& html, const Axis& axis, std::size_t height)
      : html_(html), axis_(axis), height_(height) {}

  void write_ticks();
  void write_mark(std::string_view kind, Time at, std::size_t row, std::string_view words);
  void write_token(const Audit& audit, const AuditedToken& token, std::size_t top);

 private:
  void write_line(std::string_view kind, double x, std::size_t top);
  void write_text(std::string_view kind, double x, std::size_t y, std::string_view words, bool is_end);
  void write_bar(std::string_view kind, Time from, Time to, std::size_t top);

  HtmlWriter& html_;
  Axis axis_;
  std::size_t height_;
};

void Drawing::write_line(std::string_view kind, double x, std::size_t top) {
  html_.element("line",
                {{"class", kind},
                 {"x1", percent(x)},
                 {"x2", percent(x)},
                 {"y1", std::to_string(top)},
                 {"y2", std::to_string(height_)}},
                "");
}

void Drawing::write_text(std::string_view kind, double x, std::size_t y, std::string_view words,
                         bool is_end) {
  html_.element("text",
                {{"class", kind},
                 {"x", percent(x)},
                 {"y", std::to_string(y)},
                 {"text-anchor", is_end ? std::string_view("end") : std::string_view{}}},
                words);
}

/// Firsts of months, at most four of them, with their names.
void Drawing::write_ticks() {
  constexpr std::array steps{1, 2, 3, 6, 12};
  const auto span = duration_cast<months>(axis_.to - axis_.from).count();
  const auto* const step = std::ranges::find_if(steps, [&](int wanted) { return span / wanted <= 4; });
  const int wanted = step == steps.end() ? 24 : *step;
  const year_month_day first{floor<days>(axis_.from)};
  for (year_month month = first.year() / first.month(); sys_days{month / 1} < axis_.to; month += months{1}) {
    const sys_days day{month / 1};
    const auto number = static_cast<unsigned>(month.month()) - 1;
    if (day < axis_.from || number % static_cast<unsigned>(std::min(wanted, 12)) != 0) continue;
    if (wanted > 12 && static_cast<int>(month.year()) % 2 != 0) continue;
    const double x = axis_.at(day);
    write_line("tick", x, 0);
    if (x < 90) write_text("tick", x + 0.6, 13, format_date(day).substr(0, 7), false);
  }
}

void Drawing::write_mark(std::string_view kind, Time at, std::size_t row, std::string_view words) {
  const double x = axis_.at(at);
  const std::size_t top = axis_height + row * mark_height;
  write_line(kind, x, top);
  const bool is_left = x > 50;
  write_text(kind, is_left ? x - 0.6 : x + 0.6, top + 13, words, is_left);
}

void Drawing::write_bar(std::string_view kind, Time from, Time to, std::size_t top) {
  const double x = axis_.at(from);
  html_.element("rect",
                {{"class", kind},
                 {"x", percent(x)},
                 {"width", percent(std::max(axis_.at(to) - x, 0.3))},
                 {"y", std::to_string(top + bar_top)},
                 {"height", std::to_string(bar_height)},
                 {"rx", "2"}},
                "");
}

void Drawing::write_token(const Audit& audit, const AuditedToken& token, std::size_t top) {
  const std::optional<Time> end = last_moment(token);
  const bool is_soon = end && *end < audit.generated_at + days{30};
  const std::string_view kind = !token.is_alive ? "bar dead" : is_soon ? "bar soon" : "bar";
  write_text("name", 0, top + 15, cut_to_width(visible_line(name_of(token)), name_width), false);
  write_text("left", 100, top + 15, left_text(audit, token), true);
  const Time from = token.valid_from.value_or(axis_.from);
  write_bar(kind, from, end.value_or(axis_.to), top);
  if (token.all_organizations && token.valid_to && end && *token.valid_to > *end) {
    write_bar("bar lost", *end, *token.valid_to, top);
  }
}

}  // namespace

void write_timeline(Page& page, std::span<const AuditedToken* const> tokens) {
  HtmlWriter& html = page.html;
  const Audit& audit = page.audit;
  const Axis axis = axis_of(audit, tokens);
  const bool is_global = std::ranges::any_of(tokens, &AuditedToken::all_organizations);
  const std::size_t head = axis_height + mark_height * (is_global ? 2 : 1);
  const std::size_t height = head + tokens.size() * row_height;
  const auto svg =
      html.open("svg", {{"class", "timeline"}, {"height", std::to_string(height)}, {"aria-hidden", "true"}});
  Drawing drawing(html, axis, height);
  drawing.write_ticks();
  drawing.write_mark("now", audit.generated_at, 0, "audit of " + format_date(audit.generated_at));
  if (is_global) drawing.write_mark("end", end_of_global_tokens(), 1, "tokens for all organizations end");
  std::size_t top = head;
  for (const AuditedToken* token : tokens) {
    drawing.write_token(audit, *token, top);
    top += row_height;
  }
}

}  // namespace patrol::html
