#include "reporters/reporters.h"
#include "tests/reporters/sample_audit.h"

#include <iostream>
#include <string>
#include <string_view>

namespace {

patrol::Audit audit_named(const std::string& name) {
  if (name == "sample") return patrol::sample_audit();
  if (name == "compared") return patrol::compared_audit();
  if (name == "hostile") return patrol::hostile_audit();
  if (name == "empty") return patrol::empty_audit();
  return patrol::large_audit(std::stoul(name));
}

}  // namespace

/// `render_sample sample|compared|hostile|empty|NUMBER FORMAT`: a report for tools outside this program.
int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const patrol::Reporter* reporter = patrol::find_reporter(argv[2]);
  if (reporter == nullptr) return 2;
  reporter->render(audit_named(argv[1]), std::cout);
  return 0;
}
