#include "auditor/policy/integration_parser.h"

#include "auditor/model/guid.h"
#include "auditor/model/text.h"
#include "auditor/policy/fields.h"
#include "auditor/policy/parameters.h"
#include "auditor/policy/pat_selector.h"
#include "auditor/policy/take.h"
#include "auditor/policy/values.h"

#include <utility>

namespace patrol {
namespace {

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find_first_of(" \t\n", 0) == std::string_view::npos;
}

/// `https://name:password@host/…`: what stands before the `@` may be a secret.
bool has_user_part(std::string_view url) {
  const auto scheme = url.find("://");
  const std::string_view rest = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
  return rest.substr(0, rest.find('/')).find('@') != std::string_view::npos;
}

/// Values of an integration are never shown in errors, nor words that are no known ones: a secret may have
/// been pasted anywhere.
class IntegrationReader {
 public:
  explicit IntegrationReader(Problems& problems) : problems_(problems) {}

  PlacedIntegration read(const YamlNode& root) {
    Fields fields(root, "the integration", problems_);
    if (!fields.is_mapping()) return {};
    Integration& integration = placed_.integration;
    integration.position = problems_.position(root.at);
    placed_.name_at = place_of(root, "integration");
    placed_.policy_at = place_of(root, "policy");
    placed_.variant_at = place_of(root, "variant");
    integration.name = need_text(fields, "integration", problems_, read_identifier);
    integration.policy = need_text(fields, "policy", problems_, read_identifier);
    integration.owner = take_text(fields, "owner", problems_);
    read_organization(fields);
    if (const YamlNode* connection = fields.take("connection")) read_connection(*connection);
    read_account(fields, root);
    if (const YamlNode* pat = fields.take("pat")) integration.pat = read_pat(*pat, problems_);
    integration.features = take_texts(fields, "features", problems_, read_identifier);
    if (const YamlNode* features = root.find("features")) {
      for (const YamlNode& item : features->items) placed_.features_at.emplace(item.text, item.at);
    }
    if (const YamlNode* variant = fields.take("variant")) {
      integration.variant = read_identifier(*variant, "variant", problems_).value_or("");
    }
    if (const YamlNode* projects = fields.take("projects")) {
      integration.all_projects = read_selection(*projects, "projects", integration.projects);
    }
    if (const YamlNode* repositories = fields.take("repositories")) {
      integration.all_repositories = read_selection(*repositories, "repositories", integration.repositories);
    }
    if (const YamlNode* pipelines = fields.take("pipelines")) {
      integration.all_pipelines = read_selection(*pipelines, "pipelines", integration.pipelines);
    }
    if (const YamlNode* parameters = fields.take("parameters")) read_parameters(*parameters);
    if (const YamlNode* attestations = fields.take("attestations")) {
      placed_.attestations = read_attestations(*attestations, problems_);
      for (const PlacedAttestation& placed : placed_.attestations) {
        integration.attestations.push_back(placed.attestation);
      }
    }
    fields.refuse_others();
    return std::move(placed_);
  }

 private:
  static TextPosition place_of(const YamlNode& root, std::string_view key) {
    const YamlNode* node = root.find(key);
    return node == nullptr ? root.at : node->at;
  }

  void read_organization(Fields& fields) {
    const YamlNode* node = fields.need("organization");
    if (node == nullptr) return;
    const auto name = read_name(*node, "organization", problems_);
    if (!name) return;
    if (!is_organization_name(*name)) {
      problems_.add(node->at,
                    "`organization` must be the name alone, such as `contoso` of "
                    "https://dev.azure.com/contoso: letters, digits and hyphens");
    }
    placed_.integration.organization = *name;
  }

  void read_connection(const YamlNode& node) {
    Fields fields(node, "`connection`", problems_);
    if (const YamlNode* url = fields.take("base_url")) {
      const auto text = read_name(*url, "base_url", problems_);
      if (text && has_user_part(*text)) {
        problems_.add(url->at,
                      "`base_url` holds a name or password before `@`, which never stands in a file; remove "
                      "it, and revoke the secret if it is real");
      }
      placed_.integration.base_url = text.value_or("");
    }
    if (const YamlNode* email = fields.take("email")) {
      placed_.integration.email = read_email(*email).value_or("");
    }
    fields.refuse_others();
    if (fields.is_mapping() && node.entries.empty()) {
      problems_.add(node.at, "`connection` says nothing; add `base_url` or `email`, or remove it");
    }
  }

  std::optional<std::string> read_email(const YamlNode& node) {
    auto text = read_name(node, "email", problems_);
    if (!text || is_email(*text)) return text;
    problems_.add(node.at, "`email` must be an address such as `svc-flow@contoso.com`");
    return std::nullopt;
  }

  void read_account(Fields& fields, const YamlNode& root) {
    if (const YamlNode* account = fields.take("account")) {
      read_selector(*account);
      return;
    }
    const YamlNode* connection = root.find("connection");
    const bool has_email = connection != nullptr && connection->find("email") != nullptr;
    if (has_email) {
      placed_.integration.account = {AccountSelector::Kind::email, placed_.integration.email};
    } else if (!fields.has("account")) {
      problems_.add(fields.at(),
                    "nothing says which account it is; add `connection: {email: …}` or `account: "
                    "{descriptor: …}`");
    }
  }

  void read_selector(const YamlNode& node) {
    Fields fields(node, "`account`", problems_);
    if (!fields.is_mapping()) return;
    const YamlNode* email = fields.take("email");
    const YamlNode* descriptor = fields.take("descriptor");
    const YamlNode* service_principal = fields.take("service_principal");
    fields.refuse_others();
    const auto given =
        (email != nullptr ? 1 : 0) + (descriptor != nullptr ? 1 : 0) + (service_principal != nullptr ? 1 : 0);
    if (given != 1) {
      problems_.add(node.at, "`account` needs exactly one of `email`, `descriptor` and `service_principal`");
      return;
    }
    AccountSelector& selector = placed_.integration.account;
    if (email != nullptr) {
      selector = {AccountSelector::Kind::email, read_email(*email).value_or("")};
    } else if (descriptor != nullptr) {
      selector = {AccountSelector::Kind::descriptor, read_descriptor(*descriptor)};
    } else {
      selector = {AccountSelector::Kind::service_principal,
                  read_guid(*service_principal, "service_principal")};
    }
  }

  std::string read_descriptor(const YamlNode& node) {
    const auto text = read_name(node, "descriptor", problems_);
    if (!text) return "";
    const bool is_descriptor = text->find('.') != std::string::npos || text->find(';') != std::string::npos;
    if (!is_descriptor) {
      problems_.add(node.at,
                    "`descriptor` must be a subject descriptor such as `aad.…`, or an identity descriptor "
                    "such as `Microsoft.IdentityModel.Claims.ClaimsIdentity;…`");
    }
    return *text;
  }

  std::string read_guid(const YamlNode& node, std::string_view what) {
    const auto text = read_name(node, what, problems_);
    if (!text) return "";
    if (!is_guid(*text)) {
      problems_.add(node.at,
                    in_backticks(what) + " must be an id such as `2f6a0c1e-7d3b-4c58-9a61-0b2c3d4e5f60`");
    }
    return *text;
  }

  /// Names and patterns, or `all`: then true.
  bool read_selection(const YamlNode& node, std::string_view key, std::vector<std::string>& names) {
    if (node.kind == YamlNode::Kind::scalar && node.text == "all") return true;
    if (node.kind == YamlNode::Kind::scalar) {
      problems_.add(node.at, in_backticks(key) + " must be a list of names, or `all`");
    } else {
      names = read_texts(node, key, read_name, problems_, true);
    }
    return false;
  }

  void read_parameters(const YamlNode& node) {
    if (node.kind != YamlNode::Kind::mapping || node.entries.empty()) {
      problems_.add(node.at, "`parameters` must be a mapping of names to values, such as `{days_left: 30}`");
      return;
    }
    for (const YamlNode::Entry& entry : node.entries) {
      placed_.parameters_at.emplace(entry.key, entry.at);
      // Which parameters there are, and whether each is a name or a number, only the policy tells.
      constexpr std::string_view each = "parameters[]";
      if (Parameters::is_name(entry.value)) {
        auto name = read_name(entry.value, each, problems_);
        if (name) placed_.integration.names.emplace(entry.key, std::move(*name));
        continue;
      }
      const auto number =
          read_number(entry.value, each, Parameters::widest.least, Parameters::widest.most, problems_);
      if (number) placed_.integration.parameters.emplace(entry.key, *number);
    }
  }

  Problems& problems_;
  PlacedIntegration placed_;
};

bool is_policy(const YamlNode& root) {
  return root.find("rules") != nullptr && root.find("integration") == nullptr;
}

bool is_waivers(const YamlNode& root) {
  return root.find("waivers") != nullptr && root.find("integration") == nullptr;
}

}  // namespace

Result<Integration, std::vector<Error>> parse_integration(std::string_view text,
                                                          const std::string& source_name) {
  Problems problems(source_name);
  PlacedIntegration placed = parse_integration(text, problems);
  if (!problems.empty()) return problems.errors();
  return std::move(placed.integration);
}

PlacedIntegration parse_integration(std::string_view text, Problems& problems) {
  problems.keep_words_back();
  const auto root = read_yaml(text, problems);
  if (!root) return {};
  if (root->kind == YamlNode::Kind::null) {
    if (problems.empty()) problems.add({}, "the file is empty; write an integration, or remove it");
    return {};
  }
  if (is_policy(*root)) {
    problems.add(root->at, "this is a policy, not an integration; give it to `--policies`");
    return {};
  }
  if (is_waivers(*root)) {
    problems.add(root->at, "this is a file of waivers, not an integration; give it to `--waivers`");
    return {};
  }
  return read_integration(*root, problems);
}

PlacedIntegration read_integration(const YamlNode& root, Problems& problems) {
  return IntegrationReader(problems).read(root);
}

}  // namespace patrol
