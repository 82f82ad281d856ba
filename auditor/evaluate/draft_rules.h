#pragma once

#include "auditor/model/draft.h"
#include "auditor/model/policy.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol {

/// Something that a draft wants to say of an account, in one of several ways, the tightest first: the first
/// of which every rule passes is taken.
struct DraftTopic {
  std::string what;                       ///< a clause: `which groups of the organization it is in`
  std::vector<std::vector<Rule>> ways{};  ///< rules that go together
  bool is_quiet = false;  ///< that it does not hold today is nothing to tell: it is an advice, and no right
  bool is_only_asked = false;  ///< no rule is made of it; that it is not known is told
};

/// What a draft has to say of one matter.
struct DraftPart {
  std::vector<DraftTopic> topics{};
  std::vector<LeftOut> left_out{};
  std::vector<std::string> notes{};
};

/// `svc-flow` of `svc-flow@contoso.com`: what every file system and the language take for a name.
std::string slug_of(std::string_view name);

/// Whether a file of ours can hold the name: on one line, without control characters, and nothing that looks
/// like a secret.
bool is_sayable(std::string_view name);

/// A rule of a draft; its requirement is set by the caller.
Rule draft_rule(std::string id, std::string title, Severity severity, Rule::Mode mode,
                Requirement requirement, Rule::ForEach for_each = Rule::ForEach::nothing);

/// What some account may do by the entries of one namespace, action by action.
struct HeldActions {
  std::vector<Permission> allowed{};
  std::vector<Permission> denied{};
  bool is_open = false;  ///< of others it is not known
};

/// The tightest rules for what is held in one place: exactly that; else what is known of it.
DraftTopic permission_topic(const std::string& id, const std::string& title, std::string what,
                            const HeldActions& held, Rule::ForEach for_each);

/// The like over several projects, each of which may be held in another way.
DraftTopic permission_topic(const std::string& id, const std::string& title, std::string what,
                            const std::vector<HeldActions>& held);

}  // namespace patrol
