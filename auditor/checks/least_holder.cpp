#include "auditor/checks/least_holder.h"

#include "auditor/model/descriptor.h"
#include "auditor/model/text.h"

#include <algorithm>

namespace patrol {
namespace {

int rank_of(const std::string& descriptor, const Identity& account) {
  if (same_name(descriptor, account.descriptor)) return 0;
  // Of a project's valid users the account is through another group, which may be any.
  if (descriptor.ends_with("-0-0-0-0-3")) return 2;
  return is_of_administrators(descriptor) ? 3 : 1;
}

}  // namespace

std::vector<std::string> least_first(std::vector<std::string> allowing, const Identity& account) {
  std::ranges::stable_sort(allowing, {},
                           [&](const std::string& descriptor) { return rank_of(descriptor, account); });
  return allowing;
}

}  // namespace patrol
