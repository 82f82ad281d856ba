#pragma once

#include "auditor/model/evidence.h"

#include <string>
#include <vector>

namespace patrol {

/// What stands behind an answer: the reads that were looked at, and the gaps that kept it from being sure.
struct Support {
  std::vector<ReadId> reads;  ///< sorted, unique
  std::vector<Gap> gaps;      ///< in the order met, unique

  void add_reads(const std::vector<ReadId>& more);
  void add_gap(const Gap& gap);
  void add(const Support& other);

  friend bool operator==(const Support&, const Support&) = default;
};

}  // namespace patrol
