#include "auditor/policy/attestations.h"

#include "auditor/policy/fields.h"
#include "auditor/policy/take.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace patrol {
namespace {

/// A leap year: what nobody looked at for longer is no evidence.
constexpr std::chrono::days longest_life{366};

std::optional<Time> need_day(Fields& fields, std::string_view key, Problems& problems) {
  const YamlNode* node = fields.need(key);
  if (node == nullptr) return std::nullopt;
  if (node->kind == YamlNode::Kind::scalar && is_date(node->text)) return parse_time(node->text);
  problems.add(node->at, in_backticks(key) + " must be a day such as `2026-11-23`");
  return std::nullopt;
}

std::optional<PlacedAttestation> read_attestation(const YamlNode& node, Problems& problems) {
  Fields fields(node, "the attestation", problems);
  if (!fields.is_mapping()) return std::nullopt;
  PlacedAttestation placed;
  placed.at = node.at;
  Attestation& attestation = placed.attestation;
  if (const YamlNode* statement = fields.need("statement")) {
    placed.at = statement->at;
    attestation.statement = read_text(*statement, "statement", problems).value_or("");
  }
  attestation.by = need_text(fields, "by", problems, read_name);
  const auto on = need_day(fields, "on", problems);
  const auto until = need_day(fields, "until", problems);
  fields.refuse_others();
  if (on && until && *until < *on) {
    problems.add(node.at, "`until` is before `on`; change one");
  } else if (on && until && *until - *on > longest_life) {
    problems.add(node.at,
                 "an attestation is good for a year at most; let `until` be earlier, and sign again then");
  }
  attestation.on = on.value_or(Time{});
  attestation.until = until.value_or(Time{});
  return placed;
}

}  // namespace

std::vector<PlacedAttestation> read_attestations(const YamlNode& node, Problems& problems) {
  std::vector<PlacedAttestation> attestations;
  for (const YamlNode& item : read_list(node, "attestations", problems)) {
    auto placed = read_attestation(item, problems);
    if (!placed) continue;
    const auto is_same = [&](const PlacedAttestation& other) {
      return same_statement(other.attestation.statement, placed->attestation.statement);
    };
    if (!placed->attestation.statement.empty() && std::ranges::any_of(attestations, is_same)) {
      problems.add(placed->at, "the same statement is attested twice; keep the later one");
    } else {
      attestations.push_back(std::move(*placed));
    }
  }
  return attestations;
}

}  // namespace patrol
