#pragma once

#include "auditor/model/integration.h"
#include "auditor/model/snapshot.h"

#include <optional>
#include <string>

namespace patrol {

/// Which of an account's tokens an integration uses.
struct TokenChoice {
  const Token* token = nullptr;  ///< one of the list; null: one of the next two says why
  std::optional<Gap> unknown{};  ///< its `what` is empty
  std::string note{};            ///< a sentence without a full stop: there is none to choose
  /// How an audit finds it: by its name, which stays when it is renewed, where no other living one has it.
  PatSelector selector{};
};

/// The token with the wanted name or id, else the only one that lives. A text that names none is not shown:
/// it may be the token itself.
TokenChoice choose_token(const Listing<Token>& listed, const std::string& wanted, Time now);

}  // namespace patrol
