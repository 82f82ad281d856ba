#include "examples/emulator/graph_subject.h"

#include "examples/emulator/ids.h"

#include <fmt/format.h>

namespace patrol::emulator {
namespace {

std::string_view collection_of(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::user: return "Users";
    case SubjectKind::group: return "Groups";
    case SubjectKind::service_principal: return "ServicePrincipals";
  }
  return {};
}

std::string_view kind_word(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::user: return "user";
    case SubjectKind::group: return "group";
    case SubjectKind::service_principal: return "servicePrincipal";
  }
  return {};
}

}  // namespace

std::string graph_url(const Organization& organization, std::string_view what, std::string_view id) {
  return fmt::format("https://vssps.dev.azure.com/{}/_apis/Graph/{}/{}", organization.name, what, id);
}

Json graph_subject(const Organization& organization, const Subject& subject) {
  const std::string url = graph_url(organization, collection_of(subject.kind), subject.descriptor);
  const auto link = [&](std::string_view what) {
    return Json{{"href", graph_url(organization, what, subject.descriptor)}};
  };
  Json result{{"subjectKind", kind_word(subject.kind)},
              {"domain", subject.domain},
              {"principalName", subject.principal_name},
              {"mailAddress", subject.mail.empty() ? Json(nullptr) : Json(subject.mail)},
              {"origin", subject.origin},
              {"originId", subject.origin_id},
              {"displayName", subject.kind == SubjectKind::group ? subject.account : subject.name},
              {"_links",
               {{"self", {{"href", url}}},
                {"memberships", link("Memberships")},
                {"membershipState", link("MembershipStates")},
                {"storageKey", link("StorageKeys")}}},
              {"url", url},
              {"descriptor", subject.descriptor}};
  if (!subject.meta_type.empty()) result["metaType"] = subject.meta_type;
  if (!subject.application_id.empty()) result["applicationId"] = subject.application_id;
  if (subject.kind == SubjectKind::group) result["description"] = subject.description;
  if (subject.kind == SubjectKind::user && subject.mail.find('@') != std::string::npos)
    result["directoryAlias"] = subject.mail.substr(0, subject.mail.find('@'));
  if (subject.deleted) result["isDeletedInOrigin"] = true;
  return result;
}

Response graph_subject_not_found(std::string_view descriptor) {
  return error_answer(
      404, "GraphSubjectNotFoundException",
      fmt::format("VS860010: The graph subject with descriptor '{}' could not be found.", descriptor));
}

}  // namespace patrol::emulator
