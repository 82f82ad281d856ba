#pragma once

#include "auditor/policy/fields.h"
#include "auditor/policy/values.h"

#include <string>
#include <string_view>
#include <vector>

namespace patrol {

// A key's value, read by its type: empty or false where the key is absent or its value wrong.

std::string take_text(Fields& fields, std::string_view key, Problems& problems);
std::string need_text(Fields& fields, std::string_view key, Problems& problems,
                      TextReader read_one = read_text);
std::vector<std::string> take_texts(Fields& fields, std::string_view key, Problems& problems,
                                    TextReader read_one = read_text);
bool take_switch(Fields& fields, std::string_view key, Problems& problems);

}  // namespace patrol
