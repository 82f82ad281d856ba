#pragma once

#include "auditor/model/result.h"

#include <string>
#include <vector>

namespace patrol::cli {

inline std::vector<std::string> problems_of(const std::vector<Error>& errors) {
  std::vector<std::string> texts;
  for (const Error& error : errors) texts.push_back(to_string(error));
  return texts;
}

/// All errors of a result as texts; none where it went well.
template <class T>
std::vector<std::string> problems_of(const Result<T, std::vector<Error>>& result) {
  return result ? std::vector<std::string>{} : problems_of(result.error());
}

using Problems = std::vector<std::string>;

}  // namespace patrol::cli
