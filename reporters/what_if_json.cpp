#include "reporters/json_document.h"
#include "reporters/json_or_null.h"
#include "reporters/json_parts.h"
#include "reporters/what_if.h"

namespace patrol {
namespace {

Json side_or_null(const std::optional<FindingSide>& side) {
  if (!side) return nullptr;
  return {{"verdict", to_word(side->verdict)},
          {"severity", to_word(side->severity)},
          {"need", to_word(side->need)},
          {"waived", side->is_waived},
          {"counts", side->counts},
          {"message", side->message}};
}

Json finding_json(const ChangedFinding& finding) {
  return {{"integration", finding.name.integration},
          {"organization", finding.name.organization},
          {"policy", finding.name.policy},
          {"rule", finding.name.rule},
          {"title", finding.title},
          {"project", value_or_null(finding.name.project)},
          {"resource", value_or_null(finding.name.resource)},
          {"severity", to_word(finding.severity)},
          {"change", to_word(finding.change)},
          {"before", side_or_null(finding.before)},
          {"after", side_or_null(finding.after)}};
}

Json turn_json(const IntegrationTurn& turn) {
  return {{"before", word_or_null(turn.before)},
          {"after", word_or_null(turn.after)},
          {"integrations", turn.integrations}};
}

Json waiver_json(const ChangedWaiver& waiver) {
  return {{"integration", waiver.integration},
          {"rule", waiver.rule},
          {"project", value_or_null(waiver.project)},
          {"before", text_or_null(waiver.before)},
          {"after", text_or_null(waiver.after)}};
}

}  // namespace

void render_what_if_json(const WhatIf& result, std::ostream& out) {
  JsonDocument document(out);
  document.member("schema", "patrol/diff/1");
  document.member("generated_at", format_time(result.generated_at));
  document.member("collected_at", format_time(result.collected_at));
  document.member("tool", result.tool);
  document.member("nothing_changes", result.nothing_changes());
  document.member("summary", {{"before", to_json(result.before)},
                              {"after", to_json(result.after)},
                              {"worse", result.count(Change::worse)},
                              {"better", result.count(Change::better)},
                              {"new", result.count(Change::added)},
                              {"gone", result.count(Change::gone)},
                              {"no_longer_applies", result.count(Change::no_longer_applies)},
                              {"rated_differently", result.count(Change::rated_differently)},
                              {"unchanged", result.unchanged}});
  document.list("integrations", result.turns, turn_json);
  document.list("findings", result.findings, finding_json);
  document.list("waivers", result.waivers, waiver_json);
}

}  // namespace patrol
