#include "reporters/json_trend.h"

#include "reporters/json_or_null.h"

namespace patrol {
namespace {

Json point_json(const TrendPoint& point) {
  return {{"at", format_time(point.at)},
          {"integrations", point.integrations},
          {"pass", point.pass},
          {"fail", point.fail},
          {"inconclusive", point.inconclusive},
          {"waived", point.waived},
          {"cut_short", point.cut_short},
          {"compliance_permille", value_or_null(compliance_permille(point))}};
}

Json spell_json(const FailureSpell& spell) {
  const FindingName& name = spell.finding;
  return {{"organization", name.organization},
          {"integration", name.integration},
          {"policy", name.policy},
          {"rule", name.rule},
          {"project", value_or_null(name.project)},
          {"resource", value_or_null(name.resource)},
          {"title", spell.title},
          {"severity", to_word(spell.severity)},
          {"since", format_time(spell.since)},
          {"mended", spell.mended ? Json(format_time(*spell.mended)) : Json(nullptr)},
          {"waived", spell.waived},
          {"audited", format_time(spell.audited)}};
}

Json token_json(const ExpiringToken& token) {
  return {{"organization", token.organization},
          {"account", token.account},
          {"integrations", token.integrations},
          {"name", token.name.empty() ? Json(nullptr) : Json(token.name)},
          {"id", token.id},
          {"expires", format_time(token.expires)},
          {"days_left", token.days_left},
          {"within", token.within}};
}

template <class T>
Json list_json(const std::vector<T>& items, Json (*as_json)(const T&)) {
  Json list = Json::array();
  for (const T& item : items) list.push_back(as_json(item));
  return list;
}

}  // namespace

Json to_json(const Trend& trend) {
  return {{"points", list_json(trend.points, point_json)},
          {"appeared", list_json(trend.appeared, spell_json)},
          {"mended", list_json(trend.mended, spell_json)},
          {"open", list_json(trend.open, spell_json)},
          {"expiring", list_json(trend.expiring, token_json)},
          {"median_days", value_or_null(trend.median_days)}};
}

}  // namespace patrol
