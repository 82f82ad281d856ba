#include "tests/reporters/sample_audit.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace patrol {
namespace {

/// Each of these has broken a report of some product.
constexpr std::array<std::string_view, 18> hostile_names{
    "<script>document.documentElement.dataset.hacked=1</script>",
    "\"><img src=x onerror=\"document.documentElement.dataset.hacked=1\">",
    "' onmouseover='document.documentElement.dataset.hacked=1",
    "]]><!-- --></style></script></details>",
    "javascript:document.documentElement.dataset.hacked=1",
    "##vso[task.setvariable variable=hacked]1",
    "line\n##vso[task.complete result=Succeeded;]\r\n::set-output name=x::y",
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "bell \a escape \x1b[31mred\x1b[0m \x1b]0;title\a nul-free \x01\x08\x7f",
    "c1 \xc2\x9b"
    "31m csi \xc2\x85 next line",
    "user\xe2\x80\xaetxt.exe override \xe2\x81\xa6isolate",
    "broken \xff\xfe \xc3 \xe2\x82 \xed\xa0\x80 \xf4\x90\x80\x80 \xc0\xaf utf-8",
    "日本語のプロジェクト名・開発チーム",
    "مشروع الاختبار العربي",
    "Straße Übergrößenträger — naïve café",
    "&amp; &lt;b&gt; &#0; &nbsp; %s %n {} {0} ${jndi:ldap://x} {{7*7}}",
    "non-characters \xef\xbf\xbe\xef\xbf\xbf and \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb",
};

}  // namespace

Audit hostile_audit() {
  Audit audit = sample_audit();
  const std::string long_name = std::string(248, 'W') + "ß!";
  const Time some_day = *parse_time("2027-01-01");
  std::uint32_t number = 0;
  audit.baseline = Baseline{};
  const auto poison = [&](std::string_view name) {
    const std::string text(name);
    audit.organizations.push_back({.name = text, .auditor = text});
    audit.policies.push_back(
        {.id = text, .title = text, .file = text, .sha256 = text, .sources = {{text, text, text}}});
    audit.integrations.push_back({text, text, text, text, text, text, 1});
    audit.rules.push_back({text, text, text, Severity::high, Need::required, {text}, text, 1});
    audit.reads.push_back({"GET", text, 200, 1});
    audit.gaps.push_back({text, {Gap::Kind::forbidden, text, text, text}, 1});
    audit.notices.push_back({text, text, text});
    audit.accounts.push_back({text, text, text, text, text, {text, text}, {text}});
    audit.tokens.push_back({text, text, {text}, text, text, {text}, std::nullopt, some_day, true, true});
    audit.excess.push_back(
        {text, text, {text}, Excess::Kind::group, text, text, Severity::low, text, {text, text}, {0}, text});
    audit.baseline->gone.push_back(
        {text, text, text, text, text, text, Verdict::fail, Severity::low, some_day});
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
      hostile.remediation = {text, text, text};
      hostile.since = {.change = Change::worse, .first_seen = some_day, .before = Verdict::pass};
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
