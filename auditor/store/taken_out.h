#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace patrol {

/// Tells integrations that were taken out of the files from those that an audit was just not about. Audits
/// are told in their order in time. An integration is taken out where an audit of all that was loaded covers
/// it no more, although the one before from the same place did, and covers another of those. Otherwise the
/// two are of different integrations that only lie at the same path, in two repositories say.
class TakenOut {
 public:
  /// What is known of the time before the first audit that is told.
  void remember(std::int64_t integration, const std::string& loaded_from);

  /// The integrations that were taken out since, by their rows. `loaded_from`: see History::append.
  std::vector<std::int64_t> look(const std::string& loaded_from, const std::vector<std::int64_t>& covered);

  /// From where each integration was loaded that was not taken out.
  std::map<std::int64_t, std::string> present() const;

 private:
  bool is_still_of(std::int64_t integration, const std::string& loaded_from) const;

  std::map<std::string, std::set<std::int64_t>> covered_;  ///< by the last audit from each place
  std::map<std::int64_t, std::string> loaded_from_;        ///< by the last audit that covered it
};

}  // namespace patrol
