#pragma once

#include "auditor/model/policy.h"
#include "auditor/model/time.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// How an integration names its account.
struct AccountSelector {
  enum class Kind {
    email,             ///< `connection.email`: Mail or account name of a user
    descriptor,        ///< a subject descriptor (`aad.…`) or identity descriptor (`…;…`)
    service_principal  ///< application id or object id, a guid
  };
  Kind kind = Kind::email;
  std::string value;  ///< as written

  friend auto operator<=>(const AccountSelector&, const AccountSelector&) = default;
};

/// How an integration names its token, and what it says of it: never the secret itself.
struct PatSelector {
  std::string name;             ///< display name; may be empty
  std::string id;               ///< authorizationId, lower-case guid; may be empty
  std::string secret_env = {};  ///< variable of the environment that holds the secret; may be empty
  /// Declared scopes, sorted ids; with `expires` no evidence but a person's word (`--accept declared`).
  std::optional<std::vector<std::string>> scopes = std::nullopt;
  std::optional<Time> expires = std::nullopt;  ///< declared: the first moment at which it is no longer valid

  friend bool operator==(const PatSelector&, const PatSelector&) = default;
};

/// A person's word for what no API tells: signed, dated, and not for ever.
struct Attestation {
  std::string statement;  ///< as the policy words it
  std::string by;
  Time on{};     ///< the day it was looked at
  Time until{};  ///< the last day that it is good for

  friend bool operator==(const Attestation&, const Attestation&) = default;
};

/// One installation of a product: which account it signs in with, where, and what of it is switched on.
struct Integration {
  std::string name;  ///< unique over all files loaded
  std::string policy;
  std::string owner;         ///< may be empty
  std::string organization;  ///< as written; compared without regard to letter case
  std::string base_url;      ///< exactly what was typed into the product; may be empty
  std::string email;         ///< exactly what was typed into the product; may be empty
  AccountSelector account;
  PatSelector pat;
  std::vector<std::string> features;  ///< switched on
  std::string variant;                ///< empty where the policy declares none
  bool all_projects = false;
  std::vector<std::string> projects;  ///< names and patterns; empty when all_projects
  bool all_repositories = false;
  std::vector<std::string> repositories;  ///< of these projects: `storefront`, `web-*`, `Shop/main`, `*/main`
  bool all_pipelines = false;
  std::vector<std::string> pipelines;                     ///< likewise
  std::map<std::string, int, std::less<>> parameters;     ///< of the policy, set by this installation
  std::map<std::string, std::string, std::less<>> names;  ///< its parameters that are names
  std::vector<Attestation> attestations;
  /// Of what it selects the first project, repository or pipeline alone is asked for: a trial, and no audit.
  bool is_trial = false;
  Position position;

  friend bool operator==(const Integration&, const Integration&) = default;
};

/// Whether a feature is switched on, or a variant is the integration's.
bool is_switched_on(const std::string& word, const Integration& integration);

/// Whether the rule is for each of the others, and the integration is for all: then there can be none.
bool leaves_no_others(const Rule& rule, const Integration& integration);

/// Whether `when` and `unless` of the rule, and what it is for each of, let it concern the integration.
bool is_active(const Rule& rule, const Integration& integration);

/// The number that counts for the integration: its own where the amount is a parameter that it sets.
int number_for(const Amount& amount, const Integration& integration);

/// The like for the name of a thing.
const std::string& name_for(const ThingName& name, const Integration& integration);

/// Whether two wordings are one statement: letter case, white space and a full stop at the end aside.
bool same_statement(std::string_view a, std::string_view b);

}  // namespace patrol
