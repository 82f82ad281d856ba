#include "auditor/evaluate/draft_account.h"

#include "auditor/facts/account.h"
#include "auditor/model/guid.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <vector>

namespace patrol {
namespace {

/// `aad.…`, `aadsp.…`: a kind in lower-case letters, a full stop and base64.
bool is_subject_descriptor(std::string_view text) {
  constexpr std::array<std::string_view, 7> kinds{"aad", "aadsp", "msa", "svc", "bnd", "win", "unk"};
  constexpr std::size_t shortest =
      32;  // base64 of an id has 48; a name such as `svc.deploy` is no descriptor
  const auto dot = text.find('.');
  if (dot == std::string_view::npos || text.size() - dot - 1 < shortest) return false;
  const auto is_base64 = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '=';
  };
  return std::ranges::all_of(text.substr(dot + 1), is_base64) &&
         std::ranges::find(kinds, text.substr(0, dot)) != kinds.end();
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find_first_of(" \t\r\n") == std::string_view::npos;
}

/// An id that the service principal's integration file can name.
std::string id_of(const Principal& principal) {
  return principal.application_id.empty() ? principal.object_id : principal.application_id;
}

}  // namespace

Result<AccountSelector> account_called(const std::string& account, const View& view) {
  if (is_guid(account)) return AccountSelector{AccountSelector::Kind::service_principal, account};
  if (account.find(';') != std::string::npos || is_subject_descriptor(account)) {
    return AccountSelector{AccountSelector::Kind::descriptor, account};
  }
  if (account.find('@') != std::string::npos) {
    return AccountSelector{AccountSelector::Kind::email, account};
  }
  const auto& listed = view.service_principals().known;
  std::vector<std::string> ids;
  for (const Principal& principal : listed.items) {
    if (same_name(principal.display_name, account)) ids.push_back(id_of(principal));
  }
  std::erase(ids, "");
  if (ids.size() > 1) {
    return Error{Error::Kind::usage, account,
                 "several service principals are called so; name one by its id: " + join_words(ids)};
  }
  if (ids.size() == 1 && listed.rest) {
    return Error{Error::Kind::bad_response, account,
                 "others may be called so too, since not all service principals could be read (" +
                     listed.rest->reason + "); name it by its id: " + ids.front()};
  }
  if (ids.size() == 1) return AccountSelector{AccountSelector::Kind::service_principal, ids.front()};
  return AccountSelector{AccountSelector::Kind::email, account};
}

AccountSelector lasting_selector(const Identity& account, const std::string& called, const Facts& facts) {
  if (is_service_principal(account)) {
    for (const Principal& principal : facts.view().service_principals().known.items) {
      if (principal.descriptor != account.subject_descriptor || id_of(principal).empty()) continue;
      return {AccountSelector::Kind::service_principal, id_of(principal)};
    }
    if (is_guid(called)) return {AccountSelector::Kind::service_principal, called};
  }
  const std::string& address = account.mail.empty() ? account.account : account.mail;
  if (!is_service_principal(account) && is_email(address)) {
    const AccountSelector typed{AccountSelector::Kind::email, address};
    const AccountAnswer& answer = facts.account(typed);
    if (answer.identity != nullptr && answer.identity->id == account.id) return typed;
  }
  return {AccountSelector::Kind::descriptor,
          account.subject_descriptor.empty() ? account.descriptor : account.subject_descriptor};
}

}  // namespace patrol
