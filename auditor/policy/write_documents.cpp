#include "auditor/policy/write_documents.h"

#include "auditor/policy/yaml_text.h"

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace patrol {
namespace {

/// `{a: 1, b: 2}`
class FlowMap {
 public:
  void add(std::string_view key, std::string_view value) {
    text_ += text_.empty() ? "" : ", ";
    text_ += key;
    text_ += ": ";
    text_ += value;
  }
  void add_text(std::string_view key, std::string_view text) { add(key, yaml_scalar(text)); }
  void add_switch(std::string_view key, bool is_on) {
    if (is_on) add(key, "true");
  }
  bool empty() const { return text_.empty(); }
  std::string text() const { return "{" + text_ + "}"; }

 private:
  std::string text_;
};

std::string flow_list(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + yaml_scalar(text);
  return "[" + list + "]";
}

std::string amount_text(const Amount& amount) {
  return amount.parameter.empty() ? std::to_string(amount.number) : yaml_scalar(amount.parameter);
}

/// `{organization: NAME}`, `{project: NAME}` inside `for_each`, or `{project: P, KEY: NAME}`.
FlowMap membership(const Place& place, std::string_view key, std::string_view name) {
  FlowMap map;
  switch (place.kind) {
    case Place::Kind::organization: map.add_text("organization", name); break;
    case Place::Kind::each_project: map.add_text("project", name); break;
    case Place::Kind::named_project:
      map.add_text("project", place.project);
      map.add_text(key, name);
      break;
  }
  return map;
}

std::string role_text(const RoleHeld& role) {
  FlowMap map = membership(role.place, "role", to_word(role.role));
  map.add_switch("at_least", role.at_least);
  return map.text();
}

std::string role_text(const AssignedRole& role) {
  FlowMap map;
  if (role.place.kind == Place::Kind::named_project) map.add_text("project", role.place.project);
  if (role.of_all || role.of_each) {
    map.add(role.resource, role.of_all ? "all" : "each");
  } else if (role.name.parameter.empty()) {
    map.add_text(role.resource, role.name.text);
  } else {
    map.add(role.resource, "{parameter: " + yaml_scalar(role.name.parameter) + "}");
  }
  map.add_text("role", role.role);
  return map.text();
}

/// What the requirements of a rule are written as, line by line.
class RequirementWriter {
 public:
  RequirementWriter(std::string& out, const Catalogue& catalogue) : out_(out), catalogue_(catalogue) {}

  /// `prefix` opens the first line; those behind it are further in.
  void write(const Requirement& requirement, std::size_t indent, std::string_view prefix = "") {
    prefix_ = prefix;
    std::visit([&](const auto& kind) { write_kind(kind, indent); }, requirement.kind);
  }

 private:
  /// A line of its own, or one that goes on behind `- `.
  void line(std::size_t indent, std::string_view text, std::string_view comment = "") {
    const std::size_t taken = prefix_.size();
    out_ += std::string(indent - taken, ' ');
    out_ += std::exchange(prefix_, "");
    out_ += text;
    if (!comment.empty()) out_ += "  " + yaml_comment(comment);
    out_ += '\n';
  }

  void write_kind(const PatScopes& scopes, std::size_t indent) {
    if (scopes.required_only) return line(indent, "pat_scopes: required");
    if (scopes.match == PatScopes::Match::literal) {
      return line(indent, "pat_scopes: {literal: " + flow_list(scopes.ids) + "}");
    }
    line(indent, "pat_scopes:");
    for (const std::string& id : scopes.ids) {
      const Scope* const known = catalogue_.find_scope(id);
      line(indent + 2, "- " + yaml_scalar(id), known == nullptr ? "" : known->words());
    }
  }

  void write_kind(const PatState& state, std::size_t indent) {
    FlowMap map;
    map.add_switch("valid", state.valid);
    if (state.min_days_left) map.add("min_days_left", amount_text(*state.min_days_left));
    if (state.min_lifetime_days) map.add("min_lifetime_days", amount_text(*state.min_lifetime_days));
    if (state.max_lifetime_days) map.add("max_lifetime_days", amount_text(*state.max_lifetime_days));
    if (state.one_organization) map.add("organizations", "one");
    if (state.all_organizations) map.add("organizations", "all");
    map.add_switch("unique", state.unique);
    line(indent, "pat: " + map.text());
  }

  void write_kind(const Groups& groups, std::size_t indent) {
    if (groups.required_only) return line(indent, "groups: required");
    line(indent, "groups:");
    for (const GroupMembership& each : groups.groups) {
      line(indent + 2, "- " + membership(each.place, "group", each.group).text());
    }
  }

  void write_kind(const Roles& roles, std::size_t indent) {
    line(indent, "roles:");
    for (const RoleHeld& role : roles.roles) line(indent + 2, "- " + role_text(role));
    for (const AssignedRole& role : roles.assigned) line(indent + 2, "- " + role_text(role));
  }

  void write_kind(const Permissions& permissions, std::size_t indent) {
    if (permissions.required_only) return line(indent, "permissions: required");
    line(indent, "permissions:");
    for (const Permission& each : permissions.permissions) {
      FlowMap map;
      map.add_text(to_word(each.level), each.words);
      line(indent + 2, "- " + map.text(), words_of(each));
    }
  }

  /// What a person calls it, where the policy has its name.
  std::string words_of(const Permission& permission) const {
    if (permission.words != permission.namespace_name + "/" + permission.action) return "";
    const auto* const space = catalogue_.find_namespace(permission.namespace_id);
    const auto* const action = space == nullptr ? nullptr : space->find_action(permission.action);
    return action == nullptr ? "" : action->display_name;
  }

  void write_kind(const AccessAtLeast& access, std::size_t indent) {
    if (access.required_only) return line(indent, "access_level: required");
    line(indent, "access_level: " + yaml_scalar(to_word(access.level)));
  }

  void write_kind(const AccountState& state, std::size_t indent) {
    FlowMap map;
    map.add_switch("active", state.active);
    if (state.email_exact) map.add("email", "exact");
    map.add_switch("unique", state.unique);
    if (state.kind) map.add("kind", *state.kind == AccountState::Kind::user ? "user" : "service-principal");
    line(indent, "account: " + map.text());
  }

  void write_kind(const ConnectionState& state, std::size_t indent) {
    line(indent, "connection: {base_url: " + yaml_scalar(state.base_url) + "}");
  }

  void write_kind(const Attested& attested, std::size_t indent) {
    line(indent, "attest: " + yaml_scalar(attested.statement));
  }

  void write_kind(const ServiceHooks& hooks, std::size_t indent) {
    FlowMap map;
    map.add("events", flow_list(hooks.events));
    if (!hooks.to.empty()) map.add_text("to", hooks.to);
    if (!hooks.consumer.empty()) map.add_text("consumer", hooks.consumer);
    if (hooks.by_anyone) map.add("by", "anyone");
    map.add_switch("limited", hooks.limited);
    line(indent, "service_hooks: " + map.text());
  }

  void write_kind(const AnyOf& any, std::size_t indent) { write_branches("any_of:", any.branches, indent); }
  void write_kind(const AllOf& all, std::size_t indent) { write_branches("all_of:", all.branches, indent); }

  void write_branches(std::string_view key, const std::vector<Requirement>& branches, std::size_t indent) {
    line(indent, key);
    for (const Requirement& branch : branches) write(branch, indent + 4, "- ");
  }

  std::string& out_;
  const Catalogue& catalogue_;
  std::string_view prefix_;
};

void write_head(std::string& out, std::span<const std::string> head) {
  for (const std::string& line : head) out += yaml_comment(line) + "\n";
}

void add(std::string& out, std::string_view key, std::string_view text) {
  if (!text.empty()) out += std::string(key) + ": " + yaml_scalar(text) + "\n";
}

void add(std::string& out, std::string_view key, const std::vector<std::string>& texts) {
  if (!texts.empty()) out += std::string(key) + ": " + flow_list(texts) + "\n";
}

void write_sources(std::string& out, const std::vector<Source>& sources) {
  if (sources.empty()) return;
  out += "sources:\n";
  for (const Source& source : sources) {
    FlowMap map;
    map.add_text("title", source.title);
    map.add_text("url", source.url);
    // A day in quotes is a text for every reader.
    if (!source.read.empty()) map.add_text("read", source.read);
    out += "  - " + map.text() + "\n";
  }
}

void write_parameters(std::string& out, const Policy& policy) {
  if (policy.parameters.empty()) return;
  out += "parameters:\n";
  for (const auto& [name, parameter] : policy.parameters) {
    FlowMap map;
    map.add("default", parameter.name ? yaml_scalar(*parameter.name) : std::to_string(parameter.normal));
    if (parameter.at_least) map.add("at_least", std::to_string(*parameter.at_least));
    if (parameter.at_most) map.add("at_most", std::to_string(*parameter.at_most));
    out += "  " + yaml_scalar(name) + ": " + map.text() + "\n";
  }
}

void write_rule(std::string& out, const Rule& rule, const Catalogue& catalogue) {
  const std::string margin(4, ' ');
  out += "  - id: " + yaml_scalar(rule.id) + "\n";
  add(out, margin + "title", rule.title);
  if (rule.severity != Severity::medium) add(out, margin + "severity", to_word(rule.severity));
  if (rule.need != Need::required) add(out, margin + "need", to_word(rule.need));
  add(out, margin + "controls", rule.controls);
  add(out, margin + "remediation", rule.remediation);
  add(out, margin + "when", rule.when);
  add(out, margin + "unless", rule.unless);
  if (rule.for_each != Rule::ForEach::nothing)
    add(out, margin + "for_each", for_each_word(rule.for_each, rule.of_others));
  out += margin + std::string(to_word(rule.mode)) + ":\n";
  RequirementWriter(out, catalogue).write(rule.requirement, margin.size() + 2);
}

std::string account_text(const AccountSelector& account) {
  FlowMap map;
  switch (account.kind) {
    case AccountSelector::Kind::email: map.add_text("email", account.value); break;
    case AccountSelector::Kind::descriptor: map.add_text("descriptor", account.value); break;
    case AccountSelector::Kind::service_principal: map.add_text("service_principal", account.value); break;
  }
  return map.text();
}

std::string pat_text(const PatSelector& pat) {
  FlowMap map;
  if (!pat.name.empty()) map.add_text("name", pat.name);
  if (!pat.id.empty()) map.add_text("id", pat.id);
  if (!pat.secret_env.empty()) map.add_text("secret_env", pat.secret_env);
  if (pat.scopes) map.add("scopes", flow_list(*pat.scopes));
  if (pat.expires) map.add_text("expires", format_date(*pat.expires));
  return map.empty() ? "" : map.text();
}

void add_selection(std::string& out, std::string_view key, bool all, const std::vector<std::string>& names) {
  if (all) {
    out += std::string(key) + ": all\n";
  } else {
    add(out, key, names);
  }
}

void write_attestations(std::string& out, const std::vector<Attestation>& attestations) {
  if (attestations.empty()) return;
  out += "attestations:\n";
  for (const Attestation& each : attestations) {
    FlowMap map;
    map.add_text("statement", each.statement);
    map.add_text("by", each.by);
    map.add_text("on", format_date(each.on));
    map.add_text("until", format_date(each.until));
    out += "  - " + map.text() + "\n";
  }
}

}  // namespace

std::string write_policy(const Policy& policy, const Catalogue& catalogue,
                         std::span<const std::string> head) {
  std::string out;
  write_head(out, head);
  add(out, "policy", policy.id);
  add(out, "title", policy.title);
  add(out, "description", policy.description);
  write_sources(out, policy.sources);
  add(out, "features", policy.features);
  add(out, "variants", policy.variants);
  write_parameters(out, policy);
  out += "rules:\n";
  for (const Rule& rule : policy.rules) write_rule(out, rule, catalogue);
  return out;
}

std::string write_integration(const Integration& integration, std::span<const std::string> head) {
  std::string out;
  write_head(out, head);
  add(out, "integration", integration.name);
  add(out, "policy", integration.policy);
  add(out, "owner", integration.owner);
  add(out, "organization", integration.organization);
  FlowMap connection;
  if (!integration.base_url.empty()) connection.add_text("base_url", integration.base_url);
  if (!integration.email.empty()) connection.add_text("email", integration.email);
  if (!connection.empty()) out += "connection: " + connection.text() + "\n";
  const AccountSelector typed{AccountSelector::Kind::email, integration.email};
  if (integration.account != typed) out += "account: " + account_text(integration.account) + "\n";
  if (const std::string pat = pat_text(integration.pat); !pat.empty()) out += "pat: " + pat + "\n";
  add(out, "features", integration.features);
  add(out, "variant", integration.variant);
  add_selection(out, "projects", integration.all_projects, integration.projects);
  add_selection(out, "repositories", integration.all_repositories, integration.repositories);
  add_selection(out, "pipelines", integration.all_pipelines, integration.pipelines);
  FlowMap parameters;
  for (const auto& [name, number] : integration.parameters)
    parameters.add(yaml_scalar(name), std::to_string(number));
  for (const auto& [name, text] : integration.names) parameters.add(yaml_scalar(name), yaml_scalar(text));
  if (!parameters.empty()) out += "parameters: " + parameters.text() + "\n";
  write_attestations(out, integration.attestations);
  return out;
}

}  // namespace patrol
