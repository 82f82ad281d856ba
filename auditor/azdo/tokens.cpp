#include "auditor/azdo/tokens.h"

#include "auditor/azdo/members.h"
#include "auditor/azdo/pages.h"
#include "auditor/model/guid.h"
#include "auditor/model/text.h"

#include <algorithm>

namespace patrol::azdo {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words = split(fold_case(text), ' ');
  std::erase(words, "");
  return words;
}

std::optional<Time> time_or_nothing(Members& members, std::string_view name) {
  const std::string text = members.text_or_empty(name);
  if (text.empty()) return std::nullopt;
  const auto time = parse_time(text);
  if (!time) members.fail("`" + members.name_of(name) + "` is no time");
  return time;
}

/// Null means all organizations of the owner, and that is something to report; a member that is missing
/// means nothing.
std::optional<std::vector<std::string>> target_accounts(Members& members, const Json& entry) {
  constexpr auto name = "targetAccounts";
  if (entry.is_object() && !entry.contains(name)) members.fail("`targetAccounts` is missing");
  if (members.find(name) == nullptr) return std::nullopt;
  auto accounts = members.texts(name);
  for (auto& account : accounts) {
    if (!is_guid(account)) members.fail("`targetAccounts` holds something that is no guid");
    account = fold_case(account);
  }
  return accounts;
}

}  // namespace

Parsed<std::optional<Token>> parse_token(const Json& entry) {
  Members members(entry);
  if (members.flag_or_false("isPublic")) return std::optional<Token>{};
  Token token{.authorization_id = members.guid("authorizationId"),
              .display_name = members.free_text_or_empty("displayName"),
              .scopes = words_of(members.text("scope")),
              .target_accounts = target_accounts(members, entry),
              .valid_from = time_or_nothing(members, "validFrom"),
              .valid_to = time_or_nothing(members, "validTo"),
              .is_valid = members.flag("isValid")};
  return std::move(members).result(std::optional{std::move(token)});
}

Fetched<Listing<Token>> fetch_tokens(Client& client, const std::string& subject_descriptor) {
  Fetched<Listing<Token>> fetched;
  const Question plain{.endpoint = EndpointId::tokens,
                       .what = "the personal access tokens of `" + subject_descriptor + "`",
                       .path = {"_apis", "tokenadmin", "personalaccesstokens", subject_descriptor},
                       // Left out, it is not said what is listed: SSH keys perhaps (API.md 3.7).
                       .query = {{"isPublic", "false"}}};
  Question paged = plain;
  paged.query.insert(paged.query.begin(), {"pageSize", "100"});
  fetched.known = read_list(client, paged, fetched.reads, parse_token);
  // The largest page is not documented: 100 may be over it.
  if (fetched.known.items.empty() && fetched.reads.size() == 1 && fetched.reads.back().status == 400) {
    fetched.known = read_list(client, plain, fetched.reads, parse_token);
  }
  return fetched;
}

}  // namespace patrol::azdo
