#pragma once

#include "auditor/checks/check.h"

#include <string>
#include <string_view>

namespace patrol {

/// The account under audit; where it is not known the outcome gets the gap, and null comes back.
const Identity* account_for(const Question& question, Outcome& outcome);

/// How the integration names its account: for messages where the identity itself is not known.
std::string account_label(const Question& question);

/// `https://dev.azure.com/contoso`
std::string organization_url(const Question& question);

/// A value as a word that a shell takes literally, whatever it holds.
std::string shell_word(std::string_view text);

/// Where the membership or permission is asked: nothing at the organization, else the project; a named
/// project that can not be found leaves a gap, or says that it is absent when the auditor would see it.
struct PlaceAnswer {
  const Project* project = nullptr;
  bool resolved = false;
  bool absent = false;
  std::string near{};  ///< where it is absent: a project of whose name this one may be a slip
  Support support{};
};
PlaceAnswer resolve_place(const Place& place, const Question& question);

/// `; did you mean …?` behind advice on a name that nothing has; empty where nothing is called nearly so.
std::string or_is_it(const std::string& near);

/// What a name means that nothing has, where something is called nearly so: whoever forbids it may mean that.
Gap slip_of(const std::string& label, const std::string& near);

/// A project of the organization by name, letter case aside; `absent` only where the auditor sees all.
PlaceAnswer find_project(const Facts& facts, const std::string& name);

/// Whether a list that was read to its end leaves nothing out: it is shown whole to an administrator of the
/// organization alone. For others `support` gets a gap about `what`, which the list was to hold all of.
bool is_shown_all(const Facts& facts, const std::string& what, Support& support);

}  // namespace patrol
