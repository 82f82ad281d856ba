#include "examples/emulator/build.h"

#include "auditor/model/sort_unique.h"
#include "auditor/model/text.h"
#include "examples/emulator/draft.h"

#include <algorithm>
#include <utility>

namespace patrol::emulator {
namespace {

/// Every word by which a search finds the subject, each once.
std::vector<std::string> search_words(const Subject& subject) {
  std::vector<std::string> words;
  for (const std::string& word :
       {subject.account, subject.mail, subject.name, subject.principal_name, subject.application_id})
    if (!word.empty()) words.push_back(fold_case(word));
  sort_unique(words);
  return words;
}

void index(Organization& organization) {
  for (SubjectId id = 0; id < organization.subjects.size(); ++id) {
    const Subject& subject = organization.subject(id);
    for (const std::string& key : {subject.storage_key, subject.descriptor, subject.identity_descriptor})
      organization.by_id.emplace(fold_case(key), id);
    for (const std::string& word : search_words(subject)) organization.by_word.emplace(word, id);
  }
}

}  // namespace

Result<Organization, std::vector<Error>> build_organization(const Description& description) {
  Draft draft{.description = description};
  draft.organization.name = description.name.text;
  draft.organization.id = id_or_derived(description.id, "organization/" + description.name.text);
  draft.organization.tenant = id_or_derived(description.tenant, draft.organization.id + "/tenant");
  draft.organization.graph_bearers = description.graph_bearers;
  add_projects(draft);
  add_groups_and_people(draft);
  grant_rights(draft);
  add_tokens(draft);
  add_applications(draft);
  add_subscriptions(draft);
  add_resources(draft);
  add_faults(draft);
  index(draft.organization);
  if (!draft.errors.empty()) return std::move(draft.errors);
  return std::move(draft.organization);
}

}  // namespace patrol::emulator
