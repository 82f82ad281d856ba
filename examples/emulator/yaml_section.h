#pragma once

#include "auditor/model/result.h"
#include "auditor/model/time.h"
#include "examples/emulator/description.h"

#include <yaml-cpp/yaml.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace patrol::emulator {

/// Where a file's problems are gathered, all of them before anybody is told.
struct Problems {
  std::string source;  ///< name of the file
  std::vector<Error> errors;

  std::string place(const YAML::Node& node) const;
  void add(const YAML::Node& node, std::string what);
  void add(const YAML::Exception& exception);
};

Word read_word(const YAML::Node& node, Problems& problems);
std::vector<Word> read_words(const YAML::Node& node, Problems& problems);

/// One mapping of the file. Each key that is asked for is known; finish() reports the others, so that the
/// list of known keys stands nowhere twice.
class YamlSection {
 public:
  YamlSection(const YAML::Node& node, Problems& problems);

  bool has(const std::string& key);
  YAML::Node node(const std::string& key);  ///< undefined where it is not there
  std::string text(const std::string& key, std::string fallback = {});
  std::optional<std::string> optional_text(const std::string& key);
  Word word(const std::string& key);           ///< empty where it is not there
  Word required_word(const std::string& key);  ///< a problem where it is not there
  std::vector<Word> words(const std::string& key);
  std::vector<std::string> texts(const std::string& key);
  bool flag(const std::string& key, bool fallback = false);
  std::int64_t number(const std::string& key, std::int64_t fallback = 0);
  std::optional<Time> time(const std::string& key);
  std::string one_of(const std::string& key,
                     const std::vector<std::string>& known);  ///< first is the default

  void finish();

 private:
  YAML::Node own_;
  Problems& problems_;
  std::map<std::string, YAML::Node> values_;
  std::vector<std::string> known_;
};

/// Each item of a list, read as a mapping.
template <class Entry>
std::vector<Entry> read_sections(const YAML::Node& list, Problems& problems,
                                 Entry (*read)(YamlSection&, Problems&)) {
  std::vector<Entry> entries;
  if (!list.IsDefined() || list.IsNull()) return entries;
  if (!list.IsSequence()) {
    problems.add(list, "a list (`- …`) is wanted here");
    return entries;
  }
  for (const auto& item : list) {
    YamlSection section(item, problems);
    entries.push_back(read(section, problems));
    section.finish();
  }
  return entries;
}

/// Runs a reader over the text; what yaml-cpp throws becomes a problem like the others.
template <class Value, class Read>
Result<Value, std::vector<Error>> read_yaml(const std::string& text, const std::string& source, Read read) {
  Problems problems{.source = source, .errors = {}};
  Value value;
  try {
    value = read(YAML::Load(text), problems);
  } catch (const YAML::Exception& e) {
    problems.add(e);
  }
  if (!problems.errors.empty()) return std::move(problems.errors);
  return value;
}

}  // namespace patrol::emulator
