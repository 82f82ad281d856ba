#include "auditor/store/trend_builder.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <tuple>

namespace patrol {
namespace {

using std::chrono::days;

constexpr std::array<std::size_t, 3> horizons{30, 60, 90};

std::size_t whole_days(std::chrono::seconds span) {
  return static_cast<std::size_t>(std::max(std::chrono::floor<days>(span), days{0}).count());
}

void count(TrendPoint& point, Verdict verdict, bool waived) {
  switch (verdict) {
    case Verdict::pass: ++point.pass; break;
    case Verdict::fail: ++(waived ? point.waived : point.fail); break;
    case Verdict::inconclusive: ++point.inconclusive; break;
    case Verdict::not_applicable: break;
  }
}

/// The middle one; of two in the middle the smaller.
std::optional<std::size_t> median(std::vector<std::size_t> numbers) {
  if (numbers.empty()) return std::nullopt;
  const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>((numbers.size() - 1) / 2);
  std::ranges::nth_element(numbers, middle);
  return *middle;
}

}  // namespace

std::size_t TrendBuilder::add_integration(std::string name, bool audited_before) {
  Integration& integration = integrations_.emplace_back();
  integration.name = std::move(name);
  integration.audited_before = audited_before;
  return integrations_.size() - 1;
}

std::size_t TrendBuilder::add_finding(std::size_t integration, PastFinding finding,
                                      std::optional<Time> failing_since) {
  const std::size_t place = subjects_.size();
  const RuleKey key{integration, {finding.name.policy, finding.name.rule}};
  const auto [rule, is_new] = rules_.try_emplace(key, undecided_.size());
  if (is_new) undecided_.emplace_back();
  Subject& subject = subjects_.emplace_back();
  subject.told = std::move(finding);
  subject.integration = integration;
  subject.rule = rule->second;
  if (failing_since) {
    subject.spell = spells_.size();
    spells_.push_back({.subject = place, .since = *failing_since});
  }
  integrations_[integration].findings.push_back(place);
  return place;
}

void TrendBuilder::begin_audit(Time at, bool cut_short, std::vector<CoveredIntegration> covered) {
  points_.push_back({.at = at, .integrations = covered.size(), .cut_short = cut_short});
  covered_ = std::move(covered);
  for (const CoveredIntegration& one : covered_) {
    Integration& integration = integrations_[one.integration];
    if (!integration.first_audit) integration.first_audit = points_.size() - 1;
    integration.last_audit = at;
  }
}

void TrendBuilder::add_verdict(std::size_t finding, Verdict verdict, bool waived) {
  count(points_.back(), verdict, waived);
  const std::size_t audit = points_.size() - 1;
  Subject& subject = subjects_[finding];
  subject.audit = audit;
  if (verdict == Verdict::inconclusive) {
    undecided_[subject.rule] = audit;
  } else if (verdict == Verdict::fail) {
    if (!subject.spell) {
      subject.spell = spells_.size();
      spells_.push_back({.subject = finding, .since = points_.back().at, .appeared = true});
    }
    spells_[*subject.spell].waived = waived;
  } else if (subject.spell) {
    Spell& spell = spells_[*subject.spell];
    spell.over = true;
    if (verdict == Verdict::pass) spell.mended = points_.back().at;
    subject.spell.reset();
  }
}

void TrendBuilder::end_audit() {
  for (CoveredIntegration& covered : covered_) {
    Integration& integration = integrations_[covered.integration];
    forget_what_is_gone(integration);
    if (covered.tokens) integration.tokens = std::move(*covered.tokens);
    if (integration.audited_before || integration.first_audit != points_.size() - 1) continue;
    // What the first audit tells may have been so for long.
    for (const std::size_t finding : integration.findings) {
      if (const auto& spell = subjects_[finding].spell) spells_[*spell].appeared = false;
    }
  }
  covered_.clear();
}

void TrendBuilder::forget_what_is_gone(const Integration& integration) {
  const std::size_t audit = points_.size() - 1;
  for (const std::size_t finding : integration.findings) {
    Subject& subject = subjects_[finding];
    if (!subject.spell || subject.audit == audit) continue;
    // Where the projects could not be read, the rule speaks of none of them: that mends nothing.
    if (undecided_[subject.rule] == audit) continue;
    spells_[*subject.spell].over = true;
    subject.spell.reset();
  }
}

void TrendBuilder::take_out(std::size_t integration) {
  for (const std::size_t finding : integrations_[integration].findings) {
    Subject& subject = subjects_[finding];
    if (!subject.spell) continue;
    spells_[*subject.spell].over = true;
    subject.spell.reset();
  }
  integrations_[integration].tokens.clear();
}

std::optional<Time> TrendBuilder::failing_since(std::size_t finding) const {
  const auto& spell = subjects_[finding].spell;
  return spell ? std::optional{spells_[*spell].since} : std::nullopt;
}

FailureSpell TrendBuilder::describe(const Spell& spell) const {
  const Subject& subject = subjects_[spell.subject];
  const PastFinding& told = subject.told;
  return {.finding = told.name,
          .title = told.title,
          .severity = told.severity,
          .since = spell.since,
          .mended = spell.mended,
          .waived = spell.waived,
          .audited = integrations_[subject.integration].last_audit.value_or(spell.since)};
}

std::vector<ExpiringToken> TrendBuilder::expiring() const {
  if (points_.empty()) return {};
  const Time now = points_.back().at;
  std::map<std::tuple<std::string, std::string, std::string, std::string>, ExpiringToken> tokens;
  for (const Integration& integration : integrations_) {
    for (const ExpiringToken& token : integration.tokens) {
      if (token.expires <= now || token.expires > now + days{horizons.back()}) continue;
      ExpiringToken& kept =
          tokens.try_emplace({token.organization, token.account, token.id, token.name}, token).first->second;
      kept.integrations.push_back(integration.name);
      // Two audits may have seen two ends of one token: the sooner one warns.
      kept.expires = std::min(kept.expires, token.expires);
    }
  }
  std::vector<ExpiringToken> list;
  list.reserve(tokens.size());
  for (auto& [key, token] : tokens) {
    std::ranges::sort(token.integrations);
    token.days_left = whole_days(token.expires - now);
    token.within = *std::ranges::find_if(
        horizons, [&](std::size_t horizon) { return token.expires <= now + days{horizon}; });
    list.push_back(std::move(token));
  }
  std::ranges::stable_sort(list, {}, &ExpiringToken::expires);
  return list;
}

Trend TrendBuilder::finish(Time since) const {
  Trend trend;
  std::ranges::copy_if(points_, std::back_inserter(trend.points),
                       [&](const TrendPoint& point) { return point.at >= since; });
  std::vector<std::size_t> times;
  for (const Spell& spell : spells_) {
    if (spell.appeared && spell.since >= since) trend.appeared.push_back(describe(spell));
    if (!spell.over) trend.open.push_back(describe(spell));
    if (!spell.mended || *spell.mended < since) continue;
    trend.mended.push_back(describe(spell));
    times.push_back(whole_days(*spell.mended - spell.since));
  }
  const auto by_name = [](const FailureSpell& a, const FailureSpell& b) { return a.finding < b.finding; };
  for (auto* list : {&trend.appeared, &trend.mended, &trend.open}) std::ranges::sort(*list, by_name);
  std::ranges::stable_sort(trend.appeared, std::greater{}, &FailureSpell::since);
  std::ranges::stable_sort(trend.mended, std::greater{}, &FailureSpell::mended);
  std::ranges::stable_sort(trend.open, std::less{}, &FailureSpell::since);
  trend.expiring = expiring();
  trend.median_days = median(std::move(times));
  return trend;
}

}  // namespace patrol
