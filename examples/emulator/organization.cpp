#include "examples/emulator/organization.h"

#include "auditor/model/text.h"

namespace patrol::emulator {

const Subject* Organization::find(std::string_view any_id) const {
  const auto found = by_id.find(fold_case(any_id));
  return found == by_id.end() ? nullptr : &subjects[found->second];
}

const Project* Organization::find_project(std::string_view id_or_name) const {
  const auto found = project_by_word.find(fold_case(id_or_name));
  return found == project_by_word.end() ? nullptr : &projects[found->second];
}

}  // namespace patrol::emulator
