#include "auditor/policy/catalogue.h"

#include "auditor/model/text.h"
#include "auditor/policy/embedded_catalogue.h"
#include "auditor/policy/fields.h"
#include "auditor/policy/take.h"
#include "auditor/policy/values.h"

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

Catalogue::SecurityNamespace read_namespace(const YamlNode& row, Problems& problems) {
  Fields fields(row, "the namespace", problems);
  Catalogue::SecurityNamespace space;
  space.id = fold_case(need_text(fields, "id", problems));
  space.name = need_text(fields, "name", problems);
  if (const YamlNode* actions = fields.need("actions")) {
    for (const YamlNode& action : read_list(*actions, "actions", problems)) {
      space.actions.push_back(read_action(action, problems));
    }
  }
  fields.refuse_others();
  return space;
}

/// Adds a row under its id, which has to be new.
template <class Row>
void insert(std::map<std::string, Row, std::less<>>& rows, Row row, TextPosition at, Problems& problems) {
  std::string id = row.id;
  if (!id.empty() && !rows.emplace(id, std::move(row)).second) {
    problems.add(at, in_backticks(id) + " stands twice in the catalogue; remove one");
  }
}

}  // namespace

Result<Catalogue, std::vector<Error>> parse_catalogue(std::string_view scopes_text,
                                                      std::string_view namespaces_text) {
  Catalogue catalogue;
  Problems of_scopes("scopes.yaml");
  read_rows(scopes_text, "scopes", of_scopes, [&](const YamlNode& row) {
    insert(catalogue.scopes, read_scope(row, of_scopes), row.at, of_scopes);
  });
  Problems of_namespaces("namespaces.yaml");
  read_rows(namespaces_text, "namespaces", of_namespaces, [&](const YamlNode& row) {
    insert(catalogue.namespaces, read_namespace(row, of_namespaces), row.at, of_namespaces);
  });

  std::vector<Error> errors = of_scopes.errors();
  for (Error& error : of_namespaces.errors()) errors.push_back(std::move(error));
  if (!errors.empty()) return errors;

  if (const auto full = catalogue.scopes.find(Catalogue::full_access); full != catalogue.scopes.end()) {
    for (const auto& [id, scope] : catalogue.scopes) {
      if (id != Catalogue::full_access) full->second.implies_all.push_back(id);
    }
  }
  return catalogue;
}

const Catalogue& built_in_catalogue() {
  static const Catalogue catalogue = [] {
    auto parsed = parse_catalogue(embedded_scopes(), embedded_namespaces());
    // Tested: a program whose own data do not parse is not shipped.
    if (!parsed) throw std::logic_error("built-in catalogue: " + to_string(parsed.error().front()));
    return std::move(parsed).value();
  }();
  return catalogue;
}

}  // namespace patrol
