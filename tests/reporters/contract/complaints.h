#pragma once

#include "auditor/model/audit.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::contract {

/// What a reader of a report made of it, in numbers. Gone findings are no findings.
struct Told {
  Totals totals;
  std::size_t gone = 0;

  /// One more finding: a word of the verdicts, and whether it is waived and counts.
  void add(std::string_view verdict, bool is_waived, bool counts);
};

/// Which promises a report breaks. Holds the first few only: a broken format breaks them with every line.
class Complaints {
 public:
  void add(std::string what);
  void that(bool holds, std::string_view what);
  void equal(std::string_view what, std::size_t told, std::size_t wanted);
  /// The totals, and how many are gone, are those of the audit.
  void agree(const Told& told, const Audit& audit);

  const std::vector<std::string>& all() const { return all_; }

 private:
  std::vector<std::string> all_;
};

/// How many findings of the baseline are gone.
std::size_t gone_in(const Audit& audit);

}  // namespace patrol::contract
