// The library uses the whole language, so that no construct is one that nobody ever needed.
#include "auditor/policy/catalogue.h"
#include "auditor/policy/library.h"
#include "tests/auditor/policy/support.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <variant>

namespace patrol {
namespace {

using Words = std::set<std::string>;

/// What a library for everybody can not use: the projects of one organization.
const Words of_one_organization{"a named project", "for_each: other_project"};
/// What no product of the library asks for yet.
const Words not_needed_yet{"access_level: required",  "pat: min_lifetime_days",   "service_hooks: to",
                           "service_hooks: consumer", "service_hooks: by anyone", "service_hooks: limited"};

/// Collects what rules use, in the words of the language.
class Uses {
 public:
  void add(const Policy& policy) {
    note(!policy.features.empty(), "features");
    note(!policy.variants.empty(), "variants");
    for (const auto& [name, parameter] : policy.parameters) {
      words_.insert(parameter.name ? "parameters: a name" : "parameters: a number");
    }
    for (const Rule& rule : policy.rules) add(rule);
  }

  Words take() { return std::move(words_); }

 private:
  void note(bool is_used, const std::string& word) {
    if (is_used) words_.insert(word);
  }

  void add(const Rule& rule) {
    words_.insert(std::string(to_word(rule.mode)));
    note(rule.for_each != Rule::ForEach::nothing,
         "for_each: " + for_each_word(rule.for_each, rule.of_others));
    note(rule.need == Need::recommended, "need: recommended");
    note(!rule.when.empty(), "when");
    note(!rule.unless.empty(), "unless");
    add(rule.requirement);
  }

  void add(const Requirement& requirement) {
    std::visit([this](const auto& kind) { see(kind); }, requirement.kind);
  }

  void add(const Place& place) { note(place.kind == Place::Kind::named_project, "a named project"); }

  void see(const PatScopes& scopes) {
    words_.insert("pat_scopes");
    note(scopes.match == PatScopes::Match::literal, "pat_scopes: literal");
    note(scopes.required_only, "pat_scopes: required");
  }
  void see(const PatState& pat) {
    note(pat.valid, "pat: valid");
    note(pat.min_days_left.has_value(), "pat: min_days_left");
    note(pat.min_lifetime_days.has_value(), "pat: min_lifetime_days");
    note(pat.max_lifetime_days.has_value(), "pat: max_lifetime_days");
    note(pat.one_organization, "pat: organizations: one");
    note(pat.all_organizations, "pat: organizations: all");
    note(pat.unique, "pat: unique");
  }
  void see(const Groups& groups) {
    words_.insert("groups");
    note(groups.required_only, "groups: required");
    for (const GroupMembership& each : groups.groups) add(each.place);
  }
  void see(const Roles& roles) {
    for (const RoleHeld& each : roles.roles) {
      const bool is_of_organization = each.place.kind == Place::Kind::organization;
      words_.insert(std::string(is_of_organization ? "organization: " : "project: ") +
                    std::string(to_word(each.role)));
      note(each.at_least, "at_least");
      add(each.place);
    }
    for (const AssignedRole& each : roles.assigned) {
      words_.insert("a role on a thing: " + each.resource);
      note(each.of_all, "a role on all things of a kind");
      note(each.of_each, "a role on any thing of a kind");
      note(!each.name.parameter.empty(), "a role on a thing that a parameter names");
      add(each.place);
    }
  }
  void see(const Permissions& permissions) {
    words_.insert("permissions");
    note(permissions.required_only, "permissions: required");
    for (const Permission& each : permissions.permissions) {
      words_.insert("level: " + std::string(to_word(each.level)));
      add(each.place);
    }
  }
  void see(const AccessAtLeast& access) {
    words_.insert("access_level");
    note(access.required_only, "access_level: required");
  }
  void see(const AccountState& account) {
    note(account.active, "account: active");
    note(account.email_exact, "account: email: exact");
    note(account.unique, "account: unique");
    if (!account.kind) return;
    words_.insert(*account.kind == AccountState::Kind::user ? "account: kind: user"
                                                            : "account: kind: service-principal");
  }
  void see(const ConnectionState& /*connection*/) { words_.insert("connection"); }
  void see(const Attested& /*attested*/) { words_.insert("attest"); }
  void see(const ServiceHooks& hooks) {
    words_.insert("service_hooks");
    note(!hooks.to.empty(), "service_hooks: to");
    note(!hooks.consumer.empty(), "service_hooks: consumer");
    note(hooks.by_anyone, "service_hooks: by anyone");
    note(hooks.limited, "service_hooks: limited");
  }
  void see(const AnyOf& any) {
    words_.insert("any_of");
    for (const Requirement& branch : any.branches) add(branch);
  }
  void see(const AllOf& all) {
    words_.insert("all_of");
    for (const Requirement& branch : all.branches) add(branch);
  }

  Words words_;
};

Words whole_language() {
  Words words{"features",
              "variants",
              "parameters: a name",
              "parameters: a number",
              "require",
              "at_most",
              "exactly",
              "forbid",
              "for_each: project",
              "for_each: repository",
              "for_each: pipeline",
              "for_each: other_project",
              "for_each: other_repository",
              "need: recommended",
              "when",
              "unless",
              "a named project",
              "pat_scopes",
              "pat_scopes: literal",
              "pat_scopes: required",
              "pat: valid",
              "pat: min_days_left",
              "pat: min_lifetime_days",
              "pat: max_lifetime_days",
              "pat: organizations: one",
              "pat: organizations: all",
              "pat: unique",
              "groups",
              "groups: required",
              "organization: admin",
              "project: reader",
              "project: contributor",
              "project: admin",
              "at_least",
              "a role on all things of a kind",
              "a role on any thing of a kind",
              "a role on a thing that a parameter names",
              "permissions",
              "permissions: required",
              "access_level",
              "access_level: required",
              "account: active",
              "account: email: exact",
              "account: unique",
              "account: kind: user",
              "account: kind: service-principal",
              "connection",
              "attest",
              "service_hooks",
              "service_hooks: to",
              "service_hooks: consumer",
              "service_hooks: by anyone",
              "service_hooks: limited",
              "any_of",
              "all_of"};
  for (const Permission::Level level : permission_levels)
    words.insert("level: " + std::string(to_word(level)));
  for (const Catalogue::ResourceKind& kind : built_in_catalogue().resource_kinds) {
    words.insert("a role on a thing: " + kind.word);
  }
  return words;
}

TEST(WholeLanguage, IsUsedByTheLibrary) {
  Documents policies;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(PATROL_SOURCE_DIR) / "policies")) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".yaml") || name.ends_with(".tests.yaml")) continue;
    policies.read.push_back({name, read_source("policies/" + name)});
  }
  const auto loaded = load_documents(std::move(policies), {}, built_in_catalogue());
  ASSERT_TRUE(loaded) << lines(loaded.error());
  Uses uses;
  for (const auto& [id, policy] : loaded.value().policies) uses.add(policy);

  Words left_out = whole_language();
  const Words used = uses.take();
  for (const std::string& word : used)
    EXPECT_EQ(left_out.erase(word), 1U) << "the test does not know: " << word;
  Words excused = of_one_organization;
  excused.insert(not_needed_yet.begin(), not_needed_yet.end());
  EXPECT_EQ(left_out, excused) << "use it where a product needs it, or say here why none does";
}

}  // namespace
}  // namespace patrol
