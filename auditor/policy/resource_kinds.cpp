#include "auditor/policy/resource_kinds.h"

#include "auditor/policy/fields.h"
#include "auditor/policy/take.h"
#include "auditor/policy/values.h"

#include <string>
#include <string_view>

namespace patrol {
namespace {

using Kind = Catalogue::ResourceKind;

Kind::Page read_page(Fields& fields, std::string_view key, Problems& problems) {
  const YamlNode* node = fields.need(key);
  if (node == nullptr) return {};
  Fields page(*node, "the page of roles", problems);
  Kind::Page read{.scope = need_text(page, "scope", problems), .id = {}};
  // A plain number is an id too.
  const YamlNode* id = page.need("id");
  if (id != nullptr && id->kind == YamlNode::Kind::scalar) read.id = id->text;
  page.refuse_others();
  return read;
}

Kind::Role read_role(const YamlNode& row, Problems& problems) {
  Fields fields(row, "the role", problems);
  Kind::Role role{.name = need_text(fields, "name", problems),
                  .includes = take_texts(fields, "includes", problems),
                  .apart = take_switch(fields, "apart", problems)};
  fields.refuse_others();
  return role;
}

/// A slip in the name of an included role would change what counts.
void check_includes(const Kind& kind, TextPosition at, Problems& problems) {
  for (const Kind::Role& role : kind.roles) {
    for (const std::string& included : role.includes) {
      if (kind.find_role(included) != nullptr) continue;
      problems.add(at, in_backticks(included) + " is no role of the kind " + in_backticks(kind.word));
    }
  }
}

}  // namespace

Catalogue::ResourceKind read_resource_kind(const YamlNode& row, Problems& problems) {
  Fields fields(row, "the kind of resource", problems);
  Kind kind;
  kind.word = need_text(fields, "word", problems);
  kind.title = need_text(fields, "title", problems);
  if (const YamlNode* place = fields.need("place")) {
    kind.in_project = read_word(*place, "place", {"organization", "project"}, problems) == 1;
  }
  kind.one = read_page(fields, "one", problems);
  kind.all = read_page(fields, "all", problems);
  kind.portal = need_text(fields, "portal", problems);
  kind.security = need_text(fields, "security", problems);
  if (const YamlNode* roles = fields.need("roles")) {
    for (const YamlNode& role : read_list(*roles, "roles", problems)) {
      kind.roles.push_back(read_role(role, problems));
    }
  }
  fields.refuse_others();
  check_includes(kind, row.at, problems);
  return kind;
}

}  // namespace patrol
