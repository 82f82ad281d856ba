#include "auditor/policy/catalogue.h"
#include "auditor/policy/integration_parser.h"
#include "auditor/policy/policy_parser.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

// Foreign bytes give errors: no crash, no hang, no exception.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(patrol::parse_policy(text, "fuzz.yaml", patrol::built_in_catalogue()));
  static_cast<void>(patrol::parse_integration(text, "fuzz.yaml"));
  return 0;
}
