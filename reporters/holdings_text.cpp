#include "reporters/holdings_text.h"

#include "reporters/headline.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <functional>
#include <map>
#include <string_view>
#include <tuple>

namespace patrol {
namespace {

template <class T>
std::vector<const T*> pointers_to(const std::vector<T>& items) {
  std::vector<const T*> pointers;
  pointers.reserve(items.size());
  for (const T& item : items) pointers.push_back(&item);
  return pointers;
}

/// `in 14 days`, `3 days ago`, `in less than a day`: by whole days of 24 hours, as `min_days_left` counts
/// them.
std::string distance(Time from, Time to) {
  const auto days = std::chrono::duration_cast<std::chrono::days>(to - from).count();
  const bool is_ahead = to > from;
  if (days == 0) return is_ahead ? "in less than a day" : "less than a day ago";
  const std::string words = counted(static_cast<std::size_t>(std::abs(days)), "day", "days");
  return is_ahead ? "in " + words : words + " ago";
}

}  // namespace

Time end_of_global_tokens() {
  return global_tokens_end;
}

std::optional<Time> last_moment(const AuditedToken& token) {
  return token.end();
}

std::string name_of(const AuditedToken& token) {
  return token.name.empty() ? token.id : token.name;
}

std::string end_text(const Audit& audit, const AuditedToken& token) {
  const std::optional<Time> end = last_moment(token);
  if (!end) return "not known";
  std::string text = format_date(*end) + ", " + distance(audit.generated_at, *end);
  if (end != token.valid_to) text += ", as all tokens for all organizations";
  return text;
}

std::string left_text(const Audit& audit, const AuditedToken& token) {
  const std::optional<Time> end = last_moment(token);
  return end ? distance(audit.generated_at, *end) : "not known";
}

std::vector<const AuditedToken*> tokens_by_end(const Audit& audit) {
  auto tokens = pointers_to(audit.tokens);
  const auto place = [](const AuditedToken* token) {
    const std::optional<Time> end = last_moment(*token);
    const auto moment = end ? end->time_since_epoch() : Time::duration::max();
    return std::tuple{!token->is_alive, token->is_alive || !end ? moment : -moment};
  };
  std::ranges::stable_sort(tokens, {}, place);
  return tokens;
}

std::vector<const AuditedToken*> urgent_tokens(const Audit& audit) {
  constexpr auto soon = std::chrono::days{30};
  std::vector<const AuditedToken*> urgent;
  for (const AuditedToken* token : tokens_by_end(audit)) {
    const std::optional<Time> end = last_moment(*token);
    const bool is_soon = end && *end < audit.generated_at + soon;
    if (token->is_alive && (is_soon || token->all_organizations)) urgent.push_back(token);
  }
  return urgent;
}

std::vector<const Excess*> excess_by_severity(const Audit& audit) {
  auto excess = pointers_to(audit.excess);
  std::ranges::stable_sort(excess, std::greater{}, &Excess::severity);
  return excess;
}

std::vector<const AuditedGap*> gaps_by_weight(const Audit& audit) {
  auto gaps = pointers_to(audit.gaps);
  std::ranges::stable_sort(gaps, std::greater{}, &AuditedGap::findings);
  return gaps;
}

std::vector<SharedCause> causes_by_weight(const Audit& audit) {
  std::vector<SharedCause> causes;
  using Shared = std::tuple<std::string_view, std::string_view, std::string_view>;
  std::map<Shared, std::size_t> places;
  for (const AuditedGap* gap : gaps_by_weight(audit)) {
    const auto [place, is_new] =
        places.try_emplace(Shared{gap->organization, gap->gap.reason, gap->gap.grant}, causes.size());
    if (is_new) causes.emplace_back();
    causes[place->second].gaps.push_back(gap);
    causes[place->second].findings += gap->leads;
  }
  std::ranges::stable_sort(causes, std::greater{}, &SharedCause::findings);
  return causes;
}

std::string change_sentence(const Baseline& baseline) {
  const std::string since = "the audit of " + moment_text(baseline.generated_at);
  if (baseline.nothing_changed()) return "Nothing changed since " + since + ".";
  std::string rare;
  if (baseline.no_longer_applies > 0) {
    rare += fmt::format("{}, ", counted(baseline.no_longer_applies, "no longer applies", "no longer apply"));
  }
  if (baseline.rated_differently > 0)
    rare += fmt::format("{} rated differently, ", baseline.rated_differently);
  return fmt::format("Since {}: {} new, {} worse, {} better, {}{} unchanged, {} gone.", since, baseline.added,
                     baseline.worse, baseline.better, rare, baseline.unchanged, baseline.gone.size());
}

}  // namespace patrol
