#include "reporters/discovery.h"
#include "reporters/reporters.h"
#include "reporters/what_if.h"
#include "tests/reporters/random_audit.h"
#include "tests/reporters/sample_audit.h"
#include "tests/reporters/sample_discovery.h"
#include "tests/reporters/sample_what_if.h"

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
  if (name.starts_with("random-")) {
    return patrol::random_audit(patrol::random_bytes(std::stoul(name.substr(name.find('-') + 1)), 4'000));
  }
  if (name.starts_with("organizations-")) {
    return patrol::organizations_audit(std::stoul(name.substr(name.find('-') + 1)));
  }
  return patrol::large_audit(std::stoul(name));
}

}  // namespace

/// `render_sample what-if|what-if-nothing json`: a comparison for tools outside this program; `discovery
/// json` and `discovery-nothing json` likewise.
/// `render_sample sample|compared|hostile|empty|organizations-NUMBER|random-SEED|NUMBER FORMAT [FOLDER]`: a
/// report for tools outside this program, or all files of one into the folder.
int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) return 2;
  if (std::string_view(argv[1]).starts_with("what-if")) {
    const bool is_full = argv[1] == std::string_view("what-if");
    patrol::render_what_if_json(is_full ? patrol::every_change() : patrol::WhatIf{}, std::cout);
    return 0;
  }
  if (std::string_view(argv[1]).starts_with("discovery")) {
    const bool is_full = argv[1] == std::string_view("discovery");
    patrol::render_discovery_json(is_full ? patrol::sample_discovery() : patrol::Discovery{}, std::cout);
    return 0;
  }
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
