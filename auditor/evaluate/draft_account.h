#pragma once

#include "auditor/facts/facts.h"
#include "auditor/model/integration.h"
#include "auditor/model/result.h"

#include <string>

namespace patrol {

/// What a person calls an account by: an e-mail, an account name, a descriptor, the application or object id
/// of a service principal, or its name. An error where several are called so, or may be.
Result<AccountSelector> account_called(const std::string& account, const View& view);

/// The way to name the account by which an audit finds this very one; `called` is what a person called it.
AccountSelector lasting_selector(const Identity& account, const std::string& called, const Facts& facts);

}  // namespace patrol
