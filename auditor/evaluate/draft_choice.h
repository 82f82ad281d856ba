#pragma once

#include "auditor/evaluate/draft_rules.h"
#include "auditor/model/audit.h"
#include "auditor/model/draft.h"

#include <string_view>
#include <vector>

namespace patrol {

/// A rule of a draft that several topics say together, each of another project. So do others that are about
/// roles and have one id.
constexpr std::string_view other_projects_id = "project.no-others";

/// All ways of all topics as one policy to try, each rule under a name of its own.
Policy trial_of(const std::vector<DraftTopic>& topics);

/// What is left of the topics once they were tried.
struct DraftChoice {
  std::vector<Rule> rules{};
  std::vector<LeftOut> left_out{};
};

/// Of each topic the tightest way all of whose rules pass, and why a tighter one was not taken; `audit` is
/// that of trial_of() the same topics.
DraftChoice choose(const std::vector<DraftTopic>& topics, const Audit& audit);

}  // namespace patrol
