#pragma once

#include "auditor/azdo/connection.h"
#include "auditor/collect/collect.h"
#include "auditor/collect/read_fact.h"
#include "auditor/collect/workers.h"

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace patrol {

/// Tells how far a collection of many organizations is; from any thread.
class ProgressOfAll {
 public:
  explicit ProgressOfAll(const std::function<void(const CollectProgress&)>& tell) : tell_(tell) {}

  void note(std::string_view organization, std::size_t answered, std::size_t begun);

 private:
  const std::function<void(const CollectProgress&)>& tell_;
  std::mutex mutex_;
  CollectProgress progress_;
};

/// Reads one organization, in rounds that no other one holds up.
class Collection {
 public:
  /// The organization's folded name, and the name as a person wrote it. Borrows the others.
  Collection(std::string key, std::string name, azdo::Client& client, const StillMissing& still_missing,
             const CollectOptions& options, Workers& workers, ProgressOfAll& progress);

  /// Asks for what is missing until nothing is. While accounts are read, what the organization's own facts
  /// lead to is followed without waiting for them; it never depends on which account was quicker.
  void run();

  /// Once it has run: this organization alone.
  Snapshot take() { return std::move(snapshot_); }
  const std::string& name() const { return name_; }
  /// Whether nothing was taken of a collection that was to be gone on from.
  bool is_read_anew() const { return options_.resume != nullptr && earlier_ == nullptr; }

 private:
  class Wave;

  Organization& organization() { return snapshot_.organizations.at(key_); }
  void run_rounds();
  void find_earlier();
  std::optional<Store> known_already(const FactKey& key) const;
  std::set<FactKey> still_missing();
  void begin(Wave& wave, const std::set<FactKey>& missing, bool of_accounts);

  const std::string key_;
  const std::string name_;
  azdo::Client& client_;
  const StillMissing& ask_;
  const CollectOptions& options_;
  ProgressOfAll& progress_;
  Snapshot snapshot_;
  std::set<FactKey> asked_;
  std::optional<azdo::Fetched<Evidence<Connection>>> auditor_;  ///< only where it is resumed
  const Organization* earlier_ = nullptr;
  /// Last: its tasks end before anything they touch. Given back when it has run, so that the others have its
  /// part.
  std::unique_ptr<Workers::Lane> lane_;
};

}  // namespace patrol
