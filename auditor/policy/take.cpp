#include "auditor/policy/take.h"

namespace patrol {

std::string take_text(Fields& fields, std::string_view key, Problems& problems) {
  const YamlNode* node = fields.take(key);
  return node == nullptr ? "" : read_text(*node, key, problems).value_or("");
}

std::string need_text(Fields& fields, std::string_view key, Problems& problems, TextReader read_one) {
  const YamlNode* node = fields.need(key);
  return node == nullptr ? "" : read_one(*node, key, problems).value_or("");
}

std::vector<std::string> take_texts(Fields& fields, std::string_view key, Problems& problems,
                                    TextReader read_one) {
  const YamlNode* node = fields.take(key);
  return node == nullptr ? std::vector<std::string>{} : read_texts(*node, key, read_one, problems);
}

bool take_switch(Fields& fields, std::string_view key, Problems& problems) {
  const YamlNode* node = fields.take(key);
  return node != nullptr && read_switch(*node, key, problems);
}

}  // namespace patrol
