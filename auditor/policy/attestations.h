#pragma once

#include "auditor/model/integration.h"
#include "auditor/policy/problems.h"
#include "auditor/policy/yaml_tree.h"

#include <vector>

namespace patrol {

/// An attestation, and where its statement stands.
struct PlacedAttestation {
  Attestation attestation;
  TextPosition at;
};

/// Reads `attestations` of an integration: who vouches for what, from which day and how long, which is a year
/// at most. Whether a rule asks for the statement is the library's question, and whether the days fit the
/// time of an audit is the check's: no clock is here.
std::vector<PlacedAttestation> read_attestations(const YamlNode& node, Problems& problems);

}  // namespace patrol
