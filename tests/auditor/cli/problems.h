#pragma once

#include "auditor/model/result.h"

#include <string>
#include <vector>

namespace patrol::cli {

/// All errors of a result as texts; none where it went well.
template <class T>
std::vector<std::string> problems_of(const Result<T, std::vector<Error>>& result) {
  std::vector<std::string> texts;
  if (result) return texts;
  for (const Error& error : result.error()) texts.push_back(to_string(error));
  return texts;
}

using Problems = std::vector<std::string>;

}  // namespace patrol::cli
