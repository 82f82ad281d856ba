#include "auditor/collect/collection.h"

#include "auditor/collect/finish.h"
#include "auditor/collect/resume.h"

#include <algorithm>
#include <condition_variable>

namespace patrol {
namespace {

/// Facts of single accounts, one request or more each. The others concern the whole organization.
bool is_of_one_account(const FactKey& key) {
  return key.kind == FactKey::Kind::account || key.kind == FactKey::Kind::tokens ||
         key.kind == FactKey::Kind::entitlement || key.kind == FactKey::Kind::memberships ||
         key.kind == FactKey::Kind::entra_membership;
}

}  // namespace

void ProgressOfAll::note(std::string_view organization, std::size_t answered, std::size_t begun) {
  if (!tell_) return;
  const std::lock_guard lock(mutex_);
  progress_.organization = organization;
  progress_.requests += answered;
  progress_.waiting = progress_.waiting + begun - answered;
  tell_(progress_);
}

/// Jobs that are handed to the workers together; their answers are kept in the order of the jobs, so that it
/// does not matter which came first.
class Collection::Wave {
 public:
  explicit Wave(Collection& collection) : collection_(collection) {}
  /// Also where something was thrown meanwhile: its tasks touch it.
  ~Wave() {
    std::unique_lock lock(mutex_);
    finished_.wait(lock, [this] { return done_ == begun_; });
  }
  Wave(const Wave&) = delete;
  Wave& operator=(const Wave&) = delete;

  void add(Job job) {
    collection_.progress_.note(collection_.name_, 0, 1);
    jobs_.emplace_back(stores_.size(), std::move(job));
    stores_.emplace_back();
  }

  /// What needs no request; it is kept when the answers are.
  void keep_too(Store store) { stores_.push_back(std::move(store)); }

  /// Hands everything to the workers; nothing may be added after it.
  void go() {
    for (auto& planned : jobs_) {
      collection_.lane_->submit([this, place = planned.first, job = std::move(planned.second)] {
        Store store = job(collection_.client_);
        collection_.progress_.note(collection_.name_, 1, 0);
        // The last touch of this object is under the lock: then the waiting thread may let it go.
        const std::lock_guard lock(mutex_);
        stores_[place] = std::move(store);
        ++done_;
        finished_.notify_all();
      });
      ++begun_;
    }
    jobs_.clear();
  }

  void wait_and_keep() {
    std::unique_lock lock(mutex_);
    finished_.wait(lock, [this] { return done_ == begun_; });
    for (const Store& store : stores_) store(collection_.organization());
    stores_.clear();
  }

  bool empty() const { return stores_.empty(); }

 private:
  Collection& collection_;
  std::vector<Store> stores_;
  std::vector<std::pair<std::size_t, Job>> jobs_;  ///< with the place of its answer
  std::mutex mutex_;
  std::condition_variable finished_;
  std::size_t begun_ = 0;  ///< of the collecting thread alone
  std::size_t done_ = 0;
};

Collection::Collection(std::string key, std::string name, azdo::Client& client,
                       const StillMissing& still_missing, const CollectOptions& options, Workers& workers,
                       ProgressOfAll& progress)
    : key_(std::move(key)),
      name_(std::move(name)),
      client_(client),
      ask_(still_missing),
      options_(options),
      progress_(progress),
      lane_(std::make_unique<Workers::Lane>(workers)) {
  snapshot_.collected_at = options.evaluate.now;
  snapshot_.organizations[key_].name = name_;
}

void Collection::run() {
  run_rounds();
  lane_.reset();
  if (options_.keeps_rest && earlier_ != nullptr) keep_rest(*earlier_, organization());
  sort_reads(organization());
  snapshot_.cut_short = is_cut_short(organization());
}

void Collection::run_rounds() {
  if (options_.resume != nullptr) find_earlier();
  for (std::set<FactKey> missing = still_missing(); !missing.empty(); missing = still_missing()) {
    Wave accounts(*this);
    begin(accounts, missing, true);
    for (; !missing.empty(); missing = still_missing()) {
      Wave shared(*this);
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
}

/// Whether facts of the earlier collection may stand beside those that are read now.
void Collection::find_earlier() {
  Wave wave(*this);
  wave.add([this](azdo::Client& client) -> Store {
    return [this, answer = azdo::fetch_connection(client)](Organization& /*organization*/) {
      auditor_ = answer;
    };
  });
  wave.go();
  wave.wait_and_keep();
  const auto earlier = options_.resume->organizations.find(key_);
  if (earlier == options_.resume->organizations.end()) return;
  const auto& connection = earlier->second.connection;
  if (!connection || !auditor_ || !is_same_auditor(connection->known, auditor_->known)) return;
  earlier_ = &earlier->second;
  snapshot_.collected_at = std::min(snapshot_.collected_at, options_.resume->collected_at);
}

/// What is known without a request: who the auditor is has been asked already, and the earlier collection
/// may have had the fact. Taken in the wave in which it would be asked, so that the further waves, and with
/// them the requests, are those of a collection that was never cut short.
std::optional<Store> Collection::known_already(const FactKey& key) const {
  if (key.kind == FactKey::Kind::connection && auditor_) {
    return [answer = *auditor_](Organization& organization) {
      std::vector<ReadId> reads;
      reads.reserve(answer.reads.size());
      for (const Read& read : answer.reads) {
        reads.push_back(static_cast<ReadId>(organization.reads.size()));
        organization.reads.push_back(read);
      }
      organization.connection = Fact<Evidence<Connection>>{answer.known, std::move(reads)};
    };
  }
  return earlier_ == nullptr ? std::nullopt : known_before(*earlier_, key);
}

/// What is looked for and nobody asked for yet. A key is asked once: should its answer not be kept, the
/// collection ends all the same, and the rule is inconclusive.
std::set<FactKey> Collection::still_missing() {
  std::set<FactKey> missing = ask_(key_, snapshot_, options_.evaluate);
  std::erase_if(missing, [this](const FactKey& key) { return asked_.contains(key); });
  return missing;
}

void Collection::begin(Wave& wave, const std::set<FactKey>& missing, bool of_accounts) {
  std::vector<FactKey> wanted;
  for (const FactKey& key : missing) {
    if (is_of_one_account(key) != of_accounts) continue;
    asked_.insert(key);
    if (auto store = known_already(key)) {
      wave.keep_too(*std::move(store));
    } else {
      wanted.push_back(key);
    }
  }
  for (Job& job : plan_jobs(wanted)) wave.add(std::move(job));
}

}  // namespace patrol
