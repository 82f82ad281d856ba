#pragma once

#include "auditor/policy/documents.h"

namespace patrol {

/// Documents by what they are.
struct SortedDocuments {
  Documents policies;
  Documents integrations;
  Documents waivers;
};

/// Tells documents that stand together apart by their keys. What is none of them, or no YAML, is taken for a
/// policy, whose loader says what is wrong with it. Files that could not be read are errors of the policies.
SortedDocuments sort_documents(Documents mixed);

}  // namespace patrol
