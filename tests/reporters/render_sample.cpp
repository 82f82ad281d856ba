#include "reporters/reporters.h"
#include "tests/reporters/sample_audit.h"

#include <fstream>
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

/// `render_sample sample|compared|hostile|empty|NUMBER FORMAT [FOLDER]`: a report for tools outside this
/// program, or all files of one into the folder.
int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) return 2;
  const patrol::Reporter* reporter = patrol::find_reporter(argv[2]);
  if (reporter == nullptr) return 2;
  const patrol::Audit audit = audit_named(argv[1]);
  if (argc == 3) {
    reporter->render(audit, std::cout);
    return 0;
  }
  for (const patrol::ReportPart& part : reporter->parts(audit)) {
    std::ofstream file(std::string(argv[3]) + "/" + part.name);
    part.write(file);
  }
  return 0;
}
