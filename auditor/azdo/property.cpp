#include "auditor/azdo/property.h"

namespace patrol::azdo {

std::string property(Members& identity, std::string_view name) {
  if (identity.find("properties") == nullptr) return {};
  const Members properties(identity.object("properties"));
  const Json* const found = properties.find(name);
  if (found == nullptr) return {};
  Members typed(*found, identity.name_of("properties." + std::string(name)));
  std::string value = typed.free_text_or_empty("$value");
  identity.fail_with(typed);
  return value;
}

}  // namespace patrol::azdo
