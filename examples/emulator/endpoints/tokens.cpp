#include "auditor/model/text.h"
#include "examples/emulator/answers.h"
#include "examples/emulator/endpoint.h"
#include "examples/emulator/membership.h"
#include "examples/emulator/paging.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

/// Token administration (API.md 3.7): whose tokens an organization administrator may list.
namespace patrol::emulator {
namespace {

constexpr std::string_view no_id = "00000000-0000-0000-0000-000000000000";
constexpr std::size_t default_page = 20;
constexpr std::size_t largest_page = 100;

Json optional_text(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

/// The recorded times bear no zone.
std::string zoneless(Time time) {
  std::string text = format_time(time);
  text.pop_back();
  return text;
}

Json session_token(const Organization& organization, const Token& token, Time now) {
  const bool is_key = !token.ssh_key.empty();
  return {{"clientId", no_id},
          {"accessId", no_id},
          {"authorizationId", token.id},
          {"hostAuthorizationId", no_id},
          {"userId", organization.subject(token.owner).storage_key},
          {"validFrom", zoneless(token.from)},
          {"validTo", zoneless(token.to)},
          {"displayName", optional_text(token.name)},
          {"scope", is_key ? "app_token" : fmt::format("{}", fmt::join(token.scopes, " "))},
          {"targetAccounts", token.all_organizations ? Json(nullptr) : Json(token.target_accounts)},
          {"token", nullptr},
          {"alternateToken", nullptr},
          {"isValid", !token.revoked && now < token.to},
          {"isPublic", is_key},
          {"publicData", optional_text(token.ssh_key)},
          {"source", nullptr}};
}

std::size_t page_size(const Call& call) {
  const std::string text = call.request.parameter("pagesize");
  const bool digits =
      !text.empty() && text.size() < 6 && text.find_first_not_of("0123456789") == std::string::npos;
  return std::min(digits ? std::stoul(text) : default_page, std::min(largest_page, call.page_size));
}

Response list_tokens(const Call& call) {
  const Organization& organization = call.organization;
  if (!is_in(organization, call.caller.subject, organization.administrators))
    return forbidden("Administer token authorizations", organization.subject(call.caller.subject).account);
  const std::string& descriptor = call.capture("descriptor");
  if (descriptor.find('.') == std::string::npos)
    return error_answer(400, "ArgumentException",
                        fmt::format("'{}' is not a subject descriptor.", descriptor));
  const Subject* owner = organization.find(descriptor);
  if (owner == nullptr)
    return error_answer(404, "IdentityNotFoundException",
                        fmt::format("The identity with descriptor '{}' could not be found.", descriptor));
  const std::string is_public = call.request.parameter("ispublic");
  std::vector<const Token*> found;
  for (const Token& token : organization.tokens) {
    const bool is_key = !token.ssh_key.empty();
    if (&organization.subject(token.owner) != owner) continue;
    if (is_public.empty() || is_key == same_name(is_public, "true")) found.push_back(&token);
  }
  const auto page =
      guid_page(call.request.parameter("continuationtoken"), found.size(), page_size(call), descriptor);
  if (!page) return error_answer(400, "ArgumentException", "The continuation token is not valid.");
  Json values = Json::array();
  for (std::size_t i = page->begin; i < page->end; ++i)
    values.push_back(session_token(organization, *found[i], call.now));
  return json_answer({{"value", std::move(values)}, {"continuationToken", optional_text(page->next)}});
}

}  // namespace

std::span<const Endpoint> token_endpoints() {
  static constexpr std::array all{
      Endpoint{"vssps.dev.azure.com", "GET", "_apis/tokenadmin/personalaccesstokens/{descriptor}",
               "vso.tokenadministration", Version::released, list_tokens},
  };
  return all;
}

}  // namespace patrol::emulator
