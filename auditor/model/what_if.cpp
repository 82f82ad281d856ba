#include "auditor/model/what_if.h"

#include <algorithm>

namespace patrol {

std::size_t WhatIf::count(Change change) const {
  return static_cast<std::size_t>(std::ranges::count(findings, change, &ChangedFinding::change));
}

}  // namespace patrol
