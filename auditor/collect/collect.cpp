#include "auditor/collect/collect.h"

#include "auditor/azdo/connection.h"
#include "auditor/collect/finish.h"
#include "auditor/collect/read_fact.h"
#include "auditor/collect/resume.h"
#include "auditor/collect/workers.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace patrol {
namespace {

using Missing = std::map<std::string, std::set<FactKey>>;  // by folded organization

/// Jobs that were handed to the workers together; their answers are kept in the order of the jobs, so that it
/// does not matter which came first.
class Wave {
 public:
  void begin(Workers& workers, Organization& organization, azdo::Client& client, Job job,
             std::function<void()> done) {
    const std::size_t place = stores_.size();
    stores_.emplace_back(&organization, Store{});
    ++open_;
    pending_.push_back([this, &workers, &client, place, job = std::move(job), done = std::move(done)] {
      workers.submit([this, &client, place, job, done] {
        Store store = job(client);
        // The last touch of this object is under the lock: then the waiting thread may let it go.
        const std::lock_guard lock(mutex_);
        stores_[place].second = std::move(store);
        if (done) done();
        --open_;
        finished_.notify_all();
      });
    });
  }

  /// What needs no request; it is kept when the answers are.
  void keep_too(Organization& organization, Store store) {
    stores_.emplace_back(&organization, std::move(store));
  }

  /// Hands everything to the workers; nothing may begin after it.
  void go() {
    for (const auto& submit : pending_) submit();
    pending_.clear();
  }

  void wait_and_keep() {
    std::unique_lock lock(mutex_);
    finished_.wait(lock, [this] { return open_ == 0; });
    for (auto& [organization, store] : stores_) store(*organization);
    stores_.clear();
  }

  bool empty() const { return stores_.empty(); }

 private:
  std::vector<std::pair<Organization*, Store>> stores_;
  std::vector<std::function<void()>> pending_;
  std::mutex mutex_;
  std::condition_variable finished_;
  std::size_t open_ = 0;
};

/// Facts of single accounts, one request or more each. The others concern the whole organization.
bool is_of_one_account(const FactKey& key) {
  return key.kind == FactKey::Kind::account || key.kind == FactKey::Kind::tokens ||
         key.kind == FactKey::Kind::entitlement || key.kind == FactKey::Kind::memberships ||
         key.kind == FactKey::Kind::entra_membership;
}

class Collection {
 public:
  Collection(const std::vector<std::string>& organizations, const StillMissing& still_missing,
             const ClientFor& client_for, const CollectOptions& options)
      : ask_(still_missing), client_for_(client_for), options_(options), workers_(options.concurrency) {
    snapshot_.collected_at = options.evaluate.now;
    for (const std::string& name : organizations) {
      Organization& organization = snapshot_.organizations[fold_case(name)];
      // The spelling must not depend on the order of the files.
      if (organization.name.empty() || name < organization.name) organization.name = name;
    }
  }

  /// Asks for what is missing until nothing is. While accounts are read, what the organization's own facts
  /// lead to is followed without waiting for them; it never depends on which account was quicker.
  Snapshot run() {
    if (options_.resume != nullptr) find_earlier();
    for (Missing missing = still_missing(); !missing.empty(); missing = still_missing()) {
      Wave accounts;
      begin(accounts, missing, true);
      for (; !missing.empty(); missing = still_missing()) {
        Wave shared;
        begin(shared, missing, false);
        if (shared.empty()) break;
        // Shared facts first: what follows from them is what takes the most round trips.
        shared.go();
        accounts.go();
        shared.wait_and_keep();
      }
      accounts.go();
      accounts.wait_and_keep();
    }
    for (auto& [key, organization] : snapshot_.organizations) {
      sort_reads(organization);
      snapshot_.cut_short = snapshot_.cut_short || is_cut_short(organization);
    }
    return std::move(snapshot_);
  }

 private:
  /// In which organizations facts of the earlier collection may stand beside those that are read now.
  void find_earlier() {
    Wave wave;
    for (auto& entry : snapshot_.organizations) {
      const std::string& key = entry.first;
      Organization& organization = entry.second;
      Job who = [this, key](azdo::Client& client) -> Store {
        return [this, key, answer = azdo::fetch_connection(client)](Organization& /*organization*/) {
          auditors_.insert_or_assign(key, answer);
        };
      };
      note_progress(organization.name, 0, 1);
      wave.begin(workers_, organization, client_of(key, organization.name), std::move(who),
                 [this, &organization] { note_progress(organization.name, 1, 0); });
    }
    wave.go();
    wave.wait_and_keep();
    for (const auto& [name, organization] : snapshot_.organizations) {
      if (was_read_by_the_same(name)) {
        earlier_.emplace(name, &options_.resume->organizations.at(name));
        snapshot_.collected_at = std::min(snapshot_.collected_at, options_.resume->collected_at);
      } else if (options_.read_anew) {
        options_.read_anew(organization.name);
      }
    }
  }

  bool was_read_by_the_same(const std::string& name) const {
    const auto earlier = options_.resume->organizations.find(name);
    if (earlier == options_.resume->organizations.end()) return false;
    const auto& connection = earlier->second.connection;
    return connection && is_same_auditor(connection->known, auditors_.at(name).known);
  }

  /// What is known without a request: who the auditor is has been asked already, and the earlier collection
  /// may have had the fact. Taken in the wave in which it would be asked, so that the further waves, and with
  /// them the requests, are those of a collection that was never cut short.
  std::optional<Store> known_already(const std::string& name, const FactKey& key) const {
    if (key.kind == FactKey::Kind::connection && auditors_.contains(name)) {
      return [answer = auditors_.at(name)](Organization& organization) {
        std::vector<ReadId> reads;
        reads.reserve(answer.reads.size());
        for (const Read& read : answer.reads) {
          reads.push_back(static_cast<ReadId>(organization.reads.size()));
          organization.reads.push_back(read);
        }
        organization.connection = Fact<Evidence<Connection>>{answer.known, std::move(reads)};
      };
    }
    const auto earlier = earlier_.find(name);
    return earlier == earlier_.end() ? std::nullopt : known_before(*earlier->second, key);
  }

  /// What is looked for and nobody asked for yet. A key is asked once: should its answer not be kept,
  /// the collection ends all the same, and the rule is inconclusive.
  Missing still_missing() {
    Missing missing = ask_(snapshot_, options_.evaluate);
    for (auto& [organization, keys] : missing) {
      std::erase_if(keys, [&](const FactKey& key) { return asked_.contains({organization, key}); });
    }
    std::erase_if(missing, [](const auto& entry) { return entry.second.empty(); });
    return missing;
  }

  void begin(Wave& wave, const Missing& missing, bool of_accounts) {
    for (const auto& [name, keys] : missing) {
      Organization& organization = snapshot_.organizations[name];
      std::vector<FactKey> wanted;
      for (const FactKey& key : keys) {
        if (is_of_one_account(key) != of_accounts) continue;
        asked_.insert({name, key});
        if (auto store = known_already(name, key)) {
          wave.keep_too(organization, *std::move(store));
        } else {
          wanted.push_back(key);
        }
      }
      azdo::Client& client = client_of(name, organization.name);
      for (Job& job : plan_jobs(wanted)) {
        note_progress(organization.name, 0, 1);
        wave.begin(workers_, organization, client, std::move(job),
                   [this, &organization] { note_progress(organization.name, 1, 0); });
      }
    }
  }

  azdo::Client& client_of(const std::string& key, const std::string& name) {
    const auto known = clients_.find(key);
    if (known != clients_.end()) return *known->second;
    return *clients_.emplace(key, &client_for_(name)).first->second;
  }

  void note_progress(std::string_view organization, std::size_t answered, std::size_t begun) {
    if (!options_.progress) return;
    const std::lock_guard lock(progress_mutex_);
    progress_.organization = organization;
    progress_.requests += answered;
    progress_.waiting = progress_.waiting + begun - answered;
    options_.progress(progress_);
  }

  const StillMissing& ask_;
  const ClientFor& client_for_;
  const CollectOptions& options_;
  Snapshot snapshot_;
  std::set<std::pair<std::string, FactKey>> asked_;
  std::map<std::string, azdo::Client*> clients_;
  std::map<std::string, azdo::Fetched<Evidence<Connection>>> auditors_;  ///< only where it is resumed
  std::map<std::string, const Organization*> earlier_;
  CollectProgress progress_;
  std::mutex progress_mutex_;
  Workers workers_;  // last: its threads end before anything they touch
};

}  // namespace

Snapshot collect(const std::vector<std::string>& organizations, const StillMissing& still_missing,
                 const ClientFor& client_for, const CollectOptions& options) {
  return Collection(organizations, still_missing, client_for, options).run();
}

Snapshot collect(const PolicySet& policies, const std::vector<Integration>& integrations,
                 const Catalogue& catalogue, const ClientFor& client_for, const CollectOptions& options) {
  std::vector<std::string> organizations;
  for (const Integration& integration : integrations) {
    if (options.evaluate.asks_about(integration)) organizations.push_back(integration.organization);
  }
  const StillMissing still_missing = [&](const Snapshot& snapshot, const EvaluateOptions& deciding) {
    return missing_facts(policies, integrations, catalogue, snapshot, deciding);
  };
  return collect(organizations, still_missing, client_for, options);
}

}  // namespace patrol
