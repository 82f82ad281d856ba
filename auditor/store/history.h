#pragma once

#include "auditor/model/audit.h"
#include "auditor/model/history.h"
#include "auditor/model/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace patrol {

/// Audits over time: the port that every store of them stands behind. An audit is appended whole or not at
/// all, also where the process is killed, and what was appended outlives a loss of power. Several processes
/// may use one history at once; what one call gives is of one moment.
class History {
 public:
  History() = default;
  History(const History&) = delete;
  History& operator=(const History&) = delete;
  virtual ~History() = default;

  /// `loaded_from` stands for the place that the audit's integrations were loaded from, all of them: what an
  /// earlier audit from there covered and this one does not was taken out. Empty: only some were asked about.
  virtual Result<Done> append(const Audit& audit, const std::string& loaded_from) = 0;
  /// By time.
  virtual Result<std::vector<PastAudit>> list() = 0;
  /// By their names; empty where there is no such audit.
  virtual Result<std::vector<PastFinding>> findings(std::int64_t audit) = 0;
  virtual Result<Trend> trend(const TrendScope& scope) = 0;
  /// Removes audits before a time, and gives their number. Since when a failure is known is kept. Where they
  /// are removed and their room could not be given back, an error says so, and the next call tries it again.
  virtual Result<std::size_t> prune(Time before) = 0;
};

/// What a history is opened for. Reading needs no right to write, so that one on a read-only disk can be
/// read; only `existing_or_new` makes one that is not there.
enum class Opening { reading, existing, existing_or_new };

/// Opens a history in an SQLite database, which belongs to its owner alone when it is made new (mode 0600).
/// A file of an older version is brought to this one; of a newer one, of another program or damaged, it is
/// refused and left as it is.
Result<std::unique_ptr<History>> open_history(const std::string& path, Opening opening);

}  // namespace patrol
