#include "auditor/evaluate/principals.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <array>

namespace patrol {
namespace {

constexpr std::array<std::string_view, 3> of_the_service{"acs.", "s2s.", "imp."};
constexpr std::array<std::string_view, 3> others_without_tokens{"aadsp.", "svc.", "bnd."};

template <std::size_t N>
bool is_one_of(std::string_view descriptor, const std::array<std::string_view, N>& prefixes) {
  return std::ranges::any_of(prefixes,
                             [&](std::string_view prefix) { return descriptor.starts_with(prefix); });
}

}  // namespace

std::string kind_of(const Principal& principal) {
  if (principal.descriptor.starts_with("aadsp.")) {
    return same_name(principal.meta_type, "managedIdentity") ? "managed identity" : "service principal";
  }
  if (principal.descriptor.starts_with("svc.")) return "build service";
  if (is_part_of_the_service(principal.descriptor)) return "part of Azure DevOps";
  return same_name(principal.meta_type, "guest") ? "guest" : "user";
}

std::string name_of(const Principal& principal) {
  const bool has_id_for_name =
      principal.descriptor.starts_with("aadsp.") || principal.descriptor.starts_with("svc.");
  if (!principal.principal_name.empty() && !has_id_for_name) return principal.principal_name;
  if (!principal.mail.empty()) return principal.mail;
  return principal.display_name.empty() ? principal.descriptor : principal.display_name;
}

Principal principal_of(const Identity& identity) {
  return {
      .descriptor = identity.subject_descriptor.empty() ? identity.descriptor : identity.subject_descriptor,
      .display_name = identity.display_name,
      .principal_name = identity.account,
      .mail = identity.mail,
      .application_id = {},
      .object_id = identity.object_id,
      .meta_type = identity.meta_type};
}

bool is_part_of_the_service(std::string_view subject_descriptor) {
  return is_one_of(subject_descriptor, of_the_service);
}

bool may_own_tokens(std::string_view subject_descriptor) {
  // An identity descriptor, which graph does not know, is nothing to ask about.
  if (subject_descriptor.find(';') != std::string_view::npos) return false;
  return !is_part_of_the_service(subject_descriptor) && !is_one_of(subject_descriptor, others_without_tokens);
}

}  // namespace patrol
