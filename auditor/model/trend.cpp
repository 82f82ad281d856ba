#include "auditor/model/trend.h"

namespace patrol {

std::optional<std::size_t> compliance_permille(const TrendPoint& point) {
  const std::size_t all = point.pass + point.fail + point.inconclusive + point.waived;
  if (all == 0) return std::nullopt;
  // Rounded down: 1000 means that every single one passes.
  return point.pass * 1000 / all;
}

}  // namespace patrol
