#include "tests/reporters/hostile_names.h"
#include "tests/reporters/sample_audit.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

namespace patrol {

Audit hostile_audit() {
  Audit audit = sample_audit();
  const std::string long_name = std::string(248, 'W') + "ß!";
  const Time some_day = *parse_time("2027-01-01");
  std::uint32_t number = 0;
  audit.baseline = Baseline{};
  audit.trend = compared_audit().trend;
  const auto poison = [&](std::string_view name) {
    const std::string text(name);
    audit.organizations.push_back({.name = text, .auditor = text});
    audit.policies.push_back(
        {.id = text, .title = text, .file = text, .sha256 = text, .sources = {{text, text, text}}});
    // The like in another organization first, so that the two stand side by side.
    audit.integrations.push_back({text + " beside", text, text, "contoso", text, text, 1});
    audit.integrations.push_back({text, text, text, text, text, text, 1});
    audit.rules.push_back({text, text, text, Severity::high, Need::required, {text}, text, 1});
    audit.reads.push_back({"GET", text, 200, 1});
    audit.gaps.push_back({text, {Gap::Kind::forbidden, text, text, text}, 1, 1});
    audit.notices.push_back({text, text, text});
    audit.accounts.push_back({text, text, text, text, text, {text, text}, {text}, {"scopes"}, {text}});
    audit.tokens.push_back({text, text, {text}, text, text, {text}, std::nullopt, some_day, true, true});
    audit.excess.push_back(
        {text, text, {text}, Excess::Kind::group, text, text, Severity::low, text, {text, text}, {0}, text});
    audit.baseline->gone.push_back(
        {text, text, text, text, text, text, text, Verdict::fail, Severity::low, some_day});
    const FailureSpell spell{
        {text, text, text, text, text, text}, text, Severity::high, some_day, some_day, true, some_day};
    for (auto* const spells : {&audit.trend->appeared, &audit.trend->mended, &audit.trend->open}) {
      spells->push_back(spell);
    }
    audit.trend->expiring.push_back({text, text, {text}, text, text, some_day, 40, 60});
    for (const Verdict verdict :
         {Verdict::fail, Verdict::inconclusive, Verdict::pass, Verdict::not_applicable, Verdict::fail}) {
      Finding hostile;
      hostile.integration = static_cast<std::uint32_t>(audit.integrations.size() - 1);
      hostile.rule = static_cast<std::uint32_t>(audit.rules.size() - 1);
      hostile.verdict = verdict;
      hostile.message = text;
      hostile.project = text;
      hostile.resource = fmt::format("{}{}", text, number++ % 5);
      hostile.expected = hostile.observed = text;
      hostile.path = {text, text};
      hostile.reads = {static_cast<ReadId>(audit.reads.size() - 1)};
      hostile.remediation = Remediation{text, text, text};
      hostile.since = SinceBaseline{.change = Change::worse, .first_seen = some_day, .before = Verdict::pass};
      if (number % 5 == 0) hostile.waiver = Waiver{text, text, text, text, some_day};
      audit.findings.push_back(hostile);
    }
  };
  for (const std::string_view name : hostile_names) poison(name);
  poison(long_name);
  audit.totals = count(audit);
  return audit;
}

}  // namespace patrol
