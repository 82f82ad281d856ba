#include "auditor/policy/sort_documents.h"

#include "auditor/policy/problems.h"
#include "auditor/policy/yaml_tree.h"

#include <utility>

namespace patrol {
namespace {

Documents& place_of(const Document& document, SortedDocuments& sorted) {
  Problems ignored(document.name);
  const auto root = read_yaml(document.text, ignored);
  if (!root) return sorted.policies;
  if (root->find("integration") != nullptr) return sorted.integrations;
  if (root->find("waivers") != nullptr) return sorted.waivers;
  return sorted.policies;
}

}  // namespace

SortedDocuments sort_documents(Documents mixed) {
  SortedDocuments sorted;
  sorted.policies.errors = std::move(mixed.errors);
  for (Document& document : mixed.read) place_of(document, sorted).read.push_back(std::move(document));
  return sorted;
}

}  // namespace patrol
