#pragma once

#include "auditor/model/evidence.h"
#include "auditor/model/time.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// A personal access token of an account that was looked at.
struct DiscoveredToken {
  enum class Claim {
    claimed,    ///< a loaded integration uses it
    unclaimed,  ///< none does
    unknown     ///< one may, which is not known
  };
  std::string id;
  std::string name;                 ///< may be empty
  std::vector<std::string> scopes;  ///< ids
  std::optional<Time> valid_from;
  std::optional<Time> valid_to;
  bool is_alive = false;  ///< valid by its own word and its dates
  bool all_organizations = false;
  Claim claim = Claim::unclaimed;
  std::vector<std::string> integrations;  ///< that use it, sorted; where it is not known, that may

  friend bool operator==(const DiscoveredToken&, const DiscoveredToken&) = default;
};

std::string_view to_word(DiscoveredToken::Claim claim);

/// The service hooks that an account made for one consumer.
struct DiscoveredHooks {
  std::string consumer;  ///< `webHooks`, `slack`, …
  std::string host;      ///< that they post to; may be empty
  std::size_t all = 0;
  std::size_t enabled = 0;
  std::vector<std::string> events;  ///< sorted

  friend bool operator==(const DiscoveredHooks&, const DiscoveredHooks&) = default;
};

/// An account that looks like an integration's, or is one's.
struct DiscoveredAccount {
  /// Why it looks so, the surest first.
  enum class Sign {
    service_principal,  ///< managed identities among them
    hooks,              ///< it made service hooks
    product,            ///< it is called as a product that a policy is for
    name,               ///< it is called as no person is
    tokens              ///< it holds personal access tokens, as people do too
  };
  std::string name;  ///< account name, mail or display name
  std::string display_name;
  std::string kind;  ///< `user`, `guest`, `service principal`, `managed identity`, `build service`
  std::string descriptor;
  std::string application_id;  ///< of service principals; may be empty
  std::vector<Sign> signs;     ///< sorted, unique
  std::string product;         ///< id of the policy
  std::string name_part;       ///< what in its name: `svc`
  std::vector<DiscoveredToken> tokens;
  bool tokens_known = true;  ///< the list was read to its end, or there can be none
  std::vector<DiscoveredHooks> hooks;
  std::vector<std::string> integrations;        ///< of the loaded ones, that sign in with it; sorted
  std::vector<std::string> maybe_integrations;  ///< that may, which is not known; sorted
  bool is_auditor = false;                      ///< patrol itself is signed in with it

  /// Whether anything but tokens says that it is no person's.
  bool is_likely() const;
  bool is_claimed() const { return !integrations.empty(); }
  /// What `patrol init` takes for it.
  const std::string& selector() const;
  friend bool operator==(const DiscoveredAccount&, const DiscoveredAccount&) = default;
};

std::string_view to_word(DiscoveredAccount::Sign sign);

/// The result of `patrol discover`.
struct Discovery {
  std::string tool;
  Time generated_at{};
  Time collected_at{};
  std::string organization;
  std::string auditor;  ///< display name and account of the credential's owner; empty: not known
  std::size_t requests = 0;
  std::vector<std::string> integrations;    ///< the loaded ones of the organization, sorted
  std::size_t looked_at = 0;                ///< accounts that were seen, people's among them
  std::vector<DiscoveredAccount> accounts;  ///< likely ones first, by name
  std::vector<Gap> gaps;                    ///< what could not be read, so that the lists may lack something
  std::vector<std::string> notices;         ///< what a person should know besides

  /// Whether all was read that the lists are made of.
  bool is_complete() const { return gaps.empty(); }
  /// Living tokens that no loaded integration is known to use; the auditor's own are left out.
  std::size_t unclaimed_tokens() const;
  /// Likely accounts that no loaded integration is known to sign in with.
  std::size_t unclaimed_accounts() const;
  friend bool operator==(const Discovery&, const Discovery&) = default;
};

}  // namespace patrol
