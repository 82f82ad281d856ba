#pragma once

#include "auditor/model/policy.h"

#include <optional>
#include <string>
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

/// How an integration names its token: never the secret itself.
struct PatSelector {
  std::string name;  ///< display name; may be empty
  std::string id;    ///< authorizationId, lower-case guid; may be empty

  friend bool operator==(const PatSelector&, const PatSelector&) = default;
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
  std::vector<std::string> projects;  ///< named; empty when all_projects
  Position position;

  friend bool operator==(const Integration&, const Integration&) = default;
};

}  // namespace patrol
