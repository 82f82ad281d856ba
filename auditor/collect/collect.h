#pragma once

#include "auditor/azdo/client.h"
#include "auditor/evaluate/evaluate.h"
#include "auditor/model/snapshot.h"

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// How far a collection is; for a live line, never for a report.
struct CollectProgress {
  std::string_view organization;
  std::size_t requests = 0;  ///< answered so far, over all organizations
  std::size_t waiting = 0;   ///< asked or queued now
};

struct CollectOptions {
  EvaluateOptions evaluate;  ///< decides which facts matter; `now` becomes `collected_at`
  std::size_t concurrency = 8;
  std::function<void(const CollectProgress&)> progress{};  ///< called from one thread at a time
  /// What a collection that was cut short had read: taken instead of asked where that answers, in the
  /// organizations that are signed in to as the same identity now. `collected_at` is then that one's.
  const Snapshot* resume = nullptr;
  /// Whether what `resume` holds beside what is asked for now is kept, so that its file can be written over.
  bool keeps_rest = false;
  /// Told, at the end, of each organization of which nothing was taken from `resume`; may be empty.
  std::function<void(const std::string& organization)> read_anew{};
};

/// The client for an organization (name as written in the integration). It lives as long as the collection.
using ClientFor = std::function<azdo::Client&(const std::string& organization)>;

/// The facts of an organization (its folded name) that are still to be read, given what was read of it so
/// far, which is all that the snapshot holds; none where all is known. Asked again after each round, with the
/// options of the collection, and from many threads at a time.
using StillMissing = std::function<std::set<FactKey>(const std::string& organization, const Snapshot& so_far,
                                                     const EvaluateOptions& options)>;

/// What an audit needs to know. Borrows policies and catalogue.
StillMissing missing_for_audit(const PolicySet& policies, const std::vector<Integration>& integrations,
                               const Catalogue& catalogue);

/// Reads from Azure DevOps what `still_missing` asks for, of the organizations (as a person wrote them), by
/// the fewest requests. Each fact is asked for once, and each organization has its own rounds and its part of
/// the requests under way: one that does not answer takes time, not what is read of the others. Always gives
/// a snapshot: what could not be read is a gap in it, and what the deadline or stop token of a client kept
/// from being asked is one too. The same answers give the same snapshot.
Snapshot collect(const std::vector<std::string>& organizations, const StillMissing& still_missing,
                 const ClientFor& client_for, const CollectOptions& options);

/// Reads from Azure DevOps what these policies need to know of these integrations, and nothing else.
Snapshot collect(const PolicySet& policies, const std::vector<Integration>& integrations,
                 const Catalogue& catalogue, const ClientFor& client_for, const CollectOptions& options);

}  // namespace patrol
