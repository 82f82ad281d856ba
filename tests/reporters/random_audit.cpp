#include "tests/reporters/random_audit.h"

#include "tests/reporters/hostile_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace patrol {
namespace {

/// Pieces that mean something to some reader, beside the names that have broken one.
constexpr std::array<std::string_view, 56> pieces{"",
                                                  " ",
                                                  "\n",
                                                  "\r\n",
                                                  "\t",
                                                  "a",
                                                  "Flow",
                                                  "contoso",
                                                  ".",
                                                  "/",
                                                  "\\",
                                                  "|",
                                                  "\"",
                                                  "'",
                                                  "`",
                                                  "``",
                                                  "#",
                                                  "##",
                                                  "##vso[",
                                                  "##[",
                                                  "::",
                                                  "]",
                                                  "];",
                                                  "](",
                                                  "[",
                                                  "{0}",
                                                  "%",
                                                  "%AZP25",
                                                  "%5D",
                                                  ";",
                                                  ",",
                                                  "=",
                                                  "=1+1",
                                                  "\xEF\xBC\x9D"
                                                  "1",
                                                  "\xC2\xA0=",
                                                  "\xE3\x80\x80+1",
                                                  "-",
                                                  "@a",
                                                  "<",
                                                  "</script>",
                                                  "&",
                                                  "&#x3C;",
                                                  "]]>",
                                                  "://x",
                                                  "www.",
                                                  "*",
                                                  "_",
                                                  "\xFF",
                                                  "\xE2\x80\xAE",
                                                  "\xE2\x80\x8B",
                                                  "\xE2\x80\x8D",
                                                  "\xEF\xB8\x8F",
                                                  "\x1B[2J",
                                                  "\xE6\x97\xA5",
                                                  "\xF3\xA0\x81\x81",
                                                  "\xCC\x81"};

/// Takes the bytes one by one; where they end, all that is asked for is the first of its kind.
class Source {
 public:
  explicit Source(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  std::size_t below(std::size_t count) { return byte() % count; }
  bool one_in(std::size_t count) { return below(count) == count - 1; }
  std::string text();
  /// One of few, so that things meet under one name.
  std::string name();
  std::string some_text();
  std::vector<std::string> texts(std::size_t most);
  Time time();
  std::optional<Time> time_or_none();
  template <class Word, std::size_t Count>
  Word word(const std::array<Word, Count>& words) {
    return words[below(Count)];
  }

 private:
  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const std::uint8_t first = rest_.front();
    rest_ = rest_.subspan(1);
    return first;
  }
  std::string raw();
  std::string piece();

  std::span<const std::uint8_t> rest_;
};

std::string Source::raw() {
  std::string bytes;
  for (std::size_t left = below(12); left > 0; --left) bytes += static_cast<char>(byte());
  return bytes;
}

std::string Source::piece() {
  switch (below(4)) {
    case 0: return raw();
    case 1: return std::string(hostile_names[below(hostile_names.size())]);
    default: return std::string(pieces[below(pieces.size())]);
  }
}

std::string Source::text() {
  std::string text;
  for (std::size_t left = below(5); left > 0; --left) text += piece();
  if (one_in(40)) {
    const std::string once = piece();
    for (std::size_t left = below(200); left > 0; --left) text += once;
  }
  return text;
}

std::string Source::name() {
  constexpr std::array<std::string_view, 6> plain{"contoso", "Contoso", "fabrikam", "flow", "a.b", "a_b"};
  return one_in(3) ? some_text() : std::string(word(plain));
}

std::string Source::some_text() {
  const std::string some = text();
  return some.empty() ? "said" : some;
}

std::vector<std::string> Source::texts(std::size_t most) {
  std::vector<std::string> all(below(most + 1));
  for (std::string& one : all) one = text();
  return all;
}

/// Around the day of the audit, where most decisions lie, or as far as a calendar of four digits goes.
Time Source::time() {
  constexpr Time day = std::chrono::sys_days{std::chrono::November / 23 / 2026};
  constexpr std::array far{Time{std::chrono::sys_days{std::chrono::January / 1 / 1}}, Time{},
                           Time{std::chrono::sys_days{std::chrono::December / 31 / 9999}}};
  if (one_in(12)) return word(far);
  return day + std::chrono::hours(12 * (static_cast<int>(below(200)) - 100));
}

std::optional<Time> Source::time_or_none() {
  return one_in(3) ? std::nullopt : std::optional(time());
}

constexpr std::array verdicts{Verdict::pass, Verdict::fail, Verdict::inconclusive, Verdict::not_applicable};
constexpr std::array needs{Need::required, Need::recommended};
constexpr std::array grades{Grade::declared, Grade::probed, Grade::observed};
constexpr std::array told_changes{Change::added,  Change::unchanged,         Change::worse,
                                  Change::better, Change::no_longer_applies, Change::rated_differently};

/// Fills one audit, part by part.
class Maker {
 public:
  explicit Maker(std::span<const std::uint8_t> bytes) : source_(bytes) {}

  Audit make();

 private:
  void add_scope();
  void add_integrations();
  void add_rules();
  void add_reads();
  void add_findings();
  void add_unread();
  void add_holdings();
  void add_baseline();
  void add_trend();

  Finding finding();
  GoneFinding gone();
  FailureSpell spell();
  std::vector<ReadId> reads();
  std::optional<std::string> text_or_none();

  Source source_;
  Audit audit_;
};

std::optional<std::string> Maker::text_or_none() {
  return source_.one_in(2) ? std::optional(source_.text()) : std::nullopt;
}

std::vector<ReadId> Maker::reads() {
  std::vector<ReadId> ids(audit_.reads.empty() ? 0 : source_.below(4));
  for (ReadId& id : ids) id = static_cast<ReadId>(source_.below(audit_.reads.size()));
  return ids;
}

void Maker::add_scope() {
  audit_.tool = "patrol 0.1.0";
  audit_.generated_at = source_.time();
  audit_.collected_at = source_.time();
  audit_.fail_on = source_.word(severities);
  audit_.cut_short = source_.one_in(5);
  for (std::size_t left = source_.below(4); left > 0; --left) {
    audit_.organizations.push_back({.name = source_.name(), .auditor = source_.text()});
    audit_.policies.push_back({.id = source_.name(),
                               .title = source_.text(),
                               .file = source_.text(),
                               .sha256 = source_.text(),
                               .sources = {{source_.text(), source_.text(), source_.text()}}});
  }
}

/// Their names tell them apart, as the loader sees to.
void Maker::add_integrations() {
  std::set<std::string> names;
  for (std::size_t left = source_.below(6); left > 0; --left) {
    AuditedIntegration one{.name = source_.name(),
                           .policy = source_.name(),
                           .owner = source_.text(),
                           .organization = source_.name(),
                           .account = source_.text(),
                           .file = source_.text(),
                           .line = source_.below(3)};
    while (!names.insert(one.name).second) one.name += '+';
    audit_.integrations.push_back(std::move(one));
  }
}

void Maker::add_rules() {
  std::set<std::pair<std::string, std::string>> names;
  for (std::size_t left = source_.below(6); left > 0; --left) {
    AuditedRule rule{.policy = source_.name(),
                     .id = source_.name(),
                     .title = source_.text(),
                     .severity = source_.word(severities),
                     .need = source_.word(needs),
                     .controls = source_.texts(3),
                     .file = source_.text(),
                     .line = source_.below(3)};
    while (!names.emplace(rule.policy, rule.id).second) rule.id += '+';
    audit_.rules.push_back(std::move(rule));
  }
}

void Maker::add_reads() {
  constexpr std::array statuses{200, 0, 401, 404};
  for (std::size_t left = source_.below(5); left > 0; --left) {
    audit_.reads.push_back({.method = source_.text(),
                            .url = source_.text(),
                            .status = source_.word(statuses),
                            .count = source_.one_in(2) ? std::optional(source_.below(3)) : std::nullopt});
  }
}

Finding Maker::finding() {
  Finding made;
  made.integration = static_cast<std::uint32_t>(source_.below(audit_.integrations.size()));
  made.rule = static_cast<std::uint32_t>(source_.below(audit_.rules.size()));
  made.project = text_or_none();
  if (source_.one_in(3)) made.resource = source_.text();
  made.verdict = source_.word(verdicts);
  made.message = source_.some_text();
  made.expected = source_.text();
  made.observed = source_.text();
  made.path = source_.texts(3);
  made.reads = reads();
  if (made.verdict == Verdict::fail || made.verdict == Verdict::inconclusive) {
    made.remediation = Remediation{source_.some_text(), source_.text(), source_.text()};
  }
  if (source_.one_in(2)) made.grade = source_.word(grades);
  if (made.verdict != Verdict::fail) return made;
  made.facts.assign(source_.below(3), fmt::format("h{:016x}", source_.below(256)));
  if (source_.one_in(3)) {
    made.waiver = Waiver{source_.text(), source_.text(), source_.text(), source_.text(), source_.time()};
  }
  return made;
}

/// What tells two findings apart is in their names, so no two have all of them.
void Maker::add_findings() {
  if (audit_.integrations.empty() || audit_.rules.empty()) return;
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::optional<std::string>, std::optional<std::string>>>
      names;
  for (std::size_t left = source_.below(40); left > 0; --left) {
    Finding one = finding();
    if (names.emplace(one.integration, one.rule, one.project, one.resource.to_optional()).second) {
      audit_.findings.push_back(std::move(one));
    }
  }
  std::ranges::stable_sort(audit_.findings, {},
                           [](const Finding& one) { return std::pair(one.integration, one.rule); });
}

void Maker::add_unread() {
  for (std::size_t left = source_.below(5); left > 0; --left) {
    audit_.gaps.push_back(
        {.organization = source_.name(),
         .gap = {static_cast<Gap::Kind>(source_.below(10)), source_.text(), source_.text(), source_.text()},
         .findings = source_.below(9)});
    audit_.notices.push_back(
        {.organization = source_.name(), .integration = source_.name(), .text = source_.some_text()});
  }
}

void Maker::add_holdings() {
  constexpr std::array kinds{Excess::Kind::scope, Excess::Kind::token, Excess::Kind::group,
                             Excess::Kind::role, Excess::Kind::access_level};
  for (std::size_t left = source_.below(5); left > 0; --left) {
    audit_.accounts.push_back({source_.name(), source_.name(), source_.text(), source_.text(), source_.text(),
                               source_.texts(2), source_.texts(1), source_.texts(2), source_.texts(1)});
    audit_.tokens.push_back({source_.name(), source_.name(), source_.texts(2), source_.text(), source_.text(),
                             source_.texts(2), source_.time_or_none(), source_.time_or_none(),
                             source_.one_in(2), source_.one_in(2)});
    audit_.excess.push_back({source_.name(), source_.name(), source_.texts(2), source_.word(kinds),
                             source_.text(), text_or_none(), source_.word(severities), source_.text(),
                             source_.texts(3), reads(), source_.text()});
  }
}

GoneFinding Maker::gone() {
  return {.integration = source_.name(),
          .organization = source_.name(),
          .policy = source_.name(),
          .rule = source_.text(),
          .title = source_.text(),
          .project = text_or_none(),
          .resource = text_or_none(),
          .before = source_.word(verdicts),
          .severity = source_.word(severities),
          .first_seen = source_.time()};
}

void Maker::add_baseline() {
  if (!source_.one_in(2)) return;
  Baseline baseline{.generated_at = source_.time(), .gone = {}, .only_new_counts = source_.one_in(3)};
  for (Finding& one : audit_.findings) {
    const Change change = source_.word(told_changes);
    one.since = SinceBaseline{.change = change, .first_seen = source_.time(), .before = std::nullopt};
    if (change != Change::added) one.since->before = source_.word(verdicts);
    switch (change) {
      case Change::added: ++baseline.added; break;
      case Change::unchanged: ++baseline.unchanged; break;
      case Change::worse: ++baseline.worse; break;
      case Change::better: ++baseline.better; break;
      case Change::no_longer_applies: ++baseline.no_longer_applies; break;
      case Change::rated_differently: ++baseline.rated_differently; break;
      case Change::gone: break;
    }
  }
  for (std::size_t left = source_.below(5); left > 0; --left) baseline.gone.push_back(gone());
  audit_.baseline = std::move(baseline);
}

FailureSpell Maker::spell() {
  return {.finding = {source_.name(), source_.name(), source_.name(), source_.text(), text_or_none(),
                      text_or_none()},
          .title = source_.text(),
          .severity = source_.word(severities),
          .since = source_.time(),
          .mended = std::nullopt,
          .waived = source_.one_in(3),
          .audited = source_.time()};
}

void Maker::add_trend() {
  if (!source_.one_in(2)) return;
  Trend trend;
  for (std::size_t left = source_.below(30); left > 0; --left) {
    trend.points.push_back({source_.time(), source_.below(4), source_.below(4), source_.below(4),
                            source_.below(4), source_.below(4), source_.one_in(5)});
  }
  std::ranges::stable_sort(trend.points, {}, &TrendPoint::at);
  for (std::size_t left = source_.below(4); left > 0; --left) {
    trend.appeared.push_back(spell());
    trend.open.push_back(spell());
    trend.mended.push_back(spell());
    trend.mended.back().mended = source_.time();
    trend.expiring.push_back({source_.name(), source_.name(), source_.texts(2), source_.text(),
                              source_.text(), source_.time(), source_.below(90),
                              30 * (1 + source_.below(3))});
  }
  if (!trend.mended.empty()) trend.median_days = source_.below(100);
  audit_.trend = std::move(trend);
}

Audit Maker::make() {
  add_scope();
  add_integrations();
  add_rules();
  add_reads();
  add_findings();
  add_unread();
  add_holdings();
  add_baseline();
  add_trend();
  audit_.totals = count(audit_);
  return std::move(audit_);
}

}  // namespace

Audit random_audit(std::span<const std::uint8_t> bytes) {
  return Maker(bytes).make();
}

std::vector<std::uint8_t> random_bytes(std::uint64_t seed, std::size_t size) {
  std::mt19937_64 engine(seed);
  std::vector<std::uint8_t> bytes(size);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(engine());
  return bytes;
}

}  // namespace patrol
