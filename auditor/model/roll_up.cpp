#include "auditor/model/roll_up.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

namespace patrol {
namespace {

constexpr int answered = 200;

bool is_open(const Finding& finding) {
  return finding.verdict == Verdict::inconclusive || (finding.verdict == Verdict::fail && !finding.waiver);
}

bool is_name_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/// Both folded. `flow` of `contoso-flow` and `flow-contoso`; the whole name where it does not hold the
/// organization's as a word.
std::string apart_from(const std::string& name, const std::string& organization) {
  if (organization.empty()) return name;
  for (std::size_t at = name.find(organization); at != std::string::npos;
       at = name.find(organization, at + 1)) {
    const std::size_t end = at + organization.size();
    const bool begins_a_word = at == 0 || !is_name_character(name[at - 1]);
    const bool ends_a_word = end == name.size() || !is_name_character(name[end]);
    if (!begins_a_word || !ends_a_word) continue;
    // One of the signs around it goes with it.
    if (end < name.size()) return name.substr(0, at) + name.substr(end + 1);
    return name.substr(0, at == 0 ? 0 : at - 1);
  }
  return name;
}

/// Goes over an audit once for all that is said of its organizations.
class Roller {
 public:
  explicit Roller(const Audit& audit) : audit_(audit) {
    name_organizations();
    add_findings();
    add_gaps();
  }

  RollUp finish() {
    conclude();
    lay_side_by_side();
    return std::move(result_);
  }

 private:
  /// What is not told with the result.
  struct Course {
    bool was_answered = false;
    bool was_cut_short = false;
    std::size_t weight = 0;  ///< findings behind the gap
  };

  void name_organizations() {
    for (const AuditedOrganization& organization : audit_.organizations) {
      OrganizationResult& result = names_[fold_case(organization.name)];
      result.name = organization.name;
      result.auditor = organization.auditor;
    }
    for (const AuditedIntegration& integration : audit_.integrations) {
      OrganizationResult& result = names_[fold_case(integration.organization)];
      if (result.name.empty()) result.name = integration.organization;
      ++result.integrations;
    }
    for (auto& [folded, result] : names_) {
      places_.emplace(folded, result_.organizations.size());
      result_.organizations.push_back(std::move(result));
    }
    courses_.resize(result_.organizations.size());
    tallies_.resize(audit_.integrations.size());
    home_.reserve(audit_.integrations.size());
    for (const AuditedIntegration& integration : audit_.integrations) {
      home_.push_back(places_.at(fold_case(integration.organization)));
    }
  }

  void note_answers(std::size_t organization, std::span<const ReadId> reads) {
    Course& course = courses_[organization];
    course.was_answered = course.was_answered || std::ranges::any_of(reads, [&](ReadId read) {
                            return audit_.reads[read].status == answered;
                          });
  }

  void add_findings() {
    for (const Finding& finding : audit_.findings) {
      const std::size_t home = home_[finding.integration];
      result_.organizations[home].tally.add(audit_, finding);
      tallies_[finding.integration].add(audit_, finding);
      note_answers(home, finding.reads);
    }
    for (const Excess& excess : audit_.excess) {
      const auto place = places_.find(fold_case(excess.organization));
      if (place != places_.end()) note_answers(place->second, excess.reads);
    }
  }

  void add_gaps() {
    for (const AuditedGap& gap : audit_.gaps) {
      // What was read and does not settle the question is nothing that is unread.
      if (gap.gap.kind == Gap::Kind::not_decidable) continue;
      const auto place = places_.find(fold_case(gap.organization));
      if (place == places_.end()) continue;
      OrganizationResult& result = result_.organizations[place->second];
      Course& course = courses_[place->second];
      if (gap.gap.kind == Gap::Kind::cut_short) course.was_cut_short = true;
      if (result.gap && gap.findings <= course.weight) continue;
      result.gap = gap.gap;
      course.weight = gap.findings;
    }
  }

  void conclude() {
    for (std::size_t i = 0; i < result_.organizations.size(); ++i) {
      OrganizationResult& result = result_.organizations[i];
      const Extent unread = courses_[i].was_answered ? Extent::partly : Extent::not_at_all;
      result.extent = result.gap ? unread : Extent::wholly;
      result.standing = result.tally.standing(is_incomplete(i));
    }
    for (std::size_t i = 0; i < tallies_.size(); ++i) {
      const bool has_unknown = tallies_[i].totals.inconclusive > 0;
      result_.integrations.push_back(tallies_[i].standing(has_unknown && is_incomplete(home_[i])));
    }
  }

  bool is_incomplete(std::size_t organization) const {
    // Where nothing tells which one was cut short, it may be each of them.
    const bool is_cut_somewhere = audit_.cut_short && std::ranges::none_of(courses_, &Course::was_cut_short);
    return is_cut_somewhere || courses_[organization].was_cut_short ||
           result_.organizations[organization].extent == Extent::not_at_all;
  }

  void lay_side_by_side() {
    std::map<std::pair<std::string, std::string>, SideBySide> rows;
    std::map<std::pair<std::string, std::string>, std::set<std::size_t>> homes;
    std::vector<std::string> stems;
    for (std::size_t i = 0; i < audit_.integrations.size(); ++i) {
      const AuditedIntegration& integration = audit_.integrations[i];
      stems.push_back(apart_from(fold_case(integration.name), fold_case(integration.organization)));
      homes[{integration.policy, stems.back()}].insert(home_[i]);
    }
    for (std::size_t i = 0; i < audit_.integrations.size(); ++i) {
      const std::string& policy = audit_.integrations[i].policy;
      const bool has_counterpart = homes[{policy, stems[i]}].size() > 1;
      const std::string name = has_counterpart ? stems[i] : "";
      SideBySide& row = rows[{policy, name}];
      row.policy = policy;
      row.name = name;
      row.integrations[home_[i]].push_back(static_cast<std::uint32_t>(i));
    }
    for (auto& [key, row] : rows) {
      if (row.integrations.size() > 1) {
        result_.side_by_side.push_back(std::move(row));
      } else {
        for (const auto& [home, integrations] : row.integrations) result_.alone += integrations.size();
      }
    }
  }

  const Audit& audit_;
  RollUp result_;
  std::map<std::string, OrganizationResult> names_;  ///< by folded name, until all are known
  std::map<std::string, std::size_t> places_;        ///< by folded name
  std::vector<Course> courses_;                      ///< of each organization
  std::vector<Tally> tallies_;                       ///< of each integration
  std::vector<std::size_t> home_;                    ///< the organization of each integration
};

}  // namespace

std::string_view to_word(Standing standing) {
  switch (standing) {
    case Standing::pass: return "pass";
    case Standing::fail: return "fail";
    case Standing::inconclusive: return "inconclusive";
    case Standing::nothing_new: return "nothing new";
    case Standing::nothing_counts: return "nothing that counts";
    case Standing::nothing: return "nothing audited";
  }
  return {};
}

std::string_view to_word(Extent extent) {
  switch (extent) {
    case Extent::wholly: return "wholly";
    case Extent::partly: return "partly";
    case Extent::not_at_all: return "not at all";
  }
  return {};
}

void Tally::add(const Audit& audit, const Finding& finding) {
  const bool counting = audit.counts(finding);
  has_news = has_news || (is_open(finding) && !is_old_news(audit, finding));
  switch (finding.verdict) {
    case Verdict::pass: ++totals.pass; break;
    case Verdict::fail:
      ++(finding.waiver ? totals.waived : totals.fail);
      if (!finding.waiver) ++failures[static_cast<std::size_t>(audit.rule_of(finding).severity)];
      if (counting) ++totals.counting_failures;
      break;
    case Verdict::inconclusive:
      ++totals.inconclusive;
      if (counting) ++totals.counting_inconclusive;
      break;
    case Verdict::not_applicable: ++totals.not_applicable; break;
  }
}

Standing Tally::standing(bool is_incomplete) const {
  if (totals.counting_failures > 0) return Standing::fail;
  if (totals.counting_inconclusive > 0 || is_incomplete) return Standing::inconclusive;
  if (totals.fail + totals.inconclusive > 0) {
    return has_news ? Standing::nothing_counts : Standing::nothing_new;
  }
  return totals.all() == totals.not_applicable ? Standing::nothing : Standing::pass;
}

std::size_t RollUp::unread() const {
  return static_cast<std::size_t>(
      std::ranges::count(organizations, Extent::not_at_all, &OrganizationResult::extent));
}

RollUp roll_up(const Audit& audit) {
  return Roller(audit).finish();
}

Standing standing_of(const Audit& audit) {
  const bool has_news = std::ranges::any_of(audit.findings, [&](const Finding& finding) {
    return is_open(finding) && !is_old_news(audit, finding);
  });
  const Tally tally{.totals = audit.totals, .has_news = has_news};
  const Standing standing = tally.standing(audit.cut_short);
  // What is below the bar or no news does not count; but an organization that could not be read at all may
  // not let the whole look right, be it for the tenth night.
  const bool may_hide_one = standing == Standing::nothing_new || standing == Standing::nothing_counts;
  return may_hide_one && roll_up(audit).unread() > 0 ? Standing::inconclusive : standing;
}

}  // namespace patrol
