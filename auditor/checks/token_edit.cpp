#include "auditor/checks/token_edit.h"

#include "auditor/checks/calls.h"
#include "auditor/facts/tokens.h"
#include "auditor/model/concat.h"
#include "auditor/model/redact.h"

#include <algorithm>

namespace patrol {

Remediation make_new_token() {
  return {
      "make a new token for this organization in User settings › Personal access tokens, signed in as the "
      "account, and enter it in the product",
      "", "nothing that works now"};
}

std::string edit_token_call(const Token& token, const TokenEdit& edit, const Question& question) {
  const bool is_for_one = token.target_accounts && token.target_accounts->size() == 1;
  const bool is_full = std::ranges::find(edit.scopes, Catalogue::full_access) != edit.scopes.end();
  const bool is_named = !token.display_name.empty() && !is_masked(token.display_name);
  if (edit.scopes.empty() || is_full || !is_for_one || !is_named || !is_alive(token, question.now)) return {};
  std::string scopes;
  for (const std::string& id : edit.scopes) scopes += (scopes.empty() ? "" : " ") + id;
  const std::string body = concat({R"({"authorizationId":")", token.authorization_id, R"(","displayName":)",
                                   json_word(token.display_name), R"(,"scope":")", scopes, R"(","validTo":")",
                                   format_time(edit.valid_to), R"(","allOrgs":false})"});
  return rest_call("put",
                   "https://vssps.dev.azure.com/" + question.facts.view().organization_name() +
                       "/_apis/tokens/pats?api-version=7.1-preview.1",
                   body);
}

Remediation with_edit(Remediation remedy, const Token& token, const TokenEdit& edit,
                      const Question& question) {
  remedy.call = edit_token_call(token, edit, question);
  if (!remedy.call.empty()) {
    remedy.may_break.add(
        "what was changed of the token after this audit, which the call undoes: audit again first");
  }
  return remedy;
}

}  // namespace patrol
