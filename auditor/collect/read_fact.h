#pragma once

#include "auditor/azdo/client.h"
#include "auditor/model/snapshot.h"

#include <functional>
#include <string>
#include <vector>

namespace patrol {

/// Puts what was read into the organization. Made by a worker, carried out by the collecting thread alone.
using Store = std::function<void(Organization&)>;

/// Requests that answer one or several facts, and how to keep the answer. Runs in a worker.
using Job = std::function<Store(azdo::Client&)>;

/// The fewest jobs that answer these facts: groups, those of Entra and identities go many to a request, and
/// so do the Entra groups that one account may be in; all else one by one. The same keys give the same jobs
/// in the same order.
std::vector<Job> plan_jobs(const std::vector<FactKey>& keys);

}  // namespace patrol
