#include "auditor/cases/people.h"

#include "auditor/cases/ids.h"
#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

#include <algorithm>

namespace patrol::cases {
namespace {

constexpr std::string_view claims_identity = "Microsoft.IdentityModel.Claims.ClaimsIdentity;";
constexpr std::string_view service_principal = "Microsoft.VisualStudio.Services.Claims.AadServicePrincipal;";

/// The part of a subject descriptor behind its kind; nobody takes it apart but for groups.
std::string opaque(const std::string& seed) {
  std::string text = guid_for(seed);
  std::erase(text, '-');
  return text;
}

void become_service_principal(Subject& user, const DescribedUser& told, const std::string& tenant) {
  Identity& identity = user.identity;
  identity.meta_type = told.kind == UserKind::managed_identity ? "managedIdentity" : "application";
  identity.account = identity.object_id;  // API.md 3.3: there it is the object id, and no mail
  identity.mail.clear();
  identity.descriptor = std::string(service_principal) + tenant + "\\" + identity.object_id;
}

void become_microsoft_account(Subject& user, const std::string& seed) {
  constexpr std::size_t digits = 16;
  Identity& identity = user.identity;
  identity.object_id.clear();
  identity.domain = "Windows Live ID";
  identity.descriptor = std::string(claims_identity) + opaque(seed + "/puid").substr(0, digits) + "@Live.com";
}

std::string_view subject_type(const DescribedUser& told) {
  if (told.state == UserState::invited) return "bnd.";
  switch (told.kind) {
    case UserKind::entra:
    case UserKind::guest: return "aad.";
    case UserKind::msa: return "msa.";
    case UserKind::service_principal:
    case UserKind::managed_identity: return "aadsp.";
  }
  return "";
}

}  // namespace

Subject make_user(const DescribedUser& told, const std::string& organization_id, const std::string& tenant) {
  const std::string& word = told.account.text;
  const std::string seed = organization_id + "/user/" + word;
  Subject user;
  user.word = word;
  user.license = told.license;
  user.is_disabled = told.disabled || told.state == UserState::inactive;
  user.is_deleted = told.state == UserState::deleted;
  Identity& identity = user.identity;
  identity.id = given_or_made(told.id, seed);
  identity.display_name = told.name.empty() ? word : told.name;
  identity.account = told.sign_in.empty() ? word : told.sign_in;
  identity.mail = told.mail.value_or(identity.account);
  identity.domain = tenant;
  identity.object_id = given_or_made(told.object_id, seed + "/object");
  identity.schema_class = "User";
  identity.meta_type = told.kind == UserKind::guest ? "guest" : "member";
  identity.is_active = told.state == UserState::active;
  identity.descriptor = std::string(claims_identity) + tenant + "\\" + identity.account;
  identity.subject_descriptor = std::string(subject_type(told)) + opaque(seed + "/subject");
  if (told.kind == UserKind::service_principal || told.kind == UserKind::managed_identity) {
    user.application_id = given_or_made(told.application_id, seed + "/application");
    become_service_principal(user, told, tenant);
  }
  if (told.kind == UserKind::msa) become_microsoft_account(user, seed);
  if (told.state == UserState::invited) {
    identity.descriptor =
        "Microsoft.TeamFoundation.BindPendingIdentity;upn:" + tenant + "\\" + identity.account;
  }
  return user;
}

Subject make_build_service(const std::string& scope_name, const std::string& scope_id,
                           const std::string& organization, const std::string& organization_id) {
  Subject service;
  service.word = scope_name + " Build Service (" + organization + ")";
  service.license = "none";
  const std::string text = organization_id + ":Build:" + scope_id;
  service.identity = {.id = guid_for(organization_id + "/build/" + scope_id),
                      .descriptor = "Microsoft.TeamFoundation.ServiceIdentity;" + text,
                      .subject_descriptor = "svc." + opaque(text),
                      .display_name = service.word,
                      .account = scope_id,
                      .domain = "Build",
                      .schema_class = "User",
                      .is_active = true};
  return service;
}

Subject make_group(std::string_view name, std::string_view tail, const Directory& directory,
                   const ProjectSite* site) {
  const std::string& scope = site == nullptr ? directory.id : site->scope_id;
  const std::string seed = scope + "/group/" + fold_case(name);
  Subject group;
  group.is_group = true;
  group.word = site == nullptr ? std::string(name) : site->project.name + "\\" + std::string(name);
  Identity& identity = group.identity;
  identity.id = guid_for(seed);
  identity.descriptor =
      well_known_group_descriptor(scope, tail.empty() ? custom_tail(seed) : std::string(tail)).value_or("");
  identity.subject_descriptor = group_subject_descriptor(identity.descriptor, false).value_or("");
  identity.display_name =
      "[" + (site == nullptr ? directory.name : site->project.name) + "]\\" + std::string(name);
  identity.account = name;
  identity.domain = site == nullptr ? "vstfs:///Framework/IdentityDomain/" + directory.id
                                    : "vstfs:///Classification/TeamProject/" + site->project.id;
  identity.schema_class = "Group";
  identity.is_active = true;
  identity.is_container = true;
  return group;
}

Subject make_entra_group(const DescribedEntraGroup& told, const std::string& organization_id,
                         const std::string& tenant) {
  const std::string seed = organization_id + "/entra group/" + told.name.text;
  Subject group;
  group.is_group = true;
  group.word = told.name.text;
  Identity& identity = group.identity;
  identity.id = guid_for(seed);
  identity.object_id = given_or_made(told.object_id, seed + "/object");
  identity.descriptor = entra_group_descriptor(identity.object_id).value_or("");
  identity.subject_descriptor = group_subject_descriptor(identity.descriptor, true).value_or("");
  identity.display_name = "[TEAM FOUNDATION]\\" + told.name.text;
  identity.account = told.name.text;
  identity.domain = tenant;
  identity.schema_class = "Group";
  identity.is_active = true;
  identity.is_container = true;
  return group;
}

}  // namespace patrol::cases
