#include "auditor/facts/support.h"

#include <algorithm>
#include <iterator>

namespace patrol {

void Support::add_reads(const std::vector<ReadId>& more) {
  if (more.empty() || std::ranges::includes(reads, more)) return;
  // What a memory block of the smallest size holds: few answers rest on more.
  constexpr std::size_t usual = 6;
  if (reads.capacity() < usual) reads.reserve(usual);
  if (reads.empty() || reads.back() < more.front()) {
    reads.insert(reads.end(), more.begin(), more.end());
    return;
  }
  std::vector<ReadId> merged;
  merged.reserve(reads.size() + more.size());
  std::ranges::set_union(reads, more, std::back_inserter(merged));
  reads = std::move(merged);
}

void Support::add_gap(const Gap& gap) {
  if (std::ranges::find(gaps, gap) == gaps.end()) gaps.push_back(gap);
}

void Support::add(const Support& other) {
  add_reads(other.reads);
  for (const Gap& gap : other.gaps) add_gap(gap);
}

}  // namespace patrol
