// Bytes that make an audit, through every reporter and back through readers of its format. Looked for:
// crashes, text that leaves its place, and numbers that are not those of the audit.

#include "tests/reporters/contract/check.h"
#include "tests/reporters/random_audit.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::string> broken =
      patrol::contract::broken_promises(patrol::random_audit({data, size}));
  for (const std::string& promise : broken) std::cerr << promise << '\n';
  if (!broken.empty()) std::abort();
  return 0;
}
