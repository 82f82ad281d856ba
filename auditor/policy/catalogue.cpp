#include "auditor/policy/catalogue.h"

#include "auditor/model/text.h"
#include "auditor/policy/embedded_catalogue.h"
#include "auditor/policy/fields.h"
#include "auditor/policy/resource_kinds.h"
#include "auditor/policy/take.h"
#include "auditor/policy/values.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace patrol {
namespace {

/// The list that stands under the one key of a data file.
template <class Read>
void read_rows(std::string_view text, std::string_view key, Problems& problems, Read read_row) {
  const auto root = read_yaml(text, problems);
  if (!root) return;
  Fields fields(*root, "the catalogue", problems);
  const YamlNode* rows = fields.need(key);
  fields.refuse_others();
  if (rows == nullptr) return;
  for (const YamlNode& row : read_list(*rows, key, problems)) read_row(row);
}

Scope read_scope(const YamlNode& row, Problems& problems) {
  Fields fields(row, "the scope", problems);
  Scope scope;
  scope.id = fold_case(need_text(fields, "id", problems));
  scope.area = take_text(fields, "area", problems);
  scope.level = take_text(fields, "level", problems);
  scope.implies_all = take_texts(fields, "implies", problems);
  scope.high_privilege = take_switch(fields, "high_privilege", problems);
  scope.writes = take_switch(fields, "writes", problems);
  fields.refuse_others();
  return scope;
}

Catalogue::Action read_action(const YamlNode& row, Problems& problems) {
  Fields fields(row, "the action", problems);
  Catalogue::Action action;
  if (const YamlNode* bit = fields.need("bit")) {
    action.bit = read_number(*bit, "bit", 1, std::numeric_limits<int>::max(), problems).value_or(0);
  }
  action.name = need_text(fields, "name", problems);
  action.display_name = take_text(fields, "words", problems);
  action.aliases = take_texts(fields, "aliases", problems);
  fields.refuse_others();
  return action;
}

std::optional<Permission::Level> read_level(const YamlNode& node, Problems& problems) {
  std::vector<std::string> words;
  words.reserve(permission_levels.size());
  for (const Permission::Level level : permission_levels) words.emplace_back(to_word(level));
  const auto place = read_word(node, "level", words, problems);
  return place ? std::optional{permission_levels.at(*place)} : std::nullopt;
}

std::optional<AccessLevel> read_access_level_word(const YamlNode& node, Problems& problems) {
  std::vector<std::string> words;
  words.reserve(access_levels.size());
  for (const AccessLevel level : access_levels) words.emplace_back(to_word(level));
  const auto place = read_word(node, "access level", words, problems);
  return place ? std::optional{access_levels.at(*place)} : std::nullopt;
}

Catalogue::TokenForm read_token_form(const YamlNode& row, Problems& problems) {
  Fields fields(row, "the token", problems);
  Catalogue::TokenForm form;
  // The empty text is a token too.
  const YamlNode* token = fields.need("token");
  if (token != nullptr && token->kind == YamlNode::Kind::scalar) form.token = token->text;
  if (const YamlNode* levels = fields.take("levels")) {
    for (const YamlNode& word : read_list(*levels, "levels", problems)) {
      if (const auto level = read_level(word, problems)) form.levels.push_back(*level);
    }
  }
  if (const YamlNode* below = fields.take("below")) {
    form.has_more_below = read_word(*below, "value of `below`", {"more"}, problems).has_value();
  }
  fields.refuse_others();
  return form;
}

std::int64_t take_bits(Fields& fields, std::string_view key, Problems& problems) {
  const YamlNode* bits = fields.take(key);
  if (bits == nullptr) return 0;
  return read_number(*bits, key, 1, std::numeric_limits<int>::max(), problems).value_or(0);
}

/// Names under a key of a namespace, each of one of its actions: a slip would say nothing of the one meant.
std::vector<std::string> read_names(const YamlNode* node, std::string_view key,
                                    const std::vector<Catalogue::Action>& actions, Problems& problems) {
  std::vector<std::string> names;
  if (node == nullptr) return names;
  std::vector<std::string> known;
  known.reserve(actions.size());
  for (const Catalogue::Action& action : actions) known.push_back(action.name);
  for (const YamlNode& word : read_list(*node, key, problems)) {
    if (const auto place = read_word(word, "action", known, problems)) names.push_back(known[*place]);
  }
  return names;
}

Catalogue::SecurityNamespace read_namespace(const YamlNode& row, Problems& problems) {
  Fields fields(row, "the namespace", problems);
  Catalogue::SecurityNamespace space;
  space.id = fold_case(need_text(fields, "id", problems));
  space.name = need_text(fields, "name", problems);
  space.system_bits = take_bits(fields, "system", problems);
  if (const YamlNode* ends = fields.take("ends")) {
    space.ends_either_way = read_word(*ends, "value of `ends`", {"either"}, problems).has_value();
  }
  if (const YamlNode* licence = fields.take("licence")) {
    space.licence = read_access_level_word(*licence, problems);
  }
  const YamlNode* const in_public = fields.take("public");
  const YamlNode* const reads = fields.take("reads");
  const YamlNode* const administers = fields.take("administers");
  if (const YamlNode* tokens = fields.take("tokens")) {
    for (const YamlNode& token : read_list(*tokens, "tokens", problems)) {
      space.tokens.push_back(read_token_form(token, problems));
    }
  }
  if (const YamlNode* actions = fields.need("actions")) {
    for (const YamlNode& action : read_list(*actions, "actions", problems)) {
      space.actions.push_back(read_action(action, problems));
    }
  }
  space.public_actions = read_names(in_public, "public", space.actions, problems);
  space.reading_actions = read_names(reads, "reads", space.actions, problems);
  space.administering_actions = read_names(administers, "administers", space.actions, problems);
  fields.refuse_others();
  return space;
}

Catalogue::FixedGroup read_group(const YamlNode& row, Problems& problems) {
  Fields fields(row, "the group", problems);
  Catalogue::FixedGroup group;
  if (const YamlNode* place = fields.need("place")) {
    group.in_project = read_word(*place, "place", {"organization", "project"}, problems) == 1;
  }
  group.name = need_text(fields, "name", problems);
  group.sid_end = need_text(fields, "sid_end", problems);
  group.or_by_name = take_switch(fields, "or_by_name", problems);
  fields.refuse_others();
  return group;
}

Catalogue::AccessLevelNames read_access_level_names(const YamlNode& row, Problems& problems) {
  Fields fields(row, "the access level", problems);
  Catalogue::AccessLevelNames names;
  if (const YamlNode* word = fields.need("word")) {
    names.level = read_access_level_word(*word, problems).value_or(AccessLevel::none);
  }
  names.title = need_text(fields, "title", problems);
  names.licences = take_texts(fields, "licences", problems);
  names.subscriptions = take_texts(fields, "subscriptions", problems);
  names.license_type = need_text(fields, "license_type", problems);
  fields.refuse_others();
  return names;
}

void tell_double(std::string_view what, TextPosition at, Problems& problems) {
  problems.add(at, in_backticks(what) + " stands twice in the catalogue; remove one");
}

void read_scopes(std::string_view text, Catalogue& catalogue, Problems& problems) {
  read_rows(text, "scopes", problems, [&](const YamlNode& row) {
    Scope scope = read_scope(row, problems);
    std::string id = scope.id;
    if (!id.empty() && !catalogue.scopes.emplace(id, std::move(scope)).second)
      tell_double(id, row.at, problems);
  });
  const auto full = catalogue.scopes.find(Catalogue::full_access);
  if (full == catalogue.scopes.end()) return;
  for (const auto& [id, scope] : catalogue.scopes) {
    if (id != Catalogue::full_access) full->second.implies_all.push_back(id);
  }
}

void read_namespaces(std::string_view text, Catalogue& catalogue, Problems& problems) {
  read_rows(text, "namespaces", problems, [&](const YamlNode& row) {
    Catalogue::SecurityNamespace space = read_namespace(row, problems);
    if (catalogue.find_namespace(space.id) != nullptr) tell_double(space.id, row.at, problems);
    catalogue.namespaces.push_back(std::move(space));
  });
}

void read_groups(std::string_view text, Catalogue& catalogue, Problems& problems) {
  read_rows(text, "groups", problems,
            [&](const YamlNode& row) { catalogue.groups.push_back(read_group(row, problems)); });
}

void read_access_levels(std::string_view text, Catalogue& catalogue, Problems& problems) {
  read_rows(text, "access_levels", problems, [&](const YamlNode& row) {
    Catalogue::AccessLevelNames names = read_access_level_names(row, problems);
    const auto is_it = [&](const auto& other) { return other.level == names.level; };
    if (std::ranges::any_of(catalogue.access_levels, is_it))
      tell_double(to_word(names.level), row.at, problems);
    catalogue.access_levels.push_back(std::move(names));
  });
}

void read_resource_roles(std::string_view text, Catalogue& catalogue, Problems& problems) {
  read_rows(text, "resource_roles", problems, [&](const YamlNode& row) {
    Catalogue::ResourceKind kind = read_resource_kind(row, problems);
    if (catalogue.find_resource_kind(kind.word) != nullptr) tell_double(kind.word, row.at, problems);
    catalogue.resource_kinds.push_back(std::move(kind));
  });
}

/// One file of a catalogue.
struct Part {
  std::string_view file;
  std::string_view CatalogueTexts::*text;
  void (*read)(std::string_view, Catalogue&, Problems&);
};
constexpr std::array parts{Part{"scopes.yaml", &CatalogueTexts::scopes, read_scopes},
                           Part{"namespaces.yaml", &CatalogueTexts::namespaces, read_namespaces},
                           Part{"groups.yaml", &CatalogueTexts::groups, read_groups},
                           Part{"access_levels.yaml", &CatalogueTexts::access_levels, read_access_levels},
                           Part{"resource_roles.yaml", &CatalogueTexts::resource_roles, read_resource_roles}};

}  // namespace

Result<Catalogue, std::vector<Error>> parse_catalogue(const CatalogueTexts& texts) {
  Catalogue catalogue;
  std::vector<Error> errors;
  for (const Part& part : parts) {
    Problems problems{std::string(part.file)};
    part.read(texts.*part.text, catalogue, problems);
    std::ranges::move(problems.errors(), std::back_inserter(errors));
  }
  if (!errors.empty()) return errors;
  return catalogue;
}

const Catalogue& built_in_catalogue() {
  static const Catalogue catalogue = [] {
    auto parsed = parse_catalogue(embedded_catalogue());
    // Tested: a program whose own data do not parse is not shipped.
    if (!parsed) throw std::logic_error("built-in catalogue: " + to_string(parsed.error().front()));
    return std::move(parsed).value();
  }();
  return catalogue;
}

}  // namespace patrol
