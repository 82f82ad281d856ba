#include "examples/emulator/people.h"

#include "examples/emulator/ids.h"

#include <fmt/format.h>

#include <string>

namespace patrol::emulator {
namespace {

constexpr std::string_view claims_identity = "Microsoft.IdentityModel.Claims.ClaimsIdentity";

std::string or_derived(const std::string& given, const Organization& organization, std::string_view what,
                       std::string_view name) {
  return given.empty() ? guid_for(fmt::format("{}/{}/{}", organization.id, what, name)) : given;
}

License license_of(const UserEntry& entry) {
  License license;
  if (entry.license == "none" || entry.state == UserState::deleted) return license;
  license.source = "account";
  if (entry.license == "stakeholder") {
    license.account = "stakeholder";
    license.title = "Stakeholder";
  } else if (entry.license == "basic-test-plans") {
    license.account = "advanced";
    license.title = "Basic + Test Plans";
  } else if (entry.license == "visual-studio") {
    license.source = "msdn";
    license.msdn = "enterprise";
    license.title = "Visual Studio Enterprise subscription";
  } else if (entry.license == "github-enterprise") {
    license.github = "enterprise";
    license.title = "GitHub Enterprise";
  } else {
    license.account = "express";
    license.title = "Basic";
  }
  license.status = "active";
  if (entry.state == UserState::invited) license.status = "pending";
  if (entry.state == UserState::inactive || entry.disabled) license.status = "disabled";
  return license;
}

/// Sixteen hexadecimal digits that stand for a Microsoft account.
std::string puid_of(std::string_view seed) {
  const std::string guid = guid_for(seed);
  return guid.substr(0, 8) + guid.substr(9, 4) + guid.substr(14, 4);
}

void fill_service_principal(Subject& user, const UserEntry& entry, const Organization& organization) {
  user.kind = SubjectKind::service_principal;
  user.type = "aadsp";
  user.meta_type = entry.kind == UserKind::managed_identity ? "managedIdentity" : "application";
  user.application_id = or_derived(entry.application_id, organization, "application", entry.account.text);
  user.account = user.origin_id;
  user.principal_name = user.origin_id;  // API.md 3.3: there it is the object id, and no mail
  user.mail.clear();
  user.identity_descriptor = fmt::format("Microsoft.VisualStudio.Services.Claims.AadServicePrincipal;{}\\{}",
                                         organization.tenant, user.origin_id);
}

void fill_microsoft_account(Subject& user, std::string_view seed) {
  user.type = "msa";
  user.domain = "Windows Live ID";
  user.origin = "msa";
  user.origin_id = puid_of(seed);
  user.meta_type.clear();
  user.identity_descriptor = fmt::format("{};{}@Live.com", claims_identity, puid_of(seed));
}

}  // namespace

Subject make_user(const UserEntry& entry, const Organization& organization) {
  const std::string& word = entry.account.text;
  Subject user;
  user.storage_key = or_derived(entry.id, organization, "storage", word);
  user.name = entry.name.empty() ? word : entry.name;
  user.account = entry.sign_in.empty() ? word : entry.sign_in;
  user.principal_name = user.account;
  user.mail = entry.mail.value_or(user.account);
  user.domain = organization.tenant;
  user.origin = "aad";
  user.origin_id = or_derived(entry.object_id, organization, "object", word);
  user.hides_object_id = entry.hides_object_id;
  user.meta_type = entry.kind == UserKind::guest ? "guest" : "member";
  user.type = "aad";
  user.identity_descriptor = fmt::format("{};{}\\{}", claims_identity, organization.tenant, user.account);
  if (entry.kind == UserKind::service_principal || entry.kind == UserKind::managed_identity)
    fill_service_principal(user, entry, organization);
  if (entry.kind == UserKind::msa) fill_microsoft_account(user, organization.id + word);
  if (entry.state == UserState::invited) {
    user.type = "bnd";
    user.identity_descriptor = fmt::format("Microsoft.TeamFoundation.BindPendingIdentity;upn:{}\\{}",
                                           organization.tenant, user.account);
  }
  // The guid inside is neither the object id nor the storage key (API.md 4.2).
  user.descriptor =
      subject_descriptor(user.type, guid_for(fmt::format("{}/subject/{}", organization.id, word)));
  user.active = entry.state == UserState::active;
  user.deleted = entry.state == UserState::deleted;
  user.license = license_of(entry);
  user.has_entitlement = user.license.source != "none";
  user.last_access = entry.last_access;
  return user;
}

Subject make_build_service(std::string_view scope_name, std::string_view scope_id,
                           const Organization& organization) {
  const std::string text = fmt::format("{}:Build:{}", organization.id, scope_id);
  Subject service;
  service.type = "svc";
  service.storage_key = guid_for(organization.id + "/build/" + std::string(scope_id));
  service.name = fmt::format("{} Build Service ({})", scope_name, organization.name);
  service.account = scope_id;
  service.principal_name = scope_id;
  service.domain = "Build";
  service.origin = "vsts";
  service.origin_id = service.storage_key;
  service.descriptor = subject_descriptor(service.type, text);
  service.identity_descriptor = "Microsoft.TeamFoundation.ServiceIdentity;" + text;
  return service;
}

Subject make_entra_group(const EntraGroupEntry& entry, const Organization& organization) {
  Subject group;
  group.kind = SubjectKind::group;
  group.type = "aadgp";
  group.origin = "aad";
  group.has_hidden_members = entry.has_hidden_members;
  group.is_unreadable = entry.is_unreadable;
  group.origin_id = or_derived(entry.object_id, organization, "entra-group", entry.name.text);
  group.name = fmt::format("[TEAM FOUNDATION]\\{}", entry.name.text);
  group.account = entry.name.text;
  group.principal_name = group.name;
  group.domain = organization.tenant;
  const std::string sid = entra_group_sid(group.origin_id);
  group.storage_key = guid_for(organization.id + sid);
  group.descriptor = subject_descriptor(group.type, sid);
  group.identity_descriptor = group_identity_descriptor(sid);
  return group;
}

Subject make_group(std::string_view name, std::string_view description, std::string_view sid_tail,
                   std::optional<std::size_t> project, const Organization& organization) {
  Subject group;
  group.kind = SubjectKind::group;
  group.type = "vssgp";
  group.project = project;
  group.origin = "vsts";
  group.account = name;
  group.description = description;
  const std::string scope_name = project ? organization.projects[*project].name : organization.name;
  group.principal_name = fmt::format("[{}]\\{}", scope_name, name);
  group.name = group.principal_name;
  group.domain = project ? "vstfs:///Classification/TeamProject/" + organization.projects[*project].id
                         : "vstfs:///Framework/IdentityDomain/" + organization.id;
  const std::string sid =
      scope_group_sid(project ? organization.projects[*project].scope_id : organization.id, sid_tail);
  group.storage_key = guid_for(organization.id + sid);
  group.origin_id = group.storage_key;
  group.descriptor = subject_descriptor(group.type, sid);
  group.identity_descriptor = group_identity_descriptor(sid);
  if (sid_tail == "0-0-0-0-1") group.special_type = "AdministrativeApplicationGroup";
  if (sid_tail == "0-0-0-0-2") group.special_type = "ServiceApplicationGroup";
  if (sid_tail == "0-0-0-0-3") group.special_type = "EveryoneApplicationGroup";
  return group;
}

std::string custom_sid_tail(std::string_view scope_id, std::string_view name) {
  return "1-" + sid_words(guid_for(fmt::format("{}/group/{}", scope_id, name)));
}

}  // namespace patrol::emulator
