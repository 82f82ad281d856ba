#include "examples/emulator/faults.h"
#include "examples/emulator/load.h"
#include "examples/emulator/yaml_section.h"

namespace patrol::emulator {
namespace {

/// A rule on the command line may do without its braces, and a single one without its list.
std::string as_list(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\n");
  if (first == std::string::npos || text[first] == '[' || text[first] == '-' || text[first] == '#')
    return text;
  if (text[first] == '{') return "[" + text + "]";
  return text.find('\n') == std::string::npos ? "[{" + text + "}]" : text;
}

}  // namespace

FaultRule read_fault(YamlSection& section, Problems& problems) {
  FaultRule rule{.host = section.text("host"),
                 .path = section.text("path"),
                 .method = section.text("method"),
                 .nth = static_cast<int>(section.number("nth")),
                 .first = static_cast<int>(section.number("first")),
                 .answer = section.has("answer") ? section.one_of("answer", fault_answers()) : "",
                 .status = static_cast<int>(section.number("status")),
                 .body = section.optional_text("body"),
                 .delay_ms = section.number("delay_ms")};
  const YAML::Node headers = section.node("headers");
  YamlSection names(headers, problems);
  if (headers.IsDefined() && headers.IsMap())
    for (const auto& pair : headers) rule.headers[pair.first.Scalar()] = names.text(pair.first.Scalar());
  return rule;
}

Result<std::vector<FaultRule>, std::vector<Error>> load_faults(const std::string& text,
                                                               const std::string& source) {
  return read_yaml<std::vector<FaultRule>>(as_list(text), source,
                                           [](const YAML::Node& root, Problems& problems) {
                                             return read_sections<FaultRule>(root, problems, read_fault);
                                           });
}

}  // namespace patrol::emulator
