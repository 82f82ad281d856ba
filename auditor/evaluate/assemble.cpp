#include "auditor/evaluate/assemble.h"

#include "auditor/evaluate/fact_hash.h"
#include "auditor/model/concat.h"

#include <algorithm>
#include <utility>

namespace patrol {
namespace {

AuditedRule audited(const Policy& policy, const Rule& rule) {
  return {.policy = policy.id,
          .id = rule.id,
          .title = rule.title,
          .severity = rule.severity,
          .need = rule.need,
          .controls = rule.controls,
          .file = rule.position.file,
          .line = rule.position.line};
}

Verdict verdict_of(Truth holds) {
  switch (holds) {
    case Truth::yes: return Verdict::pass;
    case Truth::no: return Verdict::fail;
    case Truth::unknown: return Verdict::inconclusive;
  }
  return Verdict::inconclusive;
}

/// The policy's own words first: they know the product.
void put_first(const std::string& words, Steps& advice) {
  if (words.empty()) return;
  Steps all = Steps::lines_of(words);
  all.add(advice);
  advice = std::move(all);
}

/// Sentences are put together piece by piece, which leaves room behind them; hundreds of thousands are kept.
void give_back_room(Finding& finding) {
  for (std::string* text : {&finding.message, &finding.expected, &finding.observed}) text->shrink_to_fit();
  for (std::string& step : finding.path) step.shrink_to_fit();
  finding.path.shrink_to_fit();
}

/// More steps than these are not told one by one.
constexpr std::size_t most_steps = 10;

/// The first ones, and how many more there are; `mark` makes that a comment.
void bound(Steps& steps, std::string_view mark) {
  const std::size_t all = steps.size();
  if (all <= most_steps) return;
  steps.keep(most_steps);
  steps.add(concat({mark, "and ", std::to_string(all - most_steps), " more, which the next audit tells"}));
}

void bound(Remediation& remediation) {
  bound(remediation.advice, "");
  bound(remediation.call, "# ");
  bound(remediation.may_break, "");
}

std::string auditor_of(const Organization& organization) {
  if (!organization.connection || !organization.connection->known) return {};
  const Connection& connection = organization.connection->known.value();
  if (connection.account.empty()) return connection.display_name;
  return connection.display_name + " <" + connection.account + ">";
}

}  // namespace

AuditBuilder::AuditBuilder(const PolicySet& policies, const Snapshot& snapshot,
                           const EvaluateOptions& options) {
  audit_.tool = options.tool;
  audit_.generated_at = options.now;
  audit_.collected_at = snapshot.collected_at;
  audit_.fail_on = options.fail_on;
  audit_.cut_short = snapshot.cut_short;
  for (const auto& [key, organization] : snapshot.organizations) {
    first_read_.emplace(key, static_cast<ReadId>(audit_.reads.size()));
    audit_.reads.insert(audit_.reads.end(), organization.reads.begin(), organization.reads.end());
    read_.emplace(key, AuditedOrganization{organization.name, auditor_of(organization)});
  }
  if (snapshot.cut_short) {
    notices_.insert({"", "", "the collection was cut short: what was not asked any more is inconclusive"});
  }
  if (options.accept_materialised) {
    notices_.insert({"", "",
                     "Azure DevOps' own expansion of Entra groups was taken for the whole truth "
                     "(--accept materialised)"});
  }
  if (options.accept_declared) {
    notices_.insert(
        {"", "",
         "what integration files declare of their tokens was taken where nothing better was known "
         "(--accept declared)"});
  }
  for (const auto& [id, policy] : policies) first_rule_.emplace(id, 0);
}

void AuditBuilder::expect(std::size_t integrations, std::size_t findings) {
  audit_.integrations.reserve(integrations);
  audit_.findings.reserve(findings);
}

void AuditBuilder::begin(const Integration& integration, const Policy& policy,
                         const std::string& organization_key) {
  if (policy_ != &policy) {
    const bool is_known = std::ranges::any_of(
        audit_.policies, [&](const AuditedPolicy& known) { return known.id == policy.id; });
    if (!is_known) {
      audit_.policies.push_back(
          {policy.id, policy.title, policy.position.file, policy.sha256, policy.sources});
      first_rule_[policy.id] = static_cast<std::uint32_t>(audit_.rules.size());
      for (const Rule& rule : policy.rules) audit_.rules.push_back(audited(policy, rule));
    }
    policy_ = &policy;
    rule_offset_ = first_rule_.at(policy.id);
  }
  read_offset_ = first_read_of(organization_key);
  // One that nobody read is told too: what concerns it is inconclusive.
  const auto read = read_.find(organization_key);
  asked_.emplace(organization_key,
                 read == read_.end() ? AuditedOrganization{integration.organization, {}} : read->second);
  first_finding_ = audit_.findings.size();
  audit_.integrations.push_back({.name = integration.name,
                                 .policy = integration.policy,
                                 .owner = integration.owner,
                                 .organization = integration.organization,
                                 .account = integration.account.value,
                                 .file = integration.position.file,
                                 .line = integration.position.line});
}

void AuditBuilder::add_notice(std::string text) {
  notices_.insert({audit_.integrations.back().organization, "", std::move(text)});
}

Finding& AuditBuilder::add_finding(std::size_t rule, const Subject& subject) {
  Finding& finding = audit_.findings.emplace_back();
  finding.integration = static_cast<std::uint32_t>(audit_.integrations.size() - 1);
  finding.rule = rule_offset_ + static_cast<std::uint32_t>(rule);
  if (!subject.project_name.empty()) finding.project = subject.project_name;
  if (!subject.resource.empty()) finding.resource = Rare(subject.resource);
  return finding;
}

void AuditBuilder::add_not_applicable(std::size_t rule, std::string why) {
  Finding& finding = add_finding(rule, {});
  finding.verdict = Verdict::not_applicable;
  finding.message = std::move(why);
}

void AuditBuilder::add(std::size_t rule, const Subject& subject, Outcome outcome) {
  Finding& finding = add_finding(rule, subject);
  finding.verdict = verdict_of(outcome.holds);
  // Before the outcome is emptied: what was observed may be the fault.
  std::vector<std::string> faults;
  if (finding.verdict == Verdict::fail) faults = outcome.all_faults();
  finding.expected = std::move(outcome.expected);
  finding.observed = std::move(outcome.observed);
  finding.path = std::move(outcome.path);
  finding.reads = std::move(outcome.support.reads);
  for (ReadId& read : finding.reads) read += read_offset_;
  const AuditedIntegration& integration = audit_.integrations.back();
  for (std::string& notice : outcome.notices) {
    notices_.insert({integration.organization, integration.name, std::move(notice)});
  }
  if (finding.verdict == Verdict::inconclusive) {
    fill_gaps(finding, outcome, policy_->rules[rule]);
    give_back_room(finding);
    return;
  }
  finding.message = std::move(outcome.message);
  finding.grade = outcome.grade;
  give_back_room(finding);
  if (finding.verdict == Verdict::fail) {
    for (const std::string& fault : faults) {
      finding.facts.push_back(
          hash_fact(integration.organization, integration.account, finding.project, fault));
    }
    std::ranges::sort(finding.facts);
    bound(outcome.remediation);
    put_first(policy_->rules[rule].remediation, outcome.remediation.advice);
    if (outcome.remediation.advice.empty()) outcome.remediation.advice = "make it so: " + finding.expected;
    finding.remediation = std::move(outcome.remediation);
  }
}

void AuditBuilder::put_in_order() {
  const auto first = audit_.findings.begin() + static_cast<std::ptrdiff_t>(first_finding_);
  std::ranges::stable_sort(first, audit_.findings.end(), {}, &Finding::rule);
}

void AuditBuilder::fill_gaps(Finding& finding, const Outcome& outcome, const Rule& rule) {
  std::vector<Gap> gaps = outcome.support.gaps;
  if (gaps.empty()) {
    gaps.push_back({Gap::Kind::not_decidable, "the rule " + rule.id, "the evidence does not settle it",
                    "look at the evidence by hand"});
  }
  Steps advice;
  for (auto gap = gaps.begin(); gap != gaps.end(); ++gap) {
    if (!finding.message.empty()) finding.message += "; ";
    finding.message += "not known: " + gap->what + " (" + gap->reason + ")";
    advice.add(gap->grant);
    Met& met = gaps_[{audit_.integrations.back().organization, *gap}];
    ++met.findings;
    const bool leads = std::none_of(gaps.begin(), gap, [&](const Gap& before) {
      return before.reason == gap->reason && before.grant == gap->grant;
    });
    if (leads) ++met.leads;
  }
  if (advice.empty()) advice = "make the evidence readable for the auditor, then audit again";
  finding.remediation = Remediation{.advice = std::move(advice), .call = {}, .may_break = {}};
}

ReadId AuditBuilder::first_read_of(const std::string& organization) const {
  const auto found = first_read_.find(organization);
  return found == first_read_.end() ? 0 : found->second;
}

Audit AuditBuilder::finish() {
  for (const auto& [place, met] : gaps_) {
    audit_.gaps.push_back({place.first, place.second, met.findings, met.leads});
  }
  for (auto& [key, organization] : asked_) audit_.organizations.push_back(std::move(organization));
  audit_.notices.assign(notices_.begin(), notices_.end());
  std::ranges::sort(audit_.policies, {}, &AuditedPolicy::id);
  audit_.totals = count(audit_);
  return std::move(audit_);
}

}  // namespace patrol
