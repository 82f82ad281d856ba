#include "reporters/trend_text.h"

#include "reporters/display_width.h"
#include "reporters/headline.h"
#include "reporters/history_text.h"
#include "reporters/paint.h"
#include "reporters/safe_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <span>
#include <string_view>

namespace patrol {
namespace {

constexpr std::size_t most_points = 15;
constexpr std::size_t most_rows = 8;
constexpr std::size_t bar_width = 20;
constexpr std::array<std::size_t, 3> horizons{30, 60, 90};

std::size_t days_between(Time from, Time to) {
  const auto days = std::chrono::floor<std::chrono::days>(to - from).count();
  return days > 0 ? static_cast<std::size_t>(days) : 0;
}

std::string in_days(std::size_t days) {
  return counted(days, "day", "days");
}

/// Rounded down like the number: it is full only where all holds.
std::string bar(const TrendPoint& point) {
  const std::size_t filled = compliance_permille(point).value_or(0) * bar_width / 1000;
  std::string text;
  for (std::size_t i = 0; i < bar_width; ++i) text += i < filled ? "█" : "·";
  return text;
}

std::string numbers_text(const TrendPoint& point) {
  std::string text = fmt::format("{} failed, {} inconclusive", point.fail, point.inconclusive);
  if (point.waived > 0) text += fmt::format(", {} waived", point.waived);
  text += " of " + counted(point.integrations, "integration", "integrations");
  if (point.cut_short) text += ", cut short";
  return text;
}

/// `1 token ends within 30 days, 2 within 60, 2 within 90`; empty where none does.
std::string tokens_text(const Trend& trend) {
  if (trend.expiring.empty()) return {};
  std::array<std::size_t, horizons.size()> numbers{};
  for (std::size_t i = 0; i < horizons.size(); ++i) {
    numbers[i] = static_cast<std::size_t>(std::ranges::count_if(
        trend.expiring, [&](const ExpiringToken& token) { return token.within <= horizons[i]; }));
  }
  return fmt::format("{} within 30 days, {} within 60, {} within 90",
                     counted(numbers[0], "token ends", "tokens end"), numbers[1], numbers[2]);
}

std::string token_text(const ExpiringToken& token) {
  std::string users;
  for (const std::string& user : token.integrations) users += (users.empty() ? "" : ", ") + user;
  return fmt::format("{}, in {}: {} of {} in {}, used by {}", format_date(token.expires),
                     in_days(token.days_left), token.name.empty() ? token.id : token.name, token.account,
                     token.organization, users);
}

/// The audit before the newest that covered as much: audits of parts say nothing of the whole.
const TrendPoint* comparable(const Trend& trend) {
  const TrendPoint& newest = trend.points.back();
  for (auto point = trend.points.rbegin() + 1; point != trend.points.rend(); ++point) {
    if (point->integrations == newest.integrations) return &*point;
  }
  return nullptr;
}

/// How long before the newest audit that of an integration may be before it is told.
constexpr std::size_t most_days_unsaid = 1;

class TrendText {
 public:
  TrendText(const Trend& trend, const ConsoleOptions& options, std::ostream& out)
      : trend_(trend), options_(options), paint_(options.colour), out_(out) {}

  void write_all();

 private:
  using Row = std::function<std::string(const FailureSpell&)>;

  bool is_verbose() const { return options_.detail == ConsoleOptions::Detail::verbose; }
  void head(const std::string& text) const;
  void line(const std::string& text) const;
  void write_points() const;
  void write_spells(const std::string& heading, std::span<const FailureSpell> spells, const Row& when) const;
  void write_tokens() const;
  void write_rest(std::size_t all, std::size_t shown) const;

  const Trend& trend_;
  const ConsoleOptions& options_;
  Paint paint_;
  std::ostream& out_;
};

void TrendText::head(const std::string& text) const {
  out_ << '\n' << paint_.heading(options_.width > 0 ? cut_to_width(text, options_.width) : text) << '\n';
}

void TrendText::line(const std::string& text) const {
  const std::string safe = log_line(text);
  out_ << "  " << (options_.width > 2 ? cut_to_width(safe, options_.width - 2) : safe) << '\n';
}

void TrendText::write_rest(std::size_t all, std::size_t shown) const {
  if (all > shown) out_ << paint_.muted(fmt::format("  and {} more: --verbose", all - shown)) << '\n';
}

void TrendText::write_points() const {
  const std::size_t all = trend_.points.size();
  const std::size_t shown = is_verbose() ? all : std::min(all, most_points);
  head("Compliance, audit by audit");
  if (all > shown) out_ << paint_.muted(fmt::format("  {} earlier: --verbose", all - shown)) << '\n';
  for (const TrendPoint& point : std::span(trend_.points).last(shown)) {
    line(fmt::format("{:<24}{:>8}  {}  {}", moment_text(point.at), compliance_text(point), bar(point),
                     numbers_text(point)));
  }
}

void TrendText::write_spells(const std::string& heading, std::span<const FailureSpell> spells,
                             const Row& when) const {
  if (spells.empty()) return;
  head(heading);
  const std::size_t shown = is_verbose() ? spells.size() : std::min(spells.size(), most_rows);
  for (const FailureSpell& spell : spells.first(shown)) {
    line(fmt::format("{}  {:<8}  {}{}", when(spell), to_word(spell.severity), name_text(spell.finding),
                     ": " + spell.title + (spell.waived ? " (waived)" : "") + stale_text(trend_, spell)));
  }
  write_rest(spells.size(), shown);
}

void TrendText::write_tokens() const {
  if (trend_.expiring.empty()) return;
  head("Tokens that end soon: " + tokens_text(trend_));
  const std::size_t shown =
      is_verbose() ? trend_.expiring.size() : std::min(trend_.expiring.size(), most_rows);
  for (const ExpiringToken& token : std::span(trend_.expiring).first(shown)) line(token_text(token));
  write_rest(trend_.expiring.size(), shown);
}

void TrendText::write_all() {
  for (const std::string& text : trend_summary(trend_)) {
    for (const std::string& part : wrap(text, options_.width)) out_ << part << '\n';
  }
  if (trend_.points.empty()) return;
  write_points();
  const Time now = trend_.points.back().at;
  write_spells(fmt::format("Appeared: {}", counted(trend_.appeared.size(), "failure", "failures")),
               trend_.appeared, [](const FailureSpell& spell) { return format_date(spell.since); });
  write_spells("Mended: " + mended_text(trend_), trend_.mended, [](const FailureSpell& spell) {
    return fmt::format("{} after {:>8}", format_date(*spell.mended), days_text(spell.since, *spell.mended));
  });
  write_spells(fmt::format("Open, the oldest first: {}", counted(trend_.open.size(), "failure", "failures")),
               trend_.open, [&](const FailureSpell& spell) {
                 return fmt::format("{} for {:>8}", format_date(spell.since), days_text(spell.since, now));
               });
  write_tokens();
}

}  // namespace

std::string days_text(Time from, Time to) {
  return in_days(days_between(from, to));
}

std::string mended_text(const Trend& trend) {
  std::string text = counted(trend.mended.size(), "failure mended", "failures mended");
  if (trend.median_days) text += fmt::format(", half of them within {}", in_days(*trend.median_days));
  return text;
}

std::string stale_text(const Trend& trend, const FailureSpell& spell) {
  const Time audited = std::max(spell.audited, spell.since);
  if (spell.mended || days_between(audited, trend.points.back().at) <= most_days_unsaid) return {};
  return " (last audited on " + format_date(audited) + ")";
}

std::string compliance_text(const TrendPoint& point) {
  const auto permille = compliance_permille(point);
  return permille ? fmt::format("{}.{} %", *permille / 10, *permille % 10) : "–";
}

std::vector<std::string> trend_summary(const Trend& trend) {
  if (trend.points.empty()) return {"No audit of these integrations is in the history."};
  const TrendPoint& newest = trend.points.back();
  std::string text = compliance_text(newest) + " of the findings pass";
  if (const TrendPoint* const before = comparable(trend)) {
    text +=
        fmt::format(", {} on {}; since then {} appeared and {} were mended", compliance_text(*before),
                    format_date(before->at),
                    std::ranges::count_if(
                        trend.appeared, [&](const FailureSpell& spell) { return spell.since > before->at; }),
                    std::ranges::count_if(
                        trend.mended, [&](const FailureSpell& spell) { return spell.mended > before->at; }));
  } else {
    text += "; no audit before was of as many integrations";
  }
  std::vector<std::string> lines{log_line(text)};
  if (const std::string tokens = tokens_text(trend); !tokens.empty()) {
    lines.push_back(log_line(fmt::format("{}; the first on {}", tokens, token_text(trend.expiring.front()))));
  }
  return lines;
}

void render_trend(const Trend& trend, const ConsoleOptions& options, std::ostream& out) {
  TrendText(trend, options, out).write_all();
}

}  // namespace patrol
