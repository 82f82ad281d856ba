#pragma once

#include "auditor/model/result.h"
#include "auditor/model/time.h"
#include "examples/emulator/description.h"

#include <yaml-cpp/yaml.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace patrol::emulator {

/// Where a file's problems are gathered, all of them before anybody is told.
struct Problems {
  std::string source;  ///< name of the file
  std::vector<Error> errors;

  std::string place(const YAML::Node& node) const;
  void add(const YAML::Node& node, std::string what);
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

}  // namespace patrol::emulator
