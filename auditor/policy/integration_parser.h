#pragma once

#include "auditor/model/integration.h"
#include "auditor/model/result.h"
#include "auditor/policy/attestations.h"
#include "auditor/policy/problems.h"
#include "auditor/policy/yaml_tree.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// Reads one integration document by itself; whether its policy knows its features is the library's question.
/// `source_name` goes into positions and errors; all errors are told at once.
Result<Integration, std::vector<Error>> parse_integration(std::string_view text,
                                                          const std::string& source_name);

/// An integration, and where the values stand that only its policy can judge.
struct PlacedIntegration {
  Integration integration;
  TextPosition name_at;
  TextPosition policy_at;
  TextPosition variant_at;
  std::map<std::string, TextPosition> features_at;
  std::map<std::string, TextPosition> parameters_at;
  std::vector<PlacedAttestation> attestations;
};

/// The like for a caller that gathers the problems of many files: what could be read, to be used only where
/// `problems` stays empty.
PlacedIntegration parse_integration(std::string_view text, Problems& problems);

/// The like for a document that was taken apart already.
PlacedIntegration read_integration(const YamlNode& root, Problems& problems);

}  // namespace patrol
