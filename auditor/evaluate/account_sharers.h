#pragma once

#include "auditor/facts/facts.h"
#include "auditor/model/integration.h"

#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace patrol {

/// Which loaded integrations of one organization sign in with the same account.
class AccountSharers {
 public:
  struct Sharers {
    std::vector<const Integration*> known;  ///< the integration that was asked about among them
    std::vector<const Integration*> maybe;  ///< those of which it is not known
  };

  /// These outlive it.
  explicit AccountSharers(const std::vector<const Integration*>& integrations)
      : integrations_(integrations) {}

  /// Those that sign in with the account of the integration; itself alone where that is not known. The
  /// accounts of integrations that can not be of it are not even looked up.
  const Sharers& of(const Integration& integration, const Facts& facts);

 private:
  /// The integrations of one organization, by how they name their account.
  struct Index {
    std::map<std::string, std::vector<const Integration*>, std::less<>> by_account;  ///< by account_key()
    std::vector<const Integration*> service_principals;
  };
  const Index& index_of(const std::string& organization);

  const std::vector<const Integration*>& integrations_;
  std::map<std::string, Index> indexes_;  ///< by folded organization
  /// By folded organization and identity id; an integration whose account is not known stands by itself.
  std::unordered_map<std::string, Sharers> sharers_;
};

}  // namespace patrol
