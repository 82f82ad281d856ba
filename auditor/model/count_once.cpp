#include "auditor/model/count_once.h"

#include "auditor/model/text.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace patrol {
namespace {

/// Where a thing has what names it in a list of its kind.
template <class T>
constexpr std::string T::*id_member = &T::id;
template <>
constexpr std::string Token::*id_member<Token> = &Token::authorization_id;
template <>
constexpr std::string Principal::*id_member<Principal> = &Principal::descriptor;
template <>
constexpr std::string GroupName::*id_member<GroupName> = &GroupName::descriptor;
template <>
constexpr std::string RoleAssignment::*id_member<RoleAssignment> = &RoleAssignment::identity_id;
template <>
constexpr std::string AccessControlList::*id_member<AccessControlList> = &AccessControlList::token;
template <>
constexpr std::string AccessControlEntry::*id_member<AccessControlEntry> = &AccessControlEntry::descriptor;
template <>
constexpr std::string SecurityNamespace::Action::*id_member<SecurityNamespace::Action> =
    &SecurityNamespace::Action::name;

template <class T>
const std::string& id_of(const T& thing) {
  return thing.*id_member<T>;
}
std::string id_of(const std::string& text) {
  return text;
}

/// By what two of a list are seen to be one thing.
template <class T>
std::string key_of(const T& thing) {
  return fold_case(id_of(thing));
}

// Subject descriptors are base64 and so the one kind of name in which letter case counts.
std::string key_of(const std::string& subject_descriptor) {
  return subject_descriptor;
}
std::string key_of(const Principal& principal) {
  return principal.descriptor;
}
std::string key_of(const GroupName& group) {
  return group.descriptor;
}

/// The role that an identity is given on the thing itself, and the one that it has from above, are two.
std::string key_of(const RoleAssignment& assignment) {
  return (assignment.inherited ? "inherited " : "given ") + fold_case(assignment.identity_id);
}

/// One that was made up stands beside the one that there is (API.md 3.5).
std::string key_of(const AccessControlList& list) {
  return (says_nothing(list) ? "nothing at " : "list at ") + normal_token(list.token);
}

/// The service promises no order of what is a set.
template <class T>
void put_in_order(T& /*holds no set*/) {}
void put_in_order(Identity& identity) {
  std::ranges::sort(identity.member_of);
  std::ranges::sort(identity.members);
}
void put_in_order(Token& token) {
  std::ranges::sort(token.scopes);
  if (token.target_accounts) std::ranges::sort(*token.target_accounts);
}
void put_in_order(Subscription& subscription) {
  std::ranges::sort(subscription.limits);
}

/// Whether they differ in nothing, or in how their id is written.
template <class T>
bool are_alike(T one, T other) {
  other.*id_member<T> = id_of(one);
  put_in_order(one);
  put_in_order(other);
  return one == other;
}
bool are_alike(const std::string& /*one*/, const std::string& /*other*/) {
  return true;
}

/// A text can not be told differently.
void keep_first(std::vector<std::string>& texts) {
  if (texts.size() < 2) return;
  std::unordered_set<std::string> seen;
  std::erase_if(texts, [&](const std::string& text) { return !seen.insert(fold_case(text)).second; });
}

template <class T>
void take_out(const std::vector<bool>& is_out, std::vector<T>& things) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < things.size(); ++i) {
    if (is_out[i]) continue;
    if (kept != i) things[kept] = std::move(things[i]);
    ++kept;
  }
  things.erase(things.begin() + static_cast<std::ptrdiff_t>(kept), things.end());
}

}  // namespace

template <class T>
std::optional<std::string> count_once(std::vector<T>& things) {
  std::optional<std::string> first_name;
  std::vector<bool> is_out(things.size());
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < things.size(); ++i) {
    std::optional<std::string> name = count_parts_once(things[i]);
    is_out[i] = name.has_value();
    const auto [known, is_new] = places.try_emplace(key_of(things[i]), i);
    if (!is_new) {
      is_out[i] = true;
      if (!are_alike(things[known->second], things[i])) {
        is_out[known->second] = true;
        name = "`" + id_of(things[i]) + "`";
      }
    }
    if (!first_name) first_name = std::move(name);
  }
  take_out(is_out, things);
  return first_name;
}

template std::optional<std::string> count_once(std::vector<AccessControlList>&);
template std::optional<std::string> count_once(std::vector<GroupName>&);
template std::optional<std::string> count_once(std::vector<Identity>&);
template std::optional<std::string> count_once(std::vector<Pipeline>&);
template std::optional<std::string> count_once(std::vector<Principal>&);
template std::optional<std::string> count_once(std::vector<Project>&);
template std::optional<std::string> count_once(std::vector<Repository>&);
template std::optional<std::string> count_once(std::vector<Resource>&);
template std::optional<std::string> count_once(std::vector<RoleAssignment>&);
template std::optional<std::string> count_once(std::vector<SecurityNamespace>&);
template std::optional<std::string> count_once(std::vector<Subscription>&);
template std::optional<std::string> count_once(std::vector<Token>&);
template std::optional<std::string> count_once(std::vector<std::string>&);

std::optional<std::string> count_parts_once(Identity& identity) {
  // Members stay as many as they were told: so many may be a list that was cut (API.md 4.3).
  keep_first(identity.member_of);
  return std::nullopt;
}

std::optional<std::string> count_parts_once(Token& token) {
  keep_first(token.scopes);
  if (token.target_accounts) keep_first(*token.target_accounts);
  return std::nullopt;
}

std::optional<std::string> count_parts_once(Subscription& subscription) {
  keep_first(subscription.limits);
  return std::nullopt;
}

std::optional<std::string> count_parts_once(SecurityNamespace& space) {
  auto name = count_once(space.actions);
  if (name) *name += " of the namespace `" + space.id + "`";
  return name;
}

std::optional<std::string> count_parts_once(AccessControlList& list) {
  auto name = count_once(list.entries);
  if (name) *name += " at `" + list.token + "`";
  return name;
}

std::optional<std::string> count_parts_once(std::optional<AccessControlList>& list) {
  return list ? count_parts_once(*list) : std::nullopt;
}

Gap told_differently(std::string what, const std::string& name) {
  return {.kind = Gap::Kind::bad_answer,
          .what = std::move(what),
          .reason = "the answer tells " + name + " twice, and differently",
          .grant = "read it again, by an audit or a collection: it may have changed meanwhile"};
}

}  // namespace patrol
