#include "auditor/evaluate/unclaimed_tokens.h"

#include "auditor/model/redact.h"
#include "auditor/model/text.h"

#include <algorithm>
#include <utility>

namespace patrol {
namespace {

bool has_no_sure_name(const Token& token) {
  return token.display_name.empty() || is_masked(token.display_name);
}

/// Whether an integration goes by the name of its token.
bool goes_by_name(const Integration* integration) {
  return integration->pat.id.empty() && !integration->pat.name.empty();
}

bool is_for_others_alone(const Token& token, const Facts& facts) {
  const auto& connection = facts.view().connection();
  return token.target_accounts && connection.known &&
         std::ranges::find(*token.target_accounts, connection.known.value().instance_id) ==
             token.target_accounts->end();
}

Excess to_excess(const Token& token, const Identity& account, const Catalogue& catalogue,
                 const std::vector<ReadId>& reads) {
  const std::string name = "token " + token_name(token);
  Excess excess{.kind = Excess::Kind::token,
                .what = name,
                .severity = Severity::info,
                .allows = "nothing, for it has no scope",
                .path = {account_name(account), name},
                .reads = reads,
                .remediation =
                    "name it in the integration file that uses it, or revoke it: User settings › "
                    "Personal access tokens › " +
                    (token.display_name.empty() ? token.authorization_id : token.display_name)};
  for (const std::string& scope : token.scopes) {
    const Severity severity = severity_of_scope(catalogue, scope);
    if (severity <= excess.severity) continue;
    excess.severity = severity;
    excess.allows = what_scope_allows(catalogue, scope);
  }
  if (!token.scopes.empty()) excess.path.push_back(join_words(token.scopes));
  return excess;
}

}  // namespace

Severity severity_of_scope(const Catalogue& catalogue, const std::string& scope) {
  if (scope == Catalogue::full_access) return Severity::critical;
  const Scope* const known = catalogue.find_scope(scope);
  // Nobody here knows what such a scope allows.
  if (known == nullptr) return Severity::high;
  return known->high_privilege ? Severity::high : known->writes ? Severity::medium : Severity::low;
}

std::string what_scope_allows(const Catalogue& catalogue, const std::string& scope) {
  if (scope == Catalogue::full_access) return "everything that the account may do";
  const Scope* const known = catalogue.find_scope(scope);
  if (known == nullptr) return "what patrol does not know";
  return known->writes ? "to change what the account may change" : "to read what the account may read";
}

UnclaimedTokens unclaimed_tokens(const Facts& facts, const Identity& account,
                                 const std::vector<const Integration*>& integrations,
                                 const std::set<const Token*>& claimed, const Catalogue& catalogue,
                                 Time now) {
  UnclaimedTokens result;
  const auto& listed = facts.view().tokens(account.subject_descriptor);
  const bool names_matter = std::ranges::any_of(integrations, goes_by_name);
  for (const Token& token : listed.known.items) {
    if (claimed.contains(&token) || is_over(token, now)) continue;
    if (has_no_sure_name(token) && names_matter) {
      result.unknown.push_back("whether an integration uses the token " + token_name(token) +
                               ", which is listed without its name");
    } else if (is_for_others_alone(token, facts)) {
      result.unknown.push_back("what the token " + token_name(token) +
                               " may do here, which names other organizations only");
    } else {
      result.excess.push_back(to_excess(token, account, catalogue, listed.reads));
    }
  }
  return result;
}

}  // namespace patrol
