#include "reporters/selection.h"

#include <algorithm>
#include <functional>

namespace patrol {
namespace {

template <class Predicate>
Findings select(const Audit& audit, Predicate is_wanted) {
  Findings selected;
  for (const Finding& finding : audit.findings) {
    if (is_wanted(finding)) selected.push_back(&finding);
  }
  return selected;
}

Findings worst_first(const Audit& audit, Findings findings) {
  std::ranges::stable_sort(findings, std::greater{},
                           [&](const Finding* finding) { return audit.rule_of(*finding).severity; });
  return findings;
}

bool is_alike(const Audit& audit, const Finding& a, const Finding& b) {
  const auto change = [](const Finding& finding) {
    return finding.since ? finding.since->change : Change::unchanged;
  };
  const bool has_subject = a.project || a.resource;
  return has_subject && a.integration == b.integration && a.rule == b.rule &&
         audit.counts(a) == audit.counts(b) && change(a) == change(b);
}

}  // namespace

Findings failures(const Audit& audit) {
  return worst_first(audit, select(audit, [](const Finding& finding) {
                       return finding.verdict == Verdict::fail && !finding.waiver;
                     }));
}

Findings inconclusive(const Audit& audit) {
  return worst_first(audit, with_verdict(audit, Verdict::inconclusive));
}

Findings waived(const Audit& audit) {
  return select(audit, [](const Finding& finding) {
    return finding.verdict == Verdict::fail && finding.waiver.has_value();
  });
}

Findings with_verdict(const Audit& audit, Verdict verdict) {
  return select(audit, [&](const Finding& finding) { return finding.verdict == verdict; });
}

std::vector<Alike> alike(const Audit& audit, const Findings& findings) {
  std::vector<Alike> all;
  for (const Finding* finding : findings) {
    if (all.empty() || !is_alike(audit, *all.back().first, *finding)) all.push_back({.first = finding});
    ++all.back().count;
  }
  return all;
}

}  // namespace patrol
