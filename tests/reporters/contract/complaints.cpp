#include "tests/reporters/contract/complaints.h"

#include <fmt/format.h>

#include <utility>

namespace patrol::contract {

void Told::add(std::string_view verdict, bool is_waived, bool counts) {
  if (verdict == "pass") {
    ++totals.pass;
  } else if (verdict == "fail") {
    ++(is_waived ? totals.waived : totals.fail);
    totals.counting_failures += counts ? 1 : 0;
  } else if (verdict == "inconclusive") {
    ++totals.inconclusive;
    totals.counting_inconclusive += counts ? 1 : 0;
  } else if (verdict == "not_applicable") {
    ++totals.not_applicable;
  }
}

void Complaints::add(std::string what) {
  constexpr std::size_t most = 12;
  if (all_.size() < most) all_.push_back(std::move(what));
}

void Complaints::that(bool holds, std::string_view what) {
  if (!holds) add(std::string(what));
}

void Complaints::equal(std::string_view what, std::size_t told, std::size_t wanted) {
  if (told != wanted) add(fmt::format("{}: {} told, {} in the audit", what, told, wanted));
}

void Complaints::agree(const Told& told, const Audit& audit) {
  const Totals& totals = audit.totals;
  equal("pass", told.totals.pass, totals.pass);
  equal("fail", told.totals.fail, totals.fail);
  equal("inconclusive", told.totals.inconclusive, totals.inconclusive);
  equal("not applicable", told.totals.not_applicable, totals.not_applicable);
  equal("waived", told.totals.waived, totals.waived);
  equal("counting failures", told.totals.counting_failures, totals.counting_failures);
  equal("counting inconclusive", told.totals.counting_inconclusive, totals.counting_inconclusive);
  equal("gone", told.gone, gone_in(audit));
}

std::size_t gone_in(const Audit& audit) {
  return audit.baseline ? audit.baseline->gone.size() : 0;
}

}  // namespace patrol::contract
