#pragma once

#include "auditor/model/time.h"
#include "reporters/json_document.h"

#include <optional>
#include <string>

namespace patrol {

// What is not there, or not known, is null.

/// Null where the text is empty.
Json text_or_null(const std::string& text);

Json time_or_null(const std::optional<Time>& time);

template <class T>
Json value_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

/// The word of a choice, as every report has it.
template <class Choice>
Json word_or_null(const std::optional<Choice>& choice) {
  return choice ? Json(to_word(*choice)) : Json(nullptr);
}

}  // namespace patrol
