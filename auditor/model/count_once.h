#pragma once

#include "auditor/model/evidence.h"
#include "auditor/model/snapshot.h"

#include <optional>
#include <string>
#include <vector>

namespace patrol {

// The service may tell a thing twice, in a list that shifts while it is paged or by a page that comes again.
// It counts once, by its id, whose letter case does not matter.

/// Leaves the first of what is told alike. What is told twice and differently is no evidence, and neither is
/// what contradicts itself: all of it is taken out, and the answer names the first.
template <class T>
std::optional<std::string> count_once(std::vector<T>& things);

/// The same of the lists inside of a thing; an answer says that it contradicts itself, and in what.
std::optional<std::string> count_parts_once(Identity& identity);
std::optional<std::string> count_parts_once(Token& token);
std::optional<std::string> count_parts_once(Subscription& subscription);
std::optional<std::string> count_parts_once(SecurityNamespace& space);
std::optional<std::string> count_parts_once(AccessControlList& list);
std::optional<std::string> count_parts_once(std::optional<AccessControlList>& list);
template <class T>
std::optional<std::string> count_parts_once(T& /*holds no list*/) {
  return std::nullopt;
}

/// The gap that this leaves; `name` is the answer of count_once() or count_parts_once().
Gap told_differently(std::string what, const std::string& name);

}  // namespace patrol
