#include "auditor/model/result.h"

namespace patrol {

std::string to_string(const Error& error) {
  return error.where.empty() ? error.what : error.where + ": " + error.what;
}

}  // namespace patrol
